#include "core/onevariable/knot_fit.h"
#include "core/onevariable/ramp_network.h"

#include <set>
#include <utility>

namespace gradewise {

namespace {

/// The corners of a line, ends included, from which corners are taken out one by one.
class Outline {
public:
    Outline(const RampProblem& problem, const BrokenLine& line);
    std::size_t inner() const { return costs_.size(); }
    void removeCheapest();
    Knots knots() const;

private:
    struct Corner {
        Index sample = 0;
        double x = 0.0;
        double y = 0.0;
        std::size_t before = 0;
        std::size_t after = 0;
        double cost = 0.0;
    };

    double change(const Corner& corner) const;
    double costOf(const Corner& corner) const;
    void update(std::size_t corner);

    std::vector<Corner> corners_;
    std::set<std::pair<double, std::size_t>> costs_;
};

Outline::Outline(const RampProblem& problem, const BrokenLine& line) {
    const Knots knots = knotsOf(problem, line);
    const Vector y = values(line, problem.x);
    const Index last = problem.x.size() - 1;
    const auto add = [&](Index sample) {
        const std::size_t i = corners_.size();
        corners_.push_back({sample, problem.x(sample), y(sample), i - 1, i + 1, 0.0});
    };
    add(0);
    for (const Index sample : knots.at)
        add(sample);
    add(last);
    for (std::size_t i = 1; i + 1 < corners_.size(); ++i)
        update(i);
}

double Outline::change(const Corner& corner) const {
    const Corner& left = corners_[corner.before];
    const Corner& right = corners_[corner.after];
    return (right.y - corner.y) / (right.x - corner.x) - (corner.y - left.y) / (corner.x - left.x);
}

/// ∫ of the square of what the line loses, a hat over both neighbours, times 3.
double Outline::costOf(const Corner& corner) const {
    const double width = corners_[corner.after].x - corners_[corner.before].x;
    const double height = change(corner) * (corner.x - corners_[corner.before].x) *
                          (corners_[corner.after].x - corner.x) / width;
    return height * height * width;
}

void Outline::update(std::size_t corner) {
    if (corner == 0 || corner + 1 == corners_.size())
        return;
    costs_.erase({corners_[corner].cost, corner});
    corners_[corner].cost = costOf(corners_[corner]);
    costs_.insert({corners_[corner].cost, corner});
}

void Outline::removeCheapest() {
    const std::size_t corner = costs_.begin()->second;
    costs_.erase(costs_.begin());
    const auto [before, after] = std::pair(corners_[corner].before, corners_[corner].after);
    corners_[before].after = after;
    corners_[after].before = before;
    update(before);
    update(after);
}

Knots Outline::knots() const {
    Knots knots;
    for (std::size_t i = corners_.front().after; i + 1 < corners_.size(); i = corners_[i].after) {
        knots.at.push_back(corners_[i].sample);
        knots.changes.push_back(change(corners_[i]) < 0.0 ? -1 : 1);
    }
    return knots;
}

} // namespace

BrokenLine pruned(const RampProblem& problem, const BrokenLine& line, std::size_t kinks) {
    Outline outline(problem, line);
    while (outline.inner() > kinks)
        outline.removeCheapest();
    return fitKnots(problem, outline.knots());
}

} // namespace gradewise
