// One experiment trained with one seed after another, in the background. Lives on the window's thread.
#pragma once

#include "core/experiment/comparison.h"
#include "core/session/session.h"

#include <QObject>
#include <QTimer>

namespace gradewise {

class SeedsDriver : public QObject {
    Q_OBJECT
public:
    enum class State { Idle, Running, Stopping };

    explicit SeedsDriver(QObject* parent = nullptr);

    State state() const { return state_; }
    /// Forgets the runs so far and trains with config.seed, config.seed + 1, …
    void start(const ExperimentConfig& config, Index seeds);
    /// Asks the present run to end; whole runs stay.
    void stop();
    void forget();

    Index seeds() const { return seeds_; } ///< asked for
    /// Of whole runs, in the order of their seeds.
    const std::vector<GradeErrors>& runs() const { return runs_; }
    /// Whole runs, and the share of its epochs that the present one has behind it.
    double runsDone() const;

signals:
    /// Another run is whole, or more epochs are done.
    void updated();
    void stateChanged();
    /// A sentence on why it broke off.
    void failed(const QString& sentence);

private:
    void takeNews();
    void startNext();
    void setState(State state);

    TrainingSession session_;
    QTimer timer_;
    State state_ = State::Idle;
    ExperimentConfig config_; ///< of the present run
    Matrix points_;           ///< two of them: nobody looks at curves
    Index seeds_ = 0;
    std::vector<GradeErrors> runs_;
    double epochsDone_ = 0.0; ///< of the present run
};

} // namespace gradewise
