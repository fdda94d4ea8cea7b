// Something long on a thread of its own: start it, steer it, and take what is new as often as the window can
// draw. What the sessions of a run, a duel and a sweep have in common.
#pragma once

#include "core/files/failure.h"
#include "core/session/mailbox.h"
#include "core/session/training_control.h"

#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <stdexcept>
#include <thread>
#include <utility>

namespace gradewise {

/// Owns the thread. All members are called on the owner's thread. `Inbox` is a Mailbox.
template <class Inbox>
class BackgroundSession {
public:
    using Update = decltype(std::declval<Inbox&>().takeNews());

    /// True from its start until the last update has been taken.
    bool active() const { return running_ != nullptr; }
    /// Steers it; throws std::logic_error when nothing goes on (see active()).
    TrainingControl& control() {
        if (!running_)
            throw std::logic_error("There is no run to control.");
        return running_->control;
    }
    /// Asks it to end, if there is something; the last update follows.
    void stop() {
        if (running_)
            running_->control.stop();
    }
    /// What is new; cheap; never waits for the thread.
    Update takeNews() {
        if (!running_)
            return {};
        Update update = running_->inbox.takeNews();
        update.id = lastId_;
        if (update.ended())
            running_.reset();
        return update;
    }
    /// Stops it and gives it away: nothing of it is taken any more. Whoever destroys what comes out waits for
    /// its thread.
    std::shared_ptr<void> release() {
        stop();
        return std::shared_ptr<Running>(std::move(running_));
    }

protected:
    /// What is done on the thread. It ends soon once the control says so, and puts its end into the mailbox.
    using Work = std::function<void(TrainingControl&, Inbox&)>;

    /// What is in progress is stopped first, and waited for. Exceptions become a sentence. Returns an id.
    std::uint64_t begin(Work work, RunPace pace = {}) {
        running_.reset();
        running_ = std::make_unique<Running>();
        Running& running = *running_;
        running.work = std::move(work);
        if (pace.paused)
            running.control.pause();
        if (pace.oneGrade && !pace.paused)
            running.control.trainOneGrade();
        running.control.setTempo(pace.tempo);
        running.thread = std::jthread([&running] { running.run(); });
        return ++lastId_;
    }

private:
    struct Running {
        TrainingControl control;
        Inbox inbox;
        Work work;
        std::jthread thread; ///< last: it uses all of the above

        ~Running() { control.stop(); }

        void run() {
            try {
                work(control, inbox);
            } catch (...) {
                inbox.failed(failureSentence(std::current_exception()));
            }
        }
    };

    std::unique_ptr<Running> running_; ///< its destructor stops and waits
    std::uint64_t lastId_ = 0;
};

} // namespace gradewise
