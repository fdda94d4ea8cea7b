#include "core/sampled/ascent.h"

#include "core/sampled/sampled_ramps.h"

namespace gradewise {

namespace {

constexpr int mostAscents = 15;
constexpr double leastGain = 1e-5; ///< of a step, relative
constexpr double leastTurn = 1e-3;

struct Place {
    Ascended at;
    Vector slope; ///< of the strongest ramp's correlation, m
};

/// Where the ramp along a direction correlates most.
std::optional<Place> look(const Matrix& samples, const Matrix& residual, const Vector& direction,
                          const MayContinue& mayContinue) {
    SampledRamps one(samples);
    SampledRamps::Prices prices;
    if (!one.add(direction, mayContinue) || !one.price(residual, 0, 0.0, 1, prices, mayContinue))
        return std::nullopt;
    Place place;
    place.at.direction = direction;
    place.at.size = prices.largest;
    place.slope = Vector::Zero(direction.size());
    if (prices.peaks.empty())
        return place;
    const Ramp& ramp = prices.peaks.front().ramp;
    const double kink = one.position(ramp);
    const auto along = (ramp.side * ((direction.transpose() * samples).array() - kink)).eval();
    const Vector sums = residual * along.max(0.0).matrix().transpose();
    const auto mix = (sums.normalized().transpose() * residual).eval(); // 1 × n
    const auto active = (along > 0.0).cast<double>().eval();
    const Vector weights = (mix.array() * active).matrix().transpose();
    Index corner = 0;
    along.abs().minCoeff(&corner);
    place.slope = ramp.side * (samples * weights - weights.sum() * samples.col(corner));
    return place;
}

} // namespace

std::optional<Ascended> ascend(const Matrix& samples, const Matrix& residual, const Vector& start,
                               const MayContinue& mayContinue) {
    std::optional<Place> now = look(samples, residual, start, mayContinue);
    if (!now)
        return std::nullopt;
    const double before = now->at.size;
    double turn = 1.0;
    for (int i = 0; i < mostAscents && turn >= leastTurn && now->slope.norm() > 0.0;) {
        const Vector towards = now->slope.normalized();
        const Vector direction = ((1.0 - turn) * now->at.direction + turn * towards).normalized();
        auto next = look(samples, residual, direction, mayContinue);
        if (!next)
            return std::nullopt;
        if (next->at.size > (1.0 + leastGain) * now->at.size) {
            now = std::move(next);
            turn = std::min(1.0, 2.0 * turn);
            ++i;
        } else {
            turn *= 0.25;
        }
    }
    now->at.gain = before > 0.0 ? now->at.size / before : 1.0;
    return now->at;
}

} // namespace gradewise
