#include "core/record/csv.h"

#include "core/record/audit_json.h"
#include "core/record/curves.h"
#include "core/record/grade_checks.h"
#include "core/record/thin_history.h"

#include <fmt/format.h>

#include <array>
#include <iterator>
#include <limits>

namespace gradewise {

namespace {

using Out = std::back_insert_iterator<std::string>;

void addNumber(Out out, double value) {
    fmt::format_to(out, "{:.17g}", value);
}

/// 17 significant digits, each number after a comma.
void addNumbers(Out out, std::initializer_list<double> values) {
    for (const double value : values)
        fmt::format_to(out, ",{:.17g}", value);
}

void addMetrics(Out out, const Metrics& m, Index points) {
    // Without points there is no error, and 0 would look like a perfect fit.
    if (points == 0)
        fmt::format_to(out, ",nan,nan,nan,nan,nan,nan,nan,nan,nan");
    else
        addNumbers(out,
                   {m.l1, m.l2, m.sup, m.relativeL1, m.relativeL2, m.relativeSup, m.rse, m.mse, m.halfMse});
}

/// Empty where there is no audit, nan for what it left out.
void addAudit(Out out, const GradeRecord& grade) {
    if (!grade.audit) {
        fmt::format_to(out, ",,,,,,,,,,");
        return;
    }
    constexpr double unknown = std::numeric_limits<double>::quiet_NaN();
    const GradeAudit& audit = *grade.audit;
    fmt::format_to(out, ",{}", name(*progressOf(grade)));
    addNumbers(out, {audit.grid.share(), audit.grid.largest, audit.after.l4,
                     audit.pythagoras.value_or(unknown), audit.sumDefect});
    fmt::format_to(out, ",{}", audit.units.dead);
    addNumbers(out, {audit.units.rank ? static_cast<double>(*audit.units.rank) : unknown,
                     audit.curvature ? audit.curvature->product() : unknown});
    fmt::format_to(out, ",{}", hashText(audit.hash));
}

/// "target" for one output, "target_1", "target_2" … for several.
void addColumn(Out out, std::string_view name, Index outputs) {
    for (Index i = 0; i < outputs; ++i)
        if (outputs == 1)
            fmt::format_to(out, ",{}", name);
        else
            fmt::format_to(out, ",{}_{}", name, i + 1);
}

void addColumns(Out out, const GridCurves& curves) {
    static constexpr std::array axes = {"x", "y", "z"};
    const Index outputs = curves.target.rows();
    for (Index axis = 0; axis < curves.x.rows(); ++axis)
        fmt::format_to(out, "{}{}", axis == 0 ? "" : ",", axes.at(static_cast<std::size_t>(axis)));
    addColumn(out, "target", outputs);
    addColumn(out, fmt::format("s_{}", curves.grades()), outputs);
    for (std::size_t grade = 0; grade <= curves.grades(); ++grade)
        addColumn(out, fmt::format("r_{}", grade), outputs);
    fmt::format_to(out, "\n");
}

void addVector(Out out, const Vector& values) {
    for (const double value : values)
        fmt::format_to(out, ",{:.17g}", value);
}

} // namespace

std::string historyCsv(const RunRecord& record) {
    std::string text = "grade,epoch,seconds,train_relative_l2,validation_relative_l2,learning_rate,gap\n";
    const Out out(text);
    for (const HistoryPoint& point : thinned(record.history)) {
        fmt::format_to(out, "{},{}", point.grade + 1, point.epoch);
        addNumbers(out,
                   {point.seconds, point.trainRelativeL2, point.validationRelativeL2, point.rate, point.gap});
        fmt::format_to(out, "\n");
    }
    return text;
}

std::string curvatureCsv(const RunRecord& record) {
    std::string text = "grade,epoch,learning_rate,largest,largest_error,least,least_error,"
                       "one_minus_rate_largest,one_minus_rate_least\n";
    const Out out(text);
    for (const CurvaturePoint& point : record.curvature) {
        const Curvature& at = point.curvature;
        fmt::format_to(out, "{},{}", point.grade + 1, point.epoch);
        addNumbers(out, {at.rate, at.largest, at.largestError, at.least, at.leastError,
                         1.0 - at.rate * at.largest, 1.0 - at.rate * at.least});
        fmt::format_to(out, "\n");
    }
    return text;
}

std::string gradesCsv(const RunRecord& record) {
    std::string text = "grade,status,reason,epochs,seconds,parameters,guard_scale,pieces";
    const Out out(text);
    for (const std::string_view set : {"train", "validation", "test", "grid"})
        for (const std::string_view norm :
             {"l1", "l2", "sup", "relative_l1", "relative_l2", "relative_sup", "rse", "mse", "half_mse"})
            fmt::format_to(out, ",{}_{}", set, norm);
    fmt::format_to(out,
                   ",progress,growing_share,largest_growth,grid_l4,pythagoras_defect,sum_defect,dead_units,"
                   "rank,eta_lambda_max,hash\n");
    const SamplesConfig& samples = record.config.samples;
    for (std::size_t i = 0; i < record.grades.size(); ++i) {
        const GradeRecord& grade = record.grades[i];
        fmt::format_to(out, "{},{},{},{},", i + 1, name(grade.status), name(grade.reason), grade.epochs);
        addNumber(out, grade.seconds);
        fmt::format_to(out, ",{}", grade.parameters);
        addNumbers(out, {grade.guardScale});
        if (grade.pieces)
            fmt::format_to(out, ",{}", *grade.pieces);
        else
            fmt::format_to(out, ",nan");
        addMetrics(out, grade.metrics.train, samples.train.count);
        addMetrics(out, grade.metrics.validation, samples.validation.count);
        addMetrics(out, grade.metrics.test, samples.test.count);
        addMetrics(out, grade.metrics.grid, 1);
        addAudit(out, grade);
        fmt::format_to(out, "\n");
    }
    return text;
}

std::string curvesCsv(const GridCurves& curves) {
    std::string text;
    const Out out(text);
    addColumns(out, curves);
    for (Index point = 0; point < curves.x.cols(); ++point) {
        addNumber(out, curves.x(0, point));
        for (Index axis = 1; axis < curves.x.rows(); ++axis)
            addNumbers(out, {curves.x(axis, point)});
        const Vector target = curves.target.col(point);
        addVector(out, target);
        Vector sum = Vector::Zero(target.size());
        std::vector<Vector> residuals{target};
        for (const Matrix& contribution : curves.contributions) {
            sum += contribution.col(point);
            residuals.emplace_back(target - sum);
        }
        addVector(out, sum);
        for (const Vector& residual : residuals)
            addVector(out, residual);
        fmt::format_to(out, "\n");
    }
    return text;
}

} // namespace gradewise
