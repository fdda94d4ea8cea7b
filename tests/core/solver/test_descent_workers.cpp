// Steps of descent by one worker and by two, and that they touch no heap.
#include "core/numbers/random.h"
#include "core/solver/descent/batch_gradient.h"
#include "tests/core/solver/descent_fixture.h"
#include "tests/test_case.h"

#include <cmath>
#include <memory>
#include <stdexcept>

using namespace gradewise;
using namespace gradewise::descenttest;

class TestDescentWorkers : public QObject {
    Q_OBJECT

private slots:
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

GRADEWISE_TEST(TestDescentWorkers)
#include "test_descent_workers.moc"
