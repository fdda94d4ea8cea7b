#include "core/training/read_outs.h"

#include "core/solver/read_out/balanced_read_out.h"
#include "core/solver/read_out/joint_read_out.h"
#include "core/solver/solver.h"

#include <cmath>
#include <utility>

namespace gradewise {

namespace {

/// A contribution that was proved to be the best under its regularisation stays as it is: scaled it would not
/// be that any more.
double guardOf(const GradeRecord& record, const Matrix& residual, const Matrix& contribution) {
    if (record.certificate && (residual - contribution).squaredNorm() <= residual.squaredNorm())
        return 1.0;
    return guardScale(residual, contribution);
}

/// Gives the block a read-out that raises the residual at no training sample. Nothing, and the block as it
/// was, when the run is stopped meanwhile.
std::optional<BalanceRecord> balance(Block& block, const PointSet& train, const Matrix& residual,
                                     RunMonitor& monitor) {
    const Matrix hidden = block.hidden(train.features());
    const double trained = relativeError((residual - block.readOut(hidden)).squaredNorm(), train.norm());
    const double slack = balanceRounding * train.data().y.cwiseAbs().maxCoeff();
    const auto balanced = balancedReadOut(hidden, residual, slack, monitor.untilStopped());
    if (!balanced)
        return std::nullopt;
    const Index last = block.layers() - 1;
    block.weights(last) = balanced->coefficients;
    block.bias(last) = balanced->offset;
    return BalanceRecord{trained, balanced->gap, balanced->active, balanced->found};
}

} // namespace

double guardScale(const Matrix& residual, const Matrix& contribution) {
    const double size = contribution.squaredNorm();
    if (!(size > 0.0) || !std::isfinite(size))
        return 0.0;
    const double alpha = residual.cwiseProduct(contribution).sum() / size;
    return (residual - alpha * contribution).squaredNorm() <= residual.squaredNorm() ? alpha : 0.0;
}

void settleReadOut(bool guard, GradeInWork& work, const PointSet& train, RunMonitor& monitor) {
    GradeRecord& record = work.record;
    FrozenGrade& grade = work.grade;
    if (record.config.readOut == ReadOutRule::Balanced) {
        const double begun = monitor.trainingSeconds();
        record.balance = balance(grade.block, train, work.residual, monitor);
        record.seconds += monitor.trainingSeconds() - begun;
        if (!record.balance && record.status == GradeStatus::Finished) {
            record.status = GradeStatus::Stopped;
            record.reason = StopReason::StoppedByUser;
        }
    }
    if (record.balance) {
        record.certificate.reset(); // it was about the read-out as trained
    } else if (guard &&
               !solverOf(record.config.solver).isBuilt()) { // scaled, what is built would not be that
        record.guardScale = guardOf(record, work.residual, grade.output(train.features(), train.data().x));
        grade.scale(record.guardScale);
    }
}

std::optional<PolishRecord> polished(const MultigradeModel& model, const PointSets& points,
                                     RunMonitor& monitor) {
    const Dataset& samples = points.train.data();
    auto joint = jointReadOut(model, samples.x, samples.y, monitor.untilStopped());
    if (!joint)
        return std::nullopt;
    const GradeMetrics metrics = points.metrics(*joint);
    if (!std::isfinite(metrics.train.l2))
        return std::nullopt;
    return PolishRecord{*std::move(joint), metrics};
}

} // namespace gradewise
