// One pass through all grades as one network, in plain arithmetic: no tiles, no kernels, no sums kept along
// the way, and of smoothed grades the whole sum over all nodes. It is slow and only there to be compared
// with.
#pragma once

#include "core/network/multigrade_model.h"

namespace gradewise {

class PlainPass {
public:
    /// Some points, d × n.
    PlainPass(Matrix points, Index outputs);

    /// Past grade `grade` of the model (from 0); those before it have been passed.
    void advance(const MultigradeModel& model, std::size_t grade);
    /// The network's output at the points, t × n.
    const Matrix& output() const { return output_; }

private:
    Matrix points_;
    Fed fed_;
    Matrix output_;
};

} // namespace gradewise
