#include "ui/charts/curve_data.h"

#include <algorithm>
#include <cmath>

namespace gradewise {

double CurveData::key(std::size_t index) const {
    return scale_ == Scale::Log ? std::abs(y_[index]) : y_[index];
}

void CurveData::mergeSample(Extremes& into, std::size_t index) const {
    if (!std::isfinite(y_[index]))
        return;
    const auto sample = static_cast<std::uint32_t>(index);
    merge(into, {sample, sample});
}

void CurveData::merge(Extremes& into, const Extremes& other) const {
    if (other.low == none)
        return;
    if (into.low == none) {
        into = other;
        return;
    }
    if (key(other.low) < key(into.low))
        into.low = other.low;
    if (key(other.high) > key(into.high))
        into.high = other.high;
}

void CurveData::count(double y) {
    if (!std::isfinite(y))
        ++notFinite_;
    else if (y == 0.0)
        ++zeros_;
    else if (scale_ == Scale::Log)
        ++decades_[static_cast<int>(std::floor(std::log10(std::abs(y))))];
}

CurveData CurveData::withScale(Scale scale) const {
    CurveData rebuilt(scale);
    rebuilt.append(x_, y_);
    rebuilt.breakAfter(breaks_);
    return rebuilt;
}

void CurveData::append(std::span<const double> x, std::span<const double> y) {
    const std::size_t count_ = std::min(x.size(), y.size());
    for (std::size_t i = 0; i < count_; ++i) {
        if (!std::isfinite(y[i]) && (y_.empty() || std::isfinite(y_.back())))
            gaps_.push_back(y_.size());
        x_.push_back(x[i]);
        y_.push_back(y[i]);
        count(y[i]);
        if (x_.size() % fan == 0)
            closeBlocks();
    }
}

void CurveData::closeBlocks() {
    Extremes block;
    for (std::size_t i = x_.size() - fan; i < x_.size(); ++i)
        mergeSample(block, i);
    for (std::size_t level = 0;; ++level) {
        if (level == levels_.size())
            levels_.emplace_back();
        std::vector<Extremes>& blocks = levels_[level];
        blocks.push_back(block);
        if (blocks.size() % fan != 0)
            return;
        block = {};
        for (std::size_t i = blocks.size() - fan; i < blocks.size(); ++i)
            merge(block, blocks[i]);
    }
}

CurveData::Extremes CurveData::extremes(std::size_t first, std::size_t last) const {
    Extremes result;
    std::size_t i = first;
    while (i < last) {
        std::size_t size = 1;
        std::size_t level = 0;
        while (level < levels_.size() && i % (size * fan) == 0 && i + size * fan <= last &&
               i / (size * fan) < levels_[level].size()) {
            size *= fan;
            ++level;
        }
        if (level == 0)
            mergeSample(result, i);
        else
            merge(result, levels_[level - 1][i / size]);
        i += size;
    }
    return result;
}

std::size_t CurveData::belowDecade(int exponent) const {
    std::size_t result = 0;
    for (const auto& [decade, number] : decades_)
        if (decade < exponent)
            result += number;
    return result;
}

std::optional<Range> CurveData::extent(int decades) const {
    const Extremes all = extremes(0, size());
    if (all.low == none)
        return std::nullopt;
    if (scale_ == Scale::Linear)
        return Range{key(all.low), key(all.high)};
    if (decades_.empty())
        return std::nullopt;
    const int floor = decades_.rbegin()->first + 1 - decades;
    const auto lowest = decades_.lower_bound(floor);
    return Range{static_cast<double>(lowest->first), std::log10(key(all.high))};
}

std::optional<std::size_t> CurveData::nearest(double x) const {
    if (x_.empty() || std::isnan(x))
        return std::nullopt;
    const auto right = static_cast<std::size_t>(std::ranges::lower_bound(x_, x) - x_.begin());
    if (right == 0)
        return 0;
    if (right == x_.size() || x - x_[right - 1] <= x_[right] - x)
        return right - 1;
    return right;
}

std::optional<std::size_t> CurveData::highest(double low, double high) const {
    const auto at = [this](double x) {
        return static_cast<std::size_t>(std::ranges::lower_bound(x_, x) - x_.begin());
    };
    const Extremes found = extremes(at(low), at(high));
    return found.high == none ? std::nullopt : std::optional<std::size_t>(found.high);
}

/// The first and the last of the samples [first, last) after which the curve is broken.
std::optional<std::pair<std::size_t, std::size_t>> CurveData::breaksWithin(std::size_t first,
                                                                           std::size_t last) const {
    std::optional<std::pair<std::size_t, std::size_t>> result;
    for (const std::vector<std::size_t>* places : {&breaks_, &gaps_}) {
        const auto begin = std::ranges::lower_bound(*places, first);
        const auto end = std::ranges::lower_bound(*places, last);
        if (begin == end)
            continue;
        result = result ? std::pair(std::min(result->first, *begin), std::max(result->second, *(end - 1)))
                        : std::pair(*begin, *(end - 1));
    }
    return result;
}

std::vector<CurveData::Piece> CurveData::pieces(const Range& range, Scale xScale, int columns,
                                                Keep keep) const {
    std::vector<Piece> result(1);
    const auto add = [&](std::size_t index) { result.back().push_back({x_[index], y_[index]}); };
    const auto breakHere = [&] {
        if (!result.back().empty())
            result.emplace_back();
    };
    const auto at = [&](double position, std::size_t from) {
        const double value = toValue(position, xScale);
        return static_cast<std::size_t>(
            std::lower_bound(x_.begin() + static_cast<std::ptrdiff_t>(from), x_.end(), value) - x_.begin());
    };
    std::size_t first = at(range.low, 0);
    std::size_t last = std::min(size(), at(range.high, first) + 1);
    first = first == 0 ? 0 : first - 1;
    last = std::min(size(), last + 1);

    const auto addExtremes = [&](std::size_t begin, std::size_t end, bool joined) {
        const Extremes found = extremes(begin, end);
        if (found.low == none) {
            breakHere();
            return;
        }
        if (keep == Keep::Highest) {
            add(found.high);
            return;
        }
        add(std::min(found.low, found.high));
        if (found.low != found.high) {
            if (!joined)
                breakHere();
            add(std::max(found.low, found.high));
        }
    };

    const std::size_t each = keep == Keep::Highest ? 1 : 2;
    if (last - first <= each * static_cast<std::size_t>(columns)) {
        for (std::size_t i = first; i < last; ++i) {
            if (std::isfinite(y_[i]))
                add(i);
            if (!std::isfinite(y_[i]) || std::ranges::binary_search(breaks_, i))
                breakHere();
        }
    } else {
        std::size_t begin = first;
        for (int column = 1; column <= columns && begin < last; ++column) {
            const double edge = range.low + range.span() * column / columns;
            const std::size_t end = column == columns ? last : std::min(last, at(edge, begin));
            if (end <= begin)
                continue;
            const auto broken = breaksWithin(begin, end);
            if (!broken) {
                addExtremes(begin, end, true);
            } else {
                // What lies between several breaks in one column is not joined.
                addExtremes(begin, broken->first + 1, true);
                breakHere();
                if (broken->second > broken->first) {
                    addExtremes(broken->first + 1, broken->second + 1, false);
                    breakHere();
                }
                if (broken->second + 1 < end)
                    addExtremes(broken->second + 1, end, true);
            }
            begin = end;
        }
    }
    if (result.back().empty())
        result.pop_back();
    return result;
}

} // namespace gradewise
