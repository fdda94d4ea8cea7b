#include "core/numerics/banded_least_squares.h"

#include <algorithm>
#include <cmath>

namespace gradewise {

namespace {

/// Rotates two rows so that `row` loses its first entry to `kept`.
void rotate(double& keptLead, double& lead, BandedLeastSquares::Row& kept, BandedLeastSquares::Row& row) {
    const double length = std::sqrt(keptLead * keptLead + lead * lead);
    const double c = keptLead / length;
    const double s = lead / length;
    const auto turn = [c, s](double& a, double& b) {
        const double first = c * a + s * b;
        b = c * b - s * a;
        a = first;
    };
    if (&keptLead != &kept.border) {
        turn(kept.two, row.two);
        turn(kept.three, row.three);
        turn(kept.border, row.border);
    }
    turn(kept.right, row.right);
    keptLead = length;
    lead = 0.0;
}

} // namespace

BandedLeastSquares::BandedLeastSquares(Index unknowns) : triangle_(static_cast<std::size_t>(unknowns)) {}

void BandedLeastSquares::begin() {
    std::fill(triangle_.begin(), triangle_.end(), Row{});
    corner_ = Row{};
}

void BandedLeastSquares::add(Index first, Row row) {
    for (auto i = static_cast<std::size_t>(first); i < triangle_.size(); ++i) {
        if (row.one == 0.0 && row.two == 0.0 && row.three == 0.0)
            break;
        if (row.one != 0.0)
            rotate(triangle_[i].one, row.one, triangle_[i], row);
        row.one = row.two;
        row.two = row.three;
        row.three = 0.0;
    }
    if (row.border != 0.0)
        rotate(corner_.border, row.border, corner_, row);
}

Vector BandedLeastSquares::solve() const {
    const auto n = static_cast<Index>(triangle_.size());
    Vector result(n + 1);
    const double z = corner_.right / corner_.border;
    result(0) = z;
    double next = 0.0;
    double afterNext = 0.0;
    for (Index i = n - 1; i >= 0; --i) {
        const Row& row = triangle_[static_cast<std::size_t>(i)];
        const double x = (row.right - row.border * z - row.two * next - row.three * afterNext) / row.one;
        result(i + 1) = x;
        afterNext = next;
        next = x;
    }
    return result;
}

} // namespace gradewise
