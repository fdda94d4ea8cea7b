// Variable projection: its parts against problems with known answers, its gradient against differences, and
// the whole against what a grade must never do.
#include "core/configuration/config.h"
#include "core/experiment/validate.h"
#include "core/numbers/may_continue.h"
#include "core/numbers/random.h"
#include "core/numerics/lbfgs.h"
#include "core/numerics/levenberg_marquardt.h"
#include "core/numerics/whitening.h"
#include "core/solver/varpro/varpro.h"
#include "core/solver/varpro/varpro_problem.h"
#include "core/training/trainer.h"
#include "tests/core/solver/counting_malloc.h"
#include "tests/solver_options.h"
#include "tests/test_case.h"

#include <algorithm>
#include <cmath>
#include <numbers>

using namespace gradewise;

namespace {

Matrix randomMatrix(Index rows, Index columns, std::uint64_t seed) {
    Random random(seed);
    Matrix result(rows, columns);
    for (double& entry : result.reshaped())
        entry = random.normal();
    return result;
}

ExperimentConfig waves(Index validation, Carry carry, Index grades) {
    ExperimentConfig config;
    config.target.kind = TargetConfig::Kind::Formula;
    config.target.id.clear();
    config.target.formulas = {"sin(2*pi*x) + 0.5*sin(12*pi*x)"};
    config.target.domain = {{0.0, 1.0}};
    config.samples.train.count = 512;
    config.samples.validation.count = validation;
    config.grades.assign(1, GradeConfig{});
    config.grades[0].hidden = {24};
    config.grades[0].solver = VarProOptions{};
    stepsOf(config.grades[0].solver) = 60;
    config.grades[0].carry = carry;
    config.grades[0].repeat = grades;
    return config;
}

/// Remembers, at its end, what each grade was; asks for blocks or not; may end grades early.
class Watcher : public RunObserver {
public:
    explicit Watcher(bool wants) : wants_(wants) {}
    bool wantsBlock() const override { return wants_; }
    void epochDone(const HistoryPoint&, const Block& block) override {
        blocks += block.parameters().size() > 0 ? 1 : 0;
    }
    int blocks = 0;

private:
    const bool wants_;
};

} // namespace

class TestVarPro : public QObject {
    Q_OBJECT

private slots:
    void whitenedFeaturesHaveUnitCovariance() {
        Matrix features = randomMatrix(6, 400, 1);
        features.row(4) = 1e-3 * features.row(0) + 1e-6 * features.row(4);
        features.row(5) = 2.0 * features.row(1) - features.row(2); // adds no direction
        features.row(3).array() += 50.0;
        const Whitening whitened = whitening(features);
        QCOMPARE(whitened.map.rows(), 5);
        const Matrix samples = whitened.apply(features);
        QVERIFY(samples.rowwise().mean().cwiseAbs().maxCoeff() < 1e-8);
        const Matrix covariance = samples * samples.transpose() / 400.0;
        QVERIFY((covariance - Matrix::Identity(5, 5)).cwiseAbs().maxCoeff() < 1e-6);
    }

    void unitsOfPartsAreTheirOwn() {
        Matrix features = randomMatrix(5, 400, 1);
        features.row(2) *= 1e-9; // of the first three: nothing beside the others
        features.row(3) *= 1e9;
        features.row(4) *= 1e-3;
        QCOMPARE(whitening(features).map.rows(), 1);
        const std::vector<Index> parts = {3, 1, 1};
        const Whitening whitened = whitening(features, parts);
        QCOMPARE(whitened.map.rows(), 4);
        QVERIFY(whitened.map.col(2).isZero(0.0));
        const Matrix samples = whitened.apply(features);
        const Matrix covariance = samples * samples.transpose() / 400.0;
        QVERIFY((covariance - Matrix::Identity(4, 4)).cwiseAbs().maxCoeff() < 1e-6);
    }

