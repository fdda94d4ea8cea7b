// The quadratic program against all of its active sets tried one by one, and against the conditions of
// optimality.
#include "core/numerics/closest_point.h"
#include "tests/core/solver/algebra_fixture.h"
#include "tests/test_case.h"

#include <Eigen/QR>

#include <cmath>
#include <limits>

using namespace gradewise;

namespace {

double violation(const BandProblem& problem, const Vector& z) {
    const Vector values = problem.normals.transpose() * z;
    return std::max((problem.low - values).maxCoeff(), (values - problem.high).maxCoeff());
}

/// The closest feasible point, by holding every choice of bounds as equations.
Vector byTrying(const BandProblem& problem) {
    const Index n = problem.normals.cols();
    Vector best = problem.wish;
    double least = std::numeric_limits<double>::infinity();
    Index choices = 1;
    for (Index j = 0; j < n; ++j)
        choices *= 3; // free, low, high
    for (Index choice = 0; choice < choices; ++choice) {
        std::vector<Index> held;
        Vector limits(n);
        Index rest = choice;
        for (Index j = 0; j < n; ++j, rest /= 3) {
            if (rest % 3 == 0)
                continue;
            limits(static_cast<Index>(held.size())) = rest % 3 == 1 ? problem.low(j) : problem.high(j);
            held.push_back(j);
        }
        if (static_cast<Index>(held.size()) > problem.normals.rows())
            continue;
        const auto count = static_cast<Index>(held.size());
        const Matrix equations = problem.normals(Eigen::all, held).transpose();
        const Vector step = count == 0 ? Vector(Vector::Zero(problem.wish.size()))
                                       : Vector(equations.completeOrthogonalDecomposition().solve(
                                             limits.head(count) - equations * problem.wish));
        const Vector z = problem.wish + step;
        if (violation(problem, z) <= 1e-9 && step.norm() < least) {
            least = step.norm();
            best = z;
        }
    }
    return best;
}

} // namespace

class TestClosestPoint : public QObject {
    Q_OBJECT

private slots:
    void isTheBestOfAllActiveSets_data() {
        QTest::addColumn<quint64>("seed");
        for (quint64 seed = 1; seed <= 40; ++seed)
            QTest::addRow("seed %llu", seed) << seed;
    }

    void isTheBestOfAllActiveSets() {
        QFETCH(quint64, seed);
        Random random(seed);
        const Index k = 2 + static_cast<Index>(seed % 2);
        const Matrix normals = randomMatrix(random, k, 6);
        const Vector middle = 0.3 * randomMatrix(random, 6, 1).col(0);
        // Around a point that is certainly feasible.
        const Vector inside = normals.transpose() * randomMatrix(random, k, 1).col(0);
        const Vector low = inside - middle.cwiseAbs();
        const Vector high = inside + 0.5 * middle.cwiseAbs();
        const BandProblem problem{normals, low, high, 3.0 * randomMatrix(random, k, 1).col(0), 1e-14};
        const auto found = closestPoint(problem, on);
        QVERIFY(found && found->reached);
        QVERIFY(violation(problem, found->z) <= 1e-12);
        QVERIFY((found->z - byTrying(problem)).norm() <= 1e-8);
        QVERIFY(found->gap <= 1e-12);
    }

    void aWishThatIsAllowedIsGranted() {
        Random random(3);
        const Matrix normals = randomMatrix(random, 4, 50);
        const Vector wish = randomMatrix(random, 4, 1).col(0);
        const Vector values = normals.transpose() * wish;
        const Vector low = values.array() - 0.1;
        const Vector high = values.array() + 0.1;
        const auto found = closestPoint({normals, low, high, wish, 0.0}, on);
        QVERIFY(found && found->z == wish && found->active == 0 && found->gap == 0.0);
    }

    void manyNearlyEqualBoundsAreKept() {
        // 4000 bounds of 30 variables, as close to each other as neighbouring samples are.
        Matrix normals(30, 4000);
        for (Index j = 0; j < normals.cols(); ++j)
            for (Index i = 0; i < normals.rows(); ++i)
                normals(i, j) = std::cos(static_cast<double>(i) * 3.14159 * static_cast<double>(j) / 4000.0);
        const Vector low = Vector::Constant(4000, -0.2);
        const Vector high = Vector::LinSpaced(4000, 0.0, 0.5);
        Random random(5);
        const BandProblem problem{normals, low, high, randomMatrix(random, 30, 1).col(0), 1e-13};
        const auto found = closestPoint(problem, on);
        QVERIFY(found && found->reached);
        QVERIFY2(violation(problem, found->z) <= 1e-11,
                 qPrintable(QString::number(violation(problem, found->z))));
        QVERIFY(found->active > 3);
        QVERIFY(found->gap <= 1e-10 * (found->z - problem.wish).squaredNorm());
    }

    void whatCannotBeIsSaid() {
        Matrix normals(1, 2);
        normals << 1.0, 1.0;
        Vector low(2);
        low << 0.0, 2.0;
        Vector high(2);
        high << 1.0, 3.0; // z ≤ 1 and z ≥ 2
        const auto found = closestPoint({normals, low, high, Vector::Zero(1), 0.0}, on);
        QVERIFY(found && !found->reached);
    }

    void stopsWhenTold() {
        Matrix normals(1, 1);
        normals << 1.0;
        const auto found = closestPoint({normals, Vector::Ones(1), Vector::Ones(1), Vector::Zero(1), 0.0},
                                        [] { return false; });
        QVERIFY(!found);
    }
};

GRADEWISE_TEST(TestClosestPoint)
#include "test_closest_point.moc"
