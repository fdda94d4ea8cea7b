// How runs end where nothing is left to learn, where a loss runs away, and that no number that is not finite
// is ever frozen.
#include "core/experiment/validate.h"
#include "core/record/grade_checks.h"
#include "core/record/json.h"
#include "core/training/ending.h"
#include "core/training/point_sets.h"
#include "tests/core/trained.h"
#include "tests/solver_options.h"
#include "tests/test_case.h"

#include <cmath>
#include <limits>

using namespace gradewise;

namespace {

ExperimentConfig experiment(const std::string& formula, const SolverOptions& solver, Index grades) {
    ExperimentConfig config;
    config.target = {TargetConfig::Kind::Formula, "", {formula}, {}, {{0.0, 1.0}}};
    config.samples.train = {Layout::Equispaced, 256};
    config.samples.validation = {Layout::Random, 200};
    config.samples.test = {Layout::Random, 300};
    GradeConfig grade;
    grade.hidden = {8};
    setSolver(grade, solverOf(solver), 1);
    grade.solver = withRateAndSteps(solver, 0.01, 100);
    grade.stop.epochs = 200;
    grade.repeat = grades;
    config.grades = {grade};
    return config;
}

bool contains(const std::string& text, const char* part) {
    return text.find(part) != std::string::npos;
}

} // namespace

class TestEndings : public QObject {
    Q_OBJECT

private slots:
    /// For a zero target nothing is trained, whoever would train it, and nothing is contributed.
    void zero_data() {
        QTest::addColumn<SolverOptions>("solver");
        QTest::addColumn<bool>("guard");
        for (const Solver* const solver : allSolvers())
            for (const bool guard : {true, false})
                if (solver->stopsAtZero())
                    QTest::addRow("%s, %d", solver->name().data(), guard) << solver->defaults() << guard;
    }
    void zero() {
        QFETCH(SolverOptions, solver);
        QFETCH(bool, guard);
        ExperimentConfig config = experiment("0*x", solver, 3);
        config.guard = guard;
        const RunRecord run = train(config);
        QCOMPARE(run.status, RunStatus::Finished);
        QVERIFY2(contains(run.reason, "The target is zero"), run.reason.c_str());
        QCOMPARE(run.grades.size(), std::size_t{1});
        QCOMPARE(run.grades[0].reason, StopReason::NothingLeft);
        QCOMPARE(run.grades[0].epochs, Index{0});
        QCOMPARE(run.grades[0].metrics.grid.sup, 0.0);
        QVERIFY(run.history.empty());
        QCOMPARE(*progressOf(run.grades[0]), GradeProgress::AtRounding);
        QVERIFY(hasNoRelativeErrors(run));
        // What is written can be read.
        const auto back = readDocument(writeRun(run));
        QVERIFY(std::holds_alternative<Document>(back));
    }

    /// Without a relative error on the validation samples there still is an absolute one.
    void noiseAroundZeroIsNotLearned_data() {
        QTest::addColumn<QString>("formula");
        QTest::addColumn<Index>("width");
        QTest::addRow("zero") << "0*x" << Index{8};
        QTest::addRow("zero, wide") << "x-x" << Index{32};
        QTest::addRow("tiny") << "1e-90*x" << Index{8}; // the same guard, with a relative error
    }
    void noiseAroundZeroIsNotLearned() {
        QFETCH(QString, formula);
        QFETCH(Index, width);
        ExperimentConfig config = experiment(formula.toStdString(), VarProOptions{}, 2);
        config.grades[0].hidden = {width};
        config.samples.noise = 0.1;
        const RunRecord run = train(config);
        double before = run.before.validation.mse;
        for (const GradeRecord& grade : run.grades) {
            QVERIFY(grade.metrics.validation.mse <= before * (1.0 + 1e-9) + 1e-30);
            before = grade.metrics.validation.mse;
        }
        QVERIFY(run.grades.back().metrics.grid.sup < 0.1);
        QVERIFY(run.largestError->attained < 0.1);
    }

    void patienceWorksAroundZero() {
        ExperimentConfig config = experiment("0*x", AdamOptions{}, 1);
        config.samples.noise = 0.1;
        config.grades[0].hidden = {32};
        config.grades[0].stop.epochs = 3000;
        config.grades[0].stop.patience = 30;
        const RunRecord run = train(config);
        QVERIFY(run.grades[0].epochs < 3000);
        QCOMPARE(run.grades[0].reason, StopReason::Validation);
    }

