// The trainer: grade after grade, guarded, frozen, reproducible, watched or not.
#include "core/solver/read_out/balanced_read_out.h"
#include "tests/core/trained.h"
#include "tests/core/training/watched_runs.h"
#include "tests/solver_options.h"
#include "tests/test_case.h"

#include <cmath>
#include <limits>

using namespace gradewise;

class TestTrainer : public QObject {
    Q_OBJECT
private slots:
    /// The grade that the rule removes leaves no trace: the run is the one that never tried it.
    void adaptiveRuleRemovesAGradeThatDoesNotHelp() {
        ExperimentConfig config = smallExperiment();
        config.adaptive = true;
        config.guard = false;
        config.grades[0].repeat = 1;
        config.grades.push_back(config.grades[0]);
        rateOf(config.grades[1].solver).initial = 0.5; // does harm
        config.grades[1].stop.epochs = 3;
        config.grades.push_back(config.grades[0]);
        const RunRecord run = train(config);
        QCOMPARE(run.status, RunStatus::Finished);
        QCOMPARE(run.grades.size(), std::size_t{1});
        QVERIFY2(run.reason.starts_with("Grade 2 did not lower"), run.reason.c_str());
        ExperimentConfig alone = config;
        alone.grades.resize(1);
        compareRuns(run, train(alone));

        config.adaptive = false;
        QCOMPARE(train(config).grades.size(), std::size_t{3});
    }

    void adaptiveRuleKeepsWhatHelps() {
        ExperimentConfig config = smallExperiment();
        const RunRecord plain = train(config);
        QVERIFY(plain.grades[2].metrics.validation.l2 < plain.grades[1].metrics.validation.l2);
        QVERIFY(plain.grades[1].metrics.validation.l2 < plain.grades[0].metrics.validation.l2);
        config.adaptive = true;
        compareRuns(train(config), plain);
    }

    void trainsGradeByGrade() {
        const RunRecord run = train(smallExperiment());
        QCOMPARE(run.status, RunStatus::Finished);
        QCOMPARE(run.grades.size(), std::size_t{3});
        QCOMPARE(run.model.grades(), std::size_t{3});
        QCOMPARE(run.history.size(), std::size_t{180});
        QVERIFY(!run.version.empty());
        for (const GradeRecord& grade : run.grades) {
            QCOMPARE(grade.status, GradeStatus::Finished);
            QCOMPARE(grade.reason, StopReason::Epochs);
            QCOMPARE(grade.epochs, Index{60});
        }
        QCOMPARE(run.grades[0].parameters, Index{16 * 2 + 17});
        QCOMPARE(run.grades[1].parameters, Index{16 * 17 + 17});
        QVERIFY(run.grades[2].metrics.train.relativeL2 < 0.9);
        for (std::size_t i = 1; i < run.history.size(); ++i)
            QVERIFY(run.history[i].seconds >= run.history[i - 1].seconds);
    }

    void metricsAreThoseOfTheModel() {
        const ExperimentConfig config = smallExperiment();
        const RunRecord run = train(config);
        const Target target = std::get<Target>(makeTarget(config.target));
        const Samples samples = drawSamples(target, config.samples, config.seed);
        const auto errorOf = [&](const Dataset& data) {
            return measure(data.y - run.model.evaluate(data.x), data.y);
        };
        const GradeMetrics& last = run.grades.back().metrics;
        QVERIFY(std::abs(errorOf(samples.train).l2 - last.train.l2) < 1e-14);
        QVERIFY(std::abs(errorOf(samples.validation).rse - last.validation.rse) < 1e-14);
        QVERIFY(std::abs(errorOf(samples.test).sup - last.test.sup) < 1e-14);
        const Matrix points = evaluationGrid(target.domain(), config.samples.train);
        QVERIFY(std::abs(errorOf({points, target(points)}).l1 - last.grid.l1) < 1e-14);
    }

