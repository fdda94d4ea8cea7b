// The sweep behind its window: one session, and what has come of it so far. Lives on the window's thread.
#pragma once

#include "core/session/sweep_session.h"
#include "ui/studies/study_driver.h"

#include <optional>

namespace gradewise {

class SweepDriver : public StudyDriver {
    Q_OBJECT
public:
    explicit SweepDriver(QObject* parent = nullptr);
    /// Stops a sweep in progress and waits.
    ~SweepDriver() override;

    /// Starts a sweep; one in progress is stopped first. `expected`: seconds that a run may take.
    void start(const ExperimentConfig& config, const SweepPlan& plan, double expected);

    /// What was asked for last.
    const ExperimentConfig& config() const { return record_.config; }
    const SweepPlan& plan() const { return plan_; }
    /// Finished runs; while it goes on the last rate may lack some of its seeds, and in the end there are
    /// whole rates only.
    const SweepRecord& record() const { return record_; }
    /// Whole rates only, at any time.
    SweepRecord wholeRates() const;

    /// The run that is being trained now.
    struct Present {
        std::size_t rate = 0;
        std::uint64_t seed = 0;
        std::vector<SweptGrade> grades; ///< frozen ones
        std::optional<HistoryPoint> last;
    };
    const std::optional<Present>& present() const { return present_; }
    /// All runs of a rate, the present one as far as it is.
    std::vector<SweptRun> runsOf(std::size_t rate) const;

    Index runsAsked() const { return plan_.rates * plan_.seeds; }
    Index runsDone() const;
    /// Until the end, about: as long as the mean of what is finished and did not diverge, else as expected.
    double secondsLeft() const;

private:
    News takeIn() override;
    void askToStop() override { session_.stop(); }
    void add(SweepUpdate update);

    SweepSession session_;
    SweepPlan plan_;
    double expected_ = 0.0;
    SweepRecord record_;
    std::optional<Present> present_;
};

} // namespace gradewise
