// What a sweep comes to, the same in the window and on the command line.
#pragma once

#include "core/numbers/spread.h"
#include "core/study/sweep/sweep.h"

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gradewise {

/// What must never pass for "converged".
enum class SweepMark {
    Diverged,  ///< the loss was no longer finite, in this grade or in one before it
    Dead,      ///< all units of a hidden layer are dead, or constant
    Worse,     ///< the training residual grew
    Stagnated, ///< less than 1 % smaller
    LeftOut,   ///< contributes nothing
    Unstable,  ///< the last step was at or beyond the bound of stability, η λ_max ≥ 2
};
std::span<const SweepMark> allSweepMarks(); ///< the worst first
char letter(SweepMark mark);                ///< x, d, w, s, o, !
std::string_view describe(SweepMark mark);  ///< "diverged", "dead", … "beyond the bound of stability"

/// A learning rate and a grade, over the seeds.
struct SweepCell {
    std::size_t runs = 0;    ///< finished ones of that rate
    std::size_t reached = 0; ///< those that trained the grade
    /// Training error after the grade. A run that diverged before it has none, which counts as larger than
    /// any; one that needed no such grade, having ended well, is left out. Nothing where no run is left.
    std::optional<Spread> error;
    std::vector<std::size_t> marks; ///< runs with each of allSweepMarks()
    /// Medians over the runs in which the curvature is known: η λ_max, and the bound 2 / λ_max.
    std::optional<double> stepCurvature = std::nullopt;
    std::optional<double> bound = std::nullopt;

    std::size_t count(SweepMark mark) const { return marks[static_cast<std::size_t>(mark)]; }
    bool marked() const;
};
SweepCell cellOf(std::span<const SweptRun> runs, std::size_t grade);
/// The letters of its marks, the worst first.
std::string letters(const SweepCell& cell);

/// The bound of stability of that grade, from runs in which it learned: the Hessian of a dead grade says
/// nothing about one that lives. It is the learning rate at which η λ_max (median over such runs) first
/// reaches 2, between rates that were tried on a straight line of logarithms; where it does not, or does from
/// the first on, 2 / λ_max of the rate with the largest η λ_max, or of that first one. Nothing where nothing
/// is known.
std::optional<double> stabilityBound(const std::vector<SweptRate>& rates, std::size_t grade);

/// The rate with the smallest median error after its last grade, among those without a diverged run; of those
/// that come to the same the smallest rate.
std::optional<std::size_t> bestRate(const std::vector<SweptRate>& rates);

/// What a choice between learning rates comes to.
struct SweepChoice {
    std::size_t best = 0;           ///< bestRate()
    double error = 0.0;             ///< the median error at its end
    std::vector<std::size_t> equal; ///< other rates with that error
    bool smallest = false;          ///< of several rates it is the smallest that was tried
    bool largest = false;           ///< or the largest
};
std::optional<SweepChoice> choiceOf(const std::vector<SweptRate>& rates);

/// Which rate is best, whether others are as good or better ones may lie outside, and at how many some grade
/// came to nothing: a sentence or two.
std::string sweepOutcome(const std::vector<SweptRate>& rates);

} // namespace gradewise
