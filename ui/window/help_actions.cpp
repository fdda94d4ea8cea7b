#include "ui/window/help_actions.h"

#include "ui/help/help_topic.h"
#include "ui/manual/manual_window.h"
#include "ui/window/help_dialogs.h"

#include <QAction>
#include <QApplication>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>

namespace gradewise {

HelpActions::HelpActions(QMainWindow* window)
    : QObject(window),
      window_(window),
      manual_(new QAction(tr("&Manual"), window)),
      shortcuts_(new QAction(tr("&Keyboard Shortcuts"), window)),
      about_(new QAction(tr("&About Gradewise"), window)) {
    manual_->setObjectName(QStringLiteral("manual"));
    manual_->setShortcut(Qt::Key_F1);
    manual_->setShortcutContext(Qt::ApplicationShortcut); // in the windows of studies too
    shortcuts_->setObjectName(QStringLiteral("shortcuts"));
    shortcuts_->setShortcut(Qt::CTRL | Qt::Key_F1);
    about_->setObjectName(QStringLiteral("about"));
    connect(manual_, &QAction::triggered, this, [this] { open(helpTopicOf(QApplication::focusWidget())); });
    connect(shortcuts_, &QAction::triggered, this, [this] { showShortcuts(window_, *window_->menuBar()); });
    connect(about_, &QAction::triggered, this, [this] { showAbout(window_); });
}

void HelpActions::addTo(QMenu& menu) {
    menu.addActions({manual_, shortcuts_, about_});
}

void HelpActions::setTheme(const Theme& theme) {
    theme_ = theme;
    if (pages_)
        pages_->setTheme(theme);
}

void HelpActions::open(const QString& topic) {
    if (!pages_)
        pages_ = new ManualWindow(theme_, window_);
    pages_->open(topic);
}

} // namespace gradewise
