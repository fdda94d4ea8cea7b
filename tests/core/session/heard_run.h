// A run of a session as a test hears it.
#pragma once

#include "core/session/session.h"
#include "core/target/sampling.h"
#include "tests/solver_options.h"

#include <utility>

namespace gradewise {

inline ExperimentConfig experiment(Index epochs, Index grades) {
    ExperimentConfig config;
    config.target.kind = TargetConfig::Kind::Formula;
    config.target.formulas = {"sin(2*pi*x)"};
    config.target.domain = {{0.0, 1.0}};
    config.samples.train.count = 100;
    config.samples.validation.count = 20;
    config.samples.test.count = 20;
    GradeConfig grade;
    grade.hidden = {8};
    rateOf(grade.solver).initial = 0.01;
    grade.stop.epochs = epochs;
    grade.repeat = grades;
    config.grades = {grade};
    return config;
}

inline Matrix points() {
    return grid({{0.0, 1.0}}, 101);
}

/// Everything that a session has told, as if in one update.
struct Heard : RunUpdate {
    void add(RunUpdate update) {
        if (update.before)
            before = update.before;
        history.insert(history.end(), update.history.begin(), update.history.end());
        curvature.insert(curvature.end(), update.curvature.begin(), update.curvature.end());
        for (GradeFinished& grade : update.finishedGrades)
            finishedGrades.push_back(std::move(grade));
        if (update.live)
            live = update.live;
        if (update.begunGrade)
            begunGrade = update.begunGrade;
        remarks.insert(remarks.end(), update.remarks.begin(), update.remarks.end());
        record = update.record;
        failure = update.failure;
        id = update.id;
    }
};

inline bool ended(const RunUpdate& update) {
    return update.ended();
}

} // namespace gradewise
