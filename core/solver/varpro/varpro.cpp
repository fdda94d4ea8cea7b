#include "core/solver/varpro/varpro.h"

#include "core/numbers/may_continue.h"
#include "core/numerics/lbfgs.h"
#include "core/numerics/levenberg_marquardt.h"
#include "core/numerics/whitening.h"
#include "core/solver/stepped_fit.h"
#include "core/solver/varpro/spline_fit.h"
#include "core/solver/varpro/varpro_problem.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace gradewise {

namespace {

/// Greedy starts, and steps after which the best of them goes on alone. Prototypes' starts scattered by 1.3
/// (smooth) to 4 times (osc50, w = 32), so a few are worth their time; the two numbers were not tuned.
constexpr int starts = 3;
constexpr int trialSteps = 20;

/// Up to so many variables, and for one output, the last steps are Levenberg–Marquardt's. On three seeds each
/// of five targets it left later one-dimensional grades of 8 neurons 5 to 60 % below L-BFGS alone, plane ones
/// of 16 to 32 neurons within 5 % of it on both sides, and ones of 64 (192 variables) no better at twice the
/// time.
constexpr Index smallProblem = 128;
/// Share of the steps that are.
constexpr double polishingShare = 0.25;

class VarPro final : public SteppedFit {
public:
    VarPro(const FitTask& task, const FitData& data, FitMonitor& monitor);

protected:
    bool begin() override;
    Step advance() override;
    double squares() const override { return squaresOf(value_); }
    double validationSquares() override;
    bool remember() override {
        best_ = present_;
        return true;
    }
    Block block(Point point, bool last) const override;
    std::optional<double> multiplyAdds() const override { return preparation_ + problem_.multiplyAdds(); }

private:
    /// Variables with their read-out.
    struct State {
        Vector point;
        Matrix coefficients;
        Vector offset;
    };

    Neurons choose(int start);
    Step search();
    Step compareStarts();
    bool tryStart(const Neurons& neurons, Lbfgs& search);
    bool beginBalanced(const Neurons& neurons, Lbfgs& search);
    double squaresOf(double value) const;
    bool polishes() const;
    Step polish();
    void accept(const Vector& point, double value);
    Block folded(const State& state) const;
    Block refined(Block block) const;

