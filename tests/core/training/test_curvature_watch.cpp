// The Hessian on the way of gradient descent: true, deterministic, cheap, and without influence.
#include "core/audit/curvature.h"
#include "core/cost/multiply_adds.h"
#include "core/network/initialisation.h"
#include "core/numbers/may_continue.h"
#include "core/numbers/random.h"
#include "core/solver/fit.h"
#include "core/training/curvature_watch.h"
#include "tests/core/trained.h"
#include "tests/test_case.h"

#include <Eigen/Eigenvalues>

#include <cmath>

using namespace gradewise;

namespace {

ExperimentConfig descending(Index epochs) {
    ExperimentConfig config;
    config.samples.train.count = 60;
    config.samples.validation.count = 0;
    config.samples.test.count = 0;
    GradeConfig grade;
    grade.hidden = {10};
    grade.activation = Activation::Tanh;
    grade.solver = GradientDescentOptions{};
    rateOf(grade.solver).initial = 0.05;
    grade.stop.epochs = epochs;
    grade.repeat = 2;
    config.grades = {grade};
    config.guard = false;
    return config;
}

/// Keeps the block of every epoch and what is seen of the Hessian.
struct Keeper : RunObserver {
    std::vector<Vector> blocks;
    std::vector<Block> shapes;
    std::vector<CurvaturePoint> seen;

    bool wantsBlock() const override { return true; }
    void epochDone(const HistoryPoint& point, const Block& block) override {
        if (point.grade == 0)
            shapes.push_back(block);
    }
    void curvatureSeen(const CurvaturePoint& point) override { seen.push_back(point); }
};

/// A fit that nobody watches.
struct Deaf : FitMonitor {
    Decision checkpoint() override { return Decision::Continue; }
    Decision epochDone(const EpochReport&, const Block&) override { return Decision::Continue; }
    double trainingSeconds() const override { return 0.0; }
};

Matrix denseHessian(const Block& block, const Matrix& in, const Matrix& wanted) {
    HessianProduct hessian(block, in, wanted);
    Matrix dense(hessian.size(), hessian.size());
    for (Index i = 0; i < hessian.size(); ++i)
        dense.col(i) = hessian(Vector::Unit(hessian.size(), i));
    return 0.5 * (dense + dense.transpose());
}

/// Epochs at which a grade of so many epochs and parameters is looked at, without looking.
std::vector<Index> looksOf(Index epochs, Index parameters, Index samples, double& products) {
    GradeConfig grade;
    grade.solver = GradientDescentOptions{};
    grade.stop.epochs = epochs;
    grade.hidden = {(parameters - 1) / 3};
    const Block block(BlockShape{1, grade.hidden, 1, Activation::Relu});
    const Matrix in = Matrix::Constant(1, samples, 0.5);
    const Matrix wanted = Matrix::Zero(1, samples);
    CurvatureWatch watch(grade, block.parameters().size(), in, wanted);
    std::vector<Index> looks;
    products = 0.0;
    for (Index epoch = 1; epoch <= epochs; ++epoch)
        if (watch.due(epoch)) {
            const auto seen = watch.measure(epoch, block, 0.1, alwaysContinue);
            products += static_cast<double>(seen ? seen->products : 0);
            looks.push_back(epoch);
        }
    return looks;
}

} // namespace

class TestCurvatureWatch : public QObject {
    Q_OBJECT

private slots:
    void theEigenvaluesAreThoseOfTheDenseHessian() {
        const ExperimentConfig config = descending(400);
        RunControl control;
        Keeper keeper;
        const RunRecord run = train(config, control, keeper);
        const Target target = std::get<Target>(makeTarget(config.target));
        const Dataset samples = drawSamples(target, config.samples, config.seed).train;
        bool indefinite = false;
        std::size_t compared = 0;
        for (const CurvaturePoint& point : run.curvature) {
            if (point.grade != 0)
                continue;
            const Block& block = keeper.shapes.at(static_cast<std::size_t>(point.epoch - 1));
            const Vector eigenvalues =
                Eigen::SelfAdjointEigenSolver<Matrix>(denseHessian(block, samples.x, samples.y))
                    .eigenvalues();
            const double scale = eigenvalues.cwiseAbs().maxCoeff();
            const Curvature& at = point.curvature;
            QVERIFY(std::abs(at.largest - eigenvalues.maxCoeff()) <= at.largestError + 1e-9 * scale);
            QVERIFY(std::abs(at.largest - eigenvalues.maxCoeff()) < 1e-3 * scale);
            QVERIFY(std::abs(at.least - eigenvalues.minCoeff()) < 0.05 * scale);
            QCOMPARE(at.rate, 0.05);
            indefinite = indefinite || (eigenvalues.minCoeff() < -1e-3 && at.least < -1e-3);
            ++compared;
        }
        QVERIFY2(compared >= 5, qPrintable(QString::number(compared)));
        QVERIFY(indefinite); // a saddle's directions are seen
    }

