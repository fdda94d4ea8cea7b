// Whitened features: unit covariance, parts with units of their own.
#include "core/numerics/whitening.h"
#include "tests/core/random_matrix.h"
#include "tests/test_case.h"

#include <vector>

using namespace gradewise;

class TestWhitening : public QObject {
    Q_OBJECT

private slots:
    void whitenedFeaturesHaveUnitCovariance() {
        Matrix features = randomMatrix(6, 400, 1);
        features.row(4) = 1e-3 * features.row(0) + 1e-6 * features.row(4);
        features.row(5) = 2.0 * features.row(1) - features.row(2); // adds no direction
        features.row(3).array() += 50.0;
        const Whitening whitened = whitening(features);
        QCOMPARE(whitened.map.rows(), 5);
        const Matrix samples = whitened.apply(features);
        QVERIFY(samples.rowwise().mean().cwiseAbs().maxCoeff() < 1e-8);
        const Matrix covariance = samples * samples.transpose() / 400.0;
        QVERIFY((covariance - Matrix::Identity(5, 5)).cwiseAbs().maxCoeff() < 1e-6);
    }

    void unitsOfPartsAreTheirOwn() {
        Matrix features = randomMatrix(5, 400, 1);
        features.row(2) *= 1e-9; // of the first three: nothing beside the others
        features.row(3) *= 1e9;
        features.row(4) *= 1e-3;
        QCOMPARE(whitening(features).map.rows(), 1);
        const std::vector<Index> parts = {3, 1, 1};
        const Whitening whitened = whitening(features, parts);
        QCOMPARE(whitened.map.rows(), 4);
        QVERIFY(whitened.map.col(2).isZero(0.0));
        const Matrix samples = whitened.apply(features);
        const Matrix covariance = samples * samples.transpose() / 400.0;
        QVERIFY((covariance - Matrix::Identity(4, 4)).cwiseAbs().maxCoeff() < 1e-6);
    }

    void constantFeaturesLeaveNoDirection() {
        QCOMPARE(whitening(Matrix::Constant(3, 20, 4.0)).map.rows(), 0);
    }
};

GRADEWISE_TEST(TestWhitening)
#include "test_whitening.moc"
