#include "ui/panels/loss/curvature_curves.h"

#include "ui/charts/curveview.h"
#include "ui/charts/number_format.h"

#include <QCoreApplication>

namespace gradewise {

namespace {

QString largestName() {
    return QCoreApplication::translate("gradewise::LossPanel", "1 − η λ_max");
}

QString leastName() {
    return QCoreApplication::translate("gradewise::LossPanel", "1 − η λ_min");
}

CurveStyle styleOf(const QString& name, const QColor& color, Marker marker) {
    return {.name = name, .color = color, .width = 1.4, .marker = marker};
}

} // namespace

void drawCurvature(CurveView& view, std::span<const CurvaturePoint> points, std::span<const double> before,
                   const Theme& theme) {
    std::vector<double> x;
    std::vector<double> largest;
    std::vector<double> least;
    for (const CurvaturePoint& point : points) {
        const auto grade = static_cast<std::size_t>(point.grade);
        if (grade >= before.size())
            continue;
        x.push_back(before[grade] + static_cast<double>(point.epoch));
        largest.push_back(1.0 - point.curvature.product());
        least.push_back(1.0 - point.curvature.rate * point.curvature.least);
    }
    QColor stable = theme.good;
    stable.setAlphaF(theme.dark ? 0.16F : 0.12F);
    view.setBandAcross({{-1.0, 1.0}}, stable);
    view.setCurve(QStringLiteral("least"), x, least, styleOf(leastName(), theme.target, Marker::Diamond));
    view.setCurve(QStringLiteral("largest"), x, largest,
                  styleOf(largestName(), theme.accent, Marker::Circle));
}

std::vector<LegendEntry> curvatureLegend(const Theme& theme) {
    return {{.text = largestName(), .color = theme.accent, .marker = Marker::Circle},
            {.text = leastName(), .color = theme.target, .marker = Marker::Diamond},
            {.text = QCoreApplication::translate("gradewise::LossPanel", "stable between"),
             .color = theme.good,
             .line = Qt::DashLine}};
}

QString curvatureInWords(const CurvaturePoint& newest) {
    const Curvature& at = newest.curvature;
    const char* const verdict =
        at.product() >= 2.0
            ? QT_TRANSLATE_NOOP(
                  "gradewise::LossPanel",
                  "In grade %1 at epoch %2, η λ_max is %3: at or beyond the bound of stability 2. "
                  "λ_min is %4.")
            : QT_TRANSLATE_NOOP("gradewise::LossPanel",
                                "In grade %1 at epoch %2, η λ_max is %3: below the bound of stability 2. "
                                "λ_min is %4.");
    return QCoreApplication::translate("gradewise::LossPanel", verdict)
        .arg(newest.grade + 1)
        .arg(newest.epoch)
        .arg(compactNumber(at.product(), 3), compactNumber(at.least, 3));
}

} // namespace gradewise
