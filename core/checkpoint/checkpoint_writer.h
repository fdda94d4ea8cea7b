// Keeps a run while it goes on. Stands between the trainer and another observer.
#pragma once

#include "core/checkpoint/checkpoint.h"
#include "core/files/files.h"
#include "core/training/observer.h"

#include <chrono>
#include <functional>
#include <string>

namespace gradewise {

/// Where and how a run is kept.
struct Keeping {
    std::filesystem::path folder; ///< the checkpoint's own; made if needed
    double seconds = 30.0;        ///< between two states of a grade of descent; 0: at every chance
    std::string note;             ///< see Checkpoint
};

/// All members are called on the training thread. What cannot be written is tried again at the next grade or
/// state; the run goes on meanwhile. Writing takes a tenth of the time at most: what takes long is done
/// seldom.
class CheckpointWriter final : public RunObserver {
public:
    /// Told once of each reason why nothing can be kept now, as a sentence.
    using Complaint = std::function<void(const std::string&)>;

    /// For a new run; what is in the folder of another one goes. Throws FileError where nothing can be
    /// written. References outlive the writer.
    CheckpointWriter(Keeping keeping, const ExperimentConfig& config, RunObserver& next, Complaint complain);
    /// For the run that is gone on with.
    CheckpointWriter(Keeping keeping, const Checkpoint& begun, RunObserver& next, Complaint complain);

    void runBegun(const GradeMetrics& before) override { next_.runBegun(before); }
    void gradeBegun(std::size_t grade, const MultigradeModel& model) override {
        next_.gradeBegun(grade, model);
    }
    bool wantsBlock() const override { return next_.wantsBlock(); }
    void reported(const EpochReport& report) override { next_.reported(report); }
    void epochDone(const HistoryPoint& point, const Block& block) override { next_.epochDone(point, block); }
    void curvatureSeen(const CurvaturePoint& point) override { next_.curvatureSeen(point); }
    void gradeDone(std::size_t grade, const GradeRecord& record, const MultigradeModel& model) override {
        next_.gradeDone(grade, record, model);
    }
    void frozen(const RunRecord& run) override;
    bool wantsState() const override;
    void stateReached(const RunRecord& run, const GradeInProgress& grade) override;

private:
    using Clock = std::chrono::steady_clock;

    std::string header() const;
    void writeGrades(const RunRecord& run);
    template <class Write>
    void attempt(Write write);

    Keeping keeping_;
    RunObserver& next_;
    Complaint complain_;
    std::uint64_t id_;
    std::string experiment_; ///< as a file
    AppendedFile grades_;
    std::size_t written_ = 0; ///< grades
    Clock::time_point nextState_;
    Clock::time_point nextSync_;
    std::string complained_;
};

} // namespace gradewise
