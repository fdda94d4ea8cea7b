#include "core/solver/varpro/ramp_starts.h"

#include "core/onevariable/knot_starts.h"

#include <algorithm>
#include <cstddef>

namespace gradewise {

Vector spanned(Vector nodes, const SortedSamples& samples) {
    nodes(0) = samples.x(0);
    nodes(nodes.size() - 1) = samples.x(samples.size() - 1);
    return nodes;
}

RampSides sameSides(Index ramps, bool left) {
    return RampSides(static_cast<std::size_t>(ramps), left);
}

Vector levelled(const Vector& nodes, bool left) {
    const Index cells = nodes.size() - 1;
    const double cell = static_cast<double>(cells) / (static_cast<double>(cells) - 0.5);
    Vector result = nodes;
    for (Index k = 1; k < cells; ++k) {
        const double place = cell * (static_cast<double>(k) - (left ? 0.0 : 0.5));
        const Index before = std::min(static_cast<Index>(place), cells - 1);
        const double share = place - static_cast<double>(before);
        result(k) = (1.0 - share) * nodes(before) + share * nodes(before + 1);
    }
    return result;
}

std::vector<Vector> fewRampStarts(const SortedSamples& few, Index cells) {
    std::vector<Vector> starts = {evenNodes(few, cells)};
    for (const double shift : {0.0, 0.25, 0.5}) { // all of them in one half of the interval
        Vector& start = starts.emplace_back(starts.front());
        for (Index k = 1; k < cells; ++k)
            start(k) =
                few.x(0) + few.span() * (shift + 0.5 * static_cast<double>(k) / static_cast<double>(cells));
    }
    return starts;
}

} // namespace gradewise
