#include "core/solver/descent/options.h"

#include <cmath>

namespace gradewise {

namespace {
constexpr auto precisions = nameTable<Precision>({
    {Precision::Double, "double", "Double (64 bit)"},
    {Precision::Float, "float", "Single (32 bit)"},
});
static_assert(precisions.isWhole());
} // namespace

template <>
Names<Precision> namesOf<Precision>() {
    return precisions;
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
