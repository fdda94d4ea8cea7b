#include "core/session/duel_session.h"

#include "core/session/training_control.h"

#include <exception>
#include <mutex>
#include <new>
#include <stdexcept>
#include <thread>
#include <utility>

namespace gradewise {

namespace {

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
    void ended(std::shared_ptr<const DuelRecord> record, std::string failure) {
        const std::scoped_lock lock(mutex_);
        update_.record = std::move(record);
        update_.failure = std::move(failure);
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

} // namespace

struct DuelSession::Running {
    std::uint64_t id = 0;
    ExperimentConfig config;
    DuelBudget budget = DuelBudget::Work;
    Index seeds = 1;
    TrainingControl control;
    DuelMailbox mailbox;
    std::jthread thread; ///< last: it uses all of the above

    ~Running() { control.stop(); }

    /// The whole life of the thread. Exceptions end here and become a sentence.
    void run() {
        std::shared_ptr<const DuelRecord> record;
        std::string failure;
        try {
            if (const std::string problem = duelProblem(config); !problem.empty())
                throw std::invalid_argument(problem);
            record = std::make_shared<const DuelRecord>(duel(config, budget, seeds, control, mailbox));
        } catch (const std::bad_alloc&) {
            failure = "There is not enough memory for this duel. Use fewer samples or smaller widths.";
        } catch (const std::exception& error) {
            failure = error.what();
        }
        mailbox.ended(std::move(record), std::move(failure));
    }
};

DuelSession::DuelSession() = default;
DuelSession::~DuelSession() = default;

std::uint64_t DuelSession::start(const ExperimentConfig& config, DuelBudget budget, Index seeds) {
    running_.reset(); // stops and waits
    running_ = std::make_unique<Running>();
    Running& running = *running_;
    running.id = ++lastId_;
    running.config = config;
    running.budget = budget;
    running.seeds = seeds;
    running.thread = std::jthread([&running] { running.run(); });
    return running.id;
}

bool DuelSession::active() const {
    return running_ != nullptr;
}

void DuelSession::stop() {
    if (running_)
        running_->control.stop();
}

DuelUpdate DuelSession::take() {
    if (!running_)
        return {};
    DuelUpdate update = running_->mailbox.take();
    update.duel = running_->id;
    if (update.ended())
        running_.reset();
    return update;
}

} // namespace gradewise