    void laterGradesLeaveEarlierOnesAlone() {
        ExperimentConfig config = smallExperiment();
        RunControl control;
        RunListener listener;
        const RunRecord run = train(config, control, listener);
        for (std::size_t l = 1; l < 3; ++l)
            QCOMPARE(listener.hashes[l], listener.hashAfter[l - 1]); // what was frozen is what is built upon

        config.grades[0].repeat = 2; // and it is the same, bit for bit, had nothing come after it
        const RunRecord shorter = train(config);
        QCOMPARE(shorter.model.hash(), listener.hashAfter[1]);
        QCOMPARE(shorter.grades[1].metrics.test.l2, run.grades[1].metrics.test.l2);
    }

    void sameNumbersWatchedOrNot() {
        RunControl control;
        RunListener listener;
        const RunRecord watched = train(smallExperiment(), control, listener);
        compareRuns(watched, train(smallExperiment()));
        QCOMPARE(listener.history.size(), watched.history.size());
        QCOMPARE(listener.grades.size(), watched.grades.size());
        QCOMPARE(listener.before.train.l2, watched.before.train.l2);
    }

    void anotherSeedGivesOtherNumbers() {
        ExperimentConfig config = smallExperiment();
        const RunRecord first = train(config);
        config.seed = 2;
        QVERIFY(train(config).model.hash() != first.model.hash());
    }

    void gradesStartFromDifferentWeights() {
        ExperimentConfig config = smallExperiment();
        config.grades[0].hidden = {1}; // every grade maps 1 → 1 → 1
        config.grades[0].solver = GradientDescentOptions{};
        rateOf(config.grades[0].solver).initial = 1e-12;
        config.grades[0].stop.epochs = 1;
        config.guard = false;
        const RunRecord run = train(config);
        QVERIFY((run.model.grade(1).block.parameters() - run.model.grade(2).block.parameters()).norm() >
                0.01);
    }

    void stopsAndFinishesOnRequest() {
        RunObserver observer;
        ScriptedControl finish(30, Decision::FinishGrade);
        const RunRecord finished = train(smallExperiment(), finish, observer);
        QCOMPARE(finished.grades.size(), std::size_t{3});
        QCOMPARE(finished.grades[0].reason, StopReason::FinishedNow);
        QCOMPARE(finished.grades[0].epochs, Index{30});
        QCOMPARE(finished.grades[1].reason, StopReason::Epochs);

        ScriptedControl stop(70, Decision::StopRun);
        const RunRecord stopped = train(smallExperiment(), stop, observer);
        QCOMPARE(stopped.status, RunStatus::Stopped);
        QCOMPARE(stopped.grades.size(), std::size_t{2});
        QCOMPARE(stopped.grades[1].status, GradeStatus::Stopped);
        QCOMPARE(stopped.grades[1].epochs, Index{10});
        QCOMPARE(stopped.history.size(), std::size_t{70});
        QCOMPARE(stopped.model.grades(), std::size_t{2}); // what was trained is kept
    }

    void runGoalsEndTheRun_data() {
        QTest::addColumn<int>("which");
        QTest::addRow("relative L2") << 0;
        QTest::addRow("sup") << 1;
    }

    void runGoalsEndTheRun() {
        QFETCH(int, which);
        ExperimentConfig config = smallExperiment();
        const RunRecord whole = train(config);
        const Metrics& second = whole.grades[1].metrics.grid;
        if (which == 0)
            config.stop.relativeL2 = second.relativeL2;
        else
            config.stop.sup = second.sup;
        const std::size_t wanted =
            which == 1 && whole.grades[0].metrics.grid.sup <= second.sup ? std::size_t{1} : std::size_t{2};
        const RunRecord run = train(config);
        QCOMPARE(run.status, RunStatus::Finished);
        QCOMPARE(run.grades.size(), wanted);
        QVERIFY(run.reason.find("goal") != std::string::npos);
    }

    void runTimeEndsTheRun() {
        ExperimentConfig config = smallExperiment();
        config.stop.seconds = 1e-9;
        const RunRecord run = train(config);
        QCOMPARE(run.grades.size(), std::size_t{1});
        QCOMPARE(run.grades[0].epochs, Index{1});
        QCOMPARE(run.grades[0].reason, StopReason::RunTime);
        QCOMPARE(run.status, RunStatus::Finished);
    }

