// A finished run of hand-made grades: a sine by a spline, and then a spike between two points of the grid.
#pragma once

#include "core/record/run_record.h"
#include "core/target/sampling.h"

#include <cmath>
#include <numbers>

namespace gradewise::fixture {

inline constexpr double spikeAt = 700.3 / 2000.0;
inline constexpr double spikeHeight = 40.0;

/// The first grade interpolates at 33 knots, the second adds a hat of a five-hundredth of the grid's step.
inline RunRecord spikedRun() {
    constexpr int pieces = 32;
    constexpr double half = 5e-7;
    RunRecord record;
    record.config.target.kind = TargetConfig::Kind::Formula;
    record.config.target.formulas = {"sin(2*pi*x)"};
    record.config.target.domain = {{0.0, 1.0}};
    GradeConfig first;
    first.hidden = {pieces};
    first.carry = Carry::HiddenAndInput;
    GradeConfig second;
    second.hidden = {3};
    record.config.grades = {first, second};
    record.target = std::get<Target>(makeTarget(record.config.target));
    Block spline(BlockShape{1, {pieces}, 1, Activation::Relu});
    double before = 0.0;
    for (Index i = 0; i < pieces; ++i) {
        const double left = static_cast<double>(i) / pieces;
        const double slope = pieces * (std::sin(2.0 * std::numbers::pi * (left + 1.0 / pieces)) -
                                       std::sin(2.0 * std::numbers::pi * left));
        spline.weights(0)(i, 0) = 1.0;
        spline.bias(0)(i) = -left;
        spline.weights(1)(0, i) = slope - before;
        before = slope;
    }
    Block hat(BlockShape{pieces + 1, {3}, 1, Activation::Relu});
    for (Index i = 0; i < 3; ++i) {
        hat.weights(0)(i, pieces) = 1.0;
        hat.bias(0)(i) = -(spikeAt + half * static_cast<double>(i - 1));
        hat.weights(1)(0, i) = (i == 1 ? -2.0 : 1.0) * spikeHeight / half;
    }
    record.model.append({spline, first.carry});
    record.model.append({hat, second.carry});
    const auto target = makeTarget(record.config.target);
    const Matrix x = evaluationGrid(record.config.target.domain, record.config.samples.train);
    const Matrix f = std::get<Target>(target)(x);
    record.before.train = record.before.grid = measure(f, f);
    Matrix residual = f;
    for (std::size_t i = 0; i < 2; ++i) {
        residual -= record.model.contributions(x)[i];
        GradeRecord grade;
        grade.config = record.config.grades[i];
        grade.status = GradeStatus::Finished;
        grade.reason = StopReason::Epochs;
        grade.epochs = 1;
        grade.parameters = record.model.grade(i).block.shape().parameterCount();
        const Metrics errors = measure(residual, f);
        grade.metrics = {errors, errors, errors, errors};
        record.grades.push_back(grade);
        record.history.push_back({static_cast<Index>(i), 1, 0.1, errors.relativeL2, errors.relativeL2, 1e-3});
    }
    return record;
}

} // namespace gradewise::fixture
