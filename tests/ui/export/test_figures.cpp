#include "core/training/trainer.h"
#include "tests/test_case.h"
#include "tests/ui/plots/run_fixture.h"
#include "tests/ui/window/window_fixture.h"
#include "ui/export/figures.h"
#include "ui/models/run_model.h"
#include "ui/plots/color_map.h"

#include <QApplication>
#include <QBuffer>
#include <QDir>
#include <QImageReader>
#include <QPainter>
#include <QRegularExpression>
#include <QSvgRenderer>
#include <QXmlStreamReader>

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
        // Whole points (0.35 mm) are the grid that readers round pages to.
        QVERIFY2(std::abs(box.width - 86.0) < 0.36, qPrintable(QString::number(box.width)));
        QVERIFY2(std::abs(box.height - 60.0) < 0.36, qPrintable(QString::number(box.height)));
        QVERIFY(pdf.contains("/FontFile")); // embedded
        QVERIFY(!pdf.contains("/Subtype /Image"));
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
            options.residualsView = QStringLiteral("strips");
            QCOMPARE(read(figureBytes(many, kind, FigureFormat::Svg, options)).images, 0);
            QVERIFY(usualFigureSize(many, kind, 178.0, options.residualsView).height() > size.height());
        }
        FigureOptions options{{178.0, 90.0}, 100.0, false};
        options.residualsView = QStringLiteral("waterfall");
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
            options.lossView = view;
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
            options.residualsView = QStringLiteral("strips");
            options.millimetres = usualFigureSize(many, kind, 178.0, options.residualsView);
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
