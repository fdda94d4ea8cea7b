// The run on screen as one value: what is known of a target, its grades and their curves. It may be made on
// any thread, since a run from a file of thousands of grades takes long; the window then takes it as it is.
#pragma once

#include "core/audit/checks.h"
#include "core/record/peaks/breaks.h"
#include "core/record/peaks/peaks.h"
#include "core/record/run_findings.h"
#include "core/session/run_update.h"
#include "core/target/sampling.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace gradewise {

/// One grade as the window shows it: its record as far as it is known, and what is live beside it.
struct ShownGrade {
    GradeRecord record;         ///< of a grade in training: settings, status, epochs so far, parameters
    std::optional<double> gap;  ///< relative duality gap so far, of a solver that proves one
    bool sampled = false;       ///< that gap is about sampled neurons: it sees several features
    Matrix contribution;        ///< u_l on the grid (t × n); no columns while nothing is known
    GradePeaks peaks;           ///< between the points of the grid; once frozen
    Metrics grid;               ///< of s_l on the grid; meaningful with a contribution
    std::optional<Block> block; ///< once frozen
    std::vector<Check> checks;  ///< the audit judged, one a check; empty without one
    GradeProgress progress = GradeProgress::Improved;

    /// Grows with every change of the grade within one run.
    std::uint64_t version = 0;

    bool hasCurve() const { return contribution.cols() > 0; }
    bool frozen() const { return block.has_value(); }
    /// Errors on all point sets, once frozen.
    const GradeMetrics* metrics() const { return block ? &record.metrics : nullptr; }
    /// Whether the curve is the read-out in training, of a grade that will be smoothed when it is frozen.
    bool notSmoothedYet() const { return hasCurve() && record.config.smoothing.has_value() && !block; }
};

class RunPicture {
public:
    enum class Phase { Preview, Running, Ended };

    RunPicture() = default;
    /// A target before anything is trained: f, r_0, and the grades as pending.
    static RunPicture preview(const ExperimentConfig& config, const Target& target);
    /// A run begins; updates with another id are ignored from here on.
    static RunPicture begun(std::uint64_t run, const ExperimentConfig& config, const Target& target);
    /// A finished run from a file. Throws std::invalid_argument when it has no target, or one that
    /// its network does not fit.
    static RunPicture of(std::shared_ptr<const RunRecord> record);

    /// The run as it stood after that many grades, the grades beyond as pending.
    RunPicture upTo(std::size_t grades) const;
    /// The run whose updates are taken from here on.
    void setRun(std::uint64_t run) { run_ = run; }

    /// Whether the update belongs to this run and is not ignored.
    bool takes(const RunUpdate& update) const { return phase_ == Phase::Running && update.id == run_; }
    void apply(const RunUpdate& update);

    Phase phase() const { return phase_; }
    const ExperimentConfig& config() const { return config_; }
    Index inputs() const { return gridPoints_.rows(); }      ///< d
    Index outputs() const { return target_.rows(); }         ///< t
    const Matrix& gridPoints() const { return gridPoints_; } ///< d × n; for d = 1 increasing
    const Matrix& target() const { return target_; }         ///< f on the grid, t × n
    /// Where f jumps or has a pole, one list an output; lines join no two sides. Of f and r_l, since sums of
    /// grades are continuous.
    const std::vector<std::vector<Break>>& breaks() const { return breaks_; }
    const Domain& domain() const { return domain_; }
    /// What is fitted where it differs from the target: the training samples with their noise, x not
    /// decreasing. Empty without noise, and in several variables.
    const Dataset& noisyLabels() const { return noisyLabels_; }
    /// All grades of the experiment (repeats written out), trained or not.
    const std::vector<ShownGrade>& grades() const { return grades_; }
    /// Number of leading grades that have a curve (frozen or live).
    std::size_t gradesWithCurve() const { return curves_; }
    /// The grade in training, if any.
    std::optional<std::size_t> liveGrade() const { return phase_ == Phase::Running ? live_ : std::nullopt; }
    /// s_l, l = 0 … gradesWithCurve(), on the grid, t × n.
    const Matrix& partialSum(std::size_t grade) const { return partialSums_.at(grade); }
    /// r_l = f - s_l.
    Matrix residual(std::size_t grade) const { return target_ - partialSums_.at(grade); }
    /// Errors of s_0 = 0 on the grid.
    const Metrics& before() const { return before_; }
    /// sup |r_l| of what is drawn: on the grid and at the peaks between its points.
    double sup(std::size_t grade) const;
    /// x of the peak where that is attained; nothing where it is a grid point.
    std::optional<double> peakOfSup(std::size_t grade) const;
    /// The record's once there is one: a grade that was removed is forgotten.
    const std::vector<HistoryPoint>& history() const { return record_ ? record_->history : history_; }
    /// Extreme eigenvalues of the Hessian on the way of gradient descent, in order.
    const std::vector<CurvaturePoint>& curvature() const { return record_ ? record_->curvature : curvature_; }
    /// The complete record once the run has ended, else null.
    const std::shared_ptr<const RunRecord>& record() const { return record_; }
    /// The largest error that the record tells, unless its weights are not those that were frozen: of them it
    /// says nothing.
    const LargestError* largestError() const;
    /// What was worked out of the record.
    const RunFindings& findings() const { return findings_; }
    /// The history that the record's has taken the place of: large, and to be destroyed where nobody waits.
    std::vector<HistoryPoint> takeOutgrown() {
        return record_ ? std::exchange(history_, {}) : std::vector<HistoryPoint>();
    }

private:
    RunPicture(const ExperimentConfig& config, const Target& target);
    void takeHistory(const std::vector<HistoryPoint>& points);
    void judgeGrade(std::size_t grade);
    ShownGrade& change(std::size_t grade);
    void freeze(const GradeFinished& finished);
    void showLive(const GradeSnapshot& snapshot);
    void end(const RunUpdate& update);
    void leaveOpen(std::size_t grade);
    void rebuildSums(std::size_t fromGrade);
    void findLiveGrade();

    Phase phase_ = Phase::Preview;
    std::uint64_t run_ = 0;
    ExperimentConfig config_;
    Domain domain_;
    Matrix gridPoints_;
    Matrix target_;
    std::vector<std::vector<Break>> breaks_;
    Dataset noisyLabels_;
    std::vector<ShownGrade> grades_;
    std::vector<Matrix> partialSums_;
    std::size_t curves_ = 0; ///< leading grades that have a curve
    std::optional<std::size_t> live_;
    Metrics before_;
    std::vector<HistoryPoint> history_; ///< while there is no record
    std::vector<CurvaturePoint> curvature_;
    std::shared_ptr<const RunRecord> record_;
    RunFindings findings_; ///< of the record
};

} // namespace gradewise
