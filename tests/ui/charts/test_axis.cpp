#include "tests/test_case.h"
#include "ui/charts/axis.h"
#include "ui/charts/number_format.h"

#include <QLocale>

#include <cmath>

using namespace gradewise;

class TestAxis : public QObject {
    Q_OBJECT
private slots:
    void boundsHoldTheData_data();
    void boundsHoldTheData();
    void boundsStayWhileFilled();
    void ticksAreFewWhateverTheRange_data();
    void ticksAreFewWhateverTheRange();
    void twoTicksTellAScale();
    void ticksOfDecadesAreWholePowers();
    void numbers_data();
    void numbers();
    void numbersFollowTheLocale();
    void tickNumbers_data();
    void tickNumbers();
};

void TestAxis::boundsHoldTheData_data() {
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::newRow("ordinary") << -0.93 << 1.31;
    QTest::newRow("one value") << 3.7 << 3.7;
    QTest::newRow("zero") << 0.0 << 0.0;
    QTest::newRow("1e-300") << -1e-300 << 2e-300;
    QTest::newRow("denormal") << 0.0 << 5e-324;
    QTest::newRow("1e300") << -1e300 << 1e300;
    QTest::newRow("close together") << 1.0 << 1.0 + 1e-15;
    QTest::newRow("negative") << -12345.0 << -12344.0;
}

void TestAxis::boundsHoldTheData() {
    QFETCH(double, low);
    QFETCH(double, high);
    const Range data{low, high};
    for (const Range& bounds : {roundBounds(data), symmetricBounds(data)}) {
        QVERIFY(std::isfinite(bounds.low) && std::isfinite(bounds.high));
        QVERIFY(bounds.span() > 0.0);
        QVERIFY2(bounds.low <= low + 1e-9 * std::abs(low), qPrintable(QString::number(bounds.low)));
        QVERIFY2(bounds.high >= high - 1e-9 * std::abs(high), qPrintable(QString::number(bounds.high)));
    }
    QCOMPARE(symmetricBounds(data).low, -symmetricBounds(data).high);
}

void TestAxis::boundsStayWhileFilled() {
    const Range current{0.0, 10.0};
    const auto next = [&](Range data) { return steadyBounds(current, data, roundBounds(data)); };
    QCOMPARE(next({1.0, 9.0}), current);
    QVERIFY2(next({1.0, 10.5}).high > 10.0, "data that leaves the bounds must change them");
    QVERIFY2(next({1.0, 3.0}).high < 10.0, "bounds that are hardly filled must shrink");
    QCOMPARE(steadyBounds(std::nullopt, {1.0, 9.0}, current), current);
}

void TestAxis::ticksAreFewWhateverTheRange_data() {
    QTest::addColumn<double>("low");
    QTest::addColumn<double>("high");
    QTest::newRow("unit") << 0.0 << 1.0;
    QTest::newRow("thousands") << 0.0 << 4000.0;
    QTest::newRow("1e300") << -1e300 << 1e300;
    QTest::newRow("1e-300") << -1e-300 << 1e-300;
    QTest::newRow("lost in rounding") << 1e17 << 1e17 + 64.0;
    QTest::newRow("empty") << 1.0 << 1.0;
    QTest::newRow("reversed") << 1.0 << 0.0;
    QTest::newRow("endless") << 0.0 << std::numeric_limits<double>::infinity();
    QTest::newRow("not a number") << 0.0 << std::nan("");
}

void TestAxis::ticksAreFewWhateverTheRange() {
    QFETCH(double, low);
    QFETCH(double, high);
    for (const Scale scale : {Scale::Linear, Scale::Log}) {
        const std::vector<Tick> found = ticks({low, high}, scale, 8);
        QVERIFY2(found.size() <= 12, qPrintable(QString::number(found.size())));
        for (const Tick& tick : found) {
            QVERIFY(tick.position >= low - 1e-9 * (high - low) &&
                    tick.position <= high + 1e-9 * (high - low));
        }
    }
    if (qstrcmp(QTest::currentDataTag(), "unit") == 0)
        QVERIFY(ticks({low, high}, Scale::Linear, 8).size() >= 4);
}

