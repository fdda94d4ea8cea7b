// Records in the window: of runs that ended in every way, and of files.
#include "tests/test_case.h"
#include "tests/ui/models/run_model_fixture.h"

using namespace gradewise;
using namespace gradewise::run_model_fixture;

class TestRunModelRecords : public QObject {
    Q_OBJECT

private slots:
    void aRecordShowsWhatWasSeenLive() {
        const ExperimentConfig config = threeGrades();
        const RunRecord record = recordOf(config, 3);
        RunModel live;
        live.begin(runId, config, targetOf(config));
        playThrough(live, record);
        RunModel loaded;
        QSignalSpy resets(&loaded, &RunModel::reset);
        loaded.load(record);
        QCOMPARE(resets.count(), 1);
        QVERIFY(live.phase() == RunModel::Phase::Ended);
        QVERIFY(loaded.phase() == RunModel::Phase::Ended);
        QVERIFY(loaded.target() == live.target());
        QCOMPARE(loaded.gradesWithCurve(), std::size_t{3});
        QCOMPARE(live.gradesWithCurve(), std::size_t{3});
        QCOMPARE(loaded.history().size(), live.history().size());
        for (std::size_t i = 0; i < 3; ++i) {
            const ShownGrade& a = loaded.grades()[i];
            const ShownGrade& b = live.grades()[i];
            QVERIFY(a.contribution == b.contribution);
            QVERIFY(loaded.partialSum(i + 1) == live.partialSum(i + 1));
            compareMetrics(a.grid, b.grid);
            QVERIFY(a.record.status == b.record.status);
            QVERIFY(a.record.reason == b.record.reason);
            QCOMPARE(a.record.epochs, b.record.epochs);
            QCOMPARE(a.record.parameters, b.record.parameters);
            QCOMPARE(a.block->hash(), b.block->hash());
        }
        QVERIFY(loaded.record() != nullptr);
        QVERIFY(live.record() != nullptr);
    }

    void aStoppedRunKeepsItsGradesAndLeavesTheRestPending() {
        const ExperimentConfig config = threeGrades();
        RunRecord record = recordOf(config, 1);
        record.status = RunStatus::Stopped;
        record.curvature = {{0, 1, {}}};
        RunModel model;
        model.begin(runId, config, targetOf(config));
        RunUpdate update;
        update.id = runId;
        update.finishedGrades = {finishedOf(record, 0)};
        update.begunGrade = 1;
        auto snapshot = std::make_shared<GradeSnapshot>();
        snapshot->grade = 1;
        snapshot->contribution = Matrix::Constant(1, 2001, 0.5);
        update.live = snapshot;
        update.history = {record.history[0], {1, 1, 0.2, 0.4, 0.5, 1e-3}};
        update.curvature = {{0, 1, {}}, {1, 1, {}}};
        model.apply(update);
        QCOMPARE(model.gradesWithCurve(), std::size_t{2});
        RunUpdate last;
        last.id = runId;
        last.record = std::make_shared<RunRecord>(record);
        model.apply(last);
        QCOMPARE(model.gradesWithCurve(), std::size_t{1});
        QCOMPARE(model.history().size(), std::size_t{1}); // as by the adaptive rule, which removes a grade
        QCOMPARE(model.curvature().size(), std::size_t{1});
        QVERIFY(model.grades()[1].record.status == GradeStatus::Pending);
        QVERIFY(!model.liveGrade());
    }

    void aFailedRunKeepsItsPicture() {
        const ExperimentConfig config = threeGrades();
        RunModel model;
        model.begin(runId, config, targetOf(config));
        RunUpdate update;
        update.id = runId;
        update.begunGrade = 0;
        auto snapshot = std::make_shared<GradeSnapshot>();
        snapshot->contribution = Matrix::Constant(1, 2001, 0.5);
        update.live = snapshot;
        model.apply(update);
        RunUpdate last;
        last.id = runId;
        last.failure = "Out of memory.";
        model.apply(last);
        QVERIFY(model.phase() == RunModel::Phase::Ended);
        QCOMPARE(model.gradesWithCurve(), std::size_t{1});
        QVERIFY(model.grades()[0].record.status == GradeStatus::Stopped);
        QVERIFY(!model.record());
    }

    void aRecordThatCannotBeShownChangesNothing_data() {
        QTest::addColumn<bool>("hasTarget");
        QTest::newRow("no target") << false;
        QTest::newRow("network of one variable, target of two") << true;
    }
    void aRecordThatCannotBeShownChangesNothing() {
        QFETCH(bool, hasTarget);
        const ExperimentConfig config = threeGrades();
        RunModel model;
        model.preview(config, targetOf(config));
        QSignalSpy resets(&model, &RunModel::reset);
        RunRecord record = recordOf(config, 2);
        record.config.target = {TargetConfig::Kind::Formula, "", {"x*y"}, {}, {Interval{}, Interval{}}};
        record.target = hasTarget ? std::optional(targetOf(record.config)) : std::nullopt;
        QVERIFY_EXCEPTION_THROWN(model.load(record), std::invalid_argument);
        QCOMPARE(resets.count(), 0);
        QVERIFY(model.phase() == RunModel::Phase::Preview);
        QCOMPARE(model.gridPoints().cols(), Index{2001});
    }
};

GRADEWISE_TEST(TestRunModelRecords)
#include "test_run_model_records.moc"
