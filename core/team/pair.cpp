#include "core/team/pair.h"

#include <algorithm>
#include <chrono>
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
// update, a report) is spun over. A window is long enough for the scheduler's slices of some milliseconds to
// tell, and short enough for a helper in vain to cost little.
constexpr int spins = 4000;
constexpr int stepsAWindow = 8;         // at least,
constexpr double secondsAWindow = 0.01; // and at least so long
constexpr double worthwhile = 0.9;      // of the time without the helper
constexpr int longestPause = 128;       // windows

double now() {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

void relax() {
#if defined(__x86_64__)
    __builtin_ia32_pause();
#endif
}

} // namespace

Pair::Pair(int workers) {
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

std::uint32_t Pair::await(std::uint32_t seen) const {
    for (int spin = 0; spin < spins; ++spin) {
        const std::uint32_t state = state_.load(std::memory_order_acquire);
        if (state != seen)
            return state;
        relax();
    }
    state_.wait(seen, std::memory_order_acquire);
    return state_.load(std::memory_order_acquire);
}

void Pair::help() {
    std::uint32_t state = state_.load(std::memory_order_acquire);
    while (state != quit) {
        if ((state & phases) != open) {
            state = await(state);
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
    if (!hasHelper()) {
        half(0, false);
        half(1, false);
        return;
    }
    const double begun = now();
    if (together_) {
        runWithHelper(half);
    } else {
        half(0, false);
        half(1, false);
    }
    judge(now() - begun);
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
    if (state_.compare_exchange_strong(state, step + closed, std::memory_order_acq_rel))
        return false;
    while ((state & phases) != done)
        state = await(state);
    ++helped_;
    return true;
}

void Pair::judge(double seconds) {
    ++steps_;
    seconds_ += seconds;
    if (steps_ < stepsAWindow || seconds_ < secondsAWindow)
        return;
    const double step = seconds_ / steps_;
    steps_ = 0;
    seconds_ = 0.0;
    if (!together_) {
        alone_ = step;
        together_ = --windowsAlone_ <= 0;
    } else if (step < worthwhile * alone_) {
        pause_ = 1;
    } else {
        together_ = false;
        windowsAlone_ = pause_;
        pause_ = std::min(2 * pause_, longestPause);
    }
}

} // namespace gradewise
