#include "core/session/session.h"

#include "core/checkpoint/checkpoint_writer.h"
#include "core/session/live_view.h"
#include "core/training/trainer.h"

#include <utility>

namespace gradewise {

namespace {

/// Passes on what the trainer tells: scalars to the mailbox, blocks to the live view.
class SessionObserver final : public RunObserver {
public:
    SessionObserver(SnapshotMailbox& mailbox, LiveView& view) : mailbox_(mailbox), view_(view) {}

    void runBegun(const GradeMetrics& before) override { mailbox_.begun(before); }
    void gradeBegun(std::size_t grade, const MultigradeModel&) override { mailbox_.gradeBegun(grade); }
    bool wantsBlock() const override { return view_.due(); }
    void epochDone(const HistoryPoint& point, const Block& block) override {
        mailbox_.epochDone(point);
        view_.show(static_cast<std::size_t>(point.grade), point.epoch, block);
    }
    void curvatureSeen(const CurvaturePoint& point) override { mailbox_.curvatureSeen(point); }
    void gradeDone(std::size_t grade, const GradeRecord& record, const MultigradeModel& model) override {
        view_.freeze(grade, record, model.grade(grade));
    }

private:
    SnapshotMailbox& mailbox_;
    LiveView& view_;
};

/// Between the trainer and the observer; nothing where the run is not kept, or cannot be.
std::unique_ptr<CheckpointWriter> writerOf(const std::optional<RunKeeping>& keeping,
                                           const ExperimentConfig& config, RunObserver& observer,
                                           SnapshotMailbox& mailbox) {
    if (!keeping)
        return nullptr;
    const auto complain = [&mailbox](const std::string& sentence) { mailbox.remark(sentence); };
    const Keeping where{keeping->folder, keeping->seconds, {}};
    try {
        return keeping->begun ? std::make_unique<CheckpointWriter>(where, *keeping->begun, observer, complain)
                              : std::make_unique<CheckpointWriter>(where, config, observer, complain);
    } catch (const FileError& error) {
        mailbox.remark(std::string("The run is not kept while it goes on. ") + error.what());
        return nullptr;
    }
}

/// What the training thread does.
void run(const Experiment& experiment, const Matrix& gridPoints, const std::optional<RunKeeping>& keeping,
         TrainingControl& control, SnapshotMailbox& mailbox) {
    std::shared_ptr<const RunRecord> record;
    {
        LiveView view(experiment.target(), gridPoints, mailbox);
        SessionObserver observer(mailbox, view);
        const std::unique_ptr<CheckpointWriter> writer =
            writerOf(keeping, experiment.config(), observer, mailbox);
        RunObserver& outermost = writer ? static_cast<RunObserver&>(*writer) : observer;
        record = std::make_shared<const RunRecord>(
            trainKeeping(experiment, control, outermost, 1,
                         keeping && keeping->begun ? keeping->begun->begun : BegunRun()));
        view.drain();
    }
    mailbox.ended(std::move(record)); // nothing is drawn any more
}

} // namespace

std::uint64_t TrainingSession::start(const Experiment& experiment, Matrix gridPoints, RunPace pace,
                                     std::optional<RunKeeping> keeping) {
    return begin([experiment, gridPoints = std::move(gridPoints), keeping = std::move(keeping)](
                     TrainingControl& control,
                     SnapshotMailbox& mailbox) { run(experiment, gridPoints, keeping, control, mailbox); },
                 pace);
}

} // namespace gradewise
