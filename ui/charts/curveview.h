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

#include "ui/charts/axis.h"
#include "ui/charts/curve_data.h"
#include "ui/charts/curveview_picture.h"
#include "ui/theme.h"

#include <QPointer>
#include <QWidget>

#include <map>

class QRubberBand;

namespace gradewise {

class Cursor;
class CurveCanvas;

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
    /// Of many samples in a column: Highest draws peaks, and the pointer finds them.
    CurveData::Keep keep = CurveData::Keep::Extremes;
};

/// A shaded stretch of the x axis, in a colour that is not transparent.
struct Band {
    double low = 0.0;
    double high = 0.0;
    QColor color = {};
    QString label;
};

class CurveView : public QWidget {
    Q_OBJECT
public:
    CurveView(Cursor* cursor, const Theme& theme, QWidget* parent = nullptr);
    ~CurveView() override;

    void setAxes(const AxisSetup& x, const AxisSetup& y);
    const AxisSetup& xAxis() const { return xAxis_; }
    const AxisSetup& yAxis() const { return yAxis_; }
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
    void setTicksBelow(std::vector<double> places) { ticksBelow_ = std::move(places), touch(); }
    const std::vector<double>& ticksBelow() const { return ticksBelow_; }
    void setVerticalMarks(std::vector<Band> marks) { verticalMarks_ = std::move(marks), touch(); }
    void setHint(const QString& hint); ///< a friendly sentence inside the plot
    void setTheme(const Theme& theme);
    /// Cheap plots: a single row of values in the readout, no margins.
    void setStrip(bool strip);
    void setWheelNeedsControl(bool needed) { wheelNeedsControl_ = needed; }
    /// To be drawn into a file: every curve ends at the edge of the plot, whether the format can clip or not.
    void setForPaper();

    /// The bounds of the next values need not hold on to those of the values before.
    void startAfresh();
    void followData();
    bool following() const { return !userX_ && !userY_; }

    struct Reading {
        QString name;
        QColor color;
        double x = 0.0;
        double y = 0.0;
        double drawnY = 0.0;
    };
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
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    struct Curve {
        QString id;
        CurveData data;
        CurveStyle style;
    };
    enum class Drag { None, Rectangle, Pan };

    Curve& curve(const QString& id);
    void touch();
    // curveview_compose.cpp: from data to picture
    std::optional<Range> dataX() const;
    std::optional<Range> dataY();
    bool onFloor(double y) const;
    void updateBounds();
    PlotPicture compose();
    void addBands(PlotPicture& picture) const;
    void addBandAcross(PlotPicture& picture) const;
    void addTicksBelow(PlotPicture& picture) const;
    void addCurve(PlotPicture& picture, const Curve& curve) const;
    void addMarkers(PlotPicture& picture, const Curve& curve, const CurveData::Piece& piece) const;
    void addFocusRing(PlotPicture& picture) const;
    QRectF layOut(const std::vector<Tick>& yTicks) const;
    QPointF unit(double x, double y) const;
    QPointF pixelOf(const QPointF& unitPoint) const;
    QFont smallFont() const;
    // curveview_words.cpp: labels and notes
    PlotPicture::Text tickText(const Tick& tick, const AxisSetup& axis) const;
    std::vector<Tick> yTicks() const;
    int rowsBelow() const;
    void addAxes(PlotPicture& picture) const;
    void addLabelsBelow(PlotPicture& picture) const;
    QStringList composeNotes() const;
    void addNotes(PlotPicture& picture) const;
    void addHint(PlotPicture& picture) const;
    // curveview_interaction.cpp: pointer, keys, crosshair
    void updateCrosshair();
    void placeReadout(CrosshairPicture& picture, const std::vector<Reading>& found) const;
    int columnsOf(const CurveStyle& style) const;
    double placeToRead(double position) const;
    void moveCursorTo(double pixelX);
    void stepCursor(int samples);
    void zoom(const QPointF& around, double factor, bool horizontally, bool vertically);
    void zoomToRectangle(const QRect& rectangle);
    void panBy(const QPointF& pixels);
    void setUserX(const Range& positions);
    void adoptStretch();
    const Curve* readableCurve() const;

    QPointer<Cursor> cursor_;
    Theme theme_;
    CurveCanvas* canvas_;
    AxisSetup xAxis_;
    AxisSetup yAxis_;
    std::vector<std::unique_ptr<Curve>> curves_;
    std::vector<Band> bands_;
    std::vector<Band> verticalMarks_;
    std::optional<Range> bandAcross_;
    QColor bandAcrossColor_;
    std::vector<double> ticksBelow_;
    QString hint_;
    bool strip_ = false;
    bool wheelNeedsControl_ = false;

    std::optional<Range> userX_; ///< positions chosen by the user; nothing: follow the data
    std::optional<Range> userY_;
    std::optional<Range> followedY_; ///< the steady bounds of the frames before
    bool startsAfresh_ = false;      ///< the next values need not keep them
    std::optional<int> floorDecade_; ///< |y| below 10^it lies on the floor (logarithmic plots)
    Range shownX_;                   ///< positions on screen
    Range shownY_;
    QRectF plot_;
    QRectF readoutBox_;
    bool dirty_ = true;
    bool refreshPosted_ = false;
    bool keyboardFocus_ = false;

    Drag drag_ = Drag::None;
    QPoint dragStart_;
    QRubberBand* rubberBand_ = nullptr;
};

} // namespace gradewise
