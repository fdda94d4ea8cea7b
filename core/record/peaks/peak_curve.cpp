// Peaks as values, and how they are drawn.
#include "core/record/peaks/peaks.h"

#include <limits>

namespace gradewise {

std::optional<std::size_t> Peaks::highest() const {
    if (empty())
        return std::nullopt;
    Index at = 0;
    y.colwise().stableNorm().maxCoeff(&at);
    return static_cast<std::size_t>(at);
}

double Peaks::largest() const {
    return empty() ? 0.0 : y.colwise().stableNorm().maxCoeff();
}

BrokenCurve withPeaks(std::span<const double> x, std::span<const double> y, const std::vector<Break>& breaks,
                      const Peaks& peaks, Index output) {
    BrokenCurve curve;
    auto broken = breaks.begin();
    std::size_t peak = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        curve.x.push_back(x[i]);
        curve.y.push_back(y[i]);
        const auto addPeaksBefore = [&](double end) {
            for (; peak < peaks.x.size() && peaks.after[peak] == i && peaks.x[peak] < end; ++peak) {
                curve.x.push_back(peaks.x[peak]);
                curve.y.push_back(peaks.y(output, static_cast<Index>(peak)));
            }
        };
        if (broken != breaks.end() && broken->after == i) {
            addPeaksBefore(broken->x);
            curve.brokenAfter.push_back(curve.x.size() - 1);
            ++broken;
        }
        addPeaksBefore(std::numeric_limits<double>::infinity());
    }
    return curve;
}

} // namespace gradewise
