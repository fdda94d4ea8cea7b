// The window's only truth about the run on screen: what panels draw and what export writes. Fed by a
// preview, by the updates of a running session, or by a record from a file; the panels cannot tell which.
#pragma once

#include "core/audit/checks.h"
#include "core/experiment/breaks.h"
#include "core/session/session.h"
#include "core/target/sampling.h"

#include <QObject>

#include <optional>
#include <vector>

namespace gradewise {

/// One grade as far as it is known.
struct GradeView {
    GradeConfig config;
    GradeStatus status = GradeStatus::Pending;
    StopReason reason = StopReason::None;
    Index epoch = 0;                        ///< epochs done so far
    double seconds = 0.0;                   ///< training time of the grade, once it ended
    std::optional<double> gap;              ///< relative duality gap so far, of a solver that proves one
    bool sampled = false;                   ///< that gap is about sampled neurons: it sees several features
    std::optional<Certificate> certificate; ///< once ended, of such a solver
    std::optional<BalanceRecord> balance;   ///< once ended, of a balanced read-out
    Index parameters = 0;                   ///< weights and biases of the block
    Matrix contribution;                    ///< u_l on the grid (t × n); no columns while nothing is known
    Metrics grid;                           ///< of s_l on the grid; meaningful with a contribution
    std::optional<GradeMetrics> metrics;    ///< on all point sets, once frozen
    std::optional<Block> block;             ///< once frozen
    std::optional<GradeAudit> audit;        ///< once frozen; nothing in files of programs that made none
    std::vector<Check> checks;              ///< the audit judged, one a check; empty without one
    GradeProgress progress = GradeProgress::Improved;

    bool hasCurve() const { return contribution.cols() > 0; }
    /// Whether the curve is the read-out in training, of a grade that will be smoothed when it is frozen.
    bool notSmoothedYet() const { return hasCurve() && config.smoothing.has_value() && !block; }
};

class RunModel : public QObject {
    Q_OBJECT
public:
    explicit RunModel(QObject* parent = nullptr);

    enum class Phase { Preview, Running, Ended };

    /// Shows a target before anything is trained: f, r_0, and the grades as pending.
    void preview(const ExperimentConfig& config, const Target& target);
    /// A run begins; updates with another id are ignored from here on.
    void begin(std::uint64_t run, const ExperimentConfig& config, const Target& target);
    void apply(const RunUpdate& update);
    /// Shows a finished run from a file. Throws std::invalid_argument when its target cannot be made.
    void load(const RunRecord& record);

    /// Shows another model's run as it stood after that many grades, its own grades beyond as pending.
    void showUpTo(const RunModel& other, std::size_t grades);

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
    const std::vector<GradeView>& grades() const { return grades_; }
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
    const std::vector<HistoryPoint>& history() const { return history_; }
    /// Extreme eigenvalues of the Hessian on the way of gradient descent, in order.
    const std::vector<CurvaturePoint>& curvature() const { return curvature_; }
    /// The complete record once the run has ended, else null.
    std::shared_ptr<const RunRecord> record() const { return record_; }
    /// The largest error that the record tells, unless its weights are not those that were frozen: of them it
    /// says nothing.
    const LargestError* largestError() const;

signals:
    /// Another target or another run: panels start afresh and follow the data again.
    void reset();
    /// New values of the same run.
    void updated();

private:
    void startOver(const ExperimentConfig& config, const Target& target);
    void takeHistory(const std::vector<HistoryPoint>& points);
    void judgeGrade(std::size_t grade, const GradeRecord& record);
    void freeze(const GradeFinished& finished);
    void showLive(const GradeSnapshot& snapshot);
    void end(const RunUpdate& update);
    void setRecord(std::shared_ptr<const RunRecord> record);
    void forgetBeyond(std::size_t grades);
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
    std::vector<GradeView> grades_;
    std::vector<Matrix> partialSums_;
    std::size_t curves_ = 0; ///< leading grades that have a curve
    std::optional<std::size_t> live_;
    Metrics before_;
    std::vector<HistoryPoint> history_;
    std::vector<CurvaturePoint> curvature_;
    std::shared_ptr<const RunRecord> record_;
    bool weightsChanged_ = false; ///< since a grade of the record was frozen
};

} // namespace gradewise
