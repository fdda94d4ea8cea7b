// What files and forms need to know of one setting of a solver. Each struct of settings lists its own by a
// function eachSetting(options, visit), which calls visit(Setting, value) for each of them.
#pragma once

#include <string_view>

namespace gradewise {

struct Setting {
    std::string_view key;  ///< in files: "learningRate"
    bool required = false; ///< a file must give it
    bool written = true; ///< whether a file says it; some settings are left out while they are the usual ones
    bool applies = true; ///< whether it means anything beside the settings listed before it
};

} // namespace gradewise
