// Weight decay over sampled neurons, its parts: against the definition and against KKT conditions.
#include "core/numbers/may_continue.h"
#include "core/sampled/ascent.h"
#include "core/sampled/group_lasso.h"
#include "core/sampled/sampled_ramps.h"
#include "tests/core/random_matrix.h"
#include "tests/core/solver/cloud.h"
#include "tests/test_case.h"

#include <algorithm>
#include <cmath>

using namespace gradewise;
using namespace gradewise::weightdecay;

namespace {

Matrix centred(const Matrix& values) {
    return values.colwise() - values.rowwise().mean();
}

} // namespace

class TestSampled : public QObject {
    Q_OBJECT

private slots:
    void theCentralPathLeadsToTheGroupLasso() {
        const Matrix atoms = randomMatrix(15, 40, 3);
        const Matrix wanted = randomMatrix(3, 40, 4);
        const GroupLasso problem{atoms * atoms.transpose() / 40.0, wanted * atoms.transpose() / 40.0, 0.15};
        Matrix c = Matrix::Zero(3, 15);
        for (const double smoothing : {1e-1, 1e-3, 1e-5, 1e-7, 1e-9})
            QVERIFY(centre(problem, smoothing, c, alwaysContinue));
        const Matrix slopes = problem.linear - c * problem.gram;
        Index needed = 0;
        for (Index k = 0; k < 15; ++k) {
            const double size = c.col(k).norm();
            QVERIFY(slopes.col(k).norm() <= problem.price * (1.0 + 1e-6));
            if (size > 1e-4) {
                ++needed;
                QVERIFY((slopes.col(k) - problem.price / size * c.col(k)).norm() < 1e-6 * problem.price);
            }
        }
        QVERIFY(needed > 3 && needed < 15);
    }

    void pricesAreThoseOfTheDefinition() {
        const Cloud samples = cloud(3, 2, 40);
        const Matrix residual = centred(samples.y);
        const Matrix directions = randomMatrix(3, 5, 7).colwise().normalized();
        SampledRamps ramps(samples.x);
        QVERIFY(ramps.add(directions, alwaysContinue));
        SampledRamps::Prices prices;
        QVERIFY(ramps.price(residual, 0, 0.0, 1000, prices, alwaysContinue));
        double largest = 0.0;
        for (Index k = 0; k < 5; ++k)
            for (Index i = 0; i < 40; ++i)
                for (const double side : {1.0, -1.0}) {
                    const auto along =
                        (directions.col(k).transpose() * (samples.x.colwise() - samples.x.col(i)));
                    const Vector ramp = (side * along.array()).max(0.0).matrix().transpose();
                    largest = std::max(largest, (residual * ramp).norm() / 40.0);
                }
        QVERIFY(std::abs(prices.largest - largest) < 1e-13);
        QCOMPARE(prices.peaks.front().size, prices.largest);
        for (const Peak& peak : prices.peaks) {
            const Vector values = ramps.values(peak.ramp);
            QVERIFY(std::abs((residual * values).norm() / 40.0 - peak.size) < 1e-13);
            QVERIFY(std::abs(values.mean()) < 1e-13);
        }
    }

    void searchesClimb() {
        const Cloud samples = cloud(4, 1, 300);
        const Matrix residual = centred(samples.y);
        int climbed = 0;
        for (std::uint64_t seed = 1; seed <= 10; ++seed) {
            const Vector start = randomMatrix(4, 1, seed).normalized();
            const auto found = ascend(samples.x, residual, start, alwaysContinue);
            SampledRamps both(samples.x);
            Matrix directions(4, 2);
            directions << start, found->direction;
            QVERIFY(both.add(directions, alwaysContinue));
            SampledRamps::Prices first;
            SampledRamps::Prices second;
            QVERIFY(both.price(residual, 0, 0.0, 1, first, alwaysContinue) &&
                    both.price(residual, 1, 0.0, 1, second, alwaysContinue));
            QVERIFY(std::abs(found->direction.norm() - 1.0) < 1e-12);
            QVERIFY(std::abs(found->size - second.largest) < 1e-12);
            QVERIFY(found->gain >= 1.0);
            climbed += found->gain > 1.05;
        }
        QVERIFY(climbed >= 8);
    }
};

GRADEWISE_TEST(TestSampled)
#include "test_sampled.moc"
