#include "ui/studies/duel/duel_driver.h"

#include <algorithm>
#include <utility>

namespace gradewise {

DuelDriver::DuelDriver(QObject* parent) : StudyDriver(parent) {}

DuelDriver::~DuelDriver() = default;

void DuelDriver::start(const ExperimentConfig& config, DuelBudget budget, Index seeds) {
    record_ = {};
    record_.config = config;
    record_.budget = budget;
    seeds_ = seeds;
    present_ = {};
    session_.start(config, budget, seeds);
    begin();
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

StudyDriver::News DuelDriver::takeIn() {
    DuelUpdate update = session_.takeNews();
    News news{!update.runs.empty(), update.ended(), QString::fromStdString(update.failure)};
    if (news.any || news.ended)
        add(std::move(update));
    return news;
}

void DuelDriver::add(DuelUpdate update) {
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

} // namespace gradewise
