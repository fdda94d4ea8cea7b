// The sweep: as many runs as were asked for, each the one that its learning rate gives.
#include "core/cost/expected_time.h"
#include "core/experiment/validate.h"
#include "core/study/sweep/sweep_report.h"
#include "tests/core/trained.h"
#include "tests/solver_options.h"
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
    grade.solver = GradientDescentOptions{};
    rateOf(grade.solver) = {0.1, 0.01, std::nullopt, 1};
    grade.stop.epochs = 30;
    grade.repeat = 2;
    config.grades = {grade};
    config.seed = 7;
    return config;
}

struct StopAtOnce : RunControl {
    Decision checkpoint() override { return Decision::StopRun; }
};

/// Counts what it is told.
struct Counter : SweepWatcher {
    std::size_t runs = 0;
    std::size_t grades = 0;
    std::size_t epochs = 0;
    std::vector<std::uint64_t> begun;

    void runBegun(std::size_t, std::uint64_t seed) override { begun.push_back(seed); }
    void epochDone(const HistoryPoint&) override { ++epochs; }
    void gradeDone(const SweptGrade&) override { ++grades; }
    void runDone(std::size_t, const SweptRun&) override { ++runs; }
};

} // namespace

class TestSweep : public QObject {
    Q_OBJECT

private slots:
    void ratesAreEquallyFarApart() {
        const std::vector<double> rates = sweepRates({1e-3, 1.0, 4, 1});
        QCOMPARE(rates.size(), std::size_t{4});
        for (std::size_t i = 0; i < rates.size(); ++i)
            QVERIFY(std::abs(rates[i] / std::pow(10.0, static_cast<double>(i) - 3.0) - 1.0) < 1e-12);
        QCOMPARE(rates.back(), 1.0);
        QCOMPARE(sweepRates({0.2, 0.5, 1, 1}), std::vector<double>{0.2});
    }

    void theFinalRateKeepsItsShare() {
        const ExperimentConfig changed = withRate(small(), 0.5);
        QCOMPARE(rateOf(changed.grades[0].solver).initial, 0.5);
        QCOMPARE(*rateOf(changed.grades[0].solver).final, 0.05);
    }

    void whatHasNoRateIsRefused() {
        ExperimentConfig config = small();
        setSolver(config.grades[0], solverOf(VarProOptions{}), 1);
        QVERIFY_EXCEPTION_THROWN(withRate(config, 0.5), std::invalid_argument);
    }

    void saysWhyNot() {
        QCOMPARE(sweepProblem(small(), {}), std::string());
        const auto says = [](const SweepPlan& plan, const char* word) {
            return sweepProblem(small(), plan).find(word) != std::string::npos;
        };
        QVERIFY(says({0.5, 0.1, 3, 1}, "not above the last"));
        QVERIFY(says({0.0, 0.1, 3, 1}, "above 0"));
        QVERIFY(says({0.1, std::nan(""), 3, 1}, "finite"));
        QVERIFY(says({0.1, 0.2, 0, 1}, "one learning rate and one seed"));
        QVERIFY(says({0.1, 0.1, 2, 1}, "only one learning rate"));
        QVERIFY(sweepProblem(small(), {0.1, 0.1, 1, 1}).empty());
        ExperimentConfig config = small();
        setSolver(config.grades[0], solverOf(VarProOptions{}), 1);
        QVERIFY(sweepProblem(config, {}).find("solvers adam and gd") != std::string::npos);
        config = small();
        config.grades[0].hidden = {0};
        QVERIFY(sweepProblem(config, {}).find("hidden[0]") != std::string::npos);
        RunControl control;
        Counter counter;
        QVERIFY_EXCEPTION_THROWN(sweep(config, {}, control, counter), std::invalid_argument);
    }

    void everyRunIsTheOneOfItsRateAndSeed() {
        RunControl control;
        Counter counter;
        const SweepRecord record = sweep(small(), {0.01, 1e6, 3, 2}, control, counter);
        QCOMPARE(counter.runs, std::size_t{6});
        QCOMPARE(counter.begun, std::vector<std::uint64_t>({7, 8, 7, 8, 7, 8}));
        QCOMPARE(record.rates.size(), std::size_t{3});
        std::size_t grades = 0;
        for (const SweptRate& rate : record.rates)
            for (const SweptRun& run : rate.runs) {
                ExperimentConfig config = withRate(small(), rate.rate);
                config.seed = run.seed;
                const RunRecord alone = train(config);
                QCOMPARE(run.status, alone.status);
                QCOMPARE(run.grades.size(), alone.grades.size());
                grades += run.grades.size();
                for (std::size_t l = 0; l < run.grades.size(); ++l) {
                    QCOMPARE(run.grades[l].train, alone.grades[l].metrics.train.relativeL2);
                    QCOMPARE(run.grades[l].diverged, alone.grades[l].status == GradeStatus::Diverged);
                }
            }
        QCOMPARE(counter.grades, grades);
        QVERIFY(counter.epochs >= 4 * 30);
        // A mild rate is stable, and a wild one is seen to be none.
        const SweptGrade& mild = record.rates[0].runs[0].grades[0];
        QVERIFY(mild.curvature && mild.curvature->product() < 2.0 &&
                mild.progress == GradeProgress::Improved);
        const SweptRun& wild = record.rates[2].runs[0];
        QCOMPARE(wild.status, RunStatus::Diverged);
        QVERIFY(cellOf(record.rates[2].runs, 0).count(SweepMark::Diverged) == 2);
    }