    const double scale_; ///< root mean square of the residual: the search sees one of unit size
    const Whitening whitening_;
    const Matrix inputs_;
    const Matrix labels_;
    const Matrix validationInputs_;
    const Matrix validationLabels_;
    const MayContinue mayContinue_;
    VarProProblem problem_;
    double preparation_; ///< multiply-adds of whitening and of the greedy starts so far
    const Lbfgs::Function function_;
    Lbfgs search_;
    std::optional<LevenbergMarquardt> polish_; ///< once it has taken over
    Index steps_ = 0;                          ///< of the search, so far
    State present_;
    double value_;  ///< of the problem, there
    int tried_ = 0; ///< steps of the first start's trial
    /// Steps still to come that are two of the search each, since one step of the trial showed several.
    int doubleSteps_ = 0;
    bool compared_ = false; ///< the best start has been found
    State best_;            ///< on the validation samples
};

/// The covariance, its eigenvectors by some five m³, and the samples mapped.
double whiteningMultiplyAdds(Index features, Index kept, Index samples) {
    const auto m = static_cast<double>(features);
    return static_cast<double>(samples) * m * (0.5 * m + static_cast<double>(kept)) + 5.0 * m * m * m;
}

double rootMeanSquare(const Matrix& values) {
    const double result = values.norm() / std::sqrt(static_cast<double>(values.size()));
    return result > 0.0 && std::isfinite(result) ? result : 1.0;
}

VarPro::VarPro(const FitTask& task, const FitData& data, FitMonitor& monitor)
    : SteppedFit(task, std::get<VarProOptions>(task.solver).steps, data, monitor),
      scale_(rootMeanSquare(data.residual)),
      whitening_(whitening(data.features, data.parts)),
      inputs_(whitening_.apply(data.features)),
      labels_(data.residual / scale_),
      validationInputs_(whitening_.apply(data.validationFeatures)),
      validationLabels_(data.validationResidual / scale_),
      mayContinue_([this] { return mayContinue(); }),
      problem_(inputs_, labels_, task.shape.hidden.front(), mayContinue_),
      preparation_(whiteningMultiplyAdds(data.features.rows(), inputs_.rows(), inputs_.cols())),
      function_([this](const Vector& point, Vector& gradient) { return problem_.evaluate(point, gradient); }),
      search_(problem_.variables()),
      value_(0.5 * labels_.squaredNorm() / static_cast<double>(labels_.cols())) {}

/// The first start's neurons and their read-out: what is there before anything has been optimised.
bool VarPro::begin() {
    const Neurons neurons = choose(0);
    const Vector point = problem_.pack(neurons);
    // What an early end leaves: features to go on with, and no contribution.
    present_ = {point, Matrix::Zero(labels_.rows(), neurons.biases.size()), Vector::Zero(labels_.rows())};
    if (!continuing() || !beginBalanced(neurons, search_))
        return false;
    if (std::isfinite(search_.value()))
        accept(point, search_.value());
    return true;
}

Neurons VarPro::choose(int start) {
    const Index width = task_.shape.hidden.front();
    preparation_ += greedyMultiplyAdds(inputs_.rows(), labels_.rows(), inputs_.cols(), width);
    Random random(task_.seed, "greedy", task_.grade * 64 + static_cast<std::uint64_t>(start));
    return chooseNeurons(inputs_, labels_, width, random, mayContinue_);
}

/// The first start is seen after 1, 2, 4, … steps of its trial: in a plane target of many samples the first
/// few already leave an error that descent needs thousands of epochs for. Then the other starts are tried.
Step VarPro::search() {
    if (compared_) {
        if (doubleSteps_ > 0 && search_.step(function_) == Step::Interrupted)
            return Step::Interrupted;
        doubleSteps_ = std::max(0, doubleSteps_ - 1);
        return search_.step(function_);
    }
    if (tried_ == trialSteps)
        return compareStarts();
    ++doubleSteps_;
    const int until = std::min(std::max(1, 2 * tried_), trialSteps);
    for (; tried_ < until; ++tried_) {
        const Step step = search_.step(function_);
        if (step == Step::Interrupted)
            return step;
        if (step == Step::Stuck)
            return compareStarts();
    }
    return Step::Moved;
}

/// Tries the other starts and goes on with the best.
Step VarPro::compareStarts() {
    Lbfgs candidate(problem_.variables());
    for (int start = 1; start < starts; ++start) {
        const Neurons neurons = choose(start);
        if (!continuing() || !tryStart(neurons, candidate))
            return Step::Interrupted;
        if (candidate.value() < search_.value())
            std::swap(candidate, search_);
        if (reached(squaresOf(search_.value())))
            break;
    }
    compared_ = true;
    Vector gradient(problem_.variables());
    return function_(search_.point(), gradient) ? Step::Moved : Step::Interrupted; // for its read-out
}

bool VarPro::tryStart(const Neurons& neurons, Lbfgs& search) {
    if (!beginBalanced(neurons, search))
        return false;
    for (int i = 0; i < trialSteps && !reached(squaresOf(search.value())); ++i) {
        const Step step = search.step(function_);
        if (step == Step::Interrupted)
            return false;
        if (step == Step::Stuck)
            break;
    }
    return true;
}

/// Begins with each neuron's inner and outer weight of equal size, so that one step length suits all. The
/// problem is evaluated at the neurons as they are, whose read-out tells the sizes: its value is the same
/// where they are scaled, and its gradient is scaled the other way.
bool VarPro::beginBalanced(const Neurons& neurons, Lbfgs& search) {
    const Vector point = problem_.pack(neurons);
    Vector gradient(problem_.variables());
    const auto value = problem_.evaluate(point, gradient);
    if (!value)
        return false;
    const Vector outer = problem_.readOut().coefficients().colwise().norm().transpose();
    const double least = 1e-3 * outer.maxCoeff();
    if (!(least > 0.0) || !std::isfinite(least)) {
        search.begin(point, *value, gradient);
        return true;
    }
    const Vector balance = outer.cwiseMax(least).cwiseSqrt();
    const auto scaled = [this](const Neurons& all, const Vector& factors) {
        return problem_.pack({factors.asDiagonal() * all.weights, factors.cwiseProduct(all.biases)});
    };
    search.begin(scaled(neurons, balance), *value, scaled(problem_.unpack(gradient), balance.cwiseInverse()));
    return true;
}

Step VarPro::advance() {
    const Index most = std::get<VarProOptions>(task_.solver).steps;
    const auto last = static_cast<Index>(polishingShare * static_cast<double>(most));
    if (polish_ || (compared_ && polishes() && steps_ >= most - last))
        return polish();
    const Step step = search();
    if (step == Step::Moved)
        accept(search_.point(), search_.value());
    ++steps_;
    return step == Step::Stuck && polishes() ? polish() : step;
}

bool VarPro::polishes() const {
    return problem_.variables() <= smallProblem && labels_.rows() == 1;
}

Step VarPro::polish() {
    if (!polish_) {
        polish_.emplace(problem_.variables());
        if (!polish_->begin(present_.point, function_))
            return Step::Interrupted;
    }
    const Step step = polish_->step(
        function_, [this](Matrix& curvature) { return problem_.curvature(polish_->point(), curvature); });
    if (step == Step::Moved)
        accept(polish_->point(), polish_->value());
    return step;
}

/// Makes the point that was evaluated last the present one.
void VarPro::accept(const Vector& point, double value) {
    present_ = {point, problem_.readOut().coefficients(), problem_.readOut().offset()};
    value_ = value;
}

/// The search's value is half a mean square in units of scale_.
double VarPro::squaresOf(double value) const {
    return 2.0 * value * static_cast<double>(labels_.cols()) * scale_ * scale_;
}

double VarPro::validationSquares() {
    return scale_ * scale_ *
           problem_.squaredError(present_.point, present_.coefficients, present_.offset, validationInputs_,
                                 validationLabels_);
}

Block VarPro::block(Point point, bool last) const {
    const State& state = point == Point::Remembered ? best_ : present_;
    return last ? refined(folded(state)) : folded(state);
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

/// The block with its read-out solved again for the folded weights, which rounding has moved a little.
Block VarPro::refined(Block block) const {
    const Matrix hidden = block.hidden(data_.features);
    ReadOut readOut(hidden.rows(), data_.residual.rows());
    readOut.add(hidden.data(), labels_.data(), hidden.cols());
    if (!readOut.solve())
        return block;
    Block better = block;
    better.weights(1) = scale_ * readOut.coefficients();
    better.bias(1) = scale_ * readOut.offset();
    const auto squares = [&](const Block& b) { return (b.readOut(hidden) - data_.residual).squaredNorm(); };
    return squares(better) <= squares(block) ? better : block;
}

} // namespace

FitResult varpro(const FitTask& task, const FitData& data, FitMonitor& monitor) {
    const auto one = data.features.reshaped();
    if (data.features.rows() == 1 && one.minCoeff() < one.maxCoeff())
        return fitSpline(task, data, monitor);
    return VarPro(task, data, monitor).run();
}

} // namespace gradewise
