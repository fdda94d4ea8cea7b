// What the panels draw of a run: strips, labels, contributions, the loss.
#include "tests/test_case.h"
#include "tests/ui/panels/panels_fixture.h"

using namespace gradewise;
using namespace gradewise::panels_fixture;

class TestPanelCurves : public QObject {
    Q_OBJECT

private slots:
    void init() { begin(); }

    void onlyTheLiveStripChanges();
    void commonScaleShowsTheShrinking();
    void exactAndWorseResidualsAreNamed();
    void noisyLabelsAreDots_data();
    void noisyLabelsAreDots();
    void contributionIsMagnifiedByRoundFactors();
    void crosshairIsShared();
    void liveFramesAreCheap_data();
    void liveFramesAreCheap();

private:
    static ResidualsPanel& residuals(Panel& panel) { return *qobject_cast<ResidualsPanel*>(&panel); }
};

void TestPanelCurves::onlyTheLiveStripChanges() {
    RunModel model;
    fixture::run(model, 3, 6);
    Cursor cursor;
    const auto panel = makePanel(PanelKind::Residuals, &cursor, Theme::lightTheme(), false);
    panel->resize(700, 500);
    panel->show();
    panel->showRun(model);
    ResidualsPanel& strips = residuals(*panel);
    QVERIFY(strips.strip(4).content().live);
    QVERIFY(!strips.strip(3).content().live);
    const std::vector<double> before = strips.strip(4).content().curves.front().y;
    RunUpdate update;
    update.id = 1;
    const Matrix added = fixture::contribution(model, 3, 0.6);
    update.live = std::make_shared<GradeSnapshot>(
        GradeSnapshot{3, 150, added, measure(model.residual(3) - added, model.target())});
    model.apply(update);
    panel->showRun(model);
    QVERIFY(strips.strip(4).content().curves.front().y != before);
    QCOMPARE(strips.strip(4).content().curves.front().y[700], model.residual(4)(0, 700));
    QCOMPARE(strips.strip(4).content().ghost.y[700], model.residual(3)(0, 700));
    // Another run with another target: every strip is drawn again.
    model.begin(2, fixture::config(3),
                Target("g", {Interval{0.0, 2.0}}, 1, [](const Matrix& x) { return x; }));
    panel->followData();
    panel->showRun(model);
    QCOMPARE(strips.strips(), std::size_t{1});
    QCOMPARE(strips.strip(0).view()->xBounds(), (Range{0.0, 2.0}));
    QCOMPARE(strips.strip(0).content().sup, 2.0);
}

void TestPanelCurves::commonScaleShowsTheShrinking() {
    RunModel model;
    fixture::run(model, 4, 4);
    Cursor cursor;
    const auto panel = makePanel(PanelKind::Residuals, &cursor, Theme::lightTheme(), false);
    panel->resize(700, 500);
    panel->show();
    panel->showRun(model);
    ResidualsPanel& strips = residuals(*panel);
    const auto high = [&](std::size_t i) { return strips.strip(i).view()->yBounds().high; };
    QVERIFY(high(4) < 0.2 * high(0));
    QVERIFY(high(4) >= model.grades()[3].grid.sup);
    auto* const common = panel->findChild<QToolButton*>(QStringLiteral("residuals-common"));
    common->click();
    QCOMPARE(high(4), high(0));
    common->click();
    QVERIFY(high(4) < 0.2 * high(0));
}

