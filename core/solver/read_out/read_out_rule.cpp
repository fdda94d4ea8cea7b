#include "core/solver/read_out/read_out_rule.h"

#include "core/numbers/by_name.h"

#include <array>

namespace gradewise {

namespace {
constexpr std::array everyReadOutRule = {ReadOutRule::Trained, ReadOutRule::Balanced};
} // namespace

std::span<const ReadOutRule> allReadOutRules() {
    return everyReadOutRule;
}

std::string_view name(ReadOutRule rule) {
    switch (rule) {
    case ReadOutRule::Trained:
        return "trained";
    case ReadOutRule::Balanced:
        return "balanced";
    }
    return {};
}

std::string_view displayName(ReadOutRule rule) {
    switch (rule) {
    case ReadOutRule::Trained:
        return "As trained";
    case ReadOutRule::Balanced:
        return "Balanced";
    }
    return {};
}

std::optional<ReadOutRule> readOutRuleFromName(std::string_view text) {
    return byName(everyReadOutRule, text);
}

} // namespace gradewise
