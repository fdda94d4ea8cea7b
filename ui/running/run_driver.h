// The run behind the window: one session, its state, and the frame timer that carries news to the model.
// Lives on the window's thread.
#pragma once

#include "core/session/session.h"
#include "core/session/work_queue.h"

#include <QObject>
#include <QTimer>

#include <optional>

namespace gradewise {

class RunModel;

class RunDriver : public QObject {
    Q_OBJECT
public:
    enum class State { Idle, Running, Paused, Stopping };

    /// `beside` destroys what is discarded, and outlives the driver.
    RunDriver(RunModel& model, WorkQueue& beside, QObject* parent = nullptr);
    /// Discards a run in progress.
    ~RunDriver() override;

    State state() const { return state_; }
    /// A run has begun and its last update has not arrived yet.
    bool active() const { return state_ != State::Idle; }

    /// The experiment, or nothing where it cannot be run; then failed() is emitted.
    std::optional<Experiment> prepared(const ExperimentConfig& config);
    /// Starts a run; one in progress is discarded. Returns whether a run began; if not, the model is left
    /// alone and failed() is emitted.
    enum class Begin { Running, Paused, OneGrade };
    bool start(const Experiment& experiment, Begin begin = Begin::Running,
               std::optional<RunKeeping> keeping = std::nullopt);
    void pause();
    void resume();
    /// One more epoch, then paused.
    void stepEpoch();
    /// Goes on, and pauses once the grade in training has ended.
    void trainOneGrade();
    /// Freezes the grade in training as it is.
    void finishGrade();
    /// Asks the run to end; ended() follows.
    void stop();
    /// Ends the run without its last update and without waiting for it: nothing of it comes any more, and
    /// ended() does not follow.
    void discard();
    /// Training time of the run in progress, seconds.
    double secondsTrained() const;

    /// For this run and later ones. Where the grades are many, each takes less than its `secondsPerGrade`, so
    /// that all of them take a minute.
    void setTempo(const Tempo& tempo);
    const Tempo& tempo() const { return tempo_; }

    /// Told how long the last frame took to draw; the timer slows down when frames take long.
    void frameDrawn(double milliseconds);
    int frameInterval() const { return frameInterval_; } ///< milliseconds

signals:
    void stateChanged();
    /// The run ended: with a record in the model, or with failed() before.
    void ended();
    /// A sentence on why a run could not start or broke off.
    void failed(const QString& sentence);
    /// A sentence on what is not as it should be, while the run goes on.
    void remarked(const QString& sentence);

private:
    void takeNews();
    void letGo();
    void setState(State state);
    Tempo tempoOf(const ExperimentConfig& config) const;

    RunModel& model_;
    WorkQueue& beside_;
    TrainingSession session_;
    QTimer timer_;
    State state_ = State::Idle;
    Tempo tempo_;
    int frameInterval_;
};

} // namespace gradewise
