#include "core/numbers/metrics.h"
#include "tests/test_case.h"

#include <QtTest>

#include <cmath>
#include <limits>

using namespace gradewise;

class TestMetrics : public QObject {
    Q_OBJECT

private slots:
    void oneOutput();
    void twoOutputs();
    void aPerfectFitIsAsGoodAsRounding();
    void vanishingTarget();
    void vanishingBoth();
    void noPoints();
    void onePoint();
    void worstOfEqualOnesIsTheFirst();
    void notANumberIsNotHidden_data();
    void notANumberIsNotHidden();
    void relativeOnesDoNotDependOnTheUnit();
};

void TestMetrics::oneOutput() {
    // |r| = 1, 0, 2, 1; |f| = 2, 4, 4, 2
    const Metrics m = measure(Matrix{{1, 0, -2, 1}}, Matrix{{2, -4, 4, 2}});
    QCOMPARE(m.l1, 1.0);
    QCOMPARE(m.l2, std::sqrt(1.5));
    QCOMPARE(m.sup, 2.0);
    QCOMPARE(m.mse, 1.5);
    QCOMPARE(m.halfMse, 0.75);
    QCOMPARE(m.relativeL1, 4.0 / 12);
    QCOMPARE(m.relativeL2, std::sqrt(6.0 / 40));
    QCOMPARE(m.relativeSup, 0.5);
    QCOMPARE(m.rse, 6.0 / 40);
    QCOMPARE(m.worst, std::size_t{2});
}

void TestMetrics::twoOutputs() {
    // Euclidean sizes of the columns: |r| = 5, 0; |f| = 10, 13
    const Metrics m = measure(Matrix{{3, 0}, {-4, 0}}, Matrix{{6, 5}, {8, -12}});
    QCOMPARE(m.l1, 2.5);
    QCOMPARE(m.l2, std::sqrt(12.5));
    QCOMPARE(m.sup, 5.0);
    QCOMPARE(m.mse, 12.5);
    QCOMPARE(m.halfMse, 6.25);
    QCOMPARE(m.relativeL1, 5.0 / 23);
    QCOMPARE(m.relativeL2, 5.0 / std::sqrt(269.0));
    QCOMPARE(m.relativeSup, 5.0 / 13);
    QCOMPARE(m.rse, 25.0 / 269);
    QCOMPARE(m.worst, std::size_t{0});
}

void TestMetrics::aPerfectFitIsAsGoodAsRounding() {
    for (const double residual : {0.0, 1e-30, -1e-25}) {
        const Metrics m = measure(Matrix::Constant(1, 3, residual), Matrix{{1, -2, 3}});
        QCOMPARE(m.relativeL1, unitRoundoff);
        QCOMPARE(m.relativeL2, unitRoundoff);
        QCOMPARE(m.relativeSup, unitRoundoff);
        QCOMPARE(m.rse, unitRoundoff * unitRoundoff);
        QCOMPARE(m.sup, 3.0 * unitRoundoff);
        QCOMPARE(m.worst, std::size_t{2});
    }
    QCOMPARE(measure(Matrix{{1e-15}}, Matrix{{1.0}}).relativeL2, 1e-15); // above rounding: as it is
}

void TestMetrics::vanishingTarget() {
    const Metrics m = measure(Matrix{{3, 4}}, Matrix::Zero(1, 2));
    QCOMPARE(m.l1, 3.5);
    QCOMPARE(m.sup, 4.0);
    QVERIFY(std::isnan(m.relativeL1));
    QVERIFY(std::isnan(m.relativeL2));
    QVERIFY(std::isnan(m.relativeSup));
    QVERIFY(std::isnan(m.rse));
}

void TestMetrics::vanishingBoth() {
    const Metrics m = measure(Matrix::Zero(2, 2), Matrix::Zero(2, 2));
    QCOMPARE(m.l2, 0.0);
    QVERIFY(std::isnan(m.relativeL2)); // 0 / 0 is not a success
}

void TestMetrics::noPoints() {
    const Metrics m = measure(Matrix(1, 0), Matrix(1, 0));
    for (const double value :
         {m.l1, m.l2, m.sup, m.mse, m.halfMse, m.relativeL1, m.relativeL2, m.relativeSup, m.rse})
        QCOMPARE(value, 0.0);
    QCOMPARE(m.worst, std::size_t{0});
}

void TestMetrics::onePoint() {
    const Metrics m = measure(Matrix::Constant(1, 1, -0.5), Matrix::Constant(1, 1, 2.0));
    QCOMPARE(m.l1, 0.5);
    QCOMPARE(m.l2, 0.5);
    QCOMPARE(m.sup, 0.5);
    QCOMPARE(m.relativeL2, 0.25);
    QCOMPARE(m.rse, 0.0625);
}

void TestMetrics::worstOfEqualOnesIsTheFirst() {
    QCOMPARE(measure(Matrix{{0, 2, -2, 2}}, Matrix::Ones(1, 4)).worst, std::size_t{1});
}

void TestMetrics::notANumberIsNotHidden_data() {
    QTest::addColumn<int>("place");
    for (int place = 0; place < 3; ++place)
        QTest::addRow("column %d", place) << place;
}

void TestMetrics::notANumberIsNotHidden() {
    QFETCH(int, place);
    Matrix residual{{1, 5, 2}};
    residual(0, place) = std::numeric_limits<double>::quiet_NaN();
    const Metrics m = measure(residual, Matrix::Ones(1, 3));
    QVERIFY(std::isnan(m.l1));
    QVERIFY(std::isnan(m.l2));
    QVERIFY(std::isnan(m.sup));
    QVERIFY(std::isnan(m.relativeL2));
    QCOMPARE(m.worst, static_cast<std::size_t>(place));
}

void TestMetrics::relativeOnesDoNotDependOnTheUnit() {
    const Matrix residual = Matrix::Random(2, 50);
    const Matrix target = Matrix::Random(2, 50);
    const Metrics a = measure(residual, target);
    const Metrics b = measure(8.0 * residual, 8.0 * target); // a power of two: exact
    QCOMPARE(b.l2, 8 * a.l2);
    QCOMPARE(b.sup, 8 * a.sup);
    QCOMPARE(b.relativeL1, a.relativeL1);
    QCOMPARE(b.relativeL2, a.relativeL2);
    QCOMPARE(b.relativeSup, a.relativeSup);
    QCOMPARE(b.rse, a.rse);
}

GRADEWISE_TEST(TestMetrics)
#include "test_metrics.moc"
