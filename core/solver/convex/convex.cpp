#include "core/solver/convex/convex.h"

#include "core/onevariable/ramp_interior_point.h"
#include "core/onevariable/ramp_network.h"
#include "core/solver/convex/convex_sampled.h"
#include "core/solver/stepped_fit.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gradewise {

namespace {

/// The relative duality gap that counts as proof; rounding allows 1e-10 to 1e-14 as a rule.
constexpr double certified = 1e-9;
/// Steps without a tenth less gap after which rounding is what is left.
constexpr int patience = 10;

class Convex final : public SteppedFit {
public:
    Convex(const FitTask& task, const FitData& data, FitMonitor& monitor);

protected:
    bool begin() override;
    Step advance() override;
    double squares() const override;
    double validationSquares() override {
        return (block_.output(data_.validationFeatures) - data_.validationResidual).squaredNorm();
    }
    /// What was proved is proved of the last point alone.
    bool remember() override { return false; }
    Block block(Point, bool) const override { return block_; }
    std::optional<StopReason> verdict() override;
    double gap() const override { return objective_ > 0.0 ? gap_ / objective_ : 0.0; }
    std::optional<Certificate> certificate() const override;

private:
    void consider(BrokenLine line, double advantage);
    void show();

    const RampProblem problem_;
    std::optional<RampInteriorPoint> search_;
    BrokenLine best_;
    double objective_ = std::numeric_limits<double>::infinity(); ///< objective of best_
    double dual_ = -std::numeric_limits<double>::infinity();     ///< the largest bound from below so far
    double gap_ = std::numeric_limits<double>::infinity();       ///< objective_ - dual_ or smaller
    double gapBefore_ = std::numeric_limits<double>::infinity(); ///< at the last step
    int idle_ = 0;                                               ///< steps that hardly changed it
    Index neurons_ = 0;                                          ///< that best_ needs
    BrokenLine shown_; ///< best_ with as many neurons as the block has
    Block block_;      ///< shown_ as a block
};

Convex::Convex(const FitTask& task, const FitData& data, FitMonitor& monitor)
    : SteppedFit(task, std::get<ConvexOptions>(task.solver).steps, data, monitor),
      problem_(rampProblem(data.features.row(0).transpose(), data.residual.row(0).transpose(),
                           std::get<ConvexOptions>(task.solver).regularisation)) {
    if (problem_.x.size() > 1)
        search_.emplace(problem_, [this] { return mayContinue(); });
    consider({}, 0.0); // the best constant
    show();
}

bool Convex::begin() {
    return advance() != Step::Interrupted;
}

std::optional<StopReason> Convex::verdict() {
    if (gap() <= certified)
        return StopReason::Certified;
    idle_ = gap_ < 0.9 * gapBefore_ ? 0 : idle_ + 1;
    gapBefore_ = gap_;
    return idle_ >= patience ? std::optional(StopReason::Plateau) : std::nullopt;
}

/// A step, and what one can read from it: its own network and the spline with the kinks it points to.
Step Convex::advance() {
    if (gap() > certified) {
        const bool moved = search_ && search_->step();
        if (!continuing())
            return Step::Interrupted;
        if (!moved)
            return Step::Stuck;
        consider(fitKnots(problem_, search_->knots()), 0.0);
        consider(search_->line(), certified); // it has a kink at every sample
        show();
    }
    return Step::Moved;
}

/// Takes the line if its objective is smaller, by that share at least.
void Convex::consider(BrokenLine line, double advantage) {
    const RampBound found = bound(problem_, line);
    if (!std::isfinite(found.objective))
        return;
    dual_ = std::max(dual_, found.objective - found.gap);
    if (found.objective < (1.0 - advantage) * objective_) {
        objective_ = found.objective;
        best_ = std::move(line);
        gap_ = found.gap;
    } else if (found.objective == objective_) {
        gap_ = std::min(gap_, found.gap);
    }
    gap_ = std::min(gap_, std::max(objective_ - dual_, 0.0));
}

/// Makes the block of the best line.
void Convex::show() {
    const auto width = static_cast<std::size_t>(task_.shape.hidden.front());
    shown_ = withFewerKinks(problem_, best_);
    RampNetwork network = networkOf(shown_);
    neurons_ = static_cast<Index>(network.neurons.size());
    if (network.neurons.size() > width) {
        shown_ = pruned(problem_, best_, width - 1);
        bound(problem_, shown_); // for its best constant
        network = networkOf(shown_);
    }
    block_ = blockOf(problem_, network, task_.shape);
}

/// Σ|residual - N|² on the training samples.
double Convex::squares() const {
    const Vector residual = problem_.y - values(shown_, problem_.x);
    const double half = 0.5 * problem_.weights.dot(residual.cwiseAbs2()) + problem_.spread;
    return 2.0 * half * problem_.scale * problem_.scale * static_cast<double>(data_.residual.cols());
}

std::optional<Certificate> Convex::certificate() const {
    const double unit = problem_.scale * problem_.scale;
    Certificate result;
    result.objective = unit * objective_;
    result.dualBound = unit * (objective_ - gap_);
    result.relativeGap = gap();
    result.neurons = neurons_;
    BrokenLine line = shown_;
    if (neurons_ > task_.shape.hidden.front())
        result.prunedObjective = unit * bound(problem_, line).objective;
    return result;
}

} // namespace

FitResult convex(const FitTask& task, const FitData& data, FitMonitor& monitor) {
    const bool oneNumber = data.features.rows() == 1 && data.residual.rows() == 1;
    return oneNumber ? Convex(task, data, monitor).run() : convexSampled(task, data, monitor);
}

} // namespace gradewise
