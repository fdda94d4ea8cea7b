// Fresh weights for a grade, by their published names.
#pragma once

#include "core/network/block.h"
#include "core/numbers/name_table.h"

#include <optional>
#include <span>
#include <string_view>

namespace gradewise {

class Random;

enum class Initialisation {
    FanIn,  ///< W, b ~ U(-1, 1) / sqrt(fan-in): PyTorch's Linear default, called "xavier" in the code of Xu
    He,     ///< W ~ N(0, 2 / fan-in), b = 0 (He et al. 2015); used by "Why-MGDL"
    Glorot, ///< W ~ U(-1, 1) sqrt(6 / (fan-in + fan-out)), b = 0 (Glorot & Bengio 2010)
};

template <>
Names<Initialisation> namesOf<Initialisation>();

/// A block of that shape with weights drawn in the order of its parameters.
Block initialised(const BlockShape& shape, Initialisation initialisation, Random& random);

} // namespace gradewise
