#include "core/training/curvature_watch.h"

#include "core/cost/multiply_adds.h"
#include "core/solver/solver.h"

#include <algorithm>
#include <cmath>

namespace gradewise {

namespace {

constexpr double gradientShare = 0.02; ///< of the gradients
constexpr double measurements = 24.0;  ///< asked for, fewer where each would know too little
constexpr double apart = 1.1;          ///< epochs of two measurements, one by the other
constexpr double fewest = 12.0;        ///< products, to know the ends of the spectrum at all
constexpr double most = 40.0;
constexpr double mostBasisNumbers = 8e6; ///< of Lanczos' basis
constexpr double unnoticed = 2e6;        ///< multiply-adds that no one notices: half a millisecond

} // namespace

CurvatureWatch::CurvatureWatch(const GradeConfig& config, Index parameters, const Matrix& features,
                               const Matrix& residual)
    : features_(features),
      residual_(residual),
      gradient_(gradientWork(parameters, features.cols())),
      product_(hessianProductWork(parameters, features.cols())) {
    if (!solverOf(config.solver).hasStepSize())
        return;
    const auto size = static_cast<double>(parameters);
    const double affordable = gradientShare * static_cast<double>(config.stop.epochs) * gradient_ / product_;
    const double each =
        std::min({std::clamp(affordable / measurements, fewest, most), size, mostBasisNumbers / size});
    if (each < std::min(fewest, size))
        return;
    products_ = static_cast<Index>(each);
    const double twice = 2.0 * static_cast<double>(products_) * product_;
    firstProducts_ = twice <= std::max(unnoticed, affordable * product_) ? 2 * products_ : products_;
    credit_ = std::max(static_cast<double>(firstProducts_) * product_, unnoticed);
    memory_.next = 1;
}

std::optional<Curvature> CurvatureWatch::measure(Index epoch, const Block& block, double rate,
                                                 const MayContinue& mayContinue) {
    HessianProduct hessian(block, features_, residual_, mayContinue);
    const Index products = memory_.ends.size() == 0 ? firstProducts_ : products_;
    std::optional<Curvature> found = curvatureOf(hessian, products, rate, &memory_.ends);
    memory_.spent += static_cast<double>(found ? found->products : products) * product_;
    const double due = memory_.spent + static_cast<double>(products_) * product_ - credit_;
    const double affordable = std::ceil(due / (gradientShare * gradient_));
    const double later = std::ceil(apart * static_cast<double>(epoch));
    memory_.next = std::max(epoch + 1, static_cast<Index>(std::max(affordable, later)));
    return found;
}

} // namespace gradewise
