#include "core/record/peaks/breaks.h"

#include "core/exact/bounded_function.h"
#include "core/target/target_expression.h"

#include <algorithm>
#include <cmath>
#include <optional>

namespace gradewise {

namespace {

// An interval is divided there: half would meet the round numbers at which formulas like to be special.
constexpr double share = 0.4837;
constexpr double units = 4.0; // in the last place: no interval is made narrower
/// So many halvings apart two differences are compared: a root that is as steep as |x|^(1/10) makes them
/// three times smaller, a jump leaves them as they are, or halves them where a number lies right on it.
constexpr std::size_t apart = 16;
constexpr double staying = 0.4;
constexpr std::size_t fewHalvings = 12; // within which values grow towards a pole that nobody knew of
// Differences smaller than that share of what they were at first belong to a continuous function: where a
// formula may jump, and where nothing is known.
constexpr double goneOfSuspect = 1e-6;
constexpr double goneOfAny = 0.05;
constexpr double rounding = 1e-11; ///< of the values: no jump
constexpr double muchLarger = 1e3;
constexpr std::size_t mostBounded = 100; // descents; of more, bounds would cost more than they help

enum class Follow { Difference, Size };

bool isContinuous(const BoundedFunction& bounded, const Enclosure& piece) {
    return bounded.withoutSlopes(piece).regularity == Regularity::Continuous;
}

/// Nested intervals.
struct Descent {
    Index output = 0;
    std::size_t after = 0;
    Follow follow = Follow::Difference;
    double low = 0.0, high = 0.0;
    double atLow = 0.0, atHigh = 0.0;
    double size = 0.0;  ///< of the values at both grid points
    double width = 0.0; ///< between both grid points
    bool done = false;
    bool breaks = false;
    std::vector<double> differences = {};
    std::vector<double> sizes = {}; ///< of the values at both ends

    bool narrow() const {
        const double spacing =
            std::numeric_limits<double>::epsilon() * std::max({std::abs(low), std::abs(high), width});
        return high - low <= units * spacing;
    }
    /// Whether the last differences are hardly smaller than those before them.
    bool stays() const {
        const std::size_t back = std::min(apart, (differences.size() - 1) / 2);
        return back > 0 && differences.back() >= staying * differences[differences.size() - 1 - back];
    }
    /// Whether the values have grown in the last halvings hardly less than in those before them.
    bool grows() const {
        const std::size_t back = std::min(apart, (sizes.size() - 1) / 2);
        if (back == 0)
            return false;
        const double middle = sizes[sizes.size() - 1 - back];
        const double recent = sizes.back() - middle;
        return recent > rounding * size && recent >= staying * (middle - sizes[sizes.size() - 1 - 2 * back]);
    }
    void judge(double gone) {
        const double now = differences.back();
        if (!std::isfinite(now)) {
            done = breaks = true;
        } else if ((!(now > gone * differences.front()) && !isHigh()) || !(now > rounding * size)) {
            done = true;
        } else if (narrow()) {
            done = true;
            breaks = follow == Follow::Difference ? stays() : grows() || hasPassedAPole();
        } else if (follow == Follow::Size && gone == goneOfAny && sizes.size() == fewHalvings) {
            done = !(sizes.back() > size);
        }
    }
    /// A middle right beside a pole is the largest value there is, on whichever side the pole is left.
    bool hasPassedAPole() const {
        return sizes.back() > muchLarger * size && differences.back() > differences.front();
    }
    /// On the way up to a pole the first middle may have been nearer to it than the next ones are.
    bool isHigh() const { return follow == Follow::Size && sizes.back() > 1.5 * size; }
    /// Takes one of both parts, by the value at `middle`.
    void divide(double middle, double value, double gone, const BoundedFunction* bounded) {
        if (std::isnan(value)) { // a point that has none, or 1/0 within an oscillation
            done = true;
            breaks = differences.size() > apart / 2;
            return;
        }
        const double before = std::abs(value - atLow);
        const double behind = std::abs(atHigh - value);
        bool left = follow == Follow::Difference ? before >= behind : std::abs(atLow) >= std::abs(atHigh);
        if (bounded)
            if (const bool whole = isContinuous(*bounded, {low, middle});
                whole != isContinuous(*bounded, {middle, high}))
                left = !whole;
        differences.push_back(std::max(before, behind));
        (left ? high : low) = middle;
        (left ? atHigh : atLow) = value;
        sizes.push_back(std::max(std::abs(atLow), std::abs(atHigh)));
        judge(gone);
    }
    double middle() const { return low + share * (high - low); }
};

class Search {
public:
    Search(const Target& target, const Matrix& x) : target_(target), x_(x), y_(target(x)) {}

