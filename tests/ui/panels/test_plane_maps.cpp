#include "tests/test_case.h"
#include "tests/ui/panels/plane_maps_fixture.h"

using namespace gradewise;
using namespace gradewise::plane_maps_fixture;

class TestPlaneMaps : public QObject {
    Q_OBJECT

private slots:
    void init() { begin(); }

    void tablesAreEvenAndNeutralInTheMiddle_data();
    void tablesAreEvenAndNeutralInTheMiddle();
    void colorsOfKnownValues();
    void xGoesRightAndYUp();
    void betweenPointsIsInterpolated();
    void notFiniteIsMarked();
    void cellsFillTheRoom_data();
    void cellsFillTheRoom();
    void targetAndSumShareOneScale();
    void contributionHasItsOwnScale();
    void previewShowsTheTargetAlone();
    void domainKeepsItsProportions();
    void crosshairReadsExactly();
    void keysMoveTheCrosshair();
};

void TestPlaneMaps::tablesAreEvenAndNeutralInTheMiddle_data() {
    QTest::addColumn<QColor>("ground");
    QTest::newRow("light") << Theme::lightTheme().card;
    QTest::newRow("dark") << Theme::darkTheme().card;
}

void TestPlaneMaps::tablesAreEvenAndNeutralInTheMiddle() {
    QFETCH(QColor, ground);
    const auto table = divergingTable(ground.rgb());
    const std::size_t middle = table.size() / 2;
    QCOMPARE(table.size() % 2, std::size_t{1});
    QCOMPARE(table[middle], ground.rgb());
    QVERIFY(qBlue(table.front()) > qRed(table.front()) + 60);
    QVERIFY(qRed(table.back()) > qBlue(table.back()) + 60);
    const double way = ground.lightnessF() > 0.5F ? -1.0 : 1.0;
    for (std::size_t i = 1; i <= middle; ++i) {
        for (const std::ptrdiff_t side : {-1, 1}) {
            const auto at = [&](std::size_t step) {
                return lightness(table[static_cast<std::size_t>(static_cast<std::ptrdiff_t>(middle) +
                                                                side * static_cast<std::ptrdiff_t>(step))]);
            };
            QVERIFY2(way * (at(i) - at(i - 1)) > -1.0, "away from the ground all the way");
        }
        QVERIFY(std::abs(lightness(table[middle - i]) - lightness(table[middle + i])) < 25.0);
    }
    QVERIFY(std::abs(lightness(table.front()) - lightness(table[middle])) > 80.0);
}

void TestPlaneMaps::colorsOfKnownValues() {
    const Theme& theme = Theme::lightTheme();
    const PlaneColors diverging = divergingColors(2.0, theme);
    QCOMPARE(diverging.of(0.0), theme.card.rgb());
    QCOMPARE(diverging.of(-2.0), diverging.table.front());
    QCOMPARE(diverging.of(7.0), diverging.table.back());
    QCOMPARE(diverging.of(1.0), diverging.table[127 + 64]);
    const PlaneColors sequential = sequentialColors({1.0, 3.0}, theme);
    QCOMPARE(sequential.of(1.0), heatColor(0.0));
    QCOMPARE(sequential.of(2.0), heatColor(0.5));
    QCOMPARE(sequential.of(3.0), heatColor(1.0));
    QCOMPARE(sequential.of(std::numeric_limits<double>::quiet_NaN()), theme.bad.rgb());
}

void TestPlaneMaps::xGoesRightAndYUp() {
    const PlaneGrid grid = square(5);
    const PlaneColors colors = divergingColors(1.0, Theme::lightTheme());
    const auto imageWith = [&](std::size_t column, std::size_t row) {
        std::vector<double> values(grid.size(), 0.0);
        values[grid.index(column, row)] = 1.0;
        return planeImage(grid, values, colors, {50, 40});
    };
    struct Case {
        std::size_t column, row;
        QPoint pixel;
    };
    for (const Case& is :
         {Case{0, 0, {0, 39}}, Case{4, 0, {49, 39}}, Case{0, 4, {0, 0}}, Case{4, 4, {49, 0}}}) {
        const QImage image = imageWith(is.column, is.row);
        for (const QPoint corner : {QPoint(0, 39), QPoint(49, 39), QPoint(0, 0), QPoint(49, 0)})
            if (corner == is.pixel)
                QVERIFY(qRed(image.pixel(corner)) - qBlue(image.pixel(corner)) > 60);
            else
                QCOMPARE(image.pixel(corner), Theme::lightTheme().card.rgb());
    }
}

