// How JSON stands on the page: objects opened up, short things and rows of numbers on one line. Internal to
// writing files.
#pragma once

#include "core/files/watch.h"

#include <nlohmann/json.hpp>

#include <string>

namespace gradewise {

/// Keys keep the order in which they were set.
using Json = nlohmann::ordered_json;

/// The text with a final newline. Numbers are written with the digits that bring back the same double
/// (at most 17), whatever the locale; numbers that are not finite as null.
std::string layoutJson(const Json& value, const Watch& watch = {});

/// The same on one line, without a newline: for streams of one object a line.
std::string compactJson(const Json& value);

} // namespace gradewise
