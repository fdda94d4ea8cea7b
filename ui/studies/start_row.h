// The row above a study: what is asked of it, the button that starts and stops it, and how far it is.
#pragma once

#include "ui/studies/study_driver.h"

#include <QWidget>

#include <initializer_list>
#include <utility>

class QLabel;
class QProgressBar;
class QPushButton;
class QSpinBox;

namespace gradewise {

/// Seeds of a study at the most.
inline constexpr int mostSeeds = 25;

/// How many seeds; named "duelSeeds" for the id "duel".
QSpinBox* makeSeedsField(const QString& id, int usual, const QString& tip);
/// Fields behind their labels, from left to right.
QWidget* inARow(std::initializer_list<std::pair<QString, QWidget*>> fields);

class StartRow : public QWidget {
    Q_OBJECT
public:
    /// `id` begins the names of the widgets: "duel" makes "duelStart", "duelState" … `fields` cannot be
    /// changed while the study runs. The button stops the driver itself; `start` is on it while nothing runs.
    StartRow(const QString& id, StudyDriver& driver, QWidget* fields, const QString& start,
             const QString& progressName);

    /// The driver's state in words, whether a study could be started, and how many runs are done of all.
    void showState(const QString& words, bool startable, double done, double all);
    void focusStart();

signals:
    void startWanted();

private:
    StudyDriver& driver_;
    QWidget* fields_;
    QString startText_;
    QPushButton* start_;
    QLabel* state_;
    QProgressBar* progress_;
};

} // namespace gradewise