    void theBoundIsKnownInShortRunsToo() {
        ExperimentConfig config = small();
        config.grades[0].hidden = {64};
        config.grades[0].stop.epochs = 12;
        config.samples.train.count = 512;
        QVERIFY(!train(config).grades[1].audit->curvature); // it would take longer than the training
        RunControl control;
        Counter counter;
        const SweepRecord record = sweep(config, {0.01, 0.01, 1, 1}, control, counter);
        const auto& seen = record.rates[0].runs[0].grades[1].curvature;
        QVERIFY(seen && seen->largest > 0.0 && seen->products >= 12);
    }

    void stopsAfterWholeRates() {
        StopAtOnce control;
        Counter counter;
        const SweepRecord record = sweep(small(), {0.01, 0.2, 2, 1}, control, counter);
        QVERIFY(record.stopped && record.rates.empty());
        QCOMPARE(counter.runs, std::size_t{0});
    }

    void aZeroTargetIsNotSwept() {
        ExperimentConfig config = small();
        config.target = {TargetConfig::Kind::Formula, "", {"0*x"}, {}, {{0.0, 1.0}}};
        QVERIFY(sweepProblem(config, {}).starts_with("The target is zero"));
        config.samples.noise = 0.1; // then there is something to learn, though it should not be
        QVERIFY(sweepProblem(config, {}).empty());
    }

    /// Points of a later seed may meet what those of the first did not.
    void everySeedIsLookedAtBefore() {
        ExperimentConfig config = small();
        config.target = {
            TargetConfig::Kind::Formula, "", {"sqrt((x-0.50003)*(x-0.50022))"}, {}, {{0.0, 1.0}}};
        config.samples.test = {Layout::Random, 700};
        while (!validate(config).empty())
            ++config.seed;
        SweepPlan plan;
        plan.seeds = 1;
        QVERIFY(sweepProblem(config, plan).empty());
        plan.seeds = 200;
        const std::string problem = sweepProblem(config, plan);
        QVERIFY2(problem.starts_with("With the seed ") && problem.find("at x = 0.50") != std::string::npos,
                 problem.c_str());
    }

    /// Wild rates on the published W1 die or stagnate and are named; none passes for a converged one.
    void wildRatesOnW1AreNamed() {
        ExperimentConfig config;
        config.target.kind = TargetConfig::Kind::Gallery;
        config.target.id = "W1";
        config.samples.train.count = 256;
        GradeConfig grade;
        grade.hidden = {32};
        grade.initialisation = Initialisation::He;
        grade.solver = GradientDescentOptions{};
        grade.stop.epochs = 300;
        grade.repeat = 4;
        config.grades = {grade};
        RunControl control;
        Counter counter;
        const SweepRecord record = sweep(config, {0.06, 20.0, 3, 1}, control, counter);
        QVERIFY(!cellOf(record.rates[0].runs, 0).marked());
        for (const std::size_t l : {0U, 1U, 2U, 3U})
            QVERIFY2(cellOf(record.rates[2].runs, l).marked(), qPrintable(QString::number(l)));
        QVERIFY(sweepOutcome(record.rates).find("some grade died") != std::string::npos);
    }

    void theExpectedTimeGrowsWithTheWork() {
        ExperimentConfig config = small();
        config.grades[0].stop.epochs = 1'000'000;
        QVERIFY(expectedSeconds(config, 1, 1) > 0.1);
        config.grades[0].stop.seconds = 0.25;
        QCOMPARE(expectedSeconds(config, 1, 1), 0.5);
        config.stop.seconds = 0.125;
        QCOMPARE(expectedSeconds(config, 1, 1), 0.125);
        setSolver(config.grades[0], solverOf(VarProOptions{}), 1);
        QCOMPARE(expectedSeconds(config, 1, 1), 0.0);
    }
};

GRADEWISE_TEST(TestSweep)
#include "test_sweep.moc"
