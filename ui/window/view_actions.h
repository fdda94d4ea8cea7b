// Which panels are shown, light or dark, full screen.
#pragma once

#include "ui/panels/panel_list.h"

#include <QObject>

#include <map>

class QAction;
class QActionGroup;
class QMainWindow;
class QMenu;
class QToolButton;

namespace gradewise {

class PanelArea;

class ViewActions : public QObject {
    Q_OBJECT
public:
    ViewActions(PanelArea& area, QMainWindow* window);

    void addTo(QMenu& menu);
    /// The theme switch of the tool bar.
    QToolButton* makeThemeButton();
    void setTheme(const Theme& theme);
    ThemeChoice themeChoice() const { return themeChoice_; }
    void setThemeChoice(ThemeChoice choice);

signals:
    void themeChosen(gradewise::ThemeChoice choice);

private:
    QAction* make(const QString& name, const QString& text);
    void showArrangement();
    void toggleFullScreen(bool on);

    PanelArea& area_;
    QMainWindow* window_;
    std::map<PanelKind, QAction*> shown_;
    std::map<PanelKind, QAction*> maximised_;
    std::map<PanelKind, QAction*> front_; ///< of those that share a place
    QAction* settings_;
    QAction* all_;
    QAction* fullScreen_;
    QAction* reset_;
    QMenu* themeMenu_;
    QActionGroup* themes_;
    QToolButton* themeButton_ = nullptr;
    ThemeChoice themeChoice_ = ThemeChoice::System;
};

} // namespace gradewise
