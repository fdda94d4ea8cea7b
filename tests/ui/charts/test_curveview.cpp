#include "tests/test_case.h"
#include "ui/charts/cursor.h"
#include "ui/charts/curveview.h"

#include <QChartView>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QWheelEvent>

#include <cmath>
#include <limits>

using namespace gradewise;

namespace {

constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();
const QColor ink(255, 0, 255); // no theme has it

std::vector<double> counting(std::size_t count, double step = 1.0) {
    std::vector<double> x(count);
    for (std::size_t i = 0; i < count; ++i) {
        x[i] = step * static_cast<double>(i);
    }
    return x;
}

CurveStyle style(const QString& name = QStringLiteral("y")) {
    CurveStyle result;
    result.name = name;
    result.color = ink;
    result.width = 2.0;
    return result;
}

bool isInk(const QImage& image, int x, int y) {
    if (!image.rect().contains(x, y)) {
        return false;
    }
    const QColor color = image.pixelColor(x, y);
    return color.red() > 190 && color.blue() > 190 && color.green() < 150;
}

/// Ink within `reach` pixels of a place.
bool inkAt(const QImage& image, const QPointF& at, int reach = 2) {
    for (int dx = -reach; dx <= reach; ++dx) {
        for (int dy = -reach; dy <= reach; ++dy) {
            if (isInk(image, static_cast<int>(at.x()) + dx, static_cast<int>(at.y()) + dy)) {
                return true;
            }
        }
    }
    return false;
}

int inkIn(const QImage& image, const QRect& area) {
    int count = 0;
    for (int x = area.left(); x <= area.right(); ++x) {
        for (int y = area.top(); y <= area.bottom(); ++y) {
            count += isInk(image, x, y) ? 1 : 0;
        }
    }
    return count;
}

void hover(CurveView& view, const QPointF& at, Qt::MouseButtons buttons = Qt::NoButton) {
    QMouseEvent move(QEvent::MouseMove, at, view.mapToGlobal(at), Qt::NoButton, buttons, Qt::NoModifier);
    QCoreApplication::sendEvent(&view, &move);
}

bool near(const QColor& one, const QColor& other) {
    return std::abs(one.red() - other.red()) + std::abs(one.green() - other.green()) +
               std::abs(one.blue() - other.blue()) <
           48;
}

AxisSetup logarithmic() {
    AxisSetup axis;
    axis.scale = Scale::Log;
    return axis;
}

} // namespace

class CurveViewTest : public QObject {
    Q_OBJECT
private slots:
    void init();
    void cleanup();
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
    void pressAnywhereDoesNotCrash();
    void zoomSurvivesLiveUpdates();
    void boundsOfAnotherTargetAreNotKept();
    void zoomHasEnds();
    void rubberBandAndPan();
    void zoomedStretchIsShared();
    void crosshairReadsExactValues();
    void arrowKeysMoveFromSampleToSample();
    void drawnScaleDoesNotChangeReadings();
    void appendingEqualsSetting();
    void bothSetsOfColoursComeFromTheTheme();
    void labelsAreDrawnInEveryLocale();
    void labelsStayApart_data();
    void labelsStayApart();
    void notesStayInside_data();
    void notesStayInside();
    void wheelIsLeftToTheList();
    void readoutStaysInside_data();
    void readoutStaysInside();
    void rendersWithoutAnEventLoop();

private:
    std::unique_ptr<Cursor> cursor_;
    std::unique_ptr<CurveView> view_;
    QImage picture();
};

void CurveViewTest::init() {
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)")));
    QLocale::setDefault(QLocale::c());
    cursor_ = std::make_unique<Cursor>();
    view_ = std::make_unique<CurveView>(cursor_.get(), Theme::lightTheme());
    view_->resize(400, 240);
    view_->show();
    QVERIFY(QTest::qWaitForWindowExposed(view_.get()));
}

void CurveViewTest::cleanup() {
    view_.reset();
    cursor_.reset();
}

QImage CurveViewTest::picture() {
    QPalette palette = view_->palette();
    palette.setColor(QPalette::Window, Qt::white);
    view_->setPalette(palette);
    return view_->grab().toImage();
}

