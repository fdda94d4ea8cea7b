#include "core/exact/passage.h"

#include "core/numbers/metrics.h"

#include <algorithm>
#include <cmath>

namespace gradewise {

namespace {

/// Pieces at a time: so many that a layer's values are some hundred kilobytes. Larger tables cost more in
/// page faults than in arithmetic (measured for 9000 neurons), smaller ones waste the products.
Index tileFor(const MultigradeModel& model) {
    constexpr Index numbers = 40000;
    Index widest = 1;
    for (std::size_t l = 0; l < model.grades(); ++l)
        for (const Index width : model.grade(l).block.shape().hidden)
            widest = std::max(widest, width);
    return std::clamp<Index>(numbers / widest, 16, 512);
}

/// γ_n = n u / (1 - n u): the relative error of a sum of n products in any order.
double gamma(Index terms) {
    const double share = static_cast<double>(terms) * unitRoundoff;
    return share / (1.0 - share);
}

/// A hidden layer on the places of a tile.
struct LayerView {
    Matrix active;      ///< by neuron and piece: 1 where it is active, else 0
    Vector disturbance; ///< by neuron: what it may be off of itself
};

/// ReLU leaves its chord by at most u v / (u + v) <= min(u, v) where z goes from u > 0 to -v on one piece: it
/// changes sign next to a place, since zeros are rounded and near ones merged. By neuron the most.
Vector crossings(const Matrix& values) {
    Vector most = Vector::Zero(values.rows());
    for (Index k = 0; k + 1 < values.cols(); ++k) {
        const auto left = values.col(k).array();
        const auto right = values.col(k + 1).array();
        most = most.array().max((left * right < 0.0).select(left.abs().min(right.abs()), 0.0)).matrix();
    }
    return most;
}

class TilePassage {
public:
    TilePassage(const MultigradeModel& model, Matrix x) : model_(model), x_(std::move(x)) {}

    /// Fills in the sums and sizes.
    void forwards(Index begin, Passage& passage) {
        Fed fed(x_);
        Vector sum = Vector::Zero(x_.cols());
        double size = 0.0;
        for (std::size_t l = 0; l < model_.grades(); ++l) {
            const Block& block = model_.grade(l).block;
            std::vector<LayerView>& views = grades_.emplace_back();
            Matrix below = fed.seen();
            for (Index layer = 0; layer + 1 < block.layers(); ++layer) {
                Matrix values = affine(block, layer, below);
                const Vector rounding = gamma(below.rows() + 2) * sizeOf(block, layer, below);
                // Twice: once here, once in the evaluation that this is compared with.
                views.push_back({activity(values), 2.0 * rounding + crossings(values)});
                // Made first: assigning an expression, or the constant that eval() returns, frees the old
                // memory before it has the new, and where there is none it is freed twice.
                below = Matrix(values.cwiseMax(0.0));
            }
            const Index last = block.layers() - 1;
            sum += affine(block, last, below).row(0).transpose();
            const double terms = sizeOf(block, last, below)(0);
            readOut_ += 2.0 * gamma(below.rows() + 2) * terms;
            size += terms;
            const auto row = static_cast<Index>(l);
            passage.sums.row(row).segment(begin, x_.cols()) = sum.transpose();
            passage.sizes(row) = std::max(passage.sizes(row), size);
            fed.advance(model_.grade(l).carry, std::move(below), x_);
        }
        readOut_ += 2.0 * gamma(static_cast<Index>(model_.grades()) + 2) * size;
    }

    /// Σ over all neurons |d s_L / d z| · disturbance, the most on any piece. What comes from a neuron
    /// reaches s_L through the neurons that are active there; next to a place those of either side may be.
    double backwards() const {
        const Index pieces = x_.cols() - 1;
        Vector total = Vector::Constant(pieces, readOut_);
        Matrix seen; // d s_L / d (what grade l + 1 sees), rows × pieces
        for (std::size_t l = model_.grades(); l-- > 0;) {
            const Block& block = model_.grade(l).block;
            const Index features = block.shape().features();
            Matrix slope = block.weights(block.layers() - 1).row(0).transpose().replicate(1, pieces);
            Matrix beside; // what was handed on beside the features
            if (seen.rows() > 0) {
                slope += seen.topRows(features);
                beside = seen.bottomRows(seen.rows() - features);
            }
            for (Index layer = block.layers() - 1; layer-- > 0;) {
                const LayerView& view = grades_[l][static_cast<std::size_t>(layer)];
                // A neuron that is off here may be on next door, so its own share counts as if it were on.
                total += slope.cwiseAbs().transpose() * view.disturbance;
                if (l == 0 && layer == 0)
                    break; // x itself is not rounded: its slope does not matter
                slope = Matrix(block.weights(layer).transpose() * slope.cwiseProduct(view.active));
            }
            seen = std::move(slope);
            if (beside.rows() > 0 &&
                (model_.grade(l).carry == Carry::All || model_.grade(l).carry == Carry::LastTwo))
                seen.topRows(beside.rows()) += beside;
        }
        return total.maxCoeff();
    }

private:
    static Matrix affine(const Block& block, Index layer, const Matrix& below) {
        Matrix values = block.weights(layer) * below;
        values.colwise() += block.bias(layer);
        return values;
    }
    /// |W| max|below| + |b|: at least the sum of the sizes of all terms, at any place of the tile.
    static Vector sizeOf(const Block& block, Index layer, const Matrix& below) {
        return block.weights(layer).cwiseAbs() * below.cwiseAbs().rowwise().maxCoeff() +
               block.bias(layer).cwiseAbs();
    }
    static Matrix activity(const Matrix& values) {
        const Index pieces = values.cols() - 1;
        return ((values.leftCols(pieces) + values.rightCols(pieces)).array() > 0.0).cast<double>();
    }

    const MultigradeModel& model_;
    Matrix x_; ///< 1 × n
    std::vector<std::vector<LayerView>> grades_;
    double readOut_ = 0.0; ///< what the read-outs and their sum may be off of themselves
};

} // namespace

Passage passThrough(const MultigradeModel& model, const Vector& places) {
    const auto grades = static_cast<Index>(model.grades());
    Passage passage{Matrix::Zero(grades, places.size()), Vector::Zero(grades), 0.0};
    const Index tile = tileFor(model);
    // Tiles share a place, so that every piece lies within one.
    for (Index begin = 0; begin + 1 < places.size(); begin += tile) {
        const Index count = std::min(tile + 1, places.size() - begin);
        TilePassage part(model, places.segment(begin, count).transpose());
        part.forwards(begin, passage);
        passage.slack = std::max(passage.slack, part.backwards());
    }
    // To first order in the rounding unit; twice that leaves room for all the others.
    passage.slack *= 2.0;
    return passage;
}

} // namespace gradewise
