// What the tests of spline share.
#pragma once

#include "core/numbers/may_continue.h"
#include "core/numbers/random.h"
#include "core/numerics/band.h"
#include "core/onevariable/knot_search.h"
#include "core/onevariable/knot_starts.h"
#include "core/onevariable/spline_neurons.h"
#include "core/solver/fit.h"
#include "core/target/target.h"

#include <Eigen/QR>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numbers>

namespace gradewise::spline_fixture {

using Function = std::function<double(double)>;

inline Matrix randomRow(Index columns, std::uint64_t seed) {
    Random random(seed);
    Matrix result(1, columns);
    for (double& entry : result.reshaped())
        entry = random.uniform();
    return result;
}

inline Matrix evenRow(Index columns) {
    return Vector::LinSpaced(columns, 0.0, 1.0).transpose();
}

inline Matrix valuesAt(const Matrix& x, const std::function<double(double)>& function) {
    return x.unaryExpr(function);
}

class Quiet : public FitMonitor {
public:
    inline Decision checkpoint() override {
        ++asked;
        return asked <= patience ? Decision::Continue : Decision::FinishGrade;
    }
    inline Decision epochDone(const EpochReport& report, const Block& block) override {
        errors.push_back(report.trainRelativeL2);
        seen = block;
        return Decision::Continue;
    }
    inline double trainingSeconds() const override { return 0.0; }
    int asked = 0;
    int patience = std::numeric_limits<int>::max();
    std::vector<double> errors;
    Block seen;
};

inline FitResult fitted(const Matrix& x, const Matrix& y, Index width, Quiet& monitor,
                        std::optional<double> goal = {}) {
    const Matrix none(1, 0);
    const Matrix noLabels(y.rows(), 0);
    FitTask task;
    task.shape = {1, {width}, y.rows(), Activation::Relu};
    task.solver = VarProOptions{};
    task.stop.goal = goal;
    return fit(task, {x, y, none, noLabels, y.norm(), 0.0}, monitor);
}

inline double errorOf(const Block& block, const Matrix& x, const Matrix& y) {
    return (block.output(x) - y).norm() / y.norm();
}

inline double fittedError(const Matrix& x, const Matrix& y, Index width) {
    Quiet monitor;
    return errorOf(fitted(x, y, width, monitor).block, x, y);
}

} // namespace gradewise::spline_fixture
