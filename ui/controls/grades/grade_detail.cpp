#include "ui/controls/grades/grade_detail.h"

#include "core/solver/solver.h"
#include "ui/controls/grades/grade_list.h"
#include "ui/controls/grades/rate_schedule.h"
#include "ui/controls/setting_row.h"
#include "ui/help/help_topic.h"
#include "ui/widgets/quiet_combo.h"

#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace gradewise {

namespace {

constexpr int numberWidth = 66;
constexpr int besideAnother = 48;

constexpr std::string_view rate = "solver.learningRate";

bool isOfStop(const std::string& path) {
    return path.starts_with("stop.");
}

/// Whether it decides anything about a grade of that solver; files may say it all the same.
bool concerns(const Solver& solver, const std::string& path) {
    if (path == "initialisation")
        return solver.descends();
    if (path == "smoothing")
        return solver.canBeSmoothed();
    return !solver.isBuilt() || path.starts_with("solver."); // what is built takes no other advice
}

} // namespace

QString solverHelp(const Solver& solver) {
    const std::string_view section = solver.name();
    return QStringLiteral("solvers#") +
           QString::fromUtf8(section.data(), static_cast<qsizetype>(section.size()));
}

GradeDetail::GradeDetail(ConfigEditor& editor, QWidget* parent) : QWidget(parent), editor_(editor) {
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 2, 0, 2);
    column->setSpacing(2);
    QVBoxLayout* const stopColumn = makeStopColumn();
    for (const FormSetting& setting : gradeSettings()) {
        if (setting.form.label.empty())
            continue; // the table shows it
        addRow(isOfStop(setting.path) ? stopColumn : column, setting);
        if (setting.path == rate)
            addSchedule(column);
    }
    addTakeTarget(column);
    column->addWidget(stopRows_);
    applyToAll_ = addLink(column, tr("Apply to all grades"), QStringLiteral("applyToAll"));
    applyToAll_->setToolTip(tr("Gives every grade these settings; widths and activations stay."));
    connect(applyToAll_, &QPushButton::clicked, this, &GradeDetail::applyToAll);
    connect(&editor_, &ConfigEditor::refreshed, this, &GradeDetail::refresh);
}

QVBoxLayout* GradeDetail::makeStopColumn() {
    stopRows_ = new QWidget;
    setHelpTopic(*stopRows_, QStringLiteral("stopping#of-a-grade"));
    auto* column = new QVBoxLayout(stopRows_);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(2);
    return column;
}

void GradeDetail::addRow(QVBoxLayout* column, const FormSetting& setting) {
    const bool beside = setting.form.sameLine;
    Row row{setting.path, beside ? rows_.back().row : makeSettingRow(setting), !beside};
    if (beside)
        rows_.back().field->setFixedWidth(besideAnother);
    else
        column->addWidget(row.row);
    if (setting.choices.isEmpty()) {
        row.field = addSettingField(*row.row, editor_, setting, gradeField(row_, setting.path),
                                    beside ? besideAnother : numberWidth);
    } else {
        row.combo = addSettingCombo(*row.row, setting);
        connect(row.combo, &QComboBox::activated, this,
                [this, setting](int choice) { choose(setting, choice); });
    }
    rows_.push_back(row);
}

void GradeDetail::addSchedule(QVBoxLayout* column) {
    const FormSetting setting{"schedule", tr("schedule"), {.label = "Schedule"}, choicesOf<RateSchedule>()};
    scheduleRow_ = makeSettingRow(setting);
    schedule_ = addSettingCombo(*scheduleRow_, setting);
    column->addWidget(scheduleRow_);
    connect(schedule_, &QComboBox::activated, this, &GradeDetail::chooseSchedule);
}

void GradeDetail::addTakeTarget(QVBoxLayout* column) {
    takeTarget_ = addLink(column, tr("Take its target"), QStringLiteral("takeTarget"));
    takeTarget_->setToolTip(tr("Chooses the function that this construction is of, on all of its interval."));
    connect(takeTarget_, &QPushButton::clicked, this, &GradeDetail::takeTarget);
}

