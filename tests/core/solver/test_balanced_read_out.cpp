// The balanced read-out: no sample gets worse, and nothing better does the same.
#include "core/numbers/random.h"
#include "core/solver/read_out/balanced_read_out.h"
#include "tests/test_case.h"

#include <Eigen/QR>

#include <cmath>

using namespace gradewise;

namespace {

constexpr Index samples = 400;
constexpr double slack = 1e-14;

bool on() {
    return true;
}

/// Ramps with kinks all over [0, 1], as trained features are.
Matrix ramps(Index width) {
    Matrix hidden(width, samples);
    for (Index i = 0; i < width; ++i)
        for (Index j = 0; j < samples; ++j)
            hidden(i, j) = std::max(0.0, static_cast<double>(j) / (samples - 1.0) -
                                             static_cast<double>(i) / static_cast<double>(width));
    return hidden;
}

Matrix waves(Index outputs) {
    Matrix residual(outputs, samples);
    for (Index i = 0; i < outputs; ++i)
        for (Index j = 0; j < samples; ++j)
            residual(i, j) =
                std::sin(7.0 * static_cast<double>(i + 1) * static_cast<double>(j) / samples + 0.4);
    return residual;
}

Matrix left(const Matrix& hidden, const Matrix& residual, const BalancedReadOut& readOut) {
    return residual - ((readOut.coefficients * hidden).colwise() + readOut.offset);
}

double worstIncrease(const Matrix& before, const Matrix& after) {
    return (after.cwiseAbs() - before.cwiseAbs()).maxCoeff();
}

} // namespace

class TestBalancedReadOut : public QObject {
    Q_OBJECT

private slots:
    void noSampleGetsWorse_data() {
        QTest::addColumn<Index>("width");
        QTest::addColumn<Index>("outputs");
        for (const Index width : {1, 2, 8, 32, 100})
            for (const Index outputs : {1, 3})
                QTest::addRow("width %d, outputs %d", static_cast<int>(width), static_cast<int>(outputs))
                    << width << outputs;
    }

    void noSampleGetsWorse() {
        QFETCH(Index, width);
        QFETCH(Index, outputs);
        const Matrix hidden = ramps(width);
        const Matrix residual = waves(outputs);
        const auto readOut = balancedReadOut(hidden, residual, slack, on);
        QVERIFY(readOut && readOut->found);
        const Matrix after = left(hidden, residual, *readOut);
        QVERIFY2(worstIncrease(residual, after) <= slack,
                 qPrintable(QString::number(worstIncrease(residual, after))));
        QVERIFY(after.norm() <= residual.norm());
        QVERIFY(readOut->gap <= 1e-8);
        if (width >= 8)
            QVERIFY(after.norm() < 0.9 * residual.norm());
    }

    void isLeastSquaresWhereNothingHolds() {
        // The features can fit the residual: least squares leaves none, and so breaks no bound.
        const Matrix hidden = ramps(12);
        Random random(1);
        Matrix wanted(1, 12);
        for (double& number : wanted.reshaped())
            number = random.uniform(-1.0, 1.0);
        const Matrix residual = (wanted * hidden).array() + 3.0;
        const auto readOut = balancedReadOut(hidden, residual, slack, on);
        QVERIFY(readOut && readOut->found);
        QVERIFY(left(hidden, residual, *readOut).norm() <= 1e-9 * residual.norm());
    }

    void nothingFeasibleIsBetter() {
        // Random steps from the solution that keep all bounds never lessen the residual.
        const Matrix hidden = ramps(5);
        const Matrix residual = waves(1);
        const auto readOut = balancedReadOut(hidden, residual, slack, on);
        QVERIFY(readOut && readOut->found && readOut->active > 0);
        const double best = left(hidden, residual, *readOut).norm();
        Random random(2);
        int feasible = 0;
        for (int trial = 0; trial < 200000; ++trial) {
            BalancedReadOut other = *readOut;
            const double size = std::pow(10.0, random.uniform(-6.0, 0.0));
            for (double& number : other.coefficients.reshaped())
                number += size * random.uniform(-1.0, 1.0);
            other.offset(0) += size * random.uniform(-1.0, 1.0);
            const Matrix after = left(hidden, residual, other);
            if (worstIncrease(residual, after) > 0.0)
                continue;
            ++feasible;
            QVERIFY2(after.norm() >= best * (1.0 - 1e-9),
                     qPrintable(QString::number(after.norm() / best - 1.0)));
        }
        QVERIFY2(feasible > 20, qPrintable(QString::number(feasible)));
    }

    void zerosOfTheResidualStay() {
        const Matrix hidden = ramps(20);
        Matrix residual = waves(1);
        residual.middleCols(100, 5).setZero();
        const auto readOut = balancedReadOut(hidden, residual, slack, on);
        QVERIFY(readOut);
        QVERIFY(worstIncrease(residual, left(hidden, residual, *readOut)) <= slack);
    }

    void featuresThatSayNothingContributeNothingBad() {
        const Matrix hidden = Matrix::Constant(4, samples, 2.0);
        const Matrix residual = waves(1); // of both signs: no constant helps everywhere
        const auto readOut = balancedReadOut(hidden, residual, slack, on);
        QVERIFY(readOut);
        QVERIFY((left(hidden, residual, *readOut) - residual).cwiseAbs().maxCoeff() <= slack);
    }

    void stopsWhenTold() {
        QVERIFY(!balancedReadOut(ramps(5), waves(1), slack, [] { return false; }));
    }
};

GRADEWISE_TEST(TestBalancedReadOut)
#include "test_balanced_read_out.moc"
