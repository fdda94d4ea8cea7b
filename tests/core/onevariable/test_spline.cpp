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

namespace {

using Function = std::function<double(double)>;


Matrix randomRow(Index columns, std::uint64_t seed) {
    Random random(seed);
    Matrix result(1, columns);
    for (double& entry : result.reshaped())
        entry = random.uniform();
    return result;
}

Matrix evenRow(Index columns) {
    return Vector::LinSpaced(columns, 0.0, 1.0).transpose();
}

Matrix valuesAt(const Matrix& x, const std::function<double(double)>& function) {
    return x.unaryExpr(function);
}

class Quiet : public FitMonitor {
public:
    Decision checkpoint() override {
        ++asked;
        return asked <= patience ? Decision::Continue : Decision::FinishGrade;
    }
    Decision epochDone(const EpochReport& report, const Block& block) override {
        errors.push_back(report.trainRelativeL2);
        seen = block;
        return Decision::Continue;
    }
    double trainingSeconds() const override { return 0.0; }
    int asked = 0;
    int patience = std::numeric_limits<int>::max();
    std::vector<double> errors;
    Block seen;
};

FitResult fitted(const Matrix& x, const Matrix& y, Index width, Quiet& monitor,
                 std::optional<double> goal = {}) {
    const Matrix none(1, 0);
    const Matrix noLabels(y.rows(), 0);
    FitTask task;
    task.shape = {1, {width}, y.rows(), Activation::Relu};
    task.solver.kind = SolverKind::VarPro;
    task.stop.goal = goal;
    return fit(task, {x, y, none, noLabels, y.norm(), 0.0}, monitor);
}

double errorOf(const Block& block, const Matrix& x, const Matrix& y) {
    return (block.output(x) - y).norm() / y.norm();
}

double fittedError(const Matrix& x, const Matrix& y, Index width) {
    Quiet monitor;
    return errorOf(fitted(x, y, width, monitor).block, x, y);
}

} // namespace

