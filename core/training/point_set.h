// Points, labels, and how far the frozen grades have come on them. Residuals are always labels minus the
// model's sum, never an accumulated difference: that would report errors below rounding.
#pragma once

#include "core/network/multigrade_model.h"
#include "core/numbers/metrics.h"
#include "core/target/sampling.h"

#include <vector>

namespace gradewise {

class PointSet {
public:
    explicit PointSet(Dataset data);

    /// What the next grade sees: m × n.
    const Matrix& features() const { return fed_.seen(); }
    /// Its rows in parts of one unit; see Fed.
    const std::vector<Index>& parts() const { return fed_.parts(); }
    /// y - s_l: t × n.
    Matrix residual() const { return data_.y - sum_; }
    /// s_l: t × n.
    const Matrix& sum() const { return sum_; }
    /// sqrt(Σ |y|²).
    double norm() const { return data_.y.norm(); }
    /// Errors of s_l.
    Metrics metrics() const { return measure(residual(), data_.y); }
    /// Errors of another sum on the same points.
    Metrics metrics(const MultigradeModel& model) const {
        return measure(data_.y - model.evaluate(data_.x), data_.y);
    }
    const Dataset& data() const { return data_; }
    /// Adds the contribution of a grade that is frozen on top of those so far.
    void advance(const FrozenGrade& grade);
    /// The same for the last grade: its features, which nobody sees any more, are never held at once.
    void finish(const FrozenGrade& grade);

private:
    Dataset data_;
    Fed fed_;
    Matrix sum_; ///< s_l, t × n
};

/// The evaluation grid of a target, apart from the training samples, before the first grade.
PointSet onEvaluationGrid(const Target& target, const SampleSet& train);

} // namespace gradewise
