// Gradients of every activation, depth and shape against central differences, and the kernels against plain
// formulas. Run for each instruction set of the machine (see tests/CMakeLists.txt).
#include "core/network/block_workspace.h"
#include "core/network/initialisation.h"
#include "core/numbers/random.h"

#include <QTest>

#include <cmath>

using namespace gradewise;

namespace {

Matrix randomMatrix(Index rows, Index columns, Random& random, double size = 1.0) {
    Matrix result(rows, columns);
    for (double& entry : result.reshaped())
        entry = size * random.normal();
    return result;
}

double loss(BlockWorkspace& workspace, const Block& block, const Matrix& x, const Matrix& y) {
    return 0.5 * workspace.squaredError(block, x, y);
}

} // namespace

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
        for (const Activation activation : allActivations())
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
                const double squares =
                    workspace.accumulateGradient(block, x.data(), y.data(), x.cols(), 1.0, gradient);
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
        workspace.accumulateGradient(block, x.data(), y.data(), 100, 0.01, whole);
        Vector parts = Vector::Zero(whole.size());
        workspace.accumulateGradient(block, x.data(), y.data(), 60, 0.01, parts);
        workspace.accumulateGradient(block, x.data() + 120, y.data() + 60, 40, 0.01, parts);
        QVERIFY((whole - parts).norm() < 1e-14);
    }

    void activationsMatchTheirFormulas() {
        Vector z(1003);
        for (Index i = 0; i < z.size(); ++i)
            z[i] = -40.0 + 0.08 * static_cast<double>(i);
        z[500] = 0.0;
        for (const Activation activation : allActivations()) {
            Vector a(z.size());
            kernels::active().activate(activation, z.size(), z.data(), a.data());
            Vector slope = z;
            Vector second(z.size());
            kernels::active().activateWithSlope(activation, z.size(), slope.data(), second.data());
            for (Index i = 0; i < z.size(); ++i) {
                const double wanted = value(activation, z[i]);
                const double wantedSlope = derivative(activation, z[i]);
                QVERIFY(std::abs(a[i] - wanted) <= 2e-15 * std::max(1.0, std::abs(wanted)));
                QVERIFY(std::abs(second[i] - wanted) <= 2e-15 * std::max(1.0, std::abs(wanted)));
                QVERIFY(std::abs(slope[i] - wantedSlope) <= 1e-14);
            }
            QCOMPARE(slope[500], derivative(activation, 0.0));
        }
    }

    void adamMatchesThePublishedAlgorithm() {
        Random random(9);
        Vector theta = randomMatrix(21, 1, random);
        Vector first = Vector::Zero(21);
        Vector second = Vector::Zero(21);
        Vector plain = theta;
        Vector m = first;
        Vector v = second;
        for (int k = 1; k <= 5; ++k) {
            const Vector gradient = randomMatrix(21, 1, random, std::pow(10.0, k - 3));
            kernels::active().adam({21, theta.data(), gradient.data(), first.data(), second.data(),
                                    0.01 / (1.0 - std::pow(0.9, k)), 1.0 / (1.0 - std::pow(0.999, k))});
            for (Index i = 0; i < 21; ++i) {
                m[i] = 0.9 * m[i] + 0.1 * gradient[i];
                v[i] = 0.999 * v[i] + 0.001 * gradient[i] * gradient[i];
                const double corrected = m[i] / (1.0 - std::pow(0.9, k));
                plain[i] -= 0.01 * corrected / (std::sqrt(v[i] / (1.0 - std::pow(0.999, k))) + 1e-8);
            }
            QVERIFY((theta - plain).norm() < 1e-13);
        }
    }
};

QTEST_APPLESS_MAIN(TestGradients)
#include "test_gradients.moc"
