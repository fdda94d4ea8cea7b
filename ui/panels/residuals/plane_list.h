// The residuals of a target of two variables, a small map a grade: on its own symmetric scale, or all on one,
// with the numbers that a strip has. Many scroll, the newest in sight, and only those in sight are computed;
// their pictures are kept.
//
// On paper nothing scrolls: where the maps have no room, those after the target give way.
#pragma once

#include "ui/charts/maps/plane_cells.h"
#include "ui/charts/maps/plane_map.h"
#include "ui/charts/maps/waterfall.h"
#include "ui/charts/pointing.h"
#include "ui/panels/residuals/grade_lines.h"
#include "ui/panels/residuals/plane_pictures.h"
#include "ui/panels/residuals/plane_words.h"

#include <QAbstractScrollArea>
#include <QPointer>

#include <functional>
#include <utility>

namespace gradewise {

class Cursor;

class PlaneList : public QAbstractScrollArea {
    Q_OBJECT
public:
    PlaneList(Cursor* cursor, const Theme& theme, bool forPaper, QWidget* parent = nullptr);

    /// r_grade on the grid; empty when it is not known any more. Asked for those in sight only.
    std::function<std::vector<double>(std::size_t grade)> valuesOf;
    std::function<GradeLine(std::size_t grade)> lineOf;

    /// r_0 … of a run: a stamp a grade. `live`: the grade in training.
    void showGrades(PlaneGrid grid, std::vector<RowStamp> stamps, std::optional<std::size_t> live);
    /// No map at all.
    void clear();
    /// Half of the scale of all; nothing: each on its own.
    void setCommonScale(std::optional<double> largest);
    /// A sentence below the maps.
    void setRemark(const QString& remark);
    QString remark() const; ///< as it is shown
    void setTheme(const Theme& theme);
    /// The newest comes into sight.
    void followData();

    /// Grades that have a map, in its order: on paper perhaps not all.
    const std::vector<std::size_t>& grades() const { return grades_; }
    /// Where the map at a place of that order lies, in pixels of the viewport.
    QRectF mapRect(std::size_t place) const;
    PlaneColors colors(std::size_t grade);
    const QImage& image(std::size_t grade);
    struct Reading {
        std::size_t grade = 0;
        double x = 0.0;
        double y = 0.0;
        double value = 0.0;
    };
    /// What the crosshair reads in the map under it.
    std::optional<Reading> reading();
    /// Pictures computed since the last call.
    int takeComputed() { return pictures_.takeComputed(); }

    QSize minimumSizeHint() const override { return {120, 60}; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    bool viewportEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    PlanePicture* pictureOf(std::size_t grade);
    void layOut();
    void chooseGrades(const QSizeF& room);
    PlaneCellNeeds needs() const;
    QFont smallFont() const;
    void paintCell(QPainter& painter, std::size_t place);
    void paintCrosshair(QPainter& painter, std::size_t first, std::size_t last);

    QPointer<Cursor> cursor_;
    Theme theme_;
    bool forPaper_;
    PlaneGrid grid_;
    std::vector<RowStamp> stamps_;
    std::vector<std::size_t> grades_;
    std::optional<std::size_t> live_;
    std::optional<double> common_;
    QString remark_;
    PlaneCells cells_;
    PlanePictures pictures_;
    std::vector<double> target_; ///< that the pictures belong to
    bool goesToEnd_ = true;
    std::optional<std::size_t> pointed_; ///< grade under the pointer
    KeyboardFocus focus_{this};
};

} // namespace gradewise
