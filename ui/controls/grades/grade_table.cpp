#include "ui/controls/grades/grade_table.h"

#include "core/solver/solver.h"
#include "ui/controls/config_fields.h"
#include "ui/controls/field_row.h"
#include "ui/controls/grades/arrange_grades.h"
#include "ui/controls/grades/grade_delegate.h"
#include "ui/controls/grades/grade_detail.h"
#include "ui/controls/grades/grade_fields.h"
#include "ui/controls/grades/grade_list.h"
#include "ui/controls/grades/grade_view.h"
#include "ui/controls/grades/width_menu.h"
#include "ui/help/help_button.h"
#include "ui/icons.h"
#include "ui/models/grade_table_model.h"
#include "ui/models/run_model.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace gradewise {

namespace {

Index outputsOf(const TargetConfig& target) {
    // Gallery targets have one output.
    return target.kind == TargetConfig::Kind::Gallery
               ? 1
               : std::max<Index>(1, static_cast<Index>(target.formulas.size()));
}

} // namespace

GradeTable::GradeTable(ConfigEditor& editor, QWidget* parent)
    : Section(tr("Grades"), QStringLiteral("grades"), parent),
      editor_(editor),
      model_(new GradeTableModel(this)),
      delegate_(new GradeDelegate(this)),
      view_(makeGradeView(*model_, *delegate_)),
      widthMenu_(new WidthMenu),
      problem_(new ProblemLabel),
      remark_(makeCaption()),
      count_(makeCaption()),
      disclosure_(new QPushButton),
      help_(new HelpButton(solverHelp(*allSolvers().front()))),
      detail_(new GradeDetail(editor)) {
    setCorner(widthMenu_);
    body()->addWidget(view_);
    body()->addWidget(problem_);
    makeActions();
    body()->addWidget(remark_);
    remark_->hide();
    remark_->setObjectName(QStringLiteral("gradesRemark"));
    auto* line = new QHBoxLayout;
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(2);
    line->addWidget(disclosure_);
    line->addWidget(help_);
    line->addStretch(1);
    count_->setWordWrap(false);
    count_->setObjectName(QStringLiteral("parameterCount"));
    line->addWidget(count_);
    body()->addLayout(line);
    body()->addWidget(detail_);
    disclosure_->setProperty("link", true);
    disclosure_->setCheckable(true);
    disclosure_->setObjectName(QStringLiteral("gradeDetails"));
    connect(disclosure_, &QPushButton::toggled, this, &GradeTable::showDetails);
    connectModel();
    showDetails(false);
}

void GradeTable::makeActions() {
    auto* line = new QHBoxLayout;
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(0);
    QAction* addGrade = addAction(tr("Add grade"), {}, &GradeTable::add);
    duplicate_ = addAction(tr("Duplicate grade"), QKeySequence(Qt::CTRL | Qt::Key_D), &GradeTable::duplicate);
    up_ = addAction(tr("Move grade up"), QKeySequence(Qt::ALT | Qt::Key_Up), &GradeTable::moveUp);
    down_ = addAction(tr("Move grade down"), QKeySequence(Qt::ALT | Qt::Key_Down), &GradeTable::moveDown);
    remove_ = addAction(tr("Remove grade"), QKeySequence(Qt::Key_Delete), &GradeTable::remove);
    auto* wide = new QPushButton(tr("+ Add grade"));
    wide->setProperty("link", true);
    connect(wide, &QPushButton::clicked, addGrade, &QAction::trigger);
    line->addWidget(wide);
    line->addStretch(1);
    addButton(line, duplicate_);
    addButton(line, up_)->setText(QStringLiteral("↑"));
    addButton(line, down_)->setText(QStringLiteral("↓"));
    addButton(line, remove_);
    body()->addLayout(line);
    view_->setContextMenuPolicy(Qt::ActionsContextMenu);
}

QAction* GradeTable::addAction(const QString& text, const QKeySequence& key, void (GradeTable::*slot)()) {
    auto* action = new QAction(text, view_);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    connect(action, &QAction::triggered, this, slot);
    view_->addAction(action);
    return action;
}

QToolButton* GradeTable::addButton(QHBoxLayout* line, QAction* action) {
    auto* button = new QToolButton;
    button->setProperty("quiet", true);
    button->setProperty("sign", true);
    button->setToolTip(
        action->shortcut().isEmpty()
            ? action->text()
            : tr("%1 (%2)").arg(action->text(), action->shortcut().toString(QKeySequence::NativeText)));
    button->setAccessibleName(action->text());
    connect(button, &QToolButton::clicked, action, &QAction::trigger);
    connect(action, &QAction::changed, button, [button, action] {
        button->setEnabled(action->isEnabled());
        button->setIcon(action->icon());
    });
    line->addWidget(button);
    return button;
}

void GradeTable::connectModel() {
    connect(model_, &GradeTableModel::widthsTyped, this, [this](int row, const QString& text) {
        editor_.closeGesture();
        editor_.type(gradeField(row, "hidden"), text);
    });
    connect(model_, &GradeTableModel::activationChosen, this, [this](int row, Activation activation) {
        changeRow(tr("Change the activation"), row,
                  [&](GradeConfig& grade) { grade.activation = activation; });
    });
    connect(model_, &GradeTableModel::solverChosen, this, &GradeTable::chooseSolver);
    connect(detail_, &GradeDetail::refused, this, &GradeTable::refused);
    connect(widthMenu_, &WidthMenu::chosen, this, &GradeTable::makeFixedWidth);
    connect(view_->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &GradeTable::chooseRow);
    connect(&editor_, &ConfigEditor::refreshed, this, &GradeTable::refresh);
}

