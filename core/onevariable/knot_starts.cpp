#include "core/onevariable/knot_starts.h"

#include "core/onevariable/joined_groups.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <vector>

namespace gradewise {

namespace {

/// So that small groups, in which a jump's place shows, stay affordable with many samples.
constexpr Index mostGroups = 4096;

/// Nodes for groups of which those that cost most to join get a cell to themselves in between.
struct CoarseLine {
    Vector nodes;
    double squares = 0.0; ///< that it leaves, roughly
};

CoarseLine outlineOf(const JoinedGroups& joining, const SortedSamples& samples, Index cells) {
    auto meetings = joining.meetings(samples);
    const auto jumps = static_cast<std::size_t>(cells - 1) - meetings.size();
    std::vector<double> costs(meetings.size());
    std::transform(meetings.begin(), meetings.end(), costs.begin(), [](const auto& m) { return m.cost; });
    std::sort(costs.begin(), costs.end(), std::greater<>());
    CoarseLine result{Vector(cells + 1), joining.error()};
    for (std::size_t i = jumps; i < costs.size(); ++i)
        result.squares += costs[i];
    const double least = jumps > 0 ? costs[jumps - 1] : std::numeric_limits<double>::infinity();
    std::size_t left = jumps; // of several that cost the same, the first ones
    Index k = 0;
    result.nodes(k++) = samples.x(0);
    for (const auto& meeting : meetings) {
        if (left > 0 && meeting.cost >= least) {
            result.nodes(k++) = samples.x(meeting.last);
            result.nodes(k++) = samples.x(meeting.last + 1);
            --left;
        } else {
            result.nodes(k++) = meeting.crossing;
        }
    }
    result.nodes(k) = samples.x(samples.size() - 1);
    return result;
}

/// Shares of ∫ |f''|^{2/5} of the cells of a spline.
Vector curvatureShares(const Spline& spline) {
    const Index cells = spline.cells();
    Vector density = Vector::Zero(cells + 1);
    for (Index k = 1; k < cells; ++k) {
        const double width = 0.5 * (spline.nodes(k + 1) - spline.nodes(k - 1));
        density(k) = (spline.slope(k) - spline.slope(k - 1)).norm() / width;
    }
    // In a unit that is a power of 2, the power below rounds alike in all units of the samples.
    const int unit = density.maxCoeff() > 0.0 ? std::ilogb(density.maxCoeff()) : 0;
    for (double& d : density)
        d = std::pow(std::ldexp(d, -unit), 0.4);
    if (cells > 1) {
        density(0) = density(1);
        density(cells) = density(cells - 1);
    }
    Vector shares(cells);
    for (Index k = 0; k < cells; ++k) // each node's density counts a quarter in the cells beyond its own
        shares(k) = 0.25 * density(std::max<Index>(k - 1, 0)) + 0.5 * density(k) + 0.5 * density(k + 1) +
                    0.25 * density(std::min(k + 2, cells));
    shares.array() *= (spline.nodes.tail(cells) - spline.nodes.head(cells)).array();
    const double mean = shares.sum() / (spline.nodes(cells) - spline.nodes(0));
    shares += 0.05 * mean * (spline.nodes.tail(cells) - spline.nodes.head(cells));
    return shares;
}

} // namespace

Vector evenNodes(const SortedSamples& samples, Index cells) {
    Vector nodes(cells + 1);
    for (Index k = 0; k <= cells; ++k) {
        const double place =
            static_cast<double>(k) * static_cast<double>(samples.size() - 1) / static_cast<double>(cells);
        const Index i = std::min(static_cast<Index>(place), samples.size() - 2);
        const double share = place - static_cast<double>(i);
        nodes(k) = (1.0 - share) * samples.x(i) + share * samples.x(i + 1);
    }
    return nodes;
}

Vector equidistributedNodes(const SortedSamples& samples, Index cells) {
    const Index fine = std::max<Index>(std::min(4 * cells, samples.size() / 4), 1);
    Spline spline;
    spline.nodes = evenNodes(samples, fine);
    SplineValues(samples, fine + 1).fit(spline);
    const Vector shares = curvatureShares(spline);
    const double part = shares.sum() / static_cast<double>(cells);
    if (!(part > 0.0) || !std::isfinite(part))
        return evenNodes(samples, cells);
    Vector nodes(cells + 1);
    nodes(0) = spline.nodes(0);
    nodes(cells) = spline.nodes(fine);
    double before = 0.0;
    Index cell = 0;
    for (Index k = 1; k < cells; ++k) {
        const double wanted = part * static_cast<double>(k);
        while (cell + 1 < fine && before + shares(cell) < wanted)
            before += shares(cell++);
        const double share = std::clamp((wanted - before) / shares(cell), 0.0, 1.0);
        nodes(k) = spline.nodes(cell) + share * (spline.nodes(cell + 1) - spline.nodes(cell));
    }
    return nodes;
}

Vector joinedNodes(const SortedSamples& samples, Index cells) {
    const Index groups = std::min(samples.size() / 2, std::max(4 * cells, std::min<Index>(16 * cells, 1024)));
    if (groups < cells)
        return {};
    JoinedGroups joining(samples, groups);
    for (Index left = groups; left > cells; --left)
        joining.joinCheapest();
    Vector nodes(cells + 1);
    nodes(0) = samples.x(0);
    nodes(cells) = samples.x(samples.size() - 1);
    Index k = 0;
    for (const Index last : joining.lasts())
        nodes(++k) = 0.5 * (samples.x(last) + samples.x(last + 1));
    return nodes;
}

Vector jumpingNodes(const SortedSamples& samples, Index cells) {
    Index left = std::min(samples.size() / 2, std::max(4 * cells, mostGroups));
    if (left < cells)
        return {};
    JoinedGroups joining(samples, left);
    CoarseLine best;
    for (Index jumps = 0; 2 * jumps < cells; jumps += 1 + jumps / 4) {
        for (; left > cells - jumps; --left)
            joining.joinCheapest();
        CoarseLine outline = outlineOf(joining, samples, cells);
        if (jumps == 0 || outline.squares < best.squares)
            best = std::move(outline);
    }
    return best.nodes;
}

} // namespace gradewise
