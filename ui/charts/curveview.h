// A plot of curves over one axis, linear or logarithmic, with a crosshair that reads exact values.
//
// All samples are kept; drawn are at most two a pixel column, the lowest and the highest, so no peak is
// lost. Logarithmic plots are honest about zero: exact zeros, and values more than eighteen decades below
// the largest, lie on the floor of the plot with a mark of their own and are counted in a note. Values that
// are not finite break the curve and are counted too.
//
// Bounds follow the data until the user zooms or pans (wheel, drag a rectangle, drag with the middle button
// or Shift; +, -); double click or Home follow again. Arrow keys move the crosshair from sample to sample.
#pragma once

#include "ui/charts/crosshair.h"
#include "ui/charts/plot_bounds.h"
#include "ui/charts/plot_content.h"
#include "ui/charts/pointing.h"

#include <QPointer>
#include <QWidget>

namespace gradewise {

class Cursor;
class CurveCanvas;

class CurveView : public QWidget, private PointedPlot {
    Q_OBJECT
public:
    CurveView(Cursor* cursor, const Theme& theme, QWidget* parent = nullptr);
    ~CurveView() override;

    void setAxes(const AxisSetup& x, const AxisSetup& y);
    const AxisSetup& xAxis() const { return content_.xAxis; }
    const AxisSetup& yAxis() const { return content_.yAxis; }
    /// Curves are stacked in the order in which their ids first came. x must not decrease.
    void setCurve(const QString& id, std::span<const double> x, std::span<const double> y,
                  const CurveStyle& style);
    /// Adds samples at the end of a curve: costs what is added, not what is there.
    void appendToCurve(const QString& id, std::span<const double> x, std::span<const double> y,
                       const CurveStyle& style);
    void removeCurve(const QString& id);
    void removeAllCurves();
    /// Number of samples of a curve; 0 when there is none of that id.
    std::size_t samples(const QString& id) const;
    void setBands(std::vector<Band> bands);
    /// A shaded stretch of the y axis, which linear axes always show; nothing: none.
    void setBandAcross(const std::optional<Range>& values, const QColor& color);
    /// Small ticks on the lower edge, at ascending x; drawn as one where they are closer than three pixels.
    void setTicksBelow(std::vector<double> places) { content_.ticksBelow = std::move(places), touch(); }
    const std::vector<double>& ticksBelow() const { return content_.ticksBelow; }
    void setVerticalMarks(std::vector<Band> marks) { content_.verticalMarks = std::move(marks), touch(); }
    void setHint(const QString& hint); ///< a friendly sentence inside the plot
    void setTheme(const Theme& theme);
    /// Cheap plots: a single row of values in the readout, no margins.
    void setStrip(bool strip);
    void setWheelNeedsControl(bool needed) { pointer_.setWheelNeedsControl(needed); }
    /// To be drawn into a file: every curve ends at the edge of the plot, whether the format can clip or not.
    void setForPaper();

    /// The bounds of the next values need not hold on to those of the values before.
    void startAfresh();
    void followData();
    bool following() const { return bounds_.following(); }

    using Reading = CurveReading;
    /// The samples nearest to the cursor, one a curve; empty without a cursor.
    std::vector<Reading> readings() const;
    /// "3 of 512 points are exactly 0 …"; empty when there is nothing to say.
    QStringList notes();
    /// Bounds on screen, in values (a logarithmic axis: in values too).
    Range xBounds();
    Range yBounds();
    QRectF plotRect();
    QPointF toPixel(double x, double y);
    /// All that is drawn but the crosshair.
    const PlotPicture& picture();
    /// Where the readout of the crosshair is; empty without one.
    QRectF readoutBox() const { return readoutBox_; }
    /// Brings the canvas up to date now; otherwise it happens before the next paint.
    void refresh();

    QSize minimumSizeHint() const override { return {60, 30}; }
    QSize sizeHint() const override { return {400, 220}; }

signals:
    void boundsChanged();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QRectF zoomArea() override { return plotRect(); }
    bool zoomsVertically() const override { return content_.yAxis.zoomable; }
    void moveBy(const QPointF& pixels) override;
    void zoomToBox(const QRectF& box) override;
    void zoomAround(const QPointF& place, double factor, Qt::Orientations orientations) override;
    void showEverything() override { followData(); }
    void pointAt(const QPointF& place) override;
    void stopPointing() override;

    void touch();
    void showX(const Range& positions);
    void adoptStretch();
    void stepCursor(int samples);
    void updateCrosshair();
    PlotLook look() const;

    QPointer<Cursor> cursor_;
    Theme theme_;
    CurveCanvas* canvas_;
    PlotPointer pointer_{this, *this};
    KeyboardFocus focus_{this};
    PlotContent content_;
    PlotBounds bounds_;
    QRectF plot_; ///< where the curves are, pixels
    QRectF readoutBox_;
    bool strip_ = false;
    bool startsAfresh_ = false; ///< the next values need not keep the bounds of those before
    bool dirty_ = true;
    bool refreshPosted_ = false;
};

} // namespace gradewise
