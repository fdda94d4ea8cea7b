#include "ui/window/toolbar/run_controls.h"

#include "ui/icons.h"
#include "ui/window/toolbar/tempo_control.h"
#include "ui/window/workbench.h"

#include <QAction>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QToolBar>

#include <algorithm>

namespace gradewise {

RunControls::RunControls(Workbench& bench, QWidget* window)
    : QObject(window),
      bench_(bench),
      window_(window),
      run_(make(QStringLiteral("run"), tr("Run"),
                tr("Trains the experiment, or pauses and resumes its training."))),
      afresh_(make(QStringLiteral("runAfresh"), tr("Run from the Start"),
                   tr("Starts the training anew with the settings as they are now."))),
      next_(make(QStringLiteral("nextGrade"), tr("Next Grade"),
                 tr("Trains the grade that is next, or the rest of the one in training, then pauses."))),
      step_(make(QStringLiteral("step"), tr("Step Epoch"), tr("Trains one epoch, then pauses."))),
      freeze_(make(QStringLiteral("freezeNow"), tr("Freeze Now"),
                   tr("Freezes the grade in training as it is, and goes on with the next."))),
      stop_(
          make(QStringLiteral("stop"), tr("Stop"), tr("Ends the run and keeps everything trained so far."))),
      tempo_(new TempoControl(bench.driver(), window)) {
    run_->setShortcut(Qt::Key_Space);
    afresh_->setShortcut(Qt::CTRL | Qt::Key_R);
    step_->setShortcut(Qt::Key_Period);
    next_->setShortcut(Qt::Key_N);
    freeze_->setShortcut(Qt::CTRL | Qt::Key_G);
    stop_->setShortcut(Qt::CTRL | Qt::Key_Period);
    RunDriver& driver = bench.driver();
    connect(run_, &QAction::triggered, this, [this] {
        bench_.driver().active() ? bench_.runOrPause() : startOver([this] { bench_.runAfresh(); });
    });
    connect(afresh_, &QAction::triggered, this, [this] { startOver([this] { bench_.runAfresh(); }); });
    connect(step_, &QAction::triggered, this, [this] {
        bench_.driver().active() ? bench_.stepEpoch() : startOver([this] { bench_.stepEpoch(); });
    });
    connect(next_, &QAction::triggered, this, [this] {
        bench_.driver().active() ? bench_.trainOneGrade() : startOver([this] { bench_.trainOneGrade(); });
    });
    connect(freeze_, &QAction::triggered, this, &RunControls::freezeNow);
    connect(stop_, &QAction::triggered, &driver, &RunDriver::stop);
    connect(&driver, &RunDriver::stateChanged, this, &RunControls::showState);
}

void RunControls::startOver(const std::function<void()>& start) {
    if (!guard_ || guard_(start))
        start();
}

QAction* RunControls::make(const QString& name, const QString& text, const QString& tip) {
    auto* action = new QAction(text, window_);
    action->setObjectName(name);
    action->setToolTip(tip);
    return action;
}

QPushButton* RunControls::button(QAction* action) const {
    auto* button = new QPushButton(action->text());
    button->setObjectName(action->objectName() + QStringLiteral("Button"));
    // A click must not take the keyboard from where it is: Space would press the button again.
    button->setFocusPolicy(Qt::TabFocus);
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
    const auto follow = [this, button, action] {
        button->setText(action->text());
        button->setEnabled(action->isEnabled());
        if (action != run_) // on the accent its icon has another colour, see showState()
            button->setIcon(action->icon());
        const QString keys = action->shortcut().toString(QKeySequence::NativeText);
        button->setToolTip(keys.isEmpty() ? action->toolTip()
                                          : QStringLiteral("%1 (%2)").arg(action->toolTip(), keys));
    };
    connect(action, &QAction::changed, button, follow);
    follow();
    return button;
}

void RunControls::addTo(QToolBar& bar) {
    primary_ = button(run_);
    primary_->setProperty("primary", true);
    bar.addWidget(primary_);
    for (QAction* action : {next_, freeze_, stop_})
        bar.addWidget(button(action));
    bar.addSeparator();
    bar.addWidget(tempo_);
    showState();
    // "Run", "Pause" and "Resume" share a width, so that the buttons beside them never move.
    int width = 0;
    for (const QString& text : {tr("Run"), tr("Pause"), tr("Resume")}) {
        primary_->setText(text);
        width = std::max(width, primary_->sizeHint().width());
    }
    primary_->setMinimumWidth(width + 20);
    showState();
    primary_->setText(run_->text());
}

void RunControls::addTo(QMenu& menu) {
    menu.addActions({run_, afresh_, next_, step_, freeze_, stop_});
    menu.addSeparator();
    menu.addActions(tempo_->actions());
}

/// A grade that has not been trained is a grade that does nothing: it is frozen only if that is meant.
void RunControls::freezeNow() {
    const RunModel& model = bench_.model();
    const auto live = model.liveGrade();
    if (!live || model.grades()[*live].record.epochs > 0) {
        bench_.driver().finishGrade();
        return;
    }
    QMessageBox question(QMessageBox::Question, tr("Freeze Now"),
                         tr("Grade %1 has not learned anything yet.").arg(*live + 1),
                         QMessageBox::Yes | QMessageBox::Cancel, window_);
    question.setObjectName(QStringLiteral("freezeQuestion"));
    question.setInformativeText(tr("Frozen now, it adds nothing to the network. Freeze it all the same?"));
    question.button(QMessageBox::Yes)->setText(tr("Freeze"));
    question.setDefaultButton(QMessageBox::Cancel);
    if (question.exec() == QMessageBox::Yes && model.liveGrade() == live)
        bench_.driver().finishGrade();
}

void RunControls::setTheme(const Theme& theme) {
    theme_ = theme;
    next_->setIcon(makeIcon(Icon::Step, theme));
    freeze_->setIcon(makeIcon(Icon::FinishGrade, theme));
    stop_->setIcon(makeIcon(Icon::Stop, theme));
    showState();
}

void RunControls::showState() {
    using State = RunDriver::State;
    const State state = bench_.driver().state();
    run_->setText(state == State::Running ? tr("Pause") : state == State::Paused ? tr("Resume") : tr("Run"));
    run_->setEnabled(state != State::Stopping);
    run_->setIcon(makeIcon(state == State::Running ? Icon::Pause : Icon::Run, theme_));
    if (primary_)
        primary_->setIcon(makeIcon(state == State::Running ? Icon::Pause : Icon::Run, theme_.accentText,
                                   theme_.disabledText));
    step_->setEnabled(state != State::Stopping);
    next_->setEnabled(state != State::Stopping);
    const bool steerable = state == State::Running || state == State::Paused;
    freeze_->setEnabled(steerable);
    stop_->setEnabled(steerable);
}

} // namespace gradewise
