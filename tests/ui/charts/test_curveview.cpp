#include "tests/test_case.h"
#include "tests/ui/charts/curveview_fixture.h"

using namespace gradewise;
using namespace gradewise::curveview_fixture;

class TestCurveView : public CurveViewOnScreen {
    Q_OBJECT

private slots:
    void init() { begin(); }
    void cleanup() { end(); }

    void inkLiesWhereTheDataSays_data();
    void inkLiesWhereTheDataSays();
    void zerosLieOnTheFloorAndAreCounted();
    void onlyZerosStillDraw();
    void closeRangesFarBelowOneAreDrawn();
    void narrowBandsStayApart();
    void bandsLeaveNoSeams();
    void linesAreCutAtTheEdges();
    void brokenCurvesKeepTheirPlaceInTheStack();
    void gapsAreLeftOpen();
    void whatIsOnlyInPlacesLacksNothing();
    void manyGapsDoNotHideTheCurve();
};

void TestCurveView::inkLiesWhereTheDataSays_data() {
    QTest::addColumn<bool>("log");
    QTest::addColumn<double>("size");
    for (const double size : {1.0, 1e-7, 1e-18, 1e-300, 1e300, 12345.0}) {
        QTest::addRow("linear %g", size) << false << size;
        QTest::addRow("log %g", size) << true << size;
    }
}

void TestCurveView::inkLiesWhereTheDataSays() {
    QFETCH(bool, log);
    QFETCH(double, size);
    const std::vector<double> x = counting(5);
    const std::vector<double> factors{0.2, 1.0, 0.5, 0.05, 0.8};
    std::vector<double> y;
    for (const double factor : factors)
        y.push_back(size * factor);
    view_->setAxes({}, log ? logarithmic() : AxisSetup{});
    view_->setCurve(QStringLiteral("y"), x, y, style());
    const QImage image = picture();
    for (std::size_t i = 0; i < x.size(); ++i) {
        const QPointF at = view_->toPixel(x[i], y[i]);
        QVERIFY2(view_->plotRect().adjusted(-1, -1, 1, 1).contains(at), qPrintable(QString::number(i)));
        QVERIFY2(inkAt(image, at), qPrintable(QStringLiteral("no ink at sample %1").arg(i)));
    }
    // The samples are far apart on screen, too: no range is flattened.
    QVERIFY(std::abs(view_->toPixel(0, y[1]).y() - view_->toPixel(0, y[3]).y()) > 60.0);
}

void TestCurveView::zerosLieOnTheFloorAndAreCounted() {
    view_->setAxes({}, logarithmic());
    view_->setCurve(QStringLiteral("y"), counting(6), std::vector<double>{1.0, 1e-3, 0.0, 1e-300, 1e-2, 1e-1},
                    style());
    const QImage image = picture();
    QCOMPARE(view_->yBounds().low, 1e-4); // one decade of floor below the smallest that is shown
    const QPointF floor = view_->toPixel(2.0, 0.0);
    QVERIFY(std::abs(floor.y() - view_->plotRect().bottom()) < 1.0);
    QVERIFY(inkAt(image, floor, 8));
    QVERIFY2(inkAt(image, view_->toPixel(4.0, 1e-2)), "a zero must not blank the rest of the curve");
    const QStringList notes = view_->notes();
    QCOMPARE(notes.size(), 2);
    QVERIFY2(notes[0].contains(QStringLiteral("1 of 6 points are exactly 0")), qPrintable(notes[0]));
    QVERIFY2(notes[1].contains(QStringLiteral("below 1e-3")), qPrintable(notes[1]));

    view_->setCurve(QStringLiteral("y"), counting(3), std::vector<double>{1.0, 1e-3, 2e-9}, style());
    QVERIFY2(view_->notes().isEmpty(), "nothing is on the floor");
}

void TestCurveView::onlyZerosStillDraw() {
    view_->setAxes({}, logarithmic());
    view_->setCurve(QStringLiteral("y"), counting(5), std::vector<double>(5, 0.0), style());
    QVERIFY(inkIn(picture(), view_->rect()) > 20);
    view_->setCurve(QStringLiteral("y"), counting(5), std::vector<double>(5, notANumber), style());
    QCOMPARE(inkIn(picture(), view_->rect()), 0);
    QVERIFY(!view_->notes().isEmpty());
}

