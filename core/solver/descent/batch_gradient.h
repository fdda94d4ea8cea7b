// The gradient of a batch: two halves of its samples, each in tiles, by one worker or by two.
#pragma once

#include "core/network/block_workspace.h"
#include "core/solver/fit.h"
#include "core/team/pair.h"

#include <array>

namespace gradewise {

/// Gradients of (1 / 2n) Σ |labels - N(in)|² over n samples. The halves are always the same and always added
/// in the same order, so that the number of workers changes no bit. Allocates when it is made only.
template <class Number>
class BatchGradient {
public:
    using Parameters = VectorOf<Number>;
    using Samples = MatrixOf<Number>;

    /// For batches of up to `samples`.
    BatchGradient(const BlockShape& shape, Index samples, int workers);

    /// Gradient and squares for the first n columns of `in` and `labels`. The monitor is asked before every
    /// tile that this thread does; unless it says Continue, the result is of no use.
    Decision compute(const Parameters& parameters, const Samples& in, const Samples& labels, Index n,
                     FitMonitor& monitor);
    const Parameters& gradient() const { return halves_[0].gradient; }
    /// Σ |labels - N(in)|².
    double squares() const { return halves_[0].squares; }
    /// For other passes of the same block, between two gradients.
    BlockWorkspaceOf<Number>& workspace() { return halves_[0].workspace; }

private:
    struct alignas(64) Half {
        Half(const BlockShape& shape, Index count) : workspace(shape), gradient(count) {}

        BlockWorkspaceOf<Number> workspace;
        Parameters gradient;
        double squares = 0.0;
        Index next = 0; ///< samples from here …
        Index end = 0;  ///< … to here are still to be done
    };
    /// What is being computed.
    struct Batch {
        const Parameters* parameters = nullptr;
        const Samples* in = nullptr;
        const Samples* labels = nullptr;
        Index n = 0;
        FitMonitor* monitor = nullptr;
    };

    /// Up to tilesARound_ tiles of a half.
    void advance(Half& half, bool helper);
    /// Asks the monitor, unless it has already said no.
    bool mayContinue();

    std::array<Half, 2> halves_; ///< the second is empty where one tile is enough
    Batch batch_;
    Decision decision_ = Decision::Continue;
    Index tilesARound_; ///< the helper cannot ask the monitor, so it gets some 10 ms of work
    Job round_;
    Pair pair_; ///< last: its thread uses the above
};

} // namespace gradewise
