#include "core/onevariable/knot_starts.h"

#include <queue>

#include <algorithm>
#include <cmath>
#include <vector>

namespace gradewise {

namespace {

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

/// Shares of ∫ |f''|^{2/5} of the cells of a spline.
Vector curvatureShares(const Spline& spline) {
    const Index cells = spline.cells();
    Vector density = Vector::Zero(cells + 1);
    for (Index k = 1; k < cells; ++k) {
        const double width = 0.5 * (spline.nodes(k + 1) - spline.nodes(k - 1));
        density(k) = std::pow((spline.slope(k) - spline.slope(k - 1)).norm() / width, 0.4);
    }
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

} // namespace gradewise
