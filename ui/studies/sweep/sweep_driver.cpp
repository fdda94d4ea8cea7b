#include "ui/studies/sweep/sweep_driver.h"

#include <algorithm>
#include <utility>

namespace gradewise {

SweepDriver::SweepDriver(QObject* parent) : StudyDriver(parent) {}

SweepDriver::~SweepDriver() = default;

void SweepDriver::start(const ExperimentConfig& config, const SweepPlan& plan, double expected) {
    record_ = {};
    record_.config = config;
    plan_ = plan;
    expected_ = expected;
    present_.reset();
    session_.start(config, plan);
    begin();
}

SweepRecord SweepDriver::wholeRates() const {
    SweepRecord whole = record_;
    std::erase_if(whole.rates, [this](const SweptRate& rate) {
        return static_cast<Index>(rate.runs.size()) < plan_.seeds;
    });
    return whole;
}

std::vector<SweptRun> SweepDriver::runsOf(std::size_t rate) const {
    std::vector<SweptRun> runs;
    if (rate < record_.rates.size())
        runs = record_.rates[rate].runs;
    if (present_ && present_->rate == rate)
        runs.push_back({present_->seed, RunStatus::Finished, 0.0, present_->grades});
    return runs;
}

Index SweepDriver::runsDone() const {
    Index runs = 0;
    for (const SweptRate& rate : record_.rates)
        runs += static_cast<Index>(rate.runs.size());
    return runs;
}

double SweepDriver::secondsLeft() const {
    double seconds = 0.0;
    double runs = 0.0;
    for (const SweptRate& rate : record_.rates)
        for (const SweptRun& run : rate.runs)
            if (run.status == RunStatus::Finished) {
                seconds += run.seconds;
                runs += 1.0;
            }
    const double each = runs > 0.0 ? seconds / runs : expected_;
    const double spent = present_ && present_->last ? present_->last->seconds : 0.0;
    return static_cast<double>(runsAsked() - runsDone()) * each - std::min(each, spent);
}

StudyDriver::News SweepDriver::takeIn() {
    SweepUpdate update = session_.takeNews();
    News news{!update.runs.empty(), update.ended(), QString::fromStdString(update.failure)};
    if (news.any || news.ended)
        add(std::move(update));
    return news;
}

void SweepDriver::add(SweepUpdate update) {
    for (SweptRunNews& news : update.runs) {
        if (!present_ || news.rate != present_->rate || news.seed != present_->seed)
            present_ = Present{news.rate, news.seed, {}, std::nullopt};
        std::ranges::move(news.grades, std::back_inserter(present_->grades));
        if (news.last)
            present_->last = news.last;
        if (!news.finished)
            continue;
        if (news.rate >= record_.rates.size())
            record_.rates.push_back({sweepRates(plan_)[news.rate], {}});
        record_.rates[news.rate].runs.push_back(*std::move(news.finished));
        present_.reset();
    }
    if (!update.ended())
        return;
    present_.reset();
    record_ = update.record ? *update.record : wholeRates();
}

} // namespace gradewise
