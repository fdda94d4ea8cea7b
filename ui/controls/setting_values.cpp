#include "ui/controls/setting_values.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace gradewise {

namespace {

struct SettingValues {
    Q_DECLARE_TR_FUNCTIONS(SettingValues)
};

/// Whether an empty field is an answer, and this is it.
bool standsForNothing(const QString& text, const FormWords& form) {
    return text.trimmed().isEmpty() && !form.whenEmpty.empty();
}

template <class Number>
QString typeOptional(std::optional<Number>& value, const QString& text, const FormWords& form,
                     const QString& orNothing) {
    if (standsForNothing(text, form)) {
        value.reset();
        return {};
    }
    Number number{};
    const QString problem = typeValue(number, text);
    if (problem.isEmpty())
        value = number;
    return problem.isEmpty() || form.whenEmpty.empty() ? problem : orNothing;
}

} // namespace

QString shownWords(std::string_view words) {
    return QCoreApplication::translate("Settings", std::string(words).c_str());
}

QString notANumber() {
    return SettingValues::tr("This is not a number. Write for instance 0.5 or 1e-3.");
}

QString notWhole() {
    return SettingValues::tr("This must be a whole number, for instance 1000.");
}

QStringList noAndYes() {
    return {SettingValues::tr("no"), SettingValues::tr("yes")};
}

QString valueText(double value, const FormWords&) {
    return numberText(value);
}

QString valueText(Index value, const FormWords& form) {
    return value == 0 && !form.whenEmpty.empty() ? QString() : QString::number(value);
}

QString valueText(std::uint64_t value, const FormWords&) {
    return QString::number(value);
}

QString valueText(const std::optional<double>& value, const FormWords&) {
    return value ? numberText(*value) : QString();
}

QString valueText(const std::optional<Index>& value, const FormWords&) {
    return value ? QString::number(*value) : QString();
}

QString valueText(const std::vector<Index>& widths, const FormWords&) {
    return widthsText(widths);
}

QString valueText(const std::optional<SmoothingConfig>& smoothing, const FormWords&) {
    QStringList numbers;
    if (smoothing)
        for (const double sigma : smoothing->sigma)
            numbers.append(numberText(sigma));
    return numbers.join(QStringLiteral(", "));
}

QString typeValue(double& value, const QString& text, const FormWords&) {
    const auto number = readNumber(text);
    value = number.value_or(value);
    return number ? QString() : notANumber();
}

QString typeValue(Index& value, const QString& text, const FormWords& form) {
    const auto number = standsForNothing(text, form) ? std::optional(Index{0}) : readWhole(text);
    value = number.value_or(value);
    return number ? QString() : notWhole();
}

QString typeValue(std::uint64_t& value, const QString& text, const FormWords&) {
    const auto seed = readSeed(text);
    value = seed.value_or(value);
    return seed ? QString()
                : SettingValues::tr(
                      "The seed must be a whole number from 0 to 18446744073709551615 (2^64 - 1).");
}

QString typeValue(std::optional<double>& value, const QString& text, const FormWords& form) {
    return typeOptional(
        value, text, form,
        SettingValues::tr("This is not a number. Write for instance 1e-3, or leave the field empty."));
}

QString typeValue(std::optional<Index>& value, const QString& text, const FormWords& form) {
    return typeOptional(
        value, text, form,
        SettingValues::tr("This must be a whole number, for instance 50, or the field empty."));
}

QString typeValue(std::vector<Index>& widths, const QString& text, const FormWords&) {
    const auto read = readWidths(text);
    widths = read.value_or(widths);
    return read ? QString()
                : SettingValues::tr(
                      "Write the widths of the hidden layers as whole numbers, for instance 64, 64.");
}

QString typeValue(std::optional<SmoothingConfig>& smoothing, const QString& text, const FormWords&) {
    if (text.trimmed().isEmpty()) {
        smoothing.reset();
        return {};
    }
    std::vector<double> sigma;
    static const QRegularExpression between(QStringLiteral(";\\s*|,?\\s+")); // 0,5 is one number
    for (const QString& part : text.trimmed().split(between))
        if (!typeValue(sigma.emplace_back(), part).isEmpty())
            return SettingValues::tr(
                "Write one number, for instance 0.004, or one a variable with blanks between; an empty field "
                "means no smoothing.");
    if (!smoothing)
        smoothing.emplace();
    smoothing->sigma = std::move(sigma);
    return {};
}

} // namespace gradewise
