// Adam and gradient descent: against a scalar re-implementation, against problems with known answers, their
// schedules and stop rules, their behaviour when things go wrong, and that a step touches no heap.
#include "core/numbers/random.h"
#include "core/solver/descent/batch_gradient.h"
#include "core/solver/descent/descent.h"
#include "tests/core/solver/counting_malloc.h"
#include "tests/solver_options.h"
#include "tests/test_case.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>
#include <stdexcept>

using namespace gradewise;

namespace {

/// A monitor that follows a script and remembers what it was told.
class ScriptedMonitor : public FitMonitor {
public:
    Decision checkpoint() override {
        ++checkpoints;
        return checkpoints == endAtCheckpoint ? answer : Decision::Continue;
    }
    Decision epochDone(const EpochReport& report, const Block& block) override {
        last = report;
        if (keep && reports.size() < reports.capacity())
            reports.push_back(report);
        if (report.epoch == 2)
            allocationsAtStart = countedAllocations();
        if (report.epoch > 2)
            allocations = countedAllocations() - allocationsAtStart;
        parameters = &block.parameters();
        return report.epoch == endAtEpoch ? answer : Decision::Continue;
    }
    double trainingSeconds() const override { return seconds + 0.25 * static_cast<double>(last.epoch); }

    std::vector<EpochReport> reports;
    EpochReport last;
    bool keep = true;
    long checkpoints = 0;
    long endAtCheckpoint = -1;
    Index endAtEpoch = -1;
    Decision answer = Decision::FinishGrade;
    long allocationsAtStart = 0;
    long allocations = -1;
    double seconds = 10.0;
    const Vector* parameters = nullptr;
};

struct Problem {
    Matrix features;
    Matrix residual;
    Matrix validationFeatures = Matrix(1, 0);
    Matrix validationResidual = Matrix(1, 0);

    FitData data() const {
        return {features,           residual,        validationFeatures,
                validationResidual, residual.norm(), validationResidual.norm()};
    }
};

Problem sine(Index samples) {
    Problem problem;
    problem.features = Vector::LinSpaced(samples, 0.0, 1.0).transpose();
    problem.residual = (2.0 * std::numbers::pi * problem.features).array().sin();
    problem.validationFeatures = Vector::LinSpaced(33, 0.01, 0.99).transpose();
    problem.validationResidual = (2.0 * std::numbers::pi * problem.validationFeatures).array().sin();
    return problem;
}

FitTask taskOf(const SolverOptions& solver, double rate, Index epochs, Index batch = 0) {
    FitTask task;
    task.shape = {1, {16}, 1, Activation::Tanh};
    task.solver = solver;
    rateOf(task.solver).initial = rate;
    descentOf(task.solver)->batchSize = batch;
    task.stop.epochs = epochs;
    return task;
}

FitResult run(const FitTask& task, const Problem& problem, ScriptedMonitor& monitor) {
    monitor.reports.reserve(100000);
    return descend(task, problem.data(), monitor);
}

} // namespace

class TestDescent : public QObject {
    Q_OBJECT
private slots:
    void gradientDescentFindsTheLeastSquaresLine() {
        Problem problem;
        problem.features = Matrix{{-1.0, 0.0, 1.0, 2.0}};
        problem.residual = Matrix{{1.0, 0.0, 2.0, 5.0}};
        FitTask task = taskOf(GradientDescentOptions{}, 0.3, 2000);
        task.shape = {1, {}, 1, Activation::Relu};
        ScriptedMonitor monitor;
        const FitResult result = run(task, problem, monitor);
        // Normal equations: slope 1.4, intercept 1.3.
        QVERIFY(std::abs(result.block.parameters()[0] - 1.4) < 1e-12);
        QVERIFY(std::abs(result.block.parameters()[1] - 1.3) < 1e-12);
        QCOMPARE(result.reason, StopReason::Epochs);
        QCOMPARE(result.epochs, Index{2000});
        // ½ mean of the squared residuals there: (1.1² + 1.3² + 0.7² + 0.9²) / 8
        QVERIFY(std::abs(monitor.last.loss - 4.2 / 8.0) < 1e-12);
    }

