#include "core/solver/varpro/spline_fit.h"

#include "core/onevariable/knot_search.h"
#include "core/onevariable/knot_starts.h"
#include "core/onevariable/spline_neurons.h"
#include "core/solver/stepped_fit.h"
#include "core/solver/varpro/ramp_starts.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace gradewise {

namespace {

/// Steps after which the best start goes on alone.
constexpr int trialPursuit = 8;
/// Such steps where a jump is looked for: nodes come near it by halves.
constexpr int jumpSteps = 24;
/// A sample's squares by the mean of them, beyond which a jump is looked for: noise hardly gets so far.
constexpr double unevenness = 25.0;
/// Share of the squares that a spline with one more node may lose in becoming a network, before it is
/// measured against the spline without that node.
constexpr double acceptedLoss = 0.01;
/// Up to so many ramps, more starts are tried, and for each so many ways to send ramps to the left.
constexpr Index fewRamps = 10;
constexpr std::size_t manySides = 5;
/// Share of the labels' squares that is nothing but rounding.
constexpr double rounding = 1e-28;
/// On so many samples or a few more, so many steps, and then how many of them on all samples.
constexpr Index coarse = 128;
constexpr int coarseSteps = 16;
constexpr std::size_t finalists = 3;

class SplineFit final : public SteppedFit {
public:
    SplineFit(const FitTask& task, const FitData& data, FitMonitor& monitor)
        : SteppedFit(task, std::get<VarProOptions>(task.solver).steps, data, monitor),
          samples_(SortedSamples::of(data.features, data.residual)) {}

protected:
    bool begin() override;
    Step advance() override;
    double squares() const override { return present_.squares + samples_.within; }
    double validationSquares() override {
        return (block(Point::Present, false).output(data_.validationFeatures) - data_.validationResidual)
            .squaredNorm();
    }
    bool remember() override {
        remembered_ = present_;
        return true;
    }
    Block block(Point point, bool last) const override;
    std::optional<double> multiplyAdds() const override { return multiplyAdds_; }

private:
    /// What a search came to on few samples.
    struct Found {
        double squares;
        Vector nodes;
        RampSides sides;
        bool operator<(const Found& other) const { return squares < other.squares; }
    };

    bool tryCells(Index cells);
    bool tryFewRamps(const std::vector<KnotSearch>& searches);
    bool trySides(const Vector& nodes, const RampSides& sides);
    bool tryCoarsely(const SortedSamples& few, const Vector& nodes, const RampSides& sides,
                     std::vector<Found>& all);
    bool trySidesCoarsely(const SortedSamples& few, const Vector& nodes, std::vector<Found>& all);
    bool exhausted(double squares) const;
    bool uneven(const Spline& spline) const;
    bool pursue(KnotSearch& search, int steps);
    void offer(KnotSearch search);
    SplineNeurons neurons(const KnotSearch& search) const;
    void count(const KnotSearch& search, Index fits);

