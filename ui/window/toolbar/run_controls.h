// Run, pause, next grade, step, freeze, stop, tempo: the actions and their tool bar.
#pragma once

#include "ui/running/run_driver.h"
#include "ui/theme.h"

#include <QObject>

#include <functional>
#include <utility>

class QAction;
class QMenu;
class QPushButton;
class QToolBar;
class QWidget;

namespace gradewise {

class TempoControl;
class Workbench;

class RunControls : public QObject {
    Q_OBJECT
public:
    RunControls(Workbench& bench, QWidget* window);

    void addTo(QToolBar& bar);
    void addTo(QMenu& menu);
    void setTheme(const Theme& theme);
    /// Asked before a run takes the place of another: false where it must not, or `later` starts it.
    using Guard = std::function<bool(const std::function<void()>& later)>;
    void setGuard(Guard guard) { guard_ = std::move(guard); }

private:
    QAction* make(const QString& name, const QString& text, const QString& tip);
    QPushButton* button(QAction* action) const;
    void showState();
    void freezeNow();
    void startOver(const std::function<void()>& start);

    Workbench& bench_;
    Guard guard_;
    Theme theme_ = Theme::lightTheme();
    QWidget* window_;
    QAction* run_;
    QAction* afresh_;
    QAction* next_;
    QAction* step_;
    QAction* freeze_;
    QAction* stop_;
    QPushButton* primary_ = nullptr;
    TempoControl* tempo_;
};

} // namespace gradewise
