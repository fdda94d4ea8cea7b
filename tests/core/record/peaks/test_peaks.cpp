// Spikes between the points of the grid: found in whatever layer they come from, none where there is none.
#include "core/record/peaks/peaks.h"
#include "core/target/sampling.h"
#include "tests/test_case.h"

#include <cmath>
#include <functional>
#include <numbers>

using namespace gradewise;

#include "tests/core/record/peaks/peaks_fixture.h"
#include "tests/test_case.h"

using namespace gradewise;
using namespace gradewise::peaks_fixture;

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
};

GRADEWISE_TEST(TestPeaks)
#include "test_peaks.moc"
