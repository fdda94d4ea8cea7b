#include "ui/charts/plot_content.h"

#include <algorithm>

namespace gradewise {

const PlotCurve* PlotContent::find(const QString& id) const {
    const auto found = std::ranges::find(curves, id, &PlotCurve::id);
    return found == curves.end() ? nullptr : &*found;
}

PlotCurve& PlotContent::curve(const QString& id) {
    const auto found = std::ranges::find(curves, id, &PlotCurve::id);
    return found != curves.end() ? *found : curves.emplace_back(PlotCurve{id, CurveData(yAxis.scale), {}});
}

const PlotCurve* PlotContent::firstReadable() const {
    const auto readable = [](const PlotCurve& each) {
        return !each.style.name.isEmpty() && each.data.size() > 0;
    };
    const auto found = std::ranges::find_if(curves, readable);
    return found == curves.end() ? nullptr : &*found;
}

} // namespace gradewise
