// A curve view that is pointed at, zoomed and read.
#include "tests/test_case.h"
#include "tests/ui/charts/curveview_fixture.h"

using namespace gradewise;
using namespace gradewise::curveview_fixture;

class TestCurveViewPointing : public CurveViewOnScreen {
    Q_OBJECT

private slots:
    void init() { begin(); }
    void cleanup() { end(); }

    void pressAnywhereDoesNotCrash();
    void zoomSurvivesLiveUpdates();
    void boundsOfAnotherTargetAreNotKept();
    void zoomHasEnds();
    void rubberBandAndPan();
    void zoomedStretchIsShared();
    void crosshairReadsExactValues();
    void arrowKeysMoveFromSampleToSample();
    void drawnScaleDoesNotChangeReadings();
    void wheelIsLeftToTheList();
    void readoutStaysInside_data();
    void readoutStaysInside();
};

void TestCurveViewPointing::pressAnywhereDoesNotCrash() {
    view_->setCurve(QStringLiteral("y"), counting(50), counting(50), style());
    auto* const chart = view_->findChild<QChartView*>();
    QVERIFY(chart);
    for (const QSize size : {QSize(400, 240), QSize(60, 30), QSize(1, 1), QSize(900, 12), QSize(12, 700)}) {
        view_->resize(size);
        QCoreApplication::processEvents();
        for (const Qt::MouseButton button : {Qt::LeftButton, Qt::MiddleButton, Qt::RightButton}) {
            for (int i = 0; i <= 4; ++i) {
                const QPoint at(size.width() * i / 4 - (i == 4 ? 1 : 0),
                                size.height() * i / 4 - (i == 4 ? 1 : 0));
                QTest::mouseClick(view_.get(), button, Qt::NoModifier, at);
                QTest::mouseClick(chart->viewport(), button, Qt::NoModifier, at);
                QTest::mouseDClick(chart->viewport(), button, Qt::NoModifier, at);
            }
        }
    }
    // The scene larger than the chart: where the class of Qt Charts dereferences null.
    chart->chart()->resize(10.0, 10.0);
    QTest::mousePress(chart->viewport(), Qt::LeftButton, Qt::NoModifier, QPoint(300, 200));
}

