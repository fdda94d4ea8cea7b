// Branch and bound on |f - s_L|. Private to the room.
#pragma once

#include "core/exact/bounded_function.h"
#include "core/exact/linear_pieces.h"

#include <queue>

namespace gradewise {

/// What the search ends with. Errors here are against the broken line of the pieces, without its slack.
struct SearchResult {
    double attained = 0.0; ///< proved to be reached near `at`
    double at = 0.0;
    double reach = 0.0; ///< the maximum next to `at` lies within this distance
    double bound = 0.0; ///< infinite where no bound was found
    Enclosure stuck;    ///< where there is none, or where no further halving makes it smaller
    bool outOfWork = false;
    double width = 0.0; ///< the widest enclosure of a single value of f, but for jumps: its rounding
};

class ErrorSearch {
public:
    /// The line bends at `places` only and has these values there; f and it are compared on all of them.
    ErrorSearch(const BoundedFunction& function, const Vector& places, const Vector& values);

    /// Until the bound exceeds what is attained by the share `tolerance` or by `floor`, or the work is done.
    SearchResult run(double tolerance, double floor, double operations);

private:
    /// A stretch of whole pieces, or a part of a single one.
    struct Stretch {
        double bound;
        Index first; ///< places
        Index last;
        double low;
        double high;
        Enclosure errorLow;
        Enclosure errorHigh;
        /// The largest bound first. Of stretches without a bound the shortest: if it cannot be halved any
        /// more the others do not matter.
        bool operator<(const Stretch& other) const {
            const bool bounded = bound < std::numeric_limits<double>::infinity();
            return bounded || bound != other.bound ? bound < other.bound
                                                   : high - low > other.high - other.low;
        }
    };

    void meet(const Enclosure& error, double x, double reach);
    Enclosure valueAt(double x);
    Enclosure lineAt(double x, Index piece) const;
    Enclosure errorAt(double x, Index piece);
    void push(Stretch stretch);
    void split(const Stretch& stretch);

    const BoundedFunction& function_;
    const Vector& places_;
    const Vector& values_;
    std::vector<Enclosure> errors_; ///< at the places
    std::vector<Enclosure> slopes_; ///< of the line
    std::priority_queue<Stretch> stretches_;
    SearchResult result_;
    double operations_ = 0.0;
};

} // namespace gradewise
