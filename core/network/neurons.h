// A hidden layer of ReLU neurons without what they are read out with.
#pragma once

#include "core/numbers/matrix.h"

namespace gradewise {

/// Hidden weights W (w × k) and biases b (w) of neurons ρ(W a + b).
struct Neurons {
    Matrix weights;
    Vector biases;
};

} // namespace gradewise
