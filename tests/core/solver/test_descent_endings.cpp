// How a grade of Adam or gradient descent ends: its stop rules, and when things go wrong.
#include "core/numbers/random.h"
#include "tests/core/solver/descent_fixture.h"
#include "tests/test_case.h"

#include <cmath>
#include <limits>

using namespace gradewise;
using namespace gradewise::descenttest;

class TestDescentEndings : public QObject {
    Q_OBJECT

private slots:
    void endsBySeconds() {
        ScriptedMonitor monitor;
        FitTask task = taskOf(AdamOptions{}, 0.01, 1000);
        task.stop.seconds = 2.6; // the scripted clock advances by a quarter of a second an epoch
        const FitResult result = run(task, sine(16), monitor);
        QCOMPARE(result.reason, StopReason::Seconds);
        QCOMPARE(result.status, GradeStatus::Finished);
        QVERIFY(result.epochs >= 11 && result.epochs <= 12);
    }

    void endsAtTheGoalWithWeightsThatMeetIt_data() {
        QTest::addColumn<Index>("batch");
        QTest::addRow("full batch") << Index{0};
        QTest::addRow("mini batch") << Index{16};
    }

    void endsAtTheGoalWithWeightsThatMeetIt() {
        QFETCH(Index, batch);
        const Problem problem = sine(64);
        ScriptedMonitor monitor;
        FitTask task = taskOf(AdamOptions{}, 0.01, 20000, batch);
        task.stop.goal = 0.02;
        const FitResult result = run(task, problem, monitor);
        QCOMPARE(result.reason, StopReason::Goal);
        const double error = (problem.residual - result.block.output(problem.features)).norm();
        QVERIFY(error <= 0.02 * problem.residual.norm() * (1.0 + 1e-12));
    }

    void endsOnAPlateau() {
        ScriptedMonitor monitor;
        FitTask task = taskOf(GradientDescentOptions{}, 1e-300, 1000); // never moves
        task.stop.plateau = Plateau{20, 1e-6};
        const FitResult level = run(task, sine(16), monitor);
        QCOMPARE(level.reason, StopReason::Plateau);
        QCOMPARE(level.epochs, Index{40});

        ScriptedMonitor second;
        rateOf(task.solver).initial = 0.1; // improves all the time
        task.stop.epochs = 200;
        QCOMPARE(run(task, sine(16), second).reason, StopReason::Epochs);
    }

    void outOfPatienceIsTheBestOnValidation() {
        Problem problem = sine(6);
        Random random(1, "noise", 0);
        for (double& value : problem.residual.reshaped())
            value += 0.7 * random.normal();
        FitTask task = taskOf(AdamOptions{}, 0.02, 20000);
        task.stop.patience = 300;
        ScriptedMonitor monitor;
        const FitResult result = run(task, problem, monitor);
        QCOMPARE(result.reason, StopReason::Validation);
        QVERIFY(result.epochs < 20000);
        const auto smaller = [](const EpochReport& a, const EpochReport& b) {
            return a.validationRelativeL2 < b.validationRelativeL2;
        };
        const auto best = std::ranges::min_element(monitor.reports, smaller);
        QCOMPARE(result.epochs, best->epoch + 300);
        const Matrix left = problem.validationResidual - result.block.output(problem.validationFeatures);
        QVERIFY(std::abs(left.norm() / problem.validationResidual.norm() - best->validationRelativeL2) <
                1e-12);
    }

    void divergesWithTheLastFiniteWeights_data() {
        QTest::addColumn<Index>("batch");
        QTest::addRow("full batch") << Index{0};
        QTest::addRow("mini batch") << Index{4};
    }

    void divergesWithTheLastFiniteWeights() {
        QFETCH(Index, batch);
        FitTask task = taskOf(GradientDescentOptions{}, 1e5, 1000, batch);
        task.shape = {1, {8}, 1, Activation::Relu};
        ScriptedMonitor monitor;
        const Problem problem = sine(16);
        const FitResult result = run(task, problem, monitor);
        QCOMPARE(result.status, GradeStatus::Diverged);
        QCOMPARE(result.reason, StopReason::NotFinite);
        QVERIFY(result.block.parameters().allFinite());
        QVERIFY(result.block.output(problem.features).allFinite());
        for (const EpochReport& report : monitor.reports)
            QVERIFY(std::isfinite(report.loss));
    }

    void endsWhenAsked_data() {
        QTest::addColumn<bool>("withinEpoch");
        QTest::addColumn<int>("answer");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("reason");
        const auto row = [](const char* title, bool within, Decision answer, GradeStatus status,
                            StopReason reason) {
            QTest::addRow("%s", title)
                << within << static_cast<int>(answer) << static_cast<int>(status) << static_cast<int>(reason);
        };
        row("finish after an epoch", false, Decision::FinishGrade, GradeStatus::Finished,
            StopReason::FinishedNow);
        row("finish within an epoch", true, Decision::FinishGrade, GradeStatus::Finished,
            StopReason::FinishedNow);
        row("stop after an epoch", false, Decision::StopRun, GradeStatus::Stopped, StopReason::StoppedByUser);
        row("stop within an epoch", true, Decision::StopRun, GradeStatus::Stopped, StopReason::StoppedByUser);
    }

    void endsWhenAsked() {
        QFETCH(bool, withinEpoch);
        QFETCH(int, answer);
        QFETCH(int, status);
        QFETCH(int, reason);
        ScriptedMonitor monitor;
        monitor.answer = static_cast<Decision>(answer);
        (withinEpoch ? monitor.endAtCheckpoint : monitor.endAtEpoch) = 5;
        // 300 samples are three tiles: checkpoint 5 lies within the second epoch.
        const FitResult result = run(taskOf(AdamOptions{}, 0.01, 100), sine(300), monitor);
        QCOMPARE(static_cast<int>(result.status), status);
        QCOMPARE(static_cast<int>(result.reason), reason);
        QCOMPARE(result.epochs, withinEpoch ? Index{1} : Index{5});
        if (withinEpoch) { // the step that was broken off leaves no trace
            ScriptedMonitor other;
            other.answer = monitor.answer;
            other.endAtEpoch = 1;
            const FitResult whole = run(taskOf(AdamOptions{}, 0.01, 100), sine(300), other);
            QVERIFY(whole.block.parameters() == result.block.parameters());
        }
    }
};

GRADEWISE_TEST(TestDescentEndings)
#include "test_descent_endings.moc"
