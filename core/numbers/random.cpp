#include "core/numbers/random.h"

#include <bit>
#include <cmath>
#include <locale>
#include <new>
#include <numbers>
#include <sstream>

namespace gradewise {

namespace {

/// One round of SplitMix64 (Steele, Lea, Flood 2014): spreads nearby seeds far apart.
std::uint64_t mixed(std::uint64_t state) {
    state += 0x9e3779b97f4a7c15ULL;
    state = (state ^ (state >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    state = (state ^ (state >> 27U)) * 0x94d049bb133111ebULL;
    return state ^ (state >> 31U);
}

std::uint64_t streamSeed(std::uint64_t seed, std::string_view purpose, std::uint64_t index) {
    std::uint64_t state = mixed(seed);
    for (const char letter : purpose)
        state = mixed(state ^ static_cast<unsigned char>(letter));
    return mixed(state ^ index);
}

} // namespace

Random::Random(std::uint64_t seed, std::string_view purpose, std::uint64_t index)
    : engine_(streamSeed(seed, purpose, index)) {}

double Random::uniform() {
    return static_cast<double>(engine_() >> 11U) * 0x1.0p-53;
}

double Random::normal() {
    if (hasSpare_) {
        hasSpare_ = false;
        return spare_;
    }
    const double radius = std::sqrt(-2.0 * std::log1p(-uniform()));
    const double angle = 2.0 * std::numbers::pi * uniform();
    spare_ = radius * std::sin(angle);
    hasSpare_ = true;
    return radius * std::cos(angle);
}

std::uint64_t Random::below(std::uint64_t bound) {
    // Values below 2^64 mod bound would make the first residues likelier: draw again.
    const std::uint64_t reject = (0 - bound) % bound;
    std::uint64_t drawn = engine_();
    while (drawn < reject)
        drawn = engine_();
    return drawn % bound;
}

std::string Random::state() const {
    std::ostringstream text;
    text.imbue(std::locale::classic());
    text << engine_ << ' ' << hasSpare_ << ' ' << std::bit_cast<std::uint64_t>(spare_);
    if (!text) // streams keep to themselves that memory ran out
        throw std::bad_alloc();
    return text.str();
}

bool Random::setState(const std::string& text) {
    std::istringstream stream(text);
    stream.imbue(std::locale::classic());
    std::mt19937_64 engine;
    bool hasSpare = false;
    std::uint64_t spare = 0;
    if (!(stream >> engine >> hasSpare >> spare))
        return false;
    engine_ = engine;
    hasSpare_ = hasSpare;
    spare_ = std::bit_cast<double>(spare);
    return true;
}

} // namespace gradewise
