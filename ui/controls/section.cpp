#include "ui/controls/section.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace gradewise {

Section::Section(const QString& title, QWidget* parent)
    : QWidget(parent), header_(new QHBoxLayout), body_(new QVBoxLayout) {
    auto* label = new QLabel(title);
    label->setProperty("title", true);
    header_->setContentsMargins(0, 0, 0, 0);
    header_->addWidget(label);
    header_->addStretch(1);
    body_->setContentsMargins(0, 0, 0, 0);
    body_->setSpacing(4);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    column->addLayout(header_);
    column->addLayout(body_);
    setAccessibleName(title);
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
