#include "ui/window/toolbar/tempo_control.h"

#include "ui/running/run_driver.h"
#include "ui/widgets/elided_label.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLocale>
#include <QSettings>
#include <QSignalBlocker>
#include <QSlider>
#include <QToolButton>

#include <algorithm>
#include <array>

namespace gradewise {

namespace {

constexpr QLatin1String watchKey("tempo/watch");
constexpr QLatin1String watchPositionKey("tempo/watchPosition");
constexpr QLatin1String fastPositionKey("tempo/fastPosition");

/// Seconds a grade, and steps a second, from slow to fast; 0: no limit.
constexpr std::array<double, 11> watched = {30, 20, 15, 10, 7, 5, 3.5, 2.5, 1.5, 1, 0.5};
constexpr std::array<double, 11> limited = {1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 0};
constexpr int lastPosition = static_cast<int>(watched.size()) - 1;
constexpr int usualWatched = 7; // 2.5 s: three grades in the time that one looks at a picture

int storedPosition(QLatin1String key, int usual) {
    return std::clamp(QSettings().value(key, usual).toInt(), 0, lastPosition);
}

} // namespace

Tempo TempoControl::tempoAt(bool watching, int position) {
    const auto place = static_cast<std::size_t>(std::clamp(position, 0, lastPosition));
    return watching ? Tempo{.secondsPerGrade = watched[place]} : Tempo{.epochsPerSecond = limited[place]};
}

QString TempoControl::textOf(const Tempo& tempo) {
    if (tempo.secondsPerGrade > 0.0)
        return tr("%1 s/grade").arg(QLocale().toString(tempo.secondsPerGrade));
    return tempo.epochsPerSecond > 0.0 ? tr("%1 steps/s").arg(QLocale().toString(tempo.epochsPerSecond))
                                       : tr("no limit");
}

TempoControl::TempoControl(RunDriver& driver, QWidget* parent)
    : QWidget(parent),
      driver_(driver),
      toggle_(new QAction(tr("Watch the Training"), parent)),
      slider_(new QSlider(Qt::Horizontal)),
      words_(new ElidedLabel(Qt::ElideRight)),
      watching_(QSettings().value(watchKey, true).toBool()),
      watchPosition_(storedPosition(watchPositionKey, usualWatched)),
      fastPosition_(storedPosition(fastPositionKey, lastPosition)) {
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(2, 0, 2, 0);
    row->setSpacing(4);
    watch_ =
        addChoice(*row, QStringLiteral("tempoWatch"), tr("Watch"),
                  tr("Spreads each grade over some seconds, so that one sees it learn. The numbers stay the "
                     "same."));
    fast_ =
        addChoice(*row, QStringLiteral("tempoFast"), tr("Fast"), tr("Trains as fast as the processor can."));
    connect(watch_, &QToolButton::clicked, this, [this] { setWatching(true); });
    connect(fast_, &QToolButton::clicked, this, [this] { setWatching(false); });
    slider_->setObjectName(QStringLiteral("speed"));
    slider_->setRange(0, lastPosition);
    slider_->setPageStep(3);
    slider_->setMinimumWidth(36); // in a narrow window
    slider_->setMaximumWidth(84);
    slider_->setFocusPolicy(Qt::TabFocus);
    slider_->setAccessibleName(tr("Speed of the training"));
    words_->setProperty("caption", true);
    row->addWidget(slider_);
    row->addWidget(words_, 1);
    words_->setText(textOf({.secondsPerGrade = 2.5})); // what is usual is read whole in any window
    words_->ensurePolished();
    words_->setMinimumWidth(words_->sizeHint().width());
    words_->setText(textOf({.epochsPerSecond = 1000.0})); // the longest text reserves the room
    toggle_->setObjectName(QStringLiteral("watch"));
    toggle_->setCheckable(true);
    toggle_->setShortcut(Qt::Key_F);
    toggle_->setToolTip(
        tr("Spreads each grade over some seconds; without it, training goes as fast as it can."));
    connect(toggle_, &QAction::triggered, this, &TempoControl::setWatching);
    connect(slider_, &QSlider::valueChanged, this, &TempoControl::moved);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
    setMaximumWidth(sizeHint().width());
    showTempo();
}

QToolButton* TempoControl::addChoice(QHBoxLayout& row, const QString& name, const QString& text,
                                     const QString& tip) {
    auto* button = new QToolButton;
    button->setObjectName(name);
    button->setText(text);
    button->setToolTip(tip);
    button->setCheckable(true);
    button->setFocusPolicy(Qt::TabFocus);
    row.addWidget(button);
    return button;
}

void TempoControl::setWatching(bool watching) {
    watching_ = watching;
    QSettings().setValue(watchKey, watching);
    showTempo();
}

void TempoControl::moved(int position) {
    (watching_ ? watchPosition_ : fastPosition_) = position;
    QSettings().setValue(watching_ ? watchPositionKey : fastPositionKey, position);
    showTempo();
}

void TempoControl::showTempo() {
    const QSignalBlocker quiet(slider_);
    const int position = watching_ ? watchPosition_ : fastPosition_;
    const Tempo tempo = tempoAt(watching_, position);
    watch_->setChecked(watching_);
    fast_->setChecked(!watching_);
    toggle_->setChecked(watching_);
    slider_->setValue(position);
    slider_->setToolTip(watching_ ? tr("How long a grade takes on screen.")
                                  : tr("How many steps a second the training may do."));
    words_->setText(textOf(tempo));
    words_->setToolTip(textOf(tempo));
    driver_.setTempo(tempo);
}

} // namespace gradewise
