// L-BFGS and Levenberg–Marquardt on problems with known minima.
#include "core/numerics/lbfgs.h"
#include "core/numerics/levenberg_marquardt.h"
#include "tests/test_case.h"

using namespace gradewise;

class TestSearches : public QObject {
    Q_OBJECT

private slots:
    void dampedStepsFindTheMinimumOfRosenbrock() {
        Vector last(2);
        const LevenbergMarquardt::Function function = [&](const Vector& p,
                                                          Vector& g) -> std::optional<double> {
            last = p;
            const Vector r{{10.0 * (p(1) - p(0) * p(0)), 1.0 - p(0)}};
            g = Vector{{-20.0 * p(0) * r(0) - r(1), 10.0 * r(0)}};
            return 0.5 * r.squaredNorm();
        };
        const LevenbergMarquardt::Curvature curvature = [&](Matrix& result) {
            const Matrix jacobian{{-20.0 * last(0), 10.0}, {-1.0, 0.0}};
            result = jacobian.transpose() * jacobian;
            return true;
        };
        LevenbergMarquardt search(2);
        QVERIFY(search.begin(Vector{{-1.2, 1.0}}, function));
        double before = search.value();
        for (int i = 0; i < 100 && search.value() > 1e-25; ++i) {
            const Step step = search.step(function, curvature);
            QVERIFY(step == Step::Moved || search.value() < 1e-20);
            QVERIFY(search.value() <= before);
            before = search.value();
        }
        QVERIFY((search.point() - Vector::Ones(2)).norm() < 1e-10);
    }

    void searchFindsTheMinimumOfRosenbrock() {
        const Lbfgs::Function rosenbrock = [](const Vector& p, Vector& g) -> std::optional<double> {
            const double a = 1.0 - p(0);
            const double b = p(1) - p(0) * p(0);
            g << -2.0 * a - 400.0 * p(0) * b, 200.0 * b;
            return a * a + 100.0 * b * b;
        };
        Lbfgs search(2, 5);
        QVERIFY(search.begin(Vector::Constant(2, -1.2), rosenbrock));
        for (int i = 0; i < 200 && search.step(rosenbrock) == Step::Moved; ++i) {
        }
        QVERIFY((search.point() - Vector::Ones(2)).norm() < 1e-6);
    }
};

GRADEWISE_TEST(TestSearches)
#include "test_searches.moc"
