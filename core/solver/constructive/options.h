// Theorem mode has nothing to choose.
#pragma once

#include "core/numbers/matrix.h"

#include <concepts>
#include <type_traits>

namespace gradewise {

class Solver;

/// A plateau bump that raises the residual nowhere (constructive.h).
struct ConstructiveOptions {
    bool operator==(const ConstructiveOptions&) const = default;
};

/// There is none.
template <class Options, class Visit>
requires std::same_as<std::remove_const_t<Options>, ConstructiveOptions>
void eachSetting(Options&, const Visit&) {}

const Solver& solverOf(const ConstructiveOptions& options);

/// How many training samples theorem mode takes where a file names no number: what holds at the samples holds
/// between them only as far as they resolve the residual.
Index theoremSamples(Index inputs);

} // namespace gradewise
