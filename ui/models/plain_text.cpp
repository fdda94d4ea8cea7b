#include "ui/models/plain_text.h"

#include "core/numbers/printable.h"

#include <QStringList>
#include <QTextDocument>

namespace gradewise {

QString shownText(const QString& text) {
    constexpr std::size_t longest = 4000; // characters
    return QString::fromStdString(printable(text.toStdString(), longest));
}

QString plainTip(const QString& text) {
    QStringList lines;
    for (const QString& line : text.split(QLatin1Char('\n')))
        lines.append(shownText(line));
    const QString shown = lines.join(QLatin1Char('\n'));
    if (!Qt::mightBeRichText(shown))
        return shown;
    return QStringLiteral("<p style=\"white-space: pre-wrap\">%1</p>").arg(shown.toHtmlEscaped());
}

} // namespace gradewise