    void thePointsAreInOrderAndEndWithTheGrade() {
        const RunRecord run = train(descending(300));
        QVERIFY(run.curvature.size() >= 6);
        for (std::size_t i = 1; i < run.curvature.size(); ++i) {
            const CurvaturePoint& a = run.curvature[i - 1];
            const CurvaturePoint& b = run.curvature[i];
            QVERIFY(a.grade < b.grade || (a.grade == b.grade && a.epoch < b.epoch));
        }
        QCOMPARE(run.curvature.front().epoch, Index{1});
        QCOMPARE(run.curvature.back().epoch, Index{300});
        QVERIFY(run.curvature.back().curvature == *run.grades.back().audit->curvature);
    }

    void nothingDependsOnIt() {
        // Watched or not the same; and the weights are those of a fit that knows of no watch.
        const ExperimentConfig config = descending(200);
        RunControl control;
        Keeper keeper;
        const RunRecord watched = train(config, control, keeper);
        const RunRecord alone = train(config);
        QVERIFY(watched.curvature == alone.curvature);
        QVERIFY(keeper.seen == alone.curvature);
        QCOMPARE(watched.model.hash(), alone.model.hash());
        const Target target = std::get<Target>(makeTarget(config.target));
        const Dataset samples = drawSamples(target, config.samples, config.seed).train;
        const Matrix none;
        FitTask task;
        task.shape = {1, config.grades[0].hidden, 1, config.grades[0].activation};
        task.initialisation = config.grades[0].initialisation;
        task.solver = config.grades[0].solver;
        task.stop = config.grades[0].stop;
        task.seed = config.seed;
        Deaf deaf;
        const Matrix validation(1, 0);
        const FitResult fitted =
            fit(task, {samples.x, samples.y, validation, validation, samples.y.norm(), 0.0}, deaf);
        QVERIFY(fitted.block.parameters() == alone.model.grade(0).block.parameters());
    }

    void otherSolversHaveNone() {
        ExperimentConfig config = descending(50);
        config.grades[0].solver = AdamOptions{};
        QVERIFY(train(config).curvature.empty());
    }

    /// Up to every look at most two per cent of the gradients, but for one look and what no one notices.
    void costsTwoPerCent_data() {
        QTest::addColumn<Index>("epochs");
        QTest::addColumn<Index>("parameters");
        QTest::addColumn<Index>("samples");
        QTest::addRow("long") << Index{20'000} << Index{301} << Index{512};
        QTest::addRow("short and small") << Index{100} << Index{31} << Index{50};
        QTest::addRow("short and large") << Index{100} << Index{3'001} << Index{512};
    }
    void costsTwoPerCent() {
        QFETCH(Index, epochs);
        QFETCH(Index, parameters);
        QFETCH(Index, samples);
        double products = 0.0;
        const std::vector<Index> looks = looksOf(epochs, parameters, samples, products);
        const double gradient = gradientWork(parameters, samples);
        const double spent = products * hessianProductWork(parameters, samples);
        const double oneLook = 80.0 * hessianProductWork(parameters, samples);
        QVERIFY(spent <= 0.02 * static_cast<double>(epochs) * gradient + std::max(oneLook, 2e6));
        if (epochs >= 20'000)
            QVERIFY(looks.size() >= 8 && looks.front() == 1 && looks.back() > epochs / 2);
        QVERIFY(!looks.empty() && looks.front() == 1); // of every grade, however short
        if (parameters > 3'000)                        // it is dearer than all that is allowed
            QCOMPARE(looks.size(), std::size_t{1});
    }

    void aLookEndsWhenItIsToldTo() {
        GradeConfig grade;
        grade.solver = GradientDescentOptions{};
        grade.stop.epochs = 100'000;
        Random random(1, "watch");
        const Block block =
            initialised(BlockShape{1, {20}, 1, Activation::Relu}, Initialisation::FanIn, random);
        const Matrix in = Matrix::Random(1, 1'000);
        const Matrix wanted = Matrix::Random(1, 1'000);
        CurvatureWatch watch(grade, block.parameters().size(), in, wanted);
        int asked = 0;
        QVERIFY(!watch.measure(1, block, 0.1, [&asked] { return ++asked < 3; }));
        QCOMPARE(asked, 3);
        QVERIFY(watch.measure(2, block, 0.1, alwaysContinue).has_value());
    }

    void whatTheAdaptiveRuleRemovesIsForgotten() {
        ExperimentConfig config = descending(60);
        config.samples.validation.count = 40;
        config.adaptive = true;
        config.grades[0].repeat = 1;
        config.grades.push_back(config.grades[0]);
        rateOf(config.grades[1].solver).initial = 3.0; // one wild step: the validation error grows
        config.grades[1].stop.epochs = 1;
        RunControl control;
        Keeper keeper;
        const RunRecord run = train(config, control, keeper);
        QCOMPARE(run.grades.size(), std::size_t{1});
        QCOMPARE(keeper.seen.back().grade, Index{1}); // it was looked at
        QVERIFY(!run.curvature.empty());
        QCOMPARE(run.curvature.back().grade, Index{0});
    }
};

GRADEWISE_TEST(TestCurvatureWatch)
#include "test_curvature_watch.moc"
