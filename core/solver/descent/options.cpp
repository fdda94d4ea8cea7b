#include "core/solver/descent/options.h"

#include "core/numbers/by_name.h"

#include <array>
#include <cmath>

namespace gradewise {

namespace {
constexpr std::array everyPrecision = {Precision::Double, Precision::Float};
} // namespace

std::span<const Precision> allPrecisions() {
    return everyPrecision;
}

std::string_view name(Precision precision) {
    switch (precision) {
    case Precision::Double:
        return "double";
    case Precision::Float:
        return "float";
    }
    return {};
}

std::string_view displayName(Precision precision) {
    switch (precision) {
    case Precision::Double:
        return "Double (64 bit)";
    case Precision::Float:
        return "Single (32 bit)";
    }
    return {};
}

std::optional<Precision> precisionFromName(std::string_view text) {
    return byName(everyPrecision, text);
}

double rateAt(const LearningRate& rate, Index epoch, Index epochs) {
    if (rate.final) {
        const double gamma = std::log(rate.initial / *rate.final) / static_cast<double>(epochs);
        return rate.initial * std::exp(-gamma * static_cast<double>(epoch));
    }
    if (rate.decayFactor) {
        const Index decays = epoch / rate.decayEvery;
        return rate.initial * std::pow(*rate.decayFactor, static_cast<double>(decays));
    }
    return rate.initial;
}

} // namespace gradewise
