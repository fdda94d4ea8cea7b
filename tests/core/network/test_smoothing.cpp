// The smoothing against its definition, summed over all nodes, and against what a Gaussian mean must do.
#include "core/network/initialisation.h"
#include "core/network/multigrade_model.h"
#include "core/numbers/random.h"
#include "core/target/sampling.h"
#include "tests/test_case.h"

#include <array>
#include <cmath>

using namespace gradewise;

namespace {

constexpr std::array<double, 4> boole = {14.0, 32.0, 12.0, 32.0}; // once the two ends are halved

Matrix randomPoints(const std::vector<SmoothingAxis>& axes, Index count) {
    Domain domain;
    for (const SmoothingAxis& axis : axes)
        domain.push_back({axis.low, axis.high});
    Random random(3);
    Matrix x(static_cast<Index>(axes.size()), count);
    for (Index j = 0; j < count; ++j)
        for (std::size_t i = 0; i < axes.size(); ++i)
            x(static_cast<Index>(i), j) = j == 0   ? domain[i].low
                                          : j == 1 ? domain[i].high
                                                   : domain[i].low + domain[i].length() * random.uniform();
    return x;
}

/// Σ_j w_j u(s_j) / Σ_j w_j over all nodes, from the definition.
Vector directly(const std::vector<SmoothingAxis>& axes, const Matrix& nodes, const Matrix& values,
                const Vector& x) {
    Vector sum = Vector::Zero(values.rows());
    double size = 0.0;
    for (Index j = 0; j < nodes.cols(); ++j) {
        double weight = 1.0;
        Index rest = j;
        for (std::size_t i = 0; i < axes.size(); ++i) {
            const Index node = rest % axes[i].nodes;
            rest /= axes[i].nodes;
            const bool end = node == 0 || node == axes[i].nodes - 1;
            const double away = x(static_cast<Index>(i)) - nodes(static_cast<Index>(i), j);
            weight *= (end ? 7.0 : boole[static_cast<std::size_t>(node % 4)]) *
                      std::exp(-away * away / (2.0 * axes[i].sigma * axes[i].sigma));
        }
        sum += weight * values.col(j);
        size += weight;
    }
    return sum / size;
}

Smoothing sineSmoothing(double sigma, double frequency, Index nodes) {
    Smoothing smoothing({{-1.0, 1.0, sigma, nodes}});
    smoothing.setValues((frequency * smoothing.nodes(0, nodes)).array().sin().matrix());
    return smoothing;
}

} // namespace

class TestSmoothing : public QObject {
    Q_OBJECT

private slots:
    void isItsDefinition_data() {
        QTest::addColumn<int>("kind");
        QTest::newRow("one variable") << 0;
        QTest::newRow("one variable, at the least sigma") << 1;
        QTest::newRow("two variables, a sigma each") << 2;
        QTest::newRow("three variables") << 3;
    }
    void isItsDefinition() {
        QFETCH(int, kind);
        const std::vector<std::vector<SmoothingAxis>> all = {
            {{-1.0, 2.0, 0.05, 501}},
            {{0.0, 1.0, 2.0 / 400.0, 401}},
            {{-1.0, 1.0, 0.06, 81}, {0.0, 3.0, 0.2, 45}},
            {{0.0, 1.0, 0.1, 21}, {-1.0, 0.0, 0.3, 17}, {2.0, 3.0, 0.2, 13}}};
        const std::vector<SmoothingAxis>& axes = all[static_cast<std::size_t>(kind)];
        Smoothing smoothing(axes);
        const Matrix nodes = smoothing.nodes(0, smoothing.nodeCount());
        Matrix values(2, nodes.cols());
        Random random(5);
        for (Index j = 0; j < nodes.cols(); ++j)
            values.col(j) = Eigen::Vector2d(random.uniform() - 0.5, std::sin(3.0 * nodes.col(j).sum()));
        smoothing.setValues(values);
        const Matrix x = randomPoints(axes, 60);
        const Matrix smoothed = smoothing(x);
        for (Index j = 0; j < x.cols(); ++j)
            QVERIFY((smoothed.col(j) - directly(axes, nodes, values, x.col(j))).cwiseAbs().maxCoeff() <
                    1e-13);
        // A multiple of the function has that multiple as its mean.
        smoothing.scale(-2.0);
        QVERIFY((smoothing(x) + 2.0 * smoothed).cwiseAbs().maxCoeff() < 1e-14);
    }

