#include "core/onevariable/knot_search.h"

#include "core/onevariable/band.h"

#include <algorithm>
#include <limits>

namespace gradewise {

namespace {
constexpr int maximumTrials = 14;
constexpr double little = 1e-4; ///< of the squares
constexpr int patience = 3;
constexpr double farthest = 0.45; ///< of the way to the next node
constexpr Index fewest = 2;       ///< samples in a cell

/// Moves inner nodes as little as it takes for every cell to hold two samples. Where cells have only one,
/// the slopes of their neighbours would be handed on from cell to cell, and grow.
void spread(const SortedSamples& samples, Vector& nodes) {
    const double* const x = samples.x.data();
    const auto before = [&](double node) { return std::lower_bound(x, x + samples.size(), node) - x; };
    const Index last = nodes.size() - 1;
    Index count = 0; // samples before the node
    for (Index k = 1; k < last; ++k) {
        const Index least = std::min(count + fewest, samples.size() - 1);
        count = before(nodes(k));
        if (count < least) {
            nodes(k) = x[least - 1] + 0.01 * (x[least] - x[least - 1]);
            count = least;
        }
    }
    count = samples.size();
    for (Index k = last - 1; k > 0; --k) {
        const Index most = count - fewest;
        count = before(nodes(k));
        if (count > most)
            nodes(k) = x[count = most];
    }
}

} // namespace

KnotSearch::KnotSearch(const SortedSamples& samples, const Vector& nodes, std::function<bool()> goesOn)
    : samples_(samples),
      goesOn_(std::move(goesOn)),
      values_(samples, nodes.size()),
      jumps_(Matrix::Zero(samples.y.rows(), nodes.size())),
      band_(2 * (samples.y.rows() + 1), (samples.y.rows() + 1) * nodes.size()),
      moves_((samples.y.rows() + 1) * nodes.size()) {
    present_.nodes = nodes;
    if (searches())
        spread(samples, present_.nodes);
    values_.fit(present_);
    trial_ = present_;
}

Vector KnotSearch::gradient() const {
    Vector result = Vector::Zero(present_.nodes.size());
    for (Index k = 1; k < present_.cells(); ++k)
        result(k) =
            0.5 *
            (present_.slope(k) - present_.slope(k - 1)).dot(present_.r1.col(k - 1) - present_.r0.col(k));
    return result;
}

bool KnotSearch::searches() const {
    return present_.cells() >= 2 && samples_.size() >= fewest * present_.cells();
}

Step KnotSearch::step() {
    const double floor = std::numeric_limits<double>::epsilon() * std::numeric_limits<double>::epsilon();
    const double size = samples_.weight.sum() * samples_.y.cwiseAbs2().maxCoeff();
    if (!searches() || !(present_.squares > floor * size) || slow_ >= patience)
        return Step::Stuck;
    for (int trial = 0; trial < maximumTrials; ++trial) {
        if (!goesOn_())
            return Step::Interrupted;
        if (!direct()) {
            damping_ = 10.0 * damping_ + 1e-12;
            continue;
        }
        tryNodes();
        if (trial_.squares < present_.squares) {
            slow_ = trial_.squares < (1.0 - little) * present_.squares ? 0 : slow_ + 1;
            std::swap(present_, trial_);
            damping_ = std::max(0.2 * damping_, 1e-12);
            return Step::Moved;
        }
        damping_ *= 5.0;
    }
    return Step::Stuck;
}

/// Solves for the moves. Values are measured along the mean slope at their node, so that a node's own
/// column is as small as the jump of slope there and the damping treats all nodes alike.
bool KnotSearch::direct() {
    const Index outputs = samples_.y.rows();
    const Index block = outputs + 1;
    const Index last = present_.cells();
    band_.setZero();
    moves_.setZero();
    for (Index k = 1; k < last; ++k)
        jumps_.col(k) = present_.slope(k) - present_.slope(k - 1);
    for (Index k = 0; k <= last; ++k) {
        const double left = k > 0 ? present_.a11(k - 1) : 0.0;
        const double right = k < last ? present_.a00(k) : 0.0;
        const double both = left + right;
        const double across = k < last ? present_.a01(k) : 0.0;
        const Index first = k * block;
        const double bend = 0.25 * jumps_.col(k).squaredNorm() * both;
        for (Index o = 0; o < outputs; ++o) {
            band_(0, first + o) = both * (1.0 + 1e-12) + 1e-14;
            band_(outputs - o, first + o) = 0.5 * jumps_(o, k) * (left - right);
            if (k < last) {
                band_(block, first + o) = across;
                band_(block + outputs - o, first + o) = 0.5 * jumps_(o, k + 1) * across;
                band_(o + 1, first + outputs) = -0.5 * jumps_(o, k) * across;
            }
        }
        band_(0, first + outputs) = bend > 0.0 ? bend * (1.0 + damping_) : 1.0;
        if (k < last)
            band_(block, first + outputs) = -0.25 * jumps_.col(k).dot(jumps_.col(k + 1)) * across;
        if (k > 0 && k < last)
            moves_(first + outputs) = -0.5 * jumps_.col(k).dot(present_.r1.col(k - 1) - present_.r0.col(k));
    }
    if (!factoriseBand(band_))
        return false;
    solveBand(band_, moves_);
    return moves_.allFinite();
}

/// Takes the moves as far as the order of the nodes allows.
void KnotSearch::tryNodes() {
    const Index block = samples_.y.rows() + 1;
    const Vector& from = present_.nodes;
    for (Index k = 1; k < present_.cells(); ++k) {
        const double low = -farthest * (from(k) - from(k - 1));
        const double high = farthest * (from(k + 1) - from(k));
        trial_.nodes(k) = from(k) + std::clamp(moves_((k + 1) * block - 1), low, high);
    }
    spread(samples_, trial_.nodes);
    values_.fit(trial_);
    ++fits_;
}

} // namespace gradewise