    void divergenceIsNamedAndKeepsFiniteWeights() {
        ExperimentConfig config = smallExperiment();
        config.grades[0].solver = GradientDescentOptions{};
        rateOf(config.grades[0].solver).initial = 1e6;
        const RunRecord run = train(config);
        QCOMPARE(run.status, RunStatus::Diverged);
        QCOMPARE(run.grades.size(), std::size_t{1});
        QCOMPARE(run.grades[0].status, GradeStatus::Diverged);
        QVERIFY(run.model.grade(0).block.parameters().allFinite());
        QVERIFY(std::isfinite(run.grades[0].metrics.grid.sup));
        QVERIFY(run.reason.find("learning rate") != std::string::npos);
    }

    void noiseIsOnTrainingLabelsOnly() {
        ExperimentConfig config = smallExperiment();
        const RunRecord clean = train(config);
        config.samples.noise = 0.5;
        const RunRecord noisy = train(config);
        QVERIFY(noisy.before.train.mse > clean.before.train.mse + 0.1);
        QCOMPARE(noisy.before.validation.mse, clean.before.validation.mse);
        QCOMPARE(noisy.before.test.mse, clean.before.test.mse);
    }

    void worksInTwoVariablesWithTwoOutputs() {
        ExperimentConfig config = smallExperiment();
        config.target.formulas = {"sin(3*x)*y", "x - y"};
        config.target.domain = {{0.0, 1.0}, {-1.0, 1.0}};
        config.samples.train = {Layout::Equispaced, 400};
        config.grades[0].carry = Carry::HiddenAndInput;
        config.grades[0].stop.epochs = 300;
        const RunRecord run = train(config);
        QCOMPARE(run.model.inputs(), Index{2});
        QCOMPARE(run.model.outputs(), Index{2});
        QCOMPARE(run.model.grade(1).block.shape().inputs, Index{18});
        QVERIFY(run.grades[2].metrics.grid.relativeL2 < 0.2);
    }

    void aTargetThatVanishesIsNoError() {
        ExperimentConfig config = smallExperiment();
        config.target.formulas = {"0*x"};
        config.grades[0].stop.goal = 1e-3;
        const RunRecord run = train(config);
        QCOMPARE(run.grades.size(), std::size_t{1});
        QVERIFY(std::isnan(run.grades[0].metrics.grid.relativeL2));
        QCOMPARE(run.grades[0].metrics.grid.l2, 0.0);
    }

    void tooManyKinksAreWarnedOfOnce() {
        ExperimentConfig config = smallExperiment();
        config.samples.train.count = 24;
        const RunRecord run = train(config);
        std::size_t warnings = 0;
        for (const GradeRecord& grade : run.grades) {
            QVERIFY(grade.kinks.has_value());
            const bool first = *grade.kinks * 4 > 24 && warnings == 0;
            QCOMPARE(!grade.warning.empty(), first);
            warnings += first ? 1 : 0;
        }
        QCOMPARE(warnings, std::size_t{1});
        QVERIFY(*run.grades[0].kinks <= 16);
        QVERIFY(*run.grades[1].kinks > *run.grades[0].kinks);
        config.samples.train.count = 4000;
        config.grades[0].repeat = 1;
        QVERIFY(train(config).grades[0].warning.empty());
        config.grades[0].activation = Activation::Sin;
        QVERIFY(!train(config).grades[0].kinks.has_value());
    }

    void refusesAnInvalidExperiment() {
        ExperimentConfig config = smallExperiment();
        config.grades[0].hidden = {0};
        try {
            train(config);
            QFAIL("An invalid experiment was trained.");
        } catch (const std::invalid_argument& error) {
            QVERIFY(std::string(error.what()).find("grades[0].hidden[0]") != std::string::npos);
        }
    }
};

GRADEWISE_TEST(TestTrainer)
#include "test_trainer.moc"
