// Who has the last word on a grade's read-out.
#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace gradewise {

enum class ReadOutRule {
    Trained,  ///< the solver, and the guard where it is on
    Balanced, ///< a quadratic program that lets the residual grow at no training sample (balanced_read_out.h)
};

std::span<const ReadOutRule> allReadOutRules();
std::string_view name(ReadOutRule rule);        ///< "trained", "balanced"
std::string_view displayName(ReadOutRule rule); ///< "As trained", "Balanced"
std::optional<ReadOutRule> readOutRuleFromName(std::string_view text);

} // namespace gradewise
