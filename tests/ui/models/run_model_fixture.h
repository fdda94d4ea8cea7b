// What the tests of run model share.
#pragma once

#include "core/network/initialisation.h"
#include "core/numbers/random.h"
#include "core/record/curves.h"
#include "core/target/sampling.h"
#include "tests/core/trained.h"
#include "ui/models/run_model.h"

#include <QSignalSpy>

namespace gradewise::run_model_fixture {

inline constexpr std::uint64_t runId = 7;

inline ExperimentConfig threeGrades() {
    ExperimentConfig config;
    config.target.kind = TargetConfig::Kind::Formula;
    config.target.formulas = {"sin(3*x) + x"};
    config.target.domain = {{0.0, 1.0}};
    GradeConfig first;
    first.hidden = {5};
    first.carry = Carry::HiddenAndInput;
    GradeConfig others;
    others.hidden = {4, 3};
    others.repeat = 2;
    config.grades = {first, others};
    return config;
}

inline Target targetOf(const ExperimentConfig& config) {
    return std::get<Target>(makeTarget(config.target));
}

inline Matrix gridOf(const ExperimentConfig& config) {
    return evaluationGrid(config.target.domain, config.samples.train);
}

/// A record as training would leave it after `trained` grades, with random weights.
inline RunRecord recordOf(const ExperimentConfig& config, std::size_t trained) {
    RunRecord record;
    record.config = config;
    record.target = targetOf(config);
    record.model = MultigradeModel(1, 1);
    const auto grades = expandedGrades(config);
    for (std::size_t i = 0; i < trained; ++i) {
        Random random(3, "grade", i);
        const BlockShape shape{record.model.nextInputs(), grades[i].hidden, 1, grades[i].activation};
        GradeRecord grade;
        grade.config = grades[i];
        grade.status = GradeStatus::Finished;
        grade.reason = StopReason::Epochs;
        grade.epochs = 11 + static_cast<Index>(i);
        grade.seconds = 0.5;
        grade.parameters = shape.parameterCount();
        record.model.append({initialised(shape, Initialisation::FanIn, random), grades[i].carry});
        record.grades.push_back(grade);
        record.history.push_back({static_cast<Index>(i), 1, 0.1, 0.5, 0.6, 1e-3});
    }
    return record;
}

inline GradeFinished finishedOf(const RunRecord& record, std::size_t grade) {
    return {grade, record.grades[grade], record.model.contributions(gridOf(record.config))[grade],
            record.model.grade(grade).block};
}

/// The updates of the whole run, one a finished grade, with a wrong live curve before each.
inline void playThrough(RunModel& model, const RunRecord& record) {
    for (std::size_t i = 0; i < record.grades.size(); ++i) {
        RunUpdate live;
        live.id = runId;
        live.begunGrade = i;
        auto snapshot = std::make_shared<GradeSnapshot>();
        snapshot->grade = i;
        snapshot->epoch = 5;
        snapshot->contribution = Matrix::Constant(1, model.gridPoints().cols(), 9.0);
        live.live = snapshot;
        model.apply(live);
        RunUpdate frozen;
        frozen.id = runId;
        frozen.history = {record.history[i]};
        frozen.finishedGrades = {finishedOf(record, i)};
        model.apply(frozen);
    }
    RunUpdate last;
    last.id = runId;
    last.record = std::make_shared<RunRecord>(record);
    model.apply(last);
}

inline void compareMetrics(const Metrics& a, const Metrics& b) {
    QCOMPARE(a.l1, b.l1);
    QCOMPARE(a.l2, b.l2);
    QCOMPARE(a.sup, b.sup);
    QCOMPARE(a.relativeL2, b.relativeL2);
    QCOMPARE(a.worst, b.worst);
}

} // namespace gradewise::run_model_fixture
