// What Qt's PDF writer does not: pages that are as large as they should be, not to whole points (0.35 mm),
// and files in which no date tells one from another.
#pragma once

#include <QByteArray>
#include <QSizeF>

namespace gradewise {

/// How much lower than Qt would put it the page is to be drawn, in points, so that it ends at the lower edge
/// of a page of that height.
double pdfShift(double points);

/// The file with pages of that size in points, and without its date. No byte moves, so that the places
/// listed at its end stay true. Throws FileError where the file is not as Qt 6 writes them.
QByteArray finishedPdf(QByteArray pdf, const QSizeF& points);

} // namespace gradewise
