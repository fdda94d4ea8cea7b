// A run of hand-made updates: sin with a kink, each grade leaving a smaller and faster residual.
#pragma once

#include "core/audit/checks.h"
#include "core/target/sampling.h"
#include "ui/models/run_model.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace gradewise::fixture {

inline Target target(Index inputs = 1, Index outputs = 1) {
    const Domain domain(static_cast<std::size_t>(inputs), Interval{0.0, 1.0});
    return {"f", domain, outputs, [outputs](const Matrix& x) {
                Matrix y(outputs, x.cols());
                for (Index j = 0; j < x.cols(); ++j) {
                    for (Index k = 0; k < outputs; ++k) {
                        const double s = x.col(j).sum() + 0.2 * static_cast<double>(k);
                        y(k, j) = std::sin(2.0 * std::numbers::pi * s) + 0.4 * std::abs(s - 0.62) +
                                  0.3 * s * std::sin(12.0 * std::numbers::pi * s);
                    }
                }
                return y;
            }};
}

inline ExperimentConfig config(std::size_t grades, Index epochs = 200) {
    ExperimentConfig result;
    GradeConfig grade;
    grade.hidden = {16};
    grade.stop.epochs = epochs;
    result.grades.assign(grades, grade);
    return result;
}

/// What grade `grade` (from 0) leaves over of r: a fraction of it, rippled.
inline Matrix contribution(const RunModel& model, std::size_t grade, double part) {
    Matrix residual = model.residual(grade);
    for (Index j = 0; j < residual.cols(); ++j) {
        const double s = model.gridPoints().col(j).sum();
        const double ripple = std::sin(2.0 * std::numbers::pi * (7.0 + 5.0 * static_cast<double>(grade)) * s);
        residual.col(j) *= part * (1.0 - 0.25 * ripple);
    }
    return residual;
}

inline GradeMetrics metricsOf(const Matrix& residual, const Matrix& values) {
    const Metrics all = measure(residual, values);
    return {all, all, all, all};
}

/// What the audit would say of such a grade.
inline GradeAudit auditOf(const Matrix& before, const Matrix& after, const Matrix& values,
                          const Block& block) {
    GradeAudit audit;
    audit.rounding = roundingSlack(values);
    audit.grid = growthOf(before, after, audit.rounding);
    audit.train = audit.grid;
    audit.before = normsOf(before, values);
    audit.after = normsOf(after, values);
    audit.hash = block.hash();
    audit.trainRatio = audit.after.l2 / audit.before.l2;
    audit.pythagoras = 1e-15;
    audit.units = {512, 16, 1, 0, false, 16, 15, 0};
    return audit;
}

inline HistoryPoint epochOf(std::size_t grade, Index epoch, Index epochs, std::size_t run) {
    const double done = static_cast<double>(grade) + static_cast<double>(epoch) / static_cast<double>(epochs);
    const double level =
        std::pow(10.0, -0.8 * done) * (1.0 + 0.02 * std::sin(0.7 * static_cast<double>(epoch)));
    return {
        static_cast<Index>(grade), epoch, 0.001 * done + static_cast<double>(run), level, 1.1 * level, 0.01};
}

/// Freezes the first grade that is not frozen; there must be one.
inline void freezeOneMore(RunModel& model, double part) {
    const auto next =
        std::ranges::find_if(model.grades(), [](const ShownGrade& view) { return !view.block; });
    QVERIFY(next != model.grades().end());
    const auto grade = static_cast<std::size_t>(next - model.grades().begin());
    RunUpdate update;
    update.id = 1;
    const Matrix added = contribution(model, grade, part);
    GradeFinished finished;
    finished.grade = grade;
    finished.record.config = model.grades()[grade].record.config;
    finished.record.status = GradeStatus::Finished;
    finished.record.metrics = metricsOf(model.residual(grade) - added, model.target());
    finished.contribution = added;
    finished.block = Block(BlockShape{16, {16}, 1, Activation::Relu});
    update.finishedGrades.push_back(std::move(finished));
    model.apply(update);
}

/// Trains `frozen` grades and leaves the next one live after half its epochs, unless all are frozen.
inline void run(RunModel& model, std::size_t frozen, std::size_t total, Index inputs = 1, Index outputs = 1,
                std::uint64_t id = 1) {
    const Index epochs = 200;
    model.begin(id, config(total, epochs), target(inputs, outputs));
    for (std::size_t grade = 0; grade < std::min(frozen + 1, total); ++grade) {
        const bool live = grade == frozen;
        RunUpdate update;
        update.id = id;
        update.begunGrade = grade;
        for (Index epoch = 1; epoch <= (live ? epochs / 2 : epochs); ++epoch)
            update.history.push_back(epochOf(grade, epoch, epochs, id));
        const Matrix added = contribution(model, grade, live ? 0.4 : 0.8);
        const Matrix left = model.residual(grade) - added;
        if (live) {
            update.live = std::make_shared<GradeSnapshot>(
                GradeSnapshot{grade, epochs / 2, added, measure(left, model.target())});
        } else {
            GradeFinished finished;
            finished.grade = grade;
            finished.record.config = model.grades()[grade].record.config;
            finished.record.status = GradeStatus::Finished;
            finished.record.reason = StopReason::Epochs;
            finished.record.epochs = epochs;
            finished.record.metrics = metricsOf(left, model.target());
            finished.contribution = added;
            finished.block =
                Block(BlockShape{grade == 0 ? inputs : Index{16}, {16}, outputs, Activation::Relu});
            finished.record.guardScale = 0.9;
            finished.record.audit = auditOf(model.residual(grade), left, model.target(), finished.block);
            update.finishedGrades.push_back(std::move(finished));
        }
        model.apply(update);
    }
}

} // namespace gradewise::fixture
