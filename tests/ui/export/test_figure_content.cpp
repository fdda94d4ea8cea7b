// What figures show: every series, gaps, many grades, legible words, the same each time.
#include "tests/test_case.h"
#include "tests/ui/export/figures_fixture.h"

using namespace gradewise;
using namespace gradewise::figures_fixture;

class TestFigureContent : public FiguresTest {
    Q_OBJECT

private slots:
    void initTestCase() { begin(); }

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

    void anUntrainedExperimentHasAFigureToo() {
        RunModel preview;
        const ExperimentConfig config = smallExperiment();
        preview.preview(config, std::get<Target>(makeTarget(config.target)));
        QVERIFY(ink(renderFigure(preview, std::nullopt, {{178, 140}, 60.0, false})) > 0.01);
    }
};

GRADEWISE_TEST(TestFigureContent)
#include "test_figure_content.moc"
