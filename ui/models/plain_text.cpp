#include "ui/models/plain_text.h"

#include "core/numbers/printable.h"

#include <QDir>
#include <QFileInfo>
#include <QStringList>
#include <QTextDocument>

namespace gradewise {

QString shownText(const QString& text) {
    constexpr std::size_t longest = 4000; // characters
    return QString::fromStdString(printable(text.toStdString(), longest));
}

QString shownLines(const QString& text) {
    QStringList lines;
    for (const QString& line : text.split(QLatin1Char('\n')))
        lines.append(shownText(line));
    return lines.join(QLatin1Char('\n'));
}

QString plainTip(const QString& text) {
    QString shown = shownLines(text);
    if (!Qt::mightBeRichText(shown))
        return shown;
    return QStringLiteral("<p style=\"white-space: pre-wrap\">%1</p>").arg(shown.toHtmlEscaped());
}

QString titleOfWindow(const QString& text) {
    return shownText(text).replace(QLatin1String("[*]"), QLatin1String("[*][*]"));
}

QString shownName(const QString& path) {
    return shownText(QFileInfo(path).fileName());
}

QString shownPath(const QString& path) {
    return shownText(QDir::toNativeSeparators(path));
}

QString shownTitle(const ExperimentConfig& config) {
    return shownText(QString::fromStdString(config.title));
}

} // namespace gradewise
