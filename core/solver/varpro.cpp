#include "core/solver/varpro.h"

#include "core/solver/lbfgs.h"
#include "core/solver/stop_rules.h"
#include "core/solver/varpro_problem.h"
#include "core/solver/whitening.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace gradewise {

namespace {

/// Greedy starts, and steps after which the best of them goes on alone. Prototypes' starts scattered by 1.3
/// (smooth) to 4 times (osc50, w = 32), so a few are worth their time; the two numbers were not tuned.
constexpr int starts = 3;
constexpr int trialSteps = 20;

class VarPro {
public:
    VarPro(const FitTask& task, const FitData& data, FitMonitor& monitor);
    FitResult run();

private:
    /// Variables with their read-out, and the relative L2 error they leave on the validation samples.
    struct State {
        Vector point;
        Matrix coefficients;
        Vector offset;
        double validation = std::numeric_limits<double>::quiet_NaN();
    };

    bool findStart();
    bool tryStart(const Neurons& neurons, Lbfgs& search);
    bool beginBalanced(const Neurons& neurons, Lbfgs& search);
    FitResult descend();
    double errorOf(double value) const;
    bool harms(double validation) const;
    bool reached(double value) const;
    void look();
    EpochReport reportOf(Index step) const;
    FitResult interrupted(Index steps);
    FitResult ended(GradeStatus status, StopReason reason, Index steps);
    Block folded(const State& state) const;
    Block refined(Block block) const;

