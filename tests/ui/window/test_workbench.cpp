#include "tests/core/trained.h"
#include "tests/test_case.h"
#include "tests/ui/window/window_fixture.h"
#include "ui/window/status_line.h"
#include "ui/window/workbench.h"

#include <QElapsedTimer>
#include <QLabel>
#include <QSignalSpy>

using namespace gradewise;
using State = RunDriver::State;

class TestWorkbench : public QObject {
    Q_OBJECT

private slots:
    void runsToItsEnd() {
        Workbench bench;
        bench.startWith(smallExperiment());
        QVERIFY(!bench.unsaved());
        QVERIFY(bench.model().phase() == RunModel::Phase::Preview);
        bench.runOrPause();
        QVERIFY(bench.driver().active());
        QVERIFY(bench.unsaved());
        QTRY_VERIFY(!bench.driver().active());
        QVERIFY(bench.model().record() != nullptr);
        QVERIFY(bench.model().record()->status == RunStatus::Finished);
        QCOMPARE(bench.model().gradesWithCurve(), std::size_t{2});
        QCOMPARE(bench.model().history().size(), std::size_t{10});
        QVERIFY(bench.unsaved());
    }

    void pausesAndResumes() {
        Workbench bench;
        bench.startWith(endlessExperiment());
        bench.runOrPause();
        QTRY_VERIFY(bench.model().history().size() > 3);
        bench.runOrPause();
        QVERIFY(bench.driver().state() == State::Paused);
        QTest::qWait(150); // what was on its way has arrived
        const std::size_t epochs = bench.model().history().size();
        QTest::qWait(150);
        QCOMPARE(bench.model().history().size(), epochs);
        bench.runOrPause();
        QTRY_VERIFY(bench.model().history().size() > epochs);
    }

    void stepsOneEpochFromIdle() {
        Workbench bench;
        bench.startWith(endlessExperiment());
        for (std::size_t step = 1; step <= 3; ++step) {
            bench.stepEpoch();
            QVERIFY(bench.driver().state() == State::Paused);
            QTRY_COMPARE(bench.model().history().size(), step);
            QTest::qWait(80);
            QCOMPARE(bench.model().history().size(), step);
        }
        QCOMPARE(bench.model().liveGrade().value(), std::size_t{0});
        QVERIFY(bench.model().grades()[0].hasCurve());
    }

    void finishesTheGradeAndStops() {
        Workbench bench;
        bench.startWith(endlessExperiment());
        bench.runOrPause();
        QTRY_VERIFY(bench.model().liveGrade() == 0U);
        bench.driver().finishGrade();
        QTRY_VERIFY(bench.model().liveGrade() == 1U);
        QVERIFY(bench.model().grades()[0].record.reason == StopReason::FinishedNow);
        QTRY_VERIFY(bench.model().grades()[1].record.epochs > 2);
        bench.driver().stop();
        QTRY_VERIFY(!bench.driver().active());
        const auto record = bench.model().record();
        QVERIFY(record->status == RunStatus::Stopped);
        QCOMPARE(record->grades.size(), std::size_t{2}); // everything trained is kept
        QVERIFY(bench.model().grades()[1].record.status == GradeStatus::Stopped);
    }

    void runsAgainInTheMiddleOfARun() {
        Workbench bench;
        bench.startWith(endlessExperiment());
        bench.runOrPause();
        QTRY_VERIFY(bench.model().history().size() > 10);
        ExperimentConfig shorter = endlessExperiment();
        shorter.grades[0].stop.epochs = 3;
        bench.edit(shorter);
        QVERIFY(bench.driver().active()); // an edit does not disturb the run
        QCOMPARE(bench.model().config().grades[0].stop.epochs, endlessEpochs);
        bench.runAfresh();
        QTRY_VERIFY(!bench.driver().active());
        QCOMPARE(bench.model().history().size(), std::size_t{6});
        QVERIFY(bench.model().record()->config == shorter);
    }

    void whatCannotBeRunIsSaidAndLeavesThePicture() {
        Workbench bench;
        bench.startWith(smallExperiment());
        bench.runOrPause();
        QTRY_VERIFY(!bench.driver().active());
        QSignalSpy problems(&bench, &Workbench::problem);
        ExperimentConfig bad = smallExperiment();
        bad.grades[0].hidden = {0};
        QVERIFY(!bench.driver().prepared(bad));
        QCOMPARE(problems.count(), 1);
        QVERIFY(problems[0][0].toString().contains(QStringLiteral("grades[0].hidden[0]")));
        QVERIFY(bench.model().record() != nullptr);
    }

    void anotherTargetIsPreviewedAndUndoneEditsBringTheRunBack() {
        Workbench bench;
        bench.startWith(smallExperiment());
        bench.runOrPause();
        QTRY_VERIFY(!bench.driver().active());
        const Matrix sum = bench.model().partialSum(2);
        ExperimentConfig other = smallExperiment();
        other.target.formulas = {"cos(x)"};
        bench.edit(other);
        QVERIFY(bench.model().phase() == RunModel::Phase::Preview);
        QCOMPARE(bench.model().target()(0, 0), 1.0);
        bench.edit(smallExperiment());
        QVERIFY(bench.model().phase() == RunModel::Phase::Ended);
        QVERIFY(bench.model().partialSum(2) == sum);
    }

    void otherGradesKeepTheRunOnScreen() {
        Workbench bench;
        bench.startWith(smallExperiment());
        bench.runOrPause();
        QTRY_VERIFY(!bench.driver().active());
        ExperimentConfig wider = smallExperiment();
        wider.grades[0].hidden = {9};
        bench.edit(wider);
        QVERIFY(bench.model().phase() == RunModel::Phase::Ended);
    }

    void endsCleanlyInTheMiddleOfARun() {
        auto bench = std::make_unique<Workbench>();
        bench->startWith(endlessExperiment());
        bench->runOrPause();
        QTRY_VERIFY(bench->model().history().size() > 3);
        bench.reset(); // must neither hang nor crash
    }

    void keepsTheSpeedLimitForTheNextRun() {
        Workbench bench;
        bench.driver().setTempo({.epochsPerSecond = 5.0});
        bench.startWith(endlessExperiment());
        QElapsedTimer since;
        since.start();
        bench.runOrPause();
        QTRY_VERIFY(!bench.model().history().empty());
        QTest::qWait(400);
        // Five a second, however long the machine let us wait; without the limit: thousands.
        QVERIFY(static_cast<qint64>(bench.model().history().size()) <= 2 + since.elapsed() / 200);
        bench.driver().setTempo({});
        QTRY_VERIFY(bench.model().history().size() > 50);
    }

    void dearFramesComeLessOften() {
        Workbench bench;
        RunDriver& driver = bench.driver();
        const int usual = driver.frameInterval();
        driver.frameDrawn(0.7 * usual);
        QCOMPARE(driver.frameInterval(), 2 * usual);
        driver.frameDrawn(0.4 * driver.frameInterval());
        QCOMPARE(driver.frameInterval(), 2 * usual);
        driver.frameDrawn(1.0);
        QCOMPARE(driver.frameInterval(), usual);
        for (int i = 0; i < 20; ++i)
            driver.frameDrawn(1e6);
        QVERIFY(driver.frameInterval() <= 500);
    }
};

GRADEWISE_TEST(TestWorkbench)
#include "test_workbench.moc"