    /// Where rounding is left, no grade is trained into it.
    void nothingAboveRounding_data() {
        QTest::addColumn<QString>("formula");
        QTest::addColumn<double>("noise");
        QTest::addRow("constant") << "3+0*x" << 0.0;
        QTest::addRow("linear") << "15+5*x" << 0.0;
        QTest::addRow("large") << "1e90*(x-0.5)" << 0.0;
        QTest::addRow("small") << "1e-90*(x-0.5)" << 0.0;
        QTest::addRow("kink") << "abs(x-0.5)" << 0.0;
    }
    void nothingAboveRounding() {
        QFETCH(QString, formula);
        const RunRecord run = train(experiment(formula.toStdString(), VarProOptions{}, 5));
        QCOMPARE(run.status, RunStatus::Finished);
        QCOMPARE(run.grades.size(), std::size_t{1});
        QVERIFY2(contains(run.reason, "Nothing is left above rounding"), run.reason.c_str());
    }

    void whatIsAboveRoundingGoesOn() {
        for (const char* formula : {"x^2", "3 + 1e-10*sin(9*x)"})
            QCOMPARE(train(experiment(formula, VarProOptions{}, 3)).grades.size(), std::size_t{3});
    }

    /// At the multiples of 2^-l Takagi's sum is exact after l grades, which says nothing about the rest.
    void constructionsDoNotLearnFromSamples() {
        ExperimentConfig config;
        config.target.id = "takagi";
        config.samples.train = {Layout::Equispaced, 9};
        config.samples.validation.count = 0;
        GradeConfig grade;
        setSolver(grade, solverOf(TextbookOptions{}), 1);
        textbookOf(grade.solver).construction = Textbook::Takagi;
        grade.hidden = solverOf(grade.solver).builtWidths(grade.solver, 1);
        grade.repeat = 8;
        config.grades = {grade};
        QVERIFY2(validate(config).empty(), describe(validate(config)).c_str());
        const RunRecord run = train(config);
        QCOMPARE(run.grades.size(), std::size_t{8});
        QVERIFY(run.grades.back().metrics.grid.sup < 0.5 * run.grades[4].metrics.grid.sup);
    }

    /// A finite loss far above its start has diverged too.
    void aLossThatGrowsHasDiverged_data() {
        QTest::addColumn<SolverOptions>("solver");
        QTest::addColumn<double>("rate");
        QTest::addColumn<Index>("batch");
        QTest::addColumn<Index>("epochs");
        const auto row = [](const char* name, const SolverOptions& solver, double rate, Index batch,
                            Index epochs) { QTest::newRow(name) << solver << rate << batch << epochs; };
        row("descent", GradientDescentOptions{}, 0.3, 0, 40);
        row("one step", GradientDescentOptions{}, 300.0, 0, 1);
        row("mini batches", GradientDescentOptions{}, 0.3, 64, 5);
        row("Adam", AdamOptions{}, 30.0, 0, 20);
    }
    void aLossThatGrowsHasDiverged() {
        QFETCH(SolverOptions, solver);
        QFETCH(double, rate);
        QFETCH(Index, batch);
        QFETCH(Index, epochs);
        ExperimentConfig config = experiment("15+5*x", solver, 2);
        config.guard = false;
        config.samples.validation.count = 0;
        config.grades[0].activation = Activation::Tanh;
        rateOf(config.grades[0].solver).initial = rate;
        descentOf(config.grades[0].solver)->batchSize = batch;
        config.grades[0].stop.epochs = epochs;
        config.grades[0].hidden = {64};
        const RunRecord run = train(config);
        QCOMPARE(run.status, RunStatus::Diverged);
        QCOMPARE(run.grades.size(), std::size_t{1});
        QCOMPARE(run.grades[0].status, GradeStatus::Diverged);
        QVERIFY2(contains(run.reason, "smaller learning rate"), run.reason.c_str());
        QCOMPARE(*progressOf(run.grades[0]), GradeProgress::Diverged);
        // Weights from before it rose: no worse than the first ones.
        QVERIFY(run.grades[0].metrics.train.relativeL2 < 2.0);
    }

    /// One wave is no divergence: what overshoots at first and then learns ends as ever.
    void whatComesDownAgainIsFine() {
        ExperimentConfig config = experiment("sin(6*x)", AdamOptions{}, 1);
        config.guard = false;
        rateOf(config.grades[0].solver).initial = 3.0;
        rateOf(config.grades[0].solver).final = 1e-3;
        config.grades[0].stop.epochs = 600;
        const RunRecord run = train(config);
        double largest = 0.0;
        for (const HistoryPoint& point : run.history)
            largest = std::max(largest, point.trainRelativeL2);
        QVERIFY2(largest > 12.0, qPrintable(QString::number(largest)));
        QCOMPARE(run.status, RunStatus::Finished);
    }

