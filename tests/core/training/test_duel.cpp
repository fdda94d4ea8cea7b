// The duel's arithmetic and its fairness: what is equal must be equal.
#include "core/numbers/spread.h"
#include "core/training/duel.h"

#include <QTest>

#include <cmath>
#include <limits>

using namespace gradewise;

namespace {

ExperimentConfig small() {
    ExperimentConfig config;
    config.samples.train.count = 100;
    config.samples.validation.count = 0;
    config.samples.test.count = 50;
    config.grades.assign(1, GradeConfig{});
    config.grades[0].hidden = {8, 6};
    config.grades[0].stop.epochs = 30;
    config.grades[0].repeat = 2;
    return config;
}

} // namespace

class TestDuel : public QObject {
    Q_OBJECT

private slots:
    void countsMultiplyAdds() {
        const RunRecord run = train(small());
        // Weights without biases: 1·8 + 8·6 + 6·1 = 62, then 6·8 + 8·6 + 6·1 = 102. An epoch: three times
        // that, less the gradient by the inputs of the first layer; and one pass for the frozen features.
        const double first = 62.0 + 30.0 * (3.0 * 62.0 - 8.0);
        const double second = 102.0 + 30.0 * (3.0 * 102.0 - 48.0);
        QCOMPARE(multiplyAdds(run), 100.0 * (first + second));
    }

    void equalWorkIsEqual() {
        const RunRecord run = train(small());
        const ExperimentConfig other = endToEndOf(run, DuelBudget::Work);
        QCOMPARE(other.grades.size(), std::size_t{1});
        QVERIFY(other.grades[0].hidden == (std::vector<Index>{8, 6, 8, 6}));
        const RunRecord against = train(other);
        QVERIFY(std::abs(multiplyAdds(against) / multiplyAdds(run) - 1.0) < 0.05); // whole epochs
    }

    void equalParametersAreNearlyEqual() {
        const RunRecord run = train(small());
        const RunRecord against = train(endToEndOf(run, DuelBudget::Parameters));
        const double ours = static_cast<double>(run.grades[0].parameters + run.grades[1].parameters);
        QVERIFY(std::abs(static_cast<double>(against.grades[0].parameters) / ours - 1.0) < 0.1);
        QCOMPARE(against.grades[0].epochs, Index{60});
    }

    void equalTimeEndsInTime() {
        RunRecord run = train(small());
        run.seconds = 0.2;
        const ExperimentConfig other = endToEndOf(run, DuelBudget::Time);
        QCOMPARE(*other.grades[0].stop.seconds, 0.2);
        QVERIFY(validate(other).empty());
    }

    void eachSeedOnceAndTheSameAgain() {
        RunControl control;
        int told = 0;
        const auto watcher = [&](std::size_t, bool, const DuelRun&) { ++told; };
        ExperimentConfig config = small();
        config.seed = 7;
        const DuelRecord record = duel(config, DuelBudget::Work, 3, control, watcher);
        QCOMPARE(told, 6);
        QCOMPARE(record.gradewise.size(), std::size_t{3});
        QCOMPARE(record.endToEnd.size(), std::size_t{3});
        for (std::size_t k = 0; k < 3; ++k) {
            QCOMPARE(record.gradewise[k].seed, std::uint64_t{7 + k});
            QCOMPARE(record.endToEnd[k].seed, std::uint64_t{7 + k});
        }
        QVERIFY(record.gradewise[0].metrics.test.mse != record.gradewise[1].metrics.test.mse);
        const DuelRecord again = duel(config, DuelBudget::Work, 3, control, watcher);
        QCOMPARE(again.endToEnd[2].metrics.test.mse, record.endToEnd[2].metrics.test.mse);
    }

    void stopsBetweenPairs() {
        class Stop : public RunControl {
            Decision checkpoint() override { return Decision::StopRun; }
        } control;
        const DuelRecord record =
            duel(small(), DuelBudget::Work, 3, control, [](std::size_t, bool, const DuelRun&) {});
        QVERIFY(record.stopped);
        QVERIFY(record.gradewise.empty() && record.endToEnd.empty());
    }

    void tooManyLayersAreRefused() {
        ExperimentConfig config = small();
        config.grades[0].repeat = 20;
        config.grades[0].stop.epochs = 1;
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, endToEndOf(train(config), DuelBudget::Work));
    }

    void spreads() {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        QCOMPARE(spreadOf({3.0, 1.0, 2.0}).median, 2.0);
        QCOMPARE(spreadOf({4.0, 1.0, 2.0, 3.0}).median, 2.5);
        QCOMPARE(spreadOf({4.0, 1.0}).least, 1.0);
        QVERIFY(std::isinf(spreadOf({1.0, nan, nan}).median)); // no number counts as worst
    }
};

QTEST_APPLESS_MAIN(TestDuel)
#include "test_duel.moc"