    void unitsDoNotMatter_data() {
        QTest::addColumn<QString>("formula");
        QTest::addColumn<double>("unit");
        QTest::addColumn<Carry>("carry");
        QTest::addColumn<bool>("exact"); // a power of 2 changes no digit
        for (const Carry carry : allCarries()) {
            const std::string label(name(carry));
            QTest::addRow("input 2^-29, %s", label.c_str())
                << "sin(10*(x*536870912))" << 0x1p-29 << carry << true;
            QTest::addRow("input 2^29, %s", label.c_str())
                << "sin(10*(x/536870912))" << 0x1p29 << carry << true;
            QTest::addRow("input 1e9, %s", label.c_str()) << "sin(10*(x/1e9))" << 1e9 << carry << false;
            QTest::addRow("input 1e-9, %s", label.c_str()) << "sin(10*(x*1e9))" << 1e-9 << carry << false;
            QTest::addRow("labels 2^30, %s", label.c_str()) << "1073741824*sin(10*x)" << 1.0 << carry << true;
            QTest::addRow("labels 1e-9, %s", label.c_str()) << "1e-9*sin(10*x)" << 1.0 << carry << false;
        }
    }
    void unitsDoNotMatter() {
        QFETCH(QString, formula);
        QFETCH(double, unit);
        QFETCH(Carry, carry);
        QFETCH(bool, exact);
        const auto errorsOf = [&](const std::string& target, double end) {
            ExperimentConfig config = waves(128, carry, 3);
            config.target.formulas = {target};
            config.target.domain = {{-end, end}};
            config.samples.validation.layout = Layout::Equispaced;
            config.grades[0].hidden = {12};
            std::vector<double> errors;
            const RunRecord run = train(config);
            for (const GradeRecord& grade : run.grades)
                errors.push_back(grade.metrics.train.relativeL2);
            return errors;
        };
        const std::vector<double> usual = errorsOf("sin(10*x)", 1.0);
        const std::vector<double> scaled = errorsOf(formula.toStdString(), unit);
        QCOMPARE(scaled.size(), usual.size());
        for (std::size_t i = 0; i < usual.size(); ++i) {
            const double ratio = scaled[i] / usual[i];
            const auto message = QString("grade %1: %2").arg(i + 1).arg(ratio - 1.0);
            QVERIFY2(exact ? ratio == 1.0 : ratio < 1.7, qPrintable(message));
        }
    }

    void axesMayHaveUnitsOfTheirOwn_data() {
        QTest::addColumn<Carry>("carry");
        for (const Carry carry : allCarries())
            QTest::newRow(std::string(name(carry)).c_str()) << carry;
    }
    void axesMayHaveUnitsOfTheirOwn() {
        QFETCH(Carry, carry);
        const auto errorsOf = [&](const std::string& target, const Domain& domain) {
            ExperimentConfig config = waves(200, carry, 2);
            config.target.formulas = {target};
            config.target.domain = domain;
            config.samples.train.count = 900;
            config.samples.validation.layout = Layout::Equispaced;
            std::vector<double> errors;
            const RunRecord run = train(config);
            for (const GradeRecord& grade : run.grades)
                errors.push_back(grade.metrics.train.relativeL2);
            return errors;
        };
        const auto usual = errorsOf("sin(3*x)*cos(2*y)", {{-1.0, 1.0}, {0.0, 1.0}});
        const auto scaled =
            errorsOf("sin(3*(x/1048576))*cos(2*(y*1024))", {{-0x1p20, 0x1p20}, {0.0, 0x1p-10}});
        QCOMPARE(scaled.size(), usual.size());
        QVERIFY(scaled == usual);
    }

    void constantFeaturesLeaveNoDirection() {
        QCOMPARE(whitening(Matrix::Constant(3, 20, 4.0)).map.rows(), 0);
    }

