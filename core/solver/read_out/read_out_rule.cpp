#include "core/solver/read_out/read_out_rule.h"

#include "core/numbers/name_table.h"

namespace gradewise {

namespace {
constexpr auto readOutRules = nameTable<ReadOutRule>({
    {ReadOutRule::Trained, "trained", "As trained"},
    {ReadOutRule::Balanced, "balanced", "Balanced"},
});
static_assert(readOutRules.isWhole());
} // namespace

std::span<const ReadOutRule> allReadOutRules() {
    return readOutRules.values();
}

std::string_view name(ReadOutRule rule) {
    return readOutRules.name(rule);
}

std::string_view displayName(ReadOutRule rule) {
    return readOutRules.displayName(rule);
}

std::optional<ReadOutRule> readOutRuleFromName(std::string_view text) {
    return readOutRules.find(text);
}

} // namespace gradewise
