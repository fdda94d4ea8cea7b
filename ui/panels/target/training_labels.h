// The noisy labels that a run learns from, as small dots behind the curves: with noise it is these that are
// fitted, not the target. Of many only every n-th is drawn, so that they show how wide the noise is.
#pragma once

#include "core/target/sampling.h"
#include "ui/panels/card_panel.h"

namespace gradewise {

class CurveView;

struct TrainingLabels {
    std::vector<double> x;
    std::vector<std::vector<double>> y; ///< one list an output
    std::size_t step = 1;               ///< every step-th sample is there
};

TrainingLabels thinned(const Dataset& labels);
void drawLabels(CurveView& view, const TrainingLabels& labels, const Theme& theme);
LegendEntry legendEntry(const TrainingLabels& labels, const Theme& theme);

} // namespace gradewise
