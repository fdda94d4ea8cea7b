#include "core/solver/descent/batch_gradient.h"

#include <algorithm>

namespace gradewise {

namespace {

constexpr Index gradientTile = BlockWorkspace::tileSize; // of both kinds of number

/// Multiplications and additions that any machine does within some 10 ms.
constexpr double workARound = 1e8;

Index tilesFor(const BlockShape& shape) {
    const double workATile = 6.0 * static_cast<double>(shape.parameterCount() * gradientTile);
    return std::max(Index{1}, static_cast<Index>(workARound / workATile));
}

/// Where the second half begins: whole vectors of every instruction set; nowhere where one gradientTile is
/// enough.
Index middleOf(Index n) {
    constexpr Index grain = 8;
    return n <= gradientTile ? n : ((n + 1) / 2 + grain - 1) / grain * grain;
}

} // namespace

template <class Number>
BatchGradient<Number>::BatchGradient(const BlockShape& shape, Index samples, int workers)
    : halves_{Half(shape, shape.parameterCount()),
              samples > gradientTile ? Half(shape, shape.parameterCount()) : Half(BlockShape{}, 0)},
      tilesARound_(tilesFor(shape)),
      round_([this](int which, bool helper) { advance(halves_[static_cast<std::size_t>(which)], helper); }),
      pair_(samples > gradientTile ? workers : 1) {}

template <class Number>
Decision BatchGradient<Number>::compute(const Parameters& parameters, const Samples& in,
                                        const Samples& labels, Index n, FitMonitor& monitor) {
    batch_ = {&parameters, &in, &labels, n, &monitor};
    decision_ = Decision::Continue;
    const Index middle = middleOf(n);
    halves_[0].next = 0;
    halves_[0].end = middle;
    halves_[1].next = middle;
    halves_[1].end = n;
    for (Half& half : halves_) {
        half.gradient.setZero();
        half.squares = 0.0;
    }
    if (middle == n)
        while (halves_[0].next < n && decision_ == Decision::Continue)
            advance(halves_[0], false);
    while (halves_[0].next < middle || halves_[1].next < n) {
        if (decision_ != Decision::Continue)
            return decision_;
        pair_.run(round_);
    }
    if (middle < n) {
        halves_[0].gradient += halves_[1].gradient;
        halves_[0].squares += halves_[1].squares;
    }
    return decision_;
}

template <class Number>
bool BatchGradient<Number>::mayContinue() {
    if (decision_ == Decision::Continue)
        decision_ = batch_.monitor->checkpoint();
    return decision_ == Decision::Continue;
}

template <class Number>
void BatchGradient<Number>::advance(Half& half, bool helper) {
    const Batch& batch = batch_;
    const Index end = std::min(half.end, half.next + tilesARound_ * gradientTile);
    while (half.next < end) {
        if (!helper && !mayContinue())
            return;
        const Index n = std::min(gradientTile, end - half.next);
        half.squares += half.workspace.accumulateGradient(
            *batch.parameters, batch.in->data() + half.next * batch.in->rows(),
            batch.labels->data() + half.next * batch.labels->rows(), n,
            static_cast<Number>(1.0 / static_cast<double>(batch.n)), half.gradient);
        half.next += n;
    }
}

template class BatchGradient<double>;
template class BatchGradient<float>;

} // namespace gradewise
