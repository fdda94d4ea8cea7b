// The value of a setting as people type, read and choose it in a form.
#pragma once

#include "core/numbers/name_table.h"
#include "core/settings/setting.h"
#include "core/solver/grade.h"
#include "ui/models/number_text.h"

#include <QString>
#include <QStringList>

#include <algorithm>
#include <concepts>
#include <optional>
#include <string_view>

namespace gradewise {

/// Words of the core, which are plain English, in the language of the window.
QString shownWords(std::string_view words);

/// Sentences on texts that cannot be read.
QString notANumber();
QString notWhole();

/// What a field shows.
QString valueText(double value, const FormWords& form = {});
QString valueText(Index value,
                  const FormWords& form = {}); ///< nothing for a 0 that an empty field stands for
QString valueText(std::uint64_t value, const FormWords& form = {});
QString valueText(const std::optional<double>& value, const FormWords& form = {});
QString valueText(const std::optional<Index>& value, const FormWords& form = {});
QString valueText(const std::vector<Index>& widths, const FormWords& form = {});
QString valueText(const std::optional<SmoothingConfig>& smoothing, const FormWords& form = {});

/// Reads what was typed into `value`; returns what is wrong with it, and leaves the value as it is then.
QString typeValue(double& value, const QString& text, const FormWords& form = {});
QString typeValue(Index& value, const QString& text, const FormWords& form = {});
QString typeValue(std::uint64_t& value, const QString& text, const FormWords& form = {});
QString typeValue(std::optional<double>& value, const QString& text, const FormWords& form = {});
QString typeValue(std::optional<Index>& value, const QString& text, const FormWords& form = {});
QString typeValue(std::vector<Index>& widths, const QString& text, const FormWords& form = {});
/// One number, or one a variable; nothing takes the smoothing away.
QString typeValue(std::optional<SmoothingConfig>& smoothing, const QString& text, const FormWords& form = {});

/// A value that is typed.
template <class Value>
concept Typed = requires(Value& value, const QString& text) {
    typeValue(value, text);
};

template <Typed Value>
bool isEmpty(const Value&) {
    return false;
}
template <class Number>
bool isEmpty(const std::optional<Number>& value) {
    return !value;
}

template <class Value>
inline constexpr bool isOptionalSettings = false;
template <Described Settings>
inline constexpr bool isOptionalSettings<std::optional<Settings>> = true;

/// A value that is chosen from a list: that of an enumeration, a switch, or settings that may be absent.
template <class Value>
concept Chosen = Named<Value> || std::same_as<Value, bool> || isOptionalSettings<Value>;

QStringList noAndYes();

/// What there is to choose, in a word or two each.
template <Chosen Value>
QStringList choicesOf() {
    if constexpr (Named<Value>) {
        QStringList choices;
        for (const Value value : allOf<Value>())
            choices.append(shownWords(shortName(value)));
        return choices;
    } else {
        return noAndYes();
    }
}

/// Place in choicesOf().
template <Chosen Value>
int choiceOf(const Value& value) {
    if constexpr (Named<Value>) {
        const auto all = allOf<Value>();
        return static_cast<int>(std::find(all.begin(), all.end(), value) - all.begin());
    } else {
        return static_cast<bool>(value) ? 1 : 0;
    }
}

template <Chosen Value>
void choose(Value& value, int choice) {
    if constexpr (Named<Value>)
        value = allOf<Value>()[static_cast<std::size_t>(choice)];
    else if constexpr (std::same_as<Value, bool>)
        value = choice == 1;
    else if (choice == 0)
        value.reset();
    else if (!value)
        value.emplace();
}

} // namespace gradewise
