// The one value that comes out of a run: configuration, frozen weights, errors, history. Opening a record
// shows exactly what was seen live, without training again.
#pragma once

#include "core/audit/grade_audit.h"
#include "core/configuration/config.h"
#include "core/exact/largest_error.h"
#include "core/network/multigrade_model.h"
#include "core/numbers/metrics.h"
#include "core/numbers/name_table.h"
#include "core/solver/certificate.h"
#include "core/solver/outcome.h"

#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace gradewise {

/// One row of history.csv.
struct HistoryPoint {
    Index grade = 0;                                       ///< from 0 (written from 1)
    Index epoch = 0;                                       ///< within the grade, from 1
    double seconds = 0.0;                                  ///< training time since the run began
    double trainRelativeL2 = 0.0;                          ///< of the whole sum on the training samples
    double validationRelativeL2 = 0.0;                     ///< NaN when there are no validation samples
    double rate = 0.0;                                     ///< learning rate
    double gap = std::numeric_limits<double>::quiet_NaN(); ///< relative duality gap, where there is one
};

/// One row of curvature.csv: the Hessian of a grade's loss after an epoch of gradient descent.
struct CurvaturePoint {
    Index grade = 0; ///< from 0 (written from 1)
    Index epoch = 0; ///< within the grade, from 1
    Curvature curvature;
    bool operator==(const CurvaturePoint&) const = default;
};

/// Errors of the partial sum s_l on the four point sets. Train is against the noisy labels that were fitted,
/// the others against the clean target.
struct GradeMetrics {
    Metrics train;
    Metrics validation;
    Metrics test;
    Metrics grid;
};

/// What a balanced read-out took the place of, and how well it was solved (balanced_read_out.h).
struct BalanceRecord {
    double trainedRelativeL2 = 0.0; ///< of the sum on the training samples with the read-out as trained
    double gap = 0.0;               ///< the objective is at most that share above its minimum
    Index active = 0;               ///< bounds that hold it back
    bool found = true;              ///< false: for some output only 0 kept all bounds
    bool operator==(const BalanceRecord&) const = default;
};

/// One grade's result. Its frozen weights are grade `index` of the record's model.
struct GradeRecord {
    GradeConfig config;
    GradeStatus status = GradeStatus::Pending;
    StopReason reason = StopReason::None;
    Index epochs = 0;
    double seconds = 0.0;    ///< training time of the grade
    Index parameters = 0;    ///< weights and biases of the grade, read-out included
    double guardScale = 1.0; ///< the α that the read-out was multiplied with
    GradeMetrics metrics;    ///< of s_l, after the guard
    std::optional<Certificate> certificate = std::nullopt; ///< of the solver convex
    std::optional<BalanceRecord> balance = std::nullopt;   ///< of a balanced read-out
    /// Places where the features so far have a kink (kinks.h), one variable and ReLU only; twice the number
    /// of training samples stands for that many or more.
    std::optional<Index> kinks;
    /// Multiply-adds of its fit, where the solver counts them (VarPro); nothing in files of programs that did
    /// not.
    std::optional<double> multiplyAdds = std::nullopt;
    std::optional<GradeAudit> audit; ///< nothing in files of programs that made none
    /// Linear pieces of s_l, known once the run has ended, one variable, one output and ReLU only.
    std::optional<Index> pieces;
    std::string warning; ///< a sentence for people, or nothing; the first grade with too many kinks has one
};

/// The joint read-out: the same frozen features, the read-outs of all grades fitted together.
struct PolishRecord {
    MultigradeModel model;
    GradeMetrics metrics;
    std::optional<LargestError> largestError = std::nullopt; ///< of the joint read-out
};

enum class RunStatus {
    Finished, ///< came to its end
    Stopped,  ///< on request
    Diverged, ///< a loss was no longer finite
    Failed,   ///< memory ran out
};
template <>
Names<RunStatus> namesOf<RunStatus>();

struct RunRecord {
    ExperimentConfig config;
    std::optional<Target> target; ///< of `config`; every run that was trained or read from a file has it
    RunStatus status = RunStatus::Finished;
    std::string reason;              ///< a sentence on why the run ended
    GradeMetrics before;             ///< errors of the zero function: r_0 = f
    std::vector<GradeRecord> grades; ///< those that were trained, in order
    MultigradeModel model;           ///< grades.size() frozen grades
    /// sup |f - s_L| over the interval; one variable and one output only.
    std::optional<LargestError> largestError = std::nullopt;
    std::optional<PolishRecord> polish; ///< when the experiment asks for it and the run came to its end
    std::vector<HistoryPoint> history;
    /// How many epochs were measured, where the history comes from a file that holds fewer (thin_history.h).
    std::optional<Index> epochsMeasured = std::nullopt;
    std::vector<CurvaturePoint> curvature; ///< of grades of gradient descent, at some epochs, in order
    double seconds = 0.0;                  ///< training time
    std::string version;                   ///< of Gradewise
    std::string build;                     ///< compiler and instruction set of the kernels
};

} // namespace gradewise
