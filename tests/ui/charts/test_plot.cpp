// A plot without a widget: which stretch of its axes it shows, and what is composed of it.
#include "tests/test_case.h"
#include "ui/charts/plot_composer.h"

#include <array>
#include <cmath>
#include <limits>

using namespace gradewise;

namespace {

PlotContent contentOf(const std::vector<double>& x, const std::vector<double>& y,
                      Scale scale = Scale::Linear) {
    PlotContent content;
    content.yAxis.scale = scale;
    PlotCurve& curve = content.curve(QStringLiteral("f"));
    curve.data.append(x, y);
    curve.style.name = QStringLiteral("f");
    curve.style.color = Qt::black;
    return content;
}

PlotLook lookOf(const QSizeF& size) {
    PlotLook look;
    look.theme = Theme::lightTheme();
    look.size = size;
    return look;
}

} // namespace

class TestPlot : public QObject {
    Q_OBJECT

private slots:
    void boundsFollowTheDataUntilTheUserChooses() {
        PlotContent content = contentOf({0.0, 1.0, 2.0}, {-1.0, 3.0, 2.0});
        PlotBounds bounds;
        bounds.follow(content);
        QVERIFY(bounds.following());
        QCOMPARE(bounds.shownX, (Range{0.0, 2.0}));
        QVERIFY(bounds.shownY.contains({-1.0, 3.0}));

        QVERIFY(bounds.showX({0.5, 1.0}, content));
        bounds.follow(content);
        QVERIFY(!bounds.following());
        QCOMPARE(bounds.shownX, (Range{0.5, 1.0}));
    }

    void aStretchStaysWithinTheData_data() {
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::addColumn<bool>("shown");
        QTest::addColumn<double>("expectedLow");
        QTest::addColumn<double>("expectedHigh");
        QTest::newRow("inside") << 0.25 << 0.75 << true << 0.25 << 0.75;
        QTest::newRow("beyond the low end") << -0.5 << 0.25 << true << 0.0 << 0.75;
        QTest::newRow("beyond the high end") << 0.75 << 1.5 << true << 0.25 << 1.0;
        QTest::newRow("everything") << -1.0 << 2.0 << true << 0.0 << 1.0;
        QTest::newRow("shorter than numbers tell") << 0.5 << 0.5 + 1e-12 << false << 0.0 << 1.0;
        QTest::newRow("empty") << 0.5 << 0.5 << false << 0.0 << 1.0;
    }
    void aStretchStaysWithinTheData() {
        QFETCH(double, low);
        QFETCH(double, high);
        QFETCH(bool, shown);
        QFETCH(double, expectedLow);
        QFETCH(double, expectedHigh);
        const PlotContent content = contentOf({0.0, 1.0}, {0.0, 1.0});
        PlotBounds bounds;
        QCOMPARE(bounds.showX({low, high}, content), shown);
        bounds.follow(content);
        QCOMPARE(bounds.shownX, (Range{expectedLow, expectedHigh}));
    }

    void zoomingKeepsWhatIsUnderThePointer() {
        const Range range = zoomed({-2.0, 6.0}, 0.5, 0.25);
        QCOMPARE(range, (Range{-1.0, 3.0})); // 0 stays a quarter of the way up
        QCOMPARE(zoomed(range, 2.0, 0.25), (Range{-2.0, 6.0}));
    }

    void zoomingOutOfYFollowsTheDataAgain() {
        const PlotContent content = contentOf({0.0, 1.0}, {0.0, 1.0});
        PlotBounds bounds;
        bounds.zoomY(0.5, 0.5); // nothing is known yet
        QVERIFY(!bounds.userY);
        bounds.follow(content);
        bounds.zoomY(0.5, 0.5);
        QVERIFY(bounds.userY.has_value());
        bounds.follow(content);
        bounds.zoomY(4.0, 0.5);
        QVERIFY(!bounds.userY);
    }

    void zerosLieOnTheFloorOfALogarithmicPlot() {
        const PlotContent content = contentOf({0.0, 1.0, 2.0}, {1.0, 0.0, 1e-3}, Scale::Log);
        PlotContent onLog = content;
        onLog.curves.front().data = onLog.curves.front().data.withScale(Scale::Log);
        PlotBounds bounds;
        bounds.follow(onLog);
        QVERIFY(bounds.onFloor(0.0, onLog));
        QVERIFY(!bounds.onFloor(1e-3, onLog));
        QCOMPARE(notesOn(onLog, bounds).size(), 1);
        const PlotPicture picture = composePlot(onLog, bounds, lookOf({400, 200}));
        QCOMPARE(picture.marks.size(), std::size_t{1});
        QVERIFY(std::abs(picture.marks.front().centre.y() - picture.plot.bottom()) < 1.0);
    }

    void curvesAreComposedIntoTheUnitSquare() {
        const double hole = std::numeric_limits<double>::quiet_NaN();
        const PlotContent content = contentOf({0.0, 1.0, 2.0, 3.0, 4.0}, {0.0, 1.0, hole, 1.0, 0.0});
        PlotBounds bounds;
        bounds.follow(content);
        const PlotPicture picture = composePlot(content, bounds, lookOf({400, 200}));
        QCOMPARE(picture.size, QSizeF(400, 200));
        QVERIFY(QRectF(0, 0, 400, 200).contains(picture.plot));
        QCOMPARE(picture.strokes.size(), std::size_t{1});
        const PlotPicture::Stroke& stroke = picture.strokes.front();
        QCOMPARE(stroke.points.size(), qsizetype{4});
        QCOMPARE(stroke.starts, std::vector<qsizetype>{2});
        QCOMPARE(stroke.points.front(), QPointF(0.0, stroke.points.back().y()));
        QCOMPARE(stroke.points.back().x(), 1.0);
        for (const QPointF& point : stroke.points)
            QVERIFY(QRectF(0.0, 0.0, 1.0, 1.0).contains(point));
    }

    void theSameContentIsTheSamePicture() {
        const PlotContent content = contentOf({0.0, 1.0, 2.0}, {1.0, 3.0, 2.0});
        PlotBounds bounds;
        bounds.follow(content);
        const PlotLook look = lookOf({300, 180});
        const PlotPicture first = composePlot(content, bounds, look);
        const PlotPicture again = composePlot(content, bounds, look);
        QVERIFY(first.strokes == again.strokes);
        QCOMPARE(first.plot, again.plot);
        QCOMPARE(first.texts.size(), again.texts.size());
    }
};

GRADEWISE_TEST(TestPlot)
#include "test_plot.moc"
