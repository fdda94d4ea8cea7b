#include "core/solver/read_out/read_out_rule.h"

namespace gradewise {

namespace {
constexpr auto readOutRules = nameTable<ReadOutRule>({
    {ReadOutRule::Trained, "trained", "As trained"},
    {ReadOutRule::Balanced, "balanced", "Balanced"},
});
static_assert(readOutRules.isWhole());
} // namespace

template <>
Names<ReadOutRule> namesOf<ReadOutRule>() {
    return readOutRules;
}

} // namespace gradewise
