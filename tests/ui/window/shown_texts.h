// Everything that the program's windows show, say and offer as text, to look through it for what must not be
// there.
#pragma once

#include "core/numbers/printable.h"

#include <QAbstractButton>
#include <QAbstractItemView>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QStringList>
#include <QTextDocument>
#include <QUndoStack>
#include <QWidget>

#include <string>

namespace gradewise {

/// Texts that anybody can put into a file or a name.
inline const QString hostileText = QStringLiteral("<img src=x> \u202Egnp.txt %1 %3 [*] & a\u2066b");
/// As the name of a file, which may hold control characters too.
inline const QString hostileName =
    QStringLiteral("a\u001b[31mb\nc\u007f <img src=x> \u202E %1 %2 [*] &z.gradewise.json");

/// Looks at all widgets there are; the faults are where something is shown as it is.
class ShownTexts {
public:
    ShownTexts() {
        for (QWidget* const widget : QApplication::allWidgets())
            look(*widget);
    }
    QStringList faults;
    int hostile = 0; ///< texts with something of ours in them: what was looked for was seen

private:
    static bool hasInvisible(const QString& text, bool lines) {
        const std::string bytes = text.toStdString();
        std::string_view rest = bytes;
        while (!rest.empty()) {
            const std::size_t length = std::max<std::size_t>(characterLength(rest), 1);
            if (isInvisible(codePoint(rest)) && !(lines && rest.front() == '\n'))
                return true;
            rest.remove_prefix(length);
        }
        return false;
    }
    void line(const QObject& owner, const char* what, const QString& text, bool lines = false) {
        hostile += text.contains(QLatin1String("<img")) || text.contains(QLatin1String("\\u202e")) ? 1 : 0;
        if (hasInvisible(text, lines))
            faults << QStringLiteral("%1 %2 %3: %4")
                          .arg(QLatin1String(owner.metaObject()->className()), owner.objectName(),
                               QLatin1String(what), QString::fromStdString(printable(text.toStdString())));
    }
    /// A text that may be HTML: it must not become any.
    void plain(const QObject& owner, const char* what, const QString& text, Qt::TextFormat format) {
        line(owner, what, text, true);
        if (format == Qt::PlainText || !Qt::mightBeRichText(text))
            return;
        QTextDocument document;
        document.setHtml(text);
        for (int i = 0; i < document.characterCount(); ++i)
            if (document.characterAt(i) == QChar::ObjectReplacementCharacter)
                faults << QStringLiteral("%1 %2 %3 has a picture: %4")
                              .arg(QLatin1String(owner.metaObject()->className()), owner.objectName(),
                                   QLatin1String(what), text);
    }
    void look(const QAction& action) {
        line(action, "action", action.text());
        plain(action, "tip of the action", action.toolTip(), Qt::AutoText);
    }
    void look(QWidget& widget) {
        if (widget.inherits("QFileDialog") || widget.window()->inherits("QFileDialog"))
            return; // Qt's own, a list of files
        line(widget, "title", widget.windowTitle());
        plain(widget, "tip", widget.toolTip(), Qt::AutoText);
        line(widget, "status tip", widget.statusTip());
        line(widget, "accessible name", widget.accessibleName(), true);
        line(widget, "accessible description", widget.accessibleDescription(), true);
        for (const QAction* action : widget.actions())
            look(*action);
        if (auto* const label = qobject_cast<QLabel*>(&widget)) {
            widget.ensurePolished();
            plain(widget, "text", label->text(), label->textFormat());
        }
        if (auto* const button = qobject_cast<QAbstractButton*>(&widget))
            line(widget, "text", button->text());
        if (auto* const edit = qobject_cast<QLineEdit*>(&widget))
            line(widget, "text", edit->text() + edit->placeholderText());
        if (auto* const edit = qobject_cast<QPlainTextEdit*>(&widget))
            line(widget, "text", edit->toPlainText() + edit->placeholderText(), true);
        if (auto* const combo = qobject_cast<QComboBox*>(&widget))
            for (int i = 0; i < combo->count(); ++i)
                line(widget, "item", combo->itemText(i));
        if (auto* const view = qobject_cast<QAbstractItemView*>(&widget); view && view->model())
            for (int row = 0; row < view->model()->rowCount(); ++row)
                for (int column = 0; column < view->model()->columnCount(); ++column) {
                    const QModelIndex cell = view->model()->index(row, column);
                    line(widget, "cell", cell.data().toString());
                    plain(widget, "tip of a cell", cell.data(Qt::ToolTipRole).toString(), Qt::AutoText);
                }
    }
};

} // namespace gradewise
