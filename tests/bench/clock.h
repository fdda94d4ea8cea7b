// Clocks and medians of the benchmarks.
#pragma once

#include <vector>

namespace gradewise::bench {

/// Seconds of processor time of the calling thread: what other programs take from it does not count.
double threadSeconds();
/// Seconds of processor time of all threads of this process.
double processSeconds();
/// Seconds on the wall, from an arbitrary moment.
double wallSeconds();
/// The middle one; of an even number the upper one of the two. NaN of none.
double median(std::vector<double> values);

} // namespace gradewise::bench
