// The sweep: as many runs as were asked for, each the one that its learning rate gives.
#include "core/training/sweep.h"
#include "tests/test_case.h"

#include <cmath>

using namespace gradewise;

namespace {

ExperimentConfig small() {
    ExperimentConfig config;
    config.samples.train.count = 64;
    config.samples.test.count = 0;
    GradeConfig grade;
    grade.hidden = {8};
    grade.solver.kind = SolverKind::GradientDescent;
    grade.solver.rate = {0.1, 0.01, std::nullopt, 1};
    grade.stop.epochs = 30;
    grade.repeat = 2;
    config.grades = {grade};
    config.seed = 7;
    return config;
}

struct StopAtOnce : RunControl {
    Decision checkpoint() override { return Decision::StopRun; }
};

} // namespace

class TestSweep : public QObject {
    Q_OBJECT

private slots:
    void ratesAreEquallyFarApart() {
        const std::vector<double> rates = sweepRates(1e-3, 1.0, 4);
        QCOMPARE(rates.size(), std::size_t{4});
        for (std::size_t i = 0; i < rates.size(); ++i)
            QVERIFY(std::abs(rates[i] / std::pow(10.0, static_cast<double>(i) - 3.0) - 1.0) < 1e-12);
        QCOMPARE(rates.back(), 1.0);
        QCOMPARE(sweepRates(0.2, 0.5, 1), std::vector<double>{0.2});
    }

    void theFinalRateKeepsItsShare() {
        const ExperimentConfig changed = withRate(small(), 0.5);
        QCOMPARE(changed.grades[0].solver.rate.initial, 0.5);
        QCOMPARE(*changed.grades[0].solver.rate.final, 0.05);
    }

    void whatHasNoRateIsRefused() {
        ExperimentConfig config = small();
        setSolver(config.grades[0], SolverKind::VarPro, 1);
        QVERIFY_EXCEPTION_THROWN(withRate(config, 0.5), std::invalid_argument);
    }

    void everyRunIsTheOneOfItsRateAndSeed() {
        RunControl control;
        std::size_t told = 0;
        const SweepRecord record =
            sweep(small(), {0.01, 0.2, 1e6}, 2, control, [&told](double, const SweptRun&) { ++told; });
        QCOMPARE(told, std::size_t{6});
        QCOMPARE(record.rates.size(), std::size_t{3});
        for (const SweptRate& rate : record.rates)
            for (const SweptRun& run : rate.runs) {
                ExperimentConfig config = withRate(small(), rate.rate);
                config.seed = run.seed;
                const RunRecord alone = train(config);
                QCOMPARE(run.status, alone.status);
                QCOMPARE(run.grades.size(), alone.grades.size());
                for (std::size_t l = 0; l < run.grades.size(); ++l)
                    QCOMPARE(run.grades[l].train, alone.grades[l].metrics.train.relativeL2);
            }
        QCOMPARE(record.rates[0].runs[1].seed, std::uint64_t{8});
        // A mild rate is stable, and a wild one is seen to be none.
        const SweptGrade& mild = record.rates[0].runs[0].grades[0];
        QVERIFY(mild.stepCurvature && *mild.stepCurvature < 2.0 && mild.progress == GradeProgress::Improved);
        const SweptRun& wild = record.rates[2].runs[0];
        QVERIFY(wild.status == RunStatus::Diverged || wild.grades[0].progress != GradeProgress::Improved);
    }

    void stopsAfterWholeRates() {
        StopAtOnce control;
        const SweepRecord record = sweep(small(), {0.01, 0.2}, 1, control, [](double, const SweptRun&) {});
        QVERIFY(record.stopped && record.rates.empty());
    }
};

GRADEWISE_TEST(TestSweep)
#include "test_sweep.moc"
