#include "core/session/duel_session.h"

#include "core/session/background.h"

#include <mutex>
#include <stdexcept>
#include <utility>

namespace gradewise {

/// Hears the duel on its thread and hands it over to the window's.
class DuelMailbox final : public DuelWatcher {
public:
    void runBegun(std::size_t seed, DuelSide side) override {
        const std::scoped_lock lock(mutex_);
        seed_ = seed;
        side_ = side;
        update_.runs.push_back({seed, side, {}, std::nullopt});
    }
    void pointAdded(const DuelPoint& point) override {
        const std::scoped_lock lock(mutex_);
        present().points.push_back(point);
    }
    void runDone(std::size_t, DuelSide, const DuelRun& run) override {
        const std::scoped_lock lock(mutex_);
        present().finished = run;
    }
    void ended(DuelRecord record) {
        const std::scoped_lock lock(mutex_);
        update_.record = std::make_shared<const DuelRecord>(std::move(record));
    }
    void failed(std::string sentence) {
        const std::scoped_lock lock(mutex_);
        update_.failure = std::move(sentence);
    }

    DuelUpdate take() {
        const std::scoped_lock lock(mutex_);
        return std::exchange(update_, {});
    }

private:
    DuelRunNews& present() {
        if (update_.runs.empty())
            update_.runs.push_back({seed_, side_, {}, std::nullopt});
        return update_.runs.back();
    }

    std::mutex mutex_; ///< guards the following
    DuelUpdate update_;
    std::size_t seed_ = 0;
    DuelSide side_ = DuelSide::Gradewise;
};

struct DuelSession::Thread : Background<DuelMailbox> {};

DuelSession::DuelSession() : thread_(std::make_unique<Thread>()) {}
DuelSession::~DuelSession() = default;

std::uint64_t DuelSession::start(const ExperimentConfig& config, DuelBudget budget, Index seeds) {
    return thread_->start([config, budget, seeds](TrainingControl& control, DuelMailbox& mailbox) {
        const Experiment experiment = prepareOrThrow(config);
        if (const std::string problem = duelProblem(experiment, seeds); !problem.empty())
            throw std::invalid_argument(problem);
        mailbox.ended(duel(experiment, budget, seeds, control, mailbox));
    });
}

bool DuelSession::active() const {
    return thread_->active();
}

void DuelSession::stop() {
    thread_->stop();
}

DuelUpdate DuelSession::take() {
    const bool some = thread_->active();
    DuelUpdate update = thread_->take();
    if (some)
        update.duel = thread_->lastId();
    return update;
}

} // namespace gradewise
