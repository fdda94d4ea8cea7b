// What solvers have in common that improve a grade step by step: they report each step, judge the stop rules,
// and never hand on a grade that does harm on the validation samples.
#pragma once

#include "core/numbers/step.h"
#include "core/solver/fit.h"

#include <limits>
#include <optional>

namespace gradewise {

/// One fit. A solver derives from it and knows its present point and the best one on the validation samples.
class SteppedFit {
public:
    virtual ~SteppedFit() = default;
    SteppedFit(const SteppedFit&) = delete;
    SteppedFit& operator=(const SteppedFit&) = delete;

    /// Where there are validation samples, a grade that would raise their error is cut back to its best step
    /// (StopReason::Validation) or contributes nothing (StopReason::Rejected).
    FitResult run();

protected:
    /// Takes at most so many steps. References outlive the fit.
    SteppedFit(const FitTask& task, Index steps, const FitData& data, FitMonitor& monitor);

    /// Finds the point that the first report is about. False when interrupted; even then there is a block.
    virtual bool begin() = 0;
    /// Goes one step on from there.
    virtual Step advance() = 0;
    /// Σ |residual - N|² of the present point over the training samples.
    virtual double squares() const = 0;
    /// Σ |residual - N|² of the present point over the validation samples; asked once a step and only where
    /// there are any.
    virtual double validationSquares() = 0;
    /// The present point is the best one so far on the validation samples. Whether it is kept, to be cut back
    /// to.
    virtual bool remember() = 0;
    enum class Point { Present, Remembered };
    /// The block of a point; with `last`, the one to be frozen.
    virtual Block block(Point point, bool last) const = 0;
    /// Why the grade ends with the present point, as its solver sees it.
    virtual std::optional<StopReason> verdict() { return std::nullopt; }
    /// The relative duality gap of the present point, and what is proved in the end, where anything is.
    virtual double gap() const { return std::numeric_limits<double>::quiet_NaN(); }
    virtual std::optional<Certificate> certificate() const { return std::nullopt; }
    /// Multiply-adds so far, where they are counted.
    virtual std::optional<double> multiplyAdds() const { return std::nullopt; }

    /// Asks whether to go on, and keeps the answer.
    bool mayContinue();
    /// Whether the last answer was to go on.
    bool continuing() const { return decision_ == Decision::Continue; }
    /// Whether such squares on the training samples end the grade.
    bool reached(double squares) const;

    const FitTask& task_;
    const FitData& data_;

private:
    FitResult descend();
    void judgeValidation();
    bool harms(double validation) const;
    EpochReport reportOf(Index step) const;
    FitResult interrupted(Index steps) const;
    FitResult ended(GradeStatus status, StopReason reason, Index steps) const;

    FitMonitor& monitor_;
    const Index mostSteps_; ///< at most
    const double startSeconds_;
    const bool judged_;             ///< there are validation samples
    const double validationBefore_; ///< comparedError() there without this grade
    double validation_;             ///< and at the present point
    double bestValidation_;
    Decision decision_ = Decision::Continue;
};

} // namespace gradewise
