// Where a formula is typed: a field that grows with its text, underlines the offending token, and completes
// names. It knows nothing about formulas; whoever owns it says where the error is.
#pragma once

#include "ui/theme.h"

#include <QPlainTextEdit>

#include <optional>

class QCompleter;

namespace gradewise {

class FormulaEdit : public QPlainTextEdit {
    Q_OBJECT
public:
    explicit FormulaEdit(const QStringList& knownNames, QWidget* parent = nullptr);

    /// Shows a text without saying that it was typed.
    void setFormula(const QString& text);
    /// Underlines `length` characters from `position` on. At the end of the text the last character is
    /// underlined, since nothing else is there.
    void markError(int position, int length);
    void clearError();
    /// Characters that are underlined now: first and count.
    std::optional<std::pair<int, int>> markedError() const;
    void setTheme(const Theme& theme);
    /// Names are on offer for the word before the cursor.
    bool completing() const;
    QCompleter* completer() const { return completer_; }
    /// True: undo keys act on the text alone, as long as it holds an error.
    void setLocalUndo(bool local) { localUndo_ = local; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void typed();    ///< the user changed the text
    void accepted(); ///< Enter was pressed or the focus left

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void insertFromMimeData(const QMimeData* source) override;

private:
    QString wordBeforeCursor() const;
    void complete();
    void insertCompletion(const QString& completion);
    void fitHeight();

    QCompleter* completer_;
    Theme theme_;
    bool showing_ = false;
    bool localUndo_ = false;
};

} // namespace gradewise
