// Long work beside the window's thread: files are read and written here, and what is too large to be
// destroyed in passing is destroyed here.
#pragma once

#include <atomic>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>

namespace gradewise {

/// How far a piece of work is, and whether it is still wanted.
class WorkProgress {
public:
    // From any thread.
    /// The work ends soon, or is not begun at all.
    void cancel() { cancelled_.store(true, std::memory_order_relaxed); }
    bool cancelled() const { return cancelled_.load(std::memory_order_relaxed); }
    double share() const { return share_.load(std::memory_order_relaxed); } ///< done, from 0 to 1

    /// On the thread of the work: a watch (experiment/watch.h). Throws GivenUp once the work is cancelled.
    void reached(double share);

private:
    std::atomic<bool> cancelled_ = false;
    std::atomic<double> share_ = 0.0;
};

/// One thread that does one piece of work after another, in the order in which they were given. The members
/// are called on the owner's thread.
class WorkQueue {
public:
    /// Says itself what came of it. An exception ends it and goes no further.
    using Work = std::function<void(WorkProgress&)>;

    WorkQueue() = default;
    /// Does what is left and waits for it: nothing that was to be written is lost.
    ~WorkQueue();
    WorkQueue(const WorkQueue&) = delete;
    WorkQueue& operator=(const WorkQueue&) = delete;

    /// Never waits. (Where no thread can be had the work is done at once, by the caller.)
    std::shared_ptr<WorkProgress> add(Work work);
    /// Destroys the thing there. Nothing else may share it, or it is destroyed where the last owner is.
    template <class T>
    void discard(T thing) {
        add([held = std::make_shared<T>(std::move(thing))](WorkProgress&) mutable { held.reset(); });
    }

private:
    struct Piece {
        Work work;
        std::shared_ptr<WorkProgress> progress;
    };
    static void doPiece(const Piece& piece);
    bool startThread();
    void run();

    std::mutex mutex_; ///< guards the following two
    std::deque<Piece> pieces_;
    bool ending_ = false;
    std::condition_variable wake_;
    std::jthread thread_; ///< begun with the first piece; last: it uses all of the above
};

} // namespace gradewise