    void readOutIsTheLeastSquaresSolution() {
        const Matrix hidden = randomMatrix(5, 300, 2);
        const Matrix coefficients = randomMatrix(2, 5, 3);
        const Vector offset = randomMatrix(2, 1, 4);
        const Matrix wanted = (coefficients * hidden).colwise() + offset;
        ReadOut readOut(5, 2);
        readOut.add(hidden.data(), wanted.data(), 128);
        readOut.add(hidden.data() + 5 * 128, wanted.data() + 2 * 128, 172);
        QVERIFY(readOut.solve());
        QVERIFY((readOut.coefficients() - coefficients).cwiseAbs().maxCoeff() < 1e-9);
        QVERIFY((readOut.offset() - offset).cwiseAbs().maxCoeff() < 1e-9);
    }

    void readOutCopesWithDeadAndDoubledNeurons() {
        Matrix hidden = randomMatrix(4, 200, 5);
        hidden.row(1).setZero();
        hidden.row(3) = hidden.row(0);
        const Matrix wanted = 3.0 * hidden.row(0) + hidden.row(2);
        ReadOut readOut(4, 1);
        readOut.add(hidden.data(), wanted.data(), 200);
        QVERIFY(readOut.solve());
        const Matrix fitted = (readOut.coefficients() * hidden).array() + readOut.offset()(0);
        QVERIFY((fitted - wanted).norm() < 1e-8 * wanted.norm());
    }

    void gradientMatchesDifferences() {
        const Matrix inputs = randomMatrix(3, 300, 6);
        const Matrix wanted = randomMatrix(2, 300, 7);
        VarProProblem problem(inputs, wanted, 7, alwaysContinue);
        const Vector point = randomMatrix(problem.variables(), 1, 8);
        Vector gradient(point.size());
        Vector unused(point.size());
        QVERIFY(problem.evaluate(point, gradient).has_value());
        for (Index i = 0; i < point.size(); ++i) {
            const double step = 1e-7;
            Vector up = point;
            Vector down = point;
            up(i) += step;
            down(i) -= step;
            const double slope =
                (*problem.evaluate(up, unused) - *problem.evaluate(down, unused)) / (2.0 * step);
            QVERIFY(std::abs(slope - gradient(i)) <= 1e-6 * std::max(gradient.cwiseAbs().maxCoeff(), 1e-3));
        }
    }

    /// What the start relies on: neurons may be scaled, the read-out makes up for it.
    void scaledNeuronsHaveTheSameValueAndTheGradientOverTheScale() {
        const Matrix inputs = randomMatrix(3, 300, 6);
        const Matrix wanted = randomMatrix(2, 300, 7);
        VarProProblem problem(inputs, wanted, 7, alwaysContinue);
        const Vector point = randomMatrix(problem.variables(), 1, 8);
        const Vector factors = randomMatrix(7, 1, 9).cwiseAbs().array() + 0.1;
        const Neurons neurons = problem.unpack(point);
        Vector gradient(point.size());
        Vector scaledGradient(point.size());
        const auto value = problem.evaluate(point, gradient);
        const auto scaledValue = problem.evaluate(
            problem.pack({factors.asDiagonal() * neurons.weights, factors.cwiseProduct(neurons.biases)}),
            scaledGradient);
        QVERIFY(value && scaledValue);
        QVERIFY(std::abs(*scaledValue - *value) <= 1e-12 * *value);
        const Neurons slope = problem.unpack(scaledGradient);
        const Vector back =
            problem.pack({factors.asDiagonal() * slope.weights, factors.cwiseProduct(slope.biases)});
        QVERIFY((back - gradient).norm() <= 1e-9 * gradient.norm());
    }

