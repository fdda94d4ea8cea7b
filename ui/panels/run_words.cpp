#include "ui/panels/run_words.h"

#include "core/exact/rounded.h"
#include "core/target/sampling.h"
#include "core/target/values.h"
#include "ui/charts/number_format.h"
#include "ui/models/run_model.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>

namespace gradewise {

namespace {

QString tr(const char* text, int count = -1) {
    return QCoreApplication::translate("gradewise::RunWords", text, nullptr, count);
}

/// How many grades have been frozen.
std::size_t frozenGrades(const RunModel& model) {
    std::size_t count = 0;
    while (count < model.gradesWithCurve() && model.grades()[count].record.status != GradeStatus::Running)
        ++count;
    return count;
}

/// Points an axis: the grid is a tensor grid of as many in every variable.
Index perAxis(const RunModel& model) {
    return defaultGridPerAxis(static_cast<std::size_t>(model.inputs()));
}

/// Column of the first point of the plane that maps show.
Index firstOfPlane(const RunModel& model) {
    const Index points = perAxis(model);
    return model.inputs() > 2 ? points / 2 * points * points : 0;
}

} // namespace

QString runCaption(const RunModel& model) {
    const auto total = static_cast<int>(model.grades().size());
    switch (model.phase()) {
    case RunModel::Phase::Preview:
        return total == 1 ? tr("one grade planned") : tr("%1 grades planned").arg(total);
    case RunModel::Phase::Running:
        if (const auto live = model.liveGrade()) {
            if (model.grades()[*live].record.epochs == 0)
                return tr("grade %1 of %2 · beginning").arg(*live + 1).arg(total);
            return tr("grade %1 of %2 · epoch %3")
                .arg(*live + 1)
                .arg(total)
                .arg(QLocale().toString(static_cast<qlonglong>(model.grades()[*live].record.epochs)));
        }
        return tr("%1 of %2 grades trained").arg(frozenGrades(model)).arg(total);
    case RunModel::Phase::Ended:
        break;
    }
    return tr("%1 of %2 grades trained").arg(model.gradesWithCurve()).arg(total);
}

QString runHint(const RunModel& model) {
    if (model.phase() != RunModel::Phase::Preview)
        return {};
    const auto total = static_cast<int>(model.grades().size());
    const QString hint =
        total == 1 ? tr("Press Run to train one grade.") : tr("Press Run to train %1 grades.").arg(total);
    const std::string nature = describe(natureOf(model.gridPoints(), model.target()));
    return nature.empty() ? hint : hint + QLatin1Char(' ') + QString::fromStdString(nature);
}

QString planeNote(const RunModel& model) {
    QStringList notes;
    if (model.inputs() > 2)
        notes << tr("slice z = %1").arg(readingNumber(model.gridPoints()(2, firstOfPlane(model))));
    if (model.outputs() > 1)
        notes << tr("first of %1 outputs").arg(model.outputs());
    return notes.join(QStringLiteral(" · "));
}

QString placeText(const RunModel& model, Index column) {
    static constexpr std::array names{'x', 'y', 'z'};
    QStringList places;
    for (Index i = 0; i < std::min<Index>(model.inputs(), 3); ++i)
        places << QStringLiteral("%1 = %2").arg(QString(QLatin1Char(names[static_cast<std::size_t>(i)])),
                                                compactNumber(model.gridPoints()(i, column), 3));
    return places.join(QStringLiteral(", "));
}

QString placeOfSup(const RunModel& model, std::size_t grade) {
    if (const auto x = model.peakOfSup(grade))
        return QStringLiteral("x = %1").arg(compactNumber(*x, 3));
    const Metrics& errors = grade == 0 ? model.before() : model.grades()[grade - 1].grid;
    return placeText(model, static_cast<Index>(errors.worst));
}

QString largestErrorText(const LargestError& error) {
    QString text;
    switch (error.kind) {
    case LargestError::Kind::Exact:
        text = tr("sup |f − s| = %1 (exact)").arg(compactNumber(error.attained, 4));
        break;
    case LargestError::Kind::Certified:
        text = tr("sup |f − s| ≤ %1 (certified)").arg(compactNumber(roundedUp(error.bound.value_or(0.0)), 4));
        break;
    case LargestError::Kind::Sampled:
        text = tr("sup |f − s| ≥ %1 (sampled)").arg(compactNumber(roundedDown(error.attained), 4));
        break;
    }
    if (error.pieces) {
        text += QStringLiteral(", ") +
                (*error.pieces == 1
                     ? tr("one linear piece")
                     : tr("%1 linear pieces").arg(QLocale().toString(static_cast<qlonglong>(*error.pieces))));
    }
    return text;
}

std::vector<double> rowOf(const Matrix& matrix, Index index) {
    std::vector<double> values(static_cast<std::size_t>(matrix.cols()));
    for (Index i = 0; i < matrix.cols(); ++i)
        values[static_cast<std::size_t>(i)] = matrix(index, i);
    return values;
}

std::vector<Range> growingIntervals(const RunModel& model, std::size_t grade) {
    const Matrix& x = model.gridPoints();
    std::vector<Range> intervals;
    for (const ColumnRange& range :
         growingRanges(model.residual(grade - 1), model.residual(grade), roundingSlack(model.target()))) {
        const Index before = std::max<Index>(range.first - 1, 0);
        const Index after = std::min<Index>(range.last + 1, x.cols() - 1);
        intervals.push_back(
            {0.5 * (x(0, before) + x(0, range.first)), 0.5 * (x(0, range.last) + x(0, after))});
    }
    return intervals;
}

std::span<const double> abscissae(const RunModel& model) {
    return {model.gridPoints().data(), static_cast<std::size_t>(model.gridPoints().cols())};
}

PlaneGrid planeGrid(const RunModel& model) {
    PlaneGrid grid;
    const Index side = perAxis(model);
    for (Index i = 0; i < side; ++i) {
        grid.x.push_back(model.gridPoints()(0, i));
        grid.y.push_back(model.gridPoints()(1, i * side));
    }
    return grid;
}

std::vector<double> planeValues(const RunModel& model, const Matrix& values) {
    std::vector<double> plane(static_cast<std::size_t>(perAxis(model) * perAxis(model)));
    const Index first = firstOfPlane(model);
    for (std::size_t i = 0; i < plane.size(); ++i)
        plane[i] = values(0, first + static_cast<Index>(i));
    return plane;
}

} // namespace gradewise
