// The list of all solvers. A new one is a folder beside descent/, varpro/ … and a line here: the rest of the
// program asks what solverOf() gives (core/solver/solver.h) and visits the settings.
#pragma once

#include "core/solver/constructive/options.h"
#include "core/solver/convex/options.h"
#include "core/solver/descent/options.h"
#include "core/solver/textbook/options.h"
#include "core/solver/varpro/options.h"

#include <span>
#include <string_view>
#include <type_traits>
#include <variant>

namespace gradewise {

/// Which solver fits a grade, and its settings. In the order in which the solvers are offered; the first is
/// that of a grade that names none.
using SolverOptions = std::variant<AdamOptions,            // "adam"
                                   GradientDescentOptions, // "gd"
                                   VarProOptions,          // "varpro"
                                   ConvexOptions,          // "convex"
                                   ConstructiveOptions,    // "constructive"
                                   TextbookOptions>;       // "textbook"

const Solver& solverOf(const SolverOptions& options);
std::span<const Solver* const> allSolvers();
/// The solver of that name in files; null where there is none.
const Solver* findSolver(std::string_view name);

/// The setting of that key, where the solver has one of that type; null where it has not.
template <class Value>
Value* setting(SolverOptions& options, std::string_view key) {
    Value* found = nullptr;
    const auto compare = [&](const Setting& other, auto& value) {
        if constexpr (std::is_same_v<std::remove_reference_t<decltype(value)>, Value>)
            if (other.key == key)
                found = &value;
    };
    std::visit([&](auto& mine) { eachSetting(mine, compare); }, options);
    return found;
}
template <class Value>
const Value* setting(const SolverOptions& options, std::string_view key) {
    return setting<Value>(const_cast<SolverOptions&>(options), key);
}
/// Whether the solver has a setting of that key, of whatever type, and it applies.
bool hasSetting(const SolverOptions& options, std::string_view key);
/// Gives `to` the settings of `from` that both have.
void takeSettings(SolverOptions& to, const SolverOptions& from);

/// Learning rate, batches and precision, where the solver descends; null where it does not.
DescentOptions* descentOf(SolverOptions& options);
const DescentOptions* descentOf(const SolverOptions& options);
/// The rate of a solver that descends; throws std::invalid_argument where there is none.
LearningRate& rateOf(SolverOptions& options);
const LearningRate& rateOf(const SolverOptions& options);
/// Samples a step, at most `samples`; all of them where the solver has no batches.
Index batchOf(const SolverOptions& options, Index samples);

} // namespace gradewise
