#include "ui/controls/target/formula_edit.h"

#include <QAbstractItemView>
#include <QCompleter>
#include <QKeyEvent>
#include <QMimeData>
#include <QScrollBar>
#include <QStringListModel>
#include <QTextBlock>
#include <QTextLayout>

#include <algorithm>

namespace gradewise {

namespace {

constexpr int maximumLines = 6;

bool isNameCharacter(QChar c) {
    return c.isLetterOrNumber() || c == QLatin1Char('_');
}

bool isEnter(const QKeyEvent& event) {
    return event.key() == Qt::Key_Return || event.key() == Qt::Key_Enter;
}

} // namespace

FormulaEdit::FormulaEdit(const QStringList& knownNames, QWidget* parent)
    : QPlainTextEdit(parent), completer_(new QCompleter(knownNames, this)), theme_(Theme::lightTheme()) {
    completer_->setWidget(this);
    completer_->setCompletionMode(QCompleter::PopupCompletion);
    completer_->setCaseSensitivity(Qt::CaseInsensitive);
    setTabChangesFocus(true);
    setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    document()->setDocumentMargin(3);
    connect(completer_, qOverload<const QString&>(&QCompleter::activated), this,
            &FormulaEdit::insertCompletion);
    connect(this, &QPlainTextEdit::textChanged, this, [this] {
        fitHeight();
        if (!showing_)
            emit typed();
    });
}

void FormulaEdit::setFormula(const QString& text) {
    if (text == toPlainText())
        return;
    showing_ = true;
    clearError();
    setPlainText(text);
    showing_ = false;
    fitHeight();
}

void FormulaEdit::markError(int position, int length) {
    const int end = static_cast<int>(toPlainText().size());
    if (end == 0)
        return;
    const int first = std::clamp(position, 0, end - 1);
    const int last = std::clamp(position + std::max(length, 1), first + 1, end);
    QTextEdit::ExtraSelection wave;
    wave.format.setUnderlineStyle(QTextCharFormat::WaveUnderline);
    wave.format.setUnderlineColor(theme_.bad);
    wave.cursor = QTextCursor(document());
    wave.cursor.setPosition(first);
    wave.cursor.setPosition(last, QTextCursor::KeepAnchor);
    setExtraSelections({wave});
}

void FormulaEdit::clearError() {
    setExtraSelections({});
}

std::optional<std::pair<int, int>> FormulaEdit::markedError() const {
    const auto marks = extraSelections();
    if (marks.isEmpty())
        return std::nullopt;
    const QTextCursor& cursor = marks.front().cursor;
    return std::pair(cursor.selectionStart(), cursor.selectionEnd() - cursor.selectionStart());
}

void FormulaEdit::setTheme(const Theme& theme) {
    theme_ = theme;
    if (const auto mark = markedError())
        markError(mark->first, mark->second);
}

QSize FormulaEdit::sizeHint() const {
    const QString shown = toPlainText().isEmpty() ? placeholderText() : toPlainText();
    // The document is laid out for the width there is; before the first layout the text is measured.
    const int room = std::max(120, viewport()->width() - 2 * static_cast<int>(document()->documentMargin()));
    int lines = 0;
    for (const QString& line : shown.split(QLatin1Char('\n'))) {
        QTextLayout layout(line, font());
        QTextOption option;
        option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
        layout.setTextOption(option);
        layout.beginLayout();
        for (QTextLine part = layout.createLine(); part.isValid(); part = layout.createLine()) {
            part.setLineWidth(room);
            ++lines;
        }
        layout.endLayout();
    }
    lines = std::clamp(lines, 1, maximumLines);
    const int height =
        lines * fontMetrics().lineSpacing() + 2 * static_cast<int>(document()->documentMargin());
    return {200, height + 12}; // padding and border of the style sheet
}

QSize FormulaEdit::minimumSizeHint() const {
    return {80, sizeHint().height()};
}

void FormulaEdit::fitHeight() {
    if (const int wanted = sizeHint().height(); wanted != minimumHeight() || wanted != maximumHeight())
        setFixedHeight(wanted);
    verticalScrollBar()->setValue(0);
    ensureCursorVisible();
}

bool FormulaEdit::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride && !localUndo_) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->matches(QKeySequence::Undo) || key->matches(QKeySequence::Redo)) {
            event->ignore(); // the window's undo knows the formula, its sliders and its domain
            return true;
        }
    }
    return QPlainTextEdit::event(event);
}

void FormulaEdit::keyPressEvent(QKeyEvent* event) {
    const bool popup = completer_->popup()->isVisible();
    if (popup && (isEnter(*event) || event->key() == Qt::Key_Escape || event->key() == Qt::Key_Tab)) {
        event->ignore(); // the completer takes it
        return;
    }
    if (isEnter(*event) && !(event->modifiers() & Qt::ShiftModifier)) {
        emit accepted();
        return;
    }
    if (isEnter(*event)) {
        insertPlainText(QStringLiteral("\n"));
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
    const bool letter = !event->text().isEmpty() && isNameCharacter(event->text().back());
    const bool asked = event->key() == Qt::Key_Space && (event->modifiers() & Qt::ControlModifier);
    if (letter || asked || (popup && event->key() == Qt::Key_Backspace))
        complete();
    else if (!event->text().isEmpty())
        completer_->popup()->hide();
}

void FormulaEdit::focusOutEvent(QFocusEvent* event) {
    QPlainTextEdit::focusOutEvent(event);
    if (event->reason() != Qt::PopupFocusReason)
        emit accepted();
}

void FormulaEdit::resizeEvent(QResizeEvent* event) {
    QPlainTextEdit::resizeEvent(event);
    fitHeight();
}

void FormulaEdit::insertFromMimeData(const QMimeData* source) {
    insertPlainText(source->text().trimmed());
}

QString FormulaEdit::wordBeforeCursor() const {
    const QString before = textCursor().block().text().left(textCursor().positionInBlock());
    qsizetype begin = before.size();
    while (begin > 0 && isNameCharacter(before[begin - 1]))
        --begin;
    const QString word = before.mid(begin);
    return !word.isEmpty() && word.front().isDigit() ? QString() : word;
}

bool FormulaEdit::completing() const {
    const QString word = wordBeforeCursor();
    completer_->setCompletionPrefix(word);
    const bool whole = completer_->currentCompletion().compare(word, Qt::CaseInsensitive) == 0;
    return word.size() >= 2 && completer_->completionCount() > 0 && !whole;
}

void FormulaEdit::complete() {
    if (!completing()) {
        completer_->popup()->hide();
        return;
    }
    QRect place = cursorRect();
    place.setWidth(completer_->popup()->sizeHintForColumn(0) + 28);
    completer_->complete(place);
}

void FormulaEdit::insertCompletion(const QString& completion) {
    QTextCursor cursor = textCursor();
    cursor.movePosition(QTextCursor::Left, QTextCursor::KeepAnchor,
                        static_cast<int>(wordBeforeCursor().size()));
    cursor.insertText(completion);
    setTextCursor(cursor);
}

} // namespace gradewise
