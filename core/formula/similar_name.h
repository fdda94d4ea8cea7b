// What a misspelt name in a formula may have been meant for. Private to the room.
#pragma once

#include <string_view>

namespace gradewise {

/// The known word most like `name` (few letters changed, missing, doubled or swapped; case does not count),
/// or empty. With `functionsOnly` constants are no answer.
std::string_view similarName(std::string_view name, bool functionsOnly);

} // namespace gradewise
