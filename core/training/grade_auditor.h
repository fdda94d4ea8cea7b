// Audits every grade of a run when it is frozen, or again from the weights of a record. It looks only: no
// number of a run depends on it.
#pragma once

#include "core/audit/plain_pass.h"
#include "core/record/run_record.h"
#include "core/training/point_set.h"

#include <functional>
#include <optional>
#include <vector>

namespace gradewise {

/// How much an audit may cost.
enum class AuditEffort {
    Live,  ///< one or two per cent of the training at most; what is dearer is left out and said to be
    Steps, ///< as Live, but the Hessian of a grade of gradient descent is measured however short it was
    Full,  ///< whatever it takes, within memory
};

class GradeAuditor {
public:
    /// Before the first grade. The grid is only asked for its points and sums.
    GradeAuditor(const PointSet& grid, AuditEffort effort);

    /// The grade as its solver left it, before any scaling, and what it was fitted to.
    void measure(const GradeConfig& config, const Block& block, Index epochs, const Matrix& features,
                 const Matrix& residual);
    /// In place of measure() and freeze(), past a grade whose audit is known; the grid has been advanced past
    /// it.
    void pass(const MultigradeModel& model, std::size_t grade, const PointSet& grid);
    /// What measure() found of the Hessian.
    const std::optional<Curvature>& curvature() const { return measured_.curvature; }
    /// The same grade frozen, the model's number `grade` (from 0), with both sets advanced past it; `before`
    /// is the residual that measure() was given.
    GradeAudit freeze(const MultigradeModel& model, std::size_t grade, const Matrix& before,
                      const PointSet& train, const PointSet& grid);

private:
    double allowance(const SolverOptions& solver, const Block& block, Index epochs, Index samples) const;
    std::optional<Curvature> measuredCurvature(const GradeConfig& config, const Block& block, Index epochs,
                                               const Matrix& features, const Matrix& residual) const;
    double sumDefect(const MultigradeModel& model, std::size_t grade, const PointSet& grid);

    AuditEffort effort_;
    std::vector<Index> probes_; ///< columns of the grid at which whole networks are compared
    PlainPass whole_;
    Matrix gridBefore_;
    double rounding_;
    std::optional<double> trainRounding_; ///< once the training samples have been seen
    GradeAudit measured_;
    bool balanced_ = false; ///< the grade that was measured gets a balanced read-out
};

/// Whether checkFrozen() is due after that many grades: always while they are few, then now and then, since
/// that is quadratic in their number.
bool timeToCheckFrozen(std::size_t grades);
/// Compares the frozen grades of a run with their hashes and notes in the audits which have changed.
void checkFrozen(const MultigradeModel& model, std::vector<GradeRecord>& grades);

/// Called between grades; false ends the audit.
using AuditProgress = std::function<bool(std::size_t grade)>;

/// All grades of a record, from its weights and configuration. The hashes are those of the weights as they
/// are in the record, which has its target. Fewer audits than grades where `progress` said so.
std::vector<GradeAudit> auditRun(const RunRecord& run, AuditEffort effort, const AuditProgress& progress);

} // namespace gradewise
