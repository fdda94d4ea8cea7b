// How good the searched knots are: against the best ones, wider ones, other units.
#include "tests/core/onevariable/spline_fixture.h"
#include "tests/test_case.h"

using namespace gradewise;
using namespace gradewise::spline_fixture;

Q_DECLARE_METATYPE(Function)

class TestSplineSearch : public QObject {
    Q_OBJECT

private slots:
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

GRADEWISE_TEST(TestSplineSearch)
#include "test_spline_search.moc"
