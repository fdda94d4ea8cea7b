#include "ui/widgets/section.h"

#include "ui/help/help_button.h"
#include "ui/help/help_topic.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace gradewise {

Section::Section(const QString& title, const QString& topic, QWidget* parent)
    : QWidget(parent), header_(new QHBoxLayout), body_(new QVBoxLayout) {
    auto* label = new QLabel(title);
    label->setProperty("title", true);
    header_->setContentsMargins(0, 0, 0, 0);
    header_->setSpacing(2);
    header_->addWidget(label);
    header_->addWidget(new HelpButton(topic));
    header_->addStretch(1);
    body_->setContentsMargins(0, 0, 0, 0);
    body_->setSpacing(4);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addLayout(header_);
    column->addLayout(body_);
    setAccessibleName(title);
    setHelpTopic(*this, topic);
}

void Section::setCorner(QWidget* corner) {
    header_->addWidget(corner);
}

QWidget* makeSeparator() {
    auto* line = new QWidget;
    line->setObjectName(QStringLiteral("separator"));
    line->setAttribute(Qt::WA_StyledBackground);
    line->setFixedHeight(1);
    return line;
}

QLabel* makeCaption(const QString& text) {
    auto* label = new QLabel(text);
    label->setProperty("caption", true);
    label->setWordWrap(true);
    label->setTextFormat(Qt::PlainText);
    return label;
}

} // namespace gradewise
