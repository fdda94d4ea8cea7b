// Banded least squares against dense ones.
#include "core/numbers/random.h"
#include "core/numerics/banded_least_squares.h"
#include "tests/test_case.h"

#include <Eigen/QR>

#include <algorithm>

using namespace gradewise;

class TestBandedLeastSquares : public QObject {
    Q_OBJECT

private slots:
    void bandedLeastSquaresMatchesDenseOnes() {
        Random random(1);
        constexpr Index n = 9;
        BandedLeastSquares banded(n);
        banded.begin();
        Matrix dense = Matrix::Zero(3 * n + 1, n + 1);
        Vector right(3 * n + 1);
        for (Index row = 0; row < 3 * n + 1; ++row) {
            BandedLeastSquares::Row entries;
            const Index first = std::min(row / 3, n);
            double* const entry[] = {&entries.one, &entries.two, &entries.three};
            for (Index k = 0; k < 3 && first + k < n; ++k)
                dense(row, 1 + first + k) = *entry[k] = row % 3 < k ? 0.0 : random.normal();
            dense(row, 0) = entries.border = random.normal();
            right(row) = entries.right = random.normal();
            banded.add(first, entries);
        }
        const Vector expected = dense.householderQr().solve(right);
        QVERIFY((banded.solve() - expected).norm() < 1e-11 * expected.norm());
    }
};

GRADEWISE_TEST(TestBandedLeastSquares)
#include "test_banded_least_squares.moc"
