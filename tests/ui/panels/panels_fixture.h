// What the tests of panels share.
#pragma once

#include "tests/solver_options.h"
#include "tests/ui/panels/run_fixture.h"
#include "ui/charts/cursor.h"
#include "ui/charts/curveview.h"
#include "ui/panels/errors/error_panel.h"
#include "ui/panels/loss/loss_panel.h"
#include "ui/panels/panel_list.h"
#include "ui/panels/residuals/residuals_panel.h"
#include "ui/panels/target/target_panel.h"

#include <QApplication>
#include <QBuffer>
#include <QElapsedTimer>
#include <QPainter>
#include <QPdfWriter>
#include <QRegularExpression>
#include <QSet>
#include <QSvgGenerator>
#include <QSvgRenderer>
#include <QToolButton>

#include <limits>

namespace gradewise::panels_fixture {

inline QByteArray svgOf(QWidget& panel) {
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(panel.size());
    generator.setViewBox(panel.rect());
    QPainter painter(&generator);
    panel.render(&painter, QPoint(), QRegion(), QWidget::DrawChildren);
    painter.end();
    return buffer.data();
}

inline int different(const QImage& image, const QColor& ground) {
    int count = 0;
    for (int x = 0; x < image.width(); ++x)
        for (int y = 0; y < image.height(); ++y)
            count += image.pixelColor(x, y) != ground ? 1 : 0;
    return count;
}

inline QImage pictureOf(QWidget& panel) {
    QImage image(panel.size(), QImage::Format_RGB32);
    image.fill(Qt::white);
    panel.render(&image);
    return image;
}

/// Before each test: no warning passes, and numbers are written as in C.
inline void begin() {
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)")));
    QLocale::setDefault(QLocale::c());
}

} // namespace gradewise::panels_fixture
