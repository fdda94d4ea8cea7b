#include "ui/studies/published/seeds_driver.h"

#include <algorithm>

namespace gradewise {

namespace {

double mostEpochsOf(const std::vector<GradeConfig>& grades, std::size_t count) {
    double sum = 0.0;
    for (std::size_t i = 0; i < std::min(count, grades.size()); ++i)
        sum += static_cast<double>(mostEpochs(grades[i]));
    return sum;
}

} // namespace

SeedsDriver::SeedsDriver(QObject* parent) : StudyDriver(parent) {}

void SeedsDriver::start(const ExperimentConfig& config, Index seeds) {
    config_ = config;
    seeds_ = seeds;
    runs_.clear();
    if (const QString problem = startNext(); !problem.isEmpty())
        emit failed(problem);
    else
        begin();
}

/// A sentence when the experiment cannot be run with its seed: then nothing begins.
QString SeedsDriver::startNext() {
    epochsDone_ = 0.0;
    const auto prepared = prepare(config_);
    if (const auto* issues = std::get_if<std::vector<Issue>>(&prepared))
        return QString::fromStdString(describe(*issues));
    const auto& experiment = std::get<Experiment>(prepared);
    session_.start(experiment, grid(experiment.target().domain(), 2)); // nobody looks at curves
    return {};
}

void SeedsDriver::askToStop() {
    if (session_.active())
        session_.control().stop();
}

void SeedsDriver::forget() {
    runs_.clear();
    seeds_ = 0;
    emit updated();
}

double SeedsDriver::runsDone() const {
    const auto grades = expandedGrades(config_);
    const double most = mostEpochsOf(grades, grades.size());
    return static_cast<double>(runs_.size()) + (most > 0.0 ? std::min(1.0, epochsDone_ / most) : 0.0);
}

StudyDriver::News SeedsDriver::takeIn() {
    const RunUpdate update = session_.takeNews();
    if (!update.history.empty()) {
        const HistoryPoint& last = update.history.back();
        epochsDone_ = mostEpochsOf(expandedGrades(config_), static_cast<std::size_t>(last.grade)) +
                      static_cast<double>(last.epoch);
    }
    const bool whole = update.record && update.record->status != RunStatus::Stopped;
    if (whole)
        runs_.push_back(errorsOf(*update.record));
    QString problem = QString::fromStdString(update.failure);
    bool more = whole && state() == State::Running && static_cast<Index>(runs_.size()) < seeds_;
    if (more) {
        ++config_.seed;
        problem = startNext();
        more = problem.isEmpty();
    }
    if (update.ended() && !more)
        epochsDone_ = 0.0;
    return {whole || !update.history.empty(), update.ended() && !more, problem};
}

} // namespace gradewise
