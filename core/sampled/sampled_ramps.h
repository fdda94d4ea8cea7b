// Ramps on samples of several variables: ρ(±(uᵀz - uᵀz_k)) for some unit directions u and a kink at every
// sample z_k. A kink between two samples needs no ramp of its own: there the values at the samples are linear
// in its place. In one variable, u = 1 therefore stands for all neurons there are.
#pragma once

#include "core/numbers/matrix.h"
#include "core/numbers/may_continue.h"

#include <vector>

namespace gradewise {

/// ρ(side (uᵀz - position)); `place` is the kink's sample in the direction's order, from 0.
struct Ramp {
    Index direction = 0;
    double side = 1.0; ///< 1 or -1
    Index place = 0;

    bool operator==(const Ramp&) const = default;
};

/// A ramp, and how strongly it correlates with a residual.
struct Peak {
    Ramp ramp;
    double size = 0.0;
};

class SampledRamps {
public:
    /// `samples`, m × n, outlives the set.
    explicit SampledRamps(const Matrix& samples) : samples_(samples) {}

    /// Adds unit directions, the columns of m × k. False when interrupted: the set is then as it was.
    bool add(const Matrix& directions, const MayContinue& mayContinue);

    Index directions() const { return static_cast<Index>(projections_.size()); }
    Vector direction(Index which) const { return projections_[static_cast<std::size_t>(which)].direction; }
    /// uᵀz at a ramp's kink.
    double position(const Ramp& ramp) const;
    /// A ramp's values at the samples less their mean, n numbers.
    Vector values(const Ramp& ramp) const;

    /// Correlations |Σ_i r_i ramp(z_i)| / n of a residual r of mean 0, t × n, with all ramps of the
    /// directions from `first` on: the largest, and the peaks along each direction that are above `least`,
    /// largest first and `most` of them at most. False when interrupted.
    struct Prices {
        double largest = 0.0;
        std::vector<Peak> peaks;
    };
    bool price(const Matrix& residual, Index first, double least, Index most, Prices& prices,
               const MayContinue& mayContinue) const;

    /// Largest first; equal sizes stay in their order, the same on every machine.
    static void sort(std::vector<Peak>& peaks);

private:
    struct Projection {
        Vector direction;
        std::vector<int> order; ///< samples by increasing uᵀz
        Vector sorted;          ///< uᵀz in that order
    };

    static Projection projectionOf(const Vector& direction, const Vector& along);
    void priceOne(Index which, const Matrix& residual, double least, Prices& prices, Matrix& work) const;

    const Matrix& samples_;
    std::vector<Projection> projections_;
};

} // namespace gradewise