    /// The live picture once showed the weights of the picture before, when its time came between the
    /// question and the answer.
    void whoDoesNotAskGetsNoOldBlock() {
        class AskingNowAndThen final : public ScriptedMonitor {
        public:
            bool wantsBlock() const override { return reports.size() % 3 == 0; }
            Decision epochDone(const EpochReport& report, const Block& block) override {
                (wantsBlock() ? wantedSizes : otherSizes).push_back(block.parameters().size());
                reports.push_back(report);
                return Decision::Continue;
            }
            std::vector<Index> wantedSizes;
            std::vector<Index> otherSizes;
        };
        const Problem problem = sine(100);
        AskingNowAndThen monitor;
        const FitResult result = run(taskOf(AdamOptions{}, 0.01, 9), problem, monitor);
        QCOMPARE(monitor.wantedSizes, std::vector<Index>(3, result.block.parameters().size()));
        QCOMPARE(monitor.otherSizes, std::vector<Index>(6, 0));
    }

    void singlePrecisionLearnsTheSame_data() {
        QTest::addColumn<SolverOptions>("kind");
        QTest::addColumn<int>("batch");
        QTest::addRow("Adam") << SolverOptions(AdamOptions{}) << 0;
        QTest::addRow("Adam in batches") << SolverOptions(AdamOptions{}) << 60;
        QTest::addRow("gradient descent") << SolverOptions(GradientDescentOptions{}) << 0;
    }

    void singlePrecisionLearnsTheSame() {
        QFETCH(SolverOptions, kind);
        QFETCH(int, batch);
        const Problem problem = sine(300);
        FitTask task = taskOf(kind, std::holds_alternative<AdamOptions>(kind) ? 0.01 : 0.3, 200, batch);
        ScriptedMonitor ofDouble;
        const FitResult wanted = run(task, problem, ofDouble);
        descentOf(task.solver)->precision = Precision::Float;
        ScriptedMonitor ofFloat;
        const FitResult result = run(task, problem, ofFloat);
        // The same road, but for rounding; and the numbers are floats, told and frozen.
        QVERIFY(std::abs(ofFloat.last.loss - ofDouble.last.loss) <= 0.01 * ofDouble.last.loss);
        QVERIFY(result.block.hash() != wanted.block.hash());
        const Vector& parameters = result.block.parameters();
        QCOMPARE(parameters, parameters.cast<float>().cast<double>());
        // What is reported is the error of just these weights.
        const double error =
            (problem.validationResidual - result.block.output(problem.validationFeatures)).norm() /
            problem.validationResidual.norm();
        QVERIFY(std::abs(ofFloat.last.validationRelativeL2 - error) <= 1e-5 * error);
        ScriptedMonitor again;
        task.workers = 2;
        QCOMPARE(run(task, problem, again).block.hash(), result.block.hash());
    }

    void twoWorkersGiveTheSameBits_data() {
        QTest::addColumn<int>("samples");
        QTest::addColumn<int>("batch");
        QTest::addRow("full batch") << 1000 << 0;
        QTest::addRow("a tile and one sample") << 129 << 0;
        QTest::addRow("one tile") << 100 << 0;
        QTest::addRow("batches") << 700 << 300;
        QTest::addRow("many rounds") << 20000 << 0;
    }

    void twoWorkersGiveTheSameBits() {
        QFETCH(int, samples);
        QFETCH(int, batch);
        const Problem problem = sine(samples);
        FitTask task = taskOf(AdamOptions{}, 0.01, 30, batch);
        task.shape = {1, {24, 24}, 1, Activation::Relu};
        ScriptedMonitor alone;
        const FitResult wanted = run(task, problem, alone);
        task.workers = 2;
        for (int again = 0; again < 3; ++again) {
            ScriptedMonitor monitor;
            const FitResult result = run(task, problem, monitor);
            QVERIFY(result.block.parameters() == wanted.block.parameters());
            QCOMPARE(monitor.last.loss, alone.last.loss);
        }
    }

