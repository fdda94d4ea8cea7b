// One pass through all grades as one network, in plain arithmetic: no tiles, no kernels, no sums kept along
// the way. It is slow and only there to be compared with.
#pragma once

#include "core/network/multigrade_model.h"

namespace gradewise {

class PlainPass {
public:
    /// Some points, d × n.
    PlainPass(Matrix points, Index outputs);

    void advance(const FrozenGrade& grade);
    /// The network's output at the points, t × n.
    const Matrix& output() const { return output_; }

private:
    Matrix points_;
    Fed fed_;
    Matrix output_;
};

} // namespace gradewise
