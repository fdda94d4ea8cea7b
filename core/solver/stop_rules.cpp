#include "core/solver/stop_rules.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <utility>

namespace gradewise {

double comparedError(double squares, double norm) {
    return norm > 0.0 ? relativeError(squares, norm) : std::sqrt(squares);
}

StopRules::StopRules(const GradeStop& stop) : stop_(stop) {
    if (stop_.plateau)
        memory_.losses.resize(2 * static_cast<std::size_t>(stop_.plateau->epochs));
}

void StopRules::putBack(StopRulesMemory memory) {
    if (memory.losses.size() != memory_.losses.size())
        throw std::invalid_argument("These are not the losses of this rule.");
    memory_ = std::move(memory);
}

std::optional<StopReason> StopRules::judge(const EpochReport& report, double validation) {
    const bool isLevel = stop_.plateau && level(report.loss);
    const bool impatient = stop_.patience && outOfPatience(validation);
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
    if (std::isnan(validation)) // no samples: no error is known
        return false;
    memory_.sinceBest = validation < memory_.bestValidation ? 0 : memory_.sinceBest + 1;
    memory_.bestValidation = std::min(memory_.bestValidation, validation);
    return memory_.sinceBest >= *stop_.patience;
}

bool StopRules::level(double loss) {
    memory_.losses[memory_.seen % memory_.losses.size()] = loss;
    ++memory_.seen;
    const std::size_t half = memory_.losses.size() / 2;
    // Judged once every half window: the two means are then of whole, neighbouring windows.
    if (memory_.seen < memory_.losses.size() || memory_.seen % half != 0)
        return false;
    const auto middle = memory_.losses.begin() + static_cast<std::ptrdiff_t>(half);
    double before = std::accumulate(memory_.losses.begin(), middle, 0.0);
    double after = std::accumulate(middle, memory_.losses.end(), 0.0);
    if ((memory_.seen / half) % 2 != 0)
        std::swap(before, after);
    return after >= before * (1.0 - stop_.plateau->relativeChange);
}

} // namespace gradewise
