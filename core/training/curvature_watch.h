// Measures the Hessian of a grade's loss on the way of gradient descent: its extreme eigenvalues λ at some
// epochs, so that 1 - η λ can be drawn over them ("Why-MGDL", Theorems 1 and 2: the linearised step is
// I - η H, and it contracts while all 1 - η λ lie between -1 and 1). No other number of a run depends on it,
// and it does not depend on being watched.
#pragma once

#include "core/audit/curvature.h"
#include "core/configuration/config.h"
#include "core/numbers/may_continue.h"

#include <optional>
#include <utility>

namespace gradewise {

/// When to measure is counted in multiply-adds, not in seconds, so that it is the same everywhere: up to an
/// epoch at most 2 % of the gradients until then have been spent, but for one measurement on credit at the
/// first epoch of every grade, however short, of up to 660 000 parameters. Measurements are a tenth of their
/// epoch apart at least.
class CurvatureWatch {
public:
    /// What changes from one measurement to the next.
    struct Memory {
        double spent = 0.0;        ///< multiply-adds
        std::optional<Index> next; ///< epoch to measure after; nothing: no more
        Vector ends;               ///< eigenvectors of the measurement before
    };

    /// One grade; references outlive the watch.
    CurvatureWatch(const GradeConfig& config, Index parameters, const Matrix& features,
                   const Matrix& residual);

    /// Whether the block of that epoch, counted from 1, shall be measured. Never but for a solver that has a
    /// step size.
    bool due(Index epoch) const { return memory_.next && epoch >= *memory_.next; }
    /// At the block as the epoch left it; `rate` is the epoch's. Nothing when `mayContinue`, asked
    /// every few milliseconds, says no, or where a number is not finite.
    std::optional<Curvature> measure(Index epoch, const Block& block, double rate,
                                     const MayContinue& mayContinue);

    const Memory& memory() const { return memory_; }
    void putBack(Memory memory) { memory_ = std::move(memory); }

private:
    const Matrix& features_;
    const Matrix& residual_;
    double gradient_; ///< multiply-adds
    double product_;  ///< of a Hessian-vector product
    double credit_ = 0.0;
    Index products_ = 0;      ///< of a measurement
    Index firstProducts_ = 0; ///< the first one, which knows no direction: twice as many where that is cheap
    Memory memory_;
};

} // namespace gradewise
