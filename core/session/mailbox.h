// Between a thread that works, which must never wait, and the window, which takes what is new when it draws.
#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <utility>

namespace gradewise {

/// `Update` is a SessionUpdate. What derives from it says how news is added.
template <class Update>
class Mailbox {
public:
    /// Everything since the last call, moved out.
    Update takeNews() {
        const std::scoped_lock lock(mutex_);
        return std::exchange(update_, {});
    }
    /// It ended by an exception, which became a sentence.
    void failed(const std::string& sentence) {
        change([&](Update& update) { update.failure = sentence; });
    }

protected:
    template <class Change>
    void change(const Change& apply) {
        const std::scoped_lock lock(mutex_);
        apply(update_);
    }

private:
    std::mutex mutex_;
    Update update_; ///< guarded by mutex_
};

} // namespace gradewise
