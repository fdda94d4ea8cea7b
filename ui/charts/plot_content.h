// What a plot shows: its axes, its curves and what is marked behind them. Values; what is drawn of them is
// composed in plot_composer.h.
#pragma once

#include "ui/charts/axis.h"
#include "ui/charts/curve_data.h"
#include "ui/charts/curveview_picture.h"
#include "ui/theme.h"

#include <QColor>
#include <QFont>
#include <QSizeF>
#include <QString>

#include <optional>
#include <vector>

namespace gradewise {

struct AxisSetup {
    QString title = {};
    Scale scale = Scale::Linear;
    std::optional<Range> fixed = {}; ///< shown instead of the data's own bounds, in values
    bool labels = true;
    bool integers = false;  ///< no ticks between whole numbers
    bool symmetric = false; ///< bounds ±m
    bool zoomable = true;
};

struct CurveStyle {
    QString name = {}; ///< in the readout; empty: not read
    QColor color = {};
    double width = 1.6;
    Qt::PenStyle line = Qt::SolidLine;
    Marker marker = Marker::None;
    std::vector<QColor> markerColors = {}; ///< one a sample; fewer: the curve's colour
    bool markerHollow = false;
    double markerSize = 8.0;   ///< pixels
    bool markersBelow = false; ///< under all curves
    double drawnScale = 1.0;   ///< drawn that many times larger; readouts give the true value
    int columns = 0;           ///< two samples in each at most, where there are many curves; 0: a pixel each
    bool decidesBounds = true; ///< false: drawn where it fits, clipped elsewhere
    /// Decides them in place of all its values (not on a logarithmic axis); nothing: its values do.
    std::optional<Range> bounds = {};
    /// Where its values are not finite there is nothing to draw: neither counted in a note nor read.
    bool inPlaces = false;
    /// Samples, in ascending order, that no line joins to the next one: a jump or a pole.
    std::vector<std::size_t> brokenAfter = {};
    /// What is kept of many samples in a column: Highest draws peaks, and the pointer finds them.
    CurveData::Keep keep = CurveData::Keep::Extremes;
};

/// A shaded stretch of the x axis, in a colour that is not transparent.
struct Band {
    double low = 0.0;
    double high = 0.0;
    QColor color = {};
    QString label;
};

struct PlotCurve {
    QString id;
    CurveData data;
    CurveStyle style;
};

struct PlotContent {
    AxisSetup xAxis;
    AxisSetup yAxis;
    std::vector<PlotCurve> curves; ///< in the order in which they are stacked
    std::vector<Band> bands;
    std::vector<Band> verticalMarks;
    std::optional<Range> bandAcross; ///< a shaded stretch of the y axis
    QColor bandAcrossColor;
    std::vector<double> ticksBelow; ///< ascending x
    QString hint;                   ///< a sentence inside the plot

    /// The curve of that id; null where there is none.
    const PlotCurve* find(const QString& id) const;
    /// The same, made where there is none.
    PlotCurve& curve(const QString& id);
    /// The first curve that has a name and samples; null without one.
    const PlotCurve* firstReadable() const;
};

/// How it looks.
struct PlotLook {
    Theme theme;
    QFont font;
    QSizeF size;            ///< of the whole plot, pixels
    bool strip = false;     ///< cheap: no margins
    bool focusRing = false; ///< the keyboard is here
};

} // namespace gradewise
