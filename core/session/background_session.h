// Something long on a thread of its own, whose news the window takes as often as it can draw. What the
// sessions of studies, many runs one after the other, have in common.
#pragma once

#include "core/session/training_control.h"

#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <new>
#include <string>
#include <thread>
#include <utility>

namespace gradewise {

/// Owns the thread. All members are called on the owner's thread. A Mailbox has failed(sentence), and take(),
/// whose update says with ended() whether it is the last.
template <class Mailbox>
class Background {
public:
    /// What is done there. It ends soon once the control says so, and tells the mailbox what comes of it.
    using Work = std::function<void(TrainingControl&, Mailbox&)>;

    /// One in progress is stopped first, and waited for. Exceptions become a sentence. Returns an id.
    std::uint64_t start(Work work) {
        running_.reset();
        running_ = std::make_unique<Running>();
        Running& running = *running_;
        running.work = std::move(work);
        running.thread = std::jthread([&running] { running.run(); });
        return ++lastId_;
    }
    /// True from start() until the last update has been taken.
    bool active() const { return running_ != nullptr; }
    void stop() {
        if (running_)
            running_->control.stop();
    }
    /// What is new; cheap; never waits for the thread.
    auto take() {
        decltype(std::declval<Mailbox&>().take()) update;
        if (!running_)
            return update;
        update = running_->mailbox.take();
        if (update.ended())
            running_.reset();
        return update;
    }
    std::uint64_t lastId() const { return lastId_; }

private:
    struct Running {
        TrainingControl control;
        Mailbox mailbox;
        Work work;
        std::jthread thread; ///< last: it uses all of the above

        ~Running() { control.stop(); }

        void run() {
            try {
                work(control, mailbox);
            } catch (const std::bad_alloc&) {
                mailbox.failed("There is not enough memory for this. Use fewer samples or smaller widths.");
            } catch (const std::exception& error) {
                mailbox.failed(error.what());
            }
        }
    };

    std::unique_ptr<Running> running_; ///< its destructor stops and waits
    std::uint64_t lastId_ = 0;
};

} // namespace gradewise
