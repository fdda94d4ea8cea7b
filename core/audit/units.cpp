#include "core/audit/units.h"

#include "core/network/block_workspace.h"
#include "core/network/kernels.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

namespace gradewise {

namespace {

constexpr double sameDistance = 1e-12; ///< 1e-6, squared

Matrix someColumns(const Matrix& all, Index count) {
    if (count >= all.cols())
        return all;
    Matrix some(all.rows(), count);
    for (Index j = 0; j < count; ++j)
        some.col(j) = all.col(j * (all.cols() - 1) / std::max<Index>(count - 1, 1));
    return some;
}

double multiplyAddsOf(const BlockShape& shape) {
    double sum = 0.0;
    auto rows = static_cast<double>(shape.inputs);
    for (const Index width : shape.hidden) {
        sum += rows * static_cast<double>(width);
        rows = static_cast<double>(width);
    }
    return sum;
}

/// Least and largest activation of each unit of a layer.
struct LayerRange {
    explicit LayerRange(Index units)
        : low(Vector::Constant(units, std::numeric_limits<double>::infinity())),
          high(Vector::Constant(units, -std::numeric_limits<double>::infinity())) {}

    Vector low;
    Vector high;
};

std::vector<LayerRange> watch(const Block& block, const Matrix& in) {
    const BlockShape& shape = block.shape();
    std::vector<LayerRange> ranges;
    std::vector<Matrix> tiles;
    for (const Index width : shape.hidden) {
        ranges.emplace_back(width);
        tiles.emplace_back(width, BlockWorkspace::tileSize);
    }
    for (Index begin = 0; begin < in.cols(); begin += BlockWorkspace::tileSize) {
        const Index n = std::min(BlockWorkspace::tileSize, in.cols() - begin);
        const double* below = in.data() + begin * in.rows();
        for (std::size_t k = 0; k < tiles.size(); ++k) {
            const auto weights = block.weights(static_cast<Index>(k));
            const kernels::AffineMap map = {weights.data(), block.bias(static_cast<Index>(k)).data(),
                                            weights.rows(), weights.cols()};
            kernels::active().layer(shape.activation, map, below, n, tiles[k].data());
            for (Index j = 0; j < n; ++j) {
                ranges[k].low = ranges[k].low.cwiseMin(tiles[k].col(j));
                ranges[k].high = ranges[k].high.cwiseMax(tiles[k].col(j));
            }
            below = tiles[k].data();
        }
    }
    return ranges;
}

bool isDead(Activation activation, double low, double high) {
    if (activation == Activation::Relu)
        return !(high > 0.0);
    return !(high - low > 1e-12 * std::max(std::abs(low), std::abs(high)));
}

void countUnits(const std::vector<LayerRange>& ranges, Activation activation, UnitAudit& audit) {
    audit.units = audit.dead = audit.always = 0;
    audit.lifeless = false;
    for (const LayerRange& range : ranges) {
        Index dead = 0;
        for (Index i = 0; i < range.low.size(); ++i) {
            dead += isDead(activation, range.low(i), range.high(i)) ? 1 : 0;
            audit.always += activation == Activation::Relu && range.low(i) > 0.0 ? 1 : 0;
        }
        audit.units += range.low.size();
        audit.dead += dead;
        audit.lifeless = audit.lifeless || dead == range.low.size();
    }
}

/// Correlations of the features that vary (lower triangle).
Matrix correlations(const Matrix& features) {
    const Vector mean = features.rowwise().mean();
    Matrix centred = features.colwise() - mean;
    std::vector<Index> varying;
    for (Index i = 0; i < centred.rows(); ++i) {
        const double spread = centred.row(i).norm();
        const double rounding = 1e-12 * std::abs(mean(i)) * std::sqrt(static_cast<double>(features.cols()));
        if (!(spread > rounding) || !std::isfinite(spread))
            continue;
        centred.row(static_cast<Index>(varying.size())) = centred.row(i) / spread;
        varying.push_back(i);
    }
    const auto rows = static_cast<Index>(varying.size());
    const Matrix kept = centred.topRows(rows);
    Matrix result = Matrix::Zero(rows, rows);
    if (rows > 0)
        kernels::active().gram(rows, kept.data(), kept.cols(), result.data());
    return result;
}

Index duplicatesIn(const Matrix& correlations) {
    Index count = 0;
    for (Index i = 0; i < correlations.rows(); ++i) {
        const bool known = (correlations.row(i).head(i).array().square() >= 1.0 - sameDistance).any();
        count += known ? 1 : 0;
    }
    return count;
}

/// Steps of a pivoted Cholesky factorisation until all that is left is close to the span.
Index rankOf(const Matrix& correlations) {
    const Index size = correlations.rows();
    Matrix factor(size, size);
    Vector left = correlations.diagonal();
    for (Index rank = 0; rank < size; ++rank) {
        Index pivot = 0;
        const double distance = left.maxCoeff(&pivot);
        if (!(distance > sameDistance))
            return rank;
        Vector column(size);
        for (Index i = 0; i < size; ++i)
            column(i) = i >= pivot ? correlations(i, pivot) : correlations(pivot, i);
        column -= factor.leftCols(rank) * factor.row(pivot).head(rank).transpose();
        factor.col(rank) = column / std::sqrt(distance);
        left -= factor.col(rank).cwiseAbs2();
        left(pivot) = 0.0;
    }
    return size;
}

void findRank(const Matrix& features, UnitAudit& audit) {
    const Matrix related = correlations(features);
    audit.duplicates = duplicatesIn(related);
    audit.rank = rankOf(related);
}

} // namespace

UnitAudit auditUnits(const Block& block, const Matrix& features, double allowance) {
    UnitAudit audit;
    const BlockShape& shape = block.shape();
    if (shape.hidden.empty() || features.cols() == 0)
        return audit;
    const Activation activation = shape.activation;
    const Index wanted = std::min(features.cols(), std::max<Index>(512, 8 * shape.features()));
    const auto width = static_cast<double>(shape.features());
    const double ofRank = width * width * (0.5 * static_cast<double>(wanted) + width) +
                          multiplyAddsOf(shape) * static_cast<double>(wanted);
    const bool rankPays = ofRank <= allowance;
    const Matrix some = someColumns(features, rankPays ? wanted : std::min<Index>(wanted, 512));
    audit.samples = some.cols();
    audit.features = shape.features();
    countUnits(watch(block, some), activation, audit);
    if (audit.dead > 0 && some.cols() < features.cols() &&
        multiplyAddsOf(shape) * static_cast<double>(features.cols()) <= allowance) {
        audit.samples = features.cols();
        countUnits(watch(block, features), activation, audit);
    }
    if (rankPays)
        findRank(block.hidden(some), audit);
    return audit;
}

} // namespace gradewise
