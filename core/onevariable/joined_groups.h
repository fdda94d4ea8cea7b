// Neighbouring samples in groups, each with its own straight line, that are joined two at a time: bottom-up
// segmentation (Keogh, Chu, Hart, Pazzani, ICDM 2001).
#pragma once

#include "core/onevariable/spline.h"

#include <queue>

#include <vector>

namespace gradewise {

/// Joins neighbours in the order of what that costs.
class JoinedGroups {
public:
    /// `groups` groups of nearly as many samples each.
    JoinedGroups(const SortedSamples& samples, Index groups);

    void joinCheapest();

    /// The last sample of each group but the last.
    std::vector<Index> lasts() const;

    /// Where two groups meet.
    struct Meeting {
        Index last;      ///< sample on the left
        double crossing; ///< of their lines, as far as the two samples allow
        double cost;     ///< squares that it adds, roughly, if the lines must agree in the middle
    };
    std::vector<Meeting> meetings(const SortedSamples& samples) const;
    /// Squares that the lines of all groups leave.
    double error() const;

private:
    struct Offer {
        double cost;
        Index left;
        int version; ///< of both groups when it was made
        bool operator<(const Offer& other) const {
            return cost > other.cost || (cost == other.cost && left > other.left);
        }
    };

    /// What a group's own straight line needs to know, row by row; then its mean labels (t) and the sums of
    /// weight (x - mean)(y - mean) (t).
    enum Row : Index {
        weight,
        x,  ///< mean
        xx, ///< Σ weight (x - mean)²
        yy, ///< Σ weight |y - mean|²
        first
    };

    static std::size_t at(Index g) { return static_cast<std::size_t>(g); }
    Index size() const { return sums_.cols(); }
    int version(Index left) const;
    void offer(Index left);
    void join(Index left);
    /// Squares that the best straight line leaves of one group, or of two together.
    double errorWith(const double* a, const double* b) const;
    Meeting meeting(const SortedSamples& samples, Index last, const double* a, const double* b) const;
    /// Takes the samples of `b` over into a group.
    void add(const double* b, Index group);

    Index outputs_;
    Matrix sums_;               ///< of each group
    std::vector<double> error_; ///< of each group
    std::vector<Index> last_;   ///< sample of each group
    std::vector<Index> next_;
    std::vector<Index> previous_;
    std::vector<int> version_; ///< -1: joined to another
    std::priority_queue<Offer> offers_;
};

} // namespace gradewise
