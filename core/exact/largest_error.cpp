#include "core/exact/largest_error.h"

#include "core/exact/broken_line_formula.h"
#include "core/exact/error_search.h"
#include "core/exact/rounded.h"
#include "core/numbers/metrics.h"
#include "core/numerics/golden_section.h"
#include "core/target/target_expression.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>

namespace gradewise {

namespace {

using Kind = LargestError::Kind;
constexpr auto largestErrorKinds = nameTable<LargestError::Kind>({
    {Kind::Exact, "exact"},
    {Kind::Certified, "certified"},
    {Kind::Sampled, "sampled"},
});
static_assert(largestErrorKinds.isWhole());

constexpr double goal = 0.01; ///< a certified bound is this near to an attained error, if work allows
constexpr double goalWhenExact = 1e-12;
constexpr double exactMeans = 1e-9; ///< relative distance of bound and attained error, beside rounding

/// |f - s| by the programs' own evaluation; 0 where f has no value, or none that is finite, since an error of
/// which nothing can be said is not the largest.
class Difference {
public:
    Difference(const Target& target, const MultigradeModel& model) : target_(target), model_(model) {}

    /// At the columns of x, 1 × n.
    Vector operator()(const Matrix& x) const {
        const Matrix y = target_(x);
        return y.array().isFinite().select((y - model_.evaluate(x)).array().abs(), 0.0).row(0).transpose();
    }
    double operator()(double x) const { return (*this)(Matrix::Constant(1, 1, x))(0); }

private:
    const Target& target_;
    const MultigradeModel& model_;
};

using Peak = Probe;

/// The largest value between two places, as far as there is one peak.
template <class Function>
Peak climb(double low, double high, Function value) {
    const auto narrow = [](double from, double to) {
        return !(to - from > 1e-12 * (std::abs(from) + std::abs(to)));
    };
    const Probe lowest = goldenSection(
        low, high, 40, [&](double x) { return -value(x); }, narrow);
    return {lowest.at, -lowest.value};
}

/// Multiplications that a value of the model costs, or what takes as long: a term of a smoothing has an exp.
double costOf(const MultigradeModel& model) {
    double cost = static_cast<double>(model.parameterCount()) + 50.0;
    for (std::size_t l = 0; l < model.grades(); ++l)
        if (model.grade(l).smoothing)
            cost += 20.0 * model.grade(l).smoothing->terms();
    return cost;
}

/// The largest of many samples, climbed from.
Peak sampledPeak(const Interval& domain, const std::optional<LinearPieces>& pieces,
                 const Difference& difference, const MultigradeModel& model, double multiplications) {
    const double most = multiplications / costOf(model);
    const auto regular = static_cast<Index>(std::clamp(most, 2001.0, 20001.0));
    std::vector<double> x(static_cast<std::size_t>(regular));
    for (std::size_t i = 0; i < x.size(); ++i)
        x[i] = i + 1 == x.size() ? domain.high
                                 : domain.low + domain.length() * static_cast<double>(i) /
                                                    static_cast<double>(x.size() - 1);
    if (pieces && 4.0 * static_cast<double>(pieces->places.size()) < most)
        for (Index k = 0; k + 1 < pieces->places.size(); ++k)
            for (const double share : {0.0, 0.25, 0.5, 0.75})
                x.push_back(pieces->places(k) + share * (pieces->places(k + 1) - pieces->places(k)));
    std::ranges::sort(x);
    const Vector values = difference(Eigen::Map<const Matrix>(x.data(), 1, static_cast<Index>(x.size())));
    std::vector<std::size_t> order(x.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto higher = [&values](std::size_t a, std::size_t b) {
        return values(static_cast<Index>(a)) > values(static_cast<Index>(b));
    };
    constexpr std::size_t climbs = 8;
    std::partial_sort(order.begin(), order.begin() + climbs, order.end(), higher);
    Peak best{x[order.front()], values(static_cast<Index>(order.front()))};
    for (std::size_t i = 0; i < climbs; ++i) {
        const std::size_t k = order[i];
        const Peak peak = climb(x[k > 0 ? k - 1 : k], x[std::min(k + 1, x.size() - 1)], difference);
        best = peak.value > best.value ? peak : best;
    }
    return best;
}

/// The places of the line and further ones, and the line's values there.
struct Refined {
    Vector places;
    Vector values;
    double rounding = 0.0; ///< of the values at the further places
};

Refined refined(const LinearPieces& pieces, const std::vector<double>& more) {
    Refined result{pieces.places, pieces.values, 0.0};
    if (more.empty())
        return result;
    std::vector<double> places;
    std::ranges::set_union(pieces.places, more, std::back_inserter(places));
    result.places = Eigen::Map<const Vector>(places.data(), static_cast<Index>(places.size()));
    result.values.resize(result.places.size());
    Index k = 0;
    for (Index i = 0; i < result.places.size(); ++i) {
        const double x = result.places(i);
        while (k + 2 < pieces.places.size() && pieces.places(k + 1) <= x)
            ++k;
        const double share = (x - pieces.places(k)) / (pieces.places(k + 1) - pieces.places(k));
        result.values(i) = (1.0 - share) * pieces.values(k) + share * pieces.values(k + 1);
    }
    result.rounding = 8.0 * unitRoundoff * pieces.values.cwiseAbs().maxCoeff();
    return result;
}

/// Why nothing is proved on `stuck`; `size` is that of the network's values.
std::string whyUnbounded(const BoundedFunction& function, const Enclosure& stuck, double size) {
    const std::optional<std::string_view> trouble = function.trouble(stuck);
    if (!trouble)
        return fmt::format("The formula could not be bounded near x = {:.6g}.", stuck.low);
    const double left = std::abs(valueAt(function.expression(), stuck.low));
    const double right = std::abs(valueAt(function.expression(), stuck.high));
    // Said for certain only where an evaluation shows it.
    std::string_view what = "may not be bounded";
    if (std::isnan(left) || std::isnan(right))
        what = "has no value";
    else if (std::max(left, right) > 1e12 * (1.0 + size))
        what = "is not bounded";
    else if (function.over(stuck).regularity == Regularity::NoValue)
        what = "may have no value";
    return fmt::format("f {} near x = {:.6g}, where {}; so nothing is proved.", what, stuck.low, *trouble);
}

/// Proves a bound, if that can be done.
void bound(LargestError& error, const Expression& expression, const Interval& domain,
           const LinearPieces& pieces, const Difference& difference, double operations) {
    const std::optional<std::vector<double>> bends = bendsOf(expression, domain);
    const BoundedFunction function(expression);
    const Refined line = refined(pieces, bends.value_or(std::vector<double>{}));
    ErrorSearch search(function, line.places, line.values);
    const double slack = pieces.slack + line.rounding;
    const double size = line.values.cwiseAbs().maxCoeff();
    const SearchResult found =
        search.run(bends ? goalWhenExact : goal, slack + 16.0 * unitRoundoff * size, operations);

    const auto onLine = [&](double x) {
        const Enclosure value = function.values(point(x));
        const double* const begin = line.places.data();
        const Index last = line.places.size() - 1;
        const Index k = std::upper_bound(begin + 1, begin + last, x) - begin - 1;
        const double share = (x - line.places(k)) / (line.places(k + 1) - line.places(k));
        return std::abs(0.5 * (value.low + value.high) - line.values(k) -
                        share * (line.values(k + 1) - line.values(k)));
    };
    Peak best{found.at, difference(found.at)};
    if (found.reach > 0.0) {
        const double at = climb(std::max(domain.low, found.at - found.reach),
                                std::min(domain.high, found.at + found.reach), onLine)
                              .at;
        const double value = difference(at);
        best = value > best.value ? Peak{at, value} : best;
    }
    if (best.value > error.attained) {
        error.attained = best.value;
        error.at = best.at;
    }
    // What the target's own evaluation may be off: it rounds no worse than the enclosures of single values
    // are wide; code in another order than the formula, a few times that.
    const double evaluation = (expression.rewritten ? 4.0 : 1.0) * found.width;
    const double total = found.bound + slack + evaluation;
    if (!std::isfinite(total)) {
        const bool overflows = !(size + slack < 1e150); // the square of more is infinite
        error.reason = overflows ? "The values of the network are too large to bound the error."
                       : found.outOfWork && found.stuck.width() > 1e-6 * domain.length()
                           ? "The work allowed did not suffice for a bound."
                           : whyUnbounded(function, found.stuck, size);
        return;
    }
    error.bound = std::max(total, error.attained);
    const bool sharp =
        *error.bound - error.attained <= exactMeans * error.attained + 4.0 * (slack + evaluation);
    error.kind = bends && sharp ? Kind::Exact : Kind::Certified;
    if (found.outOfWork)
        error.reason = "The work allowed ended before the bound was within a percent of the attained error.";
    else if (slack + evaluation > goal * error.attained)
        error.reason = "Most of the distance between the two is rounding.";
    else if (*error.bound > (1.0 + goal) * error.attained + slack + evaluation)
        error.reason =
            fmt::format("f jumps near x = {:.6g}, or is known there only roughly.", found.stuck.low);
}

} // namespace

template <>
Names<LargestError::Kind> namesOf<LargestError::Kind>() {
    return largestErrorKinds;
}

std::string describe(const LargestError& error, std::size_t grades) {
    std::string what = fmt::format("sup|f − s_{}|", grades);
    const double bound = error.bound.value_or(error.attained);
    switch (error.kind) {
    case Kind::Exact:
        return fmt::format("{} = {:.6g} (exact but for rounding; at x = {:.6g})", what, error.attained,
                           error.at);
    case Kind::Certified:
        return fmt::format("{} ≤ {:.4g} (certified; attained {:.4g} at x = {:.6g})", what, roundedUp(bound),
                           roundedDown(error.attained), error.at);
    case Kind::Sampled:
        return fmt::format("{} ≥ {:.4g} (sampled, at x = {:.6g}; not a bound)", what,
                           roundedDown(error.attained), error.at);
    }
    return what;
}

bool confront(LargestError& error, const KnownError& known) {
    const bool refuted = error.bound && !(known.size - known.rounding <= *error.bound);
    if (refuted) {
        error.reason =
            fmt::format("The bound {:.4g} was taken back, since the error at x = {:.6g} is {:.4g}; "
                        "please report this.",
                        *error.bound, known.at, known.size);
        error.bound.reset();
        error.kind = Kind::Sampled;
    }
    if (error.kind == Kind::Sampled && known.size > error.attained) {
        error.attained = known.size;
        error.at = known.at;
    }
    return !refuted;
}

ErrorBudget patientBudget() {
    ErrorBudget budget;
    budget.pieces.multiplications *= 20.0;
    budget.operations *= 20.0;
    budget.multiplications *= 20.0;
    return budget;
}

ErrorOverInterval largestError(const TargetConfig& config, const Target& target, const MultigradeModel& model,
                               const ErrorBudget& budget) {
    if (target.inputs() != 1 || target.outputs() != 1)
        throw std::invalid_argument("The largest error is found for one variable and one output only.");
    const Interval& domain = target.domain().front();
    const Difference difference(target, model);
    ErrorOverInterval result;
    LargestError& error = result.error;
    result.pieces = linearPieces(model, domain, budget.pieces);
    error.at = domain.low;
    error.attained = difference(domain.low);
    if (result.pieces)
        error.pieces = result.pieces->counts.empty() ? 1 : result.pieces->counts.back();
    const auto expression = expressionOf(config);
    if (!result.pieces)
        error.reason = fmt::format("Nothing is proved: {}.", whyNoPieces(model));
    else if (const auto* const why = std::get_if<std::string>(&expression))
        error.reason = *why;
    else
        bound(error, std::get<Expression>(expression), domain, *result.pieces, difference, budget.operations);
    if (!error.bound) {
        const Peak peak = sampledPeak(domain, result.pieces, difference, model, budget.multiplications);
        if (peak.value > error.attained) {
            error.attained = peak.value;
            error.at = peak.at;
        }
    }
    return result;
}

} // namespace gradewise
