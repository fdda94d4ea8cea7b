#include "core/session/session.h"

#include "core/session/live_view.h"
#include "core/training/trainer.h"

#include <exception>
#include <stdexcept>
#include <thread>

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

/// The whole life of a training thread. Exceptions end here and become a sentence.
void runThread(const ExperimentConfig& config, const Matrix& gridPoints, TrainingControl& control,
               SnapshotMailbox& mailbox) {
    std::shared_ptr<const RunRecord> record;
    std::string failure;
    try {
        auto target = makeTarget(config.target);
        if (const auto* errors = std::get_if<std::vector<TargetError>>(&target))
            throw std::invalid_argument(errors->front().sentence);
        LiveView view(std::get<Target>(target), gridPoints, mailbox);
        SessionObserver observer(mailbox, view);
        record = std::make_shared<const RunRecord>(train(config, control, observer));
        view.drain();
    } catch (const std::bad_alloc&) {
        failure = "There is not enough memory for this run. Use fewer samples or smaller widths.";
    } catch (const std::exception& error) {
        failure = error.what();
    }
    mailbox.ended(std::move(record), std::move(failure));
}

} // namespace

struct TrainingSession::Running {
    std::uint64_t id = 0;
    ExperimentConfig config;
    Matrix gridPoints;
    TrainingControl control;
    SnapshotMailbox mailbox;
    std::jthread thread; ///< last: it uses all of the above

    ~Running() { control.stop(); }
};

TrainingSession::TrainingSession() = default;
TrainingSession::~TrainingSession() = default;

std::uint64_t TrainingSession::start(const ExperimentConfig& config, Matrix gridPoints, bool startPaused) {
    running_.reset(); // stops and waits
    running_ = std::make_unique<Running>();
    Running& run = *running_;
    run.id = ++lastId_;
    run.config = config;
    run.gridPoints = std::move(gridPoints);
    if (startPaused)
        run.control.pause();
    run.thread = std::jthread([&run] { runThread(run.config, run.gridPoints, run.control, run.mailbox); });
    return run.id;
}

bool TrainingSession::active() const {
    return running_ != nullptr;
}

TrainingControl& TrainingSession::control() {
    if (!running_)
        throw std::logic_error("There is no run to control.");
    return running_->control;
}

RunUpdate TrainingSession::take() {
    if (!running_)
        return {};
    RunUpdate update = running_->mailbox.take();
    update.run = running_->id;
    if (update.ended())
        running_.reset();
    return update;
}

} // namespace gradewise
