// Panels of a run in two variables.
#include "tests/test_case.h"
#include "tests/ui/panels/plane_maps_fixture.h"

using namespace gradewise;
using namespace gradewise::plane_maps_fixture;

class TestPlanePanels : public QObject {
    Q_OBJECT

private slots:
    void init() { begin(); }

    void residualsHaveTheirOwnScales();
    void commonScaleIsTheTargets();
    void onlyWhatIsInSightIsComputed();
    void newestStaysInSight();
    void liveIsAsDrawnAfresh();
    void anotherTargetOfTheSameErrorsIsDrawnAnew();
    void threeVariablesShowTheMiddleSlice();
    void severalOutputsSayWhich();
    void figuresShowTheMaps();
    void paperNamesWhatHasNoRoom();
    void darkGroundIsNeutral();
};

void TestPlanePanels::residualsHaveTheirOwnScales() {
    Shown shown(4, 4);
    QCOMPARE(shown.list().grades().size(), std::size_t{5});
    double before = std::numeric_limits<double>::infinity();
    for (std::size_t grade = 0; grade <= 4; ++grade) {
        const double sup = shown.model.residual(grade).cwiseAbs().maxCoeff();
        const Range scale = shown.list().colors(grade).scale;
        QCOMPARE(scale.low, -scale.high);
        QVERIFY(scale.high >= sup && scale.high < 2.5 * sup);
        QVERIFY(scale.high < before);
        before = scale.high;
        const GradeLine line = shown.list().lineOf(grade);
        QVERIFY(line.numbers.front().startsWith(QStringLiteral("max ")));
        QCOMPARE(line.verdict.contains(QStringLiteral("smaller")), grade > 0);
    }
    QCOMPARE(shown.list().lineOf(0).name, QStringLiteral("r₀ = f"));
}

void TestPlanePanels::commonScaleIsTheTargets() {
    Shown shown(4, 4);
    const double own = shown.list().colors(4).scale.high;
    shown.residuals.findChild<QToolButton*>(QStringLiteral("residuals-common"))->click();
    QCOMPARE(shown.list().colors(4).scale, shown.list().colors(0).scale);
    QVERIFY(shown.list().colors(4).scale.high >= shown.model.before().sup);
    QVERIFY(!shown.residuals.findChild<QToolButton*>(QStringLiteral("residuals-waterfall"))->isVisible());
    shown.residuals.findChild<QToolButton*>(QStringLiteral("residuals-common"))->click();
    QCOMPARE(shown.list().colors(4).scale.high, own);
}

void TestPlanePanels::onlyWhatIsInSightIsComputed() {
    Shown shown(150, 150, {700, 500});
    const int first = shown.list().takeComputed();
    QVERIFY2(first >= 4 && first < 40, qPrintable(QString::number(first)));
    shown.draw();
    QCOMPARE(shown.list().takeComputed(), 0);
    shown.list().verticalScrollBar()->setValue(0);
    shown.residuals.grab();
    QVERIFY(shown.list().takeComputed() < 40);
}

void TestPlanePanels::newestStaysInSight() {
    Shown shown(60, 100, {700, 400});
    QScrollBar& bar = *shown.list().verticalScrollBar();
    QVERIFY(bar.maximum() > 0);
    const auto inSight = [&](std::size_t grade) {
        return QRectF(shown.list().viewport()->rect()).contains(shown.list().mapRect(grade));
    };
    for (int i = 0; i < 6; ++i) {
        fixture::freezeOneMore(shown.model, 0.3);
        shown.draw();
        QVERIFY(inSight(shown.model.gradesWithCurve()));
    }
    bar.setValue(0); // whoever looks at the first ones is left there
    fixture::freezeOneMore(shown.model, 0.3);
    shown.draw();
    QCOMPARE(bar.value(), 0);
    QVERIFY(inSight(0));
    shown.residuals.followData();
    QVERIFY(inSight(shown.model.gradesWithCurve()));
}

void TestPlanePanels::liveIsAsDrawnAfresh() {
    Shown shown(1, 6);
    for (int i = 0; i < 3; ++i) {
        fixture::freezeOneMore(shown.model, 0.6);
        shown.draw();
    }
    ResidualsPanel again(nullptr, Theme::lightTheme(), false);
    again.resize(shown.residuals.size());
    again.show();
    again.showRun(shown.model);
    for (std::size_t grade = 0; grade <= shown.model.gradesWithCurve(); ++grade)
        QCOMPARE(shown.list().image(grade), again.planes().image(grade));
}

void TestPlanePanels::anotherTargetOfTheSameErrorsIsDrawnAnew() {
    const auto stepAlong = [](Index axis) { // ones are added up exactly, in whatever order
        return Target("f", {Interval{0.0, 1.0}, Interval{0.0, 1.0}}, 1, [axis](const Matrix& x) -> Matrix {
            return (x.row(axis).array() > 0.5).cast<double>().matrix();
        });
    };
    RunModel model;
    model.preview(fixture::config(2), stepAlong(0));
    ResidualsPanel panel(nullptr, Theme::lightTheme(), false);
    panel.resize(600, 300);
    panel.show();
    panel.showRun(model);
    const QImage before = panel.planes().image(0);
    const Metrics errors = model.before();
    model.preview(fixture::config(2), stepAlong(1));
    QCOMPARE(model.before().l2, errors.l2);
    panel.showRun(model);
    QVERIFY(panel.planes().image(0) != before);
}

