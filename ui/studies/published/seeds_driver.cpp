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
    const auto made = makeTarget(config.target);
    if (const auto* errors = std::get_if<std::vector<TargetError>>(&made)) {
        emit failed(QString::fromStdString(errors->front().sentence));
        return;
    }
    points_ = grid(std::get<Target>(made).domain(), 2);
    config_ = config;
    seeds_ = seeds;
    runs_.clear();
    startNext();
    begin();
}

void SeedsDriver::startNext() {
    epochsDone_ = 0.0;
    session_.start(config_, points_);
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
    const RunUpdate update = session_.take();
    if (!update.history.empty()) {
        const HistoryPoint& last = update.history.back();
        epochsDone_ = mostEpochsOf(expandedGrades(config_), static_cast<std::size_t>(last.grade)) +
                      static_cast<double>(last.epoch);
    }
    const bool whole = update.record && update.record->status != RunStatus::Stopped;
    if (whole)
        runs_.push_back(errorsOf(*update.record));
    const bool more = whole && state() == State::Running && static_cast<Index>(runs_.size()) < seeds_;
    if (more) {
        ++config_.seed;
        startNext();
    } else if (update.ended()) {
        epochsDone_ = 0.0;
    }
    return {whole || !update.history.empty(), update.ended() && !more,
            QString::fromStdString(update.failure)};
}

} // namespace gradewise
