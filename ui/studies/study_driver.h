// A study behind its window: many runs one after the other in a session, its state, and the timer that takes
// what is new. Lives on the window's thread.
#pragma once

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace gradewise {

class StudyDriver : public QObject {
    Q_OBJECT
public:
    enum class State { Idle, Running, Stopping };

    State state() const { return state_; }
    /// Asks it to end; stateChanged() follows.
    void stop();
    /// How long the study in progress, or else the last one, has taken.
    double seconds() const;

signals:
    /// Something is new.
    void updated();
    void stateChanged();
    /// A sentence on why a study broke off.
    void failed(const QString& sentence);

protected:
    explicit StudyDriver(QObject* parent);

    /// The session has been started.
    void begin();
    struct News {
        bool any = false;
        bool ended = false;
        QString failure;
    };
    /// Takes what the session has.
    virtual News takeIn() = 0;
    virtual void askToStop() = 0;

private:
    void takeNews();
    void setState(State state);

    QTimer timer_;
    QElapsedTimer clock_;
    double seconds_ = 0.0; ///< of the last study, once it ended
    State state_ = State::Idle;
};

} // namespace gradewise