    /// Where the residual vanishes the Gauss–Newton matrix is the Hessian.
    void curvatureIsTheHessianOfAPerfectFit() {
        const Matrix inputs = randomMatrix(2, 400, 9);
        VarProProblem maker(inputs, Matrix::Zero(1, 400), 4, alwaysContinue);
        const Vector point = randomMatrix(maker.variables(), 1, 10);
        const Neurons neurons = maker.unpack(point);
        const Matrix hidden = ((neurons.weights * inputs).colwise() + neurons.biases).cwiseMax(0.0);
        const Matrix wanted = (Vector{{1.0, -2.0, 0.5, 1.5}}.transpose() * hidden).array() + 0.3;
        VarProProblem problem(inputs, wanted, 4, alwaysContinue);
        Vector up(point.size());
        Vector down(point.size());
        Matrix hessian(point.size(), point.size());
        for (Index i = 0; i < point.size(); ++i) {
            Vector moved = point;
            moved(i) += 1e-6;
            QVERIFY(problem.evaluate(moved, up).has_value());
            moved(i) -= 2e-6;
            QVERIFY(problem.evaluate(moved, down).has_value());
            hessian.col(i) = (up - down) / 2e-6;
        }
        QVERIFY(problem.evaluate(point, up).has_value());
        Matrix curvature;
        QVERIFY(problem.curvature(point, curvature));
        const Matrix whole = curvature.selfadjointView<Eigen::Lower>();
        QVERIFY((whole - hessian).cwiseAbs().maxCoeff() <= 1e-3 * whole.cwiseAbs().maxCoeff());
    }

    void dampedStepsFindTheMinimumOfRosenbrock() {
        Vector last(2);
        const LevenbergMarquardt::Function function = [&](const Vector& p,
                                                          Vector& g) -> std::optional<double> {
            last = p;
            const Vector r{{10.0 * (p(1) - p(0) * p(0)), 1.0 - p(0)}};
            g = Vector{{-20.0 * p(0) * r(0) - r(1), 10.0 * r(0)}};
            return 0.5 * r.squaredNorm();
        };
        const LevenbergMarquardt::Curvature curvature = [&](Matrix& result) {
            const Matrix jacobian{{-20.0 * last(0), 10.0}, {-1.0, 0.0}};
            result = jacobian.transpose() * jacobian;
            return true;
        };
        LevenbergMarquardt search(2);
        QVERIFY(search.begin(Vector{{-1.2, 1.0}}, function));
        double before = search.value();
        for (int i = 0; i < 100 && search.value() > 1e-25; ++i) {
            const Step step = search.step(function, curvature);
            QVERIFY(step == Step::Moved || search.value() < 1e-20);
            QVERIFY(search.value() <= before);
            before = search.value();
        }
        QVERIFY((search.point() - Vector::Ones(2)).norm() < 1e-10);
    }

    void searchFindsTheMinimumOfRosenbrock() {
        const Lbfgs::Function rosenbrock = [](const Vector& p, Vector& g) -> std::optional<double> {
            const double a = 1.0 - p(0);
            const double b = p(1) - p(0) * p(0);
            g << -2.0 * a - 400.0 * p(0) * b, 200.0 * b;
            return a * a + 100.0 * b * b;
        };
        Lbfgs search(2, 5);
        QVERIFY(search.begin(Vector::Constant(2, -1.2), rosenbrock));
        for (int i = 0; i < 200 && search.step(rosenbrock) == Step::Moved; ++i) {
        }
        QVERIFY((search.point() - Vector::Ones(2)).norm() < 1e-6);
    }

    void greedyChoiceFindsTheNeuronsThatMadeTheLabels() {
        const Matrix inputs = randomMatrix(1, 400, 9);
        const Matrix wanted = (inputs.array() - inputs(0, 17)).max(0.0) * 2.0 + 1.0;
        Random random(1);
        const Neurons one = chooseNeurons(inputs, wanted, 2, random, alwaysContinue);
        VarProProblem problem(inputs, wanted, 2, alwaysContinue);
        Vector gradient(problem.variables());
        QVERIFY(*problem.evaluate(problem.pack(one), gradient) < 1e-3 * wanted.squaredNorm() / 400.0);
    }