    void halvesAddUpToTheWhole() {
        const BlockShape shape{1, {9, 5}, 1, Activation::Relu};
        Random random(4);
        const Block block = initialised(shape, Initialisation::He, random);
        for (const Index samples : {1, 128, 129, 300, 9000}) {
            const Problem problem = sine(samples);
            BlockWorkspace workspace(shape);
            Vector wanted = Vector::Zero(block.parameters().size());
            double squares = 0.0;
            for (Index j = 0; j < samples; ++j)
                squares += workspace.accumulateGradient(block.parameters(), problem.features.data() + j,
                                                        problem.residual.data() + j, 1,
                                                        1.0 / static_cast<double>(samples), wanted);
            for (const int workers : {1, 2}) {
                BatchGradient<double> gradient(shape, samples, workers);
                ScriptedMonitor monitor;
                const Decision decision = gradient.compute(block.parameters(), problem.features,
                                                           problem.residual, samples, monitor);
                QVERIFY(decision == Decision::Continue);
                QVERIFY((gradient.gradient() - wanted).norm() <= 1e-12 * wanted.norm());
                QVERIFY(std::abs(gradient.squares() - squares) <= 1e-12 * squares);
            }
        }
    }

    void twoWorkersStopWhenAsked() {
        const Problem problem = sine(5000);
        FitTask task = taskOf(AdamOptions{}, 0.01, 1000000);
        task.workers = 2;
        ScriptedMonitor monitor;
        monitor.keep = false;
        monitor.endAtCheckpoint = 333;
        monitor.answer = Decision::StopRun;
        const FitResult result = run(task, problem, monitor);
        QCOMPARE(result.status, GradeStatus::Stopped);
        QCOMPARE(monitor.checkpoints, 333L);
    }

    void aFailureOfTheMonitorComesOut() {
        class FailingMonitor final : public ScriptedMonitor {
        public:
            Decision checkpoint() override {
                if (ScriptedMonitor::checkpoint(); checkpoints == 50)
                    throw std::runtime_error("no more");
                return Decision::Continue;
            }
        };
        FitTask task = taskOf(AdamOptions{}, 0.01, 1000);
        task.workers = 2;
        const Problem problem = sine(1000);
        FailingMonitor monitor;
        QVERIFY_EXCEPTION_THROWN(descend(task, problem.data(), monitor), std::runtime_error);
    }

    void followsAnIndependentImplementation_data() {
        QTest::addColumn<SolverOptions>("kind");
        QTest::addColumn<int>("batch");
        QTest::addRow("adam, full batch") << SolverOptions(AdamOptions{}) << 0;
        QTest::addRow("gd, full batch") << SolverOptions(GradientDescentOptions{}) << 0;
        QTest::addRow("adam, batches of 7") << SolverOptions(AdamOptions{}) << 7;
    }

