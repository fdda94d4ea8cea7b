#include "tests/bench/clock.h"

#include <algorithm>
#include <cmath>
#include <ctime>

namespace gradewise::bench {

namespace {

double secondsOf(clockid_t clock) {
    timespec time{};
    clock_gettime(clock, &time);
    return static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec);
}

} // namespace

double threadSeconds() {
    return secondsOf(CLOCK_THREAD_CPUTIME_ID);
}

double processSeconds() {
    return secondsOf(CLOCK_PROCESS_CPUTIME_ID);
}

double wallSeconds() {
    return secondsOf(CLOCK_MONOTONIC);
}

double median(std::vector<double> values) {
    if (values.empty())
        return std::nan("");
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

} // namespace gradewise::bench
