#include "tests/test_case.h"
#include "ui/charts/curve_data.h"

#include <QElapsedTimer>

#include <cmath>
#include <limits>
#include <random>

using namespace gradewise;

class TestCurveData : public QObject {
    Q_OBJECT
private slots:
    void fewSamplesAreAllDrawn();
    void everyPeakIsDrawn();
    void extremesMatchAPlainSearch_data();
    void extremesMatchAPlainSearch();
    void gapsBreakTheCurve();
    void breaksAreKeptHoweverFewColumns_data();
    void breaksAreKeptHoweverFewColumns();
    void logarithmicExtentKnowsZeroAndTiny();
    void nearestSample_data();
    void nearestSample();
    void aMillionSamplesStayCheap();
};

namespace {

constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();

std::vector<double> counting(std::size_t count) {
    std::vector<double> x(count);
    for (std::size_t i = 0; i < count; ++i)
        x[i] = static_cast<double>(i);
    return x;
}

std::vector<double> random(std::size_t count, unsigned seed) {
    std::mt19937 engine(seed);
    std::vector<double> y(count);
    for (double& value : y)
        value = static_cast<double>(engine()) / 4294967296.0 - 0.5;
    return y;
}

} // namespace

void TestCurveData::fewSamplesAreAllDrawn() {
    CurveData data;
    data.append(counting(100), random(100, 1));
    const auto pieces = data.pieces({0.0, 99.0}, Scale::Linear, 200);
    QCOMPARE(pieces.size(), std::size_t{1});
    QCOMPARE(pieces.front().size(), std::size_t{100});
    // A stretch comes with a neighbour at each side, so that lines reach the edges.
    const auto part = data.pieces({9.5, 19.5}, Scale::Linear, 200);
    QVERIFY(part.front().front().x <= 9.5);
    QVERIFY(part.front().back().x >= 19.5);
    QVERIFY(part.front().size() <= 14);
}

void TestCurveData::everyPeakIsDrawn() {
    const std::size_t count = 100000;
    std::vector<double> y(count, 0.0);
    y[54321] = 7.0;
    y[77777] = -3.0;
    CurveData data;
    data.append(counting(count), y);
    const auto pieces = data.pieces({0.0, static_cast<double>(count - 1)}, Scale::Linear, 300);
    double low = 0.0;
    double high = 0.0;
    for (const CurveData::Point& point : pieces.front()) {
        low = std::min(low, point.y);
        high = std::max(high, point.y);
    }
    QCOMPARE(high, 7.0);
    QCOMPARE(low, -3.0);
    QVERIFY(pieces.front().size() <= 600);

    const auto peaks =
        data.pieces({0.0, static_cast<double>(count - 1)}, Scale::Linear, 300, CurveData::Keep::Highest);
    QCOMPARE(peaks.front().size(), std::size_t{300});
    for (const CurveData::Point& point : peaks.front())
        QVERIFY(point.y >= 0.0 && (point.y == 0.0 || point.x == 54321.0));
    QCOMPARE(data.highest(50000.0, 60000.0), std::optional<std::size_t>(54321));
    QCOMPARE(data.highest(54321.0, 54321.0), std::nullopt);
}

void TestCurveData::extremesMatchAPlainSearch_data() {
    QTest::addColumn<int>("count");
    for (const int count : {1, 15, 16, 17, 255, 256, 257, 4095, 4096, 5000})
        QTest::addRow("%d", count) << count;
}

void TestCurveData::extremesMatchAPlainSearch() {
    QFETCH(int, count);
    const auto size = static_cast<std::size_t>(count);
    const std::vector<double> x = counting(size);
    const std::vector<double> y = random(size, static_cast<unsigned>(count));
    CurveData data;
    for (std::size_t begin = 0; begin < size; begin += 7) { // in pieces, as a run delivers them
        const std::size_t part = std::min<std::size_t>(7, size - begin);
        data.append({x.data() + begin, part}, {y.data() + begin, part});
    }
    QCOMPARE(data.extent(18)->low, *std::ranges::min_element(y));
    QCOMPARE(data.extent(18)->high, *std::ranges::max_element(y));
    const int columns = 16;
    const auto pieces = data.pieces({0.0, static_cast<double>(count)}, Scale::Linear, columns);
    for (int column = 0; column < columns && count > 2 * columns; ++column) {
        const double from = static_cast<double>(count) * column / columns;
        const double to = static_cast<double>(count) * (column + 1) / columns;
        double wanted = -1.0;
        double drawn = -1.0;
        for (std::size_t i = 0; i < size; ++i)
            wanted = x[i] >= from && x[i] < to ? std::max(wanted, y[i]) : wanted;
        for (const CurveData::Point& point : pieces.front())
            drawn = point.x >= from && point.x < to ? std::max(drawn, point.y) : drawn;
        QCOMPARE(drawn, wanted);
    }
}

