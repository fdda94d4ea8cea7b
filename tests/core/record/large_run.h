// A finished run as large as is wished, made without training: for what must not wait for large ones.
#pragma once

#include "core/network/initialisation.h"
#include "core/numbers/random.h"
#include "core/record/run_record.h"

#include <cmath>

namespace gradewise {

/// One variable; `epochs` rows of history, spread over the grades.
inline RunRecord largeRun(std::size_t grades, std::size_t epochs, Index width = 8) {
    RunRecord record;
    record.config.title = "Large";
    record.config.target.kind = TargetConfig::Kind::Formula;
    record.config.target.id.clear();
    record.config.target.formulas = {"sin(6*x)"};
    record.config.target.domain = {{0.0, 1.0}};
    GradeConfig grade;
    grade.hidden = {width};
    grade.repeat = static_cast<Index>(grades);
    grade.stop.epochs = static_cast<Index>(epochs / grades + 1);
    record.config.grades = {grade};
    record.target = std::get<Target>(makeTarget(record.config.target));
    record.model = MultigradeModel(1, 1);
    grade.repeat = 1;
    for (std::size_t i = 0; i < grades; ++i) {
        Random random(3, "grade", i);
        const BlockShape shape{record.model.nextInputs(), grade.hidden, 1, grade.activation};
        GradeRecord result;
        result.config = grade;
        result.status = GradeStatus::Finished;
        result.reason = StopReason::Epochs;
        result.epochs = grade.stop.epochs;
        result.seconds = 1.0;
        result.parameters = shape.parameterCount();
        record.model.append({initialised(shape, Initialisation::FanIn, random), grade.carry});
        record.grades.push_back(result);
    }
    record.history.reserve(epochs);
    const std::size_t each = epochs / grades + 1;
    for (std::size_t i = 0; i < epochs; ++i) {
        const auto t = static_cast<double>(i);
        record.history.push_back({static_cast<Index>(i / each), static_cast<Index>(i % each) + 1, 1e-3 * t,
                                  std::exp(-1e-6 * t) * (1.0 + 0.1 * std::sin(0.1 * t)), std::exp(-1e-6 * t),
                                  1e-3});
    }
    record.seconds = 1e-3 * static_cast<double>(epochs);
    record.reason = "All grades are trained.";
    return record;
}

} // namespace gradewise