void TestCurveView::closeRangesFarBelowOneAreDrawn() {
    // Bounds that differ by less than 1e-12 in value: the logarithmic domain of Qt Charts ignores the change.
    view_->setAxes({}, logarithmic());
    view_->setCurve(QStringLiteral("y"), counting(3), std::vector<double>{1e-13, 1.0, 1e-13}, style());
    picture();
    view_->setCurve(QStringLiteral("y"), counting(3), std::vector<double>{1e-17, 1.0, 1e-17}, style());
    const QImage image = picture();
    const QPointF low = view_->toPixel(0.0, 1e-17);
    QVERIFY(inkAt(image, low));
    QVERIFY(low.y() > view_->plotRect().bottom() - 12.0);
}

void TestCurveView::narrowBandsStayApart() {
    view_->setAxes({}, {});
    view_->setCurve(QStringLiteral("y"), std::vector<double>{0.0, 1000.0}, std::vector<double>{1.0, 1.0}, {});
    view_->setBands({{100.0, 100.1, ink, {}}, {100.2, 100.3, ink, {}}, {900.0, 900.1, ink, {}}});
    const QImage image = picture();
    const double middle = view_->plotRect().center().y() + 20.0; // away from the curve
    const auto at = [&](double x) { return QPointF(view_->toPixel(x, 1.0).x(), middle); };
    QVERIFY(!inkAt(image, at(500.0), 20));
    for (const double x : {100.15, 900.05}) {
        const QColor color = image.pixelColor(at(x).toPoint());
        QVERIFY2(color.green() < 200, qPrintable(QString::number(x))); // not the background
    }
}

void TestCurveView::bandsLeaveNoSeams() {
    const QColor first(10, 20, 30);
    const QColor second(40, 50, 60);
    view_->setCurve(QStringLiteral("y"), counting(11), std::vector<double>(11, 1.0), style());
    view_->setBands({{1.0, 3.0, first, {}}, {3.0, 5.0, second, {}}}); // end where the next one begins
    auto fills = view_->picture().fills;
    QCOMPARE(fills.size(), std::size_t{2});
    QVERIFY(fills[0].area.right() > fills[1].area.left() + 0.5);
    QCOMPARE(fills[1].color, second); // drawn later, over the end of the first
    // Half a pixel between two of the same colour: one band. Three pixels: two.
    const double pixel = 10.0 / view_->plotRect().width();
    view_->setBands({{1.0, 3.0, first, {}}, {3.0 + 0.5 * pixel, 5.0, first, {}}});
    QCOMPARE(view_->picture().fills.size(), std::size_t{1});
    view_->setBands({{1.0, 3.0, first, {}}, {3.0 + 3.0 * pixel, 5.0, first, {}}});
    fills = view_->picture().fills;
    QCOMPARE(fills.size(), std::size_t{2});
    QVERIFY(fills[0].area.right() + 2.0 < fills[1].area.left());
}

void TestCurveView::linesAreCutAtTheEdges() {
    const QRectF plot(100.0, 50.0, 200.0, 100.0);
    PlotPicture::Stroke stroke;
    stroke.pen = QPen(ink, 2.0);
    // Up through the top, back in, out below and on to the right; then a dot, and one outside.
    stroke.points = {{0.0, 0.5}, {0.25, 1.5}, {0.5, 0.5}, {0.75, -0.5}, {2.0, 0.5}, {0.5, 0.5}, {0.5, 3.0}};
    stroke.starts = {5, 6};
    const std::vector<QPolygonF> pieces = piecesWithin(stroke, plot);
    QCOMPARE(pieces.size(), std::size_t{3});
    QCOMPARE(pieces[0], QPolygonF({{100.0, 100.0}, {125.0, 50.0}}));
    QCOMPARE(pieces[1], QPolygonF({{175.0, 50.0}, {200.0, 100.0}, {225.0, 150.0}}));
    QCOMPARE(pieces[2], QPolygonF({{199.0, 100.0}, {201.0, 100.0}})); // as wide as the pen
    std::vector<double> x = counting(400);
    std::vector<double> y(400);
    for (std::size_t i = 0; i < 400; ++i)
        y[i] = 3.0 * std::sin(static_cast<double>(i * i) / 300.0);
    stroke.points.clear();
    stroke.starts.clear();
    for (std::size_t i = 0; i < 400; ++i)
        stroke.points.push_back({1.5 * x[i] / 400.0 - 0.25, y[i]});
    for (const QPolygonF& piece : piecesWithin(stroke, plot)) {
        QVERIFY(piece.size() >= 2);
        for (const QPointF& point : piece)
            QVERIFY(plot.adjusted(-1e-9, -1e-9, 1e-9, 1e-9).contains(point));
    }
}

