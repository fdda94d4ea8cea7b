#include "ui/window/status_line.h"

#include "ui/charts/number_format.h"
#include "ui/models/plain_text.h"
#include "ui/models/run_model.h"
#include "ui/panels/run_words.h"
#include "ui/widgets/elided_label.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QStringList>

#include <cmath>

namespace gradewise {

namespace {

QString endedText(const RunModel& model) {
    if (!model.record())
        return StatusLine::tr("Broke off");
    switch (model.record()->status) {
    case RunStatus::Finished:
        return StatusLine::tr("Finished");
    case RunStatus::Stopped:
        return StatusLine::tr("Stopped");
    case RunStatus::Diverged:
        return StatusLine::tr("Diverged");
    case RunStatus::Failed:
        return StatusLine::tr("Out of memory");
    }
    return {};
}

QString errorSoFar(const RunModel& model) {
    const std::size_t curves = model.gradesWithCurve();
    const Metrics& grid = curves == 0 ? model.before() : model.grades()[curves - 1].grid;
    return std::isnan(grid.relativeL2)
               ? StatusLine::tr("L² error %1 (absolute: the target is zero)").arg(compactNumber(grid.l2))
               : StatusLine::tr("relative L² error %1").arg(compactNumber(grid.relativeL2));
}

} // namespace

QString stateText(const RunModel& model, RunDriver::State state) {
    const std::size_t grade = model.liveGrade().value_or(model.gradesWithCurve()) + 1;
    const std::size_t count = model.grades().size();
    switch (state) {
    case RunDriver::State::Running:
        return StatusLine::tr("Training grade %1 of %2").arg(std::min(grade, count)).arg(count);
    case RunDriver::State::Paused:
        return StatusLine::tr("Paused in grade %1 of %2").arg(std::min(grade, count)).arg(count);
    case RunDriver::State::Stopping:
        return StatusLine::tr("Stopping");
    case RunDriver::State::Idle:
        break;
    }
    return model.phase() == RunModel::Phase::Ended ? endedText(model) : StatusLine::tr("Ready");
}

StatusLine::StatusLine(QWidget* parent)
    : QWidget(parent),
      state_(new QLabel),
      numbers_(new ElidedLabel(Qt::ElideRight)),
      progress_(new QProgressBar) {
    setObjectName(QStringLiteral("statusLine"));
    state_->setObjectName(QStringLiteral("runState"));
    state_->setProperty("title", true);
    numbers_->setObjectName(QStringLiteral("runNumbers"));
    numbers_->setProperty("caption", true);
    progress_->setObjectName(QStringLiteral("runProgress"));
    progress_->setAccessibleName(tr("Progress of the run"));
    progress_->setRange(0, 1000);
    progress_->setTextVisible(false);
    progress_->setFixedWidth(200);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 2, 12, 2);
    row->setSpacing(18);
    row->addWidget(state_);
    row->addWidget(numbers_, 1);
    row->addWidget(progress_);
    clock_.start();
}

void StatusLine::showRun(const RunModel& model, const RunDriver& driver) {
    if (driver.state() == RunDriver::State::Running)
        rate_.note(static_cast<double>(clock_.nsecsElapsed()) * 1e-9, model.history().size());
    else
        rate_.clear();
    const RunProgress progress = progressOf(model, driver.tempo().epochsPerSecond);
    const QString text = numbers(model, driver, progress);
    state_->setText(stateText(model, driver.state()));
    numbers_->setText(text);
    numbers_->setToolTip(plainTip(text));
    progress_->setVisible(model.phase() != RunModel::Phase::Preview);
    progress_->setValue(static_cast<int>(std::lround(1000.0 * progress.fraction)));
}

QString StatusLine::numbers(const RunModel& model, const RunDriver& driver, const RunProgress& progress) {
    if (model.phase() == RunModel::Phase::Preview)
        return runHint(model);
    QStringList parts{errorSoFar(model)};
    QString time = tr("%1 of training").arg(timeText(progress.seconds));
    if (driver.active() && progress.secondsLeft)
        time += tr(", at most about %1 left").arg(timeText(*progress.secondsLeft));
    parts << time;
    if (const auto rate = rate_.perSecond(); rate && driver.state() == RunDriver::State::Running)
        parts << tr("%1 epochs/s").arg(countText(*rate));
    if (const LargestError* error = model.largestError())
        parts << largestErrorText(*error);
    if (model.record() && model.record()->polish)
        parts << tr("joint read-out %1").arg(compactNumber(model.record()->polish->metrics.grid.relativeL2));
    if (model.record() && !model.record()->reason.empty())
        parts << shownText(QString::fromStdString(model.record()->reason));
    return parts.join(QStringLiteral(" · "));
}

} // namespace gradewise
