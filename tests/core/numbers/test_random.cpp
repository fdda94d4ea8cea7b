#include "core/numbers/random.h"
#include "tests/test_case.h"

#include <QtTest>

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

using namespace gradewise;

namespace {

/// The stream's seed written out again from its definition: SplitMix64 over seed, letters and index.
std::uint64_t splitMix(std::uint64_t state) {
    std::uint64_t z = state + 0x9e3779b97f4a7c15U;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
    return z ^ (z >> 31U);
}

std::vector<double> uniforms(Random random, int count) {
    std::vector<double> values(static_cast<std::size_t>(count));
    std::ranges::generate(values, [&random] { return random.uniform(); });
    return values;
}

double correlation(const std::vector<double>& a, const std::vector<double>& b) {
    double sum = 0.0;
    for (std::size_t i = 0; i < a.size(); ++i)
        sum += (a[i] - 0.5) * (b[i] - 0.5);
    return 12.0 * sum / static_cast<double>(a.size());
}

} // namespace

class TestRandom : public QObject {
    Q_OBJECT

private slots:
    void firstValuesAreThoseOfTheStandard();
    void firstValuesOfAStream();
    void streamsAreReproducible();
    void streamsAreIndependent_data();
    void streamsAreIndependent();
    void uniformMoments();
    void uniformInAnInterval();
    void normalMoments();
    void normalIsBoxMuller();
    void belowIsEven();
    void belowOfExtremes();
};

void TestRandom::firstValuesAreThoseOfTheStandard() {
    // [rand.predef]: the 10000th number of mt19937_64 with seed 5489 is 9981545732273789042; its first is
    // known too.
    Random random(5489);
    QCOMPARE(random.uniform(), static_cast<double>(14514284786278117030ULL >> 11U) * 0x1.0p-53);
    for (int i = 2; i < 10000; ++i)
        static_cast<void>(random.uniform());
    QCOMPARE(random.uniform(), static_cast<double>(9981545732273789042ULL >> 11U) * 0x1.0p-53);
}

void TestRandom::firstValuesOfAStream() {
    QCOMPARE(splitMix(0), 0xe220a8397b1dcdafULL); // published first output of SplitMix64
    std::uint64_t state = splitMix(42);
    for (const unsigned char letter : {'n', 'o', 'i', 's', 'e'})
        state = splitMix(state ^ letter);
    const auto expected = uniforms(Random(splitMix(state ^ 3U)), 10);
    QCOMPARE(uniforms(Random(42, "noise", 3), 10), expected);
}

void TestRandom::streamsAreReproducible() {
    QCOMPARE(uniforms(Random(1, "train"), 100), uniforms(Random(1, "train"), 100));
    QCOMPARE(uniforms(Random(1, "train"), 100), uniforms(Random(1, "train", 0), 100));
}

void TestRandom::streamsAreIndependent_data() {
    QTest::addColumn<QString>("purpose");
    QTest::addColumn<quint64>("seed");
    QTest::addColumn<quint64>("index");
    QTest::newRow("another purpose") << "validation" << quint64{1} << quint64{0};
    QTest::newRow("letters swapped") << "trian" << quint64{1} << quint64{0};
    QTest::newRow("longer") << "trains" << quint64{1} << quint64{0};
    QTest::newRow("shorter") << "trai" << quint64{1} << quint64{0};
    QTest::newRow("no purpose") << "" << quint64{1} << quint64{0};
    QTest::newRow("next seed") << "train" << quint64{2} << quint64{0};
    QTest::newRow("next index") << "train" << quint64{1} << quint64{1};
    QTest::newRow("largest seed") << "train" << ~quint64{0} << quint64{0};
}

void TestRandom::streamsAreIndependent() {
    QFETCH(QString, purpose);
    QFETCH(quint64, seed);
    QFETCH(quint64, index);
    const auto a = uniforms(Random(1, "train"), 20000);
    const auto b = uniforms(Random(seed, purpose.toStdString(), index), 20000);
    QVERIFY(std::abs(correlation(a, b)) < 0.03); // four standard deviations
    QVERIFY(std::ranges::find(b, a.front()) == b.end());
}

void TestRandom::uniformMoments() {
    const auto values = uniforms(Random(7, "moments"), 200000);
    std::array<double, 3> moments = {};
    for (const double value : values) {
        QVERIFY(value >= 0.0 && value < 1.0);
        moments[0] += value;
        moments[1] += value * value;
        moments[2] += value * value * value;
    }
    for (std::size_t k = 0; k < 3; ++k)
        QVERIFY(std::abs(moments[k] / 200000 - 1.0 / static_cast<double>(k + 2)) < 0.004);
}

void TestRandom::uniformInAnInterval() {
    Random random(3);
    Random same(3);
    for (int i = 0; i < 1000; ++i) {
        const double value = random.uniform(-2, 5);
        QVERIFY(value >= -2 && value < 5);
        QCOMPARE(value, -2 + 7 * same.uniform());
    }
}

void TestRandom::normalMoments() {
    Random random(7, "normal");
    std::array<double, 4> moments = {};
    int beyondTwo = 0;
    constexpr int count = 200000;
    for (int i = 0; i < count; ++i) {
        const double value = random.normal();
        QVERIFY(std::isfinite(value));
        double power = 1.0;
        for (double& moment : moments)
            moment += (power *= value);
        beyondTwo += std::abs(value) > 2 ? 1 : 0;
    }
    constexpr std::array expected = {0.0, 1.0, 0.0, 3.0};
    constexpr std::array tolerance = {0.01, 0.015, 0.04, 0.12};
    for (std::size_t k = 0; k < 4; ++k)
        QVERIFY2(std::abs(moments[k] / count - expected[k]) < tolerance[k],
                 qPrintable(QString::number(moments[k] / count)));
    QVERIFY(std::abs(static_cast<double>(beyondTwo) / count - 0.0455) < 0.003);
}

void TestRandom::normalIsBoxMuller() {
    Random random(11);
    Random same(11);
    const double radius = std::sqrt(-2 * std::log1p(-same.uniform()));
    const double angle = 2 * 3.14159265358979323846 * same.uniform();
    QCOMPARE(random.normal(), radius * std::cos(angle));
    QCOMPARE(random.normal(), radius * std::sin(angle)); // the spare one
    QCOMPARE(random.uniform(), same.uniform());          // two numbers drawn in all
}

void TestRandom::belowIsEven() {
    Random random(9);
    std::array<int, 6> counts = {};
    for (int i = 0; i < 60000; ++i)
        ++counts.at(random.below(6));
    for (const int count : counts)
        QVERIFY2(std::abs(count - 10000) < 400, qPrintable(QString::number(count)));
}

void TestRandom::belowOfExtremes() {
    Random random(9);
    // Three quarters of 2^64: without rejection the lowest third would be drawn half of the time.
    constexpr std::uint64_t large = std::uint64_t{3} << 62U;
    int lowestThird = 0;
    for (int i = 0; i < 3000; ++i) {
        QCOMPARE(random.below(1), std::uint64_t{0});
        const std::uint64_t drawn = random.below(large);
        QVERIFY(drawn < large);
        lowestThird += drawn < large / 3 ? 1 : 0;
    }
    QVERIFY2(std::abs(lowestThird - 1000) < 130, qPrintable(QString::number(lowestThird)));
}

GRADEWISE_TEST(TestRandom)
#include "test_random.moc"
