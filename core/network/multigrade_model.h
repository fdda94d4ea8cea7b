// The sum of all grades' read-outs, Φ_L(x) = u_1(x) + … + u_L(x), each grade fed with frozen features.
#pragma once

#include "core/network/carry.h"

#include <cstdint>
#include <memory>
#include <vector>

namespace gradewise {

/// A finished grade. It is only ever held as pointer to const: frozen means frozen, by type.
struct FrozenGrade {
    Block block;
    Carry carry = Carry::Hidden;
};

class MultigradeModel {
public:
    /// `inputs` = d, `outputs` = t.
    explicit MultigradeModel(Index inputs = 1, Index outputs = 1)
        : inputs_(inputs), outputs_(outputs), next_(inputs) {}

    Index inputs() const { return inputs_; }
    Index outputs() const { return outputs_; }
    /// L, the number of finished grades.
    std::size_t grades() const { return grades_.size(); }
    const FrozenGrade& grade(std::size_t index) const { return *grades_.at(index); }
    /// Rows that the next grade would see.
    Index nextInputs() const { return next_.rows(); }

    /// Freezes a grade. Throws std::invalid_argument when its shape does not fit.
    void append(FrozenGrade grade);

    /// u_1(x), …, u_L(x), each t × n, for x of d × n. Computed in tiles of samples.
    std::vector<Matrix> contributions(const Matrix& x) const;
    /// s_L(x) = u_1(x) + … + u_L(x), t × n.
    Matrix evaluate(const Matrix& x) const;
    /// h_1(x), …, h_L(x), the last hidden activations of all grades one below the other: Σ m_l × n.
    Matrix hiddenFeatures(const Matrix& x) const;
    /// What grade L + 1 would be fed with, nextInputs() × n.
    Matrix features(const Matrix& x) const;

    Index parameterCount() const;
    /// Hash over all frozen parameters, bit for bit; it must not change while later grades are trained.
    std::uint64_t hash() const;

private:
    Index inputs_;
    Index outputs_;
    FedRows next_;
    std::vector<std::shared_ptr<const FrozenGrade>> grades_;
};

} // namespace gradewise
