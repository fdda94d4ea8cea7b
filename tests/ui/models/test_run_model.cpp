#include "tests/test_case.h"
#include "tests/ui/models/run_model_fixture.h"

using namespace gradewise;
using namespace gradewise::run_model_fixture;

class TestRunModel : public QObject {
    Q_OBJECT

private slots:
    void previewShowsTheTargetAndPendingGrades() {
        const ExperimentConfig config = threeGrades();
        RunModel model;
        QSignalSpy resets(&model, &RunModel::reset);
        model.preview(config, targetOf(config));
        QCOMPARE(resets.count(), 1);
        QVERIFY(model.phase() == RunModel::Phase::Preview);
        QCOMPARE(model.inputs(), 1);
        QCOMPARE(model.outputs(), 1);
        QCOMPARE(model.gridPoints().cols(), Index{2001});
        QCOMPARE(model.target()(0, 1000), std::sin(1.5) + 0.5);
        QCOMPARE(model.grades().size(), std::size_t{3});
        QCOMPARE(model.gradesWithCurve(), std::size_t{0});
        QVERIFY(!model.liveGrade());
        QCOMPARE(model.partialSum(0).norm(), 0.0);
        QVERIFY(model.residual(0) == model.target());
        QCOMPARE(model.before().relativeL2, 1.0);
        // 1→5→1; (5 + 1 input)→4→3→1; 3→4→3→1: a pending grade says how large it will be.
        QCOMPARE(model.grades()[0].record.parameters, Index{16});
        QCOMPARE(model.grades()[1].record.parameters, Index{28 + 15 + 4});
        QCOMPARE(model.grades()[2].record.parameters, Index{16 + 15 + 4});
    }

    void anEarlierGradeIsShownAsItStood() {
        ExperimentConfig config = threeGrades();
        config.samples.train.count = 64;
        for (GradeConfig& grade : config.grades)
            grade.stop.epochs = 3;
        RunModel whole;
        whole.load(train(config));
        RunModel earlier;
        earlier.showUpTo(whole, 2);
        QCOMPARE(earlier.gradesWithCurve(), std::size_t{2});
        QCOMPARE(earlier.grades().size(), std::size_t{3});
        QVERIFY(earlier.residual(2) == whole.residual(2));
        QCOMPARE(earlier.grades()[1].grid.l2, whole.grades()[1].grid.l2);
        QVERIFY(earlier.grades()[2].record.status == GradeStatus::Pending);
        QCOMPARE(earlier.grades()[2].record.parameters, whole.grades()[2].record.parameters);
        QVERIFY(!earlier.history().empty());
        QVERIFY(std::ranges::all_of(earlier.history(), [](const auto& point) { return point.grade < 2; }));
        QCOMPARE(earlier.record()->model.grades(), std::size_t{2});
        QVERIFY(!earlier.largestError()); // which is that of the end
        QCOMPARE(whole.gradesWithCurve(), std::size_t{3});
    }

    void breaksAreThoseOfTheTarget() {
        ExperimentConfig config = threeGrades();
        config.target.formulas = {"tan(x)"};
        config.target.parameters.clear();
        config.target.domain = {{-3.0, 3.0}};
        RunModel model;
        model.preview(config, targetOf(config));
        QCOMPARE(model.breaks().size(), std::size_t{1});
        QCOMPARE(model.breaks().front().size(), std::size_t{2});
    }

    void noisyLabelsAreThoseOfTheTraining() {
        ExperimentConfig config = threeGrades();
        config.samples.train = {Layout::Random, 50};
        config.seed = 4;
        RunModel model;
        model.preview(config, targetOf(config));
        QCOMPARE(model.noisyLabels().x.size(), Index{0}); // they lie on the target
        config.samples.noise = 0.25;
        model.preview(config, targetOf(config));
        const Dataset fitted = drawSamples(targetOf(config), config.samples, config.seed).train;
        const Dataset& shown = model.noisyLabels();
        QCOMPARE(shown.x.cols(), Index{50});
        for (Index i = 0; i < 50; ++i) {
            QVERIFY(i == 0 || shown.x(0, i - 1) <= shown.x(0, i));
            Index drawn = 0;
            while (drawn < 50 && fitted.x(0, drawn) != shown.x(0, i))
                ++drawn;
            QVERIFY(drawn < 50);
            QCOMPARE(shown.y(0, i), fitted.y(0, drawn));
        }
        config.target.formulas = {"x*y"};
        config.target.domain = {{0.0, 1.0}, {0.0, 1.0}};
        model.preview(config, targetOf(config));
        QCOMPARE(model.noisyLabels().x.size(), Index{0});
    }