void TestCurveView::brokenCurvesKeepTheirPlaceInTheStack() {
    const QColor other(0, 200, 0);
    CurveStyle below = style();
    below.color = other;
    below.width = 8.0;
    CurveStyle above = style();
    above.width = 8.0;
    const auto whole = std::vector<double>(11, 1.0);
    for (const bool belowIsBroken : {true, false}) {
        view_->removeAllCurves();
        below.brokenAfter.clear();
        above.brokenAfter.clear();
        (belowIsBroken ? below : above).brokenAfter = {5};
        view_->setCurve(QStringLiteral("below"), counting(11), whole, below);
        view_->setCurve(QStringLiteral("above"), counting(11), whole, above);
        const QImage image = picture();
        const QPointF at = view_->toPixel(3.0, 1.0);
        QVERIFY(isInk(image, static_cast<int>(at.x()), static_cast<int>(at.y())));
        const QPointF gap = view_->toPixel(5.5, 1.0);
        QCOMPARE(isInk(image, static_cast<int>(gap.x()), static_cast<int>(gap.y())), belowIsBroken);
    }
}

void TestCurveView::gapsAreLeftOpen() {
    view_->setCurve(QStringLiteral("y"), counting(7), std::vector<double>{1, 1, 1, notANumber, 1, 1, 1},
                    style());
    const QImage image = picture();
    QVERIFY(inkAt(image, view_->toPixel(1.5, 1.0)));
    QVERIFY(inkAt(image, view_->toPixel(4.5, 1.0)));
    QVERIFY2(!inkAt(image, view_->toPixel(3.0, 1.0), 6), "the curve must not bridge a gap");
    QVERIFY(view_->notes().join(QString()).contains(QStringLiteral("1 of 7 values are not finite")));
    // The next frame without a gap is whole again.
    view_->setCurve(QStringLiteral("y"), counting(7), std::vector<double>(7, 1.0), style());
    QVERIFY(inkAt(picture(), view_->toPixel(3.0, 1.0)));
    QVERIFY(view_->notes().isEmpty());
}

void TestCurveView::whatIsOnlyInPlacesLacksNothing() {
    const std::vector<double> values{notANumber, notANumber, 2.0, 2.0};
    CurveStyle inPlaces = style(QStringLiteral("gap"));
    inPlaces.inPlaces = true;
    view_->setCurve(QStringLiteral("gap"), counting(4), values, inPlaces);
    QVERIFY(view_->notes().isEmpty());
    cursor_->moveTo(1.0);
    QVERIFY(view_->readings().empty());
    cursor_->moveTo(2.0);
    QCOMPARE(view_->readings().size(), std::size_t{1});
    view_->setCurve(QStringLiteral("y"), counting(4), values, style());
    QVERIFY(view_->notes().join(QString()).contains(QStringLiteral("2 of 6 values are not finite")));
}

void TestCurveView::manyGapsDoNotHideTheCurve() {
    std::vector<double> y(2000);
    for (std::size_t i = 0; i < y.size(); ++i)
        y[i] = i % 3 == 0 ? notANumber : 1.0;
    view_->setCurve(QStringLiteral("y"), counting(y.size()), y, style());
    const QImage image = picture();
    for (const double x : {100.0, 1000.0, 1900.0})
        QVERIFY(inkAt(image, view_->toPixel(x, 1.0), 4));
}

GRADEWISE_TEST(TestCurveView)
#include "test_curveview.moc"
