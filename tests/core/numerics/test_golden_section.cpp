// The golden section finds known minima in as many values as it says.
#include "core/numerics/golden_section.h"
#include "tests/test_case.h"

#include <cmath>

using namespace gradewise;

namespace {
const auto never = [](double, double) { return false; };
} // namespace

class TestGoldenSection : public QObject {
    Q_OBJECT

private slots:
    void findsAValley_data() {
        QTest::addColumn<double>("valley");
        QTest::newRow("inside") << 0.3141;
        QTest::newRow("near the low end") << 1e-4;
        QTest::newRow("near the high end") << 0.9999;
        QTest::newRow("below the interval") << -1.0;
        QTest::newRow("above the interval") << 2.0;
    }
    void findsAValley() {
        QFETCH(double, valley);
        int asked = 0;
        double least = 1e300;
        const Probe found = goldenSection(
            0.0, 1.0, 12,
            [&](double x) {
                ++asked;
                const double value = std::abs(x - valley) + 2.0;
                least = std::min(least, value);
                return value;
            },
            never);
        QCOMPARE(asked, 14);
        QCOMPARE(found.value, least); // the smallest of all values that were asked for
        // What is left after 12 steps is 0.618^12 long, and has the place found inside.
        const double expected = std::clamp(valley, 0.0, 1.0);
        QVERIFY(std::abs(found.at - expected) <= std::pow(0.6180339887498949, 12));
    }

    void endsWhenItIsEnough() {
        int asked = 0;
        const auto value = [&asked](double x) {
            ++asked;
            return x * x;
        };
        const Probe found =
            goldenSection(-1.0, 2.0, 1000, value, [](double low, double high) { return high - low < 1e-3; });
        QVERIFY(std::abs(found.at) < 1e-3);
        QCOMPARE(asked, 2 + 17); // 3 · 0.618^17 is the first below 1e-3
    }

    void ofEqualValuesTheLeftOne() {
        const Probe found = goldenSection(
            0.0, 1.0, 0, [](double) { return 7.0; }, never);
        QCOMPARE(found.at, 1.0 - 0.6180339887498949);
    }
};

GRADEWISE_TEST(TestGoldenSection)
#include "test_golden_section.moc"
