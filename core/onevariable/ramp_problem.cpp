#include "core/onevariable/ramp_problem.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace gradewise {

namespace {

std::vector<Index> sortedOrder(const Vector& positions) {
    std::vector<Index> order(static_cast<std::size_t>(positions.size()));
    std::iota(order.begin(), order.end(), Index{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](Index a, Index b) { return positions(a) < positions(b); });
    return order;
}

/// Weight and mean label of the samples order[first], order[first + 1] … of equal position become entry m of
/// the problem; returns the first sample behind them.
std::size_t takeEqual(RampProblem& problem, Index m, const std::vector<Index>& order, std::size_t first,
                      const Vector& positions, const Vector& labels) {
    const auto n = static_cast<double>(order.size());
    std::size_t last = first;
    double sum = 0.0;
    for (; last < order.size() && positions(order[last]) == positions(order[first]); ++last)
        sum += labels(order[last]) / problem.scale;
    const auto count = static_cast<double>(last - first);
    problem.x(m) = (positions(order[first]) - problem.origin) / problem.length;
    problem.weights(m) = count / n;
    problem.y(m) = sum / count;
    for (std::size_t i = first; i < last; ++i)
        problem.spread += 0.5 * std::pow(labels(order[i]) / problem.scale - problem.y(m), 2) / n;
    return last;
}

} // namespace

RampProblem rampProblem(const Vector& positions, const Vector& labels, double regularisation) {
    RampProblem problem;
    const Index n = positions.size();
    const std::vector<Index> order = sortedOrder(positions);
    problem.origin = positions(order.front());
    const double length = positions(order.back()) - problem.origin;
    problem.length = length > 0.0 ? length : 1.0;
    const double size = labels.norm() / std::sqrt(static_cast<double>(n));
    problem.scale = size > 0.0 ? size : 1.0;
    problem.regularisation = regularisation / (problem.length * problem.scale);
    for (Vector* const entries : {&problem.x, &problem.weights, &problem.y})
        entries->resize(n);
    Index m = 0;
    for (std::size_t next = 0; next < order.size(); ++m)
        next = takeEqual(problem, m, order, next, positions, labels);
    for (Vector* const entries : {&problem.x, &problem.weights, &problem.y})
        entries->conservativeResize(m);
    return problem;
}

Vector rampCorrelations(const RampProblem& problem, const Vector& residual) {
    Vector result(residual.size());
    double beyond = 0.0; // Σ of weighted residuals on the right
    double sum = 0.0;
    for (Index j = residual.size() - 1; j >= 0; --j) {
        result(j) = sum;
        beyond += problem.weights(j) * residual(j);
        if (j > 0)
            sum += beyond * (problem.x(j) - problem.x(j - 1));
    }
    return result;
}

RampBound bound(const RampProblem& problem, BrokenLine& line) {
    Vector residual = problem.y - values(line, problem.x);
    const double mean = problem.weights.dot(residual);
    line.start += mean;
    residual.array() -= mean;
    const Vector right = rampCorrelations(problem, residual);
    const double largest = std::max(right.cwiseAbs().maxCoeff(), (right.array() - right(0)).abs().maxCoeff());
    const double beta = problem.regularisation;
    const double theta = largest > beta ? beta / largest : 1.0;
    const double squares = problem.weights.dot(residual.cwiseAbs2());
    const double paid = beta * pathNorm(line);
    const double explained = problem.weights.dot(residual.cwiseProduct(problem.y - residual));
    // ½ squares + paid - (θ ⟨u, y⟩ - ½ θ² squares) with ⟨u, y⟩ = squares + explained, without its
    // cancellation.
    const double gap = 0.5 * squares * (1.0 - theta) * (1.0 - theta) + paid - theta * explained;
    return {0.5 * squares + problem.spread + paid, std::max(gap, 0.0)};
}

} // namespace gradewise
