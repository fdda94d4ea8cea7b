// Spikes between the points of the grid: found in whatever layer they come from, none where there is none.
#include "core/record/peaks.h"
#include "core/target/sampling.h"
#include "tests/test_case.h"

#include <cmath>
#include <functional>
#include <numbers>

using namespace gradewise;

namespace {

constexpr Index points = 2001;
constexpr double step = 1.0 / 2000.0;
constexpr double width = 2e-3 * step;

Matrix gridPoints() {
    return grid({{0.0, 1.0}}, points);
}

Target target(const std::function<double(double)>& f, Index outputs = 1) {
    return {"f", {{0.0, 1.0}}, outputs, [f, outputs](const Matrix& x) {
                Matrix y(outputs, x.cols());
                for (Index j = 0; j < x.cols(); ++j)
                    y.col(j).setConstant(f(x(0, j)));
                return y;
            }};
}

/// A neuron σ(slope (x - at)).
struct Neuron {
    double at;
    double slope;
    double out; ///< its weight in the read-out
};

Block blockOf(const std::vector<Neuron>& neurons, Activation activation = Activation::Relu) {
    Block block(BlockShape{1, {static_cast<Index>(neurons.size())}, 1, activation});
    for (std::size_t i = 0; i < neurons.size(); ++i) {
        const auto row = static_cast<Index>(i);
        block.weights(0)(row, 0) = neurons[i].slope;
        block.bias(0)(row) = -neurons[i].slope * neurons[i].at;
        block.weights(1)(0, row) = neurons[i].out;
    }
    return block;
}

/// A hat of that height, of `width`, in ReLU.
std::vector<Neuron> hat(double middle, double height) {
    const double half = 0.5 * width;
    const double slope = height / half;
    return {{middle - half, 1.0, slope}, {middle, 1.0, -2.0 * slope}, {middle + half, 1.0, slope}};
}

MultigradeModel modelOf(std::vector<Block> blocks, Index outputs = 1) {
    MultigradeModel model(1, outputs);
    for (Block& block : blocks)
        model.append({std::move(block), Carry::Hidden});
    return model;
}

/// Passes x on, and puts a hat of height 1 into its own second layer.
Block deepHat(double middle) {
    Block block(BlockShape{1, {2, 3}, 1, Activation::Relu});
    block.weights(0) << 1.0, 0.0;
    const std::vector<Neuron> neurons = hat(middle, 1.0);
    for (Index i = 0; i < 3; ++i) {
        const Neuron& neuron = neurons[static_cast<std::size_t>(i)];
        block.weights(1)(i, 0) = 1.0;
        block.bias(1)(i) = -neuron.at;
        block.weights(2)(0, i) = neuron.out;
    }
    return block;
}

/// A read-out of zero over features from which the next grade makes a hat of height 1.
std::vector<Block> hatInGradeTwo(double middle) {
    Block first(BlockShape{1, {2}, 1, Activation::Relu});
    first.weights(0) << 1.0, 0.0;
    Block second(BlockShape{2, {3}, 1, Activation::Relu});
    const std::vector<Neuron> neurons = hat(middle, 1.0);
    for (Index i = 0; i < 3; ++i) {
        const Neuron& neuron = neurons[static_cast<std::size_t>(i)];
        second.weights(0)(i, 0) = 1.0;
        second.bias(0)(i) = -neuron.at;
        second.weights(1)(0, i) = neuron.out;
    }
    return {first, second};
}

double slowWave(double x) {
    return std::sin(2.0 * std::numbers::pi * x);
}

std::vector<GradePeaks> peaksIn(const MultigradeModel& model, const std::function<double(double)>& f) {
    return peaksBetween(model, target(f), gridPoints());
}

std::size_t placesIn(const std::vector<GradePeaks>& peaks) {
    std::size_t count = 0;
    for (const GradePeaks& grade : peaks)
        count += grade.contribution.x.size() + grade.sum.x.size() + grade.residual.x.size();
    return count;
}

} // namespace

Q_DECLARE_METATYPE(MultigradeModel)

