// Where a ReLU network of one variable bends: counted exactly, grade by grade.
#pragma once

#include "core/network/multigrade_model.h"

#include <vector>

namespace gradewise {

/// The places inside an interval at which a feature of some finished grade has a kink; s_L can bend there and
/// nowhere else (a neuron that no read-out uses counts too). Between two such places every layer is affine,
/// so a neuron's zeros follow from its values at them. O(places × weights) a grade.
class Kinks {
public:
    /// Crossings closer than this share of their gap are counted as one: neurons may share a kink but for
    /// rounding.
    static constexpr double countedAsOne = 1e-9;

    /// Counting ends at `most` places; zeros of neurons nearer to each other, or to a place, than the share
    /// `same` of a gap are one.
    Kinks(double low, double high, Index most, double same = countedAsOne);

    /// Past the next grade of the model.
    void advance(const FrozenGrade& grade);

    /// True once there are `most` places or more: then they are not known.
    bool full() const { return full_; }
    /// False once a grade was not made of ReLU: there are no kinks then.
    bool known() const { return known_; }
    /// Places so far, strictly inside; `most` stands for that many or more.
    Index count() const { return full_ ? most_ : input_.cols() - 2; }
    /// The places and the two ends of the interval, ascending.
    const Matrix& places() const { return input_; }
    /// What the next grade sees of the places; the features of the last grade are the upper rows.
    const Matrix& seen() const { return fed_.seen(); }

private:
    struct Crossing {
        Index gap;    ///< between place `gap` and the next
        double share; ///< of the way there
    };
    std::vector<Crossing> crossings(const Matrix& values) const;
    void passLayer(const Block& block, Index layer, Matrix& below);

    Index most_;
    double same_;
    Matrix input_; ///< 1 × p
    Fed fed_;
    bool known_ = true;
    bool full_ = false;
};

} // namespace gradewise
