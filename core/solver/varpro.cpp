#include "core/solver/varpro.h"

#include "core/solver/lbfgs.h"
#include "core/solver/spline_fit.h"
#include "core/solver/stepped_fit.h"
#include "core/solver/varpro_problem.h"
#include "core/solver/whitening.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace gradewise {

namespace {

/// Greedy starts, and steps after which the best of them goes on alone. Prototypes' starts scattered by 1.3
/// (smooth) to 4 times (osc50, w = 32), so a few are worth their time; the two numbers were not tuned.
constexpr int starts = 3;
constexpr int trialSteps = 20;

class VarPro final : public SteppedFit {
public:
    VarPro(const FitTask& task, const FitData& data, FitMonitor& monitor);

protected:
    bool begin() override;
    Step advance() override;
    double squares() const override { return squaresOf(search_.value()); }
    double validationSquares() override;
    void remember() override { best_ = present_; }
    Block block(Point point, bool last) const override;

private:
    /// Variables with their read-out.
    struct State {
        Vector point;
        Matrix coefficients;
        Vector offset;
    };

    bool tryStart(const Neurons& neurons, Lbfgs& search);
    bool beginBalanced(const Neurons& neurons, Lbfgs& search);
    double squaresOf(double value) const;
    void take();
    Block folded(const State& state) const;
    Block refined(Block block) const;

    const double scale_; ///< root mean square of the residual: the search sees one of unit size
    const Whitening whitening_;
    const Matrix inputs_;
    const Matrix wanted_;
    const Matrix validationInputs_;
    const Matrix validationWanted_;
    const std::function<bool()> goesOn_;
    VarProProblem problem_;
    const Lbfgs::Function function_;
    Lbfgs search_;
    State present_;
    State best_; ///< on the validation samples
};

double rootMeanSquare(const Matrix& values) {
    const double result = values.norm() / std::sqrt(static_cast<double>(values.size()));
    return result > 0.0 && std::isfinite(result) ? result : 1.0;
}

VarPro::VarPro(const FitTask& task, const FitData& data, FitMonitor& monitor)
    : SteppedFit(task, data, monitor),
      scale_(rootMeanSquare(data.residual)),
      whitening_(whitening(data.features)),
      inputs_(whitening_.apply(data.features)),
      wanted_(data.residual / scale_),
      validationInputs_(whitening_.apply(data.validationFeatures)),
      validationWanted_(data.validationResidual / scale_),
      goesOn_([this] { return goesOn(); }),
      problem_(inputs_, wanted_, task.shape.hidden.front(), goesOn_),
      function_([this](const Vector& point, Vector& gradient) { return problem_.evaluate(point, gradient); }),
      search_(problem_.variables()) {}

bool VarPro::begin() {
    const Index width = task_.shape.hidden.front();
    Lbfgs candidate(problem_.variables());
    for (int start = 0; start < starts; ++start) {
        Random random(task_.seed, "greedy", task_.grade * 64 + static_cast<std::uint64_t>(start));
        const Neurons neurons = chooseNeurons(inputs_, wanted_, width, random, goesOn_);
        if (start == 0) // what an early end leaves: features to go on with, and no contribution
            present_ = {problem_.pack(neurons), Matrix::Zero(wanted_.rows(), width),
                        Vector::Zero(wanted_.rows())};
        if (!going() || !tryStart(neurons, candidate))
            return false;
        if (start == 0 || candidate.value() < search_.value())
            std::swap(candidate, search_);
        if (reached(squares()))
            break;
    }
    Vector gradient(problem_.variables());
    if (!function_(search_.point(), gradient)) // for its read-out
        return false;
    take();
    return true;
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

/// Begins with each neuron's inner and outer weight of equal size, so that one step length suits all.
bool VarPro::beginBalanced(const Neurons& neurons, Lbfgs& search) {
    if (!search.begin(problem_.pack(neurons), function_))
        return false;
    const Vector outer = problem_.readOut().coefficients().colwise().norm().transpose();
    const double least = 1e-3 * outer.maxCoeff();
    if (reached(squaresOf(search.value())) || !(least > 0.0) || !std::isfinite(least))
        return true;
    const Vector balance = outer.cwiseMax(least).cwiseSqrt();
    return search.begin(
        problem_.pack({balance.asDiagonal() * neurons.weights, balance.cwiseProduct(neurons.biases)}),
        function_);
}

Step VarPro::advance() {
    const Step step = search_.step(function_);
    if (step == Step::Moved)
        take();
    return step;
}

/// Takes over the point that the search has come to; its read-out is that of the last evaluation.
void VarPro::take() {
    present_ = {search_.point(), problem_.readOut().coefficients(), problem_.readOut().offset()};
}

/// The search's value is half a mean square in units of scale_.
double VarPro::squaresOf(double value) const {
    return 2.0 * value * static_cast<double>(wanted_.cols()) * scale_ * scale_;
}

double VarPro::validationSquares() {
    return scale_ * scale_ *
           problem_.squaredError(present_.point, present_.coefficients, present_.offset, validationInputs_,
                                 validationWanted_);
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
    const auto one = data.features.reshaped();
    if (data.features.rows() == 1 && one.minCoeff() < one.maxCoeff())
        return fitSpline(task, data, monitor);
    return VarPro(task, data, monitor).run();
}

} // namespace gradewise
