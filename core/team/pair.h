// Two workers that do the halves of a step, again and again: the caller, and at times a thread of its own.
#pragma once

#include <atomic>
#include <cstdint>
#include <exception>
#include <functional>
#include <thread>

namespace gradewise {

/// half(which, helper): does half 0 or 1 of a step; `helper` where it is not the caller's thread that does
/// it.
using Job = std::function<void(int which, bool helper)>;

/// Does both halves of a job. Which thread does the second one is left to the moment, so a job must give the
/// same result either way: then one worker and two give the same bits.
///
/// A step of training may take less time than it takes to wake a thread. Both sides therefore spin for a
/// while (some 50 microseconds) before they block, and a half that the helper has not begun when the caller
/// is free is done by the caller. On a busy machine all of that can be in vain: steps are timed, now with the
/// helper, now without, and unless it makes them quicker the helper is left alone, longer each time. All
/// members are called on one thread.
class Pair {
public:
    /// With one worker, on a machine with one processor, or where no thread can be had, the caller does all.
    explicit Pair(int workers);
    ~Pair();
    Pair(const Pair&) = delete;
    Pair& operator=(const Pair&) = delete;

    /// Calls half 0 on this thread and half 1 on either; returns when both are done. Does not allocate.
    /// What a half throws comes out here, after both have ended; if both throw, what half 0 threw.
    void run(const Job& half);
    /// Whether there is a helper at all.
    bool hasHelper() const { return helper_.joinable(); }
    /// How many second halves the helper has done.
    std::uint64_t helped() const { return helped_; }

private:
    void help();
    void runWithHelper(const Job& half);
    /// The helper's half is over when this returns; false where it was not begun, and now never will be.
    bool awaitHelper(std::uint32_t step);
    /// Counts a step; at the end of a window decides who does the next ones.
    void judge(double seconds);
    /// Returns a state other than `seen`.
    std::uint32_t await(std::uint32_t seen) const;

    /// The number of the step times 4, and where its second half stands. The only word both threads write.
    std::atomic<std::uint32_t> state_ = 0;
    // Written before a step is opened, read by the helper after it has taken it.
    const Job* half_ = nullptr;
    std::exception_ptr failure_; ///< of the helper's half; written before that is said to be done

    // Used on the caller's thread only.
    std::uint64_t helped_ = 0;
    bool together_ = false; ///< the helper takes part
    int steps_ = 0;         ///< of the present window
    double seconds_ = 0.0;  ///< that they took
    double alone_ = 0.0;    ///< seconds of a step without the helper, when last measured
    int pause_ = 1;         ///< windows to be done alone when the helper is of no use
    int windowsAlone_ = 1;  ///< windows still to be done alone
    std::jthread helper_;   ///< last: it uses the above
};

} // namespace gradewise
