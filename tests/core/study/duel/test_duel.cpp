// The duel's arithmetic and its fairness: what is equal must be equal.
#include "core/experiment/validate.h"
#include "core/numbers/spread.h"
#include "core/record/multiply_adds.h"
#include "core/study/duel/duel_report.h"
#include "tests/core/study/duel/small_duel.h"
#include "tests/core/trained.h"
#include "tests/solver_options.h"
#include "tests/test_case.h"

#include <algorithm>
#include <cmath>
#include <limits>

using namespace gradewise;

namespace {

ExperimentConfig withVarPro(Index inputs) {
    ExperimentConfig config = smallDuel();
    config.target.id = inputs == 1 ? "smooth" : "smooth2d";
    config.samples.train.count = 400;
    config.samples.validation.count = 100;
    for (GradeConfig& grade : config.grades) {
        grade.hidden = {8};
        grade.solver = VarProOptions{};
        stepsOf(grade.solver) = 60;
        grade.carry = Carry::All;
    }
    return config;
}

/// Keeps what it hears.
class Listener : public DuelWatcher {
public:
    struct Run {
        std::size_t seed;
        DuelSide side;
        std::vector<DuelPoint> points;
    };
    std::vector<Run> begun;
    std::vector<DuelRun> done;

    void runBegun(std::size_t seed, DuelSide side) override { begun.push_back({seed, side, {}}); }
    void pointAdded(const DuelPoint& point) override { begun.back().points.push_back(point); }
    void runDone(std::size_t seed, DuelSide side, const DuelRun& run) override {
        QCOMPARE(begun.back().seed, seed);
        QCOMPARE(begun.back().side, side);
        done.push_back(run);
    }
};

void verifyCurve(const DuelRun& run) {
    QVERIFY(run.curve.size() >= 3);
    QVERIFY(run.curve.size() <= ThinnedCurve::most);
    QCOMPARE(run.curve.front().multiplyAdds, 0.0);
    QCOMPARE(run.curve.front().seconds, 0.0);
    for (std::size_t i = 1; i < run.curve.size(); ++i) {
        QVERIFY(run.curve[i].multiplyAdds > run.curve[i - 1].multiplyAdds);
        QVERIFY(run.curve[i].seconds >= run.curve[i - 1].seconds);
    }
    const DuelPoint& last = run.curve.back();
    QVERIFY(std::abs(last.multiplyAdds / run.multiplyAdds - 1.0) < 1e-12);
    QCOMPARE(last.seconds, run.seconds);
    QCOMPARE(last.trainMse, run.metrics.train.mse);
    QCOMPARE(last.testMse, run.metrics.test.mse);
}

} // namespace

class TestDuel : public QObject {
    Q_OBJECT

private slots:
    void countsMultiplyAdds() {
        const RunRecord run = train(smallDuel());
        // Weights without biases: 1·8 + 8·6 + 6·1 = 62, then 6·8 + 8·6 + 6·1 = 102. An epoch: three times
        // that, less the gradient by the inputs of the first layer; and one pass for the frozen features.
        const double first = 62.0 + 30.0 * (3.0 * 62.0 - 8.0);
        const double second = 102.0 + 30.0 * (3.0 * 102.0 - 48.0);
        QCOMPARE(multiplyAdds(run), 100.0 * (first + second));
    }

    void equalWorkIsEqual() {
        const RunRecord run = train(smallDuel());
        const ExperimentConfig other = endToEndOf(run, DuelBudget::Work);
        QCOMPARE(other.grades.size(), std::size_t{1});
        QVERIFY(other.grades[0].hidden == (std::vector<Index>{8, 6, 8, 6}));
        const RunRecord against = train(other);
        QVERIFY(std::abs(multiplyAdds(against) / multiplyAdds(run) - 1.0) < 0.05); // whole epochs
    }

    void equalParametersAreNearlyEqual() {
        const RunRecord run = train(smallDuel());
        const RunRecord against = train(endToEndOf(run, DuelBudget::Parameters));
        const double ours = static_cast<double>(run.grades[0].parameters + run.grades[1].parameters);
        QVERIFY(std::abs(static_cast<double>(against.grades[0].parameters) / ours - 1.0) < 0.1);
        QCOMPARE(against.grades[0].epochs, Index{60});
    }

