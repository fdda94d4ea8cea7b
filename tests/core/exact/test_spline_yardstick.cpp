// The yardstick of free-knot splines against splines that are fitted.
#include "core/exact/spline_yardstick.h"
#include "core/onevariable/spline.h"
#include "core/target/target_expression.h"
#include "tests/test_case.h"

#include <cmath>

using namespace gradewise;

namespace {

Expression treeOf(const std::string& text, Interval domain) {
    TargetConfig config;
    config.kind = TargetConfig::Kind::Formula;
    config.formulas = {text};
    config.domain = {domain};
    return std::get<Expression>(expressionOf(config));
}

SplineYardstick yardstickOf(const std::string& text, Interval domain = {0.0, 1.0}) {
    const auto found = splineYardstick(treeOf(text, domain), domain);
    if (const auto* why = std::get_if<std::string>(&found))
        qFatal("%s", why->c_str());
    return std::get<SplineYardstick>(found);
}

} // namespace

class TestSplineYardstick : public QObject {
    Q_OBJECT

private slots:
    void knownIntegrals() {
        // ∫ (9 e^{3x})^½ = 2 (e^1.5 - 1), ∫ (9 e^{3x})^⅖ = 9^⅖ (e^1.2 - 1) / 1.2
        const SplineYardstick e = yardstickOf("exp(3*x)");
        const double half = 2.0 * (std::exp(1.5) - 1.0);
        const double twoFifths = std::pow(9.0, 0.4) * (std::exp(1.2) - 1.0) / 1.2;
        QVERIFY(std::abs(e.sup / (half * half / 16.0) - 1.0) < 1e-6);
        QVERIFY(std::abs(e.l2 / (std::pow(twoFifths, 2.5) / std::sqrt(720.0)) - 1.0) < 1e-6);
        // x² bends evenly: with n equal pieces the best error is (1/n)²/8 with half of it taken off.
        QVERIFY(std::abs(yardstickOf("x^2", {-1.0, 2.0}).supWith(6) - 0.25 / 8.0) < 1e-9);
        QVERIFY(yardstickOf("3*x - 1").sup < 1e-30);
        // ∫ |sin|^½ over a half-wave is 2.3962804694711844; where f'' passes through 0 nothing is lost.
        const double waves = 10.0 * 2.3962804694711844; // ∫ over [0, 1] of 10π |sin 10πx|^½
        QVERIFY(std::abs(yardstickOf("sin(10*pi*x)").sup / (waves * waves / 16.0) - 1.0) < 1e-3);
    }

    void fittedSplinesComeNearIt() {
        const SplineYardstick yardstick = yardstickOf("exp(3*x)");
        const Matrix x = Eigen::RowVectorXd::LinSpaced(20001, 0.0, 1.0);
        const Matrix y = (3.0 * x).array().exp();
        const SortedSamples samples = SortedSamples::of(x, y);
        for (const Index pieces : {10, 20, 40}) {
            // Knots at which ∫ |f''|^⅖ has equal shares are the best ones, asymptotically.
            Spline spline;
            spline.nodes.resize(pieces + 1);
            for (Index k = 0; k <= pieces; ++k)
                spline.nodes(k) =
                    std::log1p(static_cast<double>(k) / static_cast<double>(pieces) * std::expm1(1.2)) / 1.2;
            spline.nodes(pieces) = 1.0;
            SplineValues values(samples, pieces + 1);
            values.fit(spline);
            const double rms = std::sqrt(spline.squares / static_cast<double>(x.cols()));
            const double ratio = rms / yardstick.l2With(pieces);
            QVERIFY2(std::abs(ratio - 1.0) < 0.02, qPrintable(QString::number(ratio)));
        }
    }

    void kinksAndJumpsHaveNone() {
        for (const char* const text :
             {"abs(x - 0.3)", "sqrt(x)", "floor(3*x)", "x < 0.5 ? 0 : x", "1/(x - 0.3)", "(x - 0.3)^-2",
              "tan(4*x)", "atan(tan(4*x))", "tanh(1/(x - 0.3))", "log(abs(x - 0.3))"}) {
            const auto found = splineYardstick(treeOf(text, {0.0, 1.0}), {0.0, 1.0});
            QVERIFY2(std::holds_alternative<std::string>(found), text);
            QVERIFY(std::get<std::string>(found).find("second derivative") != std::string::npos);
        }
    }
};

GRADEWISE_TEST(TestSplineYardstick)
#include "test_spline_yardstick.moc"
