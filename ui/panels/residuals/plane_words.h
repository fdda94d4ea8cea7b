// Name, numbers and verdict over a small map.
#pragma once

#include "ui/panels/residuals/grade_lines.h"

#include <QFont>
#include <QRectF>

class QPainter;

namespace gradewise {

struct Theme;

struct PlaneWords {
    QFont font;
    QFont small;
    bool isTarget = false; ///< r_0
    bool live = false;     ///< the grade is in training
};

/// At the top of the cell.
void paintPlaneWords(QPainter& painter, const QRectF& cell, const GradeLine& line, const PlaneWords& words,
                     const Theme& theme);

} // namespace gradewise