void TestAxis::twoTicksTellAScale() {
    for (const double low : {-1.0, -0.4, 0.1, 3.0, -1e-7}) {
        for (const double span : {0.11, 0.4, 0.9, 2.5, 7.3}) {
            for (const int maximum : {1, 2, 3}) {
                const std::size_t found = ticks({low, low + span}, Scale::Linear, maximum).size();
                QVERIFY2(found >= 2 && found <= 6, qPrintable(QStringLiteral("%1").arg(found)));
            }
        }
    }
}

void TestAxis::ticksOfDecadesAreWholePowers() {
    const std::vector<Tick> found = ticks({-18.0, 0.0}, Scale::Log, 8);
    QVERIFY(found.size() >= 4 && found.size() <= 10);
    for (const Tick& tick : found) {
        QVERIFY(tick.power);
        QCOMPARE(tick.position, std::round(tick.position));
    }
    const std::vector<Tick> deep = ticks({-3.2, -3.1}, Scale::Log, 8);
    QVERIFY2(deep.size() >= 2, "a range within a decade needs labels too");
}

void TestAxis::numbers_data() {
    QTest::addColumn<double>("value");
    QTest::addColumn<int>("digits");
    QTest::addColumn<QString>("text");
    QTest::newRow("zero") << 0.0 << 2 << "0";
    QTest::newRow("plain") << 0.14 << 2 << "0.14";
    QTest::newRow("kept zero") << 0.1 << 2 << "0.10";
    QTest::newRow("small") << 1.44e-7 << 2 << "1.4e-7";
    QTest::newRow("negative") << -0.0362 << 2 << "−0.036";
    QTest::newRow("rounds up") << 9.99 << 2 << "10";
    QTest::newRow("rounds into plain") << 0.0009999 << 2 << "0.0010";
    QTest::newRow("large") << 1.23456e8 << 3 << "1.23e8";
    QTest::newRow("tiny") << 1e-300 << 2 << "1.0e-300";
    QTest::newRow("nan") << std::nan("") << 2 << "undefined";
    QTest::newRow("inf") << -std::numeric_limits<double>::infinity() << 2 << "−∞";
}

void TestAxis::numbers() {
    QFETCH(double, value);
    QFETCH(int, digits);
    QFETCH(QString, text);
    QLocale::setDefault(QLocale::c());
    QCOMPARE(compactNumber(value, digits), text);
}

void TestAxis::numbersFollowTheLocale() {
    QLocale::setDefault(QLocale(QLocale::German));
    QCOMPARE(compactNumber(0.14), QStringLiteral("0,14"));
    QCOMPARE(compactNumber(1.44e-7), QStringLiteral("1,4e-7"));
    QCOMPARE(tickNumber(-0.5, 0.5), QStringLiteral("−0,5"));
    QLocale::setDefault(QLocale::c());
    QCOMPARE(subscript(120), QStringLiteral("₁₂₀"));
    QCOMPARE(readingNumber(0.25), QStringLiteral("0.25"));
}

void TestAxis::tickNumbers_data() {
    QTest::addColumn<double>("value");
    QTest::addColumn<double>("step");
    QTest::addColumn<QString>("text");
    QTest::newRow("step 0.2") << 0.6000000000000001 << 0.2 << "0.6";
    QTest::newRow("step 0.25 digits") << 1.0 << 0.05 << "1.00";
    QTest::newRow("whole") << 400.0 << 200.0 << "400";
    QTest::newRow("rounding dust") << 1e-17 << 0.2 << "0";
    QTest::newRow("tiny") << 2e-7 << 1e-7 << "2e-7";
    QTest::newRow("large") << 1.5e6 << 5e5 << "1.5e6";
}

void TestAxis::tickNumbers() {
    QFETCH(double, value);
    QFETCH(double, step);
    QFETCH(QString, text);
    QLocale::setDefault(QLocale::c());
    QCOMPARE(tickNumber(value, step), text);
}

GRADEWISE_TEST(TestAxis)
#include "test_axis.moc"
