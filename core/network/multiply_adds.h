// What a block costs, in multiply-adds.
#pragma once

#include "core/network/block.h"

namespace gradewise {

/// One sample through all weights of a block.
double passMultiplyAdds(const BlockShape& shape);
/// One sample's part of a gradient: forward and back through each weight, three multiply-adds, but for the
/// gradient by the inputs of the first layer.
double gradientMultiplyAdds(const BlockShape& shape);

} // namespace gradewise
