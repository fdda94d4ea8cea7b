// Adam and gradient descent: against a scalar re-implementation, against problems with known answers, and
// their schedules.
#include "core/numbers/random.h"
#include "tests/core/solver/descent_fixture.h"
#include "tests/test_case.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

using namespace gradewise;
using namespace gradewise::descenttest;

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
};

GRADEWISE_TEST(TestDescent)
#include "test_descent.moc"
