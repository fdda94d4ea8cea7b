#include "core/onevariable/knot_search.h"

#include "core/numerics/band.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gradewise {

namespace {
constexpr int maximumTrials = 14;
constexpr double little = 1e-4;      ///< of the squares
constexpr double littleUnder = 1e-5; ///< the same with sides, which slow the search down
constexpr int patience = 3;
constexpr double farthest = 0.45; ///< of the way to the next node
constexpr Index fewest = 2;       ///< samples in a cell

/// Times a jump of slope and the root mean square residual: a derivative below that leads nowhere.
constexpr double negligible = 1e-2;

/// Moves inner nodes until every cell holds two samples, those at its ends among them. Where cells have only
/// one, the slopes of their neighbours would be handed on from cell to cell, and grow. Two nodes that meet
/// between neighbouring samples go to these: so a spline jumps from one sample to the next.
void spread(const SortedSamples& samples, Vector& nodes) {
    const double* const x = samples.x.data();
    const double* const end = x + samples.size();
    const auto before = [&](double node) { return std::lower_bound(x, end, node) - x; };
    const auto upTo = [&](double node) { return std::upper_bound(x, end, node) - x; };
    const Index last = nodes.size() - 1;
    for (Index k = 1; k + 1 < last; ++k) {
        const Index next = upTo(nodes(k)); // the first sample beyond
        if (next < samples.size() && nodes(k + 1) < x[next] && nodes(k) > x[next - 1]) {
            nodes(k) = x[next - 1];
            nodes(k + 1) = x[next];
        }
    }
    for (Index k = 1; k < last; ++k) {
        const Index least = std::min(before(nodes(k - 1)) + fewest, samples.size());
        if (upTo(nodes(k)) < least)
            nodes(k) = x[least - 1];
    }
    for (Index k = last - 1; k > 0; --k) {
        const Index most = upTo(nodes(k + 1)) - fewest;
        if (before(nodes(k)) > most)
            nodes(k) = x[most];
    }
}

} // namespace

KnotSearch::KnotSearch(const SortedSamples& samples, const Vector& nodes, MayContinue mayContinue,
                       RampSides sides)
    : samples_(samples),
      mayContinue_(std::move(mayContinue)),
      heaviest_(samples.weight.maxCoeff()),
      sides_(std::move(sides)),
      values_(samples, nodes.size()),
      jumps_(Matrix::Zero(samples.y.rows(), nodes.size())),
      band_(2 * (samples.y.rows() + 1), (samples.y.rows() + 1) * nodes.size()),
      moves_((samples.y.rows() + 1) * nodes.size()) {
    present_.nodes = nodes;
    if (searches())
        spread(samples, present_.nodes);
    fit(present_);
    trial_ = present_;
}

void KnotSearch::fit(Spline& spline) {
    if (sides_.empty())
        values_.fit(spline);
    else
        fitUnder(sides_, values_, spline);
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
        if (!mayContinue_())
            return Step::Interrupted;
        if (!direct()) {
            damping_ = 10.0 * damping_ + 1e-12;
            continue;
        }
        tryNodes();
        if (trial_.squares < present_.squares) {
            const double tiny = sides_.empty() ? little : littleUnder;
            slow_ = trial_.squares < (1.0 - tiny) * present_.squares ? 0 : slow_ + 1;
            std::swap(present_, trial_);
            damping_ = std::max(0.2 * damping_, 1e-12);
            return Step::Moved;
        }
        damping_ *= 5.0;
    }
    return Step::Stuck;
}

/// Whether a node beside a small cell lies on a sample and would lose by leaving it: the sample changes its
/// cell then, so the derivatives to the left and to the right differ.
bool KnotSearch::held(Index k) const {
    if (!small(k - 1) && !small(k))
        return false;
    const double* const x = samples_.x.data();
    const double* const at = std::lower_bound(x, x + samples_.size(), present_.nodes(k));
    if (*at != present_.nodes(k)) // the last sample is not below an inner node
        return false;
    const Index i = at - x;
    const auto jump = jumps_.col(k);
    const double left = 0.5 * jump.dot(present_.r1.col(k - 1) - present_.r0.col(k));
    const double right = left + samples_.weight(i) * jump.dot(present_.values.col(k) - samples_.y.col(i));
    const double nothing = negligible * jump.norm() * std::sqrt(present_.squares / samples_.weight.sum());
    return left <= nothing && right >= -nothing;
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
    for (Index k = 1; k < last; ++k)
        if (held(k))
            jumps_.col(k).setZero();
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
    if (sides_.empty())
        solveBand(band_, moves_);
    else
        heed();
    return moves_.allFinite();
}

/// The moves under the condition that the sides set, to first order (Lagrange). Values that heed it leave a
/// gradient by the values.
void KnotSearch::heed() {
    const Index last = present_.cells();
    const Vector byValue = valueShares(sides_, present_);
    const Vector bySlope =
        slopeShares(sides_).cwiseQuotient(present_.nodes.tail(last) - present_.nodes.head(last));
    pull_.resize(moves_.size(), 2);
    for (Index k = 0; k <= last; ++k) {
        const double left = k > 0 ? bySlope(k - 1) : 0.0;
        const double right = k < last ? bySlope(k) : 0.0;
        pull_(2 * k, 0) = byValue(k);
        pull_(2 * k + 1, 0) = 0.5 * jumps_(0, k) * (left + right);
        moves_(2 * k) = -(k > 0 ? present_.r1(0, k - 1) : 0.0) - (k < last ? present_.r0(0, k) : 0.0);
    }
    pull_.col(1) = pull_.col(0);
    solveBand(band_, pull_.col(1));
    solveBand(band_, moves_);
    moves_ -= pull_.col(0).dot(moves_) / pull_.col(0).dot(pull_.col(1)) * pull_.col(1);
}

/// Whether a cell holds no more samples than it must. Past the next sample the squares change much faster
/// there than the model says.
bool KnotSearch::small(Index cell) const {
    return present_.a00(cell) + 2.0 * present_.a01(cell) + present_.a11(cell) <= heaviest_ * (fewest + 0.5);
}

/// Ends a move at the first sample on its way.
void KnotSearch::stopAtSample(double from, double& to) const {
    const double* const x = samples_.x.data();
    const double* const end = x + samples_.size();
    if (to > from)
        to = std::min(to, *std::upper_bound(x, end - 1, from));
    else
        to = std::max(to, *(std::lower_bound(x + 1, end, from) - 1));
}

/// Takes the moves as far as the order of the nodes allows.
void KnotSearch::tryNodes() {
    const Index block = samples_.y.rows() + 1;
    const Vector& from = present_.nodes;
    for (Index k = 1; k < present_.cells(); ++k) {
        const double low = -farthest * (from(k) - from(k - 1));
        const double high = farthest * (from(k + 1) - from(k));
        trial_.nodes(k) = from(k) + std::clamp(moves_((k + 1) * block - 1), low, high);
        if (small(k - 1) || small(k))
            stopAtSample(from(k), trial_.nodes(k));
    }
    spread(samples_, trial_.nodes);
    fit(trial_);
    ++fits_;
}

} // namespace gradewise
