// The menu Help: the manual, which F1 opens where the keyboard is, the shortcuts, and what this program is.
#pragma once

#include "ui/theme.h"

#include <QObject>
#include <QPointer>

class QAction;
class QMainWindow;
class QMenu;

namespace gradewise {

class ManualWindow;

class HelpActions : public QObject {
    Q_OBJECT
public:
    explicit HelpActions(QMainWindow* window);

    void addTo(QMenu& menu);
    void setTheme(const Theme& theme);
    /// Shows that place of the manual; empty: what was read last.
    void open(const QString& topic);

private:
    QMainWindow* window_;
    QAction* manual_;
    QAction* shortcuts_;
    QAction* about_;
    Theme theme_ = Theme::lightTheme();
    QPointer<ManualWindow> pages_; ///< once it was asked for
};

} // namespace gradewise
