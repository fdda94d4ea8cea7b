// What one step of an iterative search came to.
#pragma once

namespace gradewise {

enum class Step {
    Moved,      ///< to a smaller value
    Stuck,      ///< no smaller value in reach: a minimum, as far as the search can tell
    Interrupted ///< by the one it asks whether to go on
};

} // namespace gradewise
