// Between the training samples of one variable: what a grade may not do where no sample looks.
//
// The places at which s_l bends are known there (kinks.h), and between two of them it is a straight line: so
// what it does between two neighbouring samples is seen at these places. Two neurons whose kinks nearly
// coincide can make a spike there that is as high as their weights allow and as narrow as their distance.
//
// What f is between two samples nobody knows, and the training looks at no value of f beside the samples. Two
// guesses are reasonable: the straight line through the two labels, and s_{l-1} with the straight line
// through its two residuals. How far s_l is away from the nearer one is how far it strays. A grade may stray
// as far as the largest residual that it found at the samples, as far as the grade before it did anywhere,
// and as far as it is wrong at the two samples beside; what goes further is a larger error than any before,
// in the middle of data that does not ask for it. The second guess is only as good as s_{l-1}: how far s_l
// drifts counts from it what s_{l-1} has drifted there already, and no grade may drift further than half as
// much again as any grade on top of the first was allowed to stray.
#pragma once

#include "core/network/kinks.h"
#include "core/numbers/may_continue.h"
#include "core/training/between/between_places.h"
#include "core/training/grade_in_work.h"

#include <optional>

namespace gradewise {

class BetweenSamples {
public:
    /// Before the first grade. In several variables, where samples have no neighbours, and with less than two
    /// samples nothing is ever judged.
    BetweenSamples(const Domain& domain, const ExperimentConfig& config, const Dataset& train);

    /// A grade is about to be frozen: judges it, on the points that have not been advanced past it. Where it
    /// strays and the guard is on, its read-out is fitted once more, to its own values at the samples and to
    /// the nearer guesses at the places where it strays, each round of which counts them fourfold
    /// (StopReason::Restrained), and scaled as the guard does. When that does not help, or raises a
    /// validation error that the grade had lowered, it contributes nothing (StopReason::Strayed). The
    /// features stay as they are. Built grades, balanced read-outs, and grades that did not come to their end
    /// are left as they are; of all a sentence goes into the record's warning. Once `mayContinue` says no it
    /// is left out.
    void settle(bool guard, GradeInWork& work, const PointSets& points, const MayContinue& mayContinue);
    /// Past a grade that was frozen before, by this judgement, and its r_{l-1}.
    void pass(const FrozenGrade& grade, const Matrix& residual);

private:
    /// The sum s_{l-1} at some places.
    struct SumAt {
        Matrix x;     ///< 1 × p
        Matrix sum;   ///< t × p
        Matrix drift; ///< 1 × p
    };

    void watchGaps();
    BetweenPlaces placesOf(const FrozenGrade& grade, const Matrix& residual);
    std::string judge(bool guard, GradeInWork& work, BetweenPlaces& places, const PointSets& points,
                      const MayContinue& mayContinue) const;
    void follow(BetweenPlaces& places, const FrozenGrade& grade);

    OrderedSamples samples_;
    bool watching_ = false;
    std::optional<Kinks> kinks_; ///< until they are not known any more
    SumAt atKinks_;
    Fed between_; ///< one point a gap, for where kinks are not known
    SumAt inGaps_;
    double strayed_ = 0.0;              ///< by the grade before, at most
    std::optional<double> mostAllowed_; ///< to a grade on top of the first
    bool begun_ = false;                ///< a grade has contributed
};

} // namespace gradewise