void TestPlaneMaps::betweenPointsIsInterpolated() {
    const PlaneGrid grid = square(3);
    std::vector<double> values;
    for (const double y : grid.y)
        for (const double x : grid.x)
            values.push_back(x + 0.5 * y);
    const PlaneColors colors = sequentialColors({0.0, 1.5}, Theme::lightTheme());
    const QSize pixels(60, 30);
    const QImage image = planeImage(grid, values, colors, pixels);
    for (int i = 0; i < pixels.width(); i += 7)
        for (int j = 0; j < pixels.height(); j += 5) {
            const double x = (i + 0.5) / 60.0;
            const double y = 1.0 - (j + 0.5) / 30.0;
            QVERIFY(std::abs(lightness(image.pixel(i, j)) - lightness(colors.of(x + 0.5 * y))) < 2.0);
        }
}

void TestPlaneMaps::notFiniteIsMarked() {
    const PlaneGrid grid = square(11);
    std::vector<double> values(grid.size(), 0.0);
    values[grid.index(2, 8)] = std::numeric_limits<double>::quiet_NaN();
    values[grid.index(8, 2)] = -std::numeric_limits<double>::infinity();
    const QImage image = planeImage(grid, values, divergingColors(1.0, Theme::lightTheme()), {100, 100});
    QCOMPARE(image.pixel(20, 20), Theme::lightTheme().bad.rgb());
    QCOMPARE(image.pixel(80, 80), Theme::lightTheme().bad.rgb());
    QCOMPARE(image.pixel(50, 50), Theme::lightTheme().card.rgb());
    QCOMPARE(finiteRange(values), std::optional(Range{0.0, 0.0}));
}

void TestPlaneMaps::cellsFillTheRoom_data() {
    QTest::addColumn<int>("count");
    QTest::addColumn<double>("aspect");
    QTest::addColumn<bool>("scrolls");
    QTest::addColumn<double>("width");
    QTest::newRow("one") << 1 << 1.0 << false << 700.0;
    QTest::newRow("five") << 5 << 1.0 << false << 700.0;
    QTest::newRow("flat") << 6 << 0.25 << false << 700.0;
    QTest::newRow("tall") << 3 << 4.0 << false << 700.0;
    QTest::newRow("many") << 90 << 1.0 << true << 700.0;
    QTest::newRow("narrow") << 9 << 1.0 << true << 100.0;
}

void TestPlaneMaps::cellsFillTheRoom() {
    QFETCH(int, count);
    QFETCH(double, aspect);
    QFETCH(bool, scrolls);
    QFETCH(double, width);
    const QSizeF room(width, 420.0);
    const PlaneCells cells = layOutPlanes(static_cast<std::size_t>(count), room, aspect, {});
    QCOMPARE(cells.height() > room.height() + 0.5, scrolls);
    QVERIFY(std::abs(cells.map.height() / cells.map.width() - aspect) < 1e-9);
    QVERIFY(std::max(cells.map.width(), cells.map.height()) >=
            std::min(PlaneCells::leastMap, width - cells.needs.left - cells.needs.right) - 1e-9);
    for (std::size_t i = 0; i < cells.count; ++i) {
        QVERIFY(cells.cellRect(i).right() <= room.width() + 0.5);
        QVERIFY(cells.cellRect(i).left() >= cells.needs.left - 1e-9);
        QVERIFY(cells.cellRect(i).contains(cells.mapRect(i)));
        if (i > 0)
            QVERIFY(!cells.cellRect(i).intersects(cells.cellRect(i - 1)));
        const auto [first, last] = cells.between(cells.mapRect(i).top(), cells.mapRect(i).bottom());
        QVERIFY(first <= i && i < last);
        QVERIFY(last - first <= 2 * cells.columns);
    }
}

