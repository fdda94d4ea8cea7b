#include "ui/export/figure_sheet.h"

#include "core/files/files.h"
#include "ui/charts/curveview.h"
#include "ui/export/pdf_page.h"

#include <QBuffer>
#include <QHashFunctions>
#include <QPageLayout>
#include <QPainter>
#include <QPdfWriter>
#include <QRegularExpression>
#include <QSvgGenerator>

#include <cmath>

namespace gradewise {

namespace {

constexpr double pointsPerInch = 72.0;

/// While it lives, new hash tables have an order that does not change from run to run: the PDF writer puts
/// fonts into the file as they come out of one.
class SteadyHashes {
public:
    SteadyHashes() { QHashSeed::setDeterministicGlobalSeed(); }
    ~SteadyHashes() { QHashSeed::resetRandomGlobalSeed(); }
    SteadyHashes(const SteadyHashes&) = delete;
    SteadyHashes& operator=(const SteadyHashes&) = delete;
};

} // namespace

void FigureSheet::paint(QPainter& painter, const QSizeF& onto) const {
    for (CurveView* curves : page->findChildren<CurveView*>())
        curves->setForPaper();
    painter.scale(onto.width() / page->width(), onto.height() / page->height());
    page->render(&painter, QPoint(), QRegion(), QWidget::DrawWindowBackground | QWidget::DrawChildren);
}

QByteArray svgOf(const FigureSheet& sheet, QSizeF millimetres) {
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setResolution(logicalDpi);
    generator.setSize(sheet.page->size());
    generator.setViewBox(QRect(QPoint(), sheet.page->size()));
    generator.setTitle(sheet.title.toHtmlEscaped()); // it is written as it comes
    generator.setDescription(QStringLiteral("Made with Gradewise"));
    QPainter painter(&generator);
    sheet.paint(painter, sheet.page->size());
    painter.end();
    QString text = QString::fromUtf8(buffer.data());
    // The generator knows whole pixels only, and one font family without a substitute for other machines.
    static const QRegularExpression extent(QStringLiteral("<svg width=\"[^\"]*\" height=\"[^\"]*\""));
    text.replace(text.indexOf(QStringLiteral("<svg ")), extent.match(text).capturedLength(),
                 QStringLiteral("<svg width=\"%1mm\" height=\"%2mm\"")
                     .arg(millimetres.width())
                     .arg(millimetres.height()));
    // Where it begins with a widget it writes down the letters and colours of the window, and draws nothing.
    static const QRegularExpression nothing(QStringLiteral("<g [^>]*>\\s*</g>\\s*"));
    text.remove(nothing);
    static const QRegularExpression family(QStringLiteral("font-family=\"([^\",]+)\""));
    text.replace(family, QStringLiteral("font-family=\"\\1, sans-serif\""));
    return text.toUtf8();
}

QByteArray pdfOf(const FigureSheet& sheet, QSizeF millimetres) {
    const SteadyHashes steady;
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter writer(&buffer);
    writer.setTitle(sheet.title);
    writer.setCreator(QStringLiteral("Gradewise"));
    writer.setResolution(logicalDpi);
    writer.setPageLayout(QPageLayout(QPageSize(millimetres, QPageSize::Millimeter, {}, QPageSize::ExactMatch),
                                     QPageLayout::Portrait, QMarginsF()));
    const QSizeF points = millimetres / millimetresPerInch * pointsPerInch;
    QPainter painter(&writer);
    painter.setRenderHint(QPainter::LosslessImageRendering); // a colour is a number
    painter.translate(0.0, pdfShift(points.height()) / pointsPerInch * logicalDpi);
    sheet.paint(painter, sheet.physical);
    painter.end();
    return finishedPdf(buffer.data(), points);
}

QImage imageOf(const FigureSheet& sheet, QSize pixels, double dpi) {
    QImage image(pixels, QImage::Format_RGB32);
    if (image.isNull())
        throw FileError("There is not enough memory for a picture of that size.");
    // Painted as if the page had 96 dots an inch (fonts in points ask), labelled with the true ones
    // afterwards.
    const int logicalDots = static_cast<int>(std::lround(logicalDpi / millimetresPerInch * 1000.0));
    image.setDotsPerMeterX(logicalDots);
    image.setDotsPerMeterY(logicalDots);
    image.fill(Qt::white);
    QPainter painter(&image);
    painter.setRenderHints(QPainter::Antialiasing | QPainter::TextAntialiasing);
    sheet.paint(painter, image.size());
    painter.end();
    const int dots = static_cast<int>(std::lround(dpi / millimetresPerInch * 1000.0));
    image.setDotsPerMeterX(dots);
    image.setDotsPerMeterY(dots);
    return image;
}

QByteArray pngOf(const QImage& image) {
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    if (!image.save(&buffer, "PNG"))
        throw FileError("The picture could not be written as PNG.");
    return bytes;
}

} // namespace gradewise
