// A target of two variables and its approximation side by side on one scale of colours, and where there is
// room the newest contribution on its own. One crosshair reads all of them.
#pragma once

#include "ui/charts/maps/plane_map.h"
#include "ui/charts/pointing.h"

#include <QPointer>
#include <QWidget>

#include <array>

namespace gradewise {

class Cursor;

struct PlaneTargetContent {
    PlaneGrid grid;
    std::vector<double> target;
    std::vector<double> sum;   ///< empty before the first grade
    std::vector<double> added; ///< of the newest grade; empty before the first
    std::size_t grades = 0;    ///< l
    QString sumTitle;
    QString addedTitle;
    double magnification = 1.0; ///< of the contribution: its scale is so many times finer than ± that of f
};

class PlaneTarget : public QWidget {
    Q_OBJECT
public:
    PlaneTarget(Cursor* cursor, const Theme& theme, bool forPaper, QWidget* parent = nullptr);

    void show(PlaneTargetContent content);
    void setTheme(const Theme& theme);
    /// A scale for the data alone, not to stay near the one before.
    void followData();

    static constexpr std::size_t targetMap = 0;
    static constexpr std::size_t sumMap = 1;
    static constexpr std::size_t addedMap = 2;
    /// Where a map lies; empty where it is not shown.
    QRectF mapRect(std::size_t map) const { return layOut().maps[map]; }
    PlaneColors colors(std::size_t map) const;
    const QImage& image(std::size_t map);

    /// What the crosshair reads: x, y, f, s_l, u_l, r_l = f − s_l, in words with all digits that there are.
    QStringList readings() const;

    QSize minimumSizeHint() const override { return {120, 60}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    struct Layout {
        std::array<QRectF, 3> maps;
        std::array<QRectF, 2> bars; ///< of f and s_l; of u_l
    };
    struct Picture {
        QImage image;
        PlaneColors colors;
    };
    Layout layOut() const;
    const std::vector<double>& values(std::size_t map) const;
    QString title(std::size_t map) const;
    double pixelsPerPoint() const;
    QFont smallFont() const;
    void takeScales();
    void paintMap(QPainter& painter, std::size_t map, const Layout& layout);
    void paintCrosshair(QPainter& painter, const Layout& layout) const;

    QPointer<Cursor> cursor_;
    Theme theme_;
    bool forPaper_;
    PlaneTargetContent content_;
    std::optional<Range> shared_; ///< of f and s_l
    double addedScale_ = 1.0;
    std::array<Picture, 3> pictures_;
    std::size_t pointed_ = targetMap; ///< the map with the readout
    KeyboardFocus focus_{this};
};

} // namespace gradewise
