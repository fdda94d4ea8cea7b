#include "core/network/initialisation.h"
#include "core/numbers/random.h"
#include "core/record/curves.h"
#include "core/target/sampling.h"
#include "tests/core/trained.h"
#include "tests/test_case.h"
#include "ui/models/run_model.h"

#include <QSignalSpy>

using namespace gradewise;

namespace {

constexpr std::uint64_t runId = 7;

ExperimentConfig threeGrades() {
    ExperimentConfig config;
    config.target.kind = TargetConfig::Kind::Formula;
    config.target.formulas = {"sin(3*x) + x"};
    config.target.domain = {{0.0, 1.0}};
    GradeConfig first;
    first.hidden = {5};
    first.carry = Carry::HiddenAndInput;
    GradeConfig others;
    others.hidden = {4, 3};
    others.repeat = 2;
    config.grades = {first, others};
    return config;
}

Target targetOf(const ExperimentConfig& config) {
    return std::get<Target>(makeTarget(config.target));
}

Matrix gridOf(const ExperimentConfig& config) {
    return evaluationGrid(config.target.domain, config.samples.train);
}

/// A record as training would leave it after `trained` grades, with random weights.
RunRecord recordOf(const ExperimentConfig& config, std::size_t trained) {
    RunRecord record;
    record.config = config;
    record.target = targetOf(config);
    record.model = MultigradeModel(1, 1);
    const auto grades = expandedGrades(config);
    for (std::size_t i = 0; i < trained; ++i) {
        Random random(3, "grade", i);
        const BlockShape shape{record.model.nextInputs(), grades[i].hidden, 1, grades[i].activation};
        GradeRecord grade;
        grade.config = grades[i];
        grade.status = GradeStatus::Finished;
        grade.reason = StopReason::Epochs;
        grade.epochs = 11 + static_cast<Index>(i);
        grade.seconds = 0.5;
        grade.parameters = shape.parameterCount();
        record.model.append({initialised(shape, Initialisation::FanIn, random), grades[i].carry});
        record.grades.push_back(grade);
        record.history.push_back({static_cast<Index>(i), 1, 0.1, 0.5, 0.6, 1e-3});
    }
    return record;
}

GradeFinished finishedOf(const RunRecord& record, std::size_t grade) {
    return {grade, record.grades[grade], record.model.contributions(gridOf(record.config))[grade],
            record.model.grade(grade).block};
}

/// The updates of the whole run, one a finished grade, with a wrong live curve before each.
void playThrough(RunModel& model, const RunRecord& record) {
    for (std::size_t i = 0; i < record.grades.size(); ++i) {
        RunUpdate live;
        live.id = runId;
        live.begunGrade = i;
        auto snapshot = std::make_shared<GradeSnapshot>();
        snapshot->grade = i;
        snapshot->epoch = 5;
        snapshot->contribution = Matrix::Constant(1, model.gridPoints().cols(), 9.0);
        live.live = snapshot;
        model.apply(live);
        RunUpdate frozen;
        frozen.id = runId;
        frozen.history = {record.history[i]};
        frozen.finishedGrades = {finishedOf(record, i)};
        model.apply(frozen);
    }
    RunUpdate last;
    last.id = runId;
    last.record = std::make_shared<RunRecord>(record);
    model.apply(last);
}

void compareMetrics(const Metrics& a, const Metrics& b) {
    QCOMPARE(a.l1, b.l1);
    QCOMPARE(a.l2, b.l2);
    QCOMPARE(a.sup, b.sup);
    QCOMPARE(a.relativeL2, b.relativeL2);
    QCOMPARE(a.worst, b.worst);
}

} // namespace

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
        QCOMPARE(model.grades()[0].parameters, Index{16});
        QCOMPARE(model.grades()[1].parameters, Index{28 + 15 + 4});
        QCOMPARE(model.grades()[2].parameters, Index{16 + 15 + 4});
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
        QVERIFY(earlier.grades()[2].status == GradeStatus::Pending);
        QCOMPARE(earlier.grades()[2].parameters, whole.grades()[2].parameters);
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
        QCOMPARE(model.grades()[0].epoch, Index{2});
        QCOMPARE(model.grades()[0].grid.l2, 0.125);
        QCOMPARE(model.partialSum(1)(0, 77), 0.25);
        QVERIFY(!model.grades()[0].metrics);
        QVERIFY(model.grades()[0].notSmoothedYet() && !model.grades()[1].notSmoothedYet());

        RunUpdate frozen;
        frozen.id = runId;
        frozen.finishedGrades = {finishedOf(record, 0)};
        frozen.begunGrade = 1;
        frozen.live = snapshot; // older than the freezing: must not win
        model.apply(frozen);
        QVERIFY(model.grades()[0].contribution == finishedOf(record, 0).contribution);
        QVERIFY(model.partialSum(1) == model.grades()[0].contribution);
        QVERIFY(model.grades()[0].metrics.has_value());
        QVERIFY(model.grades()[0].block.has_value());
        QVERIFY(!model.grades()[0].notSmoothedYet());
        QCOMPARE(model.grades()[0].epoch, Index{11});
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
            const GradeView& a = loaded.grades()[i];
            const GradeView& b = live.grades()[i];
            QVERIFY(a.contribution == b.contribution);
            QVERIFY(loaded.partialSum(i + 1) == live.partialSum(i + 1));
            compareMetrics(a.grid, b.grid);
            QVERIFY(a.status == b.status);
            QVERIFY(a.reason == b.reason);
            QCOMPARE(a.epoch, b.epoch);
            QCOMPARE(a.parameters, b.parameters);
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
        QVERIFY(model.grades()[1].status == GradeStatus::Pending);
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
        QVERIFY(model.grades()[0].status == GradeStatus::Stopped);
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

GRADEWISE_TEST(TestRunModel)
#include "test_run_model.moc"
