#include "core/solver/spline_fit.h"

#include "core/onevariable/knot_search.h"
#include "core/onevariable/knot_starts.h"
#include "core/onevariable/spline_neurons.h"
#include "core/solver/stepped_fit.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <optional>

namespace gradewise {

namespace {

/// Steps after which the best start goes on alone.
constexpr int trialSteps = 8;
/// Share of the squares that a spline with one more node may lose in becoming a network, before it is
/// measured against the spline without that node.
constexpr double dear = 0.01;

class SplineFit final : public SteppedFit {
public:
    SplineFit(const FitTask& task, const FitData& data, FitMonitor& monitor)
        : SteppedFit(task, data, monitor), samples_(SortedSamples::of(data.features, data.residual)) {}

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
    bool tryCells(Index cells);
    bool tryNodes(const Vector& nodes);
    void take(const Spline& spline);
    void count(Index fits, Index nodes);

    const SortedSamples samples_;
    std::optional<KnotSearch> search_;                        ///< the one that goes on
    double lowest_ = std::numeric_limits<double>::infinity(); ///< squares of a spline so far
    SplineNeurons present_;
    SplineNeurons remembered_;
    double multiplyAdds_ = 0.0;
};

/// A fit: for each sample its place in a cell, three sums, and for each output two of the right side and
/// eight of the residual; for each node the tridiagonal system, and the banded one of values and nodes
/// together.
void SplineFit::count(Index fits, Index nodes) {
    const auto t = static_cast<double>(samples_.y.rows());
    const double band = 2.0 * (t + 1.0);
    const double eachNode = 3.0 + 3.0 * t + (t + 1.0) * band * (0.5 * band + 2.5);
    multiplyAdds_ += static_cast<double>(fits) * (static_cast<double>(samples_.size()) * (8.0 + 10.0 * t) +
                                                  static_cast<double>(nodes) * eachNode);
}

bool SplineFit::begin() {
    const Index width = task_.shape.hidden.front();
    if (width > samples_.size() - 2)
        return tryNodes(samples_.x);
    // One node more than a ramp for the first slope leaves room for; see neuronsOf().
    const Index more = samples_.y.rows() == 1 ? 1 : 0;
    const Index cells = std::min(width + more, samples_.size() / 2);
    if (!tryCells(cells))
        return false;
    return cells <= width || present_.squares <= (1.0 + dear) * lowest_ || tryCells(width);
}

bool SplineFit::tryCells(Index cells) {
    Vector joined = joinedNodes(samples_, cells);
    return tryNodes(equidistributedNodes(samples_, cells)) &&
           tryNodes(joined.size() > 0 ? joined : evenNodes(samples_, cells));
}

bool SplineFit::tryNodes(const Vector& nodes) {
    KnotSearch search(samples_, nodes, [this] { return goesOn(); });
    Step step = Step::Moved;
    const auto ends = [&] { return reached(search.squares() + samples_.within); };
    for (int i = 0; i < trialSteps && step == Step::Moved && !ends(); ++i)
        step = search.step();
    count(search.fits() + 2,
          nodes.size()); // finding the nodes and becoming a network are as dear as one each
    SplineNeurons neurons = neuronsOf(search.spline(), task_.shape.hidden.front(), samples_);
    lowest_ = std::min(lowest_, search.squares());
    if (!search_ || neurons.squares < present_.squares) {
        present_ = std::move(neurons);
        search_.emplace(std::move(search));
    }
    return step != Step::Interrupted;
}

Step SplineFit::advance() {
    const Index before = search_->fits();
    const Step step = search_->step();
    count(search_->fits() - before + 1, search_->spline().nodes.size());
    if (step == Step::Moved)
        take(search_->spline());
    return step;
}

/// What becoming a network costs changes from step to step, so a better spline may be a worse network.
void SplineFit::take(const Spline& spline) {
    SplineNeurons neurons = neuronsOf(spline, task_.shape.hidden.front(), samples_);
    if (neurons.squares < present_.squares)
        present_ = std::move(neurons);
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