void TestPanelCurves::exactAndWorseResidualsAreNamed() {
    const Theme& theme = Theme::lightTheme();
    ResidualStrip strip(nullptr, theme, nullptr);
    strip.resize(500, 80);
    const auto lastLine = [&](double before, double now) {
        StripContent content;
        content.grade = 1;
        content.l2Before = before;
        content.l2 = now;
        content.curves = {{{0.0, 1.0}, {now, now}, {}}};
        strip.show(std::move(content));
        return strip.shrinkage();
    };
    QCOMPARE(lastLine(10.1, 1.0).text, QStringLiteral("L² ×10.1 smaller"));
    QCOMPARE(lastLine(10.1, 1.0).color, theme.good);
    QCOMPARE(lastLine(1.0, 2.5).text, QStringLiteral("L² ×2.50 larger"));
    QCOMPARE(lastLine(1.0, 2.5).color, theme.warning);
    QCOMPARE(lastLine(1.0, 0.0).text, QStringLiteral("exactly zero"));
    QCOMPARE(lastLine(1.0, 1.0).text, QStringLiteral("unchanged"));
    for (const double before : {1.0 + 1e-9, 1.0 - 1e-9}) { // "×1.00 smaller" would praise it
        QCOMPARE(lastLine(before, 1.0).text, QStringLiteral("hardly changed"));
        QCOMPARE(lastLine(before, 1.0).color, theme.warning);
    }
    QCOMPARE(lastLine(3.41e6, 1.0).text, QStringLiteral("L² ×3.4e6 smaller"));
    QCOMPARE(lastLine(1.01, 1.0).text, QStringLiteral("L² ×1.01 smaller"));
    QCOMPARE(lastLine(1.0, std::numeric_limits<double>::quiet_NaN()).color, theme.bad);
}

void TestPanelCurves::noisyLabelsAreDots_data() {
    QTest::addColumn<int>("samples");
    QTest::addColumn<int>("dots");
    QTest::addColumn<QString>("words");
    QTest::newRow("few") << 200 << 200 << QStringLiteral("training labels");
    QTest::newRow("many") << 4000 << 400 << QStringLiteral("training labels, one in 10");
}

void TestPanelCurves::noisyLabelsAreDots() {
    QFETCH(int, samples);
    QFETCH(int, dots);
    QFETCH(QString, words);
    class Panel : public TargetPanel {
    public:
        using TargetPanel::legend;
        using TargetPanel::TargetPanel;
    };
    ExperimentConfig config = fixture::config(2);
    config.samples.train.count = samples;
    RunModel model;
    for (const bool forPaper : {false, true}) {
        Panel panel(nullptr, Theme::printTheme(), forPaper);
        panel.resize(700, 300);
        config.samples.noise = 0.3;
        model.preview(config, fixture::target());
        panel.showRun(model);
        QCOMPARE(panel.view()->picture().marksBelow.size(), static_cast<std::size_t>(dots));
        QCOMPARE(panel.legend().back().text, words);
        // Dots lie off the target by the noise, all along the axis.
        const QRectF plot = panel.view()->plotRect();
        int off = 0;
        int right = 0;
        for (const PlotPicture::Mark& mark : panel.view()->picture().marksBelow) {
            const double x = (mark.centre.x() - plot.left()) / plot.width();
            const double f = fixture::target()(Matrix::Constant(1, 1, x))(0, 0);
            off += std::abs(panel.view()->toPixel(x, f).y() - mark.centre.y()) > 3.0 ? 1 : 0;
            right += x > 0.75 ? 1 : 0;
        }
        QVERIFY2(off > dots / 2, qPrintable(QString::number(off)));
        QCOMPARE(right, dots / 4);
        config.samples.noise = 0.0;
        model.preview(config, fixture::target());
        panel.showRun(model);
        QVERIFY(panel.view()->picture().marksBelow.empty());
        QVERIFY(panel.legend().size() == 1);
    }
}

