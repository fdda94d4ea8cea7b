#include "ui/help/help_button.h"

#include "ui/help/help_topic.h"

namespace gradewise {

HelpButton::HelpButton(const QString& topic, QWidget* parent) : QToolButton(parent), topic_(topic) {
    setObjectName(QStringLiteral("help"));
    setProperty("help", true);
    setText(QStringLiteral("?"));
    setToolTip(tr("What this is, in the manual (F1)."));
    setAccessibleName(tr("Help"));
    setFocusPolicy(Qt::NoFocus);
    setCursor(Qt::PointingHandCursor);
    connect(this, &QToolButton::clicked, this, [this] { requestHelp(*this, topic_); });
}

void HelpButton::setTopic(const QString& topic) {
    topic_ = topic;
}

/// A square about as high as a line of text: rows with and without it are as high.
QSize HelpButton::sizeHint() const {
    const int side = fontMetrics().height() + 2;
    return {side, side};
}

} // namespace gradewise
