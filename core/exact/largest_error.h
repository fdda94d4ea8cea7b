// sup |f - s_L| over the whole interval, not on a grid: proved where that is possible, and said so where not.
//
// Between its kinks s_L is a straight line, so f - s_L has there the derivatives of f. On a stretch [a, b] of
// length h with -K <= f'' the error is at most its chord plus K (x - a)(b - x) / 2; where f has a kink, its
// slopes bound it instead; where even these are unbounded, and across a jump, its range. Stretches whose
// bound is too large are halved, the worst first (branch and bound), until the bound is within a percent of
// an error that is attained. All bounds of f come from interval arithmetic on the formula. Where f may have
// no value, or none that is finite, nothing is proved.
#pragma once

#include "core/exact/linear_pieces.h"
#include "core/numbers/name_table.h"

#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace gradewise {

struct LargestError {
    enum class Kind {
        Exact,     ///< f is piecewise linear too: attained and bound differ by rounding only
        Certified, ///< proved: no point of the interval has a larger error than `bound`
        Sampled,   ///< the largest that a search met; there may be larger ones
    };
    Kind kind = Kind::Sampled;
    double attained = 0.0;       ///< |f(at) - s_L(at)|, by the programs' own evaluation
    double at = 0.0;             ///< x
    std::optional<double> bound; ///< unless sampled
    std::optional<Index> pieces; ///< linear pieces of s_L, where they are known
    std::string reason; ///< why the number is only sampled, or the bound further than a percent; a sentence

    bool operator==(const LargestError&) const = default;
};

template <>
Names<LargestError::Kind> namesOf<LargestError::Kind>();

/// "sup|f − s_5| ≤ 3.906e-05 (certified; attained 3.901e-05 at x = 0.123)", for `grades` = 5. Bounds are
/// rounded up, attained errors down.
std::string describe(const LargestError& error, std::size_t grades);

/// An error that is known from elsewhere.
struct KnownError {
    double size = 0.0;     ///< |f(at) - s_L(at)|
    double at = 0.0;       ///< x
    double rounding = 0.0; ///< what another order of summation may make of it
};
/// The last defence: a bound below an error that is known is taken back, and said to be; then false. A
/// sampled error is never less than one that is known.
bool confront(LargestError& error, const KnownError& known);

/// How much work is allowed; the same on every machine.
struct ErrorBudget {
    PiecesLimits pieces;
    double operations = 1.5e6;    ///< of intervals in the search
    double multiplications = 2e8; ///< of the network, where it is sampled
};
/// Twenty times as much, for those who ask for it.
ErrorBudget patientBudget();

struct ErrorOverInterval {
    LargestError error;
    std::optional<LinearPieces> pieces;
};

/// For a target of one variable with one output, made from that configuration. Throws std::invalid_argument
/// for others. Deterministic; never ends without an answer.
ErrorOverInterval largestError(const TargetConfig& config, const Target& target, const MultigradeModel& model,
                               const ErrorBudget& budget = {});

} // namespace gradewise
