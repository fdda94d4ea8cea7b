// The parts of variable projection: read-outs and neurons against problems with known answers, the gradient
// against differences.
#include "core/numbers/may_continue.h"
#include "core/numbers/random.h"
#include "core/numerics/lbfgs.h"
#include "core/solver/varpro/varpro_problem.h"
#include "tests/core/random_matrix.h"
#include "tests/core/solver/counting_malloc.h"
#include "tests/test_case.h"

#include <algorithm>
#include <cmath>

using namespace gradewise;

class TestVarProProblem : public QObject {
    Q_OBJECT

private slots:
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
};

GRADEWISE_TEST(TestVarProProblem)
#include "test_varpro_problem.moc"
