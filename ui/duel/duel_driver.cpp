#include "ui/duel/duel_driver.h"

#include <algorithm>
#include <utility>

namespace gradewise {

namespace {
constexpr int frame = 50; ///< milliseconds
} // namespace

DuelDriver::DuelDriver(QObject* parent) : QObject(parent) {
    timer_.setInterval(frame);
    connect(&timer_, &QTimer::timeout, this, &DuelDriver::takeNews);
}

DuelDriver::~DuelDriver() = default;

void DuelDriver::start(const ExperimentConfig& config, DuelBudget budget, Index seeds) {
    record_ = {};
    record_.config = config;
    record_.budget = budget;
    seeds_ = seeds;
    present_ = {};
    session_.start(config, budget, seeds);
    timer_.start();
    setState(State::Running);
    emit updated();
}

void DuelDriver::stop() {
    if (state_ != State::Running)
        return;
    session_.stop();
    setState(State::Stopping);
}

void DuelDriver::stopAndWait() {
    session_.stop();
    while (state_ != State::Idle) // a stop is answered within a tile of samples
        takeNews();
}

double DuelDriver::runsDone() const {
    const std::size_t done = record_.gradewise.size() + record_.endToEnd.size();
    // The grades of this seed are the budget of the other side, and the grades of the last one much like
    // them.
    if (record_.gradewise.empty() || present_.points.empty())
        return static_cast<double>(done);
    const DuelRun& like = record_.gradewise.back();
    const double share = record_.budget == DuelBudget::Time
                             ? present_.points.back().seconds / like.seconds
                             : present_.points.back().multiplyAdds / like.multiplyAdds;
    return static_cast<double>(done) + std::clamp(share, 0.0, 1.0);
}

void DuelDriver::takeNews() {
    DuelUpdate update = session_.take();
    const std::string failure = update.failure;
    const bool ended = update.ended();
    if (!update.runs.empty() || ended) {
        takeIn(std::move(update));
        emit updated();
    }
    if (!ended)
        return;
    timer_.stop();
    setState(State::Idle);
    if (!failure.empty())
        emit failed(QString::fromStdString(failure));
}

void DuelDriver::takeIn(DuelUpdate update) {
    for (DuelRunNews& news : update.runs) {
        if (news.seed != present_.seed || news.side != present_.side)
            present_ = {news.seed, news.side, {}};
        present_.points.insert(present_.points.end(), news.points.begin(), news.points.end());
        if (!news.finished)
            continue;
        auto& runs = news.side == DuelSide::Gradewise ? record_.gradewise : record_.endToEnd;
        runs.push_back(*std::move(news.finished));
        present_.points.clear(); // they are in its curve now
    }
    if (update.ended())
        present_.points.clear();
    if (update.record)
        record_ = *update.record;
    else if (!update.failure.empty()) // whole pairs only
        record_.gradewise.resize(record_.endToEnd.size());
}

void DuelDriver::setState(State state) {
    if (state_ == state)
        return;
    state_ = state;
    emit stateChanged();
}

} // namespace gradewise
