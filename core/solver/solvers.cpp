#include "core/solver/solvers.h"

#include "core/solver/solver.h"

#include <algorithm>
#include <array>
#include <stdexcept>
#include <utility>

namespace gradewise {

namespace {

template <std::size_t... Place>
std::array<const Solver*, sizeof...(Place)> listed(std::index_sequence<Place...>) {
    return {&solverOf(std::variant_alternative_t<Place, SolverOptions>{})...};
}

} // namespace

const Solver& solverOf(const SolverOptions& options) {
    return std::visit([](const auto& mine) -> const Solver& { return solverOf(mine); }, options);
}

std::span<const Solver* const> allSolvers() {
    static const auto all = listed(std::make_index_sequence<std::variant_size_v<SolverOptions>>());
    return all;
}

const Solver* findSolver(std::string_view name) {
    const auto all = allSolvers();
    const auto found = std::ranges::find(all, name, &Solver::name);
    return found == all.end() ? nullptr : *found;
}

bool hasSetting(const SolverOptions& options, std::string_view key) {
    bool found = false;
    const auto compare = [&](const Setting& other, const auto&) {
        found = found || (other.key == key && other.applies);
    };
    std::visit([&](const auto& mine) { eachSetting(mine, compare); }, options);
    return found;
}

void takeSettings(SolverOptions& to, const SolverOptions& from) {
    const auto take = [&to](const Setting& known, const auto& value) {
        if (auto* const mine = setting<std::remove_cvref_t<decltype(value)>>(to, known.key))
            *mine = value;
    };
    std::visit([&](const auto& theirs) { eachSetting(theirs, take); }, from);
}

const DescentOptions* descentOf(const SolverOptions& options) {
    return std::visit(
        [](const auto& mine) -> const DescentOptions* {
            if constexpr (std::derived_from<std::remove_cvref_t<decltype(mine)>, DescentOptions>)
                return &mine;
            else
                return nullptr;
        },
        options);
}

DescentOptions* descentOf(SolverOptions& options) {
    return const_cast<DescentOptions*>(descentOf(std::as_const(options)));
}

const LearningRate& rateOf(const SolverOptions& options) {
    const DescentOptions* const descent = descentOf(options);
    if (descent == nullptr)
        throw std::invalid_argument("This solver has no learning rate.");
    return descent->rate;
}

LearningRate& rateOf(SolverOptions& options) {
    return const_cast<LearningRate&>(rateOf(std::as_const(options)));
}

Index batchOf(const SolverOptions& options, Index samples) {
    const DescentOptions* const descent = descentOf(options);
    return descent != nullptr && descent->batchSize > 0 ? std::min(descent->batchSize, samples) : samples;
}

} // namespace gradewise