    const FitTask& task_;
    const FitData& data_;
    FitMonitor& monitor_;
    const double startSeconds_;
    const double scale_; ///< root mean square of the residual: the search sees one of unit size
    const Whitening whitening_;
    const Matrix inputs_;
    const Matrix wanted_;
    const Matrix validationInputs_;
    const Matrix validationWanted_;
    const bool judged_;             ///< there are validation samples, and labels to compare with
    const double validationBefore_; ///< relative L2 error there without this grade
    const std::function<bool()> goesOn_;
    VarProProblem problem_;
    const Lbfgs::Function function_;
    Lbfgs search_;
    State present_;
    State best_; ///< on the validation samples
    Decision decision_ = Decision::Continue;
};

double rootMeanSquare(const Matrix& values) {
    const double result = values.norm() / std::sqrt(static_cast<double>(values.size()));
    return result > 0.0 && std::isfinite(result) ? result : 1.0;
}

VarPro::VarPro(const FitTask& task, const FitData& data, FitMonitor& monitor)
    : task_(task),
      data_(data),
      monitor_(monitor),
      startSeconds_(monitor.trainingSeconds()),
      scale_(rootMeanSquare(data.residual)),
      whitening_(whitening(data.features)),
      inputs_(whitening_.apply(data.features)),
      wanted_(data.residual / scale_),
      validationInputs_(whitening_.apply(data.validationFeatures)),
      validationWanted_(data.validationResidual / scale_),
      judged_(data.validationTargetNorm > 0.0),
      validationBefore_(relativeError(data.validationResidual.squaredNorm(), data.validationTargetNorm)),
      goesOn_([this] {
          decision_ = monitor_.checkpoint();
          return decision_ == Decision::Continue;
      }),
      problem_(inputs_, wanted_, task.shape.hidden.front(), goesOn_),
      function_([this](const Vector& point, Vector& gradient) { return problem_.evaluate(point, gradient); }),
      search_(problem_.variables()) {}

FitResult VarPro::run() {
    return findStart() ? descend() : interrupted(0);
}

bool VarPro::findStart() {
    const Index width = task_.shape.hidden.front();
    Lbfgs candidate(problem_.variables());
    for (int start = 0; start < starts; ++start) {
        Random random(task_.seed, "greedy", task_.grade * 64 + static_cast<std::uint64_t>(start));
        const Neurons neurons = chooseNeurons(inputs_, wanted_, width, random, goesOn_);
        if (start == 0) // what an early end leaves: features to go on with, and no contribution
            present_ = {problem_.pack(neurons), Matrix::Zero(wanted_.rows(), width),
                        Vector::Zero(wanted_.rows()), validationBefore_};
        if (decision_ != Decision::Continue || !tryStart(neurons, candidate))
            return false;
        if (start == 0 || candidate.value() < search_.value())
            std::swap(candidate, search_);
        if (reached(search_.value()))
            break;
    }
    Vector gradient(problem_.variables());
    return function_(search_.point(), gradient).has_value(); // for its read-out
}

bool VarPro::tryStart(const Neurons& neurons, Lbfgs& search) {
    if (!beginBalanced(neurons, search))
        return false;
    for (int i = 0; i < trialSteps && !reached(search.value()); ++i) {
        const Lbfgs::Step step = search.step(function_);
        if (step == Lbfgs::Step::Interrupted)
            return false;
        if (step == Lbfgs::Step::Stuck)
            break;
    }
    return true;
}

/// Begins with each neuron's inner and outer weight of equal size, so that one step length suits all.
bool VarPro::beginBalanced(const Neurons& neurons, Lbfgs& search) {
    if (!search.begin(problem_.pack(neurons), function_))
        return false;
    const Vector outer = problem_.readOut().coefficients().colwise().norm().transpose();
    const double least = 1e-3 * outer.maxCoeff();
    if (reached(search.value()) || !(least > 0.0) || !std::isfinite(least))
        return true;
    const Vector balance = outer.cwiseMax(least).cwiseSqrt();
    return search.begin(
        problem_.pack({balance.asDiagonal() * neurons.weights, balance.cwiseProduct(neurons.biases)}),
        function_);
}

FitResult VarPro::descend() {
    StopRules rules(task_.stop);
    const Index steps = std::min(task_.solver.steps, task_.stop.epochs);
    for (Index step = 1;; ++step) {
        // The first step is the start itself.
        const Lbfgs::Step moved = step == 1 ? Lbfgs::Step::Moved : search_.step(function_);
        if (moved == Lbfgs::Step::Interrupted)
            return interrupted(step - 1);
        if (moved == Lbfgs::Step::Stuck)
            return ended(GradeStatus::Finished, StopReason::Plateau, step - 1);
        look();
        const EpochReport report = reportOf(step);
        decision_ = monitor_.epochDone(report, monitor_.wantsBlock() ? folded(present_) : Block());
        if (reached(search_.value()))
            return ended(GradeStatus::Finished, StopReason::Goal, step);
        if (const auto reason = rules.judge(report))
            return ended(GradeStatus::Finished, *reason, step);
        if (step >= steps)
            return ended(GradeStatus::Finished, StopReason::Epochs, step);
        if (decision_ != Decision::Continue)
            return interrupted(step);
    }
}

/// Relative L2 error on the training samples; f is half a mean square in units of scale_.
double VarPro::errorOf(double value) const {
    const double squares = 2.0 * value * static_cast<double>(wanted_.cols()) * scale_ * scale_;
    return relativeError(squares, data_.targetNorm);
}

/// Whether the grade would leave a larger error on the validation samples than it found.
bool VarPro::harms(double validation) const {
    return judged_ && !(validation <= validationBefore_);
}

bool VarPro::reached(double value) const {
    return task_.stop.goal && errorOf(value) <= *task_.stop.goal;
}

/// Takes over the point that the search has come to; its read-out is that of the last evaluation.
void VarPro::look() {
    present_.point = search_.point();
    present_.coefficients = problem_.readOut().coefficients();
    present_.offset = problem_.readOut().offset();
    if (!judged_)
        return;
    const double squares = problem_.squaredError(present_.point, present_.coefficients, present_.offset,
                                                 validationInputs_, validationWanted_);
    present_.validation = relativeError(squares * scale_ * scale_, data_.validationTargetNorm);
    if (best_.point.size() == 0 || present_.validation < best_.validation)
        best_ = present_;
}

EpochReport VarPro::reportOf(Index step) const {
    EpochReport report;
    report.epoch = step;
    report.seconds = monitor_.trainingSeconds() - startSeconds_;
    report.loss = search_.value() * scale_ * scale_;
    report.trainRelativeL2 = errorOf(search_.value());
    report.validationRelativeL2 = present_.validation;
    return report;
}

FitResult VarPro::interrupted(Index steps) {
    return decision_ == Decision::StopRun ? ended(GradeStatus::Stopped, StopReason::StoppedByUser, steps)
                                          : ended(GradeStatus::Finished, StopReason::FinishedNow, steps);
}

FitResult VarPro::ended(GradeStatus status, StopReason reason, Index steps) {
    const bool cut = harms(present_.validation);
    Block block = refined(folded(cut ? best_ : present_));
    if (cut && status == GradeStatus::Finished)
        reason = StopReason::Validation;
    if (judged_ &&
        harms(relativeError((block.output(data_.validationFeatures) - data_.validationResidual).squaredNorm(),
                            data_.validationTargetNorm))) {
        block.scaleReadOut(0.0);
        if (status == GradeStatus::Finished)
            reason = StopReason::Rejected;
    }
    return {std::move(block), status, reason, steps};
}

/// The whitening goes into the weights: what is frozen is an ordinary block.
Block VarPro::folded(const State& state) const {
    const Neurons neurons = problem_.unpack(state.point);
    Block block(task_.shape);
    block.weights(0) = neurons.weights * whitening_.map;
    block.bias(0) = neurons.biases - block.weights(0) * whitening_.mean;
    block.weights(1) = scale_ * state.coefficients;
    block.bias(1) = scale_ * state.offset;
    return block;
}

/// With the read-out solved again for the folded weights, which rounding has moved a little.
Block VarPro::refined(Block block) const {
    const Matrix hidden = block.hidden(data_.features);
    ReadOut readOut(hidden.rows(), data_.residual.rows());
    readOut.add(hidden.data(), wanted_.data(), hidden.cols());
    if (!readOut.solve())
        return block;
    Block better = block;
    better.weights(1) = scale_ * readOut.coefficients();
    better.bias(1) = scale_ * readOut.offset();
    const auto squares = [&](const Block& b) { return (b.readOut(hidden) - data_.residual).squaredNorm(); };
    return squares(better) <= squares(block) ? better : block;
}

} // namespace

double varproNumbers(const BlockShape& shape, Index samples) {
    const auto m = static_cast<double>(shape.inputs);
    const auto w = static_cast<double>(shape.features());
    const auto n = static_cast<double>(samples);
    const auto candidates = static_cast<double>(dictionarySize(shape.features()));
    const double searches = 2.0 * Lbfgs::vectors * w * (m + 1.0);
    const double selection = candidates * (std::min(candidates, n) + m);
    return searches + selection + n * (3.0 * m + 2.0 * w) + 4.0 * m * m + 3.0 * w * w;
}

FitResult varpro(const FitTask& task, const FitData& data, FitMonitor& monitor) {
    return VarPro(task, data, monitor).run();
}

} // namespace gradewise