void TestPlaneMaps::targetAndSumShareOneScale() {
    Shown shown(3, 4);
    QVERIFY(shown.plane().colors(PlaneTarget::targetMap) == shown.plane().colors(PlaneTarget::sumMap));
    const Range scale = shown.plane().colors(PlaneTarget::targetMap).scale;
    QVERIFY(scale.low <= std::min(shown.model.target().minCoeff(), shown.model.partialSum(4).minCoeff()));
    QVERIFY(scale.high >= std::max(shown.model.target().maxCoeff(), shown.model.partialSum(4).maxCoeff()));
    QVERIFY(scale.span() < 1.15 * (shown.model.target().maxCoeff() - shown.model.target().minCoeff()));
    shown.target.followData(); // as figures do once they are drawn
    QCOMPARE(shown.plane().colors(PlaneTarget::targetMap).scale, scale);
    // The corner's colour on the widget itself is that of the value there.
    const QImage picture = shown.plane().grab().toImage();
    const QRectF map = shown.plane().mapRect(PlaneTarget::sumMap);
    const QColor corner(picture.pixel((map.bottomLeft() + QPointF(2, -2)).toPoint()));
    const QColor wanted(shown.plane().colors(PlaneTarget::sumMap).of(shown.model.partialSum(4)(0, 0)));
    QVERIFY(std::abs(corner.lightness() - wanted.lightness()) < 25);
}

void TestPlaneMaps::contributionHasItsOwnScale() {
    Shown shown(3, 4, {900, 400});
    QVERIFY(!shown.plane().mapRect(PlaneTarget::addedMap).isEmpty());
    const Range scale = shown.plane().colors(PlaneTarget::addedMap).scale;
    const double largest = shown.model.grades()[3].contribution.cwiseAbs().maxCoeff();
    QCOMPARE(scale.low, -scale.high);
    QVERIFY(scale.high >= largest && scale.high < 20.0 * largest);
    // Where there is no room for three, f and s stay.
    shown.target.resize(330, 400);
    QVERIFY(shown.plane().mapRect(PlaneTarget::addedMap).isEmpty());
    QVERIFY(!shown.plane().mapRect(PlaneTarget::sumMap).isEmpty());
    QVERIFY(shown.plane().mapRect(PlaneTarget::sumMap).right() < shown.plane().width());
}

void TestPlaneMaps::previewShowsTheTargetAlone() {
    RunModel model;
    model.preview(fixture::config(3), slanted());
    TargetPanel panel(nullptr, Theme::lightTheme(), false);
    panel.resize(600, 300);
    panel.show();
    panel.showRun(model);
    QVERIFY(!panel.plane()->mapRect(PlaneTarget::targetMap).isEmpty());
    QVERIFY(panel.plane()->mapRect(PlaneTarget::sumMap).isEmpty());
    // f is largest at the upper right, and more by y than by x.
    const QImage& image = panel.plane()->image(PlaneTarget::targetMap);
    const auto at = [&](double x, double y) {
        return lightness(image.pixel(static_cast<int>(x * (image.width() - 1)),
                                     static_cast<int>((1.0 - y) * (image.height() - 1))));
    };
    QVERIFY(at(1, 1) > at(0, 1) && at(0, 1) > at(1, 0) && at(1, 0) > at(0, 0));
}

void TestPlaneMaps::domainKeepsItsProportions() {
    RunModel model;
    model.preview(fixture::config(1), slanted({Interval{0.0, 2.0}, Interval{-0.5, 0.5}}));
    TargetPanel panel(nullptr, Theme::lightTheme(), false);
    panel.resize(600, 300);
    panel.show();
    panel.showRun(model);
    const QRectF map = panel.plane()->mapRect(PlaneTarget::targetMap);
    QVERIFY(std::abs(map.width() / map.height() - 2.0) < 0.01);
}

