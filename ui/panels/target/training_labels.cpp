#include "ui/panels/target/training_labels.h"

#include "ui/charts/curveview.h"

#include <QCoreApplication>

namespace gradewise {

namespace {

constexpr Index mostDots = 400; // of all outputs together

QColor colorOf(const Theme& theme) {
    return mixed(theme.card, theme.target, 0.5);
}

} // namespace

TrainingLabels thinned(const Dataset& labels) {
    TrainingLabels result;
    const Index step = std::max<Index>(1, (labels.y.size() + mostDots - 1) / mostDots);
    result.step = static_cast<std::size_t>(step);
    result.y.resize(static_cast<std::size_t>(labels.y.rows()));
    for (Index i = step / 2; i < labels.x.cols(); i += step) {
        result.x.push_back(labels.x(0, i));
        for (Index k = 0; k < labels.y.rows(); ++k)
            result.y[static_cast<std::size_t>(k)].push_back(labels.y(k, i));
    }
    return result;
}

void drawLabels(CurveView& view, const TrainingLabels& labels, const Theme& theme) {
    const CurveStyle dots{.color = colorOf(theme),
                          .line = Qt::NoPen,
                          .marker = Marker::Circle,
                          .markerSize = 1.6,
                          .markersBelow = true};
    for (std::size_t k = 0; k < labels.y.size(); ++k)
        view.setCurve(QStringLiteral("labels%1").arg(k), labels.x, labels.y[k], dots);
}

LegendEntry legendEntry(const TrainingLabels& labels, const Theme& theme) {
    const auto tr = [](const char* text) {
        return QCoreApplication::translate("gradewise::TrainingLabels", text);
    };
    return {.text =
                labels.step == 1 ? tr("training labels") : tr("training labels, one in %1").arg(labels.step),
            .color = colorOf(theme),
            .line = Qt::NoPen,
            .marker = Marker::Circle};
}

} // namespace gradewise
