// A run on its own thread: nothing lost, nothing late, the same numbers, and it obeys.
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

class TestSession : public QObject {
    Q_OBJECT
private slots:
    /// A run on screen shows between the grid points what its file will show.
    void peaksAreThoseOfTheModel() {
        ExperimentConfig config = experiment(60, 3);
        config.target.formulas = {"abs(sin(9*x))*exp(-x)"};
        config.samples.train.count = 60;
        config.samples.validation.count = 0;
        config.grades.front().hidden = {16};
        config.grades.front().solver = VarProOptions{};
        config.guard = false;
        TrainingSession session;
        session.start(prepareOrThrow(config), points());
        const RunUpdate all = takeUntil<Heard>(session, ended);
        QVERIFY(all.record);
        const auto target = makeTarget(config.target);
        const auto expected = peaksBetween(all.record->model, std::get<Target>(target), points());
        QCOMPARE(all.finishedGrades.size(), expected.size());
        std::size_t count = 0;
        for (std::size_t i = 0; i < expected.size(); ++i) {
            const GradePeaks& told = all.finishedGrades[i].peaks;
            for (const auto part : {&GradePeaks::contribution, &GradePeaks::sum, &GradePeaks::residual}) {
                QCOMPARE((told.*part).after, (expected[i].*part).after);
                QCOMPARE((told.*part).x, (expected[i].*part).x);
                QVERIFY((told.*part).y == (expected[i].*part).y);
                count += (told.*part).x.size();
            }
        }
        QVERIFY(count > 0);
    }

    void deliversEverythingOnceAndInOrder() {
        TrainingSession session;
        QVERIFY(!session.active());
        const ExperimentConfig config = experiment(2000, 3);
        const std::uint64_t id = session.start(prepareOrThrow(config), points());
        QVERIFY(session.active());
        const RunUpdate all = takeUntil<Heard>(session, ended);
        QVERIFY(!session.active());
        QVERIFY(all.record);
        QCOMPARE(all.id, id);
        QVERIFY(all.before);
        QCOMPARE(all.history.size(), std::size_t{6000});
        for (std::size_t i = 0; i < all.history.size(); ++i) {
            QCOMPARE(all.history[i].grade, static_cast<Index>(i / 2000));
            QCOMPARE(all.history[i].epoch, static_cast<Index>(i % 2000 + 1));
        }
        QCOMPARE(all.finishedGrades.size(), std::size_t{3});
        const auto contributions = all.record->model.contributions(points());
        for (std::size_t l = 0; l < 3; ++l) {
            QCOMPARE(all.finishedGrades[l].grade, l);
            QVERIFY(all.finishedGrades[l].contribution == contributions[l]);
            QCOMPARE(all.finishedGrades[l].block.hash(), all.record->model.grade(l).block.hash());
        }
        QCOMPARE(all.begunGrade, std::optional<std::size_t>(2));
    }

    void sameNumbersAsWithoutAThread() {
        const ExperimentConfig config = experiment(500, 2);
        TrainingSession session;
        session.start(prepareOrThrow(config), points());
        session.control().setTempo({.epochsPerSecond = 2000.0});
        for (int i = 0; i < 5; ++i) { // paused, stepped and resumed in between
            session.control().pause();
            std::this_thread::sleep_for(std::chrono::milliseconds(3));
            session.control().stepEpoch();
            std::this_thread::sleep_for(std::chrono::milliseconds(3));
            session.control().resume();
            std::this_thread::sleep_for(std::chrono::milliseconds(3));
        }
        session.control().setTempo({});
        const RunUpdate all = takeUntil<Heard>(session, ended);
        const RunRecord alone = train(config);
        QVERIFY(all.record);
        QCOMPARE(all.record->model.hash(), alone.model.hash());
        QCOMPARE(all.record->history.size(), alone.history.size());
        for (std::size_t i = 0; i < alone.history.size(); ++i)
            QCOMPARE(all.record->history[i].trainRelativeL2, alone.history[i].trainRelativeL2);
    }

    void theCurvatureArrivesAsItStandsInTheRecord() {
        ExperimentConfig config = experiment(500, 2);
        config.grades[0].solver = GradientDescentOptions{};
        TrainingSession session;
        session.start(prepareOrThrow(config), points());
        const RunUpdate all = takeUntil<Heard>(session, ended);
        QVERIFY(all.record && all.curvature.size() > 4);
        QVERIFY(all.curvature == all.record->curvature);
        QVERIFY(all.curvature == train(config).curvature);
    }

