// Waits for what a session does on its own thread.
#pragma once

#include <chrono>
#include <functional>
#include <thread>

namespace gradewise {

/// Gives every update of the session to `add()` of what has been heard, until `done` says so or half a minute
/// has passed.
template <class Heard, class Session>
Heard takeUntil(Session& session, const std::function<bool(const Heard&)>& done) {
    Heard heard;
    const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (!done(heard) && std::chrono::steady_clock::now() < limit) {
        heard.add(session.takeNews());
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    return heard;
}

} // namespace gradewise
