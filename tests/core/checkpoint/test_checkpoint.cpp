// A run that was broken off and gone on with ends with the bits of one that was not.
#include "tests/core/checkpoint/kinds_of_runs.h"
#include "tests/solver_options.h"
#include "tests/test_case.h"

#include <QTemporaryDir>

using namespace gradewise;

class TestCheckpoint : public QObject {
    Q_OBJECT
private slots:
    void everyGradeBoundary_data() { kindRows(); }
    void everyGradeBoundary() {
        QFETCH(ExperimentConfig, config);
        const RunRecord whole = train(config);
        const std::string wanted = filesOf(whole);
        for (std::size_t grades = 1; grades <= whole.grades.size(); ++grades) {
            const QTemporaryDir folder(inMemory());
            const auto arm = [&](Killer& killer) {
                killer.atGrade = [=](const RunRecord& run) { return run.grades.size() == grades; };
            };
            QVERIFY(!piece(config, folderOf(folder), arm));
            const Checkpoint kept = readCheckpoint(folderOf(folder));
            QCOMPARE(kept.begun.run.grades.size(), grades);
            QCOMPARE(kept.note, std::string("a note"));
            QCOMPARE(writeExperiment(kept.experiment.config()), writeExperiment(config));
            QVERIFY(kept.remarks.empty());
            const auto run = piece(config, folderOf(folder), never);
            QVERIFY(run);
            QVERIFY(filesOf(*run) == wanted);
        }
    }

    /// Killed after each epoch of the run, or as often as there is something to go on with.
    void everyEpoch_data() { kindRows(); }
    void everyEpoch() {
        QFETCH(ExperimentConfig, config);
        const std::string wanted = filesOf(train(config));
        const QTemporaryDir folder(inMemory());
        std::optional<RunRecord> run;
        int pieces = 0;
        for (std::pair<Index, Index> last{-1, 0}; !run; ++pieces) {
            run = piece(config, folderOf(folder), [&](Killer& killer) {
                killer.atEpoch = [&](const HistoryPoint& point) {
                    const std::pair<Index, Index> here{point.grade, point.epoch};
                    // Grades of other solvers begin again, and must come to their end some time.
                    if (here <= last)
                        return false;
                    last = here;
                    return true;
                };
            });
        }
        QVERIFY(pieces > 2);
        QVERIFY(filesOf(*run) == wanted);
    }

    /// In the middle of an epoch, with one thread or two.
    void betweenSteps_data() {
        QTest::addColumn<int>("precision");
        QTest::addColumn<int>("workers");
        QTest::newRow("double") << 0 << 1;
        QTest::newRow("float") << 1 << 1;
        QTest::newRow("two threads") << 0 << 2;
    }
    void betweenSteps() {
        QFETCH(int, precision);
        QFETCH(int, workers);
        ExperimentConfig config = waves();
        config.samples.train.count = 1500;
        config.grades[0].repeat = 2;
        config.grades[0].stop.epochs = 3;
        config.grades[0].stop.patience = 1;
        descentOf(config.grades[0].solver)->batchSize = 2;
        descentOf(config.grades[0].solver)->precision = precision == 0 ? Precision::Double : Precision::Float;
        const std::string wanted = filesOf(train(config));
        const QTemporaryDir folder(inMemory());
        std::optional<RunRecord> run;
        int inside = 0;
        while (!run)
            run = piece(
                config, folderOf(folder),
                [&](Killer& killer) {
                    killer.atState = [&, first = true](const GradeInProgress& grade) mutable {
                        inside += grade.descent.inEpoch ? 1 : 0;
                        return !std::exchange(first, false); // the first one is where this piece begins
                    };
                },
                workers);
        QVERIFY2(inside >= 8, qPrintable(QString::number(inside)));
        QVERIFY(filesOf(*run) == wanted);
    }

    /// Stopping on request keeps the moment, even the middle of an epoch.
    void aStoppedRunGoesOn_data() { kindRows(); }
    void aStoppedRunGoesOn() {
        QFETCH(ExperimentConfig, config);
        class StopAt final : public RunControl {
        public:
            explicit StopAt(int left) : left_(left) {}
            Decision checkpoint() override { return left_-- <= 0 ? Decision::StopRun : Decision::Continue; }

        private:
            int left_;
        };
        const std::string wanted = filesOf(train(config));
        for (int left = 0, step = 1; left < 300; left += step, step += 3) {
            const QTemporaryDir folder(inMemory());
            RunObserver listener;
            CheckpointWriter writer({folderOf(folder), 30.0, ""}, config, listener,
                                    [](const std::string&) { QFAIL("Nothing is wrong."); });
            StopAt control(left);
            const RunRecord stopped = trainKeeping(prepareOrThrow(config), control, writer);
            const auto run = piece(config, folderOf(folder), never);
            QVERIFY(run);
            QVERIFY2(filesOf(*run) == wanted, qPrintable(QString::number(left)));
            if (stopped.status != RunStatus::Stopped)
                break;
        }
    }
};

GRADEWISE_TEST(TestCheckpoint)
#include "test_checkpoint.moc"
