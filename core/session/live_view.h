// Turns blocks into curves on a thread of its own, so that looking costs the training thread only a copy of
// the weights. What training hands over: the newest block (older ones are overwritten), and every frozen
// grade in order. What comes out goes to the mailbox.
#pragma once

#include "core/record/peaks/peaks.h"
#include "core/session/snapshot_mailbox.h"
#include "core/target/target.h"

#include <chrono>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>

namespace gradewise {

class LiveView {
public:
    /// At most that many live pictures a second.
    static constexpr double picturesPerSecond = 30.0;

    /// `gridPoints` is d × n. The mailbox outlives the view.
    LiveView(const Target& target, Matrix gridPoints, SnapshotMailbox& mailbox);
    /// Draws what was frozen, then ends the thread.
    ~LiveView();
    LiveView(const LiveView&) = delete;
    LiveView& operator=(const LiveView&) = delete;

    // From the training thread; never waits for a drawing.
    /// Whether the last picture is long enough ago.
    bool due() const { return std::chrono::steady_clock::now() >= nextPicture_; }
    /// Copies the block if a picture is due and there is one.
    void show(std::size_t grade, Index epoch, const Block& block);
    void freeze(std::size_t grade, const GradeRecord& record, const FrozenGrade& frozen);
    /// Waits until every frozen grade has been posted.
    void drain();

private:
    struct Frozen {
        std::size_t grade;
        GradeRecord record;
        FrozenGrade frozen;
    };

    void run();
    void post(Frozen next);
    void post(std::size_t grade, Index epoch, const Block& block);

    // Used on the drawing thread only.
    const Matrix gridPoints_;
    const Matrix target_;    ///< f on the grid, t × n
    Fed fed_;                ///< what the present grade sees of the grid
    Matrix sum_;             ///< s_{l-1} on the grid
    PeakSearch peaks_;       ///< between its points
    std::size_t grades_ = 0; ///< frozen grades in fed_ and sum_
    SnapshotMailbox& mailbox_;

    // Used on the training thread only.
    std::chrono::steady_clock::time_point nextPicture_;

    std::mutex mutex_; ///< guards the following
    std::condition_variable wake_;
    std::condition_variable idle_;
    std::deque<Frozen> frozen_;
    Block newest_;
    std::size_t newestGrade_ = 0;
    Index newestEpoch_ = 0;
    bool hasNewest_ = false;
    bool busy_ = false;
    bool quit_ = false;

    std::thread thread_; ///< last: it uses all of the above
};

} // namespace gradewise
