#include "ui/widgets/message_bar.h"

#include "ui/models/plain_text.h"
#include "ui/theme.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>

#include <algorithm>

namespace gradewise {

MessageBar::MessageBar(QWidget* parent)
    : QFrame(parent), text_(new QLabel), close_(new QPushButton(tr("Close"))), row_(new QHBoxLayout(this)) {
    setObjectName(QStringLiteral("messageBar"));
    setProperty("card", true);
    text_->setObjectName(QStringLiteral("messageText"));
    text_->setWordWrap(true);
    text_->setTextFormat(Qt::PlainText); // parts of a file may be quoted in it
    text_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    close_->setObjectName(QStringLiteral("messageClose"));
    close_->setProperty("link", true);
    close_->setAccessibleName(tr("Close the message"));
    connect(close_, &QPushButton::clicked, this, &MessageBar::dismiss);
    auto* scroll = new QScrollArea;
    scroll->setWidget(text_);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    row_->setContentsMargins(12, 6, 8, 6);
    row_->addWidget(scroll, 1);
    row_->addWidget(close_, 0, Qt::AlignTop);
    hide();
}

void MessageBar::show(const QString& sentences) {
    removeAnswers();
    close_->show();
    display(sentences, true);
}

void MessageBar::ask(const QString& sentences, const std::vector<Answer>& answers) {
    removeAnswers();
    close_->hide();
    for (const Answer& answer : answers) {
        auto* button = new QPushButton(answer.text);
        button->setObjectName(answer.name);
        button->setFocusPolicy(Qt::TabFocus);
        if (answers_.empty())
            button->setProperty("primary", true);
        connect(button, &QPushButton::clicked, this, [this, act = answer.act] {
            dismiss();
            act();
        });
        row_->addWidget(button, 0, Qt::AlignVCenter);
        answers_.push_back(button);
    }
    display(sentences, false);
}

void MessageBar::display(const QString& sentences, bool problem) {
    setStyleProperty(*text_, "problem", problem);
    text_->setText(shownLines(sentences.trimmed()));
    const auto lines =
        static_cast<int>(std::clamp<qsizetype>(text_->text().count(QLatin1Char('\n')) + 1, 1, 6));
    setFixedHeight(fontMetrics().lineSpacing() * std::max(lines, 2) + 14);
    setVisible(true);
    QAccessibleEvent event(text_, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void MessageBar::removeAnswers() {
    for (QPushButton* button : answers_) {
        button->hide();
        button->deleteLater(); // one of them may have been clicked just now
    }
    answers_.clear();
}

void MessageBar::dismiss() {
    removeAnswers(); // and what they held on to
    hide();
}

QString MessageBar::text() const {
    return isHidden() ? QString() : text_->text();
}

} // namespace gradewise
