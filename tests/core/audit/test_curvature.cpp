// Exact Hessian-vector products against differences of gradients, and Lanczos against a dense Hessian.
#include "core/audit/curvature.h"
#include "core/network/block_workspace.h"
#include "core/network/initialisation.h"
#include "core/numbers/random.h"
#include "tests/test_case.h"

#include <Eigen/Eigenvalues>

#include <cmath>

using namespace gradewise;

namespace {

struct Case {
    Block block;
    Matrix in;
    Matrix wanted;
};

Case caseOf(const BlockShape& shape, Index samples, std::uint64_t seed = 7) {
    Random random(seed, "curvature");
    Case made{initialised(shape, Initialisation::FanIn, random), Matrix(shape.inputs, samples),
              Matrix(shape.outputs, samples)};
    for (Index i = 0; i < made.in.size(); ++i)
        made.in.data()[i] = random.uniform(-1.0, 1.0);
    for (Index i = 0; i < made.wanted.size(); ++i)
        made.wanted.data()[i] = random.normal();
    return made;
}

/// Gradient of (1 / 2n) Σ |wanted - N(in)|².
Vector gradientOf(const Case& at, const Vector& parameters) {
    Block block = at.block;
    block.parameters() = parameters;
    BlockWorkspace workspace(block.shape());
    Vector gradient = Vector::Zero(parameters.size());
    for (Index begin = 0; begin < at.in.cols(); begin += BlockWorkspace::tileSize) {
        const Index n = std::min(BlockWorkspace::tileSize, at.in.cols() - begin);
        workspace.accumulateGradient(block.parameters(), at.in.data() + begin * at.in.rows(),
                                     at.wanted.data() + begin * at.wanted.rows(), n,
                                     1.0 / static_cast<double>(at.in.cols()), gradient);
    }
    return gradient;
}

Vector byDifferences(const Case& at, const Vector& direction) {
    const double step = 1e-6;
    const Vector& parameters = at.block.parameters();
    return (gradientOf(at, parameters + step * direction) - gradientOf(at, parameters - step * direction)) /
           (2.0 * step);
}

Matrix denseHessian(const Case& at) {
    const Index size = at.block.parameters().size();
    Matrix dense(size, size);
    for (Index i = 0; i < size; ++i)
        dense.col(i) = byDifferences(at, Vector::Unit(size, i));
    return 0.5 * (dense + dense.transpose());
}

} // namespace

class TestCurvature : public QObject {
    Q_OBJECT

private slots:
    void productsAgreeWithDifferences_data() {
        QTest::addColumn<int>("activation");
        QTest::addColumn<int>("layers");
        QTest::addColumn<int>("outputs");
        for (const Activation activation : allOf<Activation>())
            for (const int layers : {0, 1, 2, 3})
                for (const int outputs : {1, 3})
                    QTest::addRow("%s, %d hidden layers, %d outputs", std::string(name(activation)).c_str(),
                                  layers, outputs)
                        << static_cast<int>(activation) << layers << outputs;
    }
    void productsAgreeWithDifferences() {
        QFETCH(int, activation);
        QFETCH(int, layers);
        QFETCH(int, outputs);
        const std::vector<Index> widths = {9, 13, 6};
        BlockShape shape{
            2, {widths.begin(), widths.begin() + layers}, outputs, static_cast<Activation>(activation)};
        const Case at = caseOf(shape, 150); // two tiles, the second short
        HessianProduct hessian(at.block, at.in, at.wanted);
        Random random(3, "directions");
        for (int repeat = 0; repeat < 3; ++repeat) {
            Vector direction(hessian.size());
            for (double& number : direction)
                number = random.normal();
            const Vector exact = hessian(direction);
            const Vector wanted = byDifferences(at, direction);
            const double error = (exact - wanted).norm() / wanted.norm();
            // A ReLU's kink may lie within the step of a few samples.
            const double allowed = shape.activation == Activation::Relu ? 1e-3 : 1e-7;
            QVERIFY2(error < allowed, qPrintable(QString::number(error)));
        }
    }

    void productsAreSymmetric() {
        for (const Activation activation : allOf<Activation>()) {
            const Case at = caseOf({2, {8, 5}, 2, activation}, 200);
            HessianProduct hessian(at.block, at.in, at.wanted);
            Random random(4, "directions");
            Vector u(hessian.size());
            Vector v(hessian.size());
            for (Index i = 0; i < u.size(); ++i) {
                u(i) = random.normal();
                v(i) = random.normal();
            }
            const double one = u.dot(hessian(v));
            QVERIFY(std::abs(one - v.dot(hessian(u))) < 1e-12 * (std::abs(one) + u.norm() * v.norm()));
        }
    }