    void followsAnIndependentImplementation() {
        QFETCH(SolverOptions, kind);
        QFETCH(int, batch);
        const Problem problem = sine(20);
        FitTask task = taskOf(kind, 0.05, 4, batch);
        rateOf(task.solver).final = 0.005;
        ScriptedMonitor monitor;
        const FitResult result = run(task, problem, monitor);

        Random random(task.seed, "initialisation", 0);
        Block block = initialised(task.shape, task.initialisation, random);
        Random shuffling(task.seed, "shuffle", 0);
        Vector& theta = block.parameters();
        Vector m = Vector::Zero(theta.size());
        Vector v = m;
        int step = 0;
        std::vector<Index> order(20);
        for (Index i = 0; i < 20; ++i)
            order[static_cast<std::size_t>(i)] = i;
        for (int epoch = 0; epoch < 4; ++epoch) {
            const double rate = 0.05 * std::pow(0.1, epoch / 4.0);
            if (batch > 0)
                for (std::size_t left = 20; left > 1; --left)
                    std::swap(order[left - 1], order[shuffling.below(left)]);
            const int size = batch > 0 ? batch : 20;
            for (int begin = 0; begin < 20; begin += size) {
                const int n = std::min(size, 20 - begin);
                Vector gradient = Vector::Zero(theta.size());
                for (int j = begin; j < begin + n; ++j) {
                    const double x = problem.features(0, order[static_cast<std::size_t>(j)]);
                    const double y = problem.residual(0, order[static_cast<std::size_t>(j)]);
                    const Vector a = (block.weights(0) * x + block.bias(0)).array().tanh();
                    const double error = block.weights(1).row(0).dot(a) + block.bias(1)[0] - y;
                    const Vector below =
                        error * block.weights(1).row(0).transpose().array() * (1.0 - a.array().square());
                    gradient.segment(0, 16) += below * x / n;
                    gradient.segment(16, 16) += below / n;
                    gradient.segment(32, 16) += error * a / n;
                    gradient[48] += error / n;
                }
                ++step;
                if (std::holds_alternative<GradientDescentOptions>(task.solver)) {
                    theta -= rate * gradient;
                    continue;
                }
                m = 0.9 * m + 0.1 * gradient;
                v = 0.999 * v + 0.001 * gradient.cwiseProduct(gradient);
                theta -= rate * ((m / (1.0 - std::pow(0.9, step))).array() /
                                 ((v / (1.0 - std::pow(0.999, step))).array().sqrt() + 1e-8))
                                    .matrix();
            }
        }
        QVERIFY((result.block.parameters() - theta).norm() < 1e-11 * theta.norm());
    }

    void ratesFollowTheirSchedule_data() {
        QTest::addColumn<double>("final");
        QTest::addColumn<double>("factor");
        QTest::addColumn<Index>("epoch");
        QTest::addColumn<double>("wanted");
        QTest::addRow("constant") << 0.0 << 0.0 << Index{77} << 0.1;
        QTest::addRow("exponential, begin") << 0.001 << 0.0 << Index{0} << 0.1;
        QTest::addRow("exponential, half way") << 0.001 << 0.0 << Index{50} << 0.01;
        QTest::addRow("exponential, end") << 0.001 << 0.0 << Index{100} << 0.001;
        QTest::addRow("factor, before the first step") << 0.0 << 0.5 << Index{9} << 0.1;
        QTest::addRow("factor, at the first step") << 0.0 << 0.5 << Index{10} << 0.05;
        QTest::addRow("factor, at the third step") << 0.0 << 0.5 << Index{35} << 0.0125;
    }

    void ratesFollowTheirSchedule() {
        QFETCH(double, final);
        QFETCH(double, factor);
        QFETCH(Index, epoch);
        QFETCH(double, wanted);
        LearningRate rate;
        rate.initial = 0.1;
        rate.decayEvery = 10;
        if (final > 0.0)
            rate.final = final;
        if (factor > 0.0)
            rate.decayFactor = factor;
        QVERIFY(std::abs(rateAt(rate, epoch, 100) / wanted - 1.0) < 1e-12);
    }

    void reportsErrorsOfTheWholeSum() {
        const Problem problem = sine(64);
        ScriptedMonitor monitor;
        const FitTask task = taskOf(AdamOptions{}, 0.01, 1);
        const FitResult result = run(task, problem, monitor);
        Random random(task.seed, "initialisation", 0);
        const Block start = initialised(task.shape, task.initialisation, random);
        const double squares = (problem.residual - start.output(problem.features)).squaredNorm();
        QVERIFY(std::abs(monitor.last.loss - 0.5 * squares / 64.0) < 1e-14);
        QVERIFY(std::abs(monitor.last.trainRelativeL2 - std::sqrt(squares) / problem.residual.norm()) <
                1e-14);
        const double validation =
            (problem.validationResidual - result.block.output(problem.validationFeatures)).norm();
        QVERIFY(std::abs(monitor.last.validationRelativeL2 - validation / problem.validationResidual.norm()) <
                1e-14);
    }

