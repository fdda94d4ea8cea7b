#include "core/sampled/sampled_ramps.h"

#include "core/network/kernels.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace gradewise {

namespace {

/// How many directions are projected on at once.
constexpr Index batch = 16;

} // namespace

SampledRamps::Projection SampledRamps::projectionOf(const Vector& direction, const Vector& along) {
    std::vector<std::pair<double, int>> places(static_cast<std::size_t>(along.size()));
    for (std::size_t i = 0; i < places.size(); ++i)
        places[i] = {along(static_cast<Index>(i)), static_cast<int>(i)};
    std::sort(places.begin(), places.end());
    Projection result{direction, std::vector<int>(places.size()), Vector(along.size())};
    for (std::size_t i = 0; i < places.size(); ++i) {
        result.sorted(static_cast<Index>(i)) = places[i].first;
        result.order[i] = places[i].second;
    }
    return result;
}

bool SampledRamps::add(const Matrix& directions, const MayContinue& mayContinue) {
    const kernels::Table& kernels = kernels::active();
    const Vector none = Vector::Zero(batch);
    const std::size_t before = projections_.size();
    for (Index first = 0; first < directions.cols(); first += batch) {
        const Index rows = std::min(batch, directions.cols() - first);
        const Matrix weights = directions.middleCols(first, rows).transpose();
        Matrix along(rows, samples_.cols());
        kernels.affine({weights.data(), none.data(), rows, weights.cols()}, samples_.data(), samples_.cols(),
                       along.data());
        for (Index i = 0; i < rows; ++i) {
            if (!mayContinue()) {
                projections_.resize(before);
                return false;
            }
            projections_.push_back(projectionOf(directions.col(first + i), along.row(i)));
        }
    }
    return true;
}

double SampledRamps::position(const Ramp& ramp) const {
    return projections_[static_cast<std::size_t>(ramp.direction)].sorted(ramp.place);
}

Vector SampledRamps::values(const Ramp& ramp) const {
    const Projection& along = projections_[static_cast<std::size_t>(ramp.direction)];
    const double kink = along.sorted(ramp.place);
    Vector result(along.sorted.size());
    for (Index i = 0; i < result.size(); ++i)
        result(along.order[static_cast<std::size_t>(i)]) =
            std::max(ramp.side * (along.sorted(i) - kink), 0.0);
    result.array() -= result.mean();
    return result;
}

/// With `work` of t + 2 columns and n rows: correlations of the ramps that rise to the right, then the sizes
/// of both kinds. Those that rise to the left correlate as the ones to the right less the linear function.
void SampledRamps::priceOne(Index which, const Matrix& residual, double least, Prices& prices,
                            Matrix& work) const {
    const Projection& along = projections_[static_cast<std::size_t>(which)];
    const Index n = residual.cols();
    const Index t = residual.rows();
    const double share = 1.0 / static_cast<double>(n);
    work.rightCols(2).setZero();
    for (Index c = 0; c < t; ++c) {
        double beyond = 0.0;
        double sum = 0.0;
        for (Index j = n - 1; j >= 0; --j) {
            work(j, c) = sum;
            beyond += residual(c, along.order[static_cast<std::size_t>(j)]);
            if (j > 0)
                sum += share * beyond * (along.sorted(j) - along.sorted(j - 1));
        }
        const double linear = work(0, c);
        work.col(t).array() += work.col(c).array().square();
        work.col(t + 1).array() += (work.col(c).array() - linear).square();
    }
    work(n - 1, t + 1) = 0.0; // the linear function again
    for (Index kind = 0; kind < 2; ++kind) {
        const double* const squares = work.col(t + kind).data();
        const double floor = least * least;
        for (Index j = 0; j < n; ++j) {
            prices.largest = std::max(prices.largest, squares[j]);
            if (squares[j] > floor && (j == 0 || squares[j] > squares[j - 1]) &&
                (j + 1 == n || squares[j] >= squares[j + 1]))
                prices.peaks.push_back({{which, kind == 0 ? 1.0 : -1.0, j}, std::sqrt(squares[j])});
        }
    }
}

void SampledRamps::sort(std::vector<Peak>& peaks) {
    std::stable_sort(peaks.begin(), peaks.end(),
                     [](const Peak& a, const Peak& b) { return a.size > b.size; });
}

bool SampledRamps::price(const Matrix& residual, Index first, double least, Index most, Prices& prices,
                         const MayContinue& mayContinue) const {
    prices = {};
    Matrix work(residual.cols(), residual.rows() + 2);
    const auto keepMost = [&] {
        sort(prices.peaks);
        prices.peaks.resize(std::min(prices.peaks.size(), static_cast<std::size_t>(most)));
    };
    for (Index which = first; which < directions(); ++which) {
        if (!mayContinue())
            return false;
        priceOne(which, residual, least, prices, work);
        if (static_cast<Index>(prices.peaks.size()) > 4 * most)
            keepMost();
    }
    prices.largest = std::sqrt(prices.largest); // until here its square
    keepMost();
    return true;
}

} // namespace gradewise
