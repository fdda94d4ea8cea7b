#include "core/construction/cascade.h"

#include "core/construction/sawtooth.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace gradewise {

namespace {

constexpr Index products = 29; ///< of the first layer: 5 bends and 12 for each entry of v
constexpr Index handedOn = 15;
constexpr double delta = 0x1p-24; ///< δ, how wide the digit's ramp is
constexpr double bound = 4.0;     ///< B

/// Affine functions of the layer below, a column each: what they weigh its units with, then their constant.
Matrix unit(Index width, Index first, Index count = 1) {
    Matrix forms = Matrix::Zero(width + 1, count);
    forms.middleRows(first, count).setIdentity();
    return forms;
}

/// What has a sign is held as ρ(form) and ρ(-form), so that its rounding errors are relative ones.
Matrix difference(Index width, Index first, Index count) {
    return unit(width, first, count) - unit(width, first + count, count);
}

/// Units ρ(form), from `first` on; returns the place behind them.
Index set(Block& block, Index layer, Index first, const Matrix& forms) {
    const Index width = forms.rows() - 1;
    block.weights(layer).middleRows(first, forms.cols()) = forms.topRows(width).transpose();
    block.bias(layer).segment(first, forms.cols()) = forms.row(width).transpose();
    return first + forms.cols();
}

Index setSigned(Block& block, Index layer, Index first, const Matrix& forms) {
    first = set(block, layer, first, forms);
    return set(block, layer, first, -forms);
}

/// What of two forms is beyond ±bound · room, with its sign: the forms less that are clamped.
void setBeyond(Block& block, Index first, const Matrix& forms, const Matrix& room) {
    const Matrix wall = bound * room.replicate(1, forms.cols());
    first = set(block, 0, first, forms - wall);
    set(block, 0, first, -forms - wall);
}

/// What a grade hands on, as functions of it.
struct HandedOn {
    Matrix one = unit(handedOn, handedOn);
    Matrix y = unit(handedOn, 0);
    Matrix pastQuarter = unit(handedOn, 1); ///< ρ(y - ¼)
    Matrix pastHalf = unit(handedOn, 2);
    Matrix pastThreeQuarters = unit(handedOn, 3);
    Matrix digit = unit(handedOn, 4);
    Matrix v = difference(handedOn, 5, 2);
    Matrix w = difference(handedOn, 9, 2);
    Matrix ground = difference(handedOn, 13, 1); ///< I_0 f, in the first grade
};

/// The three products of v with a ramp, as combinations of v and W.
Matrix inMiddle(const Matrix& v, const Matrix& w) { // v (t(y) - ½)
    return w - 0.5 * v;
}
Matrix inRightHalf(const Matrix& v, const Matrix& w) { // v (y - ½)
    return 0.5 * (v - w);
}
Matrix inLastQuarter(const Matrix& v, const Matrix& w) { // v (y - ¾)
    return 0.25 * v - 0.5 * w;
}

// Where the products stand.
constexpr Index vAt = 5; ///< behind the bends
constexpr Index wAt = 9;
constexpr Index chosenAt = 13; ///< v times the digit
constexpr Index middleAt = 17;
constexpr Index rightHalfAt = 21;
constexpr Index lastQuarterAt = 25;

void setProducts(Block& block) {
    const HandedOn seen;
    const Matrix tooth = 2.0 * seen.y - 4.0 * seen.pastHalf;
    const Matrix middle = 2.0 * seen.pastQuarter - 4.0 * seen.pastHalf + 2.0 * seen.pastThreeQuarters;
    Index next = 0;
    for (const double bend : {0.0, 0.25, 0.5, 0.5 + delta, 0.75})
        next = set(block, 0, next, tooth - bend * seen.one);
    setSigned(block, 0, vAt, seen.v);
    setSigned(block, 0, wAt, seen.w);
    setBeyond(block, chosenAt, seen.v, seen.one - seen.digit);
    setBeyond(block, middleAt, inMiddle(seen.v, seen.w), middle);
    setBeyond(block, rightHalfAt, inRightHalf(seen.v, seen.w), seen.pastHalf);
    setBeyond(block, lastQuarterAt, inLastQuarter(seen.v, seen.w), seen.pastThreeQuarters);
}

void setHandedOn(Block& block, const Cascade& cascade) {
    const Matrix v = difference(products, vAt, 2);
    const Matrix w = difference(products, wAt, 2);
    const Matrix middle = inMiddle(v, w) - difference(products, middleAt, 2);
    const Matrix rightHalf = inRightHalf(v, w) - difference(products, rightHalfAt, 2);
    const Matrix lastQuarter = inLastQuarter(v, w) - difference(products, lastQuarterAt, 2);
    const Matrix both = 2.0 * w - 4.0 * middle;                 // v t(t(y))
    const Matrix onRight = 4.0 * rightHalf - 8.0 * lastQuarter; // the same on the right half, else 0
    const Matrix change = cascade.right - cascade.left;
    Index next = set(block, 1, 0, unit(products, 0, 3));
    next = set(block, 1, next, unit(products, 4));
    next = set(block, 1, next, (unit(products, 2) - unit(products, 3)) / delta);
    const Matrix chosen = difference(products, chosenAt, 2);
    next = setSigned(block, 1, next, v * cascade.left + chosen * change);
    setSigned(block, 1, next, both * cascade.left + onRight * change);
}

/// Where the first layer of the first grade bends, n <= 4: at most 23 places.
std::vector<double> firstBends(Index windows) {
    std::vector<double> bends;
    for (Index i = 0; i < windows; ++i) {
        const auto start = static_cast<double>(i);
        const double ramp = i % 2 == 0 ? delta : -delta;
        bends.insert(bends.end(), {start, start + 0.25, start + 0.5, start + 0.5 + ramp, start + 0.75});
        if (i > 0)
            bends.push_back(start + delta); // where v_0 has changed
    }
    std::ranges::sort(bends);
    return bends;
}

/// The values at x of all that the first grade hands on, none negative.
Vector firstValues(const Cascade& cascade, double x) {
    const auto window = static_cast<Index>(std::max(0.0, std::ceil(x) - 1.0));
    const double place = x - static_cast<double>(window);
    const double y = window % 2 == 0 ? place : 1.0 - place;
    const double tooth = 2.0 * std::min(y, 1.0 - y);
    const auto past = [y](double bend) { return std::max(0.0, y - bend); };
    const double ground = cascade.nodes[window] + place * (cascade.nodes[window + 1] - cascade.nodes[window]);
    Vector withSign(5); // v, W, I_0 f
    withSign << cascade.start.row(window).transpose(), tooth * cascade.start.row(window).transpose(), ground;
    const Vector up = withSign.cwiseMax(0.0);
    const Vector down = (-withSign).cwiseMax(0.0);
    Vector values(handedOn);
    values << y, past(0.25), past(0.5), past(0.75), std::min(1.0, past(0.5) / delta), up.head(2),
        down.head(2), up.segment(2, 2), down.segment(2, 2), up[4], down[4];
    return values;
}

/// Everything is a broken line in x yet.
void setFirst(Block& block, const Cascade& cascade) {
    const Index windows = cascade.start.rows();
    const std::vector<double> places = firstBends(windows);
    const auto count = static_cast<Index>(places.size());
    const Vector bends = Eigen::Map<const Vector>(places.data(), count);
    Matrix values(handedOn, count + 1);
    for (Index k = 0; k < count; ++k)
        values.col(k) = firstValues(cascade, bends[k]);
    values.col(count) = firstValues(cascade, static_cast<double>(windows));
    block.weights(0).topRows(count).setOnes();
    block.bias(0).head(count) = -bends;
    block.bias(1) = values.col(0);
    for (Index row = 0; row < handedOn; ++row)
        block.weights(1).row(row).head(count) =
            slopeChanges(bends, static_cast<double>(windows), values.row(row).transpose()).transpose();
}

} // namespace

std::vector<Index> cascadeWidths() {
    return {products, handedOn};
}

Block cascadeBlock(const Cascade& cascade, const BlockShape& shape, Index grade) {
    Block block(shape);
    const HandedOn seen;
    Matrix contribution = seen.w * cascade.weight;
    if (grade == 0) {
        setFirst(block, cascade);
        contribution += seen.ground;
    } else {
        setProducts(block);
        setHandedOn(block, cascade);
    }
    set(block, 2, 0, contribution);
    return block;
}

} // namespace gradewise
