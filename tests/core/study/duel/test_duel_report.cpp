// What a duel comes to in words and tables, and when there is none.
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

class TestDuelReport : public QObject {
    Q_OBJECT

private slots:
    void refusesWithASentence() {
        QVERIFY(duelProblem(smallDuel()).empty());
        ExperimentConfig config = smallDuel();
        config.samples.test.count = 0;
        QVERIFY(duelProblem(config).find("test samples") != std::string::npos);
        config = smallDuel();
        config.grades[0].repeat = 20;
        QVERIFY(duelProblem(config).find("40 hidden layers") != std::string::npos);
        config.stop.relativeL2 = 0.5; // who knows how many grades that takes
        QVERIFY(duelProblem(config).empty());
        config = smallDuel();
        config.grades[0].hidden = {0};
        QVERIFY(duelProblem(config).find("hidden[0]") != std::string::npos);
    }

    void againstItselfThereIsNoWinner() {
        RunControl control;
        DuelWatcher nobody;
        ExperimentConfig config = smallDuel();
        config.grades[0].repeat = 1;
        DuelRecord record = duel(prepareOrThrow(config), DuelBudget::Work, 1, control, nobody);
        QCOMPARE(record.gradewise[0].metrics.test.mse, record.endToEnd[0].metrics.test.mse);
        QVERIFY2(duelVerdict(record).find("there is no winner") != std::string::npos,
                 duelVerdict(record).c_str());
        record.endToEnd[0].metrics.test.mse *= 0.5; // by a clock, say
        QVERIFY(duelVerdict(record).find("the same network") != std::string::npos);
        record.config.grades[0].repeat = 2;
        QVERIFY(duelVerdict(record).find("End to end has") != std::string::npos);
        record.endToEnd[0].metrics.test.mse = record.gradewise[0].metrics.test.mse;
        QVERIFY(duelVerdict(record).find("no winner") != std::string::npos);
    }

    void aZeroTargetIsNoDuel() {
        ExperimentConfig config = smallDuel();
        config.target = {TargetConfig::Kind::Formula, "", {"0*x"}, {}, {{0.0, 1.0}}};
        QVERIFY(duelProblem(config).starts_with("The target is zero"));
    }

    /// Work is counted for the samples that there are, 32 · 32 of 1000 asked for.
    void samplesAreCountedAsDrawn() {
        ExperimentConfig config = smallDuel();
        config.target = {TargetConfig::Kind::Formula, "", {"x*y"}, {}, {{0.0, 1.0}, {0.0, 1.0}}};
        config.samples.train = {Layout::Equispaced, 1024};
        config.grades[0].stop.epochs = 2;
        const double exact = multiplyAdds(train(config));
        config.samples.train.count = 1000;
        QCOMPARE(multiplyAdds(train(config)), exact);
    }

    void reports() {
        DuelRecord record;
        record.config = smallDuel();
        QVERIFY(duelVerdict(record).empty());
        record.gradewise.resize(3);
        record.endToEnd.resize(3);
        for (std::size_t k = 0; k < 3; ++k) {
            record.gradewise[k].seed = record.endToEnd[k].seed = k + 3;
            record.gradewise[k].metrics.test.mse = 2.0 + static_cast<double>(k);
            record.endToEnd[k].metrics.test.mse = 1.0;
        }
        QCOMPARE(duelVerdict(record),
                 std::string("End to end has the smaller median test MSE, by a factor of 3."));
        QVERIFY(duelDivergence(record).empty());
        record.gradewise[1].metrics.test.mse = 0.5;
        record.gradewise[2].metrics.test.mse = 0.5;
        QCOMPARE(duelVerdict(record),
                 std::string("Grade by grade has the smaller median test MSE, by a factor of 2."));
        DuelRecord exact = record;
        for (std::size_t k = 0; k < 3; ++k)
            exact.gradewise[k].metrics.test.mse = exact.endToEnd[k].metrics.test.mse = 0.0;
        QCOMPARE(duelVerdict(exact),
                 std::string("The median test MSE is 0 on both sides: they are equally exact."));
        record.endToEnd[0].diverged = record.endToEnd[2].diverged = true;
        QCOMPARE(duelDivergence(record), std::string("Diverged: end to end with the seeds 3 and 5."));
        record.gradewise[1].diverged = true;
        QCOMPARE(duelDivergence(record),
                 std::string("Diverged: grade by grade with the seed 4, end to end with the seeds 3 and 5."));
        const QByteArray csv = QByteArray::fromStdString(duelCsv(record));
        QCOMPARE(csv.count('\n'), 7);
        QVERIFY(csv.contains("\nendToEnd,5,0,0,0,1,0,1,0\n"));
    }

    void spreads() {
        const double nan = std::numeric_limits<double>::quiet_NaN();
        QCOMPARE(spreadOf({3.0, 1.0, 2.0}).median, 2.0);
        QCOMPARE(spreadOf({4.0, 1.0, 2.0, 3.0}).median, 2.5);
        QCOMPARE(spreadOf({4.0, 1.0}).least, 1.0);
        QVERIFY(std::isinf(spreadOf({1.0, nan, nan}).median)); // no number counts as worst
    }
};

GRADEWISE_TEST(TestDuelReport)
#include "test_duel_report.moc"