    const SortedSamples samples_;
    std::optional<KnotSearch> search_;                        ///< the best so far, which is continued
    double lowest_ = std::numeric_limits<double>::infinity(); ///< squares of a spline so far
    SplineNeurons present_;
    SplineNeurons remembered_;
    double multiplyAdds_ = 0.0;
};

/// A fit: for each sample its place in a cell, three sums, and for each output two of the right side and
/// eight of the residual; for each node the tridiagonal system, and the banded one of values and nodes
/// together.
void SplineFit::count(const KnotSearch& search, Index fits) {
    const auto t = static_cast<double>(samples_.y.rows());
    const double band = 2.0 * (t + 1.0);
    const double eachNode = 3.0 + 3.0 * t + (t + 1.0) * band * (0.5 * band + 2.5);
    multiplyAdds_ +=
        static_cast<double>(fits) * (static_cast<double>(search.samples().size()) * (8.0 + 10.0 * t) +
                                     static_cast<double>(search.spline().nodes.size()) * eachNode);
}

bool SplineFit::begin() {
    const Index width = task_.shape.hidden.front();
    if (width > samples_.size() - 2) {
        KnotSearch search(samples_, samples_.x, [this] { return mayContinue(); });
        const bool done = pursue(search, trialPursuit);
        offer(std::move(search));
        return done;
    }
    // One node more than a ramp for the first slope leaves room for; see neuronsOf().
    const Index more = samples_.y.rows() == 1 ? 1 : 0;
    const Index cells = std::min(width + more, samples_.size() / 2);
    if (!tryCells(cells))
        return false;
    if (cells <= width || present_.squares <= (1.0 + acceptedLoss) * lowest_)
        return true;
    const Vector nodes = search_->spline().nodes;
    for (const bool left : {false, true})
        if (width > fewRamps && !trySides(levelled(nodes, left), sameSides(width, left)))
            return false;
    return tryCells(width);
}

/// False when interrupted.
bool SplineFit::trySides(const Vector& nodes, const RampSides& sides) {
    KnotSearch search(
        samples_, spanned(nodes, samples_), [this] { return mayContinue(); }, sides);
    const bool completed = pursue(search, trialPursuit);
    if (sides.empty())
        lowest_ = std::min(lowest_, search.squares());
    offer(std::move(search));
    return completed;
}

bool SplineFit::tryCells(Index cells) {
    const auto asked = [this] { return mayContinue(); };
    const Vector joined = joinedNodes(samples_, cells);
    std::vector<KnotSearch> searches;
    searches.emplace_back(samples_, equidistributedNodes(samples_, cells), asked);
    bool completed = pursue(searches.back(), trialPursuit);
    if (completed) {
        searches.emplace_back(samples_, joined.size() > 0 ? joined : evenNodes(samples_, cells), asked);
        completed = pursue(searches.back(), trialPursuit);
    }
    const auto best = [&] {
        return std::min_element(searches.begin(), searches.end(),
                                [](const auto& a, const auto& b) { return a.squares() < b.squares(); });
    };
    const bool jumps = std::any_of(searches.begin(), searches.end(),
                                   [this](const auto& search) { return uneven(search.spline()); });
    if (completed && joined.size() > 0 && jumps) {
        searches.emplace_back(samples_, jumpingNodes(samples_, cells), asked);
        for (std::size_t i = 0; i < searches.size() && completed; ++i)
            completed = pursue(searches[i], jumpSteps);
    }
    lowest_ = std::min(lowest_, best()->squares());
    for (const KnotSearch& search : searches)
        offer(search);
    return completed && tryFewRamps(searches);
}

/// Few ramps have many local minima, and it takes the nodes to move until the ramps bring about the first
/// slope without loss. So more starts and the sides that promise most are tried, first on few samples.
bool SplineFit::tryFewRamps(const std::vector<KnotSearch>& searches) {
    const Index ramps = task_.shape.hidden.front();
    const Index cells = ramps + 1;
    if (exhausted(present_.squares) || ramps > fewRamps || searches.front().spline().cells() != cells ||
        samples_.y.rows() > 1)
        return true;
    const SortedSamples few = thinned(samples_, std::max(coarse, 8 * cells));
    std::vector<Vector> starts = fewRampStarts(few, cells);
    for (const KnotSearch& search : searches)
        starts.push_back(search.spline().nodes);
    std::vector<Found> free;
    for (const Vector& start : starts)
        if (!tryCoarsely(few, start, {}, free))
            return false;
    std::stable_sort(free.begin(), free.end());
    std::vector<Found> bound;
    for (std::size_t i = 0; i < std::min(ramps > 3 ? finalists : free.size(), free.size()); ++i)
        if (!trySidesCoarsely(few, free[i].nodes, bound))
            return false;
    std::stable_sort(bound.begin(), bound.end());
    bound.resize(std::min(finalists, bound.size()));
    bound.push_back(free.front());
    return std::ranges::all_of(bound,
                               [this](const Found& found) { return trySides(found.nodes, found.sides); });
}

/// The sides that promise most for these nodes, and all ramps to one side. False when interrupted.
bool SplineFit::trySidesCoarsely(const SortedSamples& few, const Vector& nodes, std::vector<Found>& all) {
    Spline spline;
    spline.nodes = nodes;
    for (const RampSides& sides : cheapSides(spline, few, manySides))
        if (!tryCoarsely(few, nodes, sides, all))
            return false;
    for (const bool left : {false, true})
        if (!tryCoarsely(few, levelled(nodes, left), sameSides(task_.shape.hidden.front(), left), all))
            return false;
    return true;
}

/// False when interrupted.
bool SplineFit::tryCoarsely(const SortedSamples& few, const Vector& nodes, const RampSides& sides,
                            std::vector<Found>& all) {
    KnotSearch search(
        few, spanned(nodes, few), [this] { return mayContinue(); }, sides);
    if (!pursue(search, coarseSteps))
        return false;
    all.push_back({search.squares(), search.spline().nodes, sides});
    return true;
}

bool SplineFit::exhausted(double squares) const {
    return squares <= rounding * samples_.y.cwiseAbs2().colwise().sum().dot(samples_.weight);
}

/// Whether few samples have much of the squares, as at a jump that no cell spans.
bool SplineFit::uneven(const Spline& spline) const {
    double largest = 0.0;
    Index k = 0;
    for (Index i = 0; i < samples_.size(); ++i) {
        while (k + 1 < spline.cells() && samples_.x(i) >= spline.nodes(k + 1))
            ++k;
        const double share = (samples_.x(i) - spline.nodes(k)) / (spline.nodes(k + 1) - spline.nodes(k));
        const auto value = (1.0 - share) * spline.values.col(k) + share * spline.values.col(k + 1);
        largest = std::max(largest, (value - samples_.y.col(i)).squaredNorm());
    }
    return !exhausted(spline.squares) && largest * samples_.weight.sum() > unevenness * spline.squares;
}

/// False when interrupted.
bool SplineFit::pursue(KnotSearch& search, int steps) {
    const Index before = search.fits();
    Step step = Step::Moved;
    for (int i = 0; i < steps && step == Step::Moved && !reached(search.squares() + samples_.within); ++i)
        step = search.step();
    // Finding the nodes and becoming a network cost as much as a fit each.
    count(search, search.fits() - before + 2);
    return step != Step::Interrupted;
}

SplineNeurons SplineFit::neurons(const KnotSearch& search) const {
    return search.sides().empty() ? neuronsOf(search.spline(), task_.shape.hidden.front(), samples_)
                                  : neuronsOf(search.spline(), search.sides(), samples_);
}

/// Continues that search if its network is the best so far.
void SplineFit::offer(KnotSearch search) {
    SplineNeurons found = neurons(search);
    if (!search_ || found.squares < present_.squares) {
        present_ = std::move(found);
        search_.emplace(std::move(search));
    }
}

/// What becoming a network costs changes from step to step, so a better spline may be a worse network.
Step SplineFit::advance() {
    const Index before = search_->fits();
    const Step step = search_->step();
    count(*search_, search_->fits() - before + 1);
    if (step == Step::Moved) {
        SplineNeurons found = neurons(*search_);
        if (found.squares < present_.squares)
            present_ = std::move(found);
    }
    return step;
}

Block SplineFit::block(Point point, bool) const {
    const SplineNeurons& of = point == Point::Remembered ? remembered_ : present_;
    Block result(task_.shape);
    result.weights(0) = of.neurons.weights;
    result.bias(0) = of.neurons.biases;
    result.weights(1) = of.coefficients;
    result.bias(1) = of.offset;
    return result;
}

} // namespace

FitResult fitSpline(const FitTask& task, const FitData& data, FitMonitor& monitor) {
    return SplineFit(task, data, monitor).run();
}

} // namespace gradewise
