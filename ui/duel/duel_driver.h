// The duel behind its window: one session, its state, and what has come of it so far. Lives on the window's
// thread.
#pragma once

#include "core/session/duel_session.h"

#include <QObject>
#include <QTimer>

namespace gradewise {

class DuelDriver : public QObject {
    Q_OBJECT
public:
    enum class State { Idle, Running, Stopping };

    explicit DuelDriver(QObject* parent = nullptr);
    /// Stops a duel in progress and waits.
    ~DuelDriver() override;

    State state() const { return state_; }
    /// Starts a duel; one in progress is stopped first.
    void start(const ExperimentConfig& config, DuelBudget budget, Index seeds);
    /// Asks it to end; stateChanged() follows.
    void stop();
    void stopAndWait();

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

signals:
    /// Something is new in record() or present().
    void updated();
    void stateChanged();
    /// A sentence on why a duel broke off.
    void failed(const QString& sentence);

private:
    void takeNews();
    void takeIn(DuelUpdate update);
    void setState(State state);

    DuelSession session_;
    QTimer timer_;
    State state_ = State::Idle;
    DuelRecord record_;
    Present present_;
    Index seeds_ = 0;
};

} // namespace gradewise
