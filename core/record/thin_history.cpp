#include "core/record/thin_history.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>

namespace gradewise {

namespace {

using Points = std::vector<HistoryPoint>;
using Place = Points::const_iterator;

constexpr std::size_t keptOfStretch = 5;

/// Whether a is kept rather than b: any number before none.
bool isSmaller(double a, double b) {
    return std::isnan(b) ? !std::isnan(a) : a < b;
}
bool isLarger(double a, double b) {
    return std::isnan(b) ? !std::isnan(a) : a > b;
}

void keepExtremes(Place begin, Place end, Points& kept) {
    std::array<Place, keptOfStretch> places;
    places.fill(begin);
    for (auto point = begin; point != end; ++point) {
        const auto better = [&point](Place& place, double HistoryPoint::*value, auto before) {
            if (before((*point).*value, (*place).*value))
                place = point;
        };
        better(places[0], &HistoryPoint::trainRelativeL2, isSmaller);
        better(places[1], &HistoryPoint::trainRelativeL2, isLarger);
        better(places[2], &HistoryPoint::validationRelativeL2, isSmaller);
        better(places[3], &HistoryPoint::validationRelativeL2, isLarger);
        better(places[4], &HistoryPoint::gap, isSmaller);
    }
    std::ranges::sort(places);
    auto* const rest = std::unique(places.begin(), places.end());
    for (auto* place = places.begin(); place != rest; ++place)
        kept.push_back(**place);
}

/// A grade's points, at most `most`, which is 2 or more.
void keepOfGrade(Place begin, Place end, std::size_t most, Points& kept) {
    const auto count = static_cast<std::size_t>(end - begin);
    if (count <= most) {
        kept.insert(kept.end(), begin, end);
        return;
    }
    const std::size_t stretches = (most - 2) / keptOfStretch;
    const std::size_t inner = count - 2;
    kept.push_back(*begin);
    for (std::size_t i = 0; i < stretches; ++i) {
        const auto at = [&](std::size_t k) {
            return begin + 1 + static_cast<std::ptrdiff_t>(inner * k / stretches);
        };
        if (at(i) != at(i + 1))
            keepExtremes(at(i), at(i + 1), kept);
    }
    kept.push_back(*(end - 1));
}

} // namespace

std::vector<HistoryPoint> thinned(const std::vector<HistoryPoint>& history, std::size_t most) {
    if (history.size() <= most)
        return history;
    const auto endOfGrade = [&history](Place begin) {
        return std::find_if(begin, history.end(),
                            [begin](const HistoryPoint& point) { return point.grade != begin->grade; });
    };
    std::size_t grades = 0;
    for (auto begin = history.begin(); begin != history.end(); begin = endOfGrade(begin))
        ++grades;
    constexpr std::size_t withExtremes = 2 + keptOfStretch;
    const std::size_t least = withExtremes * grades <= most ? withExtremes : 2;
    const std::size_t shared = most - std::min(most, least * grades);
    Points kept;
    kept.reserve(most);
    for (auto begin = history.begin(); begin != history.end();) {
        const auto end = endOfGrade(begin);
        const auto count = static_cast<std::size_t>(end - begin);
        const double share = static_cast<double>(count) / static_cast<double>(history.size());
        keepOfGrade(begin, end, least + static_cast<std::size_t>(static_cast<double>(shared) * share), kept);
        begin = end;
    }
    return kept;
}

} // namespace gradewise
