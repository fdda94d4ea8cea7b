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

bool anySmoothed(const MultigradeModel& model) {
    for (std::size_t l = 0; l < model.grades(); ++l)
        if (model.grade(l).smoothing)
            return true;
    return false;
}

bool allRelu(const MultigradeModel& model) {
    for (std::size_t l = 0; l < model.grades(); ++l)
        if (model.grade(l).block.shape().activation != Activation::Relu)
            return false;
    return true;
}

/// A single hidden layer of x itself.
bool isShallow(const MultigradeModel& model) {
    return model.grades() == 1 && model.grade(0).block.layers() == 2;
}

/// All places at which a neuron changes sign, and the two ends; nothing for more than `most`.
std::optional<Vector> placesOf(const MultigradeModel& model, const Interval& domain, Index most) {
    if (isShallow(model)) { // however wide: the zero of w x + b, without the layer's values at all the others
        const Block& block = model.grade(0).block;
        std::vector<double> places{domain.low, domain.high};
        for (Index i = 0; i < block.shape().hidden.front(); ++i)
            if (const double zero = -block.bias(0)(i) / block.weights(0)(i, 0);
                zero > domain.low && zero < domain.high)
                places.push_back(zero);
        if (static_cast<Index>(places.size()) > most)
            return std::nullopt;
        return Eigen::Map<const Vector>(places.data(), static_cast<Index>(places.size()));
    }
    Kinks kinks(domain.low, domain.high, most, same);
    for (std::size_t l = 0; l < model.grades() && !kinks.full(); ++l)
        kinks.advance(model.grade(l));
    return kinks.full() ? std::nullopt : std::optional<Vector>(kinks.places().row(0).transpose());
}

Index mostPlaces(const MultigradeModel& model, const PiecesLimits& limits) {
    Index widest = 1;
    for (std::size_t l = 0; l < model.grades(); ++l) {
        widest = std::max(widest, model.grade(l).block.shape().inputs);
        for (const Index width : model.grade(l).block.shape().hidden)
            widest = std::max(widest, width);
    }
    // A single layer has hardly a multiplication for each number that it moves (measured: ten times as slow).
    const double weight = isShallow(model) ? 10.0 : 1.0;
    const double most =
        std::min({static_cast<double>(limits.places),
                  isShallow(model) ? limits.numbers : limits.numbers / static_cast<double>(widest),
                  limits.multiplications / (weight * static_cast<double>(model.parameterCount() + 1))});
    return static_cast<Index>(most);
}

} // namespace

std::optional<LinearPieces> linearPieces(const MultigradeModel& model, const Interval& domain,
                                         const PiecesLimits& limits) {
    if (model.inputs() != 1 || model.outputs() != 1 || !allRelu(model) || anySmoothed(model))
        return std::nullopt;
    const std::optional<Vector> found = placesOf(model, domain, mostPlaces(model, limits));
    if (!found)
        return std::nullopt;
    LinearPieces result;
    result.places = *found;
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
    if (anySmoothed(model))
        return "the contribution of a grade is smoothed, so that the sum is no ReLU network";
    return allRelu(model) ? "it has too many linear pieces to go through them all"
                          : "a grade is not made of ReLU";
}

} // namespace gradewise
