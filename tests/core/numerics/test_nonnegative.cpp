// A quadratic program over numbers that are not negative.
#include "core/numbers/may_continue.h"
#include "core/numerics/nonnegative.h"
#include "tests/core/random_matrix.h"
#include "tests/test_case.h"

#include <cmath>

using namespace gradewise;

class TestNonNegative : public QObject {
    Q_OBJECT

private slots:
    void quadraticsOverTheOrthantMeetTheirConditions() {
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            const Matrix a = randomMatrix(12, 20, seed); // more columns than rows: singular
            const Matrix quadratic = a.transpose() * a;
            const Vector linear = a.transpose() * randomMatrix(12, 1, seed + 100).array().abs().matrix() -
                                  Vector::Constant(20, 0.5);
            Vector x = Vector::Zero(20);
            QVERIFY(minimiseNonNegative(quadratic, linear, 1e-12, x, alwaysContinue));
            const Vector slope = quadratic * x - linear;
            QVERIFY(x.minCoeff() >= 0.0);
            QVERIFY(slope.minCoeff() > -1e-9);
            QVERIFY(std::abs(slope.dot(x)) < 1e-9);
            QVERIFY((x.array() > 0.0).count() <= 12);
        }
    }
};

GRADEWISE_TEST(TestNonNegative)
#include "test_nonnegative.moc"
