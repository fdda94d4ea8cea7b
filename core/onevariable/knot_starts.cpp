#include "core/onevariable/knot_starts.h"

#include <queue>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <vector>

namespace gradewise {

namespace {

/// So that small groups, in which a jump's place shows, stay affordable with many samples.
constexpr Index mostGroups = 4096;

/// Joins neighbours in the order of what that costs.
class Joining {
public:
    Joining(const SortedSamples& samples, Index groups)
        : outputs_(samples.y.rows()), sums_(Matrix::Zero(first + 2 * outputs_, groups)) {
        Vector one = Vector::Zero(sums_.rows());
        for (Index g = 0; g < groups; ++g) {
            const Index end = (g + 1) * samples.size() / groups;
            for (Index i = g * samples.size() / groups; i < end; ++i) {
                one(weight) = samples.weight(i);
                one(x) = samples.x(i);
                one.segment(first, outputs_) = samples.y.col(i);
                add(one.data(), g);
            }
            last_.push_back(end - 1);
            next_.push_back(g + 1);
            previous_.push_back(g - 1);
            version_.push_back(0);
            error_.push_back(errorWith(&sums_(0, g), nullptr));
        }
        for (Index g = 0; g + 1 < groups; ++g)
            offer(g);
    }

    void joinCheapest() {
        while (!offers_.empty()) {
            const Offer offer = offers_.top();
            offers_.pop();
            if (offer.version == version(offer.left)) {
                join(offer.left);
                return;
            }
        }
    }

    /// Last samples of the groups, but the last group's.
    std::vector<Index> lasts() const {
        std::vector<Index> result;
        for (Index g = 0; next_[at(g)] < size(); g = next_[at(g)])
            result.push_back(last_[at(g)]);
        return result;
    }

    /// Where two groups meet.
    struct Meeting {
        Index last;      ///< sample on the left
        double crossing; ///< of their lines, as far as the two samples allow
        double cost;     ///< squares that it adds, roughly, if the lines must agree in the middle
    };
    std::vector<Meeting> meetings(const SortedSamples& samples) const {
        std::vector<Meeting> result;
        for (Index g = 0; next_[at(g)] < size(); g = next_[at(g)])
            result.push_back(meeting(samples, last_[at(g)], &sums_(0, g), &sums_(0, next_[at(g)])));
        return result;
    }
    /// Squares that the lines of all groups leave.
    double error() const {
        double sum = 0.0;
        for (Index g = 0; g < size(); g = next_[at(g)])
            sum += error_[at(g)];
        return sum;
    }

private:
    struct Offer {
        double cost;
        Index left;
        int version; ///< of both groups when it was made
        bool operator<(const Offer& other) const {
            return cost > other.cost || (cost == other.cost && left > other.left);
        }
    };

    static std::size_t at(Index g) { return static_cast<std::size_t>(g); }
    Index size() const { return sums_.cols(); }
    int version(Index left) const {
        const Index right = next_[at(left)];
        return right < size() && version_[at(left)] >= 0 ? version_[at(left)] + version_[at(right)] : -1;
    }
    void offer(Index left) {
        const Index right = next_[at(left)];
        if (left < 0 || right >= size())
            return;
        const double together = errorWith(&sums_(0, left), &sums_(0, right));
        offers_.push({together - error_[at(left)] - error_[at(right)], left, version(left)});
    }
    void join(Index left) {
        const Index right = next_[at(left)];
        error_[at(left)] = errorWith(&sums_(0, left), &sums_(0, right));
        add(&sums_(0, right), left);
        last_[at(left)] = last_[at(right)];
        version_[at(left)] += version_[at(right)] + 1;
        version_[at(right)] = -1;
        next_[at(left)] = next_[at(right)];
        if (next_[at(left)] < size())
            previous_[at(next_[at(left)])] = left;
        offer(left);
        if (previous_[at(left)] >= 0)
            offer(previous_[at(left)]);
    }

    /// What a group's own straight line needs to know, row by row; then its mean labels (t) and the sums of
    /// weight (x - mean)(y - mean) (t).
    enum Row : Index {
        weight,
        x,  ///< mean
        xx, ///< Σ weight (x - mean)²
        yy, ///< Σ weight |y - mean|²
        first
    };

    /// Squares that the best straight line leaves of one group, or of two together.
    double errorWith(const double* a, const double* b) const {
        const double apart = b != nullptr ? a[weight] * b[weight] / (a[weight] + b[weight]) : 0.0;
        const double dx = b != nullptr ? b[x] - a[x] : 0.0;
        const double width = a[xx] + (b != nullptr ? b[xx] : 0.0) + apart * dx * dx;
        double error = a[yy] + (b != nullptr ? b[yy] : 0.0);
        for (Index o = first; o < first + outputs_; ++o) {
            const double dy = b != nullptr ? b[o] - a[o] : 0.0;
            const double xy = a[o + outputs_] + (b != nullptr ? b[o + outputs_] : 0.0) + apart * dx * dy;
            error += apart * dy * dy - (width > 0.0 ? xy * xy / width : 0.0);
        }
        return std::max(error, 0.0);
    }
    Meeting meeting(const SortedSamples& samples, Index last, const double* a, const double* b) const {
        const double low = samples.x(last);
        const double high = samples.x(last + 1);
        const double middle = 0.5 * (low + high);
        double gap = 0.0;     // squared, of all outputs
        double opening = 0.0; // of the lines, as the first of them to differ in slope says
        double apart = 0.0;
        for (Index o = first; o < first + outputs_; ++o) {
            const auto slope = [&](const double* group) {
                return group[xx] > 0.0 ? group[o + outputs_] / group[xx] : 0.0;
            };
            const double difference = b[o] + slope(b) * (middle - b[x]) - a[o] - slope(a) * (middle - a[x]);
            const double bend = slope(b) - slope(a);
            gap += difference * difference;
            apart += difference * bend;
            opening += bend * bend;
        }
        const auto variance = [&](const double* group) {
            return 1.0 / group[weight] + (middle - group[x]) * (middle - group[x]) / group[xx];
        };
        const double crossing = opening > 0.0 ? middle - apart / opening : middle;
        return {last, std::clamp(crossing, low, high), gap / (variance(a) + variance(b))};
    }
    /// Takes the samples of `b` over into a group.
    void add(const double* b, Index group) {
        double* const a = &sums_(0, group);
        const double part = b[weight] / (a[weight] + b[weight]);
        const double apart = a[weight] * part;
        const double dx = b[x] - a[x];
        a[xx] += b[xx] + apart * dx * dx;
        a[yy] += b[yy];
        for (Index o = first; o < first + outputs_; ++o) {
            const double dy = b[o] - a[o];
            a[yy] += apart * dy * dy;
            a[o + outputs_] += b[o + outputs_] + apart * dx * dy;
            a[o] += part * dy;
        }
        a[weight] += b[weight];
        a[x] += part * dx;
    }

    Index outputs_;
    Matrix sums_;               ///< of each group
    std::vector<double> error_; ///< of each group
    std::vector<Index> last_;   ///< sample of each group
    std::vector<Index> next_;
    std::vector<Index> previous_;
    std::vector<int> version_; ///< -1: joined to another
    std::priority_queue<Offer> offers_;
};

/// Nodes for groups of which those that cost most to join get a cell to themselves in between.
struct CoarseLine {
    Vector nodes;
    double squares = 0.0; ///< that it leaves, roughly
};

CoarseLine outlineOf(const Joining& joining, const SortedSamples& samples, Index cells) {
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
    Joining joining(samples, groups);
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
    Joining joining(samples, left);
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
