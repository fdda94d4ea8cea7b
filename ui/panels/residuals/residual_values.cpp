#include "ui/panels/residuals/residual_values.h"

#include "ui/charts/number_format.h"
#include "ui/models/run_model.h"
#include "ui/panels/run_words.h"

#include <QCoreApplication>

#include <cmath>

namespace gradewise {

namespace {

struct ResidualValues {
    Q_DECLARE_TR_FUNCTIONS(gradewise::ResidualsPanel)
};

const Metrics& errorsOf(const RunModel& model, std::size_t grade) {
    return grade == 0 ? model.before() : model.grades()[grade - 1].grid;
}

/// One output of r_l.
BrokenCurve residualCurve(const RunModel& model, std::size_t grade, Index output) {
    const std::vector<double> values =
        rowOf(model.target().row(output) - model.partialSum(grade).row(output), 0);
    return withPeaks(abscissae(model), values, model.breaks()[static_cast<std::size_t>(output)],
                     residualPeaks(model, grade), output);
}

} // namespace

std::vector<RowStamp> stampsOf(const RunModel& model) {
    std::vector<RowStamp> stamps;
    stamps.reserve(model.gradesWithCurve() + 1);
    for (std::size_t grade = 0; grade <= model.gradesWithCurve(); ++grade) {
        const Metrics& errors = errorsOf(model, grade);
        stamps.push_back(
            {model.sup(grade), errors.l2, grade > 0 && model.grades()[grade - 1].block.has_value()});
    }
    return stamps;
}

const Peaks& residualPeaks(const RunModel& model, std::size_t grade) {
    static const Peaks none;
    return grade == 0 ? none : model.grades()[grade - 1].peaks.residual;
}

StripContent stripOf(const RunModel& model, std::size_t grade, const std::optional<Range>& commonScale) {
    StripContent content;
    content.grade = grade;
    content.total = model.grades().size();
    content.sup = model.sup(grade);
    content.l2 = errorsOf(model, grade).l2;
    content.live = grade > 0 && model.grades()[grade - 1].record.status == GradeStatus::Running;
    for (Index k = 0; k < model.outputs(); ++k)
        content.curves.push_back(residualCurve(model, grade, k));
    if (grade > 0) {
        content.l2Before = errorsOf(model, grade - 1).l2;
        content.ghost = residualCurve(model, grade - 1, 0);
        content.growing = growingIntervals(model, grade);
    }
    content.commonScale = commonScale;
    return content;
}

void magnitudesOf(const RunModel& model, std::size_t grade, std::vector<double>& into) {
    const Matrix& sum = model.partialSum(grade);
    const Matrix& target = model.target();
    into.resize(static_cast<std::size_t>(target.cols()));
    Eigen::Map<Eigen::RowVectorXd> sizes(into.data(), target.cols());
    sizes = (target.row(0) - sum.row(0)).cwiseAbs();
    for (Index k = 1; k < target.rows(); ++k) {
        for (Index i = 0; i < target.cols(); ++i) {
            const double size = std::abs(target(k, i) - sum(k, i));
            sizes[i] = size > sizes[i] || std::isnan(size) ? size : sizes[i];
        }
    }
}

bool isStale(const RunModel& model, const StripContent& shown) {
    const std::size_t grade = shown.grade;
    if (grade == 0 || !model.grades()[grade - 1].block || shown.live)
        return true;
    const Metrics& errors = errorsOf(model, grade);
    return shown.sup != model.sup(grade) || shown.l2 != errors.l2 || shown.total != model.grades().size();
}

GradeLine gradeLineOf(const RunModel& model, std::size_t grade, const Theme& theme) {
    GradeLine line;
    const Metrics& errors = errorsOf(model, grade);
    const double before = errorsOf(model, grade == 0 ? 0 : grade - 1).l2;
    const StripLine verdict = shrinkageOf(grade, before, errors.l2, theme);
    line.name = grade == 0 ? QStringLiteral("r₀ = f") : QStringLiteral("r") + subscript(grade);
    line.numbers = {ResidualValues::tr("max %1").arg(compactNumber(model.sup(grade))),
                    ResidualValues::tr("L² %1").arg(compactNumber(errors.l2))};
    line.verdict = verdict.text;
    line.verdictColor = verdict.color;
    line.color = grade == 0 ? theme.target : theme.grade(grade - 1, model.grades().size());
    return line;
}

QString remarkOnMissing(const RunModel& model, bool asMaps) {
    const std::size_t known = model.gradesWithCurve();
    const std::size_t total = model.grades().size();
    if (model.phase() == RunModel::Phase::Preview) {
        return runHint(model) + QLatin1Char(' ') +
               (asMaps ? ResidualValues::tr("Each grade adds a map of what it leaves over.")
                       : ResidualValues::tr("Each grade adds a strip with what it leaves over."));
    }
    if (known > 0 && model.grades()[known - 1].notSmoothedYet()) {
        return ResidualValues::tr(
                   "Grade %1 is drawn as it is trained; its contribution is smoothed when it is frozen.")
            .arg(known);
    }
    if (known == total)
        return {};
    if (model.phase() != RunModel::Phase::Running)
        return ResidualValues::tr("The run ended before grade %1 of %2.").arg(known + 1).arg(total);
    return known + 1 == total ? ResidualValues::tr("Grade %1 is still to come.").arg(total)
           : known + 2 == total
               ? ResidualValues::tr("Grades %1 and %2 are still to come.").arg(known + 1).arg(total)
               : ResidualValues::tr("Grades %1 to %2 are still to come.").arg(known + 1).arg(total);
}

QString residualInWords(const RunModel& model) {
    const std::size_t known = model.gradesWithCurve();
    if (known == 0) {
        return ResidualValues::tr("The first residual is the target itself: max %1, L² %2.")
            .arg(compactNumber(model.before().sup, 3), compactNumber(model.before().l2, 3));
    }
    const Metrics& errors = errorsOf(model, known);
    const Metrics& before = errorsOf(model, known - 1);
    const double percent = 100.0 * (1.0 - errors.l2 / before.l2);
    return ResidualValues::tr("Residual after grade %1: max %2 at %3, L² %4, %5 by %6 %.")
        .arg(known)
        .arg(compactNumber(model.sup(known), 3), placeOfSup(model, known), compactNumber(errors.l2, 3),
             percent >= 0.0 ? ResidualValues::tr("down") : ResidualValues::tr("up"),
             compactNumber(std::abs(percent), 2));
}

} // namespace gradewise