class TestPeaks : public QObject {
    Q_OBJECT

private slots:
    void aSpikeIsFoundWhereverItComesFrom_data() {
        QTest::addColumn<MultigradeModel>("model");
        QTest::addColumn<double>("at");
        QTest::addColumn<double>("height"); // of the top, but for `share`
        QTest::addColumn<double>("share");
        const double middle = 700.3 * step;
        const auto row = [](const char* name, MultigradeModel model, double at, double height, double share) {
            QTest::newRow(name) << std::move(model) << at << height << share;
        };
        row("a hat", modelOf({blockOf(hat(middle, 100.0))}), middle, 100.0, 1e-5);
        row("downwards", modelOf({blockOf(hat(middle, -100.0))}), middle, -100.0, 1e-5);
        row("of a hundredth of f", modelOf({blockOf(hat(middle, 0.02))}), middle, 0.02, 1e-5);
        row("in the first gap", modelOf({blockOf(hat(0.5 * step, 3.0))}), 0.5 * step, 3.0, 1e-5);
        row("in the last gap", modelOf({blockOf(hat(1.0 - 0.4 * step, 3.0))}), 1.0 - 0.4 * step, 3.0, 1e-5);
        row("beside a grid point", modelOf({blockOf(hat(700.0 * step + 0.6 * width, 3.0))}),
            700.0 * step + 0.6 * width, 3.0, 1e-5);
        row("of the second layer", modelOf({deepHat(middle)}), middle, 1.0, 1e-5);
        row("of the second grade", modelOf(hatInGradeTwo(middle)), middle, 1.0, 1e-5);
        // The difference of two steep steps: with z = 4 between them its top is 2 tanh 2.
        const double steep = 4.0 / width;
        row("tanh",
            modelOf({blockOf({{middle - 0.5 * width, steep, 50.0}, {middle + 0.5 * width, steep, -50.0}},
                             Activation::Tanh)}),
            middle, 100.0 * std::tanh(2.0), 0.1);
        // z Φ(z) is a ReLU of steep arguments but for what is within 1/steep of its kink.
        row("GELU",
            modelOf({blockOf({{middle - 0.5 * width, 10.0 * steep, 5.0 / 4.0},
                              {middle, 10.0 * steep, -10.0 / 4.0},
                              {middle + 0.5 * width, 10.0 * steep, 5.0 / 4.0}},
                             Activation::Gelu)}),
            middle, 25.0, 0.1);
    }

    void aSpikeIsFoundWhereverItComesFrom() {
        QFETCH(MultigradeModel, model);
        QFETCH(double, at);
        QFETCH(double, height);
        QFETCH(double, share);
        QVERIFY(model.evaluate(gridPoints()).cwiseAbs().maxCoeff() < 1e-6); // the grid sees nothing
        const GradePeaks peaks = peaksIn(model, slowWave).back();
        for (const Peaks* found : {&peaks.contribution, &peaks.sum, &peaks.residual}) {
            QVERIFY(!found->empty());
            QVERIFY(found->x.size() <= 16);
            QCOMPARE(found->after.front(), found->after.back()); // nothing beside it
            QVERIFY(std::ranges::is_sorted(found->x));
        }
        const auto top = *peaks.contribution.highest();
        QVERIFY(std::abs(peaks.contribution.x[top] - at) < width);
        const double found = peaks.contribution.y(0, static_cast<Index>(top));
        QVERIFY2(std::abs(found - height) < share * std::abs(height), qPrintable(QString::number(found)));
        // They are the values of the network itself.
        Matrix x(1, 1);
        for (std::size_t i = 0; i < peaks.sum.x.size(); ++i) {
            x(0, 0) = peaks.sum.x[i];
            const double sum = model.evaluate(x)(0, 0);
            const auto column = static_cast<Index>(i);
            QCOMPARE(peaks.sum.y(0, column), sum);
            QCOMPARE(peaks.sum.after[i], static_cast<std::size_t>(std::floor(peaks.sum.x[i] / step)));
        }
        const auto lowest = *peaks.residual.highest();
        x(0, 0) = peaks.residual.x[lowest];
        QCOMPARE(peaks.residual.y(0, static_cast<Index>(lowest)),
                 slowWave(x(0, 0)) - model.evaluate(x)(0, 0));
    }

    void aSpikeStaysInTheSumsAfterIt() {
        const double middle = 700.3 * step;
        Block next(BlockShape{3, {2}, 1, Activation::Relu});
        Block undone(BlockShape{2, {2}, 1, Activation::Relu});
        const std::vector<GradePeaks> peaks =
            peaksIn(modelOf({blockOf(hat(middle, 5.0)), next, undone}), slowWave);
        QCOMPARE(peaks.size(), std::size_t{3});
        for (const GradePeaks& grade : peaks) {
            QVERIFY(std::abs(grade.sum.largest() - 5.0) < 1e-4);
            QVERIFY(grade.residual.largest() > 4.0);
        }
        QVERIFY(!peaks[0].contribution.empty());
        QVERIFY(peaks[1].contribution.empty());
        QVERIFY(peaks[2].contribution.empty());
    }

    void anyOutputMayHaveTheSpike() {
        const double middle = 700.3 * step;
        Block block(BlockShape{1, {3}, 2, Activation::Relu});
        const std::vector<Neuron> neurons = hat(middle, 7.0);
        for (Index i = 0; i < 3; ++i) {
            const Neuron& neuron = neurons[static_cast<std::size_t>(i)];
            block.weights(0)(i, 0) = 1.0;
            block.bias(0)(i) = -neuron.at;
            block.weights(1)(1, i) = neuron.out;
        }
        const GradePeaks peaks = peaksBetween(modelOf({block}, 2), target(slowWave, 2), gridPoints()).front();
        QVERIFY(!peaks.sum.empty());
        QCOMPARE(peaks.sum.y.rows(), Index{2});
        QCOMPARE(peaks.sum.y.row(0).cwiseAbs().maxCoeff(), 0.0);
        QVERIFY(std::abs(peaks.sum.y.row(1).maxCoeff() - 7.0) < 1e-4);
    }

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
        const Block dear(BlockShape{3, {1000, 1000}, 1, Activation::Relu});
        const auto peaks = peaksIn(modelOf({blockOf(hat(700.3 * step, 5.0)), dear}), slowWave);
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

GRADEWISE_TEST(TestPeaks)
#include "test_peaks.moc"
