#include "core/solver/convex.h"

#include "core/onevariable/ramp_interior_point.h"
#include "core/onevariable/ramp_network.h"
#include "core/solver/stop_rules.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace gradewise {

namespace {

/// The relative duality gap that counts as proof; rounding allows 1e-10 to 1e-14 as a rule.
constexpr double certified = 1e-9;
/// Steps without a tenth less gap after which rounding is what is left.
constexpr int patience = 10;

class Convex {
public:
    Convex(const FitTask& task, const FitData& data, FitMonitor& monitor);
    FitResult run();

private:
    bool advance();
    void consider(BrokenLine line, double advantage);
    void show();
    double relativeGap() const;
    double trainSquares() const;
    double validationError() const;
    EpochReport reportOf(Index step) const;
    FitResult interrupted(Index steps);
    FitResult ended(GradeStatus status, StopReason reason, Index steps);
    Certificate certificate() const;

    const FitTask& task_;
    const FitData& data_;
    FitMonitor& monitor_;
    const double startSeconds_;
    const RampProblem problem_;
    const double validationBefore_; ///< relative L2 error there without this grade
    const std::function<bool()> goesOn_;
    std::optional<RampInteriorPoint> search_;
    BrokenLine best_;
    double objective_ = std::numeric_limits<double>::infinity(); ///< of best_
    double dual_ = -std::numeric_limits<double>::infinity();     ///< the largest bound from below so far
    double gap_ = std::numeric_limits<double>::infinity();       ///< objective_ - dual_ or smaller
    Index neurons_ = 0;                                          ///< that best_ needs
    BrokenLine shown_; ///< best_ with as many neurons as the block has
    Block block_;      ///< of shown_
    Decision decision_ = Decision::Continue;
};

Convex::Convex(const FitTask& task, const FitData& data, FitMonitor& monitor)
    : task_(task),
      data_(data),
      monitor_(monitor),
      startSeconds_(monitor.trainingSeconds()),
      problem_(rampProblem(data.features.row(0).transpose(), data.residual.row(0).transpose(),
                           task.solver.regularisation)),
      validationBefore_(relativeError(data.validationResidual.squaredNorm(), data.validationTargetNorm)),
      goesOn_([this] {
          decision_ = monitor_.checkpoint();
          return decision_ == Decision::Continue;
      }) {
    if (problem_.x.size() > 1)
        search_.emplace(problem_, goesOn_);
    consider({}, 0.0); // the best constant
    show();
}

FitResult Convex::run() {
    StopRules rules(task_.stop);
    const Index steps = std::min(task_.solver.steps, task_.stop.epochs);
    int idle = 0;
    for (Index step = 1;; ++step) {
        const double before = gap_;
        const bool moved = advance();
        if (decision_ != Decision::Continue)
            return interrupted(step - 1);
        show();
        const EpochReport report = reportOf(step);
        decision_ = monitor_.epochDone(report, block_);
        if (relativeGap() <= certified)
            return ended(GradeStatus::Finished, StopReason::Certified, step);
        idle = gap_ < 0.9 * before ? 0 : idle + 1;
        if (!moved || idle >= patience)
            return ended(GradeStatus::Finished, StopReason::Plateau, step);
        if (task_.stop.goal && report.trainRelativeL2 <= *task_.stop.goal)
            return ended(GradeStatus::Finished, StopReason::Goal, step);
        if (const auto reason = rules.judge(report))
            return ended(GradeStatus::Finished, *reason, step);
        if (step >= steps)
            return ended(GradeStatus::Finished, StopReason::Epochs, step);
        if (decision_ != Decision::Continue)
            return interrupted(step);
    }
}

/// A step, and what one can read from it: its own network and the spline with the kinks it points to.
bool Convex::advance() {
    if (relativeGap() <= certified)
        return true;
    if (!search_ || !search_->step())
        return false;
    consider(fitKnots(problem_, search_->knots()), 0.0);
    consider(search_->line(), certified); // it has a kink at every sample
    return true;
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

double Convex::relativeGap() const {
    return objective_ > 0.0 ? gap_ / objective_ : 0.0;
}

/// Σ|residual - N|² on the training samples.
double Convex::trainSquares() const {
    const Vector residual = problem_.y - values(shown_, problem_.x);
    const double half = 0.5 * problem_.weights.dot(residual.cwiseAbs2()) + problem_.spread;
    return 2.0 * half * problem_.scale * problem_.scale * static_cast<double>(data_.residual.cols());
}

double Convex::validationError() const {
    const double squares = (block_.output(data_.validationFeatures) - data_.validationResidual).squaredNorm();
    return relativeError(squares, data_.validationTargetNorm);
}

EpochReport Convex::reportOf(Index step) const {
    const double squares = trainSquares();
    EpochReport report;
    report.epoch = step;
    report.seconds = monitor_.trainingSeconds() - startSeconds_;
    report.loss = 0.5 * squares / static_cast<double>(data_.residual.cols());
    report.trainRelativeL2 = relativeError(squares, data_.targetNorm);
    report.validationRelativeL2 = validationError();
    report.gap = relativeGap();
    return report;
}

FitResult Convex::interrupted(Index steps) {
    const auto [status, reason] = interruptionBy(decision_);
    return ended(status, reason, steps);
}

FitResult Convex::ended(GradeStatus status, StopReason reason, Index steps) {
    const bool judged = data_.validationTargetNorm > 0.0;
    if (judged && !(validationError() <= validationBefore_)) {
        block_.scaleReadOut(0.0);
        if (status == GradeStatus::Finished)
            reason = StopReason::Rejected;
    }
    return {std::move(block_), status, reason, steps, certificate()};
}

Certificate Convex::certificate() const {
    const double unit = problem_.scale * problem_.scale;
    Certificate result;
    result.objective = unit * objective_;
    result.dualBound = unit * (objective_ - gap_);
    result.relativeGap = relativeGap();
    result.neurons = neurons_;
    BrokenLine line = shown_;
    if (neurons_ > task_.shape.hidden.front())
        result.prunedObjective = unit * bound(problem_, line).objective;
    return result;
}

} // namespace

double convexNumbers(Index samples) {
    // Constraints and their steps, the triangle, the lines under consideration, the outline that is pruned.
    constexpr double each = 16.0 + 5.0 + 20.0 + 20.0;
    return each * static_cast<double>(samples);
}

FitResult convex(const FitTask& task, const FitData& data, FitMonitor& monitor) {
    return Convex(task, data, monitor).run();
}

} // namespace gradewise
