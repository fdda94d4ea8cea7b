#include "core/session/sweep_session.h"

#include "core/session/background.h"

#include <mutex>
#include <utility>

namespace gradewise {

/// Hears the sweep on its thread and hands it over to the window's.
class SweepMailbox final : public SweepWatcher {
public:
    void runBegun(std::size_t rate, std::uint64_t seed) override {
        const std::scoped_lock lock(mutex_);
        rate_ = rate;
        seed_ = seed;
        update_.runs.push_back({rate, seed, {}, std::nullopt, std::nullopt});
    }
    void epochDone(const HistoryPoint& point) override {
        const std::scoped_lock lock(mutex_);
        present().last = point;
    }
    void gradeDone(const SweptGrade& grade) override {
        const std::scoped_lock lock(mutex_);
        present().grades.push_back(grade);
    }
    void runDone(std::size_t, const SweptRun& run) override {
        const std::scoped_lock lock(mutex_);
        present().finished = run;
    }
    void ended(SweepRecord record) {
        const std::scoped_lock lock(mutex_);
        update_.record = std::make_shared<const SweepRecord>(std::move(record));
    }
    void failed(std::string sentence) {
        const std::scoped_lock lock(mutex_);
        update_.failure = std::move(sentence);
    }

    SweepUpdate take() {
        const std::scoped_lock lock(mutex_);
        return std::exchange(update_, {});
    }

private:
    SweptRunNews& present() {
        if (update_.runs.empty())
            update_.runs.push_back({rate_, seed_, {}, std::nullopt, std::nullopt});
        return update_.runs.back();
    }

    std::mutex mutex_; ///< guards the following
    SweepUpdate update_;
    std::size_t rate_ = 0;
    std::uint64_t seed_ = 0;
};

struct SweepSession::Thread : Background<SweepMailbox> {};

SweepSession::SweepSession() : thread_(std::make_unique<Thread>()) {}
SweepSession::~SweepSession() = default;

std::uint64_t SweepSession::start(const ExperimentConfig& config, const SweepPlan& plan) {
    return thread_->start([config, plan](TrainingControl& control, SweepMailbox& mailbox) {
        mailbox.ended(sweep(config, plan, control, mailbox));
    });
}

bool SweepSession::active() const {
    return thread_->active();
}

void SweepSession::stop() {
    thread_->stop();
}

SweepUpdate SweepSession::take() {
    const bool some = thread_->active();
    SweepUpdate update = thread_->take();
    if (some)
        update.sweep = thread_->lastId();
    return update;
}

} // namespace gradewise
