// Places between the training samples of one variable, and what a grade may do there; see between_samples.h.
#pragma once

#include "core/network/block.h"
#include "core/numbers/matrix.h"
#include "core/target/sampling.h"

#include <vector>

namespace gradewise {

/// The values of a broken line at other places, both ascending; level beyond the line's ends is up to the
/// caller. `x` is 1 × n, `values` t × n, `places` 1 × p.
Matrix alongLine(const Matrix& x, const Matrix& values, const Matrix& places);

/// The training samples of one variable in ascending order.
struct OrderedSamples {
    OrderedSamples() = default;
    explicit OrderedSamples(const Dataset& train);

    /// The columns of a matrix over the samples as they were drawn, in that order.
    Matrix sorted(const Matrix& all) const;

    std::vector<Index> order;
    Matrix x;              ///< 1 × n
    Matrix labels;         ///< t × n
    double rounding = 0.0; ///< of the labels
};

/// What is known of the sum s_{l-1} at the places, and of the grade that is to be frozen on top of it.
struct BetweenPlaces {
    Matrix x;               ///< 1 × p
    Matrix hidden;          ///< h_l, m × p
    Matrix sum;             ///< s_{l-1}, t × p
    std::vector<Index> gap; ///< the sample to the left, -1 for none
    Matrix byLabels;        ///< what u_l would have to be for the line through the labels, t × p
    Matrix byResiduals;     ///< and through the residuals
    Matrix driftBefore;     ///< of s_{l-1}, 1 × p
    Vector stray;
    Vector drift;
    Vector allowed;      ///< stray, p
    Vector allowedDrift; ///< p

    /// The sample to the left of each place, and both lines; `residual` is r_{l-1}, in ascending order.
    void setLines(const OrderedSamples& samples, const Matrix& residual);
    /// How far the contribution of that block strays and drifts.
    void measure(const Block& block);
    /// Whether it does so further than allowed; what is not a number strays, too.
    bool strays(Index place) const;
    bool strays() const;
    /// As far as the grade is wrong at the two samples beside, it may stray and drift. `after` is the
    /// residual that it leaves on the samples.
    void allowNeighbours(const OrderedSamples& samples, const Matrix& after);
};

} // namespace gradewise
