#include "core/solver/descent/options.h"

#include "core/numbers/name_table.h"

#include <cmath>

namespace gradewise {

namespace {
constexpr auto precisions = nameTable<Precision>({
    {Precision::Double, "double", "Double (64 bit)"},
    {Precision::Float, "float", "Single (32 bit)"},
});
static_assert(precisions.isWhole());
} // namespace

std::span<const Precision> allPrecisions() {
    return precisions.values();
}

std::string_view name(Precision precision) {
    return precisions.name(precision);
}

std::string_view displayName(Precision precision) {
    return precisions.displayName(precision);
}

std::optional<Precision> precisionFromName(std::string_view text) {
    return precisions.find(text);
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