QPushButton* GradeDetail::addLink(QVBoxLayout* column, const QString& text, const QString& objectName) {
    auto* link = new QPushButton(text);
    link->setObjectName(objectName);
    link->setProperty("link", true);
    column->addWidget(link, 0, Qt::AlignLeft);
    return link;
}

void GradeDetail::setRow(Index row) {
    if (row == row_)
        return;
    row_ = row;
    for (const Row& shown : rows_)
        if (shown.field != nullptr)
            shown.field->setField(gradeField(row_, shown.path));
    refresh();
    emit editor_.refreshed(); // the rows show the problems of this grade
}

void GradeDetail::setTheme(const Theme& theme) {
    schedule_->setTheme(theme);
    for (const Row& row : rows_)
        if (row.combo != nullptr)
            row.combo->setTheme(theme);
}

void GradeDetail::refresh() {
    const auto& grades = editor_.config().grades;
    if (row_ >= gradeCount(grades))
        return; // the table is about to choose another row
    const GradeConfig& grade = gradeAt(grades, row_);
    const Solver& solver = solverOf(grade.solver);
    setHelpTopic(*this, solverHelp(solver));
    for (const Row& row : rows_) {
        if (row.combo != nullptr)
            row.combo->setCurrentIndex(std::max(0, settingChoice(grade, row.path)));
        if (row.begins)
            row.row->setVisible(concerns(solver, row.path) && isShown(grade, row.path));
    }
    scheduleRow_->setVisible(solver.descends());
    if (solver.descends())
        schedule_->setCurrentIndex(choiceOf(scheduleOf(rateOf(grade.solver))));
    stopRows_->setVisible(!solver.isBuilt());
    const auto target = solver.ownTarget(grade.solver);
    takeTarget_->setVisible(target.has_value());
    takeTarget_->setEnabled(target && editor_.config().target != *target);
    applyToAll_->setEnabled(gradeCount(grades) > 1);
}

void GradeDetail::change(const QString& what, const std::function<void(GradeConfig&)>& change) {
    emit refused(editor_.apply(what, {}, [&](ExperimentConfig& config) {
        if (row_ >= gradeCount(config.grades))
            return;
        GradeConfig grade = gradeAt(config.grades, row_);
        change(grade);
        setGrade(config.grades, row_, grade);
    }));
}

void GradeDetail::choose(const FormSetting& setting, int choice) {
    editor_.dropDrafts(gradeField(row_, setting.path).path);
    change(tr("Change the %1").arg(setting.name),
           [&](GradeConfig& grade) { chooseSetting(grade, setting.path, choice); });
}

void GradeDetail::chooseSchedule(int choice) {
    for (const std::string_view path : scheduleSettings)
        editor_.dropDrafts(gradeField(row_, std::string(path)).path);
    change(tr("Change the learning rate's schedule"), [choice](GradeConfig& grade) {
        setSchedule(grade, allOf<RateSchedule>()[static_cast<std::size_t>(choice)]);
    });
}

void GradeDetail::takeTarget() {
    emit refused(editor_.apply(tr("Take the construction's target"), {}, [&](ExperimentConfig& config) {
        if (row_ >= gradeCount(config.grades))
            return;
        const SolverOptions& options = gradeAt(config.grades, row_).solver;
        if (auto target = solverOf(options).ownTarget(options))
            config.target = *std::move(target);
    }));
}

void GradeDetail::applyToAll() {
    emit refused(editor_.apply(tr("Apply settings to all grades"), {}, [&](ExperimentConfig& config) {
        if (row_ >= gradeCount(config.grades))
            return;
        const GradeConfig source = gradeAt(config.grades, row_);
        for (GradeConfig& grade : config.grades) {
            setSolver(grade, solverOf(source.solver), inputsOf(config.target));
            GradeConfig changed = source;
            changed.hidden = grade.hidden;
            changed.activation = grade.activation;
            changed.repeat = grade.repeat;
            grade = changed;
        }
    }));
}

} // namespace gradewise
