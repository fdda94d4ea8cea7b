// Which place of the manual a widget is explained at. Nobody here knows the manual's window: a request goes
// to the main window as a QWhatsThisClickedEvent, whose href() is the topic, "solvers#varpro".
#pragma once

#include <QString>

class QWidget;

namespace gradewise {

/// Says where a widget, and what it holds, is explained.
void setHelpTopic(QWidget& widget, const QString& topic);
/// That of the widget, or of the nearest one around it that has one; empty where there is none.
QString helpTopicOf(const QWidget* widget);
/// Asks the main window to show that place.
void requestHelp(QWidget& from, const QString& topic);

} // namespace gradewise
