#include "ui/models/number_text.h"

#include "core/formula/formula.h"

#include <QLocale>
#include <QRegularExpression>

#include <cmath>

namespace gradewise {

namespace {

/// Signs and marks as the C locale writes them, no spaces.
QString plain(const QString& text) {
    static const QRegularExpression spaces(QStringLiteral("[\\s\\x{00A0}\\x{2009}\\x{202F}]+"));
    QString result = text.trimmed();
    result.remove(spaces);
    result.replace(QChar(0x2212), QLatin1Char('-'));
    return result;
}

std::optional<double> constantExpression(const QString& text) {
    const auto parsed = Formula::parse(text.toStdString(), 1);
    const auto* formula = std::get_if<Formula>(&parsed);
    if (formula == nullptr || !formula->parameters().empty())
        return std::nullopt;
    Matrix points(1, 2);
    points << 0.1234, 0.5678;
    const Matrix values = formula->evaluate(points, {});
    if (values(0, 0) != values(0, 1) || !std::isfinite(values(0, 0)))
        return std::nullopt; // it depends on x, or is no number
    return values(0, 0);
}

/// "1e-05" and "1e+06" as people write them: "1e-5", "1e6".
QString shortExponent(QString text) {
    static const QRegularExpression exponent(QStringLiteral("[eE]([+-]?)0*(\\d+)$"));
    const QRegularExpressionMatch match = exponent.match(text);
    if (!match.hasMatch())
        return text;
    const QString sign = match.captured(1) == QLatin1String("-") ? QStringLiteral("-") : QString();
    return text.left(match.capturedStart()) + QLatin1Char('e') + sign + match.captured(2);
}

} // namespace

std::optional<double> readNumber(const QString& text) {
    QString number = plain(text);
    if (number.isEmpty())
        return std::nullopt;
    if (number.count(QLatin1Char(',')) == 1 && !number.contains(QLatin1Char('.')))
        number.replace(QLatin1Char(','), QLatin1Char('.'));
    bool ok = false;
    const double value = number.contains(QLatin1Char(',')) ? 0.0 : QLocale::c().toDouble(number, &ok);
    if (ok)
        return std::isfinite(value) ? std::optional(value) : std::nullopt;
    return constantExpression(text);
}

std::optional<Index> readWhole(const QString& text) {
    const QString number = plain(text);
    bool ok = false;
    const qlonglong whole = number.toLongLong(&ok);
    if (ok)
        return static_cast<Index>(whole);
    if (number.contains(QLatin1Char(',')))
        return std::nullopt; // "1,024" would read as 1.024: better to ask
    const double value = QLocale::c().toDouble(number, &ok);
    if (!ok || !(std::abs(value) < 9e15) || value != std::floor(value))
        return std::nullopt;
    return static_cast<Index>(value);
}

std::optional<std::uint64_t> readSeed(const QString& text) {
    bool ok = false;
    const qulonglong value = plain(text).toULongLong(&ok);
    return ok ? std::optional<std::uint64_t>(value) : std::nullopt;
}

std::optional<std::vector<Index>> readWidths(const QString& text) {
    static const QRegularExpression separators(QStringLiteral("[\\s,;]+"));
    static const QRegularExpression times(QStringLiteral("(?<=\\d)\\s*[x×]\\s*(?=\\d)"));
    std::vector<Index> widths;
    for (const QString& part :
         QString(text).replace(times, QStringLiteral(",")).split(separators, Qt::SkipEmptyParts)) {
        bool ok = false;
        widths.push_back(static_cast<Index>(part.toLongLong(&ok)));
        if (!ok)
            return std::nullopt;
    }
    return widths.empty() ? std::nullopt : std::optional(widths);
}

QString numberText(double value) {
    QLocale locale;
    locale.setNumberOptions(QLocale::OmitGroupSeparator);
    return shortExponent(locale.toString(value, 'g', QLocale::FloatingPointShortest));
}

QString widthsText(const std::vector<Index>& widths) {
    QStringList parts;
    for (const Index width : widths)
        parts.append(QString::number(width));
    return parts.join(QStringLiteral(", "));
}

QString errorText(double value) {
    if (!std::isfinite(value))
        return QStringLiteral("—");
    if (value == 0.0)
        return QStringLiteral("0");
    return shortExponent(QLocale().toString(value, 'e', 1));
}

} // namespace gradewise
