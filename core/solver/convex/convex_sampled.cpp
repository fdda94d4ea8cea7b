#include "core/solver/convex/convex_sampled.h"

#include "core/numbers/random.h"
#include "core/sampled/sampled_search.h"
#include "core/solver/stepped_fit.h"

#include <algorithm>
#include <limits>

namespace gradewise {

namespace {

/// The relative duality gap that counts as proof.
constexpr double certifiedGap = 1e-6;
/// Samples that a direction is mixed of.
constexpr Index mixed = 32;
/// Steps without a tenth less gap, and without better directions, after which rounding is what is left.
constexpr int idleRounds = 10;

Index directionsFor(Index rows, Index samples) {
    constexpr Index entries = 1 << 22; // 50 MB
    return rows == 1 ? 1 : std::clamp<Index>(entries / samples, 64, 512);
}

/// One after the other along a feature, uniform, and as the samples spread.
Matrix sampledDirections(const Matrix& samples, Index count, Random& random) {
    const Index rows = samples.rows();
    Matrix result = Matrix::Zero(rows, count);
    const Index axes = rows <= count / 4 ? rows : 0;
    for (Index k = 0; k < count; ++k) {
        auto direction = result.col(k);
        while (!(direction.norm() > 1e-6)) {
            if (k < axes) {
                direction(k) = 1.0;
            } else if (k % 2 == 0) {
                for (double& entry : direction)
                    entry = random.normal();
            } else {
                for (Index i = 0; i < mixed; ++i) {
                    const auto sample = random.below(static_cast<std::uint64_t>(samples.cols()));
                    direction += random.normal() * samples.col(static_cast<Index>(sample));
                }
                if (!(direction.norm() > 0.0)) // constant features
                    direction(k % rows) = 1.0;
            }
            direction.normalize();
        }
    }
    return result;
}

class SampledFit final : public SteppedFit {
public:
    SampledFit(const FitTask& task, const FitData& data, FitMonitor& monitor);

protected:
    bool begin() override;
    Step advance() override;
    double squares() const override { return squares_; }
    double validationSquares() override {
        return (block_.output(data_.validationFeatures) - data_.validationResidual).squaredNorm();
    }
    /// What was proved is proved of the last point alone.
    bool remember() override { return false; }
    Block block(Point, bool) const override { return block_; }
    std::optional<StopReason> verdict() override;
    double gap() const override { return search_.relativeGap(); }
    std::optional<Certificate> certificate() const override;

private:
    bool exact() const { return data_.features.rows() == 1; }
    bool done() const { return search_.relativeGap() <= certifiedGap && !search_.refining(); }
    bool show();

    const SampledProblem problem_;
    SampledSearch search_;
    double gapBefore_ = std::numeric_limits<double>::infinity();
    int idle_ = 0;                 ///< steps that hardly changed it
    Index neurons_ = 0;            ///< that the best fit needs
    std::optional<double> pruned_; ///< objective of the block, where it has fewer
    Block block_;
    double squares_ = 0.0;
};

SampledFit::SampledFit(const FitTask& task, const FitData& data, FitMonitor& monitor)
    : SteppedFit(task, std::get<ConvexOptions>(task.solver).steps, data, monitor),
      problem_(
          sampledProblem(data.features, data.residual, std::get<ConvexOptions>(task.solver).regularisation)),
      search_(problem_, [this] { return mayContinue(); }) {
    show(); // the best constant
}

bool SampledFit::begin() {
    Random random(task_.seed, "convex", task_.grade);
    const Index count = directionsFor(problem_.samples.rows(), problem_.samples.cols());
    return search_.begin(sampledDirections(problem_.samples, count, random)) &&
           advance() != Step::Interrupted;
}

Step SampledFit::advance() {
    const Step step = done() ? Step::Moved : search_.step();
    return step == Step::Moved && search_.changed() && !show() ? Step::Interrupted : step;
}

std::optional<StopReason> SampledFit::verdict() {
    if (done())
        return exact() ? StopReason::Certified : StopReason::CertifiedSampled;
    idle_ = search_.gap() < 0.9 * gapBefore_ || search_.refining() ? 0 : idle_ + 1;
    gapBefore_ = search_.gap();
    return idle_ >= idleRounds ? std::optional(StopReason::Plateau) : std::nullopt;
}

/// Makes the block of the best fit. False when interrupted: the block is then the last one.
bool SampledFit::show() {
    const Index width = task_.shape.hidden.front();
    const auto neurons = [this](const RampFit& fit) {
        return neuronsOf(fit, search_.working(), search_.ramps());
    };
    const auto excess = [&](const RampFit& fit) { return static_cast<Index>(neurons(fit).size()) - width; };
    RampFit fit = search_.best();
    const Index needed = width + excess(fit);
    if (!search_.working().prune(fit, excess))
        return false;
    neurons_ = needed;
    pruned_ = needed > width ? std::optional(fit.objective) : std::nullopt;
    block_ = blockOf(problem_, neurons(fit), search_.ramps(), task_.shape, data_.features, data_.residual);
    squares_ = (block_.output(data_.features) - data_.residual).squaredNorm();
    return true;
}

std::optional<Certificate> SampledFit::certificate() const {
    const double unit = problem_.scale * problem_.scale;
    Certificate result;
    result.kind = exact() ? Certificate::Kind::Exact : Certificate::Kind::Sampled;
    result.objective = unit * search_.best().objective;
    result.dualBound = unit * (search_.best().objective - search_.gap());
    result.relativeGap = gap();
    result.neurons = neurons_;
    if (pruned_)
        result.prunedObjective = unit * *pruned_;
    return result;
}

} // namespace

double convexSampledNumbers(Index features, Index outputs, Index samples) {
    const auto n = static_cast<double>(samples);
    const auto m = static_cast<double>(features);
    const auto t = static_cast<double>(outputs);
    const auto directions = 2.0 * static_cast<double>(directionsFor(features, samples));
    const auto most = static_cast<double>(SampledSearch::mostCoefficients + SampledSearch::joining);
    // Projections and their order; twice the values of ramps in use, which grow by doubling; products of
    // them.
    return directions * (1.5 * n + m) + n * (2.0 * m + 8.0 * t + 3.0 * most / t) + 4.0 * most * most;
}

FitResult convexSampled(const FitTask& task, const FitData& data, FitMonitor& monitor) {
    if (!data.features.allFinite() || !data.residual.allFinite())
        return {Block(task.shape), GradeStatus::Diverged, StopReason::NotFinite};
    return SampledFit(task, data, monitor).run();
}

} // namespace gradewise
