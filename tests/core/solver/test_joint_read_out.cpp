// The joint read-out against what linear algebra says, and what it must leave alone.
#include "core/solver/read_out/joint_read_out.h"
#include "tests/core/solver/algebra_fixture.h"
#include "tests/test_case.h"

#include <Eigen/QR>

using namespace gradewise;

namespace {

/// Three random grades with every way of handing on, d = 2, t outputs.
MultigradeModel model(Index outputs, Random& random) {
    MultigradeModel result(2, outputs);
    for (const Carry carry : {Carry::HiddenAndInput, Carry::All, Carry::Hidden}) {
        Block block(BlockShape{result.nextInputs(), {5, 7}, outputs, Activation::Relu});
        block.parameters() = randomMatrix(random, block.parameters().size(), 1).col(0);
        result.append({std::move(block), carry});
    }
    return result;
}

Matrix labels(const Matrix& x, Index outputs) {
    Matrix y(outputs, x.cols());
    for (Index output = 0; output < outputs; ++output)
        y.row(output) = (3.0 * x.row(0) + (1.0 + static_cast<double>(output)) * x.row(1)).array().sin();
    return y;
}

/// What no read-outs can go below, by Householder's QR.
double leastNorm(const MultigradeModel& model, const Matrix& x, const Matrix& y) {
    const Matrix features = model.hiddenFeatures(x);
    Matrix all(features.rows() + 1, x.cols());
    all << features, Matrix::Ones(1, x.cols());
    const Matrix best = all.transpose().colPivHouseholderQr().solve(y.transpose());
    return (y.transpose() - all.transpose() * best).norm();
}

} // namespace

class TestJointReadOut : public QObject {
    Q_OBJECT

private slots:
    void isTheLeastSquaresSolution_data() {
        QTest::addColumn<Index>("outputs");
        QTest::newRow("one output") << Index{1};
        QTest::newRow("three outputs") << Index{3};
    }
    void isTheLeastSquaresSolution() {
        QFETCH(Index, outputs);
        Random random(3, "joint", 0);
        const MultigradeModel apart = model(outputs, random);
        const Matrix x = randomMatrix(random, 2, 600);
        const Matrix y = labels(x, outputs);
        const auto joint = jointReadOut(apart, x, y, on);
        QVERIFY(joint.has_value());

        const double least = leastNorm(apart, x, y);
        const double ours = (y - joint->evaluate(x)).norm();
        QVERIFY(least < 0.5 * (y - apart.evaluate(x)).norm()); // there is something to gain
        QVERIFY2(ours <= least * (1.0 + 1e-9), qPrintable(QString::number(ours / least - 1.0)));
    }

    void featuresAndFrozenGradesStay() {
        Random random(4, "joint", 0);
        const MultigradeModel apart = model(1, random);
        const std::uint64_t before = apart.hash();
        const Matrix x = randomMatrix(random, 2, 300);
        const auto joint = jointReadOut(apart, x, labels(x, 1), on);
        QCOMPARE(apart.hash(), before);
        QCOMPARE(joint->grades(), apart.grades());
        QVERIFY(joint->hiddenFeatures(x) == apart.hiddenFeatures(x));
    }

    void aPerfectModelStaysAsItIs() {
        Random random(5, "joint", 0);
        const MultigradeModel apart = model(1, random);
        const Matrix x = randomMatrix(random, 2, 300);
        const Matrix y = apart.evaluate(x);
        const auto joint = jointReadOut(apart, x, y, on);
        QCOMPARE(joint->hash(), apart.hash());
    }

    void moreFeaturesThanSamples() {
        Random random(6, "joint", 0);
        const MultigradeModel apart = model(1, random);
        const Matrix x = randomMatrix(random, 2, 9);
        const Matrix y = labels(x, 1);
        const auto joint = jointReadOut(apart, x, y, on);
        const double left = (y - joint->evaluate(x)).norm();
        QVERIFY2(left <= leastNorm(apart, x, y) + 1e-6 * y.norm(), qPrintable(QString::number(left)));
        QVERIFY(joint->evaluate(randomMatrix(random, 2, 100)).allFinite());
    }

    void endsWhenAsked() {
        Random random(7, "joint", 0);
        const MultigradeModel apart = model(1, random);
        const Matrix x = randomMatrix(random, 2, 2000);
        int left = 3;
        QVERIFY(!jointReadOut(apart, x, labels(x, 1), [&left] { return --left > 0; }).has_value());
        QVERIFY(left >= -2); // it did not go on through all tiles
    }
};

GRADEWISE_TEST(TestJointReadOut)
#include "test_joint_read_out.moc"
