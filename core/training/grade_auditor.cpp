#include "core/training/grade_auditor.h"

#include "core/cost/multiply_adds.h"
#include "core/solver/read_out/balanced_read_out.h"
#include "core/solver/solver.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gradewise {

namespace {

constexpr Index mostProbes = 33;
constexpr Index fewestProducts = 12;   ///< of Lanczos' method, to know the ends of the spectrum at all
constexpr double stepsProducts = 24.0; ///< where they are wanted in any case
constexpr double curvatureShare = 2.0; ///< Lanczos' method may take twice what the rest may
/// Multiply-adds that are allowed however short the training was: a millisecond or two.
constexpr double always = 4e6;
constexpr double alwaysBuilt = 2e5; ///< the same of built grades, which take a millisecond as a whole
constexpr double share = 0.01;      ///< of the training

std::vector<Index> probesOf(Index columns) {
    std::vector<Index> probes;
    const Index count = std::min(columns, mostProbes);
    for (Index i = 0; i < count; ++i)
        probes.push_back(count == 1 ? 0 : i * (columns - 1) / (count - 1));
    return probes;
}

Matrix columnsOf(const Matrix& all, const std::vector<Index>& columns) {
    Matrix some(all.rows(), static_cast<Index>(columns.size()));
    for (std::size_t j = 0; j < columns.size(); ++j)
        some.col(static_cast<Index>(j)) = all.col(columns[j]);
    return some;
}

Block unscaled(const GradeRecord& record, const Block& block) {
    Block result = block;
    if (record.guardScale != 0.0 && record.guardScale != 1.0)
        result.scaleReadOut(1.0 / record.guardScale);
    return result;
}

} // namespace

GradeAuditor::GradeAuditor(const PointSet& grid, AuditEffort effort)
    : effort_(effort),
      probes_(probesOf(grid.data().x.cols())),
      whole_(columnsOf(grid.data().x, probes_), grid.data().y.rows()),
      gridBefore_(grid.residual()),
      rounding_(roundingSlack(grid.data().y)) {}

double GradeAuditor::allowance(const SolverOptions& solver, const Block& block, Index epochs,
                               Index samples) const {
    if (effort_ == AuditEffort::Full)
        return std::numeric_limits<double>::infinity();
    if (solverOf(solver).isBuilt())
        return alwaysBuilt;
    return std::max(always,
                    share * static_cast<double>(epochs) * gradientWork(block.parameters().size(), samples));
}

std::optional<Curvature> GradeAuditor::measuredCurvature(const GradeConfig& config, const Block& block,
                                                         Index epochs, const Matrix& features,
                                                         const Matrix& residual) const {
    if (!solverOf(config.solver).hasStepSize() || epochs < 1)
        return std::nullopt;
    const bool full = effort_ == AuditEffort::Full;
    const double each = hessianProductWork(block.parameters().size(), features.cols());
    const double bySize = (full ? 3.2e7 : 8e6) / static_cast<double>(block.parameters().size());
    double allowed = curvatureShare * allowance(config.solver, block, epochs, features.cols()) / each;
    if (effort_ == AuditEffort::Steps)
        allowed = std::max(allowed, stepsProducts);
    const double most = std::min({full ? 200.0 : 60.0, allowed, bySize});
    const auto products = static_cast<Index>(most);
    if (products < std::min(fewestProducts, block.parameters().size()))
        return std::nullopt;
    HessianProduct hessian(block, features, residual);
    return curvatureOf(hessian, products, rateAt(rateOf(config.solver), epochs - 1, config.stop.epochs));
}

void GradeAuditor::measure(const GradeConfig& config, const Block& block, Index epochs,
                           const Matrix& features, const Matrix& residual) {
    measured_ = {};
    balanced_ = config.readOut == ReadOutRule::Balanced;
    measured_.units = auditUnits(block, features, allowance(config.solver, block, epochs, features.cols()));
    measured_.curvature = measuredCurvature(config, block, epochs, features, residual);
}

void GradeAuditor::pass(const MultigradeModel& model, std::size_t grade, const PointSet& grid) {
    whole_.advance(model, grade);
    gridBefore_ = grid.residual();
}

double GradeAuditor::sumDefect(const MultigradeModel& model, std::size_t grade, const PointSet& grid) {
    whole_.advance(model, grade);
    const Matrix summed = columnsOf(grid.sum(), probes_);
    const double size = columnsOf(grid.data().y, probes_).cwiseAbs().maxCoeff();
    const double difference = (summed - whole_.output()).cwiseAbs().maxCoeff();
    return size > 0.0 ? difference / size : difference;
}

GradeAudit GradeAuditor::freeze(const MultigradeModel& model, std::size_t grade, const Matrix& before,
                                const PointSet& train, const PointSet& grid) {
    GradeAudit audit = measured_;
    audit.rounding = rounding_;
    audit.hash = model.grade(grade).block.hash();
    audit.sumDefect = sumDefect(model, grade, grid);

    Matrix gridAfter = grid.residual();
    audit.grid = growthOf(gridBefore_, gridAfter, rounding_);
    audit.before = normsOf(gridBefore_, grid.data().y);
    audit.after = normsOf(gridAfter, grid.data().y);
    audit.seen = gridBefore_ != gridAfter;
    gridBefore_ = std::move(gridAfter);

    if (!trainRounding_)
        trainRounding_ = roundingSlack(train.data().y);
    const Matrix after = train.residual();
    const double slack =
        balanced_ ? std::max(*trainRounding_, balanceRounding * train.data().y.cwiseAbs().maxCoeff())
                  : *trainRounding_;
    audit.train = growthOf(before, after, slack);
    const double squares = before.squaredNorm();
    if (squares > 0.0) {
        audit.trainRatio = std::sqrt(after.squaredNorm() / squares);
        // |r|² + |u|² - |r + u|² = -2 <r, u>, which rounds less.
        audit.pythagoras = -2.0 * after.cwiseProduct(before - after).sum() / squares;
    }
    return audit;
}

bool timeToCheckFrozen(std::size_t grades) {
    return grades <= 64 || grades % 64 == 0;
}

void checkFrozen(const MultigradeModel& model, std::vector<GradeRecord>& grades) {
    for (std::size_t i = 0; i < grades.size(); ++i) {
        auto& audit = grades[i].audit;
        if (audit && !audit->changedAfter && model.grade(i).block.hash() != audit->hash)
            audit->changedAfter = static_cast<Index>(grades.size());
    }
}

std::vector<GradeAudit> auditRun(const RunRecord& run, AuditEffort effort, const AuditProgress& progress) {
    const Target& target = run.target.value();
    PointSet train(drawSamples(target, run.config.samples, run.config.seed).train);
    PointSet grid = onEvaluationGrid(target, run.config.samples.train);

    GradeAuditor auditor(grid, effort);
    std::vector<GradeAudit> audits;
    for (std::size_t i = 0; i < run.grades.size(); ++i) {
        if (!progress(i))
            break;
        const FrozenGrade& grade = run.model.grade(i);
        const GradeRecord& record = run.grades[i];
        const Matrix before = train.residual();
        auditor.measure(record.config, unscaled(record, grade.block), record.epochs, train.features(),
                        before);
        train.advance(grade);
        grid.advance(grade);
        audits.push_back(auditor.freeze(run.model, i, before, train, grid));
        // The weights whose curvature was measured are gone.
        if (record.balance || record.reason == StopReason::Restrained)
            audits.back().curvature = record.audit ? record.audit->curvature : std::nullopt;
    }
    return audits;
}

} // namespace gradewise
