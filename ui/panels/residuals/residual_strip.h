// One residual r_l in a row: its numbers, its curve on its own scale with the residual before as a ghost,
// and the scale in print.
#pragma once

#include "core/record/peaks/breaks.h"
#include "ui/charts/axis.h"
#include "ui/theme.h"

#include <QWidget>

#include <optional>
#include <vector>

namespace gradewise {

class Cursor;
class CurveView;

struct StripContent {
    std::size_t grade = 0; ///< l; 0 is the target itself
    std::size_t total = 1; ///< grades of the experiment
    double sup = 0.0;
    double l2 = 0.0;
    double l2Before = 0.0; ///< of r_{l-1}; unused for l = 0
    bool live = false;
    std::vector<BrokenCurve> curves;  ///< one an output, with the peaks between grid points
    BrokenCurve ghost;                ///< r_{l-1}, first output; empty for none
    std::vector<Range> growing;       ///< of x, where |r_l| > |r_{l-1}|; shaded
    std::optional<Range> commonScale; ///< instead of its own

    bool empty() const { return curves.empty() || curves.front().x.empty(); }
    /// The same picture: nothing to draw again.
    bool looksLike(const StripContent& other) const;
};

/// Room left and right of the curve in a strip of that width.
struct StripMargins {
    int left = 0;
    int right = 0;
};
StripMargins stripMargins(const QFont& font, int width);

struct StripLine {
    QString text;
    QColor color;
};
/// "L² ×10.1 smaller", in the colour that it deserves: what grade `grade` did to the L2 error.
StripLine shrinkageOf(std::size_t grade, double l2Before, double l2, const Theme& theme);

class ResidualStrip : public QWidget {
    Q_OBJECT
public:
    ResidualStrip(Cursor* cursor, const Theme& theme, QWidget* parent);

    void show(StripContent content);
    const StripContent& content() const { return content_; }
    void setTheme(const Theme& theme);
    /// Draws the x axis below the curve.
    void setShowsAxis(bool shows, const QString& title);
    void setWheelNeedsControl(bool needed);
    void setHint(const QString& hint);
    void followData();
    /// The plot is made when the strip first comes into sight.
    void activate();
    CurveView* view() { return view_; }
    StripLine shrinkage() const;

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void showCurves();
    void placeView();
    QColor color() const;
    std::vector<StripLine> lines() const;

    Cursor* cursor_;
    Theme theme_;
    StripContent content_;
    CurveView* view_ = nullptr;
    QString axisTitle_;
    QString hint_;
    bool showsAxis_ = false;
    bool wheelNeedsControl_ = false;
};

} // namespace gradewise
