#include "core/target/values.h"

#include "core/numbers/metrics.h"
#include "core/numbers/printable.h"
#include "core/target/sampling.h"

#include <Eigen/QR>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

namespace gradewise {

namespace {

std::string pointText(const Matrix& x, Index column) {
    std::string text;
    for (Index k = 0; k < x.rows(); ++k)
        text += fmt::format("{}{} = {:.6g}", k == 0 ? "" : ", ",
                            variableNames.substr(static_cast<std::size_t>(k), 1), x(k, column));
    return text;
}

/// Each variable mapped to [-1, 1], below a row of ones: what linear functions are combined from.
Matrix linearTerms(const Matrix& x) {
    const Vector low = x.rowwise().minCoeff();
    const Vector half = (0.5 * (x.rowwise().maxCoeff() - low)).cwiseMax(1e-300);
    Matrix terms = Matrix::Ones(x.rows() + 1, x.cols());
    terms.bottomRows(x.rows()) = ((x.colwise() - low).array().colwise() / half.array()) - 1.0;
    return terms;
}

/// Largest distance of the values from the linear function that is closest to some of them.
double distanceFromLinear(const Matrix& x, const Matrix& y) {
    constexpr Index most = 256;
    const Matrix terms = linearTerms(x);
    const Index stride = std::max<Index>(1, x.cols() / most);
    const Index count = (x.cols() + stride - 1) / stride;
    Matrix someTerms(terms.rows(), count);
    Matrix someValues(y.rows(), count);
    for (Index i = 0; i < count; ++i) {
        someTerms.col(i) = terms.col(i * stride);
        someValues.col(i) = y.col(i * stride);
    }
    const Matrix map = someTerms.transpose().colPivHouseholderQr().solve(someValues.transpose()).transpose();
    return (y - map * terms).cwiseAbs().maxCoeff();
}

} // namespace

std::vector<Matrix> probePoints(const Domain& domain) {
    const Index perAxis = defaultGridPerAxis(domain.size());
    std::vector<Matrix> points = {grid(domain, perAxis)};
    Domain middles = domain; // centres of the cells of the grid above
    for (Interval& interval : middles) {
        const double half = 0.5 * interval.length() / static_cast<double>(perAxis - 1);
        interval = {interval.low + half, interval.high - half};
    }
    points.push_back(grid(middles, perAxis - 1));
    return points;
}

SeenValues lookAtValues(const Target& target, const Matrix& x) {
    SeenValues seen;
    constexpr Index tile = 4096; // values are looked at while they are in the cache
    for (Index begin = 0; begin < x.cols(); begin += tile) {
        const Matrix points = x.middleCols(begin, std::min(tile, x.cols() - begin));
        const Matrix y = target(points);
        const double largest = y.cwiseAbs().maxCoeff<Eigen::PropagateNaN>();
        if (largest <= maximumValue) {
            seen.largest = std::max(seen.largest, largest);
            continue;
        }
        for (Index i = 0; i < y.cols(); ++i)
            for (Index k = 0; k < y.rows(); ++k)
                if (!seen.bad && !(std::abs(y(k, i)) <= maximumValue))
                    seen.bad = BadPoint{k, pointText(points, i), y(k, i), points(0, i)};
        return seen;
    }
    return seen;
}

std::string valueText(double value) {
    if (std::isnan(value))
        return "not a number (nan)";
    if (std::isinf(value))
        return value > 0 ? "infinite (inf)" : "infinite (-inf)";
    return fmt::format("{:.3g}", value);
}

std::string subjectOf(const TargetConfig& config, std::size_t output) {
    if (config.kind == TargetConfig::Kind::Gallery)
        return fmt::format("The target '{}'", printable(config.id));
    const std::string& text = config.formulas[output];
    return text.size() <= 40 ? "The formula " + printable(text) : "The formula";
}

std::string valuesText(const std::vector<std::string>& names, const std::map<std::string, double>& values) {
    std::vector<std::string> parts;
    for (const std::string& name : names) {
        const auto found = values.find(name);
        parts.push_back(fmt::format("{} = {:.6g}", name, found == values.end() ? 1.0 : found->second));
    }
    return parts.empty() ? "" : fmt::format(" with {}", fmt::join(parts, ", "));
}

Nature natureOf(const Matrix& x, const Matrix& y) {
    const double size = y.size() > 0 ? y.cwiseAbs().maxCoeff<Eigen::PropagateNaN>() : 0.0;
    if (size == 0.0)
        return Nature::Zero;
    const double rounding = 64.0 * unitRoundoff * size;
    if ((y.colwise() - y.col(0)).cwiseAbs().maxCoeff<Eigen::PropagateNaN>() <= rounding)
        return Nature::Constant;
    return distanceFromLinear(x, y) <= rounding ? Nature::Linear : Nature::Other;
}

Nature natureOf(const Target& target) {
    Nature nature = Nature::Zero;
    for (const Matrix& x : probePoints(target.domain())) {
        const Matrix y = target(x);
        nature = std::max(nature, natureOf(x, y));
    }
    return nature;
}

std::string describe(Nature nature) {
    switch (nature) {
    case Nature::Zero:
        return "The target is zero wherever it was looked at: errors relative to it are undefined, and those "
               "shown are absolute.";
    case Nature::Constant:
        return "The target is constant up to rounding wherever it was looked at: the first grade can meet it "
               "there, "
               "and leaves nothing to learn.";
    case Nature::Linear:
        return "The target is linear up to rounding wherever it was looked at: the first grade can meet it "
               "there, "
               "and leaves nothing to learn.";
    case Nature::Other:
        break;
    }
    return {};
}

} // namespace gradewise