    void whatIsNotFiniteIsNeverFrozen() {
        ExperimentConfig config = experiment("sin(6*x)", VarProOptions{}, 1);
        const Target target = std::get<Target>(makeTarget(config.target));
        const PointSets points = PointSets::of(target, config);
        for (const double bad :
             {std::numeric_limits<double>::quiet_NaN(), std::numeric_limits<double>::infinity(), 1e200}) {
            FrozenGrade grade{Block(BlockShape{1, {8}, 1, Activation::Relu}), Carry::All};
            grade.block.parameters().setConstant(bad); // 1e200 · 1e200 is beyond all numbers
            GradeRecord record;
            record.config = config.grades[0];
            record.status = GradeStatus::Finished;
            record.guardScale = 0.5;
            refuseNotFinite(record, grade, points.train, MultigradeModel(1, 1), 1);
            QCOMPARE(record.status, GradeStatus::Diverged);
            QCOMPARE(record.reason, StopReason::NotFinite);
            QVERIFY(grade.block.parameters().allFinite());
            QVERIFY(grade.output(points.train.features(), points.train.data().x).isZero(0.0));
            const auto ending = endingAfter(record, {}, false);
            QVERIFY(ending && ending->status == RunStatus::Diverged);
            QVERIFY2(contains(ending->reason, "Try "), ending->reason.c_str());
        }
        FrozenGrade fine{Block(BlockShape{1, {8}, 1, Activation::Relu}), Carry::All};
        fine.block.parameters().setConstant(0.5);
        GradeRecord record;
        record.status = GradeStatus::Finished;
        refuseNotFinite(record, fine, points.train, MultigradeModel(1, 1), 1);
        QCOMPARE(record.status, GradeStatus::Finished);
        QVERIFY((fine.block.parameters().array() == 0.5).all());
    }

    void anUntrainedGradeIsNoneThatStagnated() {
        struct AtOnce : RunControl {
            Decision checkpoint() override { return Decision::FinishGrade; }
        } control;
        RunObserver nobody;
        const RunRecord run = train(experiment("sin(6*x)", AdamOptions{}, 1), control, nobody);
        QCOMPARE(run.grades[0].epochs, Index{0});
        QCOMPARE(*progressOf(run.grades[0]), GradeProgress::Untrained);
    }

    void proofsAreSaidOfWhatTheyAreAbout() {
        ExperimentConfig config = experiment("sin(12*x)", ConvexOptions{}, 1);
        convexOf(config.grades[0].solver).regularisation = 1e-5;
        config.grades[0].hidden = {128};
        const GradeRecord whole = train(config).grades[0];
        QVERIFY2(endWords(whole).starts_with("proved to be the best"), endWords(whole).c_str());
        config.grades[0].hidden = {3};
        const GradeRecord pruned = train(config).grades[0];
        QVERIFY(pruned.certificate->prunedObjective.has_value());
        QVERIFY2(endWords(pruned).starts_with("pruned to its width"), endWords(pruned).c_str());
        config.grades[0].hidden = {128};
        config.grades[0].readOut = ReadOutRule::Balanced;
        const GradeRecord balanced = train(config).grades[0];
        QVERIFY2(!contains(endWords(balanced), "proved"), endWords(balanced).c_str());
    }

    void gridsThatAreNoSquaresAreCountedAsDrawn() {
        ExperimentConfig config = experiment("x*y", AdamOptions{}, 1);
        config.target.domain = {{0.0, 1.0}, {0.0, 1.0}};
        config.samples.train = {Layout::Equispaced, 1000};
        config.samples.test = {Layout::Midpoints, 400};
        config.grades[0].stop.epochs = 2;
        const RunRecord run = train(config);
        QVERIFY(run.config == config);
        const std::string text = writeRun(run);
        QVERIFY(contains(text, "\"drawn\": {\"train\": 1024}"));
        const auto back = readDocument(text);
        QVERIFY(std::holds_alternative<Document>(back));
        QVERIFY(std::get<RunRecord>(std::get<Document>(back)).config.samples == config.samples);
    }
};

GRADEWISE_TEST(TestEndings)
#include "test_endings.moc"
