#include "core/session/sweep_session.h"

#include <memory>
#include <utility>

namespace gradewise {

void SweepMailbox::runBegun(std::size_t rate, std::uint64_t seed) {
    rate_ = rate;
    seed_ = seed;
    change([&](SweepUpdate& update) { update.runs.push_back({rate, seed, {}, std::nullopt, std::nullopt}); });
}

void SweepMailbox::epochDone(const HistoryPoint& point) {
    change([&](SweepUpdate& update) { present(update).last = point; });
}

void SweepMailbox::gradeDone(const SweptGrade& grade) {
    change([&](SweepUpdate& update) { present(update).grades.push_back(grade); });
}

void SweepMailbox::runDone(std::size_t, const SweptRun& run) {
    change([&](SweepUpdate& update) { present(update).finished = run; });
}

void SweepMailbox::ended(SweepRecord record) {
    change(
        [&](SweepUpdate& update) { update.record = std::make_shared<const SweepRecord>(std::move(record)); });
}

SweptRunNews& SweepMailbox::present(SweepUpdate& update) const {
    if (update.runs.empty())
        update.runs.push_back({rate_, seed_, {}, std::nullopt, std::nullopt});
    return update.runs.back();
}

std::uint64_t SweepSession::start(const ExperimentConfig& config, const SweepPlan& plan) {
    return begin([config, plan](TrainingControl& control, SweepMailbox& mailbox) {
        mailbox.ended(sweep(config, plan, control, mailbox));
    });
}

} // namespace gradewise
