// Where the curve of a target jumps or has a pole, so that no line is drawn from one side to the other.
#pragma once

#include "core/target/gallery.h"
#include "core/target/target.h"

#include <limits>
#include <span>
#include <vector>

namespace gradewise {

/// A jump or a pole between two neighbouring points of a grid; of several there, one.
struct Break {
    std::size_t after = 0; ///< the grid point before it
    double x = 0.0;        ///< its place
    /// Values of the function on both sides of a jump, as near as they can be computed; NaN at a pole.
    double left = std::numeric_limits<double>::quiet_NaN();
    double right = std::numeric_limits<double>::quiet_NaN();

    bool isJump() const; ///< and no pole
};

/// For each output the breaks between the points of `x` (1 × n, increasing), in their order; of a target of
/// several variables none. Where the formula is known, only stretches on which it is not certainly
/// continuous are looked at; there, and everywhere of other targets, nested intervals follow the largest
/// difference down to neighbouring numbers: across a jump it stays, of a continuous function it goes.
std::vector<std::vector<Break>> breaksOf(const Target& target, const TargetConfig& config, const Matrix& x);
std::vector<std::vector<Break>> breaksOf(const GalleryEntry& entry, const Matrix& x);

/// A curve as it is to be drawn.
struct BrokenCurve {
    std::vector<double> x;
    std::vector<double> y;
    std::vector<std::size_t> brokenAfter; ///< points that are not joined to the next one, ascending
};

/// The values of the function itself, with both ends of every jump: each side reaches its own limit.
BrokenCurve brokenCurve(std::span<const double> x, std::span<const double> y,
                        const std::vector<Break>& breaks);

} // namespace gradewise