void TestPlaneMaps::crosshairReadsExactly() {
    Shown shown(3, 4);
    const QRectF map = shown.plane().mapRect(PlaneTarget::sumMap);
    QTest::mouseMove(&shown.plane(),
                     QPointF(map.left() + 0.3 * map.width(), map.bottom() - 0.8 * map.height()).toPoint());
    QVERIFY(shown.cursor.place());
    const auto column = static_cast<Index>(std::lround(shown.cursor.place()->first * 100.0));
    const auto row = static_cast<Index>(std::lround(shown.cursor.place()->second * 100.0));
    QVERIFY(std::abs(static_cast<double>(column) - 30.0) <= 1.0 &&
            std::abs(static_cast<double>(row) - 80.0) <= 1.0);
    const Index at = row * 101 + column;
    QCOMPARE(shown.model.gridPoints()(0, at), shown.cursor.place()->first);
    QCOMPARE(shown.model.gridPoints()(1, at), shown.cursor.place()->second);
    const auto text = [](const char* name, double value) {
        return QString::fromUtf8(name) + QStringLiteral(" = ") + readingNumber(value);
    };
    QCOMPARE(
        shown.plane().readings(),
        (QStringList{text("x", shown.model.gridPoints()(0, at)), text("y", shown.model.gridPoints()(1, at)),
                     text("f", shown.model.target()(0, at)), text("s₄", shown.model.partialSum(4)(0, at)),
                     text("u₄", shown.model.grades()[3].contribution(0, at)),
                     text("r₄", shown.model.residual(4)(0, at))}));
    // In a residual, and from there shared with the other panel.
    const QRectF small = shown.list().mapRect(2);
    QTest::mouseMove(shown.list().viewport(),
                     (small.topLeft() + QPointF(0.4 * small.width(), 5.0)).toPoint());
    const auto reading = shown.list().reading();
    QVERIFY(reading);
    QCOMPARE(reading->grade, std::size_t{2});
    const auto there = static_cast<Index>(std::lround(reading->y * 100.0)) * 101 +
                       static_cast<Index>(std::lround(reading->x * 100.0));
    QVERIFY(reading->y > 0.9 && std::abs(reading->x - 0.4) < 0.02);
    QCOMPARE(reading->value, shown.model.residual(2)(0, there));
    QCOMPARE(shown.plane().readings().front(), text("x", reading->x));
    QTest::mouseMove(shown.list().viewport(), QPoint(1, 1));
    QVERIFY(!shown.cursor.place() && !shown.list().reading());
}

void TestPlaneMaps::keysMoveTheCrosshair() {
    Shown shown(1, 2);
    QTest::keyClick(&shown.plane(), Qt::Key_Right);
    QCOMPARE(*shown.cursor.place(), std::pair(0.5, 0.5));
    QTest::keyClick(&shown.plane(), Qt::Key_Right);
    QTest::keyClick(&shown.plane(), Qt::Key_Up, Qt::ShiftModifier);
    QCOMPARE(shown.cursor.place()->first, shown.model.gridPoints()(0, 51));
    QCOMPARE(shown.cursor.place()->second, shown.model.gridPoints()(1, 60 * 101));
    QVERIFY(shown.plane().accessibleDescription().contains(QStringLiteral("s₂ = ")));
    QTest::keyClick(&shown.list(), Qt::Key_Down, Qt::ControlModifier);
    QCOMPARE(shown.cursor.place()->second, shown.model.gridPoints()(1, 50 * 101));
    QVERIFY(shown.list().accessibleDescription().contains(QStringLiteral("grade 2")));
    QTest::keyClick(&shown.list(), Qt::Key_Escape);
    QVERIFY(!shown.cursor.place());
}

GRADEWISE_TEST(TestPlaneMaps)
#include "test_plane_maps.moc"
