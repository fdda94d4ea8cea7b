#include "core/solver/stop_rules.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace gradewise {

StopRules::StopRules(const GradeStop& stop) : stop_(stop) {
    if (stop_.plateau)
        losses_.resize(2 * static_cast<std::size_t>(stop_.plateau->epochs));
}

std::optional<StopReason> StopRules::judge(const EpochReport& report) {
    const bool isLevel = stop_.plateau && level(report.loss);
    const bool impatient = stop_.patience && outOfPatience(report.validationRelativeL2);
    if (report.epoch >= stop_.epochs)
        return StopReason::Epochs;
    if (stop_.seconds && report.seconds >= *stop_.seconds)
        return StopReason::Seconds;
    if (isLevel)
        return StopReason::Plateau;
    if (impatient)
        return StopReason::Validation;
    return std::nullopt;
}

bool StopRules::outOfPatience(double validation) {
    if (std::isnan(validation)) // labels without a norm: no error is known
        return false;
    sinceBest_ = validation < bestValidation_ ? 0 : sinceBest_ + 1;
    bestValidation_ = std::min(bestValidation_, validation);
    return sinceBest_ >= *stop_.patience;
}

bool StopRules::level(double loss) {
    losses_[seen_ % losses_.size()] = loss;
    ++seen_;
    const std::size_t half = losses_.size() / 2;
    // Judged once every half window: the two means are then of whole, neighbouring windows.
    if (seen_ < losses_.size() || seen_ % half != 0)
        return false;
    const auto middle = losses_.begin() + static_cast<std::ptrdiff_t>(half);
    double before = std::accumulate(losses_.begin(), middle, 0.0);
    double after = std::accumulate(middle, losses_.end(), 0.0);
    if ((seen_ / half) % 2 != 0)
        std::swap(before, after);
    return after >= before * (1.0 - stop_.plateau->relativeChange);
}

} // namespace gradewise