    void equalTimeEndsInTime() {
        RunRecord run = train(smallDuel());
        run.grades[0].seconds = 0.15;
        run.grades[1].seconds = 0.05;
        run.seconds = 7.0; // with all that is looked at
        const ExperimentConfig other = endToEndOf(run, DuelBudget::Time);
        QVERIFY(std::abs(*other.grades[0].stop.seconds - 0.2) < 1e-12);
        QVERIFY(validate(other).empty());
    }

    void eachSeedOnceAndTheSameAgain() {
        RunControl control;
        Listener watcher;
        ExperimentConfig config = smallDuel();
        config.seed = 7;
        const DuelRecord record = duel(prepareOrThrow(config), DuelBudget::Work, 3, control, watcher);
        QCOMPARE(watcher.done.size(), std::size_t{6});
        QCOMPARE(record.gradewise.size(), std::size_t{3});
        QCOMPARE(record.endToEnd.size(), std::size_t{3});
        for (std::size_t k = 0; k < 3; ++k) {
            QCOMPARE(record.gradewise[k].seed, std::uint64_t{7 + k});
            QCOMPARE(record.endToEnd[k].seed, std::uint64_t{7 + k});
        }
        QVERIFY(record.gradewise[0].metrics.test.mse != record.gradewise[1].metrics.test.mse);
        const DuelRecord again = duel(prepareOrThrow(config), DuelBudget::Work, 3, control, watcher);
        QCOMPARE(again.endToEnd[2].metrics.test.mse, record.endToEnd[2].metrics.test.mse);
    }

    void stopsBetweenPairs() {
        class Stop : public RunControl {
            Decision checkpoint() override { return Decision::StopRun; }
        } control;
        DuelWatcher nobody;
        const DuelRecord record = duel(prepareOrThrow(smallDuel()), DuelBudget::Work, 3, control, nobody);
        QVERIFY(record.stopped);
        QVERIFY(record.gradewise.empty() && record.endToEnd.empty());
    }

    void tooManyLayersAreRefused() {
        ExperimentConfig config = smallDuel();
        config.grades[0].repeat = 20;
        config.grades[0].stop.epochs = 1;
        QVERIFY_THROWS_EXCEPTION(std::invalid_argument, endToEndOf(train(config), DuelBudget::Work));
    }

    void curvesEndAtTheRecordsNumbers_data() {
        QTest::addColumn<int>("inputs"); // 0: Adam
        QTest::addColumn<DuelBudget>("budget");
        for (const DuelBudget budget : allOf<DuelBudget>())
            for (const int inputs : {0, 1, 2})
                QTest::addRow("%s %d", name(budget).data(), inputs) << inputs << budget;
    }

    void curvesEndAtTheRecordsNumbers() {
        QFETCH(int, inputs);
        QFETCH(DuelBudget, budget);
        RunControl control;
        DuelWatcher nobody;
        const DuelRecord record =
            duel(prepareOrThrow(inputs == 0 ? smallDuel() : withVarPro(inputs)), budget, 1, control, nobody);
        verifyCurve(record.gradewise.at(0));
        verifyCurve(record.endToEnd.at(0));
    }

    void watchedOrNotTheSameNumbers() {
        RunControl control;
        Listener watcher;
        const DuelRecord record = duel(prepareOrThrow(withVarPro(2)), DuelBudget::Work, 2, control, watcher);
        QCOMPARE(watcher.begun.size(), std::size_t{4});
        for (std::size_t k = 0; k < 2; ++k) {
            ExperimentConfig config = withVarPro(2);
            config.seed += k;
            const RunRecord alone = train(config);
            QCOMPARE(record.gradewise[k].metrics.test.mse, alone.grades.back().metrics.test.mse);
            QCOMPARE(record.gradewise[k].multiplyAdds, multiplyAdds(alone));
            const RunRecord other = train(endToEndOf(alone, DuelBudget::Work));
            QCOMPARE(record.endToEnd[k].metrics.test.mse, other.grades.back().metrics.test.mse);
            // What was heard live holds what is kept, and its end.
            const auto& points = watcher.begun[2 * k].points;
            QCOMPARE(points.back().testMse, record.gradewise[k].metrics.test.mse);
            QVERIFY(points.size() >= record.gradewise[k].curve.size());
        }
    }

