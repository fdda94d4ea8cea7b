// Gradients of every activation, depth and shape against central differences, and the kernels against plain
// formulas. Run for each instruction set of the machine (see tests/CMakeLists.txt).
#include "core/network/block_workspace.h"
#include "core/network/initialisation.h"
#include "core/numbers/random.h"
#include "tests/test_case.h"

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
    return 0.5 * workspace.squaredError(block.parameters(), x, y);
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

    void productsMatchPlainLoops_data() {
        QTest::addColumn<int>("rows");
        QTest::addColumn<int>("columns");
        // Whole vectors of every instruction set and what is left beside them; more than one panel; more
        // inner indices than are summed at once.
        for (const auto& [rows, columns] : {std::pair{1, 1},
                                            {1, 19},
                                            {2, 3},
                                            {5, 7},
                                            {8, 4},
                                            {13, 1},
                                            {16, 33},
                                            {24, 9},
                                            {31, 2},
                                            {40, 64},
                                            {56, 5},
                                            {67, 50},
                                            {300, 3},
                                            {3, 300},
                                            {100, 515}})
            QTest::addRow("%d x %d", rows, columns) << rows << columns;
    }

    void productsMatchPlainLoops() {
        QFETCH(int, rows);
        QFETCH(int, columns);
        const kernels::Table& kernel = kernels::active();
        for (const Index n : {1, 3, 4, 130, 300}) {
            Random random(static_cast<std::uint64_t>(rows * columns + n));
            const Matrix weights = randomMatrix(rows, columns, random);
            const Vector bias = randomMatrix(rows, 1, random);
            const Matrix in = randomMatrix(columns, n, random);
            const Matrix delta = randomMatrix(rows, n, random);
            const Matrix mask = randomMatrix(columns, n, random);
            const kernels::AffineMap map{weights.data(), bias.data(), rows, columns};
            const auto near = [](const Matrix& a, const Matrix& b) {
                return (a - b).norm() <= 1e-13 * (1.0 + b.norm());
            };
            const Matrix plain = weights.lazyProduct(in).colwise() + bias;
            Matrix out(rows, n);
            kernel.affine(map, in.data(), n, out.data());
            QVERIFY(near(out, plain));
            kernel.layer(Activation::Relu, map, in.data(), n, out.data());
            QVERIFY(near(out, plain.cwiseMax(0.0)));

            Matrix sums = Matrix::Ones(rows, columns);
            Vector sum = Vector::Ones(rows);
            kernel.accumulate(map, delta.data(), in.data(), n, sums.data(), sum.data());
            QVERIFY(near(sums, Matrix::Ones(rows, columns) + delta.lazyProduct(in.transpose())));
            QVERIFY(near(sum, Vector::Ones(rows) + delta.rowwise().sum()));

            const Matrix back = weights.transpose().lazyProduct(delta);
            Matrix below(columns, n);
            kernel.backpropagate(Activation::Sin, map, delta.data(), nullptr, mask.data(), n, below.data());
            QVERIFY(near(below, back.cwiseProduct(mask)));
            const Matrix cut = (mask.array() > 0.0).select(back, 0.0);
            kernel.backpropagateRelu(map, delta.data(), mask.data(), n, below.data());
            QVERIFY(near(below, cut));
            const Matrix marked = (mask.array() > 0.0).select(mask, -0.0);
            kernel.backpropagate(Activation::Relu, map, delta.data(), marked.data(), nullptr, n,
                                 below.data());
            QVERIFY(near(below, cut));
        }
    }

    void samplesDoNotDependOnTheirTile() {
        Random random(12);
        for (const Index rows : {1, 21}) {
            const Matrix weights = randomMatrix(rows, 37, random);
            const Vector bias = randomMatrix(rows, 1, random);
            const Matrix in = randomMatrix(37, 11, random);
            const kernels::AffineMap map{weights.data(), bias.data(), rows, 37};
            Matrix whole(rows, 11);
            kernels::active().affine(map, in.data(), 11, whole.data());
            for (Index j = 0; j < 11; ++j) {
                Vector alone(rows);
                kernels::active().affine(map, in.col(j).data(), 1, alone.data());
                QVERIFY(alone == whole.col(j));
            }
        }
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

    /// The kernels for float are the ones for double, but for the size of their numbers.
    void singlePrecisionAgreesWithDouble_data() {
        QTest::addColumn<std::vector<Index>>("hidden");
        QTest::addColumn<Index>("outputs");
        QTest::addRow("one wide layer") << std::vector<Index>{67} << Index{1};
        QTest::addRow("two layers") << std::vector<Index>{16, 31} << Index{1};
        QTest::addRow("several outputs") << std::vector<Index>{5, 9} << Index{3};
        QTest::addRow("no hidden layer") << std::vector<Index>{} << Index{1};
    }

    void singlePrecisionAgreesWithDouble() {
        QFETCH(std::vector<Index>, hidden);
        QFETCH(Index, outputs);
        Random random(31);
        for (const Activation activation : allActivations()) {
            const BlockShape shape{3, hidden, outputs, activation};
            // Numbers that float holds exactly, so that no kink lies between the two roundings of one.
            const VectorOf<float> few = randomMatrix(shape.parameterCount(), 1, random).cast<float>();
            const MatrixOf<float> fewIn = randomMatrix(3, 101, random).cast<float>();
            const MatrixOf<float> fewWanted = randomMatrix(outputs, 101, random).cast<float>();
            const Vector parameters = few.cast<double>();
            const Matrix in = fewIn.cast<double>();
            const Matrix wanted = fewWanted.cast<double>();
            BlockWorkspace workspace(shape);
            BlockWorkspaceOf<float> single(shape);
            Vector gradient = Vector::Zero(parameters.size());
            VectorOf<float> fewGradient = VectorOf<float>::Zero(parameters.size());
            const double squares =
                workspace.accumulateGradient(parameters, in.data(), wanted.data(), 101, 0.01, gradient);
            const double fewSquares =
                single.accumulateGradient(few, fewIn.data(), fewWanted.data(), 101, 0.01F, fewGradient);
            QVERIFY2(std::abs(fewSquares - squares) <= 1e-5 * squares, name(activation).data());
            QVERIFY2((fewGradient.cast<double>() - gradient).norm() <= 1e-5 * gradient.norm(),
                     name(activation).data());
            const double error = workspace.squaredError(parameters, in, wanted);
            QVERIFY(std::abs(single.squaredError(few, fewIn, fewWanted) - error) <= 1e-5 * error);
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

GRADEWISE_TEST(TestGradients)
#include "test_gradients.moc"
