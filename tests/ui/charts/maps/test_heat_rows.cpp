#include "tests/test_case.h"
#include "ui/charts/maps/color_map.h"
#include "ui/charts/maps/heat_rows.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <random>

using namespace gradewise;

namespace {

const double notANumber = std::numeric_limits<double>::quiet_NaN();
const HeatColors usual{-4.0, 0.0, qRgb(255, 255, 255), qRgb(200, 0, 0), qRgb(1, 2, 3)};

/// Oklab of a colour, by the inverse of what the map computes.
std::array<double, 3> labOf(QRgb color) {
    const auto linear = [](int byte) {
        const double value = byte / 255.0;
        return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
    };
    const double r = linear(qRed(color));
    const double g = linear(qGreen(color));
    const double b = linear(qBlue(color));
    const double l = std::cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    const double m = std::cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    const double s = std::cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
    return {0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s};
}

std::vector<double> grid(int count, double low = 0.0, double high = 1.0) {
    std::vector<double> x;
    for (int i = 0; i < count; ++i)
        x.push_back(low + (high - low) * i / (count - 1));
    return x;
}

} // namespace

class TestHeatRows : public QObject {
    Q_OBJECT
private slots:
    void coloursHaveKnownValues();
    void coloursAreUniform();
    void columnsAreLargestOfTheirSamples_data();
    void columnsAreLargestOfTheirSamples();
    void pixelsAreLargestOfTheirRows_data();
    void pixelsAreLargestOfTheirRows();
    void everyRowHasAPixel();
    void newRowsAreAllThatIsPainted();
    void zerosAndWhatIsNotFinite();
    void nothingToShow();
};

void TestHeatRows::coloursHaveKnownValues() {
    // From a computation apart from this program.
    const std::pair<double, QRgb> known[] = {{0.0, qRgb(53, 6, 78)},
                                             {0.25, qRgb(43, 80, 133)},
                                             {0.5, qRgb(16, 148, 158)},
                                             {0.75, qRgb(115, 206, 140)},
                                             {1.0, qRgb(250, 238, 74)}};
    for (const auto& [share, color] : known) {
        const QRgb ours = heatColor(share);
        QVERIFY(std::abs(qRed(ours) - qRed(color)) <= 1 && std::abs(qGreen(ours) - qGreen(color)) <= 1 &&
                std::abs(qBlue(ours) - qBlue(color)) <= 1);
    }
    QCOMPARE(heatColor(-3.0), heatColor(0.0));
    QCOMPARE(heatColor(7.0), heatColor(1.0));
}

void TestHeatRows::coloursAreUniform() {
    std::vector<double> steps;
    for (int i = 0; i + 8 <= 256; i += 8) {
        const auto from = labOf(heatColor(i / 255.0));
        const auto to = labOf(heatColor((i + 8) / 255.0));
        if (i + 8 < 256) {
            QVERIFY2(to[0] > from[0], "lightness rises all the way");
            steps.push_back(std::hypot(to[0] - from[0], to[1] - from[1], to[2] - from[2]));
        }
    }
    // Bytes are coarse where the map is dark: a tenth of a step either way.
    const auto [least, most] = std::ranges::minmax(steps);
    QVERIFY2(most < 1.3 * least, qPrintable(QStringLiteral("%1 … %2").arg(least).arg(most)));
}

void TestHeatRows::columnsAreLargestOfTheirSamples_data() {
    QTest::addColumn<int>("samples");
    QTest::addColumn<int>("columns");
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::newRow("many samples a pixel") << 2001 << 97 << 0.0 << 1.0;
    QTest::newRow("about one") << 200 << 199 << 0.0 << 1.0;
    QTest::newRow("zoomed in") << 2001 << 300 << 0.333 << 0.351;
    QTest::newRow("fewer samples than pixels") << 7 << 64 << 0.0 << 1.0;
    QTest::newRow("one pixel") << 100 << 1 << 0.0 << 1.0;
}

