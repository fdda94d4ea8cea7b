// The residuals of all grades as one picture: x across, the grade downwards, |r_l(x)| as a colour on a
// logarithmic scale. A pixel shows the largest value of all grades and samples that fall on it.
//
// Shares crosshair and zoom with the other panels of x: wheel and drag zoom, Shift or the middle button
// moves, a double click or Home shows everything again. Pointing, or the arrow keys, reads grade, x and
// value.
//
// Live: a new grade costs its own row of pixels.
#pragma once

#include "ui/charts/curveview_picture.h"
#include "ui/charts/maps/heat_rows.h"
#include "ui/charts/pointing.h"
#include "ui/theme.h"

#include <QPointer>
#include <QWidget>

#include <functional>
#include <optional>
#include <utility>

namespace gradewise {

class Cursor;
struct Peaks;

/// What tells one residual from another.
struct RowStamp {
    double sup = 0.0;
    double l2 = 0.0;
    bool frozen = false;
    bool operator==(const RowStamp&) const = default;
};

class Waterfall : public QWidget, private PointedPlot {
    Q_OBJECT
public:
    Waterfall(Cursor* cursor, const Theme& theme, bool forPaper, QWidget* parent = nullptr);

    /// |r_grade| on the grid, of several outputs the largest.
    std::function<void(std::size_t grade, std::vector<double>& into)> magnitudesOf;
    /// Between its points, for the colours and the crosshair; null for nothing.
    std::function<const Peaks*(std::size_t grade)> peaksOf;

    /// r_0 … of a run: a stamp a grade. `total`: grades of the experiment; `ended`: none follows.
    void showGrades(std::span<const double> x, std::vector<RowStamp> stamps, std::size_t total, bool ended);
    void setTheme(const Theme& theme);
    /// Left and right of the picture, so that it lies under and over the curves of the strips.
    void setMargins(int left, int right);

    struct Reading {
        std::size_t grade = 0;
        double x = 0.0;
        double magnitude = 0.0;
    };
    /// What the crosshair reads; nothing without one.
    std::optional<Reading> reading() const;
    QRectF plotRect() const;
    /// How many grades the height stands for: it grows by doubling while a run goes on.
    std::size_t capacity() const { return capacity_; }
    /// log10 of the magnitudes of the first and the last colour.
    Range decades() const { return {colors_.low, colors_.high}; }
    const QImage& image();
    /// Pixel rows painted since the last call.
    int takePaintedRows() { return std::exchange(paintedRows_, 0); }

    QSize minimumSizeHint() const override { return {120, 60}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    bool isZoomable() const override { return !cursor_.isNull(); }
    QRectF zoomArea() override { return plotRect(); }
    void moveBy(const QPointF& pixels) override;
    void zoomToBox(const QRectF& box) override;
    void zoomAround(const QPointF& place, double factor, Qt::Orientations orientations) override;
    void showEverything() override;
    void pointAt(const QPointF& at) override;
    void stopPointing() override;

    void refresh();
    void startOver();
    HeatColors colorsNow() const;
    Range full() const;
    Range shown() const;
    void show(Range wanted);
    std::size_t nearest(double x) const;
    void addPeaks(std::size_t grade, std::vector<double>& magnitudes) const;
    void step(const QPoint& samplesAndGrades);
    double pixelsPerPoint() const;
    QFont smallFont() const;
    void paintCrosshair(QPainter& painter, const QRectF& plot) const;

    QPointer<Cursor> cursor_;
    Theme theme_;
    bool forPaper_;
    int left_ = 60;
    int right_ = 60;
    std::vector<double> x_;
    std::vector<RowStamp> stamps_; ///< wanted
    std::vector<RowStamp> drawn_;  ///< in rows_
    std::size_t capacity_ = 1;
    HeatRows rows_;
    HeatPicture picture_;
    HeatColors colors_;
    Range shownInRows_;
    int paintedRows_ = 0;

    std::optional<std::size_t> pointed_; ///< grade under the pointer or chosen with the keys
    PlotPointer pointer_{this, *this};
    KeyboardFocus focus_{this};
};

} // namespace gradewise
