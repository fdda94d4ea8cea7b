// The ramps that a fit under weight decay has come to work with, and the best networks of them.
#pragma once

#include "core/numbers/may_continue.h"
#include "core/sampled/group_lasso.h"
#include "core/sampled/sampled_ramps.h"

#include <vector>

namespace gradewise {

/// A sum of ramps, and what it leaves.
struct RampFit {
    std::vector<Index> members; ///< of the working set
    Matrix coefficients;        ///< t × members
    Matrix residual;            ///< wanted less the sum, t × n, of mean 0
    double objective = 0.0;     ///< ½ ‖residual‖² / n + β Σ|c|
    double explained = 0.0;     ///< ⟨residual, wanted - residual⟩ / n
};

class WorkingSet {
public:
    /// `wanted`, t × n of mean 0, and `ramps` outlive the set; `price` is β. `mayContinue` is asked often.
    WorkingSet(const SampledRamps& ramps, const Matrix& wanted, double price, MayContinue mayContinue);

    Index size() const { return static_cast<Index>(ramps_.size()); }
    const Ramp& ramp(Index member) const { return ramps_[static_cast<std::size_t>(member)]; }

    /// The best constant: no members.
    RampFit nothing() const;
    /// Takes in those above β that are not there yet. Whether there were any.
    bool add(const std::vector<Peak>& peaks, Index most);
    /// Goes to the point of the central path. False when interrupted.
    bool centre(double smoothing);
    /// A network of few neurons, not above the central point's objective: the lengths of its coefficients are
    /// fitted anew, without a barrier, then all of the coefficients that are left. False when interrupted.
    bool extract(RampFit& fit);
    /// Leaves out members that neither the central path nor the last extraction need, if there are many.
    void forget();
    /// Takes members out of `fit` while there are too many, some at a time, first those that can be missed
    /// most easily; `excess` says by how many. The rest is fitted again. False when interrupted.
    bool prune(RampFit& fit, const std::function<Index(const RampFit&)>& excess) const;

private:
    bool refit(const Matrix& directions, Vector& lengths, RampFit& fit) const;
    bool fitLengths(const std::vector<Index>& members, const Matrix& directions, Vector& lengths) const;
    bool extend(Index before);
    void measure(RampFit& fit) const;
    GroupLasso part(const std::vector<Index>& members) const;
    void keep(const std::vector<Index>& members);

    const SampledRamps& all_;
    const Matrix& wanted_;
    const MayContinue mayContinue_;
    std::vector<Ramp> ramps_;
    Matrix values_; ///< n × K or more columns
    GroupLasso problem_;
    Matrix central_; ///< t × K
    Vector lengths_; ///< of the coefficients extracted last, K
    double smoothing_ = 0.0;
};

} // namespace gradewise
