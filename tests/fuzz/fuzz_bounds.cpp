// Bounds of the largest error, tried: random formulas with poles and jumps, small random networks, and the
// error at points that crowd around every place where the formula might do something. A case fails when an
// error is above a bound that is called certified or exact, or when f has no value where one was claimed.
//
//     fuzz_bounds COUNT [SEED [POINTS]]
#include "core/exact/largest_error.h"
#include "core/target/formula.h"
#include "tests/core/exact/critical_points.h"
#include "tests/fuzz/random_formula.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <iostream>
#include <map>

namespace {

using namespace gradewise;

struct Tally {
    std::size_t read = 0;
    std::size_t proved = 0;
    std::size_t exact = 0;
    std::size_t rough = 0; ///< proved, but the bound is more than 5 % above what is attained
    std::size_t falseBounds = 0;
    double points = 0.0;
};

Interval randomDomain(Random& random) {
    constexpr std::array<Interval, 12> known = {{{0, 1},
                                                 {0, 1},
                                                 {-1, 1},
                                                 {-3, 3},
                                                 {0, 3},
                                                 {-0.5, 2.2},
                                                 {1, 2},
                                                 {0.30123, 1},
                                                 {-1, 0},
                                                 {-0.99999, 0.99999},
                                                 {0, 1.5},
                                                 {0.1, 2}}};
    if (random.below(3) > 0)
        return known.at(random.below(known.size()));
    const double low = 3.0 * random.normal();
    if (random.below(8) > 0)
        return {low, low + std::pow(10.0, random.uniform(-3.0, 1.0))};
    const double size = std::pow(10.0, random.uniform(-9.0, 6.0));
    return {size * low, size * (low + 1.0)};
}

/// The broken line through some values of f, those that are numbers, and on top of it now and then a grade
/// that is random.
MultigradeModel randomNetwork(Random& random, const Expression& expression, const Interval& domain) {
    MultigradeModel model(1, 1);
    const auto width = static_cast<Index>(1 + random.below(9));
    Block block({1, {width}, 1, Activation::Relu});
    block.weights(0).setOnes();
    block.weights(1).setZero();
    std::vector<double> knots{domain.low, domain.high};
    for (Index k = 1; k < width; ++k)
        knots.push_back(random.uniform(domain.low, domain.high));
    std::ranges::sort(knots);
    const auto value = [&](double x) {
        const double y = valueAt(expression, x);
        return std::abs(y) < 1e6 ? y : 0.0;
    };
    double slope = 0.0;
    for (Index k = 0; k < width; ++k) {
        const auto i = static_cast<std::size_t>(k);
        block.bias(0)(k) = -knots[i];
        const double next = (value(knots[i + 1]) - value(knots[i])) / (knots[i + 1] - knots[i]);
        block.weights(1)(0, k) = std::isfinite(next) ? next - slope : 0.0;
        slope = std::isfinite(next) ? next : slope;
    }
    block.bias(1)(0) = value(domain.low);
    model.append({std::move(block), Carry::All});
    if (random.below(2) == 0)
        return model;
    Block second({model.nextInputs(), {4, 3}, 1, Activation::Relu});
    for (double& parameter : second.parameters())
        parameter = random.normal() / std::sqrt(static_cast<double>(model.nextInputs()));
    second.scaleReadOut(std::pow(10.0, random.uniform(-6.0, 0.0)));
    model.append({std::move(second), Carry::Hidden});
    return model;
}

/// By the tree, which is quick for single points; the points below are tried with the formula's own
/// evaluation.
Target byTree(const Expression& expression, const Interval& domain) {
    return {"f", {domain}, 1, [&expression](const Matrix& x) {
                Matrix y(1, x.cols());
                for (Index i = 0; i < x.cols(); ++i)
                    y(0, i) = valueAt(expression, x(0, i));
                return y;
            }};
}

std::vector<double> pointsFor(Random& random, const Expression& expression, const Interval& domain,
                              const ErrorOverInterval& found, std::size_t count) {
    const bool many = count > 1000;
    std::vector<double> places = criticalPlaces(expression, domain, many ? 1000 : 60, many ? 200 : 8);
    places.insert(places.end(), {domain.low, domain.high, found.error.at});
    if (found.pieces)
        for (const double kink : found.pieces->kinks)
            places.push_back(kink);
    std::vector<double> points = crowdedAround(places, domain);
    while (points.size() < count)
        points.push_back(random.uniform(domain.low, domain.high));
    return points;
}

void tryCase(std::uint64_t seed, std::size_t count, Tally& tally, bool show) {
    Random random(seed);
    TargetConfig config;
    config.kind = TargetConfig::Kind::Formula;
    config.formulas = {fuzz::randomFormula(random, 1 + static_cast<int>(random.below(4)))};
    config.domain = {randomDomain(random)};
    const Interval domain = config.domain.front();
    const auto read = Formula::parse(config.formulas.front(), 1);
    const auto tree = expressionOf(config);
    if (!std::holds_alternative<Formula>(read) || !std::holds_alternative<Expression>(tree))
        return;
    ++tally.read;
    const auto& expression = std::get<Expression>(tree);
    const MultigradeModel model = randomNetwork(random, expression, domain);
    ErrorBudget budget;
    budget.operations = count > 1000 ? 3e5 : 1e4;
    budget.multiplications = 1.0;
    const ErrorOverInterval found = largestError(config, byTree(expression, domain), model, budget);
    if (show)
        std::cout << config.formulas.front() << " on [" << domain.low << ", " << domain.high
                  << "]: " << describe(found.error, model.grades()) << ' ' << found.error.reason << '\n';
    if (!found.error.bound)
        return;
    ++tally.proved;
    tally.exact += found.error.kind == LargestError::Kind::Exact ? 1 : 0;
    tally.rough += *found.error.bound > 1.05 * found.error.attained ? 1 : 0;
    const std::vector<double> points = pointsFor(random, expression, domain, found, count);
    const Matrix x = Eigen::Map<const Matrix>(points.data(), 1, static_cast<Index>(points.size()));
    const Matrix errors = std::get<Formula>(read).evaluate(x, {}) - model.evaluate(x);
    tally.points += static_cast<double>(points.size());
    for (Index i = 0; i < x.cols(); ++i)
        if (!(std::abs(errors(0, i)) <= *found.error.bound)) {
            ++tally.falseBounds;
            std::cerr << fmt::format(
                "case {}: {} on [{:.17g}, {:.17g}]: bound {:.17g} ({}), but the error is "
                "{:.17g} at x = {:.17g}\n",
                seed, config.formulas.front(), domain.low, domain.high, *found.error.bound,
                name(found.error.kind), errors(0, i), x(0, i));
            break;
        }
}

/// A function that the language has learnt must be tried too.
bool allFunctionsAreTried() {
    bool all = true;
    for (const std::string& name : Formula::knownNames())
        if (name != "pi" && name != "e" && name != "tau" &&
            std::ranges::find(fuzz::functionsInUse(), name) == fuzz::functionsInUse().end()) {
            std::cerr << "the function " << name << " is not tried\n";
            all = false;
        }
    return all;
}

} // namespace

int main(int argc, char** argv) {
    const auto number = [&](int i, unsigned long long otherwise) {
        return argc > i ? std::strtoull(argv[i], nullptr, 10) : otherwise;
    };
    const std::size_t count = number(1, 2000);
    const std::uint64_t seed = number(2, 1);
    const std::size_t points = number(3, 300);
    Tally tally;
    for (std::size_t i = 0; i < count; ++i) // each case can be repeated alone: its number is a seed
        tryCase(seed + i, points, tally, count <= 20);
    std::cout << fmt::format(
        "{} formulas: {} with a tree, {} proved ({} exact, {} by more than 5 %), {} false; "
        "{:.3g} points\n",
        count, tally.read, tally.proved, tally.exact, tally.rough, tally.falseBounds, tally.points);
    return allFunctionsAreTried() && tally.proved > 0 && tally.falseBounds == 0 ? 0 : 1;
}
