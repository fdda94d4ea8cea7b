// A run on its own thread obeys: steps, pauses, an early end of a grade, a limit of speed.
#include "core/record/peaks/peaks.h"
#include "core/session/session.h"
#include "core/target/sampling.h"
#include "tests/core/checkpoint/broken_off.h"
#include "tests/core/session/heard_run.h"
#include "tests/core/session/take_until.h"
#include "tests/core/trained.h"
#include "tests/test_case.h"

#include <QTemporaryDir>

#include <chrono>
#include <cmath>
#include <filesystem>
#include <thread>

using namespace gradewise;

class TestTrainingControl : public QObject {
    Q_OBJECT
private slots:
    void stepsSingleEpochs() {
        TrainingSession session;
        session.start(prepareOrThrow(experiment(1000, 2)), points(), {.paused = true});
        session.control().stepEpoch();
        const RunUpdate first =
            takeUntil<Heard>(session, [](const RunUpdate& u) { return !u.history.empty(); });
        QCOMPARE(first.history.size(), std::size_t{1});
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        QVERIFY(session.takeNews().history.empty()); // it waits
        QVERIFY(session.control().paused());
        session.control().stepEpoch();
        session.control().stepEpoch();
        const RunUpdate next =
            takeUntil<Heard>(session, [](const RunUpdate& u) { return u.history.size() >= 2; });
        QCOMPARE(next.history.size(), std::size_t{2});
        QCOMPARE(next.history.back().epoch, Index{3});
        session.control().stop(); // also out of a pause
        QVERIFY(takeUntil<Heard>(session, ended).record);
    }

    void pausesAreNoTrainingTime() {
        TrainingSession session;
        session.start(prepareOrThrow(experiment(200, 1)), points());
        session.control().pause();
        std::this_thread::sleep_for(std::chrono::milliseconds(400));
        session.control().resume();
        const RunUpdate all = takeUntil<Heard>(session, ended);
        QVERIFY(all.record);
        QVERIFY(all.record->seconds < 0.39);
    }

    void finishesOneGradeOnly() {
        TrainingSession session;
        session.start(prepareOrThrow(experiment(50'000'000, 2)), points());
        takeUntil<Heard>(session, [](const RunUpdate& u) { return !u.history.empty(); });
        session.control().finishGrade();
        const RunUpdate all = takeUntil<Heard>(session, [](const RunUpdate& u) {
            return !u.finishedGrades.empty() && !u.history.empty() && u.history.back().grade == 1;
        });
        QCOMPARE(all.finishedGrades.size(), std::size_t{1});
        QCOMPARE(all.finishedGrades[0].record.reason, StopReason::FinishedNow);
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        QVERIFY(session.takeNews().finishedGrades.empty()); // the second grade goes on
        session.control().stop();
        const RunUpdate end = takeUntil<Heard>(session, ended);
        QCOMPARE(end.record->status, RunStatus::Stopped);
        QCOMPARE(end.record->grades.size(), std::size_t{2});
    }

    void theFirstEpochsObeyTheSpeedLimit() {
        // As long as the limit came after the start, a thread that was quick had thousands of epochs behind
        // it.
        for (int often = 0; often < 20; ++often) {
            TrainingSession session;
            session.start(prepareOrThrow(experiment(50'000'000, 1)), points(),
                          {.tempo = {.epochsPerSecond = 0.1}});
            const Heard heard =
                takeUntil<Heard>(session, [](const RunUpdate& u) { return !u.history.empty(); });
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
            // The limit keeps epochs apart: the second one is the first that it holds.
            QVERIFY(heard.history.size() + session.takeNews().history.size() <= 2);
        }
    }

    void obeysTheSpeedLimit() {
        TrainingSession session;
        session.start(prepareOrThrow(experiment(1000, 1)), points(), {.paused = true});
        session.control().setTempo({.epochsPerSecond = 50.0});
        session.control().resume();
        std::this_thread::sleep_for(std::chrono::milliseconds(400));
        const std::size_t epochs = session.takeNews().history.size();
        QVERIFY2(epochs >= 2 && epochs <= 40, qPrintable(QString::number(epochs)));
        session.control().stop();
        takeUntil<Heard>(session, ended);
    }

    void trainsOneGradeAtATime() {
        TrainingSession session;
        session.start(prepareOrThrow(experiment(30, 3)), points(), {.oneGrade = true});
        const auto grades = [](std::size_t count) {
            return [count](const RunUpdate& u) { return u.finishedGrades.size() >= count; };
        };
        Heard all = takeUntil<Heard>(session, grades(1));
        std::this_thread::sleep_for(std::chrono::milliseconds(60));
        QVERIFY(session.control().paused());
        QVERIFY(session.takeNews().finishedGrades.empty());
        session.control().trainOneGrade();
        QCOMPARE(takeUntil<Heard>(session, grades(1)).finishedGrades.size(), std::size_t{1});
        std::this_thread::sleep_for(std::chrono::milliseconds(60));
        QVERIFY(session.control().paused());
        session.control().trainOneGrade(); // the last one: the run is over with it
        const Heard rest = takeUntil<Heard>(session, ended);
        QVERIFY(rest.record);
        QCOMPARE(rest.record->grades.size(), std::size_t{3});
        const RunRecord alone = train(experiment(30, 3));
        for (std::size_t l = 0; l < 3; ++l)
            QCOMPARE(rest.record->model.grade(l).block.hash(), alone.model.grade(l).block.hash());
    }

    void aPauseWithinTheGradeTakesTheOrderBack() {
        TrainingSession session;
        session.start(prepareOrThrow(experiment(200, 2)), points(), {.paused = true});
        session.control().trainOneGrade();
        session.control().pause();
        session.control().resume();
        QCOMPARE(takeUntil<Heard>(session, ended).finishedGrades.size(), std::size_t{2});
    }

    void watchedGradesTakeTheirTimeAndComeToTheSame() {
        const ExperimentConfig config = experiment(40, 2);
        TrainingSession session;
        const auto begun = std::chrono::steady_clock::now();
        session.start(prepareOrThrow(config), points(), {.tempo = {.secondsPerGrade = 0.3}});
        const Heard watched = takeUntil<Heard>(session, ended);
        const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begun;
        QVERIFY2(taken.count() > 0.58, qPrintable(QString::number(taken.count())));
        QVERIFY(watched.record);
        QVERIFY(watched.record->seconds < 0.5); // waiting is no training time
        const RunRecord alone = train(config);
        for (std::size_t l = 0; l < 2; ++l)
            QCOMPARE(watched.record->model.grade(l).block.hash(), alone.model.grade(l).block.hash());
    }

    void controlNeedsARun() {
        TrainingSession session;
        QVERIFY_EXCEPTION_THROWN(session.control(), std::logic_error);
        QVERIFY(!session.takeNews().ended());
    }
};

GRADEWISE_TEST(TestTrainingControl)
#include "test_training_control.moc"
