// A small experiment, and what listens to its run or ends it.
#pragma once

#include "tests/core/trained.h"
#include "tests/solver_options.h"

#include <QTest>

#include <cstdint>
#include <vector>

namespace gradewise {

inline ExperimentConfig smallExperiment() {
    ExperimentConfig config;
    config.title = "small";
    config.target.kind = TargetConfig::Kind::Formula;
    config.target.formulas = {"sin(2*pi*x) + 0.5*sin(12*pi*x)"};
    config.target.domain = {{0.0, 1.0}};
    config.samples.train = {Layout::Equispaced, 200};
    config.samples.validation = {Layout::Random, 50};
    config.samples.test = {Layout::Midpoints, 60};
    GradeConfig grade;
    grade.hidden = {16};
    rateOf(grade.solver).initial = 0.01;
    grade.stop.epochs = 60;
    grade.repeat = 3;
    config.grades = {grade};
    return config;
}

/// Reads everything a run tells.
class RunListener : public RunObserver {
public:
    void runBegun(const GradeMetrics& metrics) override { before = metrics; }
    void gradeBegun(std::size_t grade, const MultigradeModel& frozen) override {
        QCOMPARE(frozen.grades(), grade);
        hashes.push_back(frozen.hash());
    }
    bool wantsBlock() const override { return true; }
    void epochDone(const HistoryPoint& point, const Block& block) override {
        history.push_back(point);
        lastOutput = block.output(Matrix::Constant(block.shape().inputs, 3, 0.3));
    }
    void gradeDone(std::size_t grade, const GradeRecord& record, const MultigradeModel& model) override {
        QCOMPARE(model.grades(), grade + 1);
        grades.push_back(record);
        hashAfter.push_back(model.hash());
    }

    GradeMetrics before;
    std::vector<std::uint64_t> hashes;
    std::vector<std::uint64_t> hashAfter;
    std::vector<HistoryPoint> history;
    std::vector<GradeRecord> grades;
    Matrix lastOutput;
};

/// Says one thing at one epoch boundary, counted over the run.
class ScriptedControl : public RunControl {
public:
    ScriptedControl(int epoch, Decision answer) : epoch_(epoch), answer_(answer) {}
    Decision epochBoundary() override { return ++seen_ == epoch_ ? answer_ : Decision::Continue; }

private:
    int epoch_;
    Decision answer_;
    int seen_ = 0;
};

/// Equal but for what a clock says.
inline void compareRuns(const RunRecord& a, const RunRecord& b) {
    QCOMPARE(a.model.hash(), b.model.hash());
    QCOMPARE(a.grades.size(), b.grades.size());
    QCOMPARE(a.history.size(), b.history.size());
    for (std::size_t i = 0; i < a.grades.size(); ++i) {
        QCOMPARE(a.grades[i].metrics.train.l2, b.grades[i].metrics.train.l2);
        QCOMPARE(a.grades[i].metrics.grid.sup, b.grades[i].metrics.grid.sup);
    }
    for (std::size_t i = 0; i < a.history.size(); ++i) {
        QCOMPARE(a.history[i].trainRelativeL2, b.history[i].trainRelativeL2);
        QCOMPARE(a.history[i].validationRelativeL2, b.history[i].validationRelativeL2);
    }
}

} // namespace gradewise
