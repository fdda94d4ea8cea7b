#include "ui/window/view_actions.h"

#include "ui/icons.h"
#include "ui/window/panel_area.h"

#include <QAction>
#include <QActionGroup>
#include <QMainWindow>
#include <QMenu>
#include <QToolButton>

namespace gradewise {

ViewActions::ViewActions(PanelArea& area, QMainWindow* window)
    : QObject(window),
      area_(area),
      window_(window),
      settings_(make(QStringLiteral("showSettings"), tr("&Settings"))),
      all_(make(QStringLiteral("showAll"), tr("Show &All Panels"))),
      fullScreen_(make(QStringLiteral("fullScreen"), tr("&Full Screen"))),
      reset_(make(QStringLiteral("resetLayout"), tr("&Reset Layout"))),
      themeMenu_(new QMenu(tr("&Theme"), window)),
      themes_(new QActionGroup(this)) {
    int number = 0;
    for (const PanelKind kind : allPanelKinds()) {
        QAction* shown = shown_[kind] = make(QStringLiteral("show-") + panelId(kind), panelTitle(kind));
        shown->setCheckable(true);
        connect(shown, &QAction::triggered, &area_, [this, kind](bool on) { area_.setShown(kind, on); });
        QAction* maximised = maximised_[kind] =
            make(QStringLiteral("maximise-") + panelId(kind), panelTitle(kind));
        maximised->setCheckable(true);
        maximised->setShortcut(QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_1 + number++)));
        connect(maximised, &QAction::triggered, &area_,
                [this, kind](bool on) { area_.setMaximised(on ? std::optional(kind) : std::nullopt); });
    }
    int key = Qt::Key_F6;
    for (const PanelKind kind : PanelArea::sharing()) {
        QAction* front = front_[kind] = make(QStringLiteral("front-") + panelId(kind), panelTitle(kind));
        front->setCheckable(true);
        front->setShortcut(key++);
        connect(front, &QAction::triggered, &area_, [this, kind] { area_.setFront(kind); });
    }
    settings_->setCheckable(true);
    settings_->setShortcut(Qt::Key_F4);
    connect(settings_, &QAction::triggered, &area_, &PanelArea::setSettingsShown);
    all_->setShortcut(Qt::CTRL | Qt::Key_0);
    connect(all_, &QAction::triggered, &area_, [this] {
        area_.setMaximised(std::nullopt);
        for (const PanelKind kind : allPanelKinds())
            area_.setShown(kind, true);
    });
    fullScreen_->setCheckable(true);
    fullScreen_->setShortcut(Qt::Key_F11);
    connect(fullScreen_, &QAction::triggered, this, &ViewActions::toggleFullScreen);
    connect(reset_, &QAction::triggered, &area_, &PanelArea::reset);
    const std::pair<ThemeChoice, QString> choices[] = {{ThemeChoice::System, tr("As the &System")},
                                                       {ThemeChoice::Light, tr("&Light")},
                                                       {ThemeChoice::Dark, tr("&Dark")}};
    for (const auto& [choice, text] : choices) {
        QAction* action = themes_->addAction(text);
        action->setObjectName(QStringLiteral("theme-%1").arg(static_cast<int>(choice)));
        action->setCheckable(true);
        action->setData(static_cast<int>(choice));
        themeMenu_->addAction(action);
    }
    connect(themes_, &QActionGroup::triggered, this, [this](const QAction* action) {
        setThemeChoice(static_cast<ThemeChoice>(action->data().toInt()));
        emit themeChosen(themeChoice_);
    });
    setThemeChoice(themeChoice_);
    connect(&area_, &PanelArea::arrangementChanged, this, &ViewActions::showArrangement);
    showArrangement();
}

QAction* ViewActions::make(const QString& name, const QString& text) {
    auto* action = new QAction(text, window_);
    action->setObjectName(name);
    return action;
}

void ViewActions::addTo(QMenu& menu) {
    menu.addAction(settings_);
    for (const auto& [kind, action] : shown_)
        menu.addAction(action);
    menu.addSeparator();
    QMenu* fill = menu.addMenu(tr("&Maximise"));
    for (const auto& [kind, action] : maximised_)
        fill->addAction(action);
    QMenu* front = menu.addMenu(tr("At the Lower &Right"));
    for (const auto& [kind, action] : front_)
        front->addAction(action);
    menu.addAction(all_);
    menu.addAction(reset_);
    menu.addSeparator();
    menu.addMenu(themeMenu_);
    menu.addAction(fullScreen_);
}

QToolButton* ViewActions::makeThemeButton() {
    auto* button = themeButton_ = new QToolButton;
    button->setObjectName(QStringLiteral("themeButton"));
    button->setAccessibleName(tr("Theme"));
    button->setToolTip(tr("Light or dark."));
    button->setMenu(themeMenu_);
    button->setPopupMode(QToolButton::InstantPopup);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

void ViewActions::setTheme(const Theme& theme) {
    if (themeButton_)
        themeButton_->setIcon(makeIcon(theme.dark ? Icon::Moon : Icon::Sun, theme));
}

void ViewActions::setThemeChoice(ThemeChoice choice) {
    themeChoice_ = choice;
    for (QAction* action : themes_->actions())
        action->setChecked(action->data().toInt() == static_cast<int>(choice));
}

void ViewActions::showArrangement() {
    for (const auto& [kind, action] : shown_)
        action->setChecked(area_.isShown(kind));
    for (const auto& [kind, action] : maximised_)
        action->setChecked(area_.maximised() == kind);
    for (const auto& [kind, action] : front_)
        action->setChecked(area_.front() == kind);
    settings_->setChecked(area_.settingsShown());
}

void ViewActions::toggleFullScreen(bool on) {
    window_->setWindowState(window_->windowState().setFlag(Qt::WindowFullScreen, on));
}

} // namespace gradewise
