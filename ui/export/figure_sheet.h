// A page of figures on its way onto paper, and the files it becomes.
#pragma once

#include <QByteArray>
#include <QImage>
#include <QSize>
#include <QString>
#include <QWidget>

#include <memory>

class QPainter;

namespace gradewise {

inline constexpr double millimetresPerInch = 25.4;
/// Widgets are laid out for this; fonts in points keep their printed size on a page of that many dots an
/// inch.
inline constexpr int logicalDpi = 96;

/// A page and what it takes to bring it onto paper of the wanted size.
struct FigureSheet {
    std::unique_ptr<QWidget> page;
    QString title;
    QSizeF physical; ///< wanted, in 1/96 inch

    void paint(QPainter& painter, const QSizeF& onto) const;
};

/// The sheet as a file; `millimetres` is the size on paper. The same sheet gives the same bytes.
QByteArray svgOf(const FigureSheet& sheet, QSizeF millimetres);
QByteArray pdfOf(const FigureSheet& sheet, QSizeF millimetres);
/// Throws FileError where there is not the memory for it.
QImage imageOf(const FigureSheet& sheet, QSize pixels, double dpi);
QByteArray pngOf(const QImage& image);

} // namespace gradewise
