// What variable projection lets one choose.
#pragma once

#include "core/numbers/matrix.h"
#include "core/settings/setting.h"
#include "core/solver/grade_stop.h"

#include <concepts>
#include <type_traits>

namespace gradewise {

class Solver;

/// Greedy start, exact read-out, L-BFGS on the hidden weights (varpro.h).
struct VarProOptions {
    Index steps = 200; ///< at most

    bool operator==(const VarProOptions&) const = default;
};

template <class Options, class Visit>
requires std::same_as<std::remove_const_t<Options>, VarProOptions>
void eachSetting(Options& options, const Visit& visit) {
    visit(Setting{.key = "steps",
                  .words = "number of steps",
                  .limits = WholeNumber{1, limits::maximumEpochs},
                  .form = {.label = "At most steps"}},
          options.steps);
}

const Solver& solverOf(const VarProOptions& options);

} // namespace gradewise
