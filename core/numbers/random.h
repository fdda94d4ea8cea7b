// Portable random numbers: the same seed gives the same numbers with every compiler and library.
#pragma once

#include <cstdint>
#include <random>
#include <string>
#include <string_view>

namespace gradewise {

/// A stream of random numbers. std::mt19937_64 is fixed by the standard, the distributions are ours
/// since those of the standard library differ between implementations.
class Random {
public:
    explicit Random(std::uint64_t seed) : engine_(seed) {}
    /// The stream for one purpose of a run ("train", "noise", "grade" …): streams with different
    /// purpose or index are independent, so that adding a grade changes nothing drawn before it.
    Random(std::uint64_t seed, std::string_view purpose, std::uint64_t index = 0);

    /// Uniform in [0, 1), 53 bits.
    double uniform();
    /// Uniform in [low, high).
    double uniform(double low, double high) { return low + (high - low) * uniform(); }
    /// Standard normal, by the Box–Muller transform.
    double normal();
    /// Uniform in {0, …, bound - 1}, without bias. Needs bound > 0.
    std::uint64_t below(std::uint64_t bound);

    /// How far the stream has come, as a text, and back to there; false, and nothing changed, for a text that
    /// is no such state.
    std::string state() const;
    bool setState(const std::string& text);

private:
    std::mt19937_64 engine_;
    double spare_ = 0.0;
    bool hasSpare_ = false;
};

} // namespace gradewise
