// What map, curves and table show of a sweep.
#pragma once

#include "core/study/sweep/sweep_report.h"

#include <QStringList>

#include <functional>
#include <optional>
#include <utility>
#include <vector>

namespace gradewise {

struct SweepMapContent {
    std::vector<double> rates; ///< all that were asked for, ascending
    std::size_t grades = 0;
    std::vector<SweepCell> cells;                               ///< a row of rates a grade
    std::vector<std::optional<double>> bounds;                  ///< of each grade, see stabilityBound()
    std::optional<std::pair<std::size_t, std::size_t>> present; ///< rate and grade in training

    const SweepCell& cell(std::size_t rate, std::size_t grade) const {
        return cells[grade * rates.size() + rate];
    }
};

/// What a cell says, line by line: rate and grade, error, what failed in how many runs, η λ_max and the
/// bound.
QStringList readingOf(const SweepMapContent& content, std::size_t rate, std::size_t grade);

/// What the map shows of a sweep: `runsOf` gives the runs of a rate so far.
SweepMapContent mapContent(const std::vector<double>& rates, std::size_t grades,
                           const std::function<std::vector<SweptRun>(std::size_t rate)>& runsOf);
SweepMapContent mapContent(const SweepRecord& record);

} // namespace gradewise
