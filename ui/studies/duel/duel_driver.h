// The duel behind its window: one session, and what has come of it so far. Lives on the window's thread.
#pragma once

#include "core/session/duel_session.h"
#include "ui/studies/study_driver.h"

namespace gradewise {

class DuelDriver : public StudyDriver {
    Q_OBJECT
public:
    explicit DuelDriver(QObject* parent = nullptr);
    /// Stops a duel in progress and waits.
    ~DuelDriver() override;

    /// Starts a duel; one in progress is stopped first.
    void start(const ExperimentConfig& config, DuelBudget budget, Index seeds);

    /// The runs that are finished. While it goes on the grades may be one run ahead; in the end there are
    /// whole pairs only.
    const DuelRecord& record() const { return record_; }
    Index seeds() const { return seeds_; } ///< asked for
    /// The run that is being trained now.
    struct Present {
        std::size_t seed = 0;
        DuelSide side = DuelSide::Gradewise;
        std::vector<DuelPoint> points;
    };
    const Present& present() const { return present_; }
    /// Finished runs, and how far the present one is beside the one before that it resembles (0 … 1 of it).
    double runsDone() const;

private:
    News takeIn() override;
    void askToStop() override { session_.stop(); }
    void add(DuelUpdate update);

    DuelSession session_;
    DuelRecord record_;
    Present present_;
    Index seeds_ = 0;
};

} // namespace gradewise
