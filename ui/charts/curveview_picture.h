// What a CurveView puts on its canvas: plain lines, texts and marks in pixels, and curves in the unit square
// of the plot. Computed without Qt Charts, drawn by the canvas.
#pragma once

#include <QColor>
#include <QFont>
#include <QList>
#include <QPen>
#include <QPointF>
#include <QPolygonF>
#include <QRectF>
#include <QString>

#include <vector>

class QPainter;

namespace gradewise {

enum class Marker { None, Circle, Diamond, Square, Floor };

struct PlotPicture {
    struct Fill {
        QRectF area;
        QColor color;
    };
    struct Line {
        QLineF line;
        QPen pen;
    };
    struct Text {
        QPointF anchor;
        Qt::Alignment alignment; ///< of the text relative to the anchor
        QString text;
        QString exponent; ///< raised behind the text
        QColor color;
        QFont font;
    };
    struct Mark {
        QPointF centre;
        Marker shape = Marker::Circle;
        QColor fill;
        QColor edge;
        double size = 7.0;
    };
    struct Stroke {
        QList<QPointF> points; ///< (0, 0) is the lower left corner of the plot, (1, 1) the upper right
        std::vector<qsizetype> starts =
            {}; ///< of points: where another piece begins; a single point is a dot
        QPen pen;
        bool operator==(const Stroke&) const = default;
    };

    QSizeF size;
    QRectF plot;
    std::vector<Fill> fills;
    std::vector<Line> linesBelow;
    std::vector<Mark> marksBelow; ///< under the strokes
    std::vector<Text> texts;
    std::vector<Stroke> strokes; ///< later ones on top
    std::vector<Mark> marks;
    std::vector<Text> textsAbove;
};

/// What follows the pointer.
struct CrosshairPicture {
    bool visible = false;
    QLineF line;
    QPen pen;
    std::vector<PlotPicture::Mark> marks;
    QRectF box; ///< of the readout; empty for none
    QColor boxFill;
    QColor boxEdge;
    std::vector<PlotPicture::Text> texts;
};

/// The pieces of a curve in pixels, as far as they lie within the plot: not every format knows clipping.
std::vector<QPolygonF> piecesWithin(const PlotPicture::Stroke& stroke, const QRectF& plot);

QSizeF sizeOf(const PlotPicture::Text& text);
QRectF areaOf(const PlotPicture::Text& text);
void draw(QPainter& painter, const PlotPicture::Text& text);
void draw(QPainter& painter, const PlotPicture::Mark& mark);

} // namespace gradewise
