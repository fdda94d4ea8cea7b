// Which peaks are told, and how they are drawn.
#include "tests/core/record/peaks/peaks_fixture.h"
#include "tests/test_case.h"

using namespace gradewise;
using namespace gradewise::peaks_fixture;

Q_DECLARE_METATYPE(MultigradeModel)

class TestPeaksTold : public QObject {
    Q_OBJECT

private slots:
    void whatTheGridShowsHasNoPeaks_data() {
        QTest::addColumn<MultigradeModel>("model");
        QTest::addColumn<QString>("f");
        const auto row = [](const char* name, MultigradeModel model, const char* f) {
            QTest::newRow(name) << std::move(model) << QString::fromLatin1(f);
        };
        /// The interpolating spline with that many pieces.
        const auto spline = [](const std::function<double(double)>& f, int pieces) {
            std::vector<Neuron> neurons;
            double slopeBefore = 0.0;
            for (int i = 0; i < pieces; ++i) {
                const double left = static_cast<double>(i) / pieces;
                const double slope = (f(left + 1.0 / pieces) - f(left)) * pieces;
                neurons.push_back({left, 1.0, slope - slopeBefore});
                slopeBefore = slope;
            }
            Block block = blockOf(neurons);
            block.bias(1)(0) = f(0.0);
            return block;
        };
        // With r between two values, one at the kinks and the other between them, on a half of the interval.
        const auto best = [&](int pieces) {
            Block block = spline(slowWave, pieces);
            const double half = 0.5 * std::pow(2.0 * std::numbers::pi / pieces, 2) / 8.0;
            block.bias(1)(0) += half;
            return block;
        };
        row("spline of 7 pieces", modelOf({spline(slowWave, 7)}), "wave");
        row("spline of 97 pieces", modelOf({spline(slowWave, 97)}), "wave");
        row("spline of 613 pieces", modelOf({spline(slowWave, 613)}), "wave");
        row("spline of 1543 pieces", modelOf({spline(slowWave, 1543)}), "wave");
        row("best spline of 97 pieces", modelOf({best(97)}), "wave");
        row("best spline of 613 pieces", modelOf({best(613)}), "wave");
        row("and a jump", modelOf({spline(slowWave, 97)}), "jump");
        row("and a pole", modelOf({spline(slowWave, 97)}), "pole");
        // A step from one grid point to the next is no spike, however steep.
        const double middle = 700.3 * step;
        row("a step", modelOf({blockOf({{middle, 1.0, 1e7}, {middle + 1e-7, 1.0, -1e7}})}), "wave");
        row("steep tanh", modelOf({blockOf({{middle, 1e7, 1.0}}, Activation::Tanh)}), "wave");
        row("slow tanh", modelOf({blockOf({{0.3, 40.0, 1.0}, {0.7, -90.0, 2.0}}, Activation::Tanh)}), "wave");
        row("slow sine", modelOf({blockOf({{0.3, 40.0, 1.0}, {0.7, -300.0, 0.1}}, Activation::Sin)}), "wave");
        row("nothing", modelOf({blockOf({{0.3, 1.0, 0.0}, {0.2, 2.0, 0.0}})}), "wave");
        row("no hidden layer", modelOf({Block(BlockShape{1, {}, 1, Activation::Relu})}), "wave");
    }

    void whatTheGridShowsHasNoPeaks() {
        QFETCH(MultigradeModel, model);
        QFETCH(QString, f);
        const double place = 312.0 / 97.0 / 10.0 + 1e-7; // right beside a kink of the spline
        const auto function = [&](double x) {
            return slowWave(x) + (f == QStringLiteral("jump")   ? (x > place ? 3.0 : 0.0)
                                  : f == QStringLiteral("pole") ? 1e-4 / (x - place)
                                                                : 0.0);
        };
        QCOMPARE(placesIn(peaksIn(model, function)), std::size_t{0});
    }

    void ofVeryManySpikesTheHighestAreTold() {
        std::vector<Neuron> neurons;
        for (int i = 0; i < 150; ++i) {
            const double height = i == 41 ? 50.0 : 1.0 + 0.001 * i;
            for (const Neuron& neuron : hat((13.0 * i + 10.4) * step, height))
                neurons.push_back(neuron);
        }
        const GradePeaks peaks = peaksIn(modelOf({blockOf(neurons)}), slowWave).front();
        QVERIFY(peaks.sum.x.size() <= static_cast<std::size_t>(PeakSearch::most));
        QVERIFY(peaks.sum.x.size() > static_cast<std::size_t>(PeakSearch::most) / 2);
        QVERIFY(std::abs(peaks.sum.largest() - 50.0) < 1e-3);
    }

    void nothingIsSearchedThatCostsTooMuch() {
        // As many kinks as a grade of 16384 neurons can have, and a spike: its bends are the steepest.
        std::vector<Neuron> neurons;
        for (int i = 0; i < 1800; ++i)
            neurons.push_back({(i + 0.37) / 1800.0, 1.0, 1e-9});
        for (const Neuron& neuron : hat(700.3 * step, 5.0))
            neurons.push_back(neuron);
        QVERIFY(std::abs(peaksIn(modelOf({blockOf(neurons)}), slowWave).front().sum.largest() - 5.0) < 1e-2);
        std::vector<Neuron> many(16384, Neuron{0.5, 1.0, 0.0});
        QCOMPARE(placesIn(peaksIn(modelOf({blockOf(many)}), slowWave)), std::size_t{0});
        const Block costly(BlockShape{3, {1000, 1000}, 1, Activation::Relu});
        const auto peaks = peaksIn(modelOf({blockOf(hat(700.3 * step, 5.0)), costly}), slowWave);
        QVERIFY(!peaks.front().sum.empty());
        QVERIFY(peaks.back().sum.empty());
    }

    void severalVariablesHaveNone() {
        MultigradeModel model(2, 1);
        model.append({Block(BlockShape{2, {3}, 1, Activation::Relu}), Carry::Hidden});
        const Domain square(2, Interval{0.0, 1.0});
        const Target plane("f", square, 1, [](const Matrix& x) { return Matrix(x.row(0)); });
        QCOMPARE(placesIn(peaksBetween(model, plane, grid(square, 11))), std::size_t{0});
    }

    void peaksAndBreaksAreDrawnInTheirOrder() {
        const std::vector<double> x{0.0, 1.0, 2.0, 3.0};
        const std::vector<double> y{5.0, 6.0, 7.0, 8.0};
        Peaks peaks{{0, 1, 1, 2}, {0.5, 1.25, 1.75, 2.5}, Matrix(2, 4)};
        peaks.y << 1.0, 2.0, 3.0, 4.0, 10.0, 20.0, 30.0, 40.0;
        const BrokenCurve curve = withPeaks(x, y, {Break{1, 1.5}, Break{2, 2.25}}, peaks, 1);
        QCOMPARE(curve.x, (std::vector<double>{0.0, 0.5, 1.0, 1.25, 1.75, 2.0, 2.5, 3.0}));
        QCOMPARE(curve.y, (std::vector<double>{5.0, 10.0, 6.0, 20.0, 30.0, 7.0, 40.0, 8.0}));
        QCOMPARE(curve.brokenAfter, (std::vector<std::size_t>{3, 5}));
        QCOMPARE(withPeaks(x, y, {}, {}, 0).y, y);
        QVERIFY(withPeaks({}, {}, {}, {}, 0).x.empty());
    }
};

GRADEWISE_TEST(TestPeaksTold)
#include "test_peaks_told.moc"