    void thinsLongCurves() {
        ThinnedCurve curve;
        double latest = 0.0;
        std::size_t added = 0;
        for (int epoch = 1; epoch <= 1'000'000; ++epoch) {
            if (!curve.due()) {
                curve.skip();
                continue;
            }
            latest = epoch;
            ++added;
            curve.add({latest, latest, 1.0, 1.0});
            QVERIFY(curve.points().size() <= ThinnedCurve::most);
        }
        QCOMPARE(curve.points().back().multiplyAdds, latest);
        QVERIFY(latest > 0.99e6);
        QVERIFY(curve.points().size() >= ThinnedCurve::most / 2);
        QVERIFY(added < 20 * ThinnedCurve::most); // what a watcher hears grows with the logarithm only
        double widest = 0.0;
        for (std::size_t i = 1; i < curve.points().size(); ++i)
            widest = std::max(widest, curve.points()[i].multiplyAdds - curve.points()[i - 1].multiplyAdds);
        QVERIFY(widest < 2.1 * 1e6 / (ThinnedCurve::most / 2.0));
    }

    void testsCostLittle() {
        RunControl control;
        DuelWatcher nobody;
        ExperimentConfig config = smallDuel();
        config.samples.test.count = 20'000; // two hundred times as many as there are for training
        config.grades[0].stop.epochs = 400;
        const DuelRecord record = duel(prepareOrThrow(config), DuelBudget::Work, 1, control, nobody);
        const DuelRun& run = record.endToEnd[0];
        const auto tested = std::ranges::count_if(
            run.curve, [](const DuelPoint& point) { return std::isfinite(point.testMse); });
        const double each = 20'000.0 * (8.0 + 48.0 + 48.0 + 48.0 + 6.0);
        QVERIFY2(tested >= 5 && tested < 20, qPrintable(QString::number(tested)));
        // The first point and the last are measured by the run itself.
        QVERIFY(static_cast<double>(tested - 2) * each <=
                0.01 * run.multiplyAdds + std::sqrt(2e7 * run.multiplyAdds));
    }

    void varProCountsItsSearch() {
        const ExperimentConfig config = withVarPro(2);
        const RunRecord run = train(config);
        for (const GradeRecord& grade : run.grades)
            QVERIFY(grade.multiplyAdds.has_value());
        // Three choices of neurons, and three trials of twenty steps with two evaluations before each.
        const double evaluation = 400.0 * (8.0 * (2.0 + 4.0 + 1.0) + 8.0 * (2.0 + 2.0));
        const double greedy = 512.0 * 400.0 * 4.0 + 8.0 * 512.0 * 400.0;
        const double counted = *run.grades[0].multiplyAdds;
        QVERIFY2(counted > 3.0 * greedy + 66.0 * evaluation, qPrintable(QString::number(counted)));
        QVERIFY2(counted < 3.0 * 1.1 * greedy + 1000.0 * evaluation, qPrintable(QString::number(counted)));
        QVERIFY(multiplyAdds(run) > *run.grades[0].multiplyAdds + *run.grades[1].multiplyAdds);

        ExperimentConfig fewer = config;
        stepsOf(fewer.grades[0].solver) = 1; // the first report: one choice, nothing tried
        const double once = *train(fewer).grades[0].multiplyAdds;
        QVERIFY(once > greedy && once < 1.5 * greedy);
    }

    void aSplineIsCheap() {
        const RunRecord run = train(withVarPro(1));
        QVERIFY(run.grades[0].multiplyAdds.has_value());
        // At least the trials of two starts, eight fits each, of some eighteen products a sample.
        QVERIFY(*run.grades[0].multiplyAdds > 16.0 * 400.0 * 18.0);
        QVERIFY(*run.grades[0].multiplyAdds < 0.1 * *run.grades[1].multiplyAdds);
    }
};

GRADEWISE_TEST(TestDuel)
#include "test_duel.moc"
