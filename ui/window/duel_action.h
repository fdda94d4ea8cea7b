// "Duel with End-to-End Training…": the action, and the window that it opens.
#pragma once

#include "ui/theme.h"

#include <QObject>
#include <QPointer>

class QAction;
class QMenu;
class QWidget;

namespace gradewise {

class DuelWindow;
class Workbench;

class DuelAction : public QObject {
    Q_OBJECT
public:
    DuelAction(Workbench& bench, QWidget* window);

    void addTo(QMenu& menu);
    void setTheme(const Theme& theme);
    /// Stops a duel in progress and hides its window.
    void close();

private:
    void open();
    void tell();

    Workbench& bench_;
    QWidget* window_;
    QAction* action_;
    Theme theme_ = Theme::lightTheme();
    QPointer<DuelWindow> duel_; ///< once it was asked for
};

} // namespace gradewise
