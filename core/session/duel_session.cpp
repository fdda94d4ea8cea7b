#include "core/session/duel_session.h"

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

namespace gradewise {

void DuelMailbox::runBegun(std::size_t seed, DuelSide side) {
    seed_ = seed;
    side_ = side;
    change([&](DuelUpdate& update) { update.runs.push_back({seed, side, {}, std::nullopt}); });
}

void DuelMailbox::pointAdded(const DuelPoint& point) {
    change([&](DuelUpdate& update) { present(update).points.push_back(point); });
}

void DuelMailbox::runDone(std::size_t, DuelSide, const DuelRun& run) {
    change([&](DuelUpdate& update) { present(update).finished = run; });
}

void DuelMailbox::ended(DuelRecord record) {
    change(
        [&](DuelUpdate& update) { update.record = std::make_shared<const DuelRecord>(std::move(record)); });
}

DuelRunNews& DuelMailbox::present(DuelUpdate& update) const {
    if (update.runs.empty())
        update.runs.push_back({seed_, side_, {}, std::nullopt});
    return update.runs.back();
}

std::uint64_t DuelSession::start(const ExperimentConfig& config, DuelBudget budget, Index seeds) {
    return begin([config, budget, seeds](TrainingControl& control, DuelMailbox& mailbox) {
        const Experiment experiment = prepareOrThrow(config);
        if (const std::string problem = duelProblem(experiment, seeds); !problem.empty())
            throw std::invalid_argument(problem);
        mailbox.ended(duel(experiment, budget, seeds, control, mailbox));
    });
}

} // namespace gradewise
