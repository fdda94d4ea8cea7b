#include "ui/window/message_bar.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>

#include <algorithm>

namespace gradewise {

MessageBar::MessageBar(QWidget* parent) : QFrame(parent), text_(new QLabel) {
    setObjectName(QStringLiteral("messageBar"));
    setProperty("card", true);
    text_->setObjectName(QStringLiteral("messageText"));
    text_->setProperty("problem", true);
    text_->setWordWrap(true);
    text_->setTextFormat(Qt::PlainText); // parts of a file may be quoted in it
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    auto* close = new QPushButton(tr("Close"));
    close->setObjectName(QStringLiteral("messageClose"));
    close->setProperty("link", true);
    close->setAccessibleName(tr("Close the message"));
    connect(close, &QPushButton::clicked, this, &MessageBar::dismiss);
    auto* scroll = new QScrollArea;
    scroll->setWidget(text_);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(12, 6, 8, 6);
    row->addWidget(scroll, 1);
    row->addWidget(close, 0, Qt::AlignTop);
    hide();
}

void MessageBar::show(const QString& sentences) {
    text_->setText(sentences.trimmed());
    const auto lines =
        static_cast<int>(std::clamp<qsizetype>(text_->text().count(QLatin1Char('\n')) + 1, 1, 6));
    setFixedHeight(fontMetrics().lineSpacing() * std::max(lines, 2) + 14);
    setVisible(true);
    QAccessibleEvent event(text_, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void MessageBar::dismiss() {
    hide();
}

QString MessageBar::text() const {
    return isHidden() ? QString() : text_->text();
}

} // namespace gradewise
