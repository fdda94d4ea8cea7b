// What to tell people about text that is not JSON. Internal to reading files.
#pragma once

#include <string>
#include <string_view>

namespace gradewise {

/// What most likely went wrong at a place where the grammar was broken.
std::string syntaxHint(std::string_view text, std::size_t offset, std::string_view parserSays);

} // namespace gradewise