void CurveViewTest::inkLiesWhereTheDataSays_data() {
    QTest::addColumn<bool>("log");
    QTest::addColumn<double>("size");
    for (const double size : {1.0, 1e-7, 1e-18, 1e-300, 1e300, 12345.0}) {
        QTest::addRow("linear %g", size) << false << size;
        QTest::addRow("log %g", size) << true << size;
    }
}

void CurveViewTest::inkLiesWhereTheDataSays() {
    QFETCH(bool, log);
    QFETCH(double, size);
    const std::vector<double> x = counting(5);
    const std::vector<double> factors{0.2, 1.0, 0.5, 0.05, 0.8};
    std::vector<double> y;
    for (const double factor : factors) {
        y.push_back(size * factor);
    }
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

void CurveViewTest::zerosLieOnTheFloorAndAreCounted() {
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

void CurveViewTest::onlyZerosStillDraw() {
    view_->setAxes({}, logarithmic());
    view_->setCurve(QStringLiteral("y"), counting(5), std::vector<double>(5, 0.0), style());
    QVERIFY(inkIn(picture(), view_->rect()) > 20);
    view_->setCurve(QStringLiteral("y"), counting(5), std::vector<double>(5, notANumber), style());
    QCOMPARE(inkIn(picture(), view_->rect()), 0);
    QVERIFY(!view_->notes().isEmpty());
}

void CurveViewTest::closeRangesFarBelowOneAreDrawn() {
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

void CurveViewTest::narrowBandsStayApart() {
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

void CurveViewTest::bandsLeaveNoSeams() {
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

void CurveViewTest::linesAreCutAtTheEdges() {
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
    for (std::size_t i = 0; i < 400; ++i) {
        y[i] = 3.0 * std::sin(static_cast<double>(i * i) / 300.0);
    }
    stroke.points.clear();
    stroke.starts.clear();
    for (std::size_t i = 0; i < 400; ++i) {
        stroke.points.push_back({1.5 * x[i] / 400.0 - 0.25, y[i]});
    }
    for (const QPolygonF& piece : piecesWithin(stroke, plot)) {
        QVERIFY(piece.size() >= 2);
        for (const QPointF& point : piece) {
            QVERIFY(plot.adjusted(-1e-9, -1e-9, 1e-9, 1e-9).contains(point));
        }
    }
}

void CurveViewTest::brokenCurvesKeepTheirPlaceInTheStack() {
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

void CurveViewTest::gapsAreLeftOpen() {
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

void CurveViewTest::whatIsOnlyInPlacesLacksNothing() {
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

void CurveViewTest::manyGapsDoNotHideTheCurve() {
    std::vector<double> y(2000);
    for (std::size_t i = 0; i < y.size(); ++i) {
        y[i] = i % 3 == 0 ? notANumber : 1.0;
    }
    view_->setCurve(QStringLiteral("y"), counting(y.size()), y, style());
    const QImage image = picture();
    for (const double x : {100.0, 1000.0, 1900.0}) {
        QVERIFY(inkAt(image, view_->toPixel(x, 1.0), 4));
    }
}

void CurveViewTest::pressAnywhereDoesNotCrash() {
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

void CurveViewTest::zoomSurvivesLiveUpdates() {
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

void CurveViewTest::boundsOfAnotherTargetAreNotKept() {
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

void CurveViewTest::zoomHasEnds() {
    view_->setCurve(QStringLiteral("y"), counting(100), counting(100), style());
    for (int i = 0; i < 400; ++i) {
        QTest::keyClick(view_.get(), Qt::Key_Plus);
    }
    QVERIFY(view_->xBounds().span() > 0.0 && view_->yBounds().span() > 0.0);
    picture();
    for (int i = 0; i < 400; ++i) {
        QTest::keyClick(view_.get(), Qt::Key_Minus);
    }
    QVERIFY2(view_->following(), "zooming out all the way shows everything and follows again");
    QTest::keyClick(view_.get(), Qt::Key_Plus);
    QVERIFY(!view_->following());
    QTest::keyClick(view_.get(), Qt::Key_Home);
    QVERIFY(view_->following());
}

void CurveViewTest::rubberBandAndPan() {
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

void CurveViewTest::zoomedStretchIsShared() {
    CurveView other(cursor_.get(), Theme::lightTheme());
    other.resize(300, 100);
    for (CurveView* each : {view_.get(), &other}) {
        each->setCurve(QStringLiteral("y"), counting(100), counting(100), style());
    }
    QTest::keyClick(view_.get(), Qt::Key_Plus);
    QVERIFY(other.xBounds().span() < 99.0);
    QCOMPARE(other.xBounds(), view_->xBounds());
    view_->followData();
    QCOMPARE(other.xBounds(), (Range{0.0, 99.0}));
}

void CurveViewTest::crosshairReadsExactValues() {
    const std::vector<double> x = counting(1001, 0.001);
    std::vector<double> y(x.size());
    for (std::size_t i = 0; i < x.size(); ++i) {
        y[i] = std::sin(9.0 * x[i]) * 1e-9;
    }
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

void CurveViewTest::arrowKeysMoveFromSampleToSample() {
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

void CurveViewTest::drawnScaleDoesNotChangeReadings() {
    CurveStyle larger = style();
    larger.drawnScale = 20.0;
    view_->setCurve(QStringLiteral("y"), counting(10), counting(10, 0.01), larger);
    cursor_->moveTo(5.0);
    QCOMPARE(view_->readings()[0].y, 0.05);
    QVERIFY(inkAt(picture(), view_->toPixel(5.0, 1.0)));
}

void CurveViewTest::appendingEqualsSetting() {
    const std::vector<double> x = counting(5000);
    const std::vector<double> y = counting(5000, 0.3);
    view_->setCurve(QStringLiteral("y"), x, y, style());
    const QImage whole = picture();
    view_->removeAllCurves();
    for (std::size_t begin = 0; begin < x.size(); begin += 100) {
        view_->appendToCurve(QStringLiteral("y"), {x.data() + begin, 100}, {y.data() + begin, 100}, style());
    }
    view_->followData();
    QCOMPARE(picture(), whole);
}

void CurveViewTest::bothSetsOfColoursComeFromTheTheme() {
    view_->setCurve(QStringLiteral("y"), counting(10), counting(10), style());
    for (const Theme* theme : {&Theme::darkTheme(), &Theme::lightTheme()}) {
        view_->setTheme(*theme);
        QPalette palette = view_->palette();
        palette.setColor(QPalette::Window, theme->card);
        view_->setPalette(palette);
        const QImage image = view_->grab().toImage();
        int grid = 0;
        int text = 0;
        for (int x = 0; x < image.width(); ++x) {
            for (int y = 0; y < image.height(); ++y) {
                grid += image.pixelColor(x, y) == theme->gridLine ? 1 : 0;
                text += near(image.pixelColor(x, y), theme->axisText) ? 1 : 0;
            }
        }
        QVERIFY2(grid > 200, "grid lines in the theme's colour");
        QVERIFY2(text > 5, "labels in the theme's colour");
        QCOMPARE(image.pixelColor(image.width() - 3, 3), theme->card); // no ground of Qt Charts' own
        QVERIFY(inkAt(image, view_->toPixel(5.0, 5.0)));
    }
}

void CurveViewTest::labelsAreDrawnInEveryLocale() {
    const auto darkPixels = [this] {
        const QImage image = picture();
        const QRectF plot = view_->plotRect();
        int left = 0;
        int below = 0;
        for (int x = 0; x < image.width(); ++x) {
            for (int y = 0; y < image.height(); ++y) {
                const bool dark = image.pixelColor(x, y).lightness() < 150;
                left += dark && x < plot.left() - 2 ? 1 : 0;
                below += dark && y > plot.bottom() + 2 ? 1 : 0;
            }
        }
        return std::min(left, below);
    };
    for (const QLocale::Language language : {QLocale::C, QLocale::German, QLocale::Arabic}) {
        QLocale::setDefault(QLocale(language));
        for (const bool log : {false, true}) {
            view_->setAxes({}, log ? logarithmic() : AxisSetup{});
            view_->setCurve(QStringLiteral("y"), counting(3), std::vector<double>{0.25, 1.0, 1e-7}, style());
            QVERIFY(darkPixels() > 20);
        }
    }
}

void CurveViewTest::labelsStayApart_data() {
    QTest::addColumn<QSize>("size");
    for (const QSize size :
         {QSize(400, 240), QSize(260, 90), QSize(120, 70), QSize(90, 56), QSize(70, 40), QSize(60, 30)})
        QTest::addRow("%d x %d", size.width(), size.height()) << size;
}

/// Whatever the size, no label covers another or is cut, and the plot keeps some height.
void CurveViewTest::labelsStayApart() {
    QFETCH(QSize, size);
    view_->resize(size);
    for (const bool log : {false, true}) {
        const AxisSetup x{.title = QStringLiteral("epoch"), .fixed = Range{0.0, 1e6}, .integers = true};
        view_->setAxes(x, log ? logarithmic() : AxisSetup{});
        view_->setCurve(QStringLiteral("y"), counting(3, 5e5), std::vector<double>{0.25, -1e3, 1e-7},
                        style());
        const std::vector<PlotPicture::Text>& texts = view_->picture().texts;
        QVERIFY(!texts.empty());
        for (std::size_t i = 0; i < texts.size(); ++i) {
            const QRectF area = areaOf(texts[i]);
            QVERIFY2(QRectF(view_->rect()).adjusted(0, -3, 0, 0).contains(area), qPrintable(texts[i].text));
            for (std::size_t j = 0; j < i; ++j)
                QVERIFY2(!area.adjusted(0, 3, 0, -3).intersects(areaOf(texts[j]).adjusted(0, 3, 0, -3)),
                         qPrintable(texts[i].text + QStringLiteral(" over ") + texts[j].text));
        }
        QVERIFY(view_->plotRect().height() >= 10.0);
    }
}

void CurveViewTest::notesStayInside_data() {
    QTest::addColumn<int>("width");
    for (const int width : {500, 300, 220, 120})
        QTest::addRow("%d wide", width) << width;
}

void CurveViewTest::notesStayInside() {
    QFETCH(int, width);
    view_->resize(width, 200);
    view_->setAxes({}, logarithmic());
    view_->setHint(QStringLiteral("Press Run to train fifteen grades of one hundred epochs each."));
    view_->setCurve(QStringLiteral("y"), counting(5), std::vector<double>{1.0, 0.0, notANumber, 0.5, 0.0},
                    style());
    const std::vector<PlotPicture::Text>& texts = view_->picture().textsAbove;
    QStringList words;
    for (const PlotPicture::Text& text : texts) {
        words << text.text;
        QVERIFY2(view_->plotRect().contains(areaOf(text)), qPrintable(text.text));
    }
    const QString all = words.join(QLatin1Char(' '));
    QVERIFY2(all.contains(QStringLiteral("points are exactly 0")) || width < 200, qPrintable(all));
    QVERIFY2(all.contains(QStringLiteral("grades of one")) || width < 200, qPrintable(all));
}

void CurveViewTest::wheelIsLeftToTheList() {
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

void CurveViewTest::readoutStaysInside_data() {
    QTest::addColumn<QSize>("size");
    QTest::addColumn<bool>("strip");
    QTest::newRow("usual") << QSize(400, 240) << false;
    QTest::newRow("strip") << QSize(500, 60) << true;
    QTest::newRow("low") << QSize(300, 40) << false;
    QTest::newRow("narrow") << QSize(80, 200) << false;
}

void CurveViewTest::readoutStaysInside() {
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

void CurveViewTest::rendersWithoutAnEventLoop() {
    CurveView fresh(nullptr, Theme::printTheme());
    fresh.setCurve(QStringLiteral("y"), counting(10), counting(10), style());
    fresh.resize(320, 200);
    QImage image(320, 200, QImage::Format_ARGB32);
    image.fill(Qt::white);
    fresh.render(&image);
    QVERIFY(inkAt(image, fresh.toPixel(5.0, 5.0)));
    fresh.resize(600, 300);
    QImage larger(600, 300, QImage::Format_ARGB32);
    larger.fill(Qt::white);
    fresh.render(&larger);
    QVERIFY(inkAt(larger, fresh.toPixel(8.0, 8.0)));
}

GRADEWISE_TEST(CurveViewTest)
#include "test_curveview.moc"
