// Free-knot splines: least squares, the search for nodes, and the network that comes out.
#include "core/numbers/may_continue.h"
#include "core/numbers/random.h"
#include "core/numerics/band.h"
#include "core/onevariable/knot_search.h"
#include "core/onevariable/knot_starts.h"
#include "core/onevariable/spline_neurons.h"
#include "core/solver/fit.h"
#include "core/target/target.h"
#include "tests/test_case.h"

#include <Eigen/QR>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numbers>

using namespace gradewise;

#include "tests/core/onevariable/spline_fixture.h"
#include "tests/test_case.h"

using namespace gradewise;
using namespace gradewise::spline_fixture;

class TestSpline : public QObject {
    Q_OBJECT

private slots:
    void bandsAreSolvedLikeFullMatrices() {
        Matrix full = Matrix::Zero(9, 9);
        Matrix band(4, 9);
        for (Index j = 0; j < 9; ++j)
            for (Index d = 0; d < 4; ++d) {
                band(d, j) = d == 0 ? 5.0 + static_cast<double>(j) : 1.0 / static_cast<double>(d + j + 1);
                if (j + d < 9)
                    full(j + d, j) = full(j, j + d) = band(d, j);
            }
        const Matrix wanted = Matrix::Random(9, 2);
        Matrix right = full * wanted;
        QVERIFY(factoriseBand(band));
        solveBand(band, right);
        QVERIFY((right - wanted).cwiseAbs().maxCoeff() < 1e-13);
        Matrix indefinite = Matrix::Constant(2, 4, 1.0);
        QVERIFY(!factoriseBand(indefinite));
    }

    void samplesAtOnePlaceAreMerged() {
        Matrix x(1, 5);
        Matrix y(1, 5);
        x << 2.0, 1.0, 2.0, 0.0, 2.0;
        y << 1.0, 5.0, 4.0, 7.0, 4.0;
        const SortedSamples samples = SortedSamples::of(x, y);
        QVERIFY(samples.x == Eigen::Vector3d(0.0, 1.0, 2.0));
        QVERIFY(samples.weight == Eigen::Vector3d(1.0, 1.0, 3.0));
        QVERIFY((samples.y - Eigen::RowVector3d(7.0, 5.0, 3.0)).norm() < 1e-15);
        QVERIFY(std::abs(samples.within - 6.0) < 1e-14);
    }

    void valuesAreTheLeastSquaresSolution() {
        const Matrix x = randomRow(60, 1);
        const Matrix y = valuesAt(x, [](double p) { return std::sin(7.0 * p); });
        const SortedSamples samples = SortedSamples::of(x, y);
        Spline spline;
        spline.nodes = evenNodes(samples, 7);
        SplineValues(samples, 8).fit(spline);
        Matrix hats = Matrix::Zero(60, 8);
        for (Index i = 0; i < 60; ++i)
            for (Index k = 0; k < 7; ++k) {
                const double share =
                    (samples.x(i) - spline.nodes(k)) / (spline.nodes(k + 1) - spline.nodes(k));
                if (share >= 0.0 && share <= 1.0)
                    hats.row(i).segment(k, 2) << 1.0 - share, share;
            }
        const Vector expected = hats.colPivHouseholderQr().solve(samples.y.transpose());
        QVERIFY((spline.values.transpose() - expected).cwiseAbs().maxCoeff() < 1e-11);
        const double squares = (hats * expected - samples.y.transpose()).squaredNorm();
        QVERIFY(std::abs(spline.squares - squares) < 1e-12 * squares + 1e-15);
    }

    void gradientMatchesDifferences() {
        const Matrix x = randomRow(300, 2);
        Matrix y(2, 300);
        y << valuesAt(x, [](double p) { return std::sin(9.0 * p); }),
            valuesAt(x, [](double p) { return std::exp(2.0 * p); });
        const SortedSamples samples = SortedSamples::of(x, y);
        const KnotSearch search(samples, evenNodes(samples, 6), alwaysContinue);
        const Vector gradient = search.gradient();
        for (Index k = 1; k < 6; ++k) {
            const auto half = [&](double move) {
                Spline moved = search.spline();
                moved.nodes(k) += move;
                SplineValues(samples, 7).fit(moved);
                return 0.5 * moved.squares;
            };
            const double slope = (half(1e-6) - half(-1e-6)) / 2e-6;
            QVERIFY(std::abs(slope - gradient(k)) < 1e-5 * gradient.cwiseAbs().maxCoeff());
        }
        QCOMPARE(gradient(0), 0.0);
    }

    void stepsLessenTheSquaresAndEndAtAStationaryPoint() {
        const Matrix x = evenRow(400);
        const Matrix y = valuesAt(x, [](double p) { return std::sin(9.0 * p); });
        const SortedSamples samples = SortedSamples::of(x, y);
        KnotSearch search(samples, evenNodes(samples, 6), alwaysContinue);
        const double before = search.gradient().norm();
        double squares = search.squares();
        while (search.step() == Step::Moved) {
            QVERIFY(search.squares() < squares);
            squares = search.squares();
        }
        QVERIFY(search.gradient().norm() < 1e-2 * before);
    }

    void differencingBalancesNumbers() {
        Vector numbers(5);
        numbers << 8.0, -7.0, 6.0, 5.0, -4.0;
        const Vector signs = balancingSigns(numbers);
        QCOMPARE(signs(4), 1.0);
        QCOMPARE(std::abs(signs.dot(numbers)), 2.0); // what the method is known to find for 8 7 6 5 4
    }