void TestHeatRows::columnsAreLargestOfTheirSamples() {
    QFETCH(int, samples);
    QFETCH(int, columns);
    QFETCH(double, low);
    QFETCH(double, high);
    std::mt19937 random(3);
    std::uniform_real_distribution<double> draw(0.0, 1.0);
    const std::vector<double> x = grid(samples);
    HeatRows rows;
    rows.setColumns(x, {low, high}, columns);
    QCOMPARE(rows.columns(), columns);
    for (std::size_t row = 0; row < 5; ++row) {
        std::vector<double> values;
        for (int i = 0; i < samples; ++i)
            values.push_back(std::pow(10.0, -8.0 * draw(random)));
        rows.setRow(row, values);
        double largestShown = 0.0;
        double largest = 0.0;
        for (int column = 0; column < columns; ++column) {
            double expected = -1.0;
            double nearest = 1e9;
            double ofNearest = 0.0;
            const double left = low + (high - low) * column / columns;
            const double right = low + (high - low) * (column + 1) / columns;
            for (int i = 0; i < samples; ++i) {
                const double at = x[static_cast<std::size_t>(i)];
                const double value = values[static_cast<std::size_t>(i)];
                if (at >= left && (at < right || (column + 1 == columns && at <= right)))
                    expected = std::max(expected, value);
                if (std::abs(at - 0.5 * (left + right)) < nearest) {
                    nearest = std::abs(at - 0.5 * (left + right));
                    ofNearest = value;
                }
                if (at >= low && at <= high)
                    largest = std::max(largest, value);
            }
            QCOMPARE(rows.at(row, column), expected < 0.0 ? ofNearest : expected);
            largestShown = std::max(largestShown, rows.at(row, column));
        }
        QCOMPARE(largestShown, largest); // no peak is lost
    }
    QCOMPARE(rows.rows(), std::size_t{5});
}

void TestHeatRows::pixelsAreLargestOfTheirRows_data() {
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("capacity");
    QTest::addColumn<int>("height");
    QTest::newRow("one row") << 1 << 1 << 40;
    QTest::newRow("few of few") << 5 << 9 << 40;
    QTest::newRow("as many as pixels") << 40 << 40 << 40;
    QTest::newRow("a few more") << 50 << 57 << 40;
    QTest::newRow("two thousand") << 2000 << 2001 << 313;
    QTest::newRow("one pixel") << 300 << 2001 << 1;
}

void TestHeatRows::pixelsAreLargestOfTheirRows() {
    QFETCH(int, count);
    QFETCH(int, capacity);
    QFETCH(int, height);
    const std::vector<double> x = grid(30);
    HeatRows rows;
    rows.setColumns(x, {0.0, 1.0}, 30);
    std::mt19937 random(5);
    std::uniform_real_distribution<double> draw(-4.0, 0.0);
    std::vector<std::vector<double>> values;
    for (int row = 0; row < count; ++row) {
        std::vector<double> each;
        for (int i = 0; i < 30; ++i)
            each.push_back(std::pow(10.0, draw(random)));
        values.push_back(each);
        rows.setRow(static_cast<std::size_t>(row), each);
    }
    HeatPicture picture;
    QCOMPARE(picture.update(rows, height, static_cast<std::size_t>(capacity), usual, 0, 0), height);
    for (int pixel = 0; pixel < height; ++pixel)
        for (int column = 0; column < 30; ++column) {
            double largest = -1.0;
            for (int row = 0; row < count; ++row) {
                const bool here = capacity <= height ? row == pixel * capacity / height
                                                     : row >= pixel * capacity / height &&
                                                           row < (pixel + 1) * capacity / height;
                if (here)
                    largest = std::max(
                        largest, values[static_cast<std::size_t>(row)][static_cast<std::size_t>(column)]);
            }
            const QRgb expected =
                largest < 0.0 ? usual.nothing : heatColor((std::log10(largest) + 4.0) / 4.0);
            QCOMPARE(picture.image().pixel(column, pixel), expected);
        }
}

void TestHeatRows::everyRowHasAPixel() {
    for (const std::size_t capacity : {1UL, 2UL, 39UL, 40UL, 41UL, 79UL, 2001UL})
        for (const int height : {1, 7, 40, 401}) {
            std::vector<int> hit(capacity, 0);
            for (int pixel = 0; pixel < height; ++pixel) {
                const auto [first, last] = HeatPicture::rowsAt(pixel, height, capacity);
                QVERIFY(first < last && last <= capacity);
                for (std::size_t row = first; row < last; ++row)
                    ++hit[row];
            }
            QVERIFY(std::ranges::count(hit, 0) == 0);
            if (capacity >= static_cast<std::size_t>(height))
                QVERIFY(std::ranges::count(hit, 1) == static_cast<std::ptrdiff_t>(capacity));
        }
}