    void choiceAsksBeforeEachNeuronAndEndsWhenTold() {
        const Matrix inputs = randomMatrix(3, 200, 10);
        const Matrix wanted = randomMatrix(1, 200, 11);
        int asked = 0;
        Random random(1);
        const Neurons all = chooseNeurons(inputs, wanted, 12, random, [&] { return ++asked > 0; });
        QCOMPARE(asked, 12);
        asked = 0;
        Random again(1);
        const Neurons some = chooseNeurons(inputs, wanted, 12, again, [&] { return ++asked <= 5; });
        QCOMPARE(asked, 6);
        QVERIFY(some.weights.topRows(5) == all.weights.topRows(5));
        QVERIFY(some.weights.bottomRows(7) != all.weights.bottomRows(7));
        QVERIFY(some.weights.rowwise().norm().minCoeff() > 0.5);
    }

    void stepsTouchNoHeap() {
        if (!countsAllocations)
            QSKIP("A sanitizer has taken the place in front of malloc.");
        const Matrix inputs = randomMatrix(9, 1000, 12);
        const Matrix wanted = randomMatrix(1, 1000, 13);
        VarProProblem problem(inputs, wanted, 40, alwaysContinue);
        const Lbfgs::Function function = [&](const Vector& p, Vector& g) { return problem.evaluate(p, g); };
        Lbfgs search(problem.variables());
        QVERIFY(search.begin(randomMatrix(problem.variables(), 1, 14), function));
        const long before = countedAllocations();
        for (int i = 0; i < 30; ++i)
            QVERIFY(search.step(function) == Step::Moved);
        QCOMPARE(countedAllocations() - before, 0L);
    }

    void constantFeaturesLeaveOnlyTheMean() {
        const Matrix features = Matrix::Constant(3, 50, 2.0);
        const Matrix wanted = randomMatrix(2, 50, 15);
        const Matrix none(3, 0);
        const Matrix noLabels(2, 0);
        class Quiet : public FitMonitor {
        public:
            Decision checkpoint() override { return Decision::Continue; }
            Decision epochDone(const EpochReport&, const Block&) override { return Decision::Continue; }
            double trainingSeconds() const override { return 0.0; }
        } monitor;
        FitTask task;
        task.shape = {3, {6}, 2, Activation::Relu};
        task.solver = VarProOptions{};
        const FitResult result = fit(task, {features, wanted, none, noLabels, wanted.norm(), 0.0}, monitor);
        const Vector mean = wanted.rowwise().mean();
        QVERIFY(result.status == GradeStatus::Finished);
        QVERIFY((result.block.output(features).colwise() - mean).cwiseAbs().maxCoeff() < 1e-12);
    }

    void noInputsLeaveTheBiases() {
        const Matrix inputs(0, 40);
        const Matrix wanted = randomMatrix(2, 40, 16);
        VarProProblem problem(inputs, wanted, 3, alwaysContinue);
        Vector gradient(3);
        for (int twice = 0; twice < 2; ++twice) { // not only on memory that happens to be 0
            const auto value = problem.evaluate(Eigen::Vector3d(0.0, -1.0, 2.0), gradient);
            const Matrix left = wanted.colwise() - wanted.rowwise().mean().eval();
            QVERIFY(std::abs(*value - 0.5 * left.squaredNorm() / 40.0) < 1e-13);
            QVERIFY(problem.readOut().coefficients().isZero(0.0));
        }
    }

    void gradesGoDeepAndAreOrdinaryBlocks() {
        const RunRecord run = train(waves(0, Carry::Hidden, 3));
        QVERIFY(run.grades[0].metrics.train.relativeL2 < 0.05);
        QVERIFY(run.grades[1].metrics.train.relativeL2 < 0.1 * run.grades[0].metrics.train.relativeL2);
        QVERIFY(run.grades[2].metrics.train.relativeL2 < run.grades[1].metrics.train.relativeL2);
        QCOMPARE(run.model.grade(1).block.shape().parameterCount(), Index{24 * 25 + 25});
    }

    void allFeaturesLeadToRoundingLevel() {
        ExperimentConfig config = waves(0, Carry::All, 8);
        config.guard = false; // which would hold back what strays between the samples
        const RunRecord run = train(config);
        QCOMPARE(run.model.grade(7).block.shape().inputs, Index{7 * 24 + 1});
        QVERIFY(run.grades[7].metrics.train.relativeL2 < 1e-9);
    }

