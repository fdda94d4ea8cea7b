#include "ui/published/seeds_driver.h"

#include <algorithm>

namespace gradewise {

namespace {

constexpr int frame = 50; ///< milliseconds

double mostEpochsOf(const std::vector<GradeConfig>& grades, std::size_t count) {
    double sum = 0.0;
    for (std::size_t i = 0; i < std::min(count, grades.size()); ++i)
        sum += static_cast<double>(mostEpochs(grades[i]));
    return sum;
}

} // namespace

SeedsDriver::SeedsDriver(QObject* parent) : QObject(parent) {
    timer_.setInterval(frame);
    connect(&timer_, &QTimer::timeout, this, &SeedsDriver::takeNews);
}

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
    timer_.start();
    setState(State::Running);
    emit updated();
}

void SeedsDriver::startNext() {
    epochsDone_ = 0.0;
    session_.start(config_, points_);
}

void SeedsDriver::stop() {
    if (state_ != State::Running)
        return;
    if (session_.active())
        session_.control().stop();
    setState(State::Stopping);
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

void SeedsDriver::takeNews() {
    const RunUpdate update = session_.take();
    if (!update.history.empty()) {
        const HistoryPoint& last = update.history.back();
        epochsDone_ = mostEpochsOf(expandedGrades(config_), static_cast<std::size_t>(last.grade)) +
                      static_cast<double>(last.epoch);
    }
    const bool whole = update.record && update.record->status != RunStatus::Stopped;
    if (whole)
        runs_.push_back(errorsOf(*update.record));
    const bool more = whole && state_ == State::Running && static_cast<Index>(runs_.size()) < seeds_;
    if (more) {
        ++config_.seed;
        startNext();
    } else if (update.ended()) {
        timer_.stop();
        epochsDone_ = 0.0;
        setState(State::Idle);
    }
    if (update.ended() || !update.history.empty())
        emit updated();
    if (!update.failure.empty())
        emit failed(QString::fromStdString(update.failure));
}

void SeedsDriver::setState(State state) {
    if (state_ == state)
        return;
    state_ = state;
    emit stateChanged();
}

} // namespace gradewise
