// What each grade sees: the features of the grade below it, and what that one hands on beside them.
#pragma once

#include "core/network/block.h"
#include "core/numbers/name_table.h"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace gradewise {

/// What the next grade sees of finished grade l, with h_l its features, x the raw input and h_0 = x.
enum class Carry {
    Hidden,         ///< h_l = H_l(z_l) only: the published, strict scheme
    HiddenAndInput, ///< (h_l, x): the features and the raw input
    LastTwo,        ///< (h_l, h_{l-1}): also the features of the grade below; after the first grade (h_1, x)
    All, ///< (h_l, z_l) where z_l is what grade l itself saw: every grade with it sees all features and x
};

template <>
Names<Carry> namesOf<Carry>();

/// How many rows a grade sees, followed from grade to grade.
class FedRows {
public:
    /// The first grade sees the raw input of `inputs` rows.
    explicit FedRows(Index inputs) : inputs_(inputs), rows_(inputs), below_(inputs) {}

    Index rows() const { return rows_; }
    /// Past a grade of that shape.
    void advance(Carry carry, const BlockShape& shape);

private:
    Index inputs_;
    Index rows_;
    Index below_; ///< rows of h_{l-1}
};

/// What a grade sees of some points, followed from grade to grade. A value.
class Fed {
public:
    /// The first grade sees the raw input, d × n.
    explicit Fed(Matrix input)
        : seen_(std::move(input)),
          below_(seen_.rows()),
          parts_(static_cast<std::size_t>(seen_.rows()), Index{1}) {}

    /// m × n; the features of the grade below are its upper rows.
    const Matrix& seen() const { return seen_; }
    /// Its rows from above, in parts whose rows share a unit: the features of one grade, or one raw variable.
    const std::vector<Index>& parts() const { return parts_; }
    /// Past a grade with those features, for the same raw input as ever.
    void advance(Carry carry, Matrix features, const Matrix& input);
    /// Other points, and what the same grade sees of them.
    void moveTo(Matrix seen) { seen_ = std::move(seen); }

private:
    Matrix seen_;
    Index below_; ///< rows of h_{l-1}, the upper ones of seen_
    std::vector<Index> parts_;
};

} // namespace gradewise
