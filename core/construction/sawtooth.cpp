#include "core/construction/sawtooth.h"

namespace gradewise {

Vector slopeChanges(const Vector& bends, double end, const Vector& values) {
    Vector changes(bends.size());
    double before = 0.0;
    for (Index k = 0; k < bends.size(); ++k) {
        const double next = k + 1 < bends.size() ? bends[k + 1] : end;
        const double slope = (values[k + 1] - values[k]) / (next - bends[k]);
        changes[k] = slope - before;
        before = slope;
    }
    return changes;
}

Block sawtoothBlock(const SawtoothGrade& sum, const BlockShape& shape, Index grade) {
    Block block(shape);
    auto inner = block.weights(0);
    auto outer = block.weights(1);
    const Index teeth = sum.bends.size();
    for (std::size_t i = 0; i < sum.signals.size(); ++i) {
        const Signal& signal = sum.signals[i];
        const Index first = teeth * static_cast<Index>(i);
        block.bias(0).segment(first, teeth) = -sum.bends;
        block.bias(1)[0] += signal.share * sum.offset;
        outer.row(0).segment(first, teeth) = signal.share * sum.line.transpose();
        if (grade == 0) {
            inner.col(0).segment(first, teeth).setConstant(signal.byX);
            if (shape.inputs > 1)
                inner.col(1).segment(first, teeth).setConstant(signal.byY);
        } else {
            inner.block(first, first, teeth, teeth).rowwise() = sum.fold.transpose();
        }
    }
    return block;
}

} // namespace gradewise
