#include "tests/test_case.h"
#include "tests/ui/panels/panels_fixture.h"

using namespace gradewise;
using namespace gradewise::panels_fixture;

class TestPanels : public QObject {
    Q_OBJECT

private slots:
    void init() { begin(); }

    void everyKindHasTitleIdAndPicture();
    void everyPhaseDraws_data();
    void everyPhaseDraws();
    void summariesSayWhatIsSeen();
    void vectorsStayVectors_data();
    void vectorsStayVectors();
    void paperHasRoom_data();
    void paperHasRoom();
    void fourGradesFitIntoASmallWindow();
    void buttonsLeaveTheTitle_data();
    void buttonsLeaveTheTitle();
    void twoVariablesAreMaps();
    void gradesHaveTheirColours();

private:
    static ResidualsPanel& residuals(Panel& panel) { return *qobject_cast<ResidualsPanel*>(&panel); }
};

void TestPanels::everyKindHasTitleIdAndPicture() {
    QSet<QString> ids;
    for (const PanelKind kind : allPanelKinds()) {
        QVERIFY(!panelTitle(kind).isEmpty());
        ids.insert(panelId(kind));
#if !__has_include("ui/panels/network/network_panel.h")
        if (kind == PanelKind::Network)
            continue;
#endif
        const auto panel = makePanel(kind, nullptr, Theme::lightTheme(), false);
        QCOMPARE(panel->kind(), kind);
        QVERIFY(!panel->accessibleName().isEmpty());
    }
    QCOMPARE(ids.size(), static_cast<qsizetype>(allPanelKinds().size()));
}

void TestPanels::everyPhaseDraws_data() {
    QTest::addColumn<int>("frozen");
    QTest::addColumn<int>("total");
    QTest::addColumn<int>("inputs");
    QTest::addColumn<int>("outputs");
    QTest::newRow("preview") << -1 << 4 << 1 << 1;
    QTest::newRow("first grade live") << 0 << 4 << 1 << 1;
    QTest::newRow("one grade") << 1 << 1 << 1 << 1;
    QTest::newRow("middle") << 3 << 6 << 1 << 1;
    QTest::newRow("all frozen") << 4 << 4 << 1 << 1;
    QTest::newRow("three outputs") << 2 << 4 << 1 << 3;
    QTest::newRow("two variables") << 2 << 4 << 2 << 1;
    QTest::newRow("fifty grades") << 50 << 50 << 1 << 1;
}

void TestPanels::everyPhaseDraws() {
    QFETCH(int, frozen);
    QFETCH(int, total);
    QFETCH(int, inputs);
    QFETCH(int, outputs);
    RunModel model;
    if (frozen < 0) {
        model.preview(fixture::config(static_cast<std::size_t>(total)), fixture::target(inputs, outputs));
    } else {
        fixture::run(model, static_cast<std::size_t>(frozen), static_cast<std::size_t>(total), inputs,
                     outputs);
    }
    Cursor cursor;
    for (const PanelKind kind : allPanelKinds()) {
        for (const bool paper : {false, true}) {
            const auto panel = makePanel(kind, paper ? nullptr : &cursor,
                                         paper ? Theme::printTheme() : Theme::lightTheme(), paper);
            for (const QSize size : {QSize(700, 400), QSize(325, 227), QSize(90, 60)}) {
                panel->resize(size);
                panel->showRun(model);
                panel->followData();
                const QImage image = pictureOf(*panel);
                if (size.width() > 200)
                    QVERIFY2(different(image, Theme::lightTheme().card) > 500, qPrintable(panelId(kind)));
                QVERIFY(!panel->summary().isEmpty());
            }
        }
    }
}

void TestPanels::summariesSayWhatIsSeen() {
    RunModel model;
    fixture::run(model, 3, 6);
    const auto panel = makePanel(PanelKind::Residuals, nullptr, Theme::lightTheme(), false);
    panel->resize(600, 400);
    panel->showRun(model);
    static const QRegularExpression shape(QStringLiteral(
        "^Residual after grade 4: max [0-9.e-]+ at x = [0-9.e-]+, L² [0-9.e-]+, down by [0-9.]+ %\\.$"));
    QVERIFY2(shape.match(panel->summary()).hasMatch(), qPrintable(panel->summary()));
    QCOMPARE(panel->accessibleDescription(), panel->summary());
}

void TestPanels::vectorsStayVectors_data() {
    QTest::addColumn<PanelKind>("kind");
    for (const PanelKind kind : allPanelKinds())
        QTest::newRow(panelId(kind).toUtf8().constData()) << kind;
}

