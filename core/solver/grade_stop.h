// When a grade ends.
#pragma once

#include "core/numbers/matrix.h"

#include <optional>

namespace gradewise {

/// A loss counts as level when the mean over the last `epochs` epochs is less than `relativeChange` below
/// the mean over the `epochs` before ("Why-MGDL" uses 20 recordings and 1e-6).
struct Plateau {
    Index epochs = 20;
    double relativeChange = 1e-6;
    bool operator==(const Plateau&) const = default;
};

/// The first rule that holds ends the grade.
struct GradeStop {
    Index epochs = 1000;           ///< at most that many
    std::optional<double> seconds; ///< training time of the grade
    std::optional<double> goal;    ///< relative L2 error of the whole sum on the training samples
    std::optional<Plateau> plateau;
    /// Epochs without a smaller validation error (early stopping). With it a grade is always cut back to its
    /// smallest validation error, whichever rule ends it; Convex ends by it and keeps what it proved. Needs
    /// validation samples.
    std::optional<Index> patience;
    bool operator==(const GradeStop&) const = default;
};

} // namespace gradewise