    void liveCurveIsShownAndThenReplacedByTheFrozenOne() {
        ExperimentConfig config = threeGrades();
        config.grades[0].smoothing = SmoothingConfig{{0.1}, {}};
        const RunRecord record = recordOf(config, 1);
        RunModel model;
        model.begin(runId, config, targetOf(config));
        RunUpdate update;
        update.id = runId;
        update.begunGrade = 0;
        update.history = {{0, 1, 0.1, 0.9, 0.9, 1e-3}, {0, 2, 0.2, 0.8, 0.8, 1e-3}};
        auto snapshot = std::make_shared<GradeSnapshot>();
        snapshot->epoch = 2;
        snapshot->contribution = Matrix::Constant(1, 2001, 0.25);
        snapshot->grid.l2 = 0.125;
        update.live = snapshot;
        QSignalSpy updates(&model, &RunModel::updated);
        model.apply(update);
        QCOMPARE(updates.count(), 1);
        QCOMPARE(model.liveGrade().value(), std::size_t{0});
        QCOMPARE(model.grades()[0].record.epochs, Index{2});
        QCOMPARE(model.grades()[0].grid.l2, 0.125);
        QCOMPARE(model.partialSum(1)(0, 77), 0.25);
        QVERIFY(!model.grades()[0].metrics());
        QVERIFY(model.grades()[0].notSmoothedYet() && !model.grades()[1].notSmoothedYet());

        RunUpdate frozen;
        frozen.id = runId;
        frozen.finishedGrades = {finishedOf(record, 0)};
        frozen.begunGrade = 1;
        frozen.live = snapshot; // older than the freezing: must not win
        model.apply(frozen);
        QVERIFY(model.grades()[0].contribution == finishedOf(record, 0).contribution);
        QVERIFY(model.partialSum(1) == model.grades()[0].contribution);
        QVERIFY(model.grades()[0].metrics() != nullptr);
        QVERIFY(model.grades()[0].block.has_value());
        QVERIFY(!model.grades()[0].notSmoothedYet());
        QCOMPARE(model.grades()[0].record.epochs, Index{11});
        compareMetrics(model.grades()[0].grid, measure(model.residual(1), model.target()));
        QCOMPARE(model.liveGrade().value(), std::size_t{1});
        QCOMPARE(model.gradesWithCurve(), std::size_t{1});
    }

    void theGradeThatBeganLastIsTheLiveOne() {
        const ExperimentConfig config = threeGrades();
        RunModel model;
        model.begin(runId, config, targetOf(config));
        RunUpdate update;
        update.id = runId;
        for (const std::size_t grade : {0U, 1U}) { // the first one's curve is still being computed
            update.begunGrade = grade;
            model.apply(update);
            QCOMPARE(model.liveGrade().value(), grade);
        }
    }

    void updatesOfAnotherRunAreDropped_data() {
        QTest::addColumn<quint64>("id");
        QTest::addColumn<bool>("taken");
        QTest::newRow("this run") << quint64{runId} << true;
        QTest::newRow("the run before") << quint64{runId - 1} << false;
        QTest::newRow("no run") << quint64{0} << false;
    }
    void updatesOfAnotherRunAreDropped() {
        QFETCH(quint64, id);
        QFETCH(bool, taken);
        const ExperimentConfig config = threeGrades();
        RunModel model;
        model.begin(runId, config, targetOf(config));
        QSignalSpy updates(&model, &RunModel::updated);
        RunUpdate update;
        update.id = id;
        update.history = {{0, 1, 0.1, 0.9, 0.9, 1e-3}};
        model.apply(update);
        QCOMPARE(updates.count(), taken ? 1 : 0);
        QCOMPARE(model.history().size(), taken ? std::size_t{1} : std::size_t{0});
    }

    void nothingArrivesAfterTheEndOrInAPreview() {
        const ExperimentConfig config = threeGrades();
        RunModel model;
        model.begin(runId, config, targetOf(config));
        playThrough(model, recordOf(config, 3));
        RunUpdate late;
        late.id = runId;
        late.history = {{0, 1, 0.1, 0.9, 0.9, 1e-3}};
        model.apply(late);
        QCOMPARE(model.history().size(), std::size_t{3});
        model.preview(config, targetOf(config));
        model.apply(late);
        QVERIFY(model.history().empty());
        QVERIFY(!model.record());
    }
};

GRADEWISE_TEST(TestRunModel)
#include "test_run_model.moc"
