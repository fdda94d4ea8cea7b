#include "core/onevariable/broken_line.h"

#include <algorithm>
#include <cmath>

namespace gradewise {

Vector values(const BrokenLine& line, const Vector& x) {
    Vector result(x.size());
    double at = 0.0;
    double value = line.start;
    double slope = line.slope;
    std::size_t next = 0;
    for (Index i = 0; i < x.size(); ++i) {
        for (; next < line.kinks.size() && line.kinks[next].position <= x(i); ++next) {
            value += slope * (line.kinks[next].position - at);
            at = line.kinks[next].position;
            slope += line.kinks[next].change;
        }
        value += slope * (x(i) - at);
        at = x(i);
        result(i) = value;
    }
    return result;
}

double pathNorm(const BrokenLine& line) {
    double total = 0.0;
    double last = line.slope;
    for (const Kink& kink : line.kinks) {
        total += std::abs(kink.change);
        last += kink.change;
    }
    return std::max(total, 0.5 * (total + std::abs(line.slope + last)));
}

BrokenLine interpolate(const Vector& x, const Vector& y) {
    BrokenLine line;
    line.start = y(0);
    if (x.size() < 2)
        return line;
    double before = line.slope = (y(1) - y(0)) / (x(1) - x(0));
    for (Index j = 1; j + 1 < x.size(); ++j) {
        const double after = (y(j + 1) - y(j)) / (x(j + 1) - x(j));
        if (after != before)
            line.kinks.push_back({x(j), after - before});
        before = after;
    }
    return line;
}

} // namespace gradewise