    void outOfPatienceIsTheBestOnValidation() {
        ExperimentConfig config = waves(200, Carry::Hidden, 2);
        config.samples.train.count = 100;
        config.samples.noise = 0.3;
        stepsOf(config.grades.back().solver) = 400;
        config.grades.back().repeat = 2;
        config.grades.back().stop.patience = 15;
        config.guard = false;
        const RunRecord run = train(config);
        for (std::size_t i = 0; i < run.grades.size(); ++i) {
            const GradeRecord& grade = run.grades[i];
            QVERIFY(grade.epochs < 400);
            QVERIFY(grade.reason == StopReason::Validation || grade.reason == StopReason::Rejected);
            double best = i == 0 ? 1.0 : run.grades[i - 1].metrics.validation.relativeL2;
            for (const HistoryPoint& point : run.history)
                if (point.grade == static_cast<Index>(i))
                    best = std::min(best, point.validationRelativeL2);
            QVERIFY(grade.metrics.validation.relativeL2 <= best * (1.0 + 1e-6));
        }
    }

    void validationErrorNeverRises() {
        ExperimentConfig config = waves(256, Carry::All, 8);
        config.samples.train.count = 96; // few and noisy ones: some grade harms whatever the last bits are
        config.samples.noise = 0.05;
        const RunRecord run = train(config);
        double before = 1.0;
        for (const GradeRecord& grade : run.grades) {
            QVERIFY(grade.metrics.validation.relativeL2 <= before * (1.0 + 1e-9));
            before = grade.metrics.validation.relativeL2;
        }
        const auto harmed = [](const GradeRecord& g) {
            return g.reason == StopReason::Validation || g.reason == StopReason::Rejected;
        };
        QVERIFY(std::any_of(run.grades.begin(), run.grades.end(), harmed));
    }

    void numbersDoNotDependOnWhoLooks() {
        const ExperimentConfig config = waves(64, Carry::HiddenAndInput, 2);
        RunControl control;
        Watcher watching(true);
        Watcher absent(false);
        const RunRecord seen = train(config, control, watching);
        const RunRecord unseen = train(config, control, absent);
        QVERIFY(watching.blocks > 2);
        QCOMPARE(absent.blocks, 0);
        QCOMPARE(seen.model.hash(), unseen.model.hash());
    }

    void goalEndsTheGrade() {
        ExperimentConfig config = waves(0, Carry::Hidden, 1);
        config.grades[0].stop.goal = 0.3;
        const RunRecord run = train(config);
        QVERIFY(run.grades[0].reason == StopReason::Goal);
        QVERIFY(run.grades[0].metrics.train.relativeL2 <= 0.3);
    }

    void anInterruptedStartStillLeavesFeatures() {
        class Finishing : public RunControl {
        public:
            Decision checkpoint() override { return Decision::FinishGrade; }
        } control;
        RunObserver nobody;
        const RunRecord run = train(waves(32, Carry::Hidden, 2), control, nobody);
        QVERIFY(run.grades[0].reason == StopReason::FinishedNow);
        QVERIFY(run.grades[0].metrics.train.relativeL2 <= 1.0);
        QVERIFY(run.model.grade(0).block.weights(0).norm() > 0.0);
    }

    void unsuitableGradesAreRefusedInWords() {
        ExperimentConfig config = waves(32, Carry::Hidden, 1);
        config.grades[0].hidden = {8, 8};
        config.grades[0].activation = Activation::Sin;
        stepsOf(config.grades[0].solver) = 0;
        const auto issues = validate(config);
        QCOMPARE(issues.size(), std::size_t{3});
        QCOMPARE(issues[0].path, std::string("grades[0].solver.steps"));
        QCOMPARE(issues[1].path, std::string("grades[0].hidden"));
        QCOMPARE(issues[2].path, std::string("grades[0].activation"));
    }
};

GRADEWISE_TEST(TestVarPro)
#include "test_varpro.moc"
