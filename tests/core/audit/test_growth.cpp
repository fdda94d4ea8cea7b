// Where residuals grow, and their norms.
#include "core/audit/growth.h"
#include "core/audit/norms.h"
#include "core/numbers/metrics.h"
#include "tests/test_case.h"

#include <cmath>
#include <limits>

using namespace gradewise;

class TestGrowth : public QObject {
    Q_OBJECT

private slots:
    void pointsThatGrowAreCountedAndPlaced() {
        Matrix before(1, 6);
        Matrix after(1, 6);
        before << 1, -1, 0, 2, 3, 1;
        after << -1, 1.5, 0.25, 1, -5, 1;
        const Growth growth = growthOf(before, after, 0.0);
        QCOMPARE(growth.points, Index{6});
        QCOMPARE(growth.growing, Index{3});
        QCOMPARE(growth.largest, 2.0);
        QCOMPARE(growth.at, Index{4});
        QCOMPARE(growth.share(), 0.5);
        const std::vector<ColumnRange> wanted = {{1, 2}, {4, 4}};
        QVERIFY(growingRanges(before, after, 0.0) == wanted);
    }

    void whatIsWithinTheSlackDoesNotGrow() {
        Matrix target = Matrix::Constant(1, 3, 2.0);
        const double slack = roundingSlack(target);
        QVERIFY(slack > 0.0 && slack < 1e-13);
        const Matrix before = Matrix::Constant(1, 3, 1.0);
        Matrix after = before;
        after(0, 1) += 0.5 * slack;
        QCOMPARE(growthOf(before, after, slack).growing, Index{0});
        QVERIFY(growingRanges(before, after, slack).empty());
        after(0, 1) += slack;
        QCOMPARE(growthOf(before, after, slack).growing, Index{1});
    }

    void severalOutputsAreOneVector() {
        Matrix before(2, 2);
        Matrix after(2, 2);
        before << 3, 1, //
            4, 1;
        after << 5, 1.5, //
            0, 0;
        const Growth growth = growthOf(before, after, 1e-14);
        QCOMPARE(growth.growing, Index{1});
        QCOMPARE(growth.at, Index{1});
        QVERIFY(std::abs(growth.largest - (1.5 - std::sqrt(2.0))) < 1e-15);
    }

    void whatIsNoNumberGrows() {
        const Matrix before = Matrix::Constant(1, 2, 1.0);
        Matrix after = before;
        after(0, 1) = std::numeric_limits<double>::quiet_NaN();
        const Growth growth = growthOf(before, after, 1.0);
        QCOMPARE(growth.growing, Index{1});
        QVERIFY(std::isinf(growth.largest));
        QCOMPARE(growingRanges(before, after, 1.0).size(), std::size_t{1});
    }

    void normsOfAKnownResidual() {
        // |r| = x on midpoints: L^p = (1 / (p + 1))^(1/p).
        const Index n = 20000;
        Matrix r(1, n);
        for (Index j = 0; j < n; ++j)
            r(0, j) = (j % 2 == 0 ? 1.0 : -1.0) * (static_cast<double>(j) + 0.5) / static_cast<double>(n);
        const Norms norms = normsOf(r, Matrix::Zero(1, n));
        QVERIFY(std::abs(norms.l1 - 0.5) < 1e-9);
        QVERIFY(std::abs(norms.l2 - std::sqrt(1.0 / 3.0)) < 1e-8);
        QVERIFY(std::abs(norms.l4 - std::pow(0.2, 0.25)) < 1e-8);
        QCOMPARE(norms.sup, std::abs(r(0, n - 1)));
    }

    void normsAgreeWithTheErrorsOfTheTable() {
        Matrix target(2, 50);
        Matrix residual(2, 50);
        for (Index j = 0; j < 50; ++j) {
            target.col(j) << std::sin(0.1 * static_cast<double>(j)), 1.0;
            residual.col(j) << 1e-3 * std::cos(static_cast<double>(j)), 1e-17;
        }
        const Norms norms = normsOf(residual, target);
        const Metrics metrics = measure(residual, target);
        QVERIFY(std::abs(norms.l1 - metrics.l1) < 1e-16);
        QVERIFY(std::abs(norms.l2 - metrics.l2) < 1e-16);
        QCOMPARE(norms.sup, metrics.sup);
    }

    void extremesHaveNorms() {
        const Matrix huge = Matrix::Constant(1, 4, 1e200);
        QCOMPARE(normsOf(huge, huge).l4, 1e200);
        const Matrix tiny = Matrix::Constant(1, 4, 1e-200);
        QCOMPARE(normsOf(tiny, Matrix::Zero(1, 4)).l4, 1e-200);
        QCOMPARE(normsOf(Matrix::Zero(1, 4), Matrix::Zero(1, 4)).l4, 0.0);
        QCOMPARE(normsOf(Matrix(1, 0), Matrix(1, 0)).sup, 0.0);
    }
};

GRADEWISE_TEST(TestGrowth)
#include "test_growth.moc"
