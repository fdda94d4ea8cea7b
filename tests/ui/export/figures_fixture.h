// What the tests of figures share.
#pragma once

#include "tests/core/trained.h"
#include "tests/ui/panels/run_fixture.h"
#include "tests/ui/window/window_fixture.h"
#include "ui/charts/curveview.h"
#include "ui/charts/maps/color_map.h"
#include "ui/export/figure_page.h"
#include "ui/export/figures.h"
#include "ui/models/run_model.h"

#include <QApplication>
#include <QBuffer>
#include <QDir>
#include <QImageReader>
#include <QPainter>
#include <QRegularExpression>
#include <QSvgRenderer>
#include <QXmlStreamReader>

#include <algorithm>
#include <limits>

Q_DECLARE_METATYPE(gradewise::FigureFormat)

namespace gradewise::figures_fixture {

struct Box {
    double width = 0.0;
    double height = 0.0;
};

/// The page of a PDF in millimetres (72 points an inch).
inline Box mediaBox(const QByteArray& pdf) {
    static const QRegularExpression box(QStringLiteral("/MediaBox \\[0 0 ([0-9.]+) ([0-9.]+)\\]"));
    const auto match = box.match(QString::fromLatin1(pdf));
    return {match.captured(1).toDouble() / 72.0 * 25.4, match.captured(2).toDouble() / 72.0 * 25.4};
}

struct SvgContent {
    bool wellFormed = false;
    int images = 0;
    int shapes = 0;
    QString texts;
    QSet<QString> strokes;
    QSet<QString> families;
    QString width;
    QString height;
};

inline SvgContent read(const QByteArray& svg) {
    SvgContent content;
    QXmlStreamReader xml(svg);
    while (!xml.atEnd()) {
        xml.readNext();
        if (xml.isCharacters())
            content.texts += xml.text();
        if (!xml.isStartElement())
            continue;
        const auto attributes = xml.attributes();
        if (xml.name() == QLatin1String("svg")) {
            content.width = attributes.value(QStringLiteral("width")).toString();
            content.height = attributes.value(QStringLiteral("height")).toString();
        }
        content.images += xml.name() == QLatin1String("image") ? 1 : 0;
        content.shapes +=
            xml.name() == QLatin1String("path") || xml.name() == QLatin1String("polyline") ? 1 : 0;
        if (attributes.hasAttribute(QStringLiteral("stroke")))
            content.strokes.insert(attributes.value(QStringLiteral("stroke")).toString().toLower());
        if (attributes.hasAttribute(QStringLiteral("font-family")))
            content.families.insert(attributes.value(QStringLiteral("font-family")).toString());
    }
    content.wellFormed = !xml.hasError();
    return content;
}

/// A line of an SVG drawing on its page.
struct DrawnLine {
    QPolygonF points;
    QString stroke;
    bool polyline = false;
};

inline QTransform transformOf(QStringView text) {
    static const QRegularExpression number(QStringLiteral("-?[0-9][-+0-9.e]*"));
    QList<double> m;
    for (const QRegularExpressionMatch& match : number.globalMatch(text))
        m << match.captured().toDouble();
    return m.size() == 6 ? QTransform(m[0], m[1], m[2], m[3], m[4], m[5]) : QTransform();
}

/// All lines and outlines, as far as they are drawn with a pen.
inline QList<DrawnLine> linesIn(const QByteArray& svg) {
    static const QRegularExpression pair(QStringLiteral("(-?[0-9][-0-9.e]*)[, ]+(-?[0-9][-0-9.e]*)"));
    QList<DrawnLine> lines;
    QTransform transform;
    QString stroke;
    QXmlStreamReader xml(svg);
    while (!xml.atEnd()) {
        xml.readNext();
        if (!xml.isStartElement())
            continue;
        const auto attributes = xml.attributes();
        if (xml.name() == QLatin1String("g")) {
            transform = transformOf(attributes.value(QStringLiteral("transform")));
            stroke = attributes.value(QStringLiteral("stroke")).toString().toLower();
        }
        const bool polyline = xml.name() == QLatin1String("polyline");
        if (stroke == QLatin1String("none") || (!polyline && xml.name() != QLatin1String("path")))
            continue;
        QPolygonF points;
        const QString text = attributes.value(QLatin1String(polyline ? "points" : "d")).toString();
        for (const QRegularExpressionMatch& match : pair.globalMatch(text))
            points << QPointF(match.captured(1).toDouble(), match.captured(2).toDouble());
        lines.append({transform.map(points), stroke, polyline});
    }
    return lines;
}

/// Share of pixels that are not of the picture's most frequent colour.
inline double ink(const QImage& image) {
    QHash<QRgb, int> counts;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            ++counts[image.pixel(x, y)];
    int most = 0;
    for (const int count : counts)
        most = std::max(most, count);
    return 1.0 - static_cast<double>(most) / (image.width() * image.height());
}

class FiguresTest : public QObject {
protected:
    void begin() {
        applyTheme(*qApp, Theme::lightTheme());
        ExperimentConfig config = experimentOf(40, 3);
        config.title = "Sine & <co>";
        record_ = train(config);
        model_.load(record_);
    }

    static void everyKind() {
        QTest::addColumn<int>("kind");
        QTest::newRow("whole") << -1;
        for (const PanelKind kind : allPanelKinds())
            QTest::newRow(qPrintable(panelId(kind))) << static_cast<int>(kind);
    }
    static std::optional<PanelKind> kindOf(int number) {
        return number < 0 ? std::nullopt : std::optional(static_cast<PanelKind>(number));
    }

    RunRecord record_;
    RunModel model_;
};

} // namespace gradewise::figures_fixture
