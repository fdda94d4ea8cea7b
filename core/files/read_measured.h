// Reading what was measured: numbers that may have been undefined, and amounts. Internal to reading files.
#pragma once

#include "core/files/json_reader.h"

#include <limits>
#include <optional>

namespace gradewise {

/// A measured number: null when it was not defined.
struct Measured {
    double value = 0.0;
};
inline constexpr Measured undefined = {std::numeric_limits<double>::quiet_NaN()};

inline bool read(JsonReading& reading, const JsonValue& value, const std::string& path, Measured& out) {
    if (value.as<std::nullptr_t>() != nullptr) {
        out = undefined;
        return true;
    }
    return read(reading, value, path, out.value);
}

inline void readMeasured(JsonObjectReader& object, std::string_view key, double& out) {
    Measured measured;
    object.required(key, measured);
    out = measured.value;
}

inline void complainOfSign(JsonReading& reading, JsonObjectReader& object, std::string_view key) {
    reading.complain(object.pathOf(key), object.requiredValue(key)->offset,
                     "This number cannot be negative.");
}

/// Seconds, counts: numbers that cannot be negative.
template <class T>
void readAmount(JsonReading& reading, JsonObjectReader& object, std::string_view key, T& out) {
    if (object.required(key, out) && out < T{})
        complainOfSign(reading, object, key);
}

template <class T>
void readOptionalAmount(JsonReading& reading, JsonObjectReader& object, std::string_view key,
                        std::optional<T>& out) {
    if (object.optional(key, out) && *out < T{})
        complainOfSign(reading, object, key);
}

/// A measured number that cannot be negative either.
inline void readNorm(JsonReading& reading, JsonObjectReader& object, std::string_view key, double& out) {
    readMeasured(object, key, out);
    if (out < 0.0)
        complainOfSign(reading, object, key);
}

} // namespace gradewise