    void showsLivePicturesOfTheNewestGrade() {
        TrainingSession session;
        session.start(prepareOrThrow(experiment(50'000'000, 1)), points());
        const RunUpdate all =
            takeUntil<Heard>(session, [](const RunUpdate& u) { return u.live && u.live->epoch > 1000; });
        QVERIFY(all.live);
        QCOMPARE(all.live->contribution.cols(), points().cols());
        QVERIFY(all.live->grid.l2 > 0.0 && all.live->grid.relativeL2 < 1.0);
        session.control().stop();
        takeUntil<Heard>(session, ended);
    }

    void aNewRunReplacesTheOld() {
        TrainingSession session;
        const std::uint64_t first = session.start(prepareOrThrow(experiment(50'000'000, 1)), points());
        takeUntil<Heard>(session, [](const RunUpdate& u) { return !u.history.empty(); });
        const std::uint64_t second = session.start(prepareOrThrow(experiment(10, 1)), points());
        QVERIFY(second != first);
        const RunUpdate all = takeUntil<Heard>(session, ended);
        QCOMPARE(all.id, second);
        QCOMPARE(all.history.size(), std::size_t{10});
    }

    void endsCleanlyMidRun() {
        TrainingSession session;
        session.start(prepareOrThrow(experiment(50'000'000, 1)), points());
        takeUntil<Heard>(session, [](const RunUpdate& u) { return !u.history.empty(); });
        // The destructor stops and waits; a hang is the failure.
    }

    void aReleasedRunTellsNothingMore() {
        TrainingSession session;
        session.start(prepareOrThrow(experiment(50'000'000, 1)), points());
        takeUntil<Heard>(session, [](const RunUpdate& u) { return !u.history.empty(); });
        const std::shared_ptr<void> run = session.release(); // and waits at the end of this test
        QVERIFY(run && !session.active());
        QVERIFY(session.takeNews().history.empty());
        session.start(prepareOrThrow(experiment(10, 1)), points()); // beside it
        QCOMPARE(takeUntil<Heard>(session, ended).history.size(), std::size_t{10});
        QVERIFY(!session.release());
    }

    void goesOnWithARunThatWasKept() {
        const QTemporaryDir folder;
        const std::filesystem::path place = std::filesystem::path(folder.path().toStdString()) / "run";
        const ExperimentConfig config = experiment(20'000, 2);
        TrainingSession session;
        session.start(prepareOrThrow(config), points(), {}, RunKeeping{place, 0.01});
        takeUntil<Heard>(session, [](const RunUpdate& u) { return u.history.size() > 1000; });
        session.release().reset();
        auto begun = std::make_shared<const Checkpoint>(readCheckpoint(place));
        const std::size_t epochs = begun->begun.run.history.size();
        QVERIFY(epochs > 0);
        session.start(prepareOrThrow(config), points(), {}, RunKeeping{place, 0.01, begun});
        const Heard all = takeUntil<Heard>(session, ended);
        QVERIFY2(all.record && all.remarks.empty(),
                 all.remarks.empty() ? "no record" : all.remarks.front().c_str());
        QCOMPARE(all.history.size(), all.record->history.size()); // those from before are told again
        QCOMPARE(all.finishedGrades.size(), std::size_t{2});
        QVERIFY(filesOf(*all.record) == filesOf(train(config)));
    }

    void whereNothingCanBeKeptTheRunGoesOn() {
        const QTemporaryDir folder;
        const std::filesystem::path file = std::filesystem::path(folder.path().toStdString()) / "file";
        writeFile(file, "in the way");
        TrainingSession session;
        session.start(prepareOrThrow(experiment(10, 1)), points(), {}, RunKeeping{file / "run"});
        const Heard all = takeUntil<Heard>(session, ended);
        QVERIFY(all.record);
        QCOMPARE(all.remarks.size(), std::size_t{1});
        QVERIFY(all.remarks.front().starts_with("The run is not kept"));
    }

    void aFailureBecomesASentence() {
        TrainingSession session;
        const Experiment one = prepareOrThrow(experiment(10, 1));
        auto begun = std::make_shared<Checkpoint>(Checkpoint{one, {}, {}, BegunRun()});
        begun->begun.run.grades.resize(2); // more than there are to be
        session.start(one, points(), {}, RunKeeping{"/proc/none", 10.0, begun});
        const RunUpdate all = takeUntil<Heard>(session, ended);
        QVERIFY(!all.record);
        QVERIFY(!all.failure.empty());
    }
};

GRADEWISE_TEST(TestSession)
#include "test_session.moc"
