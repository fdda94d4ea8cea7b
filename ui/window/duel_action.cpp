#include "ui/window/duel_action.h"

#include "ui/duel/duel_window.h"
#include "ui/window/workbench.h"

#include <QAction>
#include <QMenu>

namespace gradewise {

DuelAction::DuelAction(Workbench& bench, QWidget* window)
    : QObject(window),
      bench_(bench),
      window_(window),
      action_(new QAction(tr("&Duel with End-to-End Training…"), window)) {
    action_->setObjectName(QStringLiteral("duel"));
    action_->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_D);
    action_->setToolTip(tr("Trains one network as deep end to end beside the grades, and compares."));
    connect(action_, &QAction::triggered, this, &DuelAction::open);
    connect(&bench, &Workbench::documentChanged, this, &DuelAction::tell);
}

void DuelAction::addTo(QMenu& menu) {
    menu.addAction(action_);
}

void DuelAction::setTheme(const Theme& theme) {
    theme_ = theme;
    if (duel_)
        duel_->setTheme(theme);
}

void DuelAction::close() {
    if (duel_)
        duel_->close();
}

void DuelAction::open() {
    if (!duel_)
        duel_ = new DuelWindow(theme_, window_);
    tell();
    duel_->show();
    duel_->raise();
    duel_->activateWindow();
}

void DuelAction::tell() {
    if (!duel_)
        return;
    duel_->setExperiment(bench_.config());
    duel_->setOtherRun(bench_.driver().active());
}

} // namespace gradewise
