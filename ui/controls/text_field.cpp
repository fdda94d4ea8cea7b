#include "ui/controls/text_field.h"

#include "ui/models/plain_text.h"
#include "ui/theme.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QToolTip>

namespace gradewise {

namespace {

constexpr int textMargin = 6; ///< what the style leaves at each side of the text

} // namespace

TextField::TextField(ConfigEditor& editor, Field field, QWidget* parent)
    : QLineEdit(parent), editor_(editor), field_(std::move(field)) {
    setProperty("quiet", true);
    setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    setMinimumWidth(28);
    connect(this, &QLineEdit::textEdited, this, &TextField::typed);
    connect(this, &QLineEdit::returnPressed, this, &TextField::accepted);
    connect(&editor_, &ConfigEditor::refreshed, this, &TextField::refresh);
    refresh();
}

void TextField::setField(Field field) {
    field_ = std::move(field);
    refresh();
}

void TextField::refresh() {
    const QString now = problem();
    setStyleProperty(*this, "problem", !now.isEmpty());
    setToolTip(plainTip(now));
    setAccessibleDescription(now);
    if (!typing_ && text() != editor_.text(field_)) {
        setText(editor_.text(field_));
        if (!hasFocus())
            setCursorPosition(0); // the beginning of a long text is what tells it apart
    }
}

bool TextField::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && problem().isEmpty()) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
            event->ignore(); // the window's undo knows this field too
            return true;
        }
    }
    if (event->type() == QEvent::ToolTip && toolTip().isEmpty() &&
        width() - 2 * textMargin < fontMetrics().horizontalAdvance(text())) {
        QToolTip::showText(static_cast<QHelpEvent*>(event)->globalPos(), plainTip(text()), this);
        return true;
    }
    return QLineEdit::event(event);
}

void TextField::focusOutEvent(QFocusEvent* event) {
    if (event->reason() != Qt::PopupFocusReason)
        accepted();
    QLineEdit::focusOutEvent(event);
}

void TextField::typed(const QString& text) {
    typing_ = true;
    editor_.type(field_, text);
    typing_ = false;
}

void TextField::accepted() {
    editor_.closeGesture();
    refresh();
}

} // namespace gradewise
