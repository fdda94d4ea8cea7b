#include "ui/running/run_progress.h"

#include "core/cost/remaining_time.h"
#include "ui/models/run_model.h"

#include <QLocale>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace gradewise {

namespace {

// What an epoch costs beyond its parameters (checkpoint, error, shuffling), in parameters; from the ratio of
// epoch times of a width-1 and a width-32 grade.
constexpr double overheadInParameters = 100.0;

double workPerEpoch(const ShownGrade& grade) {
    return static_cast<double>(grade.record.parameters) + overheadInParameters;
}

bool open(const ShownGrade& grade) {
    return grade.record.status == GradeStatus::Pending || grade.record.status == GradeStatus::Running;
}

std::optional<double> secondsLeft(const RunModel& model, std::size_t grade) {
    const auto& history = model.history();
    const auto first = std::ranges::partition_point(
        history, [grade](const HistoryPoint& point) { return point.grade < static_cast<Index>(grade); });
    if (first == history.end() || history.back().seconds < 0.2)
        return std::nullopt;
    // The later half of the grade's epochs: the first ones warm up caches, and VarPro's second step compares
    // its starts, which takes as long as dozens of steps.
    const HistoryPoint& last = history.back();
    const HistoryPoint& middle = *(first + (history.end() - first) / 2);
    if (middle.epoch == last.epoch)
        return std::nullopt;
    const double each = (last.seconds - middle.seconds) / static_cast<double>(last.epoch - middle.epoch);
    const RemainingTime remaining(model.config(), model.inputs(), model.outputs());
    return remaining.seconds(grade, last.epoch, each, last.seconds);
}

} // namespace

RunProgress progressOf(const RunModel& model, double speedLimit) {
    RunProgress progress;
    double done = 0.0;
    double left = 0.0;
    double epochsLeft = 0.0;
    for (const ShownGrade& grade : model.grades()) {
        done += static_cast<double>(grade.record.epochs) * workPerEpoch(grade);
        if (!open(grade))
            continue;
        const auto epochs =
            static_cast<double>(std::max<Index>(0, mostEpochs(grade.record.config) - grade.record.epochs));
        left += epochs * workPerEpoch(grade);
        epochsLeft += epochs;
    }
    progress.fraction = done / std::max(done + left, 1.0);
    if (!model.history().empty())
        progress.seconds = model.history().back().seconds;
    if (model.record()) {
        progress.seconds = model.record()->seconds;
        if (model.record()->status == RunStatus::Finished)
            progress.fraction = 1.0;
    } else if (model.liveGrade()) {
        progress.secondsLeft = secondsLeft(model, *model.liveGrade());
        if (progress.secondsLeft && speedLimit > 0.0)
            progress.secondsLeft = std::max(*progress.secondsLeft, epochsLeft / speedLimit);
    }
    return progress;
}

void RateMeter::note(double seconds, std::size_t epochs) {
    marks_.push_back({seconds, epochs});
    while (marks_.size() > 2 && seconds - marks_[1].seconds > 1.0)
        marks_.pop_front();
}

std::optional<double> RateMeter::perSecond() const {
    if (marks_.size() < 2 || marks_.back().seconds - marks_.front().seconds < 0.1)
        return std::nullopt;
    const auto epochs = static_cast<double>(marks_.back().epochs - marks_.front().epochs);
    return epochs / (marks_.back().seconds - marks_.front().seconds);
}

QString countText(double value) {
    const double step =
        value < 100.0 ? 1.0 : std::pow(10.0, std::floor(std::log10(std::max(value, 1.0))) - 2.0);
    const double rounded = std::round(value / step) * step;
    if (value < 9.95)
        return QLocale().toString(value, 'f', 1);
    QLocale locale(QLocale::English);
    QString text = locale.toString(static_cast<qint64>(rounded));
    return text.replace(QLatin1Char(','), QChar(0x2009)); // thin space: neither decimal comma nor point
}

} // namespace gradewise
