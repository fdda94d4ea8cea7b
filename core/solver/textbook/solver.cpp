// The solver textbook: constructions from the literature, whose errors are known.
#include "core/solver/solver.h"

#include "core/solver/textbook/textbook_fit.h"
#include "core/solver/textbook/textbook_target.h"
#include "core/target/target.h"

#include <algorithm>
#include <cmath>

namespace gradewise {

namespace {

class TextbookSolver final : public Solver {
public:
    TextbookSolver()
        : Solver(
              {.name = "textbook",
               .displayName = "Textbook construction",
               .shortName = "Textbook",
               .isBuilt = true,
               .advice = {.leftOut = {}},
               .pointwise =
                   "The theorem says that grades exist whose residual grows at no point; this construction "
                   "is another one and does not claim it.",
               .norms = "The theorem promises it of the grades that it says exist; of this construction "
                        "the literature knows the error exactly."}) {}

    SolverOptions defaults() const override { return TextbookOptions{}; }
    void check(Rules& rules, const std::string& path, const GradeConfig& grade, Index) const override {
        const TextbookOptions& options = mine(grade.solver);
        const double ratio = std::abs(options.ratio);
        if (hasRatio(options.construction) && !(ratio > 0.0 && ratio < 1.0))
            rules.add(path + ".solver.ratio",
                      fmt::format("The ratio of a sum must be between -1 and 1 and not 0; it is {}.",
                                  options.ratio));
    }
    bool continues(const SolverOptions& before, const SolverOptions& options) const override;
    std::optional<Issue> mismatch(const SolverOptions& options, const Target& target) const override;
    std::optional<TargetConfig> ownTarget(const SolverOptions& options) const override {
        return textbookTarget(mine(options).construction, mine(options).ratio);
    }
    std::string tooMany(const SolverOptions& options, Index grades) const override;
    std::vector<Index> builtWidths(const SolverOptions& options, Index) const override {
        return textbookWidths(mine(options).construction);
    }
    double numbers(const BlockShape&, Index, Index) const override { return 0.0; }
    FitResult fit(const FitTask& task, const FitData& data, FitMonitor& monitor) const override {
        return textbook(task, data, monitor);
    }

private:
    static const TextbookOptions& mine(const SolverOptions& options) {
        return std::get<TextbookOptions>(options);
    }
};

bool TextbookSolver::continues(const SolverOptions& before, const SolverOptions& options) const {
    if (!Solver::continues(before, options))
        return false;
    const TextbookOptions& first = mine(before);
    const TextbookOptions& next = mine(options);
    return first.construction == next.construction &&
           (first.ratio == next.ratio || !hasRatio(next.construction));
}

std::optional<Issue> TextbookSolver::mismatch(const SolverOptions& options, const Target& target) const {
    const Textbook construction = mine(options).construction;
    const Index inputs = inputsOf(construction);
    const double length = lengthOf(construction);
    const auto within = [length](const Interval& interval) {
        return interval.low >= 0.0 && interval.high <= length;
    };
    const std::string path = ".solver.construction";
    if (target.inputs() != inputs || target.outputs() > 1)
        return Issue{path,
                     fmt::format("The construction {} is a function of {} variable{} with one output; the "
                                 "target has {} and {}.",
                                 gradewise::name(construction), inputs, inputs == 1 ? "" : "s",
                                 target.inputs(), target.outputs())};
    if (!std::ranges::all_of(target.domain(), within))
        return Issue{path, fmt::format("The construction {} holds on [0, {}]; take a domain within it.",
                                       gradewise::name(construction), length)};
    return std::nullopt;
}

std::string TextbookSolver::tooMany(const SolverOptions& options, Index grades) const {
    const Textbook construction = mine(options).construction;
    const std::optional<Index> most = mostGrades(construction);
    if (!most || grades <= *most)
        return {};
    return fmt::format("The construction {} is exact for {} grades, not for {}; take at most {}.",
                       gradewise::name(construction), *most, grades, *most);
}

} // namespace

const Solver& solverOf(const TextbookOptions&) {
    static const TextbookSolver textbook;
    return textbook;
}

} // namespace gradewise