    void endsOfTheSpectrumAgreeWithTheDenseHessian() {
        for (const Activation activation : {Activation::Sin, Activation::Tanh, Activation::Gelu}) {
            const Case at = caseOf({1, {10}, 1, activation}, 120);
            const Vector eigenvalues = Eigen::SelfAdjointEigenSolver<Matrix>(denseHessian(at)).eigenvalues();
            HessianProduct hessian(at.block, at.in, at.wanted);
            const auto found = curvatureOf(hessian, 31, 0.25);
            QVERIFY(found.has_value());
            const double scale = eigenvalues.cwiseAbs().maxCoeff();
            QVERIFY(std::abs(found->largest - eigenvalues.maxCoeff()) < 1e-6 * scale);
            QVERIFY(std::abs(found->least - eigenvalues.minCoeff()) < 2e-6 * scale);
            QCOMPARE(found->product(), 0.25 * found->largest);
        }
    }

    void theErrorBoundHolds() {
        const Case at = caseOf({2, {40, 20}, 1, Activation::Tanh}, 300);
        HessianProduct hessian(at.block, at.in, at.wanted);
        const auto rough = curvatureOf(hessian, 8, 1.0);
        const auto fine = curvatureOf(hessian, 200, 1.0);
        QVERIFY(rough && fine && fine->products <= 200);
        QVERIFY(fine->largestError <= 2e-6 * fine->largest);
        QVERIFY(fine->largest - rough->largest <= rough->largestError + fine->largestError);
        QVERIFY(rough->largest <= fine->largest * (1.0 + 1e-9));
        QVERIFY(rough->least >= fine->least - 1e-9 * fine->largest);
    }

    void aQuadraticIsKnownExactly() {
        // Without hidden layers the loss is a quadratic: H = [X; 1] [X; 1]ᵀ / n.
        const Case at = caseOf({2, {}, 1, Activation::Relu}, 64);
        Matrix extended(3, 64);
        extended << at.in, Matrix::Ones(1, 64);
        const Matrix dense = extended * extended.transpose() / 64.0;
        const Vector eigenvalues = Eigen::SelfAdjointEigenSolver<Matrix>(dense).eigenvalues();
        HessianProduct hessian(at.block, at.in, at.wanted);
        const auto found = curvatureOf(hessian, 60, 1.0);
        QCOMPARE(found->products, Index{3});
        QVERIFY(std::abs(found->largest - eigenvalues.maxCoeff()) < 1e-14);
        QVERIFY(std::abs(found->least - eigenvalues.minCoeff()) < 1e-14);
    }

    void aLaterLookNearbyKnowsMore() {
        Case at = caseOf({2, {40, 20}, 1, Activation::Tanh}, 300);
        HessianProduct before(at.block, at.in, at.wanted);
        Vector ends;
        QVERIFY(curvatureOf(before, 60, 1.0, &ends));
        QCOMPARE(ends.size(), before.size());
        Random random(5, "nearby");
        for (double& number : at.block.parameters())
            number += 1e-3 * random.normal();
        HessianProduct after(at.block, at.in, at.wanted);
        const auto exact = curvatureOf(after, 300, 1.0);
        const auto cold = curvatureOf(after, 10, 1.0);
        const auto warm = curvatureOf(after, 10, 1.0, &ends);
        QVERIFY(exact && cold && warm && exact->least < 0.0);
        QVERIFY(warm->least - exact->least < 0.2 * (cold->least - exact->least));
        QVERIFY(std::abs(warm->least - exact->least) < 0.02 * std::abs(exact->least));
        QVERIFY(std::abs(warm->largest - exact->largest) < 1e-3 * exact->largest);
    }

    void whatIsNotFiniteHasNone() {
        Case at = caseOf({1, {4}, 1, Activation::Relu}, 20);
        at.block.parameters().setConstant(1e200);
        HessianProduct hessian(at.block, at.in, at.wanted);
        QVERIFY(!curvatureOf(hessian, 10, 1.0));
    }

    void secondDerivatives() {
        for (const Activation activation : allOf<Activation>())
            for (const double z : {-2.3, -0.4, 0.3, 1.7}) {
                const double step = 1e-6;
                const double wanted =
                    (derivative(activation, z + step) - derivative(activation, z - step)) / (2.0 * step);
                QVERIFY(std::abs(secondDerivative(activation, z) - wanted) < 1e-8);
            }
    }
};

GRADEWISE_TEST(TestCurvature)
#include "test_curvature.moc"
