// All settings of a struct, those of the structs within it too, by path: "stop.plateau.epochs".
#pragma once

#include "core/settings/setting.h"

#include <optional>
#include <string>
#include <type_traits>
#include <variant>

namespace gradewise {

template <class Settings, class Visit>
void eachNestedSetting(Settings& settings, const std::string& prefix, const Visit& visit);

/// What lies within a value: nothing, but in a struct of settings, in an optional one that is set, and in the
/// alternative that a variant holds.
template <class Value, class Visit>
void eachSettingWithin(Value&, const std::string&, const Visit&) {}

template <class Value, class Visit>
requires Described<Value>
void eachSettingWithin(Value& value, const std::string& prefix, const Visit& visit) {
    eachNestedSetting(value, prefix, visit);
}

template <class Value, class Visit>
void eachSettingWithin(std::optional<Value>& value, const std::string& prefix, const Visit& visit) {
    if (value)
        eachSettingWithin(*value, prefix, visit);
}

template <class Value, class Visit>
void eachSettingWithin(const std::optional<Value>& value, const std::string& prefix, const Visit& visit) {
    if (value)
        eachSettingWithin(*value, prefix, visit);
}

template <class... Values, class Visit>
void eachSettingWithin(std::variant<Values...>& value, const std::string& prefix, const Visit& visit) {
    std::visit([&](auto& held) { eachSettingWithin(held, prefix, visit); }, value);
}

template <class... Values, class Visit>
void eachSettingWithin(const std::variant<Values...>& value, const std::string& prefix, const Visit& visit) {
    std::visit([&](const auto& held) { eachSettingWithin(held, prefix, visit); }, value);
}

/// Calls visit(path, setting, value), a struct before what lies within it.
template <class Settings, class Visit>
void eachNestedSetting(Settings& settings, const std::string& prefix, const Visit& visit) {
    eachSetting(settings, [&](const Setting& setting, auto& value) {
        const std::string path = prefix + std::string(setting.key);
        visit(path, setting, value);
        eachSettingWithin(value, path + ".", visit);
    });
}

/// Calls visit(setting, value) for the setting at that path; false where there is none.
template <class Settings, class Visit>
bool visitSetting(Settings& settings, const std::string& path, const Visit& visit) {
    bool found = false;
    eachNestedSetting(settings, {}, [&](const std::string& here, const Setting& setting, auto& value) {
        if (here == path) {
            found = true;
            visit(setting, value);
        }
    });
    return found;
}

} // namespace gradewise
