// What a run sends to the window: values, immutable once posted.
#pragma once

#include "core/record/peaks/peaks.h"
#include "core/record/run_findings.h"
#include "core/record/run_record.h"
#include "core/session/session_update.h"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gradewise {

/// The grade that is being trained, as it stood at one moment. Immutable once posted.
struct GradeSnapshot {
    std::size_t grade = 0; ///< from 0
    Index epoch = 0;
    Matrix contribution; ///< the read-out on the evaluation grid, t × n (before smoothing and the guard)
    Metrics grid;        ///< errors of s_{l-1} + u_l on the grid
};

/// A frozen grade.
struct GradeFinished {
    std::size_t grade = 0;
    GradeRecord record;
    Matrix contribution; ///< u_l on the evaluation grid, after smoothing and the guard
    Block block;
    GradePeaks peaks = {}; ///< between the points of the grid
};

/// What happened since the last takeNews(). Every history point and every finished grade arrives exactly once
/// and in order; of the live snapshots only the newest does.
struct RunUpdate : SessionUpdate<RunRecord> {
    std::optional<GradeMetrics> before; ///< once, at the beginning
    std::vector<HistoryPoint> history;
    std::vector<CurvaturePoint> curvature; ///< every one, in order, too
    std::vector<GradeFinished> finishedGrades;
    std::optional<std::size_t> begunGrade;     ///< the grade now in training, when it changed
    std::shared_ptr<const GradeSnapshot> live; ///< null when there is nothing newer
    RunFindings findings;                      ///< with the record
    std::vector<std::string> remarks;          ///< sentences on what cannot be kept on disk
};

} // namespace gradewise
