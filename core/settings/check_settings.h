// Judges settings by their limits.
#pragma once

#include "core/files/rules.h"
#include "core/settings/setting.h"

#include <optional>
#include <string>

namespace gradewise {

inline void checkSetting(Rules& rules, const std::string& path, const Setting& setting, Index value) {
    if (const auto* limits = std::get_if<WholeNumber>(&setting.limits))
        rules.wholeNumber(path, setting.words, value, limits->low, limits->high);
}

inline void checkSetting(Rules& rules, const std::string& path, const Setting& setting, double value) {
    if (std::holds_alternative<FiniteAboveZero>(setting.limits))
        rules.positive(path, setting.words, value);
    if (const auto* limits = std::get_if<AboveUpTo>(&setting.limits))
        if (!(value > limits->low && (limits->highIncluded ? value <= limits->high : value < limits->high)))
            rules.add(path,
                      fmt::format("The {} must be above {} and {} {}; it is {}.", setting.words, limits->low,
                                  limits->highIncluded ? "at most" : "below", limits->high, value));
}

/// Checks every setting that applies; `path` is the struct's: "grades[1].stop".
template <Described Settings>
void checkSettings(Rules& rules, const std::string& path, const Settings& settings);

/// A setting of a type that has no limits, such as an enumeration.
template <class Value>
void checkSetting(Rules& rules, const std::string& path, const Setting&, const Value& value) {
    if constexpr (Described<const Value>)
        checkSettings(rules, path, value);
}

template <class Value>
void checkSetting(Rules& rules, const std::string& path, const Setting& setting,
                  const std::optional<Value>& value) {
    if (value)
        checkSetting(rules, path, setting, *value);
}

template <Described Settings>
void checkSettings(Rules& rules, const std::string& path, const Settings& settings) {
    eachSetting(settings, [&](const Setting& setting, const auto& value) {
        if (setting.applies)
            checkSetting(rules, fmt::format("{}.{}", path, setting.key), setting, value);
    });
}

} // namespace gradewise
