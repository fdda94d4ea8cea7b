#include "ui/help/help_topic.h"

#include <QCoreApplication>
#include <QVariant>
#include <QWhatsThisClickedEvent>
#include <QWidget>

namespace gradewise {

namespace {

constexpr const char* property = "helpTopic";

} // namespace

void setHelpTopic(QWidget& widget, const QString& topic) {
    widget.setProperty(property, topic);
}

QString helpTopicOf(const QWidget* widget) {
    for (; widget; widget = widget->parentWidget())
        if (QString topic = widget->property(property).toString(); !topic.isEmpty())
            return topic;
    return {};
}

void requestHelp(QWidget& from, const QString& topic) {
    QWidget* root = &from;
    while (QWidget* around = root->parentWidget()) // a dialog's is the window that it belongs to
        root = around;
    QWhatsThisClickedEvent event(topic);
    QCoreApplication::sendEvent(root, &event);
}

} // namespace gradewise