    std::vector<std::vector<Break>> run(const std::optional<Expression>& formula) {
        gone_ = formula ? goneOfSuspect : goneOfAny;
        begin(formula);
        while (step()) {
        }
        return breaks();
    }

private:
    void begin(const std::optional<Expression>& formula) {
        if (formula)
            bounded_.emplace(*formula);
        for (Index i = 0; i + 1 < x_.cols(); ++i) {
            const double low = x_(0, i);
            const double high = x_(0, i + 1);
            if (bounded_ && isContinuous(*bounded_, {low, high}))
                continue;
            for (Index k = 0; k < y_.rows(); ++k) {
                const double left = y_(k, i);
                const double right = y_(k, i + 1);
                const double size = std::max(std::abs(left), std::abs(right));
                if (!std::isfinite(left) || !std::isfinite(right))
                    continue; // has no line
                for (const Follow follow : {Follow::Difference, Follow::Size})
                    descents_.push_back(
                        {k, static_cast<std::size_t>(i), follow, low, high, left, right, size, high - low});
            }
        }
    }

    /// One halving of all intervals at once; false when none is left.
    bool step() {
        std::vector<Descent*> open;
        for (Descent& descent : descents_)
            if (!descent.done)
                open.push_back(&descent);
        if (open.empty())
            return false;
        Matrix middles(1, static_cast<Index>(open.size()));
        for (std::size_t i = 0; i < open.size(); ++i)
            middles(0, static_cast<Index>(i)) = open[i]->middle();
        const Matrix values = target_(middles);
        for (std::size_t i = 0; i < open.size(); ++i)
            open[i]->divide(middles(0, static_cast<Index>(i)), values(open[i]->output, static_cast<Index>(i)),
                            gone_, bounded_ && descents_.size() <= mostBounded ? &*bounded_ : nullptr);
        return true;
    }

    std::vector<std::vector<Break>> breaks() const {
        std::vector<std::vector<Break>> result(static_cast<std::size_t>(y_.rows()));
        for (const Descent& descent : descents_) {
            if (!descent.breaks)
                continue;
            std::vector<Break>& found = result[static_cast<std::size_t>(descent.output)];
            if (!found.empty() && found.back().after == descent.after)
                continue; // both ways down came to one
            const double x = 0.5 * (descent.low + descent.high);
            // A little to the side: right on a jump formulas like to have a value of their own.
            const double aside = 64.0 * (descent.high - descent.low);
            Matrix sides(1, 2);
            sides << std::max(x - aside, x_(0, static_cast<Index>(descent.after))),
                std::min(x + aside, x_(0, static_cast<Index>(descent.after) + 1));
            const Vector limits = target_(sides).row(descent.output);
            Break place{descent.after, x};
            // At a pole the values grow on the way; at a jump they are near those of the grid points.
            const double most = 4.0 * descent.size;
            if (std::abs(limits(0)) <= most && std::abs(limits(1)) <= most) {
                place.left = limits(0);
                place.right = limits(1);
            }
            found.push_back(place);
        }
        return result;
    }

    const Target& target_;
    const Matrix& x_;
    const Matrix y_;
    std::optional<BoundedFunction> bounded_;
    double gone_ = goneOfAny;
    std::vector<Descent> descents_; ///< by point, output, and way
};

} // namespace

std::vector<std::vector<Break>> breaksOf(const Target& target, const TargetConfig& config, const Matrix& x) {
    if (target.inputs() != 1)
        return std::vector<std::vector<Break>>(static_cast<std::size_t>(target.outputs()));
    const auto formula = expressionOf(config);
    const auto* expression = std::get_if<Expression>(&formula);
    return Search(target, x).run(expression ? std::optional(*expression) : std::nullopt);
}

bool Break::isJump() const {
    return !std::isnan(left) && !std::isnan(right);
}

BrokenCurve brokenCurve(std::span<const double> x, std::span<const double> y,
                        const std::vector<Break>& breaks) {
    BrokenCurve curve;
    auto next = breaks.begin();
    for (std::size_t i = 0; i < x.size(); ++i) {
        curve.x.push_back(x[i]);
        curve.y.push_back(y[i]);
        if (next == breaks.end() || next->after != i)
            continue;
        const bool jump = next->isJump();
        if (jump) {
            curve.x.push_back(next->x);
            curve.y.push_back(next->left);
        }
        curve.brokenAfter.push_back(curve.x.size() - 1);
        if (jump) {
            curve.x.push_back(next->x);
            curve.y.push_back(next->right);
        }
        ++next;
    }
    return curve;
}

std::vector<std::vector<Break>> breaksOf(const GalleryEntry& entry, const Matrix& x) {
    TargetConfig config;
    config.id = entry.id;
    const Index outputs = x.cols() > 0 ? entry.function(x.leftCols(1)).rows() : 1;
    return breaksOf(Target(entry.name, entry.domain, outputs, entry.function), config, x);
}

} // namespace gradewise
