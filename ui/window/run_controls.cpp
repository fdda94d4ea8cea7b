#include "ui/window/run_controls.h"

#include "ui/icons.h"
#include "ui/window/workbench.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSlider>
#include <QToolBar>

#include <algorithm>
#include <array>

namespace gradewise {

namespace {

constexpr std::array<double, 10> speeds = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000};

} // namespace

int lastSpeedPosition() {
    return static_cast<int>(speeds.size());
}

double speedAt(int position) {
    if (position < 0 || position >= lastSpeedPosition())
        return 0.0;
    return speeds[static_cast<std::size_t>(position)];
}

RunControls::RunControls(Workbench& bench, QWidget* window)
    : QObject(window),
      bench_(bench),
      window_(window),
      run_(make(QStringLiteral("run"), tr("Run"),
                tr("Trains the experiment, or pauses and resumes its training."))),
      afresh_(make(QStringLiteral("runAfresh"), tr("Run from the Start"),
                   tr("Starts the training anew with the settings as they are now."))),
      step_(make(QStringLiteral("step"), tr("Step Epoch"), tr("Trains one epoch, then pauses."))),
      finish_(make(QStringLiteral("finishGrade"), tr("Finish Grade"),
                   tr("Freezes the grade in training as it is and goes on with the next."))),
      stop_(
          make(QStringLiteral("stop"), tr("Stop"), tr("Ends the run and keeps everything trained so far."))) {
    run_->setShortcut(Qt::Key_Space);
    afresh_->setShortcut(Qt::CTRL | Qt::Key_R);
    step_->setShortcut(Qt::Key_Period);
    finish_->setShortcut(Qt::CTRL | Qt::Key_G);
    stop_->setShortcut(Qt::CTRL | Qt::Key_Period);
    RunDriver& driver = bench.driver();
    connect(run_, &QAction::triggered, this, [this] {
        bench_.driver().active() ? bench_.runOrPause() : startOver([this] { bench_.runAfresh(); });
    });
    connect(afresh_, &QAction::triggered, this, [this] { startOver([this] { bench_.runAfresh(); }); });
    connect(step_, &QAction::triggered, this, [this] {
        bench_.driver().active() ? bench_.stepEpoch() : startOver([this] { bench_.stepEpoch(); });
    });
    connect(finish_, &QAction::triggered, &driver, &RunDriver::finishGrade);
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
    for (QAction* action : {step_, finish_, stop_})
        bar.addWidget(button(action));
    bar.addSeparator();
    bar.addWidget(speedControl());
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
    menu.addActions({run_, afresh_, step_, finish_, stop_});
}

QWidget* RunControls::speedControl() {
    auto* box = new QWidget;
    auto* row = new QHBoxLayout(box);
    row->setContentsMargins(2, 0, 2, 0);
    box->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    auto* label = new QLabel(tr("S&peed"));
    speed_ = new QSlider(Qt::Horizontal);
    speed_->setObjectName(QStringLiteral("speed"));
    speed_->setRange(0, lastSpeedPosition());
    speed_->setPageStep(3);
    speed_->setFixedWidth(110);
    speed_->setFocusPolicy(Qt::TabFocus);
    speed_->setAccessibleName(tr("Speed of the training"));
    speed_->setToolTip(tr("How many epochs a second the training may do. Slow it down to watch."));
    label->setBuddy(speed_);
    speedText_ = new QLabel;
    speedText_->setProperty("caption", true);
    row->addWidget(label);
    row->addWidget(speed_);
    row->addWidget(speedText_);
    connect(speed_, &QSlider::valueChanged, this, &RunControls::setSpeed);
    speedText_->setText(tr("%1 epochs/s").arg(1000)); // the longest text reserves the room
    speedText_->ensurePolished();
    speedText_->setMinimumWidth(speedText_->sizeHint().width());
    box->setMaximumWidth(box->sizeHint().width());
    speed_->setMinimumWidth(60); // in a narrow window
    speed_->setValue(lastSpeedPosition());
    setSpeed(speed_->value());
    return box;
}

void RunControls::setSpeed(int position) {
    const double limit = speedAt(position);
    speedText_->setText(limit > 0.0 ? tr("%1 epochs/s").arg(limit) : tr("no limit"));
    bench_.driver().setSpeedLimit(limit);
}

void RunControls::setTheme(const Theme& theme) {
    theme_ = theme;
    step_->setIcon(makeIcon(Icon::Step, theme));
    finish_->setIcon(makeIcon(Icon::FinishGrade, theme));
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
    const bool steerable = state == State::Running || state == State::Paused;
    finish_->setEnabled(steerable);
    stop_->setEnabled(steerable);
}

} // namespace gradewise
