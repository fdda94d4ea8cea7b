#include "ui/controls/experiment_form.h"

#include "core/study/sweep/sweep.h"
#include "ui/controls/config_editor.h"
#include "ui/controls/form_style.h"
#include "ui/controls/grades/grade_table.h"
#include "ui/controls/samples_form.h"
#include "ui/controls/stop_form.h"
#include "ui/controls/target/target_editor.h"
#include "ui/models/grade_table_model.h"
#include "ui/models/plain_text.h"
#include "ui/models/run_model.h"
#include "ui/widgets/section.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

#include <stdexcept>

namespace gradewise {

namespace {

constexpr int narrowest = 260;
constexpr int margin = 11; // with the card around it, the column lines up with the panels

/// What the finished run says about too few samples for its kinks.
QString kinkRemark(const RunModel& model) {
    if (!model.record())
        return {};
    for (const GradeRecord& grade : model.record()->grades)
        if (!grade.warning.empty())
            return shownText(QString::fromStdString(grade.warning));
    return {};
}

} // namespace

class ExperimentForm::Private {
public:
    ConfigEditor editor;
    QScrollArea* scroll = new QScrollArea;
    QLabel* notice = new QLabel;
    TargetEditor* target = new TargetEditor(editor);
    GradeTable* grades = new GradeTable(editor);
    SamplesForm* samples = new SamplesForm(editor);
    StopForm* stop = new StopForm(editor);
    std::optional<ExperimentConfig> running; ///< what the run in progress trains
    std::optional<ExperimentConfig> shown;   ///< what the results beside the grades belong to

    QWidget* makeColumn() const {
        auto* column = new QWidget;
        auto* layout = new QVBoxLayout(column);
        layout->setContentsMargins(margin, margin - 3, margin, margin);
        layout->setSpacing(10);
        auto* training = new Section(ExperimentForm::tr("Training"), QStringLiteral("samples"));
        training->body()->addWidget(samples);
        training->body()->addWidget(stop);
        layout->addWidget(target);
        layout->addWidget(makeSeparator());
        layout->addWidget(grades);
        layout->addWidget(makeSeparator());
        layout->addWidget(training);
        layout->addStretch(1);
        return column;
    }

    /// Below the column and not in it: where fields move down when a run begins, the next click misses.
    QLayout* makeNotice() const {
        notice->setObjectName(QStringLiteral("notice"));
        notice->setWordWrap(true);
        notice->hide();
        auto* line = new QHBoxLayout;
        line->setContentsMargins(margin, 0, margin, 0);
        line->addWidget(notice);
        return line;
    }

    /// Says which edits the run on screen does not know of.
    void remark() {
        const bool pending = running && editor.config() != *running;
        notice->setVisible(running.has_value());
        notice->setText(pending ? ExperimentForm::tr("Changed. Applies to the next run.")
                                : ExperimentForm::tr("Changes apply to the next run."));
        const bool old = shown && !running && *shown != editor.config();
        grades->setRemark(old ? ExperimentForm::tr("Settings changed since this run; the errors are of the "
                                                   "settings before.")
                              : QString());
    }
};

ExperimentForm::ExperimentForm(QWidget* parent) : QWidget(parent), d_(std::make_unique<Private>()) {
    d_->scroll->setWidget(d_->makeColumn());
    d_->scroll->setWidgetResizable(true);
    d_->scroll->setFrameShape(QFrame::NoFrame);
    d_->scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    d_->scroll->setFocusPolicy(Qt::NoFocus);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(d_->scroll, 1);
    layout->addLayout(d_->makeNotice());
    setMinimumWidth(narrowest);
    setAccessibleName(tr("Experiment"));
    connect(&d_->editor, &ConfigEditor::configChanged, this, [this](bool targetChanged) {
        d_->remark();
        emit edited(targetChanged);
    });
    connect(&d_->editor, &ConfigEditor::problemsChanged, this, &ExperimentForm::problemsChanged);
    setTheme(Theme::lightTheme());
    setConfig(ExperimentConfig{});
}

ExperimentForm::~ExperimentForm() {
    delete d_->scroll; // a field that loses the focus while it goes away still speaks to the editor
}

void ExperimentForm::setConfig(const ExperimentConfig& config) {
    d_->editor.reset(config);
    d_->remark();
}

const ExperimentConfig& ExperimentForm::config() const {
    d_->target->readFormula(); // keys of the last moment count too
    return d_->editor.config();
}

QString ExperimentForm::useRate(double rate) {
    QString problem;
    const QString other =
        d_->editor.apply(tr("learning rate"), QString(), [rate, &problem](ExperimentConfig& config) {
            try {
                config = withRate(config, rate);
            } catch (const std::invalid_argument& refusal) {
                problem = QString::fromUtf8(refusal.what());
            }
        });
    return problem.isEmpty() ? other : problem;
}

QStringList ExperimentForm::problems() const {
    return d_->editor.problems();
}

void ExperimentForm::showRun(const RunModel& model) {
    d_->grades->showRun(model);
    if (model.phase() == RunModel::Phase::Preview)
        d_->shown.reset();
    else if (!d_->shown || *d_->shown != model.config())
        d_->shown = model.config();
    d_->remark();
    if (model.phase() != RunModel::Phase::Running) // nothing moves under the pointer when a run begins
        d_->samples->remark(kinkRemark(model), model.config().samples);
}

void ExperimentForm::setRunning(bool running) {
    if (running == d_->running.has_value())
        return;
    d_->running = running ? std::optional(d_->editor.config()) : std::nullopt;
    d_->remark();
}

void ExperimentForm::setTheme(const Theme& theme) {
    setStyleSheet(formStyleSheet(theme));
    d_->target->setTheme(theme);
    d_->grades->setTheme(theme);
    d_->samples->setTheme(theme);
}

QUndoStack* ExperimentForm::undoStack() const {
    return d_->editor.undoStack();
}

} // namespace gradewise
