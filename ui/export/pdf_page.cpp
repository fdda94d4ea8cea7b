#include "ui/export/pdf_page.h"

#include "core/record/json.h"

#include <QRegularExpression>

#include <cmath>

namespace gradewise {

namespace {

/// As many letters as there were.
QByteArray numberOfLength(double value, qsizetype length) {
    const qsizetype whole = QByteArray::number(std::floor(value), 'f', 0).size();
    return QByteArray::number(value, 'f', static_cast<int>(std::max<qsizetype>(0, length - whole - 1)));
}

} // namespace

double pdfShift(double points) {
    return std::round(points) - points;
}

QByteArray finishedPdf(QByteArray pdf, const QSizeF& points) {
    // Latin 1 gives every byte a letter, so that places in the text are places in the file.
    const QString text = QString::fromLatin1(pdf);
    static const QRegularExpression box(QStringLiteral("/MediaBox \\[0 0 ([0-9.]+) ([0-9.]+)\\]"));
    static const QRegularExpression date(QStringLiteral("/CreationDate \\(D:[^)]*\\)"));
    const QRegularExpressionMatch page = box.match(text);
    const double wanted[] = {points.width(), points.height()};
    for (int side = 0; side < 2; ++side) {
        const qsizetype length = page.capturedLength(side + 1);
        const QByteArray number = numberOfLength(wanted[side], length);
        if (!page.hasMatch() || number.size() != length ||
            std::abs(page.captured(side + 1).toDouble() - wanted[side]) > 1.0)
            throw FileError("This version of Qt writes PDF files in another way; use SVG instead.");
        pdf.replace(page.capturedStart(side + 1), length, number);
    }
    if (const QRegularExpressionMatch made = date.match(text); made.hasMatch())
        pdf.replace(made.capturedStart(), made.capturedLength(), QByteArray(made.capturedLength(), ' '));
    return pdf;
}

} // namespace gradewise
