#include "ui/charts/number_format.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace gradewise {

namespace {

QString withTrueMinus(QString text) {
    if (text.startsWith(QLatin1Char('-')))
        text[0] = QChar(0x2212);
    return text;
}

/// The exponent that the value has once it is rounded to so many digits: 9.99 with two digits has 1.
int roundedExponent(double value, int digits) {
    const QByteArray text = QByteArray::number(value, 'e', std::max(0, digits - 1));
    return text.mid(text.indexOf('e') + 1).toInt();
}

QString scientific(double value, int digits, bool trimmed) {
    const int exponent = roundedExponent(value, digits);
    QByteArray mantissa = QByteArray::number(value, 'e', std::max(0, digits - 1));
    mantissa.truncate(mantissa.indexOf('e'));
    if (trimmed && mantissa.contains('.')) {
        while (mantissa.endsWith('0'))
            mantissa.chop(1);
        if (mantissa.endsWith('.'))
            mantissa.chop(1);
    }
    QString text = QString::fromLatin1(mantissa);
    text.replace(QLatin1Char('.'), QLocale().decimalPoint());
    return text + QLatin1Char('e') + QString::number(exponent);
}

QString significant(double value, int digits, bool trimmed) {
    if (std::isnan(value))
        return QCoreApplication::translate("gradewise::NumberFormat", "undefined");
    if (std::isinf(value))
        return value > 0.0 ? QStringLiteral("∞") : QStringLiteral("−∞");
    if (value == 0.0)
        return QStringLiteral("0");
    const int exponent = roundedExponent(value, digits);
    if (exponent < -3 || exponent >= 5)
        return withTrueMinus(scientific(value, digits, trimmed));
    QLocale locale;
    int decimals = std::max(0, digits - 1 - exponent);
    if (trimmed) {
        QByteArray plain = QByteArray::number(value, 'f', decimals);
        while (decimals > 0 && plain.endsWith('0')) {
            plain.chop(1);
            --decimals;
        }
    }
    return withTrueMinus(locale.toString(value, 'f', decimals));
}

} // namespace

QString compactNumber(double value, int digits) {
    return significant(value, digits, false);
}

QString readingNumber(double value) {
    return significant(value, 7, true);
}

QString factorNumber(double value) {
    return significant(value, value < 1e4 ? 3 : 2, false); // as short as the place beside a strip is
}

QString tickNumber(double value, double step) {
    if (value == 0.0 || std::abs(value) < 1e-9 * step)
        return QStringLiteral("0");
    const double size = std::max(std::abs(value), step);
    if (size >= 1e5 || size < 1e-3) {
        const double digits = std::floor(std::log10(std::abs(value))) - std::floor(std::log10(step)) + 1.0;
        return significant(value, std::clamp(static_cast<int>(digits), 1, 12), true);
    }
    const int decimals = std::clamp(static_cast<int>(std::ceil(-std::log10(step) - 1e-9)), 0, 12);
    return withTrueMinus(QLocale().toString(value, 'f', decimals));
}

QString timeText(double seconds) {
    const auto whole = static_cast<qint64>(std::llround(seconds));
    if (seconds < 59.95)
        return QCoreApplication::translate("gradewise::NumberFormat", "%1 s")
            .arg(QLocale().toString(seconds, 'f', seconds < 9.95 ? 1 : 0));
    if (whole < 3600)
        return QCoreApplication::translate("gradewise::NumberFormat", "%1 min %2 s")
            .arg(whole / 60)
            .arg(whole % 60);
    return QCoreApplication::translate("gradewise::NumberFormat", "%1 h %2 min")
        .arg(whole / 3600)
        .arg(whole % 3600 / 60);
}

QString subscript(std::size_t number) {
    QString text = QString::number(number);
    for (QChar& digit : text)
        digit = QChar(0x2080 + digit.digitValue());
    return text;
}

} // namespace gradewise
