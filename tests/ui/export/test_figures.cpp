// Figures as files.
#include "tests/test_case.h"
#include "tests/ui/export/figures_fixture.h"

using namespace gradewise;
using namespace gradewise::figures_fixture;

class TestFigures : public FiguresTest {
    Q_OBJECT

private slots:
    void initTestCase() { begin(); }

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

    void lettersAreTheProgramsOwn() {
        QCOMPARE(typeface(), QStringLiteral("Inter"));
        const SvgContent svg =
            read(figureBytes(model_, std::nullopt, FigureFormat::Svg, {{178, 140}, 100.0}));
        QCOMPARE(svg.families, QSet<QString>{QStringLiteral("Inter, sans-serif")});
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

    void formatsHaveNames() {
        QVERIFY(figureFormatFromName(QStringLiteral("PDF")) == FigureFormat::Pdf);
        QVERIFY(figureFormatFromName(QStringLiteral("svg")) == FigureFormat::Svg);
        QVERIFY(!figureFormatFromName(QStringLiteral("jpg")));
    }
};

GRADEWISE_TEST(TestFigures)
#include "test_figures.moc"
