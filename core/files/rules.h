// What is collected while the rules of an experiment are checked.
#pragma once

#include "core/files/issue.h"
#include "core/numbers/matrix.h"

#include <fmt/core.h>

#include <cmath>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gradewise {

/// Collects issues; each rule is one line at its call.
class Rules {
public:
    void add(std::string path, std::string sentence) {
        issues_.push_back({std::move(path), std::move(sentence)});
    }
    void wholeNumber(const std::string& path, std::string_view what, Index value, Index low, Index high) {
        if (value < low || value > high)
            add(path, fmt::format("The {} must be a whole number from {} to {}; it is {}.", what, low, high,
                                  value));
    }
    void positive(const std::string& path, std::string_view what, double value) {
        if (!std::isfinite(value) || value <= 0.0)
            add(path, fmt::format("The {} must be a finite number above 0; it is {}.", what, value));
    }
    void positive(const std::string& path, std::string_view what, const std::optional<double>& value) {
        if (value)
            positive(path, what, *value);
    }
    bool empty() const { return issues_.empty(); }
    std::vector<Issue> take() { return std::move(issues_); }

private:
    std::vector<Issue> issues_;
};

} // namespace gradewise