void GradeTable::setTheme(const Theme& theme) {
    delegate_->setTheme(theme);
    duplicate_->setIcon(makeIcon(Icon::Duplicate, theme));
    remove_->setIcon(makeIcon(Icon::Remove, theme));
    detail_->setTheme(theme);
    view_->viewport()->update();
}

void GradeTable::setRemark(const QString& remark) {
    remark_->setText(remark);
    remark_->setVisible(!remark.isEmpty());
}

void GradeTable::showRun(const RunModel& model) {
    model_->showRun(model);
}

void GradeTable::refresh() {
    const ExperimentConfig& config = editor_.config();
    std::vector<GradeConfig> grades = expandedGrades(config);
    QStringList texts;
    QStringList problems;
    for (Index row = 0; row < static_cast<Index>(grades.size()); ++row) {
        const Field widths = gradeField(row, "hidden");
        problems.append(editor_.problem(widths.path));
        texts.append(problems.back().isEmpty() ? QString() : editor_.text(widths));
    }
    QStringList sentences = problems;
    sentences.removeAll(QString());
    problem_->show(sentences.join(QLatin1Char('\n')));
    const bool countChanged = static_cast<int>(grades.size()) != model_->rowCount();
    model_->setGrades(std::move(grades), texts, problems);
    if (countChanged || row() < 0)
        select(chosen_);
    fitHeight(*view_);
    refreshCount();
    chooseRow();
}

void GradeTable::refreshCount() {
    const ExperimentConfig& config = editor_.config();
    widthMenu_->show(config.grades);
    const auto inputs = static_cast<Index>(domainOf(config.target).size());
    const auto total = parameterTotal(config.grades, inputs, outputsOf(config.target));
    count_->setText(total ? tr("%1 parameters").arg(QLocale().toString(static_cast<qlonglong>(*total)))
                          : tr("too many parameters"));
    const Index last = static_cast<Index>(model_->rowCount()) - 1;
    remove_->setEnabled(last > 0);
    up_->setEnabled(row() > 0);
    down_->setEnabled(row() >= 0 && row() < last);
}

Index GradeTable::row() const {
    return view_->currentIndex().isValid() ? static_cast<Index>(view_->currentIndex().row()) : -1;
}

void GradeTable::select(Index row) {
    const int place = static_cast<int>(std::clamp<Index>(row, 0, std::max(0, model_->rowCount() - 1)));
    view_->setCurrentIndex(model_->index(place, GradeTableModel::Widths));
}

void GradeTable::chooseRow() {
    if (row() < 0)
        return;
    chosen_ = row();
    detail_->setRow(chosen_);
    if (const auto& grades = editor_.config().grades; chosen_ < gradeCount(grades))
        help_->setTopic(solverHelp(solverOf(gradeAt(grades, chosen_).solver)));
    disclosure_->setText(disclosure_->isChecked() ? tr("▾ Settings of grade %1").arg(chosen_ + 1)
                                                  : tr("▸ Settings of grade %1").arg(chosen_ + 1));
    up_->setEnabled(chosen_ > 0);
    down_->setEnabled(chosen_ + 1 < model_->rowCount());
}

void GradeTable::showDetails(bool on) {
    detail_->setVisible(on);
    chooseRow();
}

void GradeTable::add() {
    chosen_ = model_->rowCount();
    refused(addGrade(editor_));
    select(chosen_);
}

void GradeTable::duplicate() {
    const Index from = row();
    if (from < 0)
        return;
    refused(duplicateRow(editor_, from));
    select(from + 1);
}

void GradeTable::remove() {
    const Index gone = row();
    if (gone < 0 || model_->rowCount() < 2)
        return;
    refused(removeRow(editor_, gone));
    select(gone);
}

void GradeTable::moveUp() {
    exchange(row() - 1, row() - 1);
}

void GradeTable::moveDown() {
    exchange(row(), row() + 1);
}

void GradeTable::exchange(Index upper, Index chosenAfter) {
    if (upper < 0 || upper + 1 >= model_->rowCount())
        return;
    refused(exchangeRows(editor_, upper));
    select(chosenAfter);
}

void GradeTable::makeFixedWidth(Index count, Index width) {
    refused(repeatRow(editor_, std::max<Index>(row(), 0), count, width));
}

void GradeTable::changeRow(const QString& what, int row, const std::function<void(GradeConfig&)>& change) {
    refused(editor_.apply(what, {}, [&](ExperimentConfig& config) {
        GradeConfig grade = gradeAt(config.grades, row);
        change(grade);
        setGrade(config.grades, row, grade);
    }));
}

void GradeTable::chooseSolver(int row, int place) {
    const Solver& solver = *allSolvers()[static_cast<std::size_t>(place)];
    refused(editor_.apply(tr("Change the solver"), {}, [&](ExperimentConfig& config) {
        const Index inputs = inputsOf(config.target);
        GradeConfig grade = gradeAt(config.grades, row);
        const SolverOptions& first = gradeAt(config.grades, 0).solver;
        if (solver.isBuilt() && &solverOf(first) == &solver)
            grade.setAside.push_back(first); // the same network goes on
        setSolver(grade, solver, inputs);
        setGrade(config.grades, row, grade);
        if (const auto wanted = solver.wantedSamples(inputs)) // between them little holds if they are few
            config.samples.train.count = std::max(config.samples.train.count, *wanted);
    }));
}

/// Says why something could not be done; an empty problem is none.
void GradeTable::refused(const QString& problem) {
    if (!problem.isEmpty())
        problem_->show(problem);
}

} // namespace gradewise