    void endsBySeconds() {
        ScriptedMonitor monitor;
        FitTask task = taskOf(AdamOptions{}, 0.01, 1000);
        task.stop.seconds = 2.6; // the scripted clock advances by a quarter of a second an epoch
        const FitResult result = run(task, sine(16), monitor);
        QCOMPARE(result.reason, StopReason::Seconds);
        QCOMPARE(result.status, GradeStatus::Finished);
        QVERIFY(result.epochs >= 11 && result.epochs <= 12);
    }

    void endsAtTheGoalWithWeightsThatMeetIt_data() {
        QTest::addColumn<Index>("batch");
        QTest::addRow("full batch") << Index{0};
        QTest::addRow("mini batch") << Index{16};
    }

    void endsAtTheGoalWithWeightsThatMeetIt() {
        QFETCH(Index, batch);
        const Problem problem = sine(64);
        ScriptedMonitor monitor;
        FitTask task = taskOf(AdamOptions{}, 0.01, 20000, batch);
        task.stop.goal = 0.02;
        const FitResult result = run(task, problem, monitor);
        QCOMPARE(result.reason, StopReason::Goal);
        const double error = (problem.residual - result.block.output(problem.features)).norm();
        QVERIFY(error <= 0.02 * problem.residual.norm() * (1.0 + 1e-12));
    }

    void endsOnAPlateau() {
        ScriptedMonitor monitor;
        FitTask task = taskOf(GradientDescentOptions{}, 1e-300, 1000); // never moves
        task.stop.plateau = Plateau{20, 1e-6};
        const FitResult level = run(task, sine(16), monitor);
        QCOMPARE(level.reason, StopReason::Plateau);
        QCOMPARE(level.epochs, Index{40});

        ScriptedMonitor second;
        rateOf(task.solver).initial = 0.1; // improves all the time
        task.stop.epochs = 200;
        QCOMPARE(run(task, sine(16), second).reason, StopReason::Epochs);
    }

    void outOfPatienceIsTheBestOnValidation() {
        Problem problem = sine(6);
        Random random(1, "noise", 0);
        for (double& value : problem.residual.reshaped())
            value += 0.7 * random.normal();
        FitTask task = taskOf(AdamOptions{}, 0.02, 20000);
        task.stop.patience = 300;
        ScriptedMonitor monitor;
        const FitResult result = run(task, problem, monitor);
        QCOMPARE(result.reason, StopReason::Validation);
        QVERIFY(result.epochs < 20000);
        const auto smaller = [](const EpochReport& a, const EpochReport& b) {
            return a.validationRelativeL2 < b.validationRelativeL2;
        };
        const auto best = std::ranges::min_element(monitor.reports, smaller);
        QCOMPARE(result.epochs, best->epoch + 300);
        const Matrix left = problem.validationResidual - result.block.output(problem.validationFeatures);
        QVERIFY(std::abs(left.norm() / problem.validationResidual.norm() - best->validationRelativeL2) <
                1e-12);
    }

    void divergesWithTheLastFiniteWeights_data() {
        QTest::addColumn<Index>("batch");
        QTest::addRow("full batch") << Index{0};
        QTest::addRow("mini batch") << Index{4};
    }

    void divergesWithTheLastFiniteWeights() {
        QFETCH(Index, batch);
        FitTask task = taskOf(GradientDescentOptions{}, 1e5, 1000, batch);
        task.shape = {1, {8}, 1, Activation::Relu};
        ScriptedMonitor monitor;
        const Problem problem = sine(16);
        const FitResult result = run(task, problem, monitor);
        QCOMPARE(result.status, GradeStatus::Diverged);
        QCOMPARE(result.reason, StopReason::NotFinite);
        QVERIFY(result.block.parameters().allFinite());
        QVERIFY(result.block.output(problem.features).allFinite());
        for (const EpochReport& report : monitor.reports)
            QVERIFY(std::isfinite(report.loss));
    }