    void nodesAreTheGridPartByPart() {
        const Smoothing smoothing({{-1.0, 1.0, 0.5, 9}, {0.0, 0.3, 0.2, 9}});
        const Matrix all = grid({{-1.0, 1.0}, {0.0, 0.3}}, 9);
        QCOMPARE(smoothing.nodeCount(), all.cols());
        QVERIFY((smoothing.nodes(0, 81) - all).cwiseAbs().maxCoeff() < 1e-15);
        QVERIFY(smoothing.nodes(13, 40) == smoothing.nodes(0, 81).middleCols(13, 40));
    }

    void constantsStayAsTheyAre() {
        Smoothing smoothing({{0.0, 1.0, 0.01, 1001}, {0.0, 1.0, 0.3, 41}});
        const Vector constant = Eigen::Vector2d(0.1, -1e30 / 3.0);
        smoothing.setValues(constant.replicate(1, smoothing.nodeCount()));
        const Matrix x = randomPoints(smoothing.axes(), 40);
        QVERIFY(smoothing(x) == constant.replicate(1, 40));
    }

    void sinesAreDamped_data() {
        QTest::addColumn<double>("sigma");
        QTest::addColumn<double>("frequency");
        QTest::addColumn<int>("nodes");
        QTest::addColumn<double>("tolerance");
        QTest::newRow("hardly") << 0.01 << 5.0 << 2049 << 1e-13;
        QTest::newRow("to a half") << 0.02 << 60.0 << 2049 << 1e-13;
        QTest::newRow("to nothing") << 0.05 << 120.0 << 2049 << 1e-13;
        // σ/δ = 2, the least allowed: Boole's pattern of four nodes is seen, by less than a thousandth.
        QTest::newRow("at the least sigma") << 0.02 << 10.0 << 201 << 5e-4;
    }
    void sinesAreDamped() {
        QFETCH(double, sigma);
        QFETCH(double, frequency);
        QFETCH(int, nodes);
        QFETCH(double, tolerance);
        const Smoothing smoothing = sineSmoothing(sigma, frequency, nodes);
        // Further than 8 σ from both ends the mean of sin ωx is exp(-σ²ω²/2) sin ωx.
        const double inner = 1.0 - 8.0 * sigma;
        const Matrix x = Eigen::RowVectorXd::LinSpaced(777, -inner, inner);
        const double damping = std::exp(-0.5 * sigma * sigma * frequency * frequency);
        const Matrix expected = damping * (frequency * x).array().sin().matrix();
        const double error = (smoothing(x) - expected).cwiseAbs().maxCoeff();
        QVERIFY2(error < tolerance, qPrintable(QString::number(error)));
    }

    void badAxesAreRefused_data() {
        QTest::addColumn<int>("nodes");
        QTest::addColumn<double>("sigma");
        QTest::newRow("not 4 I + 1") << 102 << 0.1;
        QTest::newRow("too few") << 1 << 0.1;
        QTest::newRow("sigma below two distances") << 101 << 0.0199;
        QTest::newRow("no sigma") << 101 << 0.0;
        QTest::newRow("sigma not a number") << 101 << std::nan("");
    }
    void badAxesAreRefused() {
        QFETCH(int, nodes);
        QFETCH(double, sigma);
        QVERIFY_EXCEPTION_THROWN(Smoothing({{0.0, 1.0, sigma, nodes}}), std::invalid_argument);
    }

    void aModelSumsSmoothedReadOuts() {
        Random random(2);
        MultigradeModel plain(1, 1);
        MultigradeModel model(1, 1);
        const Smoothing smoothing({{0.0, 1.0, 0.03, 5001}});
        const Block first = initialised({1, {9}, 1}, Initialisation::He, random);
        const Block second = initialised({9, {7}, 1}, Initialisation::He, random);
        plain.append({first});
        plain.append({second});
        model.append({first});
        model.append({second, Carry::Hidden, smoothing});
        const Matrix x = grid({{0.0, 1.0}}, 101);
        QVERIFY(model.features(x) == plain.features(x));
        QVERIFY(model.contributions(x)[0] == plain.contributions(x)[0]);
        const Matrix nodes = smoothing.nodes(0, 5001);
        const Matrix atNodes = plain.contributions(nodes)[1];
        const Matrix smoothed = model.contributions(x)[1];
        for (Index j = 0; j < x.cols(); ++j)
            QVERIFY(std::abs(smoothed(0, j) - directly(smoothing.axes(), nodes, atNodes, x.col(j))(0)) <
                    1e-13);
        QVERIFY(model.evaluate(x) == model.contributions(x)[0] + smoothed);
        QVERIFY_EXCEPTION_THROWN(
            MultigradeModel(2, 1).append(
                {initialised({2, {3}, 1}, Initialisation::He, random), Carry::Hidden, smoothing}),
            std::invalid_argument);
    }
};

GRADEWISE_TEST(TestSmoothing)
#include "test_smoothing.moc"
