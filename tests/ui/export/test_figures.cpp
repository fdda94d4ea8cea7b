#include "tests/core/trained.h"
#include "tests/test_case.h"
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

using namespace gradewise;

namespace {

struct Box {
    double width = 0.0;
    double height = 0.0;
};

/// The page of a PDF in millimetres (72 points an inch).
Box mediaBox(const QByteArray& pdf) {
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

SvgContent read(const QByteArray& svg) {
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

QTransform transformOf(QStringView text) {
    static const QRegularExpression number(QStringLiteral("-?[0-9][-+0-9.e]*"));
    QList<double> m;
    for (const QRegularExpressionMatch& match : number.globalMatch(text))
        m << match.captured().toDouble();
    return m.size() == 6 ? QTransform(m[0], m[1], m[2], m[3], m[4], m[5]) : QTransform();
}

/// All lines and outlines, as far as they are drawn with a pen.
QList<DrawnLine> linesIn(const QByteArray& svg) {
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
double ink(const QImage& image) {
    QHash<QRgb, int> counts;
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            ++counts[image.pixel(x, y)];
    int most = 0;
    for (const int count : counts)
        most = std::max(most, count);
    return 1.0 - static_cast<double>(most) / (image.width() * image.height());
}

} // namespace

Q_DECLARE_METATYPE(gradewise::FigureFormat)

class TestFigures : public QObject {
    Q_OBJECT

private:
    RunRecord record_;
    RunModel model_;

    static void everyKind() {
        QTest::addColumn<int>("kind");
        QTest::newRow("whole") << -1;
        for (const PanelKind kind : allPanelKinds())
            QTest::newRow(qPrintable(panelId(kind))) << static_cast<int>(kind);
    }
    static std::optional<PanelKind> kindOf(int number) {
        return number < 0 ? std::nullopt : std::optional(static_cast<PanelKind>(number));
    }

private slots:
    void initTestCase() {
        applyTheme(*qApp, Theme::lightTheme());
        ExperimentConfig config = experimentOf(40, 3);
        config.title = "Sine & <co>";
        record_ = train(config);
        model_.load(record_);
    }

    void pngHasTheWantedPixelsAndResolution_data() {
        QTest::addColumn<QSizeF>("millimetres");
        QTest::addColumn<double>("dpi");
        QTest::addColumn<QSize>("pixels");
        QTest::newRow("one column, 300 dpi") << QSizeF(86, 60) << 300.0 << QSize(1016, 709);
        QTest::newRow("two columns, 600 dpi") << QSizeF(178, 60) << 600.0 << QSize(4205, 1417);
        QTest::newRow("screen") << QSizeF(254, 142.875) << 96.0 << QSize(960, 540);
        QTest::newRow("tiny") << QSizeF(20, 15) << 72.0 << QSize(57, 43);
    }
    void pngHasTheWantedPixelsAndResolution() {
        QFETCH(QSizeF, millimetres);
        QFETCH(double, dpi);
        QFETCH(QSize, pixels);
        const QByteArray bytes =
            figureBytes(model_, PanelKind::ErrorByGrade, FigureFormat::Png, {millimetres, dpi, false});
        const QImage image = QImage::fromData(bytes, "PNG");
        QCOMPARE(image.size(), pixels);
        QCOMPARE(image.dotsPerMeterX(), static_cast<int>(std::lround(dpi / 0.0254)));
        QCOMPARE(image.dotsPerMeterY(), static_cast<int>(std::lround(dpi / 0.0254)));
        QVERIFY(ink(image) > 0.01);
    }

    void everyPictureHasInkOnWhite_data() { everyKind(); }
    void everyPictureHasInkOnWhite() {
        QFETCH(int, kind);
        const QSizeF size = usualFigureSize(model_, kindOf(kind), 178.0);
        const QImage image = renderFigure(model_, kindOf(kind), {size, 100.0, false});
        QVERIFY(ink(image) > 0.02);
        QCOMPARE(image.pixelColor(1, 1), QColor(Qt::white));
        QCOMPARE(image.pixelColor(image.width() - 2, image.height() - 2), QColor(Qt::white));
    }

    void pdfPagesAreAsLargeAsAsked_data() { everyKind(); }
    void pdfPagesAreAsLargeAsAsked() {
        QFETCH(int, kind);
        const QSizeF size(86.0, 60.0);
        const QByteArray pdf = figureBytes(model_, kindOf(kind), FigureFormat::Pdf, {size, 300.0, false});
        QVERIFY(pdf.startsWith("%PDF"));
        const Box box = mediaBox(pdf);
        QVERIFY2(std::abs(box.width - 86.0) < 0.001, qPrintable(QString::number(box.width)));
        QVERIFY2(std::abs(box.height - 60.0) < 0.001, qPrintable(QString::number(box.height)));
        QVERIFY(pdf.contains("/FontFile")); // embedded
        QVERIFY(!pdf.contains("/Subtype /Image"));
    }

    void pdfPagesAreExact_data() {
        QTest::addColumn<QSizeF>("millimetres");
        QTest::newRow("two columns") << QSizeF(178.0, 110.36);
        QTest::newRow("slide") << QSizeF(254.0, 142.875);
        QTest::newRow("tenths") << QSizeF(100.3, 75.7);
        QTest::newRow("below a whole number of digits") << QSizeF(35.27, 352.7); // 99.98 and 999.8 points
        QTest::newRow("above it") << QSizeF(35.29, 352.9);
        QTest::newRow("smallest") << QSizeF(10.0, 10.0);
        QTest::newRow("largest") << QSizeF(2000.0, 2000.0);
    }
    void pdfPagesAreExact() {
        QFETCH(QSizeF, millimetres);
        const QByteArray pdf =
            figureBytes(model_, PanelKind::ErrorByGrade, FigureFormat::Pdf, {millimetres, 100.0, false});
        const Box box = mediaBox(pdf);
        QVERIFY2(std::abs(box.width - millimetres.width()) < 0.001, qPrintable(QString::number(box.width)));
        QVERIFY2(std::abs(box.height - millimetres.height()) < 0.001,
                 qPrintable(QString::number(box.height)));
        // The table of places at the end still leads to every object.
        const qsizetype table = pdf.lastIndexOf("xref\n0 ");
        const QList<QByteArray> rows = pdf.mid(table).split('\n');
        const int count = rows[1].split(' ')[1].toInt();
        QVERIFY(count > 5);
        for (int i = 1; i < count; ++i)
            QVERIFY(
                pdf.mid(rows[2 + i].left(10).toLongLong(), 20).startsWith(QByteArray::number(i) + " 0 obj"));
        QVERIFY(!pdf.contains("/CreationDate"));
    }

    /// Painters for SVG do not clip: what lies beyond a plot is not to be drawn.
    void linesStayWithinTheirPlots_data() { everyKind(); }
    void linesStayWithinTheirPlots() {
        QFETCH(int, kind);
        RunModel run; // each residual ten times smaller than its ghost
        fixture::run(run, 3, 3);
        auto page = makeFigurePage(run, kindOf(kind), Theme::printTheme(), QSize(680, 720));
        QList<QRectF> plots;
        for (CurveView* view : page->findChildren<CurveView*>())
            if (view->isVisibleTo(page.get()))
                plots
                    << view->plotRect().translated(view->mapTo(page.get(), QPoint())).adjusted(-1, -1, 1, 1);
        const QRectF paper = QRectF(QPointF(), QSizeF(page->size())).adjusted(-1, -1, 1, 1);
        const QList<DrawnLine> lines = linesIn(figureBytes(std::move(page), {}, FigureFormat::Svg, {}));
        QVERIFY(lines.size() > 3);
        int ghosts = 0;
        for (const DrawnLine& line : lines) {
            for (const QPointF& point : line.points)
                QVERIFY2(paper.contains(point),
                         qPrintable(
                             QStringLiteral("%1 at %2, %3").arg(line.stroke).arg(point.x()).arg(point.y())));
            const bool ghost =
                kindOf(kind) == PanelKind::Residuals && line.stroke == Theme::printTheme().ghost.name();
            ghosts += ghost ? 1 : 0;
            // Curves; legends have lines of their own, of two points.
            if (plots.isEmpty() || !line.polyline || (line.points.size() < 12 && !ghost))
                continue;
            QVERIFY2(std::ranges::any_of(plots,
                                         [&](const QRectF& plot) {
                                             return std::ranges::all_of(
                                                 line.points,
                                                 [&](const QPointF& point) { return plot.contains(point); });
                                         }),
                     qPrintable(line.stroke));
        }
        if (kindOf(kind) == PanelKind::Residuals)
            QVERIFY(ghosts > 3); // cut where they leave the scale of the strip
    }

    /// The same whatever the window's letters, theme and language are.
    void figuresAreTheSameInEveryWindow_data() { everyKind(); }
    void figuresAreTheSameInEveryWindow() {
        QFETCH(int, kind);
        const FigureOptions options{usualFigureSize(model_, kindOf(kind), 178.0), 100.0, false};
        const FigureFormat formats[] = {FigureFormat::Png, FigureFormat::Svg, FigureFormat::Pdf};
        QList<QByteArray> plain;
        for (const FigureFormat format : formats)
            plain << figureBytes(model_, kindOf(kind), format, options);
        const QFont usual = QApplication::font();
        applyTheme(*qApp, Theme::darkTheme());
        QFont large = usual;
        large.setFamily(QStringLiteral("DejaVu Sans"));
        large.setPointSizeF(17.0);
        QApplication::setFont(large);
        QLocale::setDefault(QLocale(QLocale::German, QLocale::Germany));
        for (int i = 0; i < 3; ++i)
            QVERIFY2(figureBytes(model_, kindOf(kind), formats[i], options) == plain[i],
                     qPrintable(figureFormatSuffix(formats[i])));
        QCOMPARE(QLocale().language(), QLocale::German); // the window keeps its language
        QLocale::setDefault(QLocale::c());
        QApplication::setFont(usual);
        applyTheme(*qApp, Theme::lightTheme());
    }

    void lettersAreTheProgramsOwn() {
        QCOMPARE(typeface(), QStringLiteral("Inter"));
        const SvgContent svg =
            read(figureBytes(model_, std::nullopt, FigureFormat::Svg, {{178, 140}, 100.0}));
        QCOMPARE(svg.families, QSet<QString>{QStringLiteral("Inter, sans-serif")});
    }

    void theGradeOfChoiceIsShown() {
        const auto textsOf = [this](std::optional<PanelKind> kind, const FigureOptions& options) {
            return read(figureBytes(model_, kind, FigureFormat::Svg, options)).texts;
        };
        FigureOptions second;
        second.grade = 2;
        QVERIFY(textsOf(PanelKind::Residuals, {}).contains(QStringLiteral("r₃")));
        QVERIFY(textsOf(PanelKind::Residuals, second).contains(QStringLiteral("r₂")));
        QVERIFY(!textsOf(PanelKind::Residuals, second).contains(QStringLiteral("r₃")));
        QVERIFY(textsOf(PanelKind::Target, second).contains(QStringLiteral("s₂")));
        QVERIFY(textsOf(PanelKind::Audit, second).contains(QStringLiteral("Grade 2 of 2")));
        QVERIFY(textsOf(PanelKind::Audit, {}).contains(QStringLiteral("Grade 3 of 3")));
        FigureOptions audited;
        audited.views[PanelKind::Audit] = QStringLiteral("grade 1");
        QVERIFY(textsOf(PanelKind::Audit, audited).contains(QStringLiteral("Grade 1 of 3")));
        audited.views[PanelKind::Audit] = QStringLiteral("worst");
        QVERIFY(textsOf(PanelKind::Audit, audited).contains(QStringLiteral("Worst of 3 grades")));
        second.grade = 4;
        QVERIFY_EXCEPTION_THROWN(figureBytes(model_, std::nullopt, FigureFormat::Svg, second), FileError);
        second.grade = 0;
        QVERIFY_EXCEPTION_THROWN(figureBytes(model_, std::nullopt, FigureFormat::Svg, second), FileError);
    }

    /// tan x: three branches, and no line from one to the next.
    void noLineCrossesAPole() {
        ExperimentConfig config = experimentOf(3, 2);
        config.target.formulas = {"tan(x)"};
        config.target.domain = {{-3.0, 3.0}};
        RunModel poles;
        poles.load(train(config));
        for (const PanelKind kind : {PanelKind::Target, PanelKind::Residuals}) {
            auto page = makeFigurePage(poles, kind, Theme::printTheme(), QSize(680, 400));
            CurveView* const view = page->findChildren<CurveView*>().front();
            const double high = view->plotRect().height();
            int branches = 0;
            for (const DrawnLine& line : linesIn(figureBytes(std::move(page), {}, FigureFormat::Svg, {}))) {
                if (line.stroke != Theme::printTheme().target.name() || line.points.size() < 12)
                    continue;
                ++branches;
                for (qsizetype i = 1; i < line.points.size(); ++i)
                    QVERIFY(line.points[i].y() < line.points[i - 1].y() + 0.5); // upwards, that is
                QVERIFY(line.points.size() > 20 && high > 20.0);
            }
            QCOMPARE(branches, 3);
        }
    }

    void svgIsADrawing_data() { everyKind(); }
    void svgIsADrawing() {
        QFETCH(int, kind);
        const QSizeF size = usualFigureSize(model_, kindOf(kind), 178.0);
        const QByteArray svg = figureBytes(model_, kindOf(kind), FigureFormat::Svg, {size, 300.0, false});
        const SvgContent content = read(svg);
        QVERIFY(content.wellFormed);
        QCOMPARE(content.images, 0);
        QVERIFY(content.shapes > 3);
        QCOMPARE(content.width, QStringLiteral("178mm"));
        QVERIFY(content.height.endsWith(QStringLiteral("mm")));
        QVERIFY(!content.families.isEmpty());
        for (const QString& family : content.families)
            QVERIFY2(family.endsWith(QStringLiteral(", sans-serif")), qPrintable(family));
        QSvgRenderer renderer(svg);
        QVERIFY(renderer.isValid());
        QImage image(renderer.defaultSize(), QImage::Format_ARGB32);
        image.fill(Qt::white);
        QPainter painter(&image);
        renderer.render(&painter);
        painter.end();
        QVERIFY(ink(image) > 0.01);
    }

    void theWholeFigureHoldsEverySeries() {
        const QSizeF size = usualFigureSize(model_, std::nullopt, 178.0);
        const SvgContent content =
            read(figureBytes(model_, std::nullopt, FigureFormat::Svg, {size, 300.0, false}));
        const Theme& theme = Theme::printTheme();
        for (std::size_t grade = 0; grade < 3; ++grade)
            QVERIFY2(content.strokes.contains(theme.grade(grade, 3).name()),
                     qPrintable(theme.grade(grade, 3).name()));
        QVERIFY(content.strokes.contains(theme.target.name()));
        QVERIFY(content.strokes.contains(theme.accent.name()));
        QVERIFY(content.texts.contains(QStringLiteral("Sine & <co>"))); // the title, escaped in the file
        for (const PanelKind kind : allPanelKinds())
            if (kind != PanelKind::Audit && kind != PanelKind::Spectrum) // figures of their own
                QVERIFY2(content.texts.contains(panelTitle(kind)), qPrintable(panelTitle(kind)));
        for (const QString& strip :
             {QStringLiteral("r₀"), QStringLiteral("r₁"), QStringLiteral("r₂"), QStringLiteral("r₃")})
            QVERIFY2(content.texts.contains(strip), qPrintable(strip));
    }

    void figuresDoNotDependOnTheScreensTheme_data() { everyKind(); }
    void figuresDoNotDependOnTheScreensTheme() {
        QFETCH(int, kind);
        const FigureOptions options{usualFigureSize(model_, kindOf(kind), 178.0), 100.0, false};
        applyTheme(*qApp, Theme::lightTheme());
        const QImage light = renderFigure(model_, kindOf(kind), options);
        applyTheme(*qApp, Theme::darkTheme());
        const QImage dark = renderFigure(model_, kindOf(kind), options);
        applyTheme(*qApp, Theme::lightTheme());
        QVERIFY(light == dark);
    }

    void manyGradesAreAWaterfall() {
        RunModel many;
        fixture::run(many, 40, 40);
        for (const std::optional<PanelKind> kind :
             {std::optional(PanelKind::Residuals), std::optional<PanelKind>()}) {
            const QSizeF size = usualFigureSize(many, kind, 178.0);
            QVERIFY2(size.height() < 178.0, "forty strips would be a page and a half");
            FigureOptions options{size, 150.0, false};
            const QImage image = renderFigure(many, kind, options);
            int yellow = 0;
            for (int x = 0; x < image.width(); ++x)
                for (int y = 0; y < image.height(); ++y)
                    yellow += image.pixel(x, y) == heatColor(1.0) ? 1 : 0;
            QVERIFY2(yellow > 20, qPrintable(QString::number(yellow)));
            const QByteArray bytes = figureBytes(many, kind, FigureFormat::Svg, options);
            const SvgContent svg = read(bytes);
            QVERIFY(svg.wellFormed);
            QCOMPARE(svg.images, 1);
            QVERIFY(svg.texts.contains(QStringLiteral("|r|"))); // the bar beside it stays a drawing
            QSvgRenderer renderer(bytes);
            QVERIFY(renderer.isValid());
            QVERIFY(figureBytes(many, kind, FigureFormat::Pdf, options).contains("/Subtype /Image"));
            options.views[PanelKind::Residuals] = QStringLiteral("strips");
            QCOMPARE(read(figureBytes(many, kind, FigureFormat::Svg, options)).images, 0);
            QVERIFY(usualFigureSize(many, kind, 178.0, options.views).height() > size.height());
        }
        FigureOptions options{{178.0, 90.0}, 100.0, false};
        options.views[PanelKind::Residuals] = QStringLiteral("waterfall");
        QCOMPARE(read(figureBytes(model_, PanelKind::Residuals, FigureFormat::Svg, options)).images, 1);
    }

    void theLossIsDrawnAsItWasChosen() {
        RunRecord descended = record_;
        descended.curvature = {{0, 1, Curvature{5.0, -1.0, 0.0, 0.0, 12, 0.1}},
                               {0, 30, Curvature{25.0, -2.0, 0.0, 0.0, 12, 0.1}}};
        RunModel model;
        model.load(descended);
        const auto textsOf = [&](const RunModel& shown, const QString& view) {
            FigureOptions options;
            options.views[PanelKind::LossByEpoch] = view;
            return read(figureBytes(shown, PanelKind::LossByEpoch, FigureFormat::Svg, options)).texts;
        };
        const QString name = QStringLiteral("1 − η λ");
        QVERIFY(!textsOf(model, {}).contains(name));
        QVERIFY(textsOf(model, QStringLiteral("eigenvalues")).contains(name));
        QVERIFY(!textsOf(model_, QStringLiteral("eigenvalues")).contains(name)); // there are none
    }

    /// At the usual size, however many strips are asked for: not even an index is below 3.7 points.
    void wordsStayLegible() {
        RunModel many;
        fixture::run(many, 100, 100);
        for (const std::optional<PanelKind> kind :
             {std::optional(PanelKind::Residuals), std::optional<PanelKind>()}) {
            FigureOptions options{{}, 150.0, false};
            options.views[PanelKind::Residuals] = QStringLiteral("strips");
            options.millimetres = usualFigureSize(many, kind, 178.0, options.views);
            const QString svg = QString::fromUtf8(figureBytes(many, kind, FigureFormat::Svg, options));
            static const QRegularExpression width(QStringLiteral("viewBox=\"0 0 ([0-9.]+)"));
            static const QRegularExpression fontSize(QStringLiteral("font-size=\"([0-9.]+)\""));
            double smallest = std::numeric_limits<double>::infinity();
            for (const QRegularExpressionMatch& match : fontSize.globalMatch(svg))
                smallest = std::min(smallest, match.captured(1).toDouble());
            smallest *= 178.0 / width.match(svg).captured(1).toDouble();
            QVERIFY2(smallest > 1.3, qPrintable(QStringLiteral("%1 mm").arg(smallest)));
        }
    }

    void darkFiguresAreDark() {
        const QImage image = renderFigure(model_, std::nullopt, {{178, 140}, 60.0, true});
        QVERIFY(image.pixelColor(1, 1).lightness() < 80);
    }

    void sameRunSameFigure() {
        RunModel again;
        again.load(record_);
        const FigureOptions options{{178, 140}, 100.0, false};
        QVERIFY(renderFigure(model_, std::nullopt, options) == renderFigure(again, std::nullopt, options));
        QCOMPARE(figureBytes(model_, PanelKind::Target, FigureFormat::Svg, options),
                 figureBytes(again, PanelKind::Target, FigureFormat::Svg, options));
    }

    void everythingIsExportedByName() {
        const QTemporaryDir folder;
        const QString place = folder.filePath(QStringLiteral("new/folder"));
        const QStringList names =
            exportAll(model_, {FigureFormat::Svg, FigureFormat::Png}, {{178, 140}, 60.0, false}, place);
        QStringList expected;
        for (const char* suffix : {"svg", "png"})
            for (const char* base :
                 {"figure", "target", "residuals", "error", "loss", "network", "audit", "spectrum"})
                expected << QStringLiteral("%1.%2").arg(QLatin1String(base), QLatin1String(suffix));
        QCOMPARE(names, expected);
        for (const QString& name : names)
            QVERIFY2(QFileInfo(QDir(place).filePath(name)).size() > 500, qPrintable(name));
    }

    void nonsenseIsRefusedInASentence_data() {
        QTest::addColumn<QSizeF>("millimetres");
        QTest::addColumn<double>("dpi");
        QTest::newRow("no size") << QSizeF(0, 0) << 300.0;
        QTest::newRow("huge") << QSizeF(3000, 100) << 300.0;
        QTest::newRow("too many pixels") << QSizeF(2000, 2000) << 2400.0;
        QTest::newRow("no resolution") << QSizeF(86, 60) << 0.0;
        QTest::newRow("not a number") << QSizeF(86, 60) << std::numeric_limits<double>::quiet_NaN();
        QTest::newRow("size not a number") << QSizeF(std::numeric_limits<double>::quiet_NaN(), 60) << 300.0;
    }
    void nonsenseIsRefusedInASentence() {
        QFETCH(QSizeF, millimetres);
        QFETCH(double, dpi);
        QVERIFY_EXCEPTION_THROWN(
            figureBytes(model_, std::nullopt, FigureFormat::Png, {millimetres, dpi, false}), FileError);
    }

    void aFolderInTheWayIsSaid() {
        const QTemporaryDir folder;
        QVERIFY_EXCEPTION_THROWN(
            exportFigure(model_, PanelKind::Target, FigureFormat::Png, {}, folder.path()), FileError);
        QVERIFY_EXCEPTION_THROWN(exportFigure(model_, PanelKind::Target, FigureFormat::Png, {},
                                              QStringLiteral("/nowhere/at/all.png")),
                                 FileError);
        QVERIFY_EXCEPTION_THROWN(exportAll(model_, {FigureFormat::Png}, {}, QStringLiteral("/proc/none")),
                                 FileError);
    }

    void anUntrainedExperimentHasAFigureToo() {
        RunModel preview;
        const ExperimentConfig config = smallExperiment();
        preview.preview(config, std::get<Target>(makeTarget(config.target)));
        QVERIFY(ink(renderFigure(preview, std::nullopt, {{178, 140}, 60.0, false})) > 0.01);
    }

    void formatsHaveNames() {
        QVERIFY(figureFormatFromName(QStringLiteral("PDF")) == FigureFormat::Pdf);
        QVERIFY(figureFormatFromName(QStringLiteral("svg")) == FigureFormat::Svg);
        QVERIFY(!figureFormatFromName(QStringLiteral("jpg")));
    }
};

GRADEWISE_TEST(TestFigures)
#include "test_figures.moc"
