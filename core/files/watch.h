// How long work with files tells how far it is, and how it is given up.
#pragma once

#include <exception>
#include <functional>

namespace gradewise {

/// Ends work in its middle that nobody wants any more.
class GivenUp : public std::exception {
public:
    const char* what() const noexcept override { return "The work was given up."; }
};

/// Told every few milliseconds how much of the work is done, from 0 to 1, on the thread that does it. It may
/// throw GivenUp; the work then ends there and leaves nothing behind. An empty one is not told.
using Watch = std::function<void(double share)>;

/// A watch on a part of the work: from `low` to `high` of all of it.
inline Watch part(const Watch& whole, double low, double high) {
    if (!whole)
        return {};
    return [whole, low, high](double share) { whole(low + share * (high - low)); };
}

} // namespace gradewise
