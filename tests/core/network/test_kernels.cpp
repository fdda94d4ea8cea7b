// The kernels' products, samples in tiles, and single precision.
#include "tests/core/network/gradients_fixture.h"
#include "tests/test_case.h"

using namespace gradewise;
using namespace gradewise::gradients_fixture;

class TestKernels : public QObject {
    Q_OBJECT

private slots:
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

    void activationsMatchTheirFormulas() {
        Vector z(1003);
        for (Index i = 0; i < z.size(); ++i)
            z[i] = -40.0 + 0.08 * static_cast<double>(i);
        z[500] = 0.0;
        for (const Activation activation : allOf<Activation>()) {
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
        for (const Activation activation : allOf<Activation>()) {
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

GRADEWISE_TEST(TestKernels)
#include "test_kernels.moc"
