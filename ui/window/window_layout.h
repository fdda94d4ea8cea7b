// Where the window was left, and which keys its parts want for themselves.
#pragma once

#include <QObject>
#include <QString>

class QKeyEvent;
class QMainWindow;
class QSettings;
class QWidget;

namespace gradewise {

/// The group of the settings file that holds the arrangement. Its name carries a version: an arrangement of
/// another version of the program is not read.
QString layoutGroup();
void saveWindow(const QMainWindow& window, QSettings& settings);
/// Puts the window where it was left, or, when there is no such place any more, where it fits.
void restoreWindow(QMainWindow& window, const QSettings& settings);

/// Keeps every window of the program within all screens together, or within the largest screen there is:
/// beyond that it could only take memory, four bytes a pixel and more. An event filter of the application.
class WindowBounds : public QObject {
public:
    using QObject::QObject;
    bool eventFilter(QObject* watched, QEvent* event) override;
};

/// Whether a key without Ctrl that is also a shortcut of the window (Space, the point) belongs to the widget
/// with the keyboard: buttons and lists answer Space. (Text fields claim their keys themselves.)
bool wantsForItself(const QWidget* focus, const QKeyEvent& event);

} // namespace gradewise