void TestPlanePanels::threeVariablesShowTheMiddleSlice() {
    RunModel model;
    model.begin(1, fixture::config(2),
                Target("f", {Interval{0.0, 1.0}, Interval{0.0, 1.0}, Interval{0.0, 3.0}}, 1,
                       [](const Matrix& x) -> Matrix { return x.row(0) + 100.0 * x.row(2); }));
    fixture::freezeOneMore(model, 0.5);
    Cursor cursor;
    TargetPanel panel(&cursor, Theme::lightTheme(), false);
    ResidualsPanel residuals(&cursor, Theme::lightTheme(), false);
    for (CardPanel* shown : {static_cast<CardPanel*>(&panel), static_cast<CardPanel*>(&residuals)}) {
        shown->resize(700, 300);
        shown->show();
        shown->showRun(model);
    }
    cursor.pointAt(1.0, 0.0);
    QVERIFY(panel.plane()->readings().contains(QStringLiteral("f = 151")));
    QVERIFY(panel.summary().contains(QStringLiteral("slice z = 1.5")));
    QVERIFY(residuals.summary().contains(QStringLiteral("z = ")));
    QCOMPARE(residuals.planes().grades().size(), std::size_t{2});
}

void TestPlanePanels::severalOutputsSayWhich() {
    Shown shown(1, 2, {700, 300}, 2, 2);
    QCOMPARE(planeNote(shown.model), QStringLiteral("first of 2 outputs"));
    shown.cursor.pointAt(0.0, 0.0);
    QVERIFY(shown.plane().readings().contains(QStringLiteral("f = ") +
                                              readingNumber(shown.model.target()(0, 0))));
}

void TestPlanePanels::figuresShowTheMaps() {
    RunModel model;
    fixture::run(model, 4, 4, 2);
    FigureOptions options;
    options.dpi = 96.0;
    for (const PanelKind kind : {PanelKind::Target, PanelKind::Residuals}) {
        options.millimetres = usualFigureSize(model, kind, 180.0, {});
        const auto coloured = [](const QImage& image) {
            int count = 0;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    count += QColor(image.pixel(x, y)).saturation() > 60 ? 1 : 0;
            return static_cast<double>(count) / (image.width() * image.height());
        };
        const QImage png = renderFigure(model, kind, options);
        QVERIFY2(coloured(png) > 0.05, qPrintable(QString::number(coloured(png))));
        const QByteArray svg = figureBytes(model, kind, FigureFormat::Svg, options);
        QVERIFY(svg.count("<image ") >= (kind == PanelKind::Target ? 3 : 5));
        QSvgRenderer renderer(svg);
        QImage drawn(png.size(), QImage::Format_RGB32);
        drawn.fill(Qt::white);
        QPainter painter(&drawn);
        renderer.render(&painter);
        painter.end();
        QVERIFY(std::abs(coloured(drawn) - coloured(png)) < 0.03);
        const QByteArray pdf = figureBytes(model, kind, FigureFormat::Pdf, options);
        QVERIFY(pdf.count("/Subtype /Image") >= (kind == PanelKind::Target ? 3 : 5));
    }
}

void TestPlanePanels::paperNamesWhatHasNoRoom() {
    RunModel model;
    fixture::run(model, 40, 40, 2);
    ResidualsPanel panel(nullptr, Theme::printTheme(), true);
    panel.resize(700, 500);
    panel.show();
    panel.showRun(model);
    const std::vector<std::size_t>& grades = panel.planes().grades();
    QVERIFY(grades.size() > 4 && grades.size() < 41);
    QCOMPARE(grades.front(), std::size_t{0});
    QCOMPARE(grades.back(), std::size_t{40});
    QVERIFY(panel.planes().mapRect(grades.size() - 1).bottom() < panel.planes().height());
    QVERIFY(panel.planes().remark().contains(QStringLiteral("Grades 1 to %1").arg(grades[1] - 1)));
}

void TestPlanePanels::darkGroundIsNeutral() {
    Shown shown(2, 2);
    shown.residuals.setTheme(Theme::darkTheme());
    QCOMPARE(shown.list().colors(1).of(0.0), Theme::darkTheme().card.rgb());
    QCOMPARE(shown.list().image(1).pixel(3, 3), [&] {
        ResidualsPanel again(nullptr, Theme::darkTheme(), false);
        again.resize(shown.residuals.size());
        again.show();
        again.showRun(shown.model);
        return again.planes().image(1).pixel(3, 3);
    }());
}

GRADEWISE_TEST(TestPlanePanels)
#include "test_plane_panels.moc"
