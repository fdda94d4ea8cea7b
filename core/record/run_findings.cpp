#include "core/record/run_findings.h"

#include "core/exact/linear_pieces.h"
#include "core/exact/spline_yardstick.h"
#include "core/record/grade_checks.h"
#include "core/target/target_expression.h"

namespace gradewise {

namespace {

std::vector<double> kinksOf(const RunRecord& record) {
    if (record.model.outputs() != 1)
        return {};
    PiecesLimits limits;
    limits.multiplications = 2e8; // some tenth of a second
    const auto pieces = linearPieces(record.model, record.target->domain().front(), limits);
    return pieces ? std::vector<double>(pieces->kinks.begin(), pieces->kinks.end()) : std::vector<double>();
}

/// Only where the run's largest error is known, beside which it stands.
void findSpline(const RunRecord& record, RunFindings& findings) {
    if (!record.largestError || findings.changedGrade != 0)
        return;
    const auto expression = expressionOf(record.config.target);
    if (const auto* const sentence = std::get_if<std::string>(&expression)) {
        findings.noSpline = *sentence;
        return;
    }
    const auto found = splineYardstick(std::get<Expression>(expression), record.target->domain().front());
    if (const auto* const sentence = std::get_if<std::string>(&found))
        findings.noSpline = *sentence;
    else
        findings.splineSup = std::get<SplineYardstick>(found).sup;
    if (findings.noSpline.empty() && !(findings.splineSup > 0.0))
        findings.noSpline = "The target is a straight line.";
}

} // namespace

RunFindings findingsOf(const RunRecord& record) {
    RunFindings findings;
    findings.changedGrade = firstChangedGrade(record);
    if (!record.target)
        return findings;
    findings.kinks = kinksOf(record);
    findSpline(record, findings);
    return findings;
}

} // namespace gradewise
