#include "ui/window/window_layout.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QComboBox>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMainWindow>
#include <QScreen>
#include <QSettings>

#include <algorithm>

namespace gradewise {

namespace {

constexpr QLatin1String geometryKey("/geometry");

/// Enough of the title is on a screen to take hold of the window.
bool reachable(const QRect& frame) {
    const QRect title(frame.left() + 40, frame.top(), std::max(frame.width() - 80, 40), 30);
    return std::ranges::any_of(QGuiApplication::screens(), [&title](const QScreen* screen) {
        const QRect seen = screen->availableGeometry().intersected(title);
        return seen.width() >= 80 && seen.height() >= 15;
    });
}

void placeAfresh(QMainWindow& window) {
    const QScreen* screen = QGuiApplication::primaryScreen();
    const QRect room = screen ? screen->availableGeometry() : QRect(0, 0, 1600, 1000);
    const QSize size = QSize(1600, 1000).boundedTo(room.size() - QSize(20, 60)).expandedTo({640, 480});
    window.resize(size);
    window.move(room.center() - QPoint(size.width() / 2, size.height() / 2));
}

QSize largestWindow() {
    QSize screens;
    for (const QScreen* screen : QGuiApplication::screens())
        screens = screens.expandedTo(screen->virtualSize());
    return screens.expandedTo({7680, 4320});
}

} // namespace

bool WindowBounds::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Show && watched->isWidgetType()) {
        auto* const widget = static_cast<QWidget*>(watched);
        if (widget->isWindow() && widget->windowType() != Qt::Popup && widget->windowType() != Qt::ToolTip)
            widget->setMaximumSize(widget->maximumSize().boundedTo(largestWindow()));
    }
    return QObject::eventFilter(watched, event);
}

QString layoutGroup() {
    return QStringLiteral("layout-1");
}

void saveWindow(const QMainWindow& window, QSettings& settings) {
    settings.setValue(layoutGroup() + geometryKey, window.saveGeometry());
}

void restoreWindow(QMainWindow& window, const QSettings& settings) {
    const QByteArray geometry = settings.value(layoutGroup() + geometryKey).toByteArray();
    if (geometry.isEmpty() || !window.restoreGeometry(geometry) || !reachable(window.frameGeometry()))
        placeAfresh(window);
    // A window larger than its screen may have come back with its title begun outside: left and top come
    // first.
    if (const QScreen* screen = window.screen()) {
        const QPoint corner = screen->availableGeometry().topLeft();
        const QPoint place = window.pos();
        const QPoint inside(std::max(place.x(), corner.x()), std::max(place.y(), corner.y()));
        // Only where it must: what is moved to where it is, before it has a frame, comes back shifted by the
        // frame's width and title.
        if (inside != place)
            window.move(inside);
    }
}

bool wantsForItself(const QWidget* focus, const QKeyEvent& event) {
    if (!focus || event.key() != Qt::Key_Space || event.modifiers() != Qt::NoModifier)
        return false;
    return qobject_cast<const QAbstractButton*>(focus) || qobject_cast<const QComboBox*>(focus) ||
           qobject_cast<const QAbstractItemView*>(focus);
}

} // namespace gradewise
