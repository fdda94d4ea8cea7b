#include "core/team/pair.h"

#include <algorithm>
#include <system_error>
#include <utility>

namespace gradewise {

namespace {

// Where a step's second half stands; the numbers of steps go up by `nextStep`.
constexpr std::uint32_t closed = 0; ///< not to be had: the caller does it, or there is none
constexpr std::uint32_t open = 1;   ///< to be had
constexpr std::uint32_t taken = 2;  ///< the helper is at it
constexpr std::uint32_t done = 3;   ///< the helper has done it, or quits
constexpr std::uint32_t nextStep = 4;
constexpr std::uint32_t quit =
    ~std::uint32_t{0}; ///< a step that no run reaches, since numbers wrap before it
constexpr std::uint32_t phases = 3;

// Found on 2 processors of an AMD Zen 4 with epochs of 20 µs to 4 ms. What happens between two steps (an
// update, a report) is spun over. A helper that comes too late costs nothing but the call, and it may have to
// wake up first; one that is taken off its processor half-way holds up the caller.
constexpr int spins = 4000;
constexpr int notBegun = 1;
constexpr int notDone = 15;
constexpr int tooLate = 45;
constexpr int goodStreak = 50;
constexpr std::uint32_t shortestPause = 100;
constexpr std::uint32_t longestPause = 20000;

void relax() {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#endif
}

} // namespace

Pair::Pair(int workers) : pause_(shortestPause) {
    if (workers < 2 || std::thread::hardware_concurrency() == 1)
        return;
    try {
        helper_ = std::jthread([this] { help(); });
    } catch (const std::system_error&) {
        // No thread to be had: the caller does both halves.
    }
}

Pair::~Pair() {
    state_.store(quit, std::memory_order_release);
    state_.notify_all();
}

std::uint32_t Pair::await(std::uint32_t seen, bool& patient) const {
    for (int spin = 0; spin < spins; ++spin) {
        const std::uint32_t state = state_.load(std::memory_order_acquire);
        if (state != seen)
            return state;
        relax();
    }
    patient = false;
    state_.wait(seen, std::memory_order_acquire);
    return state_.load(std::memory_order_acquire);
}

void Pair::help() {
    bool ignored = true;
    std::uint32_t state = state_.load(std::memory_order_acquire);
    while (state != quit) {
        if ((state & phases) != open) {
            state = await(state, ignored);
            continue;
        }
        const std::uint32_t step = state - open;
        if (!state_.compare_exchange_strong(state, step + taken, std::memory_order_acq_rel))
            continue; // the caller has taken it back
        try {
            (*half_)(1, true);
        } catch (...) {
            failure_ = std::current_exception();
        }
        state = step + done;
        state_.store(state, std::memory_order_release);
        state_.notify_one();
    }
}

void Pair::run(const Job& half) {
    if (hasHelper() && alone_ == 0) {
        runWithHelper(half);
        return;
    }
    alone_ -= std::min<std::uint32_t>(alone_, 1);
    half(0, false);
    half(1, false);
}

void Pair::runWithHelper(const Job& half) {
    half_ = &half;
    const std::uint32_t next = (state_.load(std::memory_order_relaxed) & ~phases) + nextStep;
    const std::uint32_t step = next == (quit & ~phases) ? 0 : next;
    state_.store(step + open, std::memory_order_release);
    state_.notify_one();
    try {
        half(0, false);
    } catch (...) {
        awaitHelper(step);
        failure_ = nullptr;
        throw;
    }
    if (!awaitHelper(step))
        half(1, false);
    if (failure_)
        std::rethrow_exception(std::exchange(failure_, nullptr));
}

bool Pair::awaitHelper(std::uint32_t step) {
    std::uint32_t state = step + open;
    if (state_.compare_exchange_strong(state, step + closed, std::memory_order_acq_rel)) {
        judge(notBegun);
        return false;
    }
    bool patient = true;
    while ((state & phases) != done)
        state = await(state, patient);
    ++helped_;
    judge(patient ? 0 : notDone);
    return true;
}

void Pair::judge(int lateness) {
    if (lateness == 0) {
        lateness_ = std::max(0, lateness_ - 1);
        if (++inTimeInARow_ >= goodStreak)
            pause_ = shortestPause;
        return;
    }
    inTimeInARow_ = 0;
    lateness_ += lateness;
    if (lateness_ < tooLate)
        return;
    lateness_ = 0;
    alone_ = pause_;
    pause_ = std::min(2 * pause_, longestPause);
}

} // namespace gradewise
