#include "ui/controls/form_style.h"

#include <utility>

namespace gradewise {

QString formStyleSheet(const Theme& theme) {
    QString sheet = QStringLiteral(R"(
QLabel[muted="true"] { color: @muted@; }
QWidget#separator { background: @border@; }
QLineEdit[quiet="true"] { background: transparent; border: 1px solid transparent; border-radius: 5px;
    padding: 2px 5px; }
QLineEdit[quiet="true"]:hover { background: @hover@; border-color: @control@; }
QLineEdit[quiet="true"]:focus { background: @field@; border: 2px solid @accent@; padding: 1px 4px; }
QLineEdit[quiet="true"][problem="true"] { color: @bad@; border-color: @bad@; background: transparent; }
QPushButton[link="true"] { padding: 3px 1px; text-align: left; font-weight: 500; }
QPushButton[link="true"]:hover { background: transparent; }
QPushButton[link="true"]:checked { background: transparent; border-color: transparent; }
QPushButton[link="true"]:focus { padding: 2px 0; }
QToolButton[sign="true"] { padding: 2px 4px; min-width: 16px; }
QToolButton[sign="true"]:focus { padding: 1px 3px; }
QTableView#grades { border: none; border-radius: 0; background: transparent; }
QTableView#grades QLineEdit, QTableView#grades QComboBox { padding: 0 3px; }
QHeaderView::section { padding: 2px 3px; background: transparent; border: none; }
QLabel#notice { background: @selection@; color: @text@; border-radius: 5px; padding: 6px 8px; }
)");
    const std::pair<const char*, QColor> colours[] = {
        {"muted", theme.mutedText}, {"border", theme.cardBorder},     {"hover", theme.hover},
        {"field", theme.field},     {"control", theme.controlBorder}, {"accent", theme.accent},
        {"bad", theme.bad},         {"selection", theme.selection},   {"text", theme.text}};
    for (const auto& [name, colour] : colours)
        sheet.replace(QLatin1Char('@') + QLatin1String(name) + QLatin1Char('@'), colour.name());
    return sheet;
}

} // namespace gradewise