void TestPanels::vectorsStayVectors() {
    QFETCH(PanelKind, kind);
    RunModel model;
    fixture::run(model, 4, 4);
    const auto panel = makePanel(kind, nullptr, Theme::printTheme(), true);
    panel->resize(673, 416);
    panel->showRun(model);
    const QByteArray svg = svgOf(*panel);
    QVERIFY2(!svg.contains("<image"), "a panel must not be rastered");
    // The audit is words and seven lights.
    QVERIFY(svg.count("<path") + svg.count("<polyline") + svg.count("<circle") >
            (kind == PanelKind::Audit ? 10 : 20));
    QVERIFY(svg.contains("<text"));
    QVERIFY2(svg.size() < 3'000'000, qPrintable(QString::number(svg.size())));
    QSvgRenderer renderer(svg);
    QVERIFY(renderer.isValid());
    QImage image(panel->size(), QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    renderer.render(&painter);
    painter.end();
    QVERIFY(different(image, Qt::white) > 2000);

    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter pdf(&buffer);
    QPainter onPdf(&pdf);
    onPdf.scale(5.0, 5.0);
    panel->render(&onPdf, QPoint(), QRegion(), QWidget::DrawChildren);
    onPdf.end();
    QVERIFY2(!buffer.data().contains("/Subtype /Image"), "a panel must not be rastered");
    QVERIFY(buffer.data().contains("/FontDescriptor"));
}

void TestPanels::paperHasRoom_data() {
    QTest::addColumn<QSize>("size");
    QTest::newRow("86 x 60 mm") << QSize(325, 227);
    QTest::newRow("178 x 110 mm") << QSize(673, 416);
}

void TestPanels::paperHasRoom() {
    QFETCH(QSize, size);
    RunModel model;
    fixture::run(model, 12, 12);
    const auto panel = makePanel(PanelKind::Residuals, nullptr, Theme::printTheme(), true);
    panel->resize(size);
    panel->showRun(model);
    pictureOf(*panel);
    ResidualsPanel& strips = residuals(*panel);
    std::vector<std::size_t> shown;
    for (std::size_t i = 0; i < strips.strips(); ++i) {
        ResidualStrip& strip = strips.strip(i);
        if (strip.isHidden())
            continue;
        shown.push_back(strip.content().grade);
        const QPoint bottom = strip.mapTo(panel.get(), QPoint(0, strip.height()));
        QVERIFY2(bottom.y() <= size.height(), qPrintable(QString::number(bottom.y())));
        QVERIFY(strip.height() >= 20);
    }
    QVERIFY(shown.size() >= 3);
    QVERIFY(shown.size() < 13);
    QCOMPARE(shown.front(), std::size_t{0});
    QCOMPARE(shown.back(), std::size_t{12});
    QVERIFY(panel->findChild<QToolButton*>() == nullptr);
}

void TestPanels::fourGradesFitIntoASmallWindow() {
    RunModel model;
    fixture::run(model, 4, 4);
    Cursor cursor;
    const auto panel = makePanel(PanelKind::Residuals, &cursor, Theme::lightTheme(), false);
    panel->resize(620, 395); // what a window of 1280 by 800 leaves
    panel->show();
    panel->showRun(model);
    QCOMPARE(residuals(*panel).strips(), std::size_t{5});
    for (std::size_t i = 0; i < 5; ++i) {
        const ResidualStrip& strip = residuals(*panel).strip(i);
        QTRY_COMPARE(strip.visibleRegion().boundingRect().height(), strip.height());
    }
}

void TestPanels::buttonsLeaveTheTitle_data() {
    QTest::addColumn<int>("width");
    for (const int width : {620, 372, 310, 260})
        QTest::addRow("%d wide", width) << width;
}

void TestPanels::buttonsLeaveTheTitle() {
    QFETCH(int, width);
    class Panel : public ResidualsPanel {
    public:
        using CardPanel::shownTitle;
        using ResidualsPanel::ResidualsPanel;
    } panel(nullptr, Theme::lightTheme(), false);
    RunModel model;
    fixture::run(model, 4, 4);
    panel.resize(width, 395);
    panel.showRun(model);
    panel.show();
    int left = width;
    for (const QToolButton* button : panel.findChildren<QToolButton*>())
        if (button->isVisible())
            left = std::min(left, button->mapTo(&panel, QPoint()).x());
    QFont bold = panel.font();
    bold.setWeight(QFont::DemiBold);
    const double title = QFontMetricsF(bold).horizontalAdvance(panel.shownTitle());
    QVERIFY2(14.0 + title < left, qPrintable(panel.shownTitle()));
    QVERIFY2(panel.shownTitle().startsWith(QStringLiteral("Resid")), qPrintable(panel.shownTitle()));
}

void TestPanels::twoVariablesAreMaps() {
    RunModel model;
    fixture::run(model, 2, 4, 2);
    for (const PanelKind kind : {PanelKind::Target, PanelKind::Residuals}) {
        const auto panel = makePanel(kind, nullptr, Theme::lightTheme(), false);
        panel->resize(600, 300);
        panel->showRun(model);
        QVERIFY(panel->summary().contains(QStringLiteral("after grade 3")));
        QVERIFY(!panel->summary().contains(QStringLiteral("still to come")));
        QVERIFY(different(pictureOf(*panel), Theme::lightTheme().card) > 30'000); // maps, no sentence
        // Back to one variable: the curves are there again.
        RunModel one;
        fixture::run(one, 2, 4);
        panel->showRun(one);
        QVERIFY(panel->findChild<CurveView*>());
        QVERIFY(!panel->findChild<CurveView*>()->isHidden());
    }
    const auto errors = makePanel(PanelKind::ErrorByGrade, nullptr, Theme::lightTheme(), false);
    errors->showRun(model);
    QVERIFY(errors->summary().contains(QStringLiteral("After grade 3 of 4")));
}

void TestPanels::gradesHaveTheirColours() {
    RunModel model;
    fixture::run(model, 3, 3);
    const auto panel = makePanel(PanelKind::Residuals, nullptr, Theme::lightTheme(), true);
    panel->resize(700, 500);
    panel->showRun(model);
    for (const Theme* theme : {&Theme::lightTheme(), &Theme::darkTheme()}) {
        panel->setTheme(*theme);
        const QImage image = pictureOf(*panel);
        for (std::size_t grade = 0; grade < 3; ++grade) {
            int count = 0;
            for (int x = 0; x < image.width(); ++x)
                for (int y = 0; y < image.height(); ++y)
                    count += image.pixelColor(x, y) == theme->grade(grade, 3) ? 1 : 0;
            QVERIFY2(count > 60, qPrintable(QString::number(grade)));
        }
    }
}

GRADEWISE_TEST(TestPanels)
#include "test_panels.moc"
