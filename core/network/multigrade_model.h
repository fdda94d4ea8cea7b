// The sum of all grades' contributions, Φ_L(x) = u_1(x) + … + u_L(x), each grade fed with frozen features. A
// contribution is the grade's read-out, or that smoothed; the features know nothing of it.
#pragma once

#include "core/network/carry.h"
#include "core/network/smoothing.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace gradewise {

/// A finished grade. It is only ever held as pointer to const: frozen means frozen, by type.
struct FrozenGrade {
    Block block;
    Carry carry = Carry::Hidden;
    /// S_σ, where the contribution is S_σ N_l and not the read-out N_l itself.
    std::optional<Smoothing> smoothing = std::nullopt;

    /// u_l at the points x (d × n), from h_l(x): t × n.
    Matrix contribution(const Matrix& features, const Matrix& x) const;
    /// The same from what the grade sees of x.
    Matrix output(const Matrix& seen, const Matrix& x) const;
    /// Multiplies the contribution by `factor`.
    void scale(double factor);
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

    /// Tells the smoothing of a grade that is to be appended, if it has one, the read-out at its nodes.
    /// Throws std::invalid_argument where it has other variables than the model.
    void prepare(FrozenGrade& grade) const;
    /// Freezes a grade, prepared by its present weights. Throws std::invalid_argument when its shape does not
    /// fit.
    void append(FrozenGrade grade);

    /// Takes all but the first `grades` grades back.
    void cutTo(std::size_t grades);

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
