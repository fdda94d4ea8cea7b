#include "ui/window/study_actions.h"

#include "ui/studies/duel/duel_window.h"
#include "ui/studies/sweep/sweep_window.h"
#include "ui/window/workbench.h"

#include <QAction>
#include <QMenu>

namespace gradewise {

namespace {

void bringUp(QWidget& window) {
    window.show();
    window.raise();
    window.activateWindow();
}

} // namespace

StudyActions::StudyActions(Workbench& bench, QWidget* window)
    : QObject(window),
      bench_(bench),
      window_(window),
      duelAction_(new QAction(tr("&Duel with End-to-End Training…"), window)),
      sweepAction_(new QAction(tr("&Learning-Rate Sweep…"), window)) {
    duelAction_->setObjectName(QStringLiteral("duel"));
    duelAction_->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_D);
    duelAction_->setToolTip(tr("Trains one network as deep end to end beside the grades, and compares."));
    sweepAction_->setObjectName(QStringLiteral("sweep"));
    sweepAction_->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_L);
    sweepAction_->setToolTip(tr("Trains the experiment with one learning rate after another, and shows where "
                                "its grades learn, die or diverge."));
    connect(duelAction_, &QAction::triggered, this, &StudyActions::openDuel);
    connect(sweepAction_, &QAction::triggered, this, &StudyActions::openSweep);
    connect(&bench, &Workbench::documentChanged, this, &StudyActions::tell);
}

void StudyActions::addTo(QMenu& menu) {
    menu.addActions({duelAction_, sweepAction_});
}

void StudyActions::setTheme(const Theme& theme) {
    theme_ = theme;
    if (duel_)
        duel_->setTheme(theme);
    if (sweep_)
        sweep_->setTheme(theme);
}

bool StudyActions::mayClose() {
    return (!duel_ || duel_->mayBeLost()) && (!sweep_ || sweep_->mayBeLost());
}

void StudyActions::close() {
    if (duel_)
        duel_->leave();
    if (sweep_)
        sweep_->leave();
}

void StudyActions::openDuel() {
    if (!duel_)
        duel_ = new DuelWindow(theme_, window_);
    tell();
    bringUp(*duel_);
}

void StudyActions::openSweep() {
    if (!sweep_) {
        sweep_ = new SweepWindow(theme_, window_);
        connect(sweep_, &SweepWindow::rateWanted, this, &StudyActions::rateWanted);
    }
    tell();
    bringUp(*sweep_);
}

void StudyActions::tell() {
    const bool training = bench_.driver().active();
    if (duel_) {
        duel_->setExperiment(bench_.config());
        duel_->setOtherRun(training);
    }
    if (sweep_) {
        sweep_->setExperiment(bench_.config());
        sweep_->setOtherRun(training);
    }
}

} // namespace gradewise