    void endsWhenAsked_data() {
        QTest::addColumn<bool>("withinEpoch");
        QTest::addColumn<int>("answer");
        QTest::addColumn<int>("status");
        QTest::addColumn<int>("reason");
        const auto row = [](const char* title, bool within, Decision answer, GradeStatus status,
                            StopReason reason) {
            QTest::addRow("%s", title)
                << within << static_cast<int>(answer) << static_cast<int>(status) << static_cast<int>(reason);
        };
        row("finish after an epoch", false, Decision::FinishGrade, GradeStatus::Finished,
            StopReason::FinishedNow);
        row("finish within an epoch", true, Decision::FinishGrade, GradeStatus::Finished,
            StopReason::FinishedNow);
        row("stop after an epoch", false, Decision::StopRun, GradeStatus::Stopped, StopReason::StoppedByUser);
        row("stop within an epoch", true, Decision::StopRun, GradeStatus::Stopped, StopReason::StoppedByUser);
    }

    void endsWhenAsked() {
        QFETCH(bool, withinEpoch);
        QFETCH(int, answer);
        QFETCH(int, status);
        QFETCH(int, reason);
        ScriptedMonitor monitor;
        monitor.answer = static_cast<Decision>(answer);
        (withinEpoch ? monitor.endAtCheckpoint : monitor.endAtEpoch) = 5;
        // 300 samples are three tiles: checkpoint 5 lies within the second epoch.
        const FitResult result = run(taskOf(AdamOptions{}, 0.01, 100), sine(300), monitor);
        QCOMPARE(static_cast<int>(result.status), status);
        QCOMPARE(static_cast<int>(result.reason), reason);
        QCOMPARE(result.epochs, withinEpoch ? Index{1} : Index{5});
        if (withinEpoch) { // the step that was broken off leaves no trace
            ScriptedMonitor other;
            other.answer = monitor.answer;
            other.endAtEpoch = 1;
            const FitResult whole = run(taskOf(AdamOptions{}, 0.01, 100), sine(300), other);
            QVERIFY(whole.block.parameters() == result.block.parameters());
        }
    }

    void asksOftenEnoughToStop() {
        ScriptedMonitor monitor;
        run(taskOf(AdamOptions{}, 0.01, 1), sine(1000), monitor);
        QVERIFY(monitor.checkpoints >= 1000 / 128);
    }

    void aStepTouchesNoHeap_data() {
        QTest::addColumn<QList<int>>("hidden");
        QTest::addColumn<Index>("batch");
        QTest::addRow("one layer of 32, full batch") << QList<int>{32} << Index{0};
        QTest::addRow("two layers of 256, batches of 32") << QList<int>{256, 256} << Index{32};
        QTest::addRow("four layers, full batch") << QList<int>{300, 200, 128, 64} << Index{0};
    }

    void aStepTouchesNoHeap() {
        if (!countsAllocations)
            QSKIP("Sanitizers bring an allocator of their own.");
        QFETCH(QList<int>, hidden);
        QFETCH(Index, batch);
        FitTask task = taskOf(AdamOptions{}, 0.001, 4, batch);
        task.shape.hidden.assign(hidden.begin(), hidden.end());
        task.shape.activation = Activation::Sin;
        task.stop.plateau = Plateau{3, 1e-6};
        ScriptedMonitor monitor;
        monitor.keep = false;
        run(task, sine(500), monitor);
        QCOMPARE(monitor.allocations, 0L);
    }

    void allocationsAreCounted() {
        if (!countsAllocations)
            QSKIP("Sanitizers bring an allocator of their own.");
        const long before = countedAllocations();
        const auto matrix = std::make_unique<Matrix>(Matrix::Zero(10, 10));
        QVERIFY(matrix->isZero());
        QVERIFY(countedAllocations() >= before + 2);
    }
};

GRADEWISE_TEST(TestDescent)
#include "test_descent.moc"