void TestCurveViewPointing::zoomSurvivesLiveUpdates() {
    view_->setCurve(QStringLiteral("y"), counting(100), counting(100), style());
    picture();
    QVERIFY(view_->following());
    const QPointF centre = view_->plotRect().center();
    QWheelEvent wheel(centre, view_->mapToGlobal(centre.toPoint()), {}, {0, 240}, Qt::NoButton,
                      Qt::NoModifier, Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(view_.get(), &wheel);
    QVERIFY(!view_->following());
    const Range x = view_->xBounds();
    const Range y = view_->yBounds();
    QVERIFY(x.span() < 99.0 * 0.7);
    view_->setCurve(QStringLiteral("y"), counting(200), counting(200, 3.0), style());
    QCOMPARE(view_->xBounds(), x);
    QCOMPARE(view_->yBounds(), y);
    QTest::mouseDClick(view_.get(), Qt::LeftButton, Qt::NoModifier, centre.toPoint());
    QVERIFY(view_->following());
    QCOMPARE(view_->xBounds(), (Range{0.0, 199.0}));
    QVERIFY2(view_->yBounds().high >= 199.0 * 3.0,
             "following shows the newest data, not those before the zoom");
}

void TestCurveViewPointing::boundsOfAnotherTargetAreNotKept() {
    const std::vector<double> x = counting(2);
    AxisSetup up;
    up.symmetric = true;
    view_->setAxes({}, up);
    view_->setCurve(QStringLiteral("y"), x, std::vector<double>{-1.4, 1.4}, style());
    QCOMPARE(view_->yBounds(), (Range{-1.5, 1.5}));
    view_->setCurve(QStringLiteral("y"), x, std::vector<double>{-0.9, 0.9}, style());
    QCOMPARE(view_->yBounds(), (Range{-1.5, 1.5})); // one run: the axis stays calm
    view_->setCurve(QStringLiteral("y"), x, std::vector<double>{-1.4, 1.4}, style());
    view_->followData();
    picture(); // the old curve once more, with the bounds of its own
    view_->setCurve(QStringLiteral("y"), x, std::vector<double>{-0.9, 0.9}, style());
    QCOMPARE(view_->yBounds(), (Range{-1.0, 1.0}));
}

void TestCurveViewPointing::zoomHasEnds() {
    view_->setCurve(QStringLiteral("y"), counting(100), counting(100), style());
    for (int i = 0; i < 400; ++i)
        QTest::keyClick(view_.get(), Qt::Key_Plus);
    QVERIFY(view_->xBounds().span() > 0.0 && view_->yBounds().span() > 0.0);
    picture();
    for (int i = 0; i < 400; ++i)
        QTest::keyClick(view_.get(), Qt::Key_Minus);
    QVERIFY2(view_->following(), "zooming out all the way shows everything and follows again");
    QTest::keyClick(view_.get(), Qt::Key_Plus);
    QVERIFY(!view_->following());
    QTest::keyClick(view_.get(), Qt::Key_Home);
    QVERIFY(view_->following());
}

void TestCurveViewPointing::rubberBandAndPan() {
    view_->setCurve(QStringLiteral("y"), counting(101), counting(101), style());
    const QPoint from = view_->toPixel(20.0, 80.0).toPoint();
    const QPoint to = view_->toPixel(60.0, 30.0).toPoint();
    QTest::mousePress(view_.get(), Qt::LeftButton, Qt::NoModifier, from);
    hover(*view_, (from + to) / 2, Qt::LeftButton);
    hover(*view_, to, Qt::LeftButton);
    QTest::mouseRelease(view_.get(), Qt::LeftButton, Qt::NoModifier, to);
    QVERIFY(std::abs(view_->xBounds().low - 20.0) < 1.5 && std::abs(view_->xBounds().high - 60.0) < 1.5);
    QVERIFY(std::abs(view_->yBounds().low - 30.0) < 1.5 && std::abs(view_->yBounds().high - 80.0) < 1.5);
    const Range before = view_->xBounds();
    QTest::mousePress(view_.get(), Qt::MiddleButton, Qt::NoModifier, QPoint(200, 100));
    hover(*view_, QPoint(150, 100), Qt::MiddleButton);
    QTest::mouseRelease(view_.get(), Qt::MiddleButton, Qt::NoModifier, QPoint(150, 100));
    QVERIFY(view_->xBounds().low > before.low + 2.0);
    QVERIFY(std::abs(view_->xBounds().span() - before.span()) < 1e-9);
    // A click without a drag changes nothing.
    const Range panned = view_->xBounds();
    QTest::mouseClick(view_.get(), Qt::LeftButton, Qt::NoModifier, QPoint(120, 90));
    QCOMPARE(view_->xBounds(), panned);
}

void TestCurveViewPointing::zoomedStretchIsShared() {
    CurveView other(cursor_.get(), Theme::lightTheme());
    other.resize(300, 100);
    for (CurveView* each : {view_.get(), &other})
        each->setCurve(QStringLiteral("y"), counting(100), counting(100), style());
    QTest::keyClick(view_.get(), Qt::Key_Plus);
    QVERIFY(other.xBounds().span() < 99.0);
    QCOMPARE(other.xBounds(), view_->xBounds());
    view_->followData();
    QCOMPARE(other.xBounds(), (Range{0.0, 99.0}));
}

void TestCurveViewPointing::crosshairReadsExactValues() {
    const std::vector<double> x = counting(1001, 0.001);
    std::vector<double> y(x.size());
    for (std::size_t i = 0; i < x.size(); ++i)
        y[i] = std::sin(9.0 * x[i]) * 1e-9;
    view_->setCurve(QStringLiteral("a"), x, y, style(QStringLiteral("a")));
    view_->setCurve(QStringLiteral("silent"), x, y, style(QString()));
    QVERIFY(view_->readings().empty());
    hover(*view_, view_->toPixel(0.5, 0.0));
    QVERIFY(cursor_->position().has_value());
    const auto found = view_->readings();
    QCOMPARE(found.size(), std::size_t{1});
    const auto index = static_cast<std::size_t>(std::lround(found[0].x * 1000.0));
    QCOMPARE(found[0].x, x[index]);
    QVERIFY2(found[0].y == y[index], "the sample itself, not a value between pixels");
    QVERIFY(std::abs(found[0].x - 0.5) < 0.004);
    QEvent leave(QEvent::Leave);
    QCoreApplication::sendEvent(view_.get(), &leave);
    QVERIFY(!cursor_->position());
}

void TestCurveViewPointing::arrowKeysMoveFromSampleToSample() {
    view_->setCurve(QStringLiteral("y"), counting(100), counting(100), style());
    cursor_->moveTo(40.0);
    QTest::keyClick(view_.get(), Qt::Key_Right);
    QCOMPARE(*cursor_->position(), 41.0);
    QTest::keyClick(view_.get(), Qt::Key_Left, Qt::ShiftModifier);
    QCOMPARE(*cursor_->position(), 31.0);
    cursor_->moveTo(1.0);
    QTest::keyClick(view_.get(), Qt::Key_Left, Qt::ControlModifier);
    QCOMPARE(*cursor_->position(), 0.0);
    QTest::keyClick(view_.get(), Qt::Key_Escape);
    QVERIFY(!cursor_->position());
}

void TestCurveViewPointing::drawnScaleDoesNotChangeReadings() {
    CurveStyle larger = style();
    larger.drawnScale = 20.0;
    view_->setCurve(QStringLiteral("y"), counting(10), counting(10, 0.01), larger);
    cursor_->moveTo(5.0);
    QCOMPARE(view_->readings()[0].y, 0.05);
    QVERIFY(inkAt(picture(), view_->toPixel(5.0, 1.0)));
}

void TestCurveViewPointing::wheelIsLeftToTheList() {
    view_->setCurve(QStringLiteral("y"), counting(10), counting(10), style());
    view_->setWheelNeedsControl(true);
    const QPointF centre(200.0, 100.0);
    const auto turn = [&](Qt::KeyboardModifiers keys) {
        QWheelEvent wheel(centre, centre, {}, {0, 120}, Qt::NoButton, keys, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(view_.get(), &wheel);
        return wheel.isAccepted();
    };
    QVERIFY(!turn(Qt::NoModifier));
    QVERIFY(view_->following());
    QVERIFY(turn(Qt::ControlModifier));
    QVERIFY(!view_->following());
}

void TestCurveViewPointing::readoutStaysInside_data() {
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("strip");
    QTest::newRow("usual") << QSize(400, 240) << false;
    QTest::newRow("strip") << QSize(500, 60) << true;
    QTest::newRow("low") << QSize(300, 40) << false;
    QTest::newRow("narrow") << QSize(80, 200) << false;
}

void TestCurveViewPointing::readoutStaysInside() {
    QFETCH(QSize, size);
    QFETCH(bool, strip);
    view_->resize(size);
    view_->setStrip(strip);
    for (int k = 0; k < 6; ++k) {
        view_->setCurve(QString::number(k), counting(11), counting(11),
                        style(QStringLiteral("curve %1").arg(k)));
    }
    for (const double x : {0.0, 5.0, 10.0}) {
        cursor_->moveTo(x);
        view_->refresh();
        const QRectF box = view_->readoutBox();
        QVERIFY(!box.isEmpty());
        QVERIFY(box.top() >= 0.0 && box.bottom() <= size.height());
        QVERIFY(box.left() >= 0.0);
        if (size.width() >= 300) {
            QVERIFY(box.right() <= size.width());
            const double line = view_->toPixel(x, 0.0).x();
            QVERIFY2(line < box.left() || line > box.right(), "the readout must not cover what it reads");
        }
    }
}

GRADEWISE_TEST(TestCurveViewPointing)
#include "test_curveview_pointing.moc"