void TestCurveData::gapsBreakTheCurve() {
    CurveData data;
    const std::vector<double> y{1.0, 2.0, notANumber, 3.0, std::numeric_limits<double>::infinity(), 4.0, 5.0};
    data.append(counting(y.size()), y);
    const auto pieces = data.pieces({0.0, 6.0}, Scale::Linear, 100);
    QCOMPARE(pieces.size(), std::size_t{3});
    QCOMPARE(data.notFinite(), std::size_t{2});
    QCOMPARE(data.extent(18)->high, 5.0);

    CurveData large;
    std::vector<double> many(10000, 1.0);
    std::fill(many.begin() + 3000, many.begin() + 6000, notANumber);
    large.append(counting(many.size()), many);
    QCOMPARE(large.pieces({0.0, 9999.0}, Scale::Linear, 100).size(), std::size_t{2});

    CurveData empty;
    QVERIFY(empty.pieces({0.0, 1.0}, Scale::Linear, 100).empty());
    QVERIFY(!empty.extent(18));
    CurveData nothing;
    nothing.append(counting(3), std::vector<double>(3, notANumber));
    QVERIFY(nothing.pieces({0.0, 2.0}, Scale::Linear, 100).empty());
    QVERIFY(!nothing.extent(18));
}

void TestCurveData::logarithmicExtentKnowsZeroAndTiny() {
    CurveData data(Scale::Log);
    data.append(counting(5), std::vector<double>{1.0, -1e-9, 0.0, 1e-300, 2e-15});
    QCOMPARE(data.zeros(), std::size_t{1});
    QCOMPARE(data.extent(18)->low, -15.0);
    QCOMPARE(data.extent(18)->high, 0.0);
    QCOMPARE(data.belowDecade(-17), std::size_t{1});
    CurveData tiny(Scale::Log);
    tiny.append(counting(2), std::vector<double>{1e-300, 2e-299});
    QCOMPARE(tiny.extent(18)->low, -300.0);
    CurveData zeros(Scale::Log);
    zeros.append(counting(2), std::vector<double>{0.0, 0.0});
    QVERIFY(!zeros.extent(18));
}

void TestCurveData::breaksAreKeptHoweverFewColumns_data() {
    QTest::addColumn<int>("columns");
    QTest::newRow("all samples") << 2000;
    QTest::newRow("ten a column") << 100;
    QTest::newRow("several breaks a column") << 7;
}
void TestCurveData::breaksAreKeptHoweverFewColumns() {
    QFETCH(int, columns);
    // A saw that rises to 1 within 50 samples and falls back between two; sample 510 has no value.
    CurveData data;
    std::vector<double> y;
    std::vector<std::size_t> falls;
    for (std::size_t i = 0; i < 1000; ++i) {
        y.push_back(i == 510 ? notANumber : static_cast<double>(i % 50) / 49.0);
        if (i % 50 == 49)
            falls.push_back(i);
    }
    data.append(counting(1000), y);
    data.breakAfter(falls);
    std::size_t points = 0;
    for (const CurveData::Piece& piece : data.pieces({0.0, 999.0}, Scale::Linear, columns)) {
        points += piece.size();
        for (std::size_t i = 1; i < piece.size(); ++i) {
            QVERIFY2(piece[i].y >= piece[i - 1].y, "joined across a fall");
            QVERIFY2(piece[i].x < 510.0 || piece[i - 1].x > 510.0, "joined across a gap");
        }
    }
    QVERIFY(points >= 20);
}

void TestCurveData::nearestSample_data() {
    QTest::addColumn<double>("x");
    QTest::addColumn<int>("index");
    QTest::newRow("before") << -5.0 << 0;
    QTest::newRow("on") << 3.0 << 3;
    QTest::newRow("nearer below") << 3.4 << 3;
    QTest::newRow("nearer above") << 3.6 << 4;
    QTest::newRow("behind") << 50.0 << 9;
    QTest::newRow("nowhere") << notANumber << -1;
}

void TestCurveData::nearestSample() {
    QFETCH(double, x);
    QFETCH(int, index);
    CurveData data;
    data.append(counting(10), random(10, 3));
    const auto found = data.nearest(x);
    QCOMPARE(found ? static_cast<int>(*found) : -1, index);
    QVERIFY(!CurveData().nearest(1.0));
}

void TestCurveData::aMillionSamplesStayCheap() {
    const std::size_t count = 1'000'000;
    CurveData data(Scale::Log);
    data.append(counting(count), random(count, 5));
    QElapsedTimer timer;
    timer.start();
    for (int frame = 0; frame < 20; ++frame)
        QVERIFY(!data.pieces({0.0, static_cast<double>(count)}, Scale::Linear, 512).empty());
    // A plain scan of every frame would take twenty million steps; this bound is far from both.
    QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
}

GRADEWISE_TEST(TestCurveData)
#include "test_curve_data.moc"