void TestPanelCurves::contributionIsMagnifiedByRoundFactors() {
    RunModel model;
    fixture::run(model, 3, 6);
    Cursor cursor;
    TargetPanel panel(&cursor, Theme::lightTheme(), false);
    panel.resize(700, 300);
    panel.showRun(model);
    cursor.moveTo(model.gridPoints()(0, 400));
    double factor = 0.0;
    for (const CurveView::Reading& reading : panel.view()->readings()) {
        if (reading.name == QStringLiteral("u₄")) {
            QCOMPARE(reading.y, model.grades()[3].contribution(0, 400));
            factor = reading.drawnY / reading.y;
        } else if (reading.name == QStringLiteral("s₄")) {
            QCOMPARE(reading.y, model.partialSum(4)(0, 400));
        } else {
            QCOMPARE(reading.name, QStringLiteral("f"));
            QCOMPARE(reading.y, model.target()(0, 400));
        }
    }
    QVERIFY(factor > 1.5);
    const double power = std::pow(10.0, std::floor(std::log10(factor) + 1e-9));
    const double digit = factor / power;
    QVERIFY(std::abs(digit - 1.0) < 1e-9 || std::abs(digit - 2.0) < 1e-9 || std::abs(digit - 5.0) < 1e-9);
}

void TestPanelCurves::crosshairIsShared() {
    RunModel model;
    fixture::run(model, 2, 4);
    Cursor cursor;
    TargetPanel target(&cursor, Theme::lightTheme(), false);
    ResidualsPanel strips(&cursor, Theme::lightTheme(), false);
    for (CardPanel* panel : {static_cast<CardPanel*>(&target), static_cast<CardPanel*>(&strips)}) {
        panel->resize(700, 400);
        panel->show();
        panel->showRun(model);
    }
    QTest::keyClick(target.view(), Qt::Key_Right);
    QVERIFY(cursor.position().has_value());
    for (std::size_t i = 0; i < strips.strips(); ++i) {
        const auto readings = strips.strip(i).view()->readings();
        QCOMPARE(readings.size(), std::size_t{1});
        QCOMPARE(readings[0].x, target.view()->readings()[0].x);
    }
}

void TestPanelCurves::liveFramesAreCheap_data() {
    QTest::addColumn<int>("inputs");
    QTest::newRow("curves") << 1;
    QTest::newRow("maps") << 2;
    QTest::newRow("slices") << 3;
}

void TestPanelCurves::liveFramesAreCheap() {
    QFETCH(int, inputs);
    RunModel model;
    fixture::run(model, 5, 6, inputs);
    Cursor cursor;
    QWidget window;
    window.resize(1270, 870);
    std::vector<std::unique_ptr<Panel>> panels;
    const QRect places[] = {{10, 10, 836, 300},   {10, 320, 836, 540},  {856, 10, 404, 270},
                            {856, 290, 404, 250}, {856, 550, 404, 310}, {430, 550, 404, 310},
                            {10, 550, 404, 310}};
    for (const PanelKind kind : allPanelKinds()) {
        panels.push_back(makePanel(kind, &cursor, Theme::lightTheme(), false));
        panels.back()->setParent(&window);
        panels.back()->setGeometry(places[static_cast<int>(kind)]);
        panels.back()->showRun(model);
    }
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QElapsedTimer timer;
    std::vector<qint64> costs;
    for (int frame = 0; frame < 60; ++frame) {
        RunUpdate update;
        update.id = 1;
        const Matrix added = fixture::contribution(model, 5, 0.3 + 0.008 * frame);
        update.live = std::make_shared<GradeSnapshot>(
            GradeSnapshot{5, 100 + frame, added, measure(model.residual(5) - added, model.target())});
        for (Index epoch = 0; epoch < 100; ++epoch)
            update.history.push_back(fixture::epochOf(5, 100 + 100 * frame + epoch, 10000, 1));
        timer.start();
        model.apply(update);
        for (const auto& panel : panels)
            panel->showRun(model);
        QCoreApplication::processEvents(); // refreshes
        QCoreApplication::processEvents(); // paints
        costs.push_back(timer.elapsed());
    }
    std::ranges::sort(costs);
    qInfo() << "a live frame of all panels: median" << costs[30] << "ms, slowest" << costs.back() << "ms";
    // Far above what it costs; one chart library that lays out labels in every frame would be above it.
    QVERIFY2(costs[30] < 400, qPrintable(QString::number(costs[30])));
}

GRADEWISE_TEST(TestPanelCurves)
#include "test_panel_curves.moc"
