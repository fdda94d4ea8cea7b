// What the tests of descent share: a monitor that follows a script, and a sine to be learned.
#pragma once

#include "core/solver/descent/descent.h"
#include "tests/core/solver/counting_malloc.h"
#include "tests/solver_options.h"

#include <numbers>
#include <vector>

namespace gradewise::descenttest {

/// A monitor that follows a script and remembers what it was told.
class ScriptedMonitor : public FitMonitor {
public:
    Decision checkpoint() override {
        ++checkpoints;
        return checkpoints == endAtCheckpoint ? answer : Decision::Continue;
    }
    Decision epochDone(const EpochReport& report, const Block& block) override {
        last = report;
        if (keep && reports.size() < reports.capacity())
            reports.push_back(report);
        if (report.epoch == 2)
            allocationsAtStart = countedAllocations();
        if (report.epoch > 2)
            allocations = countedAllocations() - allocationsAtStart;
        parameters = &block.parameters();
        return report.epoch == endAtEpoch ? answer : Decision::Continue;
    }
    double trainingSeconds() const override { return seconds + 0.25 * static_cast<double>(last.epoch); }

    std::vector<EpochReport> reports;
    EpochReport last;
    bool keep = true;
    long checkpoints = 0;
    long endAtCheckpoint = -1;
    Index endAtEpoch = -1;
    Decision answer = Decision::FinishGrade;
    long allocationsAtStart = 0;
    long allocations = -1;
    double seconds = 10.0;
    const Vector* parameters = nullptr;
};

struct Problem {
    Matrix features;
    Matrix residual;
    Matrix validationFeatures = Matrix(1, 0);
    Matrix validationResidual = Matrix(1, 0);

    FitData data() const {
        return {features,           residual,        validationFeatures,
                validationResidual, residual.norm(), validationResidual.norm()};
    }
};

inline Problem sine(Index samples) {
    Problem problem;
    problem.features = Vector::LinSpaced(samples, 0.0, 1.0).transpose();
    problem.residual = (2.0 * std::numbers::pi * problem.features).array().sin();
    problem.validationFeatures = Vector::LinSpaced(33, 0.01, 0.99).transpose();
    problem.validationResidual = (2.0 * std::numbers::pi * problem.validationFeatures).array().sin();
    return problem;
}

inline FitTask taskOf(const SolverOptions& solver, double rate, Index epochs, Index batch = 0) {
    FitTask task;
    task.shape = {1, {16}, 1, Activation::Tanh};
    task.solver = solver;
    rateOf(task.solver).initial = rate;
    descentOf(task.solver)->batchSize = batch;
    task.stop.epochs = epochs;
    return task;
}

inline FitResult run(const FitTask& task, const Problem& problem, ScriptedMonitor& monitor) {
    monitor.reports.reserve(100000);
    return descend(task, problem.data(), monitor);
}

} // namespace gradewise::descenttest