Q_DECLARE_METATYPE(Function)

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

    void errorsAreThoseOfTheBestKnots_data() {
        QTest::addColumn<QString>("target");
        QTest::addColumn<int>("width");
        QTest::addColumn<double>("best"); // found by a slow search, 4096 samples
        QTest::addColumn<double>("allowed");
        const double smooth[] = {4.4e-2, 1.4e-2, 3.9e-3, 1.1e-3, 2.8e-4};
        const double kink[] = {1.8e-3, 4.8e-4, 1.1e-4, 2.8e-5, 6.8e-6};
        const double waves[] = {0.74, 0.59, 0.29, 5.8e-2, 1.7e-2};
        for (int i = 0; i < 5; ++i) {
            const int width = 16 << i;
            QTest::addRow("smooth %d", width) << "smooth" << width << smooth[i] << 1.05;
            QTest::addRow("sqrtkink %d", width) << "sqrtkink" << width << kink[i] << 1.15;
            QTest::addRow("osc50 %d", width) << "osc50" << width << waves[i] << 1.0;
        }
    }
    void errorsAreThoseOfTheBestKnots() {
        QFETCH(QString, target);
        QFETCH(int, width);
        QFETCH(double, best);
        QFETCH(double, allowed);
        TargetConfig config;
        config.id = target.toStdString();
        const Matrix x = evenRow(4096);
        const double error = fittedError(x, std::get<Target>(makeTarget(config))(x), width);
        QVERIFY2(error < allowed * best, qPrintable(QString::number(error)));
    }

    void widerIsNotWorse_data() {
        QTest::addColumn<Function>("function");
        QTest::addColumn<int>("enough"); // neurons that meet it to rounding
        const auto row = [](const char* name, int enough, const Function& function) {
            QTest::newRow(name) << function << enough;
        };
        row("step in the middle", 3, [](double x) { return x > 0.5 ? 1.0 : -1.0; });
        row("small step", 3, [](double x) { return x > 0.65 ? 1e-3 : 0.0; });
        row("step on a slope", 3, [](double x) { return 3.0 * x + (x > 0.127 ? 0.2 : 0.0); });
        row("three steps", 8,
            [](double x) { return (x > 0.2 ? 1.0 : 0.0) + (x > 0.55 ? 5.0 : 0.0) - (x > 0.81 ? 2.0 : 0.0); });
        row("staircase", 32, [](double x) { return std::floor(10.0 * x); });
        row("saw", 32, [](double x) { return 5.0 * x - std::floor(5.0 * x); });
        row("square wave", 32,
            [](double x) { return std::sin(10.0 * std::numbers::pi * x) > 0.0 ? 1.0 : -1.0; });
        row("narrow box", 8, [](double x) { return std::abs(x - 0.55) < 0.0015 ? 1.0 : 0.0; });
        row("kinks", 4, [](double x) {
            return std::abs(x - 0.21) - 2.0 * std::abs(x - 0.47) + 0.7 * std::abs(x - 0.8) + x;
        });
        row("kink and step", 8, [](double x) { return std::abs(x - 0.3) + (x > 0.72 ? 1.0 : 0.0); });
    }
    void widerIsNotWorse() {
        QFETCH(Function, function);
        QFETCH(int, enough);
        for (const bool even : {true, false}) {
            const Matrix x = even ? evenRow(3000) : randomRow(1000, 9);
            const Matrix y = valuesAt(x, function);
            double least = 1.0;
            for (const Index width : {4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256}) {
                const double error = fittedError(x, y, width);
                const auto message =
                    QString("%1 samples, %2 neurons: %3").arg(x.cols()).arg(width).arg(error);
                QVERIFY2(error <= std::max(1.02 * least, 2e-11), qPrintable(message));
                QVERIFY2(width < enough || error < 2e-11, qPrintable(message));
                least = std::min(least, error);
            }
        }
    }

    /// Level before the first kink: on [-1, 1] that would be 2 w + 1 equal cells, each with the straight line
    /// that fits best, which meet.
    void fewNeuronsAreAsGoodAsCanBeForASquare() {
        const Matrix x = evenRow(3000);
        for (Index width = 1; width <= 10; ++width) {
            const double cell = 2.0 / (2.0 * static_cast<double>(width) + 1.0);
            const double best = cell * cell / 6.0;
            for (const bool mirrored : {false, true}) {
                const Matrix y =
                    valuesAt(x, [mirrored](double p) { return mirrored ? (1.0 - p) * (1.0 - p) : p * p; });
                const double error = fittedError(x, y, width);
                QVERIFY2(error < 1.002 * best, qPrintable(QString("%1: %2").arg(width).arg(error / best)));
            }
        }
    }

    void fewNeuronsAreAsGoodAsCanBe_data() {
        QTest::addColumn<Function>("function");
        QTest::addColumn<QList<double>>("best"); // of 1, 2, … neurons; a multistart search, 500 samples
        const auto row = [](const char* name, const Function& function, const QList<double>& best) {
            QTest::newRow(name) << function << best;
        };
        row("exp(3x)", [](double p) { return std::exp(3.0 * p); },
            {1.08662e-1, 4.06808e-2, 2.05645e-2, 1.22458e-2, 8.10210e-3, 5.74704e-3, 4.33817e-3, 3.36360e-3});
        row("sine", [](double p) { return std::sin(2.0 * std::numbers::pi * p); },
            {5.67793e-1, 2.60790e-1, 8.11968e-2, 4.07944e-2});
        row("centred square", [](double p) { return (2.0 * p - 1.0) * (2.0 * p - 1.0); },
            {5.30648e-1, 7.40709e-2, 5.68617e-2, 2.66763e-2});
        row("runge", [](double p) { return 1.0 / (1.0 + 25.0 * (2.0 * p - 1.0) * (2.0 * p - 1.0)); },
            {6.49610e-1, 2.71807e-1, 8.61556e-2, 4.92543e-2, 3.45218e-2, 2.29232e-2, 1.86562e-2, 1.32157e-2});
        row("(x^2+1)/(x+2)",
            [](double p) {
                const double x = 2.0 * p - 1.0;
                return (x * x + 1.0) / (x + 2.0);
            },
            {7.69784e-2, 5.30246e-2, 2.44359e-2, 1.29884e-2, 8.56478e-3, 6.29947e-3, 4.83009e-3, 3.85474e-3});
        row("x/(1+x^2)",
            [](double p) {
                const double x = 6.0 * p - 3.0;
                return x / (1.0 + x * x);
            },
            {4.81819e-1, 1.10607e-1, 4.05000e-2, 1.76358e-2, 1.42641e-2, 9.95618e-3, 8.95292e-3, 7.69352e-3});
    }
    void fewNeuronsAreAsGoodAsCanBe() {
        QFETCH(Function, function);
        QFETCH(QList<double>, best);
        const Matrix x = evenRow(500);
        for (Index width = 1; width <= best.size(); ++width) {
            const double share = fittedError(x, valuesAt(x, function), width) / best[width - 1];
            QVERIFY2(share < 1.0025, qPrintable(QString("%1: %2").arg(width).arg(share)));
        }
    }

    void searchesUnderSidesKeepTheCondition() {
        const Matrix x = evenRow(400);
        const SortedSamples samples =
            SortedSamples::of(x, valuesAt(x, [](double p) { return std::exp(2.0 * p); }));
        const RampSides sides = {true, false, false, true};
        KnotSearch search(samples, evenNodes(samples, 5), alwaysContinue, sides);
        double squares = search.squares();
        while (search.step() == Step::Moved) {
            const Spline& spline = search.spline();
            QVERIFY(search.squares() < squares);
            squares = search.squares();
            double sum = spline.slope(0)(0);
            for (Index k = 0; k < 4; ++k)
                if (sides[static_cast<std::size_t>(k)])
                    sum += spline.slope(k + 1)(0) - spline.slope(k)(0);
            QVERIFY(std::abs(sum) < 1e-11);
            const SplineNeurons net = neuronsOf(spline, sides, samples);
            const Matrix hidden = ((net.neurons.weights * x).colwise() + net.neurons.biases).cwiseMax(0.0);
            const Matrix left = (net.coefficients * hidden).colwise() + net.offset - samples.y;
            QVERIFY(std::abs(left.squaredNorm() - squares) < 1e-12 * samples.y.squaredNorm());
        }
    }

    void unitsDoNotMatter_data() {
        QTest::addColumn<double>("ofInput");
        QTest::addColumn<double>("ofLabels");
        QTest::addColumn<double>("allowed"); // powers of 2 change no digit
        for (const double unit : {0x1p-30, 0x1p-10, 0x1p10, 0x1p30}) {
            QTest::addRow("input 2^%g", std::log2(unit)) << unit << 1.0 << 0.0;
            QTest::addRow("labels 2^%g", std::log2(unit)) << 1.0 << unit << 0.0;
        }
        for (const double unit : {1e-9, 1e-3, 1e3, 1e9}) {
            QTest::addRow("input %g", unit) << unit << 1.0 << 1e-3;
            QTest::addRow("labels %g", unit) << 1.0 << unit << 1e-3;
        }
    }
    void unitsDoNotMatter() {
        QFETCH(double, ofInput);
        QFETCH(double, ofLabels);
        QFETCH(double, allowed);
        const Matrix x = 2.0 * evenRow(700).array() - 0.7;
        const Matrix y = valuesAt(x, [](double p) { return std::sin(9.0 * p) + std::sqrt(std::abs(p)); });
        for (const Index width : {1, 4, 9, 24, 64}) {
            const double error = fittedError(x, y, width);
            const double scaled = fittedError(ofInput * x, ofLabels * y, width);
            QVERIFY2(std::abs(scaled - error) <= allowed * error,
                     qPrintable(QString("%1: %2").arg(width).arg(scaled / error - 1.0)));
        }
    }

    void goalAndInterruptionEndTheSearch() {
        const Matrix x = evenRow(500);
        const Matrix y = valuesAt(x, [](double p) { return std::sin(30.0 * p); });
        Quiet reaching;
        const FitResult reached = fitted(x, y, 24, reaching, 0.2);
        QVERIFY(reached.reason == StopReason::Goal);
        QVERIFY(errorOf(reached.block, x, y) <= 0.2);
        Quiet hasty;
        hasty.patience = 0;
        const FitResult ended = fitted(x, y, 24, hasty);
        QVERIFY(ended.reason == StopReason::FinishedNow);
        QVERIFY(errorOf(ended.block, x, y) < 1.0);
        QCOMPARE(hasty.errors.size(), std::size_t{0});
    }

    void reportsAreAboutTheBlockAsItStands() {
        const Matrix x = evenRow(500);
        const Matrix y = valuesAt(x, [](double p) { return std::sin(30.0 * p) + std::sqrt(p); });
        Quiet monitor;
        const FitResult result = fitted(x, y, 12, monitor);
        QVERIFY(std::abs(monitor.errors.back() - errorOf(monitor.seen, x, y)) < 1e-10);
        QCOMPARE(result.block.hash(), monitor.seen.hash());
        for (std::size_t i = 1; i < monitor.errors.size(); ++i)
            QVERIFY(monitor.errors[i] <= monitor.errors[i - 1]);
        QCOMPARE(result.epochs, static_cast<Index>(monitor.errors.size()));
    }
};

GRADEWISE_TEST(TestSpline)
#include "test_spline.moc"
