#include "core/exact/linear_pieces.h"

#include "core/exact/passage.h"
#include "core/network/kinks.h"
#include "core/numbers/metrics.h"

#include <algorithm>
#include <cmath>

namespace gradewise {

namespace {

/// Zeros of neurons this near to each other (as a share of a gap) cannot be told apart.
constexpr double same = 1e-14;

/// s_l is known to so many units in the last place of its terms, realistically.
constexpr double units = 64.0;

/// The inner places at which the broken line through (x, y) bends by more than `tolerance`.
std::vector<double> bends(const Vector& x, const Vector& y, double tolerance) {
    std::vector<double> result;
    Index last = 0; // where the current piece began
    for (Index k = 1; k + 1 < x.size(); ++k) {
        const double share = (x(k) - x(last)) / (x(k + 1) - x(last));
        if (std::abs(y(last) + share * (y(k + 1) - y(last)) - y(k)) <= tolerance)
            continue;
        result.push_back(x(k));
        last = k;
    }
    return result;
}

bool allRelu(const MultigradeModel& model) {
    for (std::size_t l = 0; l < model.grades(); ++l)
        if (model.grade(l).block.shape().activation != Activation::Relu)
            return false;
    return true;
}

Index mostPlaces(const MultigradeModel& model, const PiecesLimits& limits) {
    Index widest = 1;
    for (std::size_t l = 0; l < model.grades(); ++l) {
        widest = std::max(widest, model.grade(l).block.shape().inputs);
        for (const Index width : model.grade(l).block.shape().hidden)
            widest = std::max(widest, width);
    }
    const double most =
        std::min({static_cast<double>(limits.places), limits.numbers / static_cast<double>(widest),
                  limits.multiplications / static_cast<double>(model.parameterCount() + 1)});
    return static_cast<Index>(most);
}

} // namespace

std::optional<LinearPieces> linearPieces(const MultigradeModel& model, const Interval& domain,
                                         const PiecesLimits& limits) {
    if (model.inputs() != 1 || model.outputs() != 1 || !allRelu(model))
        return std::nullopt;
    Kinks kinks(domain.low, domain.high, mostPlaces(model, limits), same);
    for (std::size_t l = 0; l < model.grades() && !kinks.full(); ++l)
        kinks.advance(model.grade(l));
    if (kinks.full())
        return std::nullopt;
    LinearPieces result;
    result.places = kinks.places().row(0).transpose();
    // Crossings may round to one place, or past a neighbour.
    std::sort(result.places.begin(), result.places.end());
    const auto end = std::unique(result.places.begin(), result.places.end());
    result.places.conservativeResize(end - result.places.begin());
    const Passage passage = passThrough(model, result.places);
    std::vector<double> bent;
    result.values = Vector::Zero(result.places.size());
    for (Index l = 0; l < passage.sums.rows(); ++l) {
        result.values = passage.sums.row(l).transpose();
        bent = bends(result.places, result.values, units * 2.0 * unitRoundoff * passage.sizes(l));
        result.counts.push_back(static_cast<Index>(bent.size()) + 1);
    }
    result.kinks = Eigen::Map<const Vector>(bent.data(), static_cast<Index>(bent.size()));
    result.slack = passage.slack;
    return result;
}

std::string whyNoPieces(const MultigradeModel& model) {
    if (model.inputs() != 1)
        return "the network has several variables";
    if (model.outputs() != 1)
        return "the network has several outputs";
    return allRelu(model) ? "it has too many linear pieces to go through them all"
                          : "a grade is not made of ReLU";
}

} // namespace gradewise
