// "Duel with End-to-End Training…" and "Learning-Rate Sweep…": the actions, and the windows that they open.
#pragma once

#include "ui/theme.h"

#include <QObject>
#include <QPointer>

class QAction;
class QMenu;
class QWidget;

namespace gradewise {

class DuelWindow;
class SweepWindow;
class Workbench;

class StudyActions : public QObject {
    Q_OBJECT
public:
    StudyActions(Workbench& bench, QWidget* window);

    void addTo(QMenu& menu);
    void setTheme(const Theme& theme);
    /// Whether the program may end: asks about what is in progress, and what is in no file.
    bool mayClose();
    /// Stops what is in progress and hides the windows.
    void close();

signals:
    /// The experiment shall have that learning rate.
    void rateWanted(double rate);

private:
    void openDuel();
    void openSweep();
    void tell();

    Workbench& bench_;
    QWidget* window_;
    QAction* duelAction_;
    QAction* sweepAction_;
    Theme theme_ = Theme::lightTheme();
    QPointer<DuelWindow> duel_; ///< once it was asked for
    QPointer<SweepWindow> sweep_;
};

} // namespace gradewise
