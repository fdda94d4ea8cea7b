// Reads a struct of settings from a JSON object, strictly: a key that no setting has is an error.
#pragma once

#include "core/files/json_reader.h"
#include "core/settings/setting.h"

namespace gradewise {

/// Reads every setting that applies; what is missing keeps its value.
template <Described Settings>
void readSettings(JsonObjectReader& object, Settings& out) {
    eachSetting(out, [&object](const Setting& setting, auto& value) {
        if (setting.applies && setting.required)
            object.required(setting.key, value);
        else if (setting.applies)
            object.optional(setting.key, value);
    });
}

template <Described Settings>
bool read(JsonReading& reading, const JsonValue& value, const std::string& path, Settings& out) {
    JsonObjectReader object(reading, value, path);
    readSettings(object, out);
    object.finish();
    return object.isObject();
}

} // namespace gradewise
