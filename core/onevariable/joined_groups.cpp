#include "core/onevariable/joined_groups.h"

#include <algorithm>

namespace gradewise {

JoinedGroups::JoinedGroups(const SortedSamples& samples, Index groups)
    : outputs_(samples.y.rows()), sums_(Matrix::Zero(first + 2 * outputs_, groups)) {
    Vector one = Vector::Zero(sums_.rows());
    for (Index g = 0; g < groups; ++g) {
        const Index end = (g + 1) * samples.size() / groups;
        for (Index i = g * samples.size() / groups; i < end; ++i) {
            one(weight) = samples.weight(i);
            one(x) = samples.x(i);
            one.segment(first, outputs_) = samples.y.col(i);
            add(one.data(), g);
        }
        last_.push_back(end - 1);
        next_.push_back(g + 1);
        previous_.push_back(g - 1);
        version_.push_back(0);
        error_.push_back(errorWith(&sums_(0, g), nullptr));
    }
    for (Index g = 0; g + 1 < groups; ++g)
        offer(g);
}

void JoinedGroups::joinCheapest() {
    while (!offers_.empty()) {
        const Offer offer = offers_.top();
        offers_.pop();
        if (offer.version == version(offer.left)) {
            join(offer.left);
            return;
        }
    }
}

std::vector<Index> JoinedGroups::lasts() const {
    std::vector<Index> result;
    for (Index g = 0; next_[at(g)] < size(); g = next_[at(g)])
        result.push_back(last_[at(g)]);
    return result;
}

std::vector<JoinedGroups::Meeting> JoinedGroups::meetings(const SortedSamples& samples) const {
    std::vector<Meeting> result;
    for (Index g = 0; next_[at(g)] < size(); g = next_[at(g)])
        result.push_back(meeting(samples, last_[at(g)], &sums_(0, g), &sums_(0, next_[at(g)])));
    return result;
}

double JoinedGroups::error() const {
    double sum = 0.0;
    for (Index g = 0; g < size(); g = next_[at(g)])
        sum += error_[at(g)];
    return sum;
}

int JoinedGroups::version(Index left) const {
    const Index right = next_[at(left)];
    return right < size() && version_[at(left)] >= 0 ? version_[at(left)] + version_[at(right)] : -1;
}

void JoinedGroups::offer(Index left) {
    const Index right = next_[at(left)];
    if (left < 0 || right >= size())
        return;
    const double together = errorWith(&sums_(0, left), &sums_(0, right));
    offers_.push({together - error_[at(left)] - error_[at(right)], left, version(left)});
}

void JoinedGroups::join(Index left) {
    const Index right = next_[at(left)];
    error_[at(left)] = errorWith(&sums_(0, left), &sums_(0, right));
    add(&sums_(0, right), left);
    last_[at(left)] = last_[at(right)];
    version_[at(left)] += version_[at(right)] + 1;
    version_[at(right)] = -1;
    next_[at(left)] = next_[at(right)];
    if (next_[at(left)] < size())
        previous_[at(next_[at(left)])] = left;
    offer(left);
    if (previous_[at(left)] >= 0)
        offer(previous_[at(left)]);
}

double JoinedGroups::errorWith(const double* a, const double* b) const {
    const double apart = b != nullptr ? a[weight] * b[weight] / (a[weight] + b[weight]) : 0.0;
    const double dx = b != nullptr ? b[x] - a[x] : 0.0;
    const double width = a[xx] + (b != nullptr ? b[xx] : 0.0) + apart * dx * dx;
    double error = a[yy] + (b != nullptr ? b[yy] : 0.0);
    for (Index o = first; o < first + outputs_; ++o) {
        const double dy = b != nullptr ? b[o] - a[o] : 0.0;
        const double xy = a[o + outputs_] + (b != nullptr ? b[o + outputs_] : 0.0) + apart * dx * dy;
        error += apart * dy * dy - (width > 0.0 ? xy * xy / width : 0.0);
    }
    return std::max(error, 0.0);
}

JoinedGroups::Meeting JoinedGroups::meeting(const SortedSamples& samples, Index last, const double* a,
                                            const double* b) const {
    const double low = samples.x(last);
    const double high = samples.x(last + 1);
    const double middle = 0.5 * (low + high);
    double gap = 0.0;     // squared, of all outputs
    double opening = 0.0; // of the lines, as the first of them to differ in slope says
    double apart = 0.0;
    for (Index o = first; o < first + outputs_; ++o) {
        const auto slope = [&](const double* group) {
            return group[xx] > 0.0 ? group[o + outputs_] / group[xx] : 0.0;
        };
        const double difference = b[o] + slope(b) * (middle - b[x]) - a[o] - slope(a) * (middle - a[x]);
        const double bend = slope(b) - slope(a);
        gap += difference * difference;
        apart += difference * bend;
        opening += bend * bend;
    }
    const auto variance = [&](const double* group) {
        return 1.0 / group[weight] + (middle - group[x]) * (middle - group[x]) / group[xx];
    };
    const double crossing = opening > 0.0 ? middle - apart / opening : middle;
    return {last, std::clamp(crossing, low, high), gap / (variance(a) + variance(b))};
}

void JoinedGroups::add(const double* b, Index group) {
    double* const a = &sums_(0, group);
    const double part = b[weight] / (a[weight] + b[weight]);
    const double apart = a[weight] * part;
    const double dx = b[x] - a[x];
    a[xx] += b[xx] + apart * dx * dx;
    a[yy] += b[yy];
    for (Index o = first; o < first + outputs_; ++o) {
        const double dy = b[o] - a[o];
        a[yy] += apart * dy * dy;
        a[o + outputs_] += b[o + outputs_] + apart * dx * dy;
        a[o] += part * dy;
    }
    a[weight] += b[weight];
    a[x] += part * dx;
}

} // namespace gradewise
