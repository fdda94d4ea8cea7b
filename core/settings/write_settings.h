// Writes a struct of settings as a JSON object.
#pragma once

#include "core/files/json_layout.h"
#include "core/settings/setting.h"

#include <optional>
#include <string>
#include <type_traits>

namespace gradewise {

template <Described Settings>
void writeSettings(Json& json, const Settings& settings);

template <class Value>
void writeSetting(Json& json, std::string_view key, const Value& value) {
    Json& place = json[std::string(key)];
    if constexpr (Described<const Value>)
        writeSettings(place = Json::object(), value);
    else if constexpr (std::is_enum_v<Value>)
        place = name(value);
    else
        place = value;
}

template <class Value>
void writeSetting(Json& json, std::string_view key, const std::optional<Value>& value) {
    if (value)
        writeSetting(json, key, *value);
}

/// Adds every setting that applies and is to be written.
template <Described Settings>
void writeSettings(Json& json, const Settings& settings) {
    eachSetting(settings, [&json](const Setting& setting, const auto& value) {
        if (setting.applies && setting.written)
            writeSetting(json, setting.key, value);
    });
}

template <Described Settings>
Json settingsJson(const Settings& settings) {
    Json json = Json::object();
    writeSettings(json, settings);
    return json;
}

} // namespace gradewise
