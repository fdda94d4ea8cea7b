// The status bar's content: what is going on, how good it is, how long it still takes.
#pragma once

#include "ui/running/run_driver.h"
#include "ui/running/run_progress.h"

#include <QElapsedTimer>
#include <QWidget>

class QLabel;
class QProgressBar;

namespace gradewise {

class StatusLine : public QWidget {
    Q_OBJECT
public:
    explicit StatusLine(QWidget* parent = nullptr);
    void showRun(const RunModel& model, const RunDriver& driver);

private:
    QString numbers(const RunModel& model, const RunDriver& driver, const RunProgress& progress);

    QLabel* state_;
    QLabel* numbers_;
    QProgressBar* progress_;
    RateMeter rate_;
    QElapsedTimer clock_;
};

/// "Training grade 2 of 4", "Paused in grade 2 of 4", "Finished", "Stopped", "Diverged", "Ready".
QString stateText(const RunModel& model, RunDriver::State state);

} // namespace gradewise
