// How the error fell in one run of a duel, by what had been spent: thinned while it is recorded, so that a
// run of a million epochs costs no more memory than one of a thousand. Nothing it does changes a number of
// the run.
#pragma once

#include "core/experiment/experiment.h"
#include "core/training/observer.h"
#include "core/training/point_set.h"

#include <functional>
#include <limits>
#include <vector>

namespace gradewise {

/// Mean squared errors of the whole sum so far. The first point is the zero function, for which nothing has
/// been spent yet; then come epochs as their solver reports them, and the end of each grade.
struct DuelPoint {
    double multiplyAdds = 0.0; ///< of training, see multiply_adds.h
    double seconds = 0.0;      ///< of training: the fits of the grades, not what is measured between them
    double trainMse = 0.0;
    /// NaN where it was not measured: within long grades that may cost about a hundredth of the training.
    double testMse = std::numeric_limits<double>::quiet_NaN();
};

/// Keeps at most `most` points however many come: once it is full every other one goes, and from then on half
/// as many epochs are due.
class ThinnedCurve {
public:
    static constexpr std::size_t most = 512;

    /// Whether the next epoch is to be added; if not, it is skipped.
    bool due() const { return skipped_ + 1 >= stride_; }
    void skip() { ++skipped_; }
    void add(const DuelPoint& point);
    const std::vector<DuelPoint>& points() const { return points_; }

private:
    std::vector<DuelPoint> points_;
    Index stride_ = 1;  ///< epochs a point
    Index skipped_ = 0; ///< epochs since the last point
};

/// Records the curve of a run. What it measures by itself is not training time: the run is to be controlled
/// by control().
class DuelRecorder final : public RunObserver {
public:
    /// The control outlives the recorder. `listener` hears of each point as it comes.
    DuelRecorder(const Experiment& experiment, RunControl& control,
                 std::function<void(const DuelPoint&)> listener);

    RunControl& control() { return control_; }
    /// The curve up to the last frozen grade.
    std::vector<DuelPoint> curve() const;

    void runBegun(const GradeMetrics& before) override;
    void gradeBegun(std::size_t grade, const MultigradeModel& frozen) override;
    bool wantsBlock() const override { return testsNext_; }
    void reported(const EpochReport& report) override;
    void epochDone(const HistoryPoint& point, const Block& block) override;
    void gradeDone(std::size_t grade, const GradeRecord& record, const MultigradeModel& model) override;

private:
    /// The control of the run without what earlier runs waited, and with the time that recording takes.
    class Timed final : public RunControl {
    public:
        explicit Timed(RunControl& control) : control_(control), before_(control.secondsWaited()) {}
        Decision checkpoint() override { return control_.checkpoint(); }
        Decision epochBoundary() override { return control_.epochBoundary(); }
        void gradeBegun(Index mostEpochs) override { control_.gradeBegun(mostEpochs); }
        double secondsWaited() const override { return control_.secondsWaited() - before_ + recording; }

        double recording = 0.0;

    private:
        RunControl& control_;
        double before_;
    };

    void add(const DuelPoint& point);
    bool testDue() const;
    double testMse(const Block& block);

    const std::vector<GradeConfig> grades_;
    const double samples_; ///< for training
    Timed control_;
    const std::function<void(const DuelPoint&)> listener_;
    PointSet test_; ///< advanced past the frozen grades
    ThinnedCurve curve_;
    DuelPoint frozen_;         ///< what the frozen grades have spent, and their errors
    DuelPoint present_;        ///< the same of the epoch that was reported last
    bool testsNext_ = false;   ///< the next epoch is tested
    double labelSquare_ = 0.0; ///< mean square of the training labels
    double tested_ = 0.0;      ///< multiply-adds that went into errors on test samples
    double eachTest_ = 0.0;    ///< of one such error in the grade that is being trained
    double eachEpoch_ = 0.0;   ///< of training it
    double freezing_ = 0.0;    ///< of its one pass once it is frozen
};

} // namespace gradewise
