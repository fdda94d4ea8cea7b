// What the hidden units of a grade do on its training samples: dead, always active, saying the same twice.
#pragma once

#include "core/network/block.h"

#include <optional>

namespace gradewise {

struct UnitAudit {
    Index samples = 0; ///< at which the units were watched
    Index units = 0;   ///< in all hidden layers
    /// ReLU: active at no sample; other activations: constant over the samples.
    Index dead = 0;
    /// ReLU: active at every sample, so that the unit is an affine map; 0 for other activations.
    Index always = 0;
    bool lifeless = false; ///< all units of a hidden layer are dead: the grade is a constant
    Index features = 0;    ///< units of the last hidden layer, which are what is handed on
    /// How many of these are needed to make the others, beside a constant: a unit counts when its activations
    /// are further than 1e-6 of their spread from the span of those counted before. Nothing where that was
    /// too costly to find out.
    std::optional<Index> rank = std::nullopt;
    /// Features that are, up to 1e-6, an affine function of a single earlier one.
    std::optional<Index> duplicates = std::nullopt;

    bool operator==(const UnitAudit&) const = default;
};

/// `allowance`: multiply-adds that the audit may take. All units are watched at up to 512 samples, spread
/// evenly, or eight a feature where these are more. Within the allowance, what is dead there is watched at
/// all samples, and the rank is found.
UnitAudit auditUnits(const Block& block, const Matrix& features, double allowance);

} // namespace gradewise