    void networksAreTheirSplines() {
        const Matrix x = evenRow(500);
        const Matrix y = valuesAt(x, [](double p) { return std::sin(20.0 * p) + p; });
        const SortedSamples samples = SortedSamples::of(x, y);
        Spline spline;
        spline.nodes = equidistributedNodes(samples, 13);
        SplineValues(samples, 14).fit(spline);
        for (const Index width : {12, 13, 20}) {
            const SplineNeurons net = neuronsOf(spline, width, samples);
            const Matrix hidden = ((net.neurons.weights * x).colwise() + net.neurons.biases).cwiseMax(0.0);
            const double squares = ((net.coefficients * hidden).colwise() + net.offset - y).squaredNorm();
            QVERIFY(std::abs(squares - net.squares) < 1e-10 * y.squaredNorm());
            QVERIFY(net.squares <= (width == 12 ? 1.02 : 1.0 + 1e-12) * spline.squares);
            QVERIFY(net.squares >= spline.squares * (1.0 - 1e-12));
        }
    }

    void piecewiseLinearFunctionsAreFoundToRounding() {
        const Matrix x = randomRow(700, 3);
        const auto function = [](double p) {
            return std::abs(p - 0.21) - 2.0 * std::abs(p - 0.47) + 0.7 * std::abs(p - 0.8) + p;
        };
        QVERIFY(fittedError(x, valuesAt(x, function), 4) < 1e-13);
        QVERIFY(fittedError(x, valuesAt(x, function), 9) < 1e-13);
        const Matrix even = evenRow(64);
        const auto kink = [](double p) { return std::abs(p - 0.5); };
        QVERIFY(fittedError(even, valuesAt(even, kink), 2) < 1e-14);
    }

    void twoOutputsShareTheirKinks() {
        const Matrix x = evenRow(300);
        Matrix y(2, 300);
        y << valuesAt(x, [](double p) { return std::abs(p - 0.3) + p; }),
            valuesAt(x, [](double p) { return std::abs(p - 0.72) - 2.0; });
        QVERIFY(fittedError(x, y, 3) < 1e-13);
        QVERIFY(fittedError(x, y, 2) > 1e-3);
    }

    void fewSamplesAreInterpolated() {
        for (const Index n : {2, 3, 4, 7, 9}) {
            const Matrix x = randomRow(n, 4);
            const Matrix y = valuesAt(x, [](double p) { return std::cos(9.0 * p) + 2.0; });
            Quiet monitor;
            const FitResult result = fitted(x, y, 8, monitor);
            QVERIFY(errorOf(result.block, x, y) < 1e-12);
            QVERIFY(result.reason == StopReason::Plateau);
            QVERIFY(result.block.parameters().allFinite());
            QVERIFY(result.block.hidden(x).rowwise().norm().maxCoeff() > 0.1);
        }
        for (const Index n : {10, 11}) { // neither enough to search with all neurons nor few enough
            const Matrix x = randomRow(n, 5);
            QVERIFY(fittedError(x, valuesAt(x, [](double p) { return p * p; }), 8) < 0.1);
        }
    }

    void contradictingLabelsLeaveTheirSpread() {
        Matrix x(1, 6);
        Matrix y(1, 6);
        x << 0.0, 0.0, 1.0, 1.0, 0.5, 0.5;
        y << 1.0, 3.0, -1.0, 1.0, 5.0, 5.0;
        Quiet monitor;
        const FitResult result = fitted(x, y, 4, monitor);
        QVERIFY(std::abs(monitor.errors.front() * y.norm() - 2.0) < 1e-12);
        QVERIFY(std::abs(errorOf(result.block, x, y) * y.norm() - 2.0) < 1e-12);
    }

    void constantLabelsAreMet() {
        const Matrix x = randomRow(50, 6);
        QVERIFY(fittedError(x, Matrix::Constant(1, 50, 3.0), 5) < 1e-15);
        Quiet monitor;
        const FitResult result = fitted(x, Matrix::Zero(1, 50), 5, monitor);
        QVERIFY(result.block.output(x).norm() == 0.0);
    }

    void orderOfSamplesDoesNotMatter() {
        Matrix x = randomRow(400, 7);
        Random random(8);
        const auto noisy = [&](double p) { return std::sin(12.0 * p) + 0.1 * random.normal(); };
        const Matrix y = valuesAt(x, noisy);
        const double error = fittedError(x, y, 12);
        QVERIFY(error * y.norm() < 0.12 * std::sqrt(400.0));
        QVERIFY(error * y.norm() > 0.08 * std::sqrt(400.0));
        const Matrix backwards = x.rowwise().reverse();
        const Matrix labels = y.rowwise().reverse();
        QVERIFY(std::abs(fittedError(backwards, labels, 12) - error) < 1e-12);
    }

    void nothingGrowsBetweenSamples() {
        const Matrix x = evenRow(1024);
        const Matrix fine = evenRow(10240);
        const auto root = [](double p) { return std::sqrt(std::abs(p - 0.5)); };
        for (const Index width : {16, 32, 64, 128, 256, 500, 512, 600}) {
            Quiet monitor;
            const FitResult result = fitted(x, valuesAt(x, root), width, monitor);
            const double largest = (result.block.output(fine) - valuesAt(fine, root)).cwiseAbs().maxCoeff();
            QVERIFY2(largest < 0.1, qPrintable(QString::number(largest)));
        }
    }
};

GRADEWISE_TEST(TestSpline)
#include "test_spline.moc"
