// Gradients of every activation, depth and shape against central differences, and the kernels against plain
// formulas. Run for each instruction set of the machine (see tests/CMakeLists.txt).
#include "core/network/block_workspace.h"
#include "core/network/initialisation.h"
#include "core/numbers/random.h"
#include "tests/test_case.h"

#include <cmath>

using namespace gradewise;

#include "tests/core/network/gradients_fixture.h"
#include "tests/test_case.h"

using namespace gradewise;
using namespace gradewise::gradients_fixture;

class TestGradients : public QObject {
    Q_OBJECT
private slots:
    void usesTheInstructionSetAskedFor() {
        const QByteArray asked = qgetenv("GRADEWISE_ISA");
        if (asked.isEmpty())
            QSKIP("No instruction set is asked for.");
        const std::string_view used = kernels::active().instructionSet;
        if (used != asked.toStdString())
            QSKIP("This processor lacks the instruction set.");
        QCOMPARE(QByteArray(used.data(), static_cast<qsizetype>(used.size())), asked);
    }

    void matchCentralDifferences_data() {
        QTest::addColumn<int>("activation");
        QTest::addColumn<int>("depth");
        for (const Activation activation : allOf<Activation>())
            for (const int depth : {0, 1, 2, 3, 5})
                QTest::addRow("%s, %d hidden layers", name(activation).data(), depth)
                    << static_cast<int>(activation) << depth;
    }

    void matchCentralDifferences() {
        QFETCH(int, activation);
        QFETCH(int, depth);
        for (const Index inputs : {1, 3}) {
            for (const Index outputs : {1, 2}) {
                BlockShape shape{inputs, {}, outputs, static_cast<Activation>(activation)};
                for (int layer = 0; layer < depth; ++layer)
                    shape.hidden.push_back(4 + 3 * layer);
                Random random(static_cast<std::uint64_t>(100 * depth + activation), "gradients");
                Block block = initialised(shape, Initialisation::Glorot, random);
                for (double& parameter : block.parameters())
                    parameter += 0.1 * random.normal(); // no zero biases: away from kinks
                const Matrix x = randomMatrix(inputs, 37, random);
                const Matrix y = randomMatrix(outputs, 37, random);

                BlockWorkspace workspace(shape);
                Vector gradient = Vector::Zero(block.parameters().size());
                const double squares = workspace.accumulateGradient(block.parameters(), x.data(), y.data(),
                                                                    x.cols(), 1.0, gradient);
                QVERIFY(std::abs(0.5 * squares - loss(workspace, block, x, y)) < 1e-12 * squares);

                Vector differences(gradient.size());
                for (Index i = 0; i < gradient.size(); ++i) {
                    const double step = 1e-6;
                    const double kept = block.parameters()[i];
                    block.parameters()[i] = kept + step;
                    const double above = loss(workspace, block, x, y);
                    block.parameters()[i] = kept - step;
                    const double below = loss(workspace, block, x, y);
                    block.parameters()[i] = kept;
                    differences[i] = (above - below) / (2.0 * step);
                }
                const double error = (gradient - differences).norm() / differences.norm();
                QVERIFY2(error <= 1e-6, qPrintable(QStringLiteral("relative error %1").arg(error)));
            }
        }
    }

    void gradientsAddUpOverTiles() {
        const BlockShape shape{2, {8, 8}, 1, Activation::Gelu};
        Random random(5);
        const Block block = initialised(shape, Initialisation::FanIn, random);
        const Matrix x = randomMatrix(2, 100, random);
        const Matrix y = randomMatrix(1, 100, random);
        BlockWorkspace workspace(shape);
        Vector whole = Vector::Zero(block.parameters().size());
        workspace.accumulateGradient(block.parameters(), x.data(), y.data(), 100, 0.01, whole);
        Vector parts = Vector::Zero(whole.size());
        workspace.accumulateGradient(block.parameters(), x.data(), y.data(), 60, 0.01, parts);
        workspace.accumulateGradient(block.parameters(), x.data() + 120, y.data() + 60, 40, 0.01, parts);
        QVERIFY((whole - parts).norm() < 1e-14);
    }

    void aSingleOutputIsNoSpecialCase_data() { matchCentralDifferences_data(); }

    // One output goes a way of its own; two, of which one is always 0 and wanted so, the general one.
    void aSingleOutputIsNoSpecialCase() {
        QFETCH(int, activation);
        QFETCH(int, depth);
        if (depth == 0)
            return;
        for (const Index width : {1, 7, 8, 35}) {
            BlockShape shape{3, {}, 1, static_cast<Activation>(activation)};
            shape.hidden.assign(static_cast<std::size_t>(depth), width);
            Random random(static_cast<std::uint64_t>(depth + 10 * width));
            Block single = initialised(shape, Initialisation::He, random); // zero biases
            shape.outputs = 2;
            Block twin(shape);
            const Index last = single.layers() - 1;
            twin.parameters().head(single.parameters().size() - width - 1) =
                single.parameters().head(single.parameters().size() - width - 1);
            twin.weights(last).row(0) = single.weights(last);
            Matrix x = randomMatrix(3, 101, random);
            x.leftCols(5).setZero(); // all units at exactly 0, where the slope of ReLU is 1
            Matrix y = Matrix::Zero(2, 101);
            y.row(0) = randomMatrix(1, 101, random);
            const Matrix wanted = y.row(0);

            BlockWorkspace one(single.shape());
            BlockWorkspace two(shape);
            Vector gradient = Vector::Zero(single.parameters().size());
            Vector general = Vector::Zero(twin.parameters().size());
            const double squares =
                one.accumulateGradient(single.parameters(), x.data(), wanted.data(), 101, 0.1, gradient);
            const double same =
                two.accumulateGradient(twin.parameters(), x.data(), y.data(), 101, 0.1, general);
            QVERIFY(std::abs(squares - same) <= 1e-13 * same);
            Block parts(shape);
            parts.parameters() = general;
            QVERIFY((gradient.head(gradient.size() - width - 1) - general.head(gradient.size() - width - 1))
                        .norm() <= 1e-13 * gradient.norm());
            QVERIFY((gradient.segment(gradient.size() - width - 1, width).transpose() -
                     parts.weights(last).row(0))
                        .norm() <= 1e-13 * gradient.norm());
            QVERIFY(std::abs(gradient(gradient.size() - 1) - parts.bias(last)(0)) <= 1e-13 * gradient.norm());
        }
    }

    void reluHasSlopeOneAtZero() {
        for (const Index outputs : {1, 2}) {
            const BlockShape shape{1, {9}, outputs};
            Random random(3);
            const Block block = initialised(shape, Initialisation::He, random); // zero biases
            const Matrix x = Matrix::Zero(1, 6);
            const Matrix y = Matrix::Ones(outputs, 6);
            BlockWorkspace workspace(shape);
            Vector gradient = Vector::Zero(block.parameters().size());
            workspace.accumulateGradient(block.parameters(), x.data(), y.data(), 6, 1.0, gradient);
            // δ of every unit is -6 times its read-out weights.
            const Vector wanted = -6.0 * block.weights(1).colwise().sum().transpose();
            QVERIFY((gradient.segment(9, 9) - wanted).norm() <= 1e-13 * wanted.norm());
        }
    }
};

GRADEWISE_TEST(TestGradients)
#include "test_gradients.moc"
