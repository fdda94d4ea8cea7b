// "May I go on?": what long work asks every few milliseconds, so that it can be ended.
#pragma once

#include <functional>

namespace gradewise {

/// Asked on the thread that works; cheap, though it waits while a run is paused. Once it has said no, whoever
/// asked ends soon, and what it returns says that it is not whole.
using MayContinue = std::function<bool()>;

/// For work that nobody ends.
inline bool alwaysContinue() {
    return true;
}

} // namespace gradewise