void TestHeatRows::newRowsAreAllThatIsPainted() {
    const std::vector<double> x = grid(501);
    HeatRows rows;
    rows.setColumns(x, {0.0, 1.0}, 200);
    HeatPicture live;
    std::mt19937 random(11);
    std::uniform_real_distribution<double> draw(-5.0, 1.0);
    const std::size_t capacity = 600;
    for (std::size_t row = 0; row < 500; ++row) {
        std::vector<double> values;
        for (std::size_t i = 0; i < x.size(); ++i)
            values.push_back(std::pow(10.0, draw(random)));
        rows.setRow(row, values);
        const int painted = live.update(rows, 250, capacity, usual, row, row + 1);
        QVERIFY2(row == 0 ? painted == 250 : painted <= 2, qPrintable(QString::number(painted)));
        if (row % 50 == 49) {
            HeatPicture whole;
            whole.update(rows, 250, capacity, usual, 0, capacity);
            QCOMPARE(live.image(), whole.image());
        }
    }
    QCOMPARE(live.update(rows, 250, capacity, usual, 0, 0), 0); // nothing is new
    HeatColors other = usual;
    other.low = -6.0;
    QCOMPARE(live.update(rows, 250, capacity, other, 0, 0), 250);
    QCOMPARE(live.update(rows, 125, capacity, other, 0, 0), 125);
    QCOMPARE(live.update(rows, 125, 2 * capacity, other, 0, 0), 125);
    // Fewer rows: what is gone is painted over.
    rows.keepRows(100);
    live.update(rows, 125, 2 * capacity, other, 100, 500);
    HeatPicture whole;
    whole.update(rows, 125, 2 * capacity, other, 0, 0);
    QCOMPARE(live.image(), whole.image());
}

void TestHeatRows::zerosAndWhatIsNotFinite() {
    const std::vector<double> x = grid(5);
    HeatRows rows;
    rows.setColumns(x, {0.0, 1.0}, 5);
    rows.setRow(0,
                std::vector<double>{0.0, 1e-300, 1e300, notANumber, std::numeric_limits<double>::infinity()});
    HeatPicture picture;
    picture.update(rows, 1, 1, usual, 0, 1);
    QCOMPARE(picture.image().pixel(0, 0), usual.zero);
    QCOMPARE(picture.image().pixel(1, 0), heatColor(0.0)); // tiny, but not zero
    QCOMPARE(picture.image().pixel(2, 0), heatColor(1.0));
    QCOMPARE(picture.image().pixel(3, 0), usual.notFinite);
    QCOMPARE(picture.image().pixel(4, 0), usual.notFinite);
    // Beside ordinary values in the same pixel neither is lost.
    rows.setColumns(x, {0.0, 1.0}, 1);
    for (const std::vector<double>& values : {std::vector<double>{notANumber, 1.0, 0.0, 1.0, 1.0},
                                              std::vector<double>{1.0, 1.0, 0.0, 1.0, notANumber}}) {
        rows.setRow(0, values);
        QVERIFY(std::isnan(rows.at(0, 0)));
    }
    rows.setRow(0, std::vector<double>{1.0, 1.0, 1.0, 1.0, 1.0});
    rows.setRow(1, std::vector<double>{notANumber, 0.0, 0.0, 0.0, 0.0});
    rows.setRow(2, std::vector<double>{0.5, 0.0, 0.0, 0.0, 0.0});
    picture.update(rows, 1, 3, usual, 0, 3);
    QCOMPARE(picture.image().pixel(0, 0), usual.notFinite);
}

void TestHeatRows::nothingToShow() {
    HeatRows rows;
    HeatPicture picture;
    QCOMPARE(picture.update(rows, 10, 1, usual, 0, 1), 0);
    QVERIFY(picture.image().isNull());
    rows.setColumns({}, {0.0, 1.0}, 10);
    rows.setColumns(grid(4), {1.0, 1.0}, 10);
    rows.setColumns(grid(4), {0.0, 1.0}, -1);
    rows.setRow(0, std::vector<double>(4, 1.0));
    QCOMPARE(rows.rows(), std::size_t{0});
    rows.setColumns(grid(4), {0.0, 1.0}, 10);
    rows.setRow(3, std::vector<double>(4, 1.0)); // out of turn
    rows.setRow(0, std::vector<double>(2, 1.0)); // too short
    QCOMPARE(rows.rows(), std::size_t{0});
    QCOMPARE(picture.update(rows, 10, 3, usual, 0, 3), 10);
    QCOMPARE(picture.image().pixel(5, 5), usual.nothing);
}

GRADEWISE_TEST(TestHeatRows)
#include "test_heat_rows.moc"
