#include "core/experiment/smoothing_rules.h"

#include "core/solver/solver.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace gradewise {

namespace {

/// Beyond it a number of nodes cannot be counted any more.
constexpr double absurd = 1e15;

Index leastNodes(double length, double spacing) {
    const double quarters = std::ceil(0.25 * length / spacing);
    // Not a number, where a domain is none, is absurd too.
    return 4 * static_cast<Index>(quarters < absurd ? std::max(quarters, 1.0) : absurd) + 1;
}

/// The axes as they are meant, allowed or not; `smoothing` has one σ, or one a variable.
std::vector<SmoothingAxis> axesOf(const SmoothingConfig& smoothing, const Domain& domain) {
    std::vector<SmoothingAxis> axes;
    for (std::size_t i = 0; i < domain.size(); ++i) {
        const double sigma = smoothing.sigma[smoothing.sigma.size() == 1 ? 0 : i];
        const double length = domain[i].length();
        axes.push_back({domain[i].low, domain[i].high, sigma,
                        smoothing.nodes.value_or(defaultNodes(length, sigma, domain.size()))});
    }
    return axes;
}

/// Why nothing can be smoothed there, if so.
std::string refusal(const ExperimentConfig& config, const GradeConfig& grade) {
    const Solver& solver = solverOf(grade.solver);
    if (solver.isBuilt())
        return fmt::format("A grade of the solver {} must stay as it is built; it cannot be smoothed.",
                           solver.name());
    if (!solver.canBeSmoothed())
        return fmt::format(
            "A grade of the solver {} is proved to be the best as it is; smoothed it would not "
            "be that. Take varpro or adam, or leave the smoothing out.",
            solver.name());
    if (grade.readOut == ReadOutRule::Balanced)
        return "A balanced read-out lets the residual grow at no training sample; smoothed it would not keep "
               "that. Take the read-out as trained, or leave the smoothing out.";
    if (config.polish)
        return "A joint read-out is fitted to features that are not smoothed. Switch it off, or leave the "
               "smoothing out.";
    return {};
}

std::string numberProblem(const SmoothingConfig& smoothing, const Domain& domain) {
    if (smoothing.sigma.size() != 1 && smoothing.sigma.size() != domain.size())
        return domain.size() == 1
                   ? fmt::format("sigma must be one number; here are {}.", smoothing.sigma.size())
                   : fmt::format(
                         "sigma must be one number, or one for each of the {} variables; here are {}.",
                         domain.size(), smoothing.sigma.size());
    for (const SmoothingAxis& axis : axesOf({smoothing.sigma, Index{5}}, domain))
        if (!(axis.sigma > 0.0 && axis.sigma <= axis.high - axis.low))
            return fmt::format("sigma must be above 0 and at most the length {} of the interval that it "
                               "smooths along; it is {}.",
                               axis.high - axis.low, axis.sigma);
    return {};
}

std::string nodesProblem(const SmoothingConfig& smoothing, const Domain& domain) {
    const std::vector<SmoothingAxis> axes = axesOf(smoothing, domain);
    if (smoothing.nodes && (*smoothing.nodes < 5 || *smoothing.nodes % 4 != 1))
        return fmt::format("The number of nodes must be 5, 9, 13, … (4 I + 1); it is {}.", *smoothing.nodes);
    for (const SmoothingAxis& axis : axes)
        if (!axis.resolved())
            return fmt::format("sigma {} is too small for {} nodes, which are {:.3g} apart: it must span {} "
                               "distances, since below that the nodes are picked out, not smoothed. Take {} "
                               "nodes or more, or leave nodes out.",
                               axis.sigma, axis.nodes, axis.spacing(), leastSpacings,
                               leastNodes(axis.high - axis.low, axis.sigma / leastSpacings));
    return {};
}

double nodesTogether(const std::vector<SmoothingAxis>& axes) {
    double count = 1.0;
    for (const SmoothingAxis& axis : axes)
        count *= static_cast<double>(axis.nodes);
    return count;
}

} // namespace

Index defaultNodes(double length, double sigma, std::size_t variables) {
    constexpr std::array<Index, maximumInputs> atLeast = {2049, 129, 33};
    const double spacing = variables == 1 ? 0.25 * sigma : 0.5 * sigma;
    return std::max(atLeast[variables - 1], leastNodes(length, spacing));
}

std::optional<Smoothing> smoothingOf(const GradeConfig& grade, const Domain& domain) {
    if (!grade.smoothing)
        return std::nullopt;
    return Smoothing(axesOf(*grade.smoothing, domain));
}

std::vector<Issue> smoothingIssues(const ExperimentConfig& config, const Domain& domain) {
    std::vector<Issue> issues;
    double nodes = 0.0;
    for (std::size_t i = 0; i < config.grades.size(); ++i) {
        const GradeConfig& grade = config.grades[i];
        if (!grade.smoothing)
            continue;
        const std::string sigma = fmt::format("grades[{}].smoothing.sigma", i);
        if (std::string problem = refusal(config, grade); !problem.empty())
            issues.push_back({sigma, std::move(problem)});
        else if (problem = numberProblem(*grade.smoothing, domain); !problem.empty())
            issues.push_back({sigma, std::move(problem)});
        else if (problem = nodesProblem(*grade.smoothing, domain); !problem.empty())
            issues.push_back({fmt::format("grades[{}].smoothing.nodes", i), std::move(problem)});
        else
            nodes += static_cast<double>(grade.repeat) * nodesTogether(axesOf(*grade.smoothing, domain));
        if (nodes > static_cast<double>(limits::maximumNodes)) {
            issues.push_back(
                {sigma, fmt::format("The smoothings would need {:.3g} nodes up to this grade; the "
                                    "limit is {}. Take a larger sigma.",
                                    nodes, limits::maximumNodes)});
            break;
        }
    }
    return issues;
}

} // namespace gradewise
