// The search for the best network of sampled neurons under weight decay: column generation on a central path.
#pragma once

#include "core/numbers/may_continue.h"
#include "core/numbers/step.h"
#include "core/sampled/sampled_problem.h"
#include "core/sampled/sampled_ramps.h"
#include "core/sampled/working_set.h"

#include <limits>

namespace gradewise {

/// Each step takes in the ramps that correlate most with what is left, goes along the central path of the
/// group Lasso that they make, extracts a network and prices all sampled ramps with what that leaves: the
/// gap. Once it is small, better directions are searched for, and join the sampled ones.
class SampledSearch {
public:
    /// Ramps that may join in a step.
    static constexpr Index joining = 48;
    /// Coefficients in use, beyond which none join: a step's time grows with their cube.
    static constexpr Index mostCoefficients = 600;

    /// The problem outlives the search; `mayContinue` is asked often.
    SampledSearch(const SampledProblem& problem, MayContinue mayContinue);

    /// Samples these unit directions, m × k, and begins with the best constant. False when interrupted.
    bool begin(const Matrix& directions);
    Step step();

    /// The best fit so far. After a step that changed it, its members are those of the working set.
    const RampFit& best() const { return best_; }
    bool changed() const { return changed_; }
    /// best() is at most so far above the least objective of all networks of sampled neurons. It grows when
    /// directions join.
    double gap() const { return gap_; }
    double relativeGap() const { return best_.objective > 0.0 ? gap_ / best_.objective : 0.0; }
    /// Whether better directions may still be found.
    bool refining() const;

    const SampledRamps& ramps() const { return ramps_; }
    const WorkingSet& working() const { return working_; }

private:
    bool price(const RampFit& fit, Index first, SampledRamps::Prices& prices) const;
    void judge(const RampFit& fit);
    bool follow(bool joined);
    double leastSmoothing() const;
    void searchOn(Index samples);
    void missed();
    bool refine();
    bool join(const Matrix& directions);

    const SampledProblem& problem_;
    const MayContinue mayContinue_;
    SampledRamps ramps_;
    WorkingSet working_;
    SampledRamps::Prices prices_; ///< of last_
    Index drawn_ = 0;             ///< directions that were not searched for
    int fruitless_ = 0;           ///< searches in a row that found none
    double smoothing_ = std::numeric_limits<double>::infinity();
    std::vector<Index> few_; ///< samples that directions are searched for on
    Matrix fewSamples_;
    RampFit last_;
    RampFit best_;
    bool changed_ = false;
    double dual_ = 0.0; ///< the largest bound from below
    double gap_;
};

} // namespace gradewise
