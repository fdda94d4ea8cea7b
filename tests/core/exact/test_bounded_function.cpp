// Enclosures hold what they enclose: values, slopes and second derivatives of formulas.
#include "core/exact/bounded_function.h"
#include "core/exact/broken_line_formula.h"
#include "core/numbers/random.h"
#include "core/target/gallery.h"
#include "core/target/target_expression.h"
#include "tests/core/target/formula_target.h"
#include "tests/test_case.h"

#include <cmath>

using namespace gradewise;

namespace {

Expression treeOf(const TargetConfig& config) {
    auto tree = expressionOf(config);
    if (const auto* why = std::get_if<std::string>(&tree))
        qFatal("%s", why->c_str());
    return std::get<Expression>(std::move(tree));
}

/// Every operation at least once, over an interval on which it is defined.
const std::vector<std::pair<const char*, Interval>>& formulas() {
    static const std::vector<std::pair<const char*, Interval>> all = {
        {"sin(7*x) + cos(3*x)*tan(x)", {-1.2, 1.2}},
        {"exp(-1e6*(x-0.123456)^2)", {0, 1}},
        {"1/(x + 1e-3)", {0, 1}},
        {"abs(x - 1/3) + |x - 0.7|^3", {0, 1}},
        {"|x-0.3|^0.3", {0, 1}},
        {"sqrt(x) + cbrt(x - 0.5)", {0, 1}},
        {"x^5 - 2x^-3 + x^2.5 - x^(-0.5) + 2^x + x^x", {0.1, 3}},
        {"log(x) + log2(x) + log10(x)", {0.01, 5}},
        {"asin(x) + acos(x)^2 - atan(3*x)", {-1, 1}},
        {"sinh(x)*cosh(2*x) - tanh(9*x)", {-2, 2}},
        {"asinh(x) + acosh(x + 2.5) + atanh(x/2)", {-1.5, 1.5}},
        {"atan2(sin(x), cos(x)) + hypot(x, 1 - x)", {-3, 3}},
        {"min(x^2, 0.3, 1 - x) + max(x, 0.2)*clamp(3x, 0.5, 1.5)", {-1, 1}},
        {"floor(3*x) + ceil(2*x) - round(5*x) + trunc(4*x) + frac(7*x)", {-1, 1}},
        {"mod(3*x, 0.7) + sign(x) + step(x - 0.2)", {-1, 1}},
        {"x < 0.3 ? sin(9*x) : x^2", {0, 1}},
        {"if(abs(x) < 1, exp(1 - 1/(1 - x^2)), 0)", {-1.5, 1.5}},
        {"(0.2 < x <= 0.5) + (x >= 0.8)*2 + (!(x > 0.1) && x != 0.05) + (x == 0.25 || x > 0.9)", {0, 1}},
        {"sinc(5*x) + erf(2*x) - erfc(x)*relu(x)", {-1, 1}},
        {"sec(x) + csc(x + 2) + cot(x + 2)", {-1, 1}},
        {"0.6*sin(200*pi*x) + 0.8*cos(160*pi*x^2)", {-1, 1}},
    };
    return all;
}

} // namespace

class TestBoundedFunction : public QObject {
    Q_OBJECT

private slots:
    void enclosuresHoldEverySample_data() {
        QTest::addColumn<int>("index");
        int index = 0;
        for (const auto& [text, domain] : formulas())
            QTest::addRow("%s", text) << index++;
    }
    void enclosuresHoldEverySample() {
        QFETCH(int, index);
        const auto& [text, domain] = formulas()[static_cast<std::size_t>(index)];
        const TargetConfig config = formula(text, domain);
        const Target target = std::get<Target>(makeTarget(config));
        const BoundedFunction function(treeOf(config));
        Random random(11);
        int finite = 0;
        int curved = 0;
        for (int trial = 0; trial < 2000; ++trial) {
            const double width = domain.length() * std::pow(10.0, -9.0 * random.uniform());
            const double low = domain.low + (domain.length() - width) * random.uniform();
            const Enclosure box{low, std::min(domain.high, low + width)};
            const Jet jet = function.over(box);
            const Enclosure values = function.values(box);
            QVERIFY(jet.value.low <= jet.value.high && jet.first.low <= jet.first.high &&
                    jet.second.low <= jet.second.high);
            finite += jet.value.bounded() ? 1 : 0;
            curved += jet.second.bounded() ? 1 : 0;
            // Three points in the box: values, slopes, divided differences.
            Matrix x(1, 3);
            for (double& one : x.reshaped())
                one = std::clamp(box.low + (box.high - box.low) * random.uniform(), box.low, box.high);
            const Matrix y = target(x);
            for (Index i = 0; i < 3; ++i) {
                QVERIFY2(jet.value.contains(y(0, i)) && values.contains(y(0, i)),
                         qPrintable(QString("x = %1, f = %2, in [%3, %4]")
                                        .arg(x(0, i), 0, 'g', 17)
                                        .arg(y(0, i), 0, 'g', 17)
                                        .arg(jet.value.low, 0, 'g', 17)
                                        .arg(jet.value.high, 0, 'g', 17)));
                QVERIFY(function.values(point(x(0, i))).contains(y(0, i)));
            }
            const double h = x(0, 1) - x(0, 0);
            const double k = x(0, 2) - x(0, 1);
            if (std::abs(h) < 1e-5 || std::abs(k) < 1e-5 || std::abs(h + k) < 1e-5)
                continue;
            const double noise = 1e-14 * (1.0 + y.cwiseAbs().maxCoeff());
            const double slope = (y(0, 1) - y(0, 0)) / h;
            QVERIFY(slope >= jet.first.low - noise / std::abs(h) &&
                    slope <= jet.first.high + noise / std::abs(h));
            const double bend = 2.0 * ((y(0, 2) - y(0, 1)) / k - slope) / (h + k);
            const double bendNoise = 8.0 * noise / (std::min(std::abs(h), std::abs(k)) * std::abs(h + k));
            QVERIFY2(
                bend >= jet.second.low - bendNoise && bend <= jet.second.high + bendNoise,
                qPrintable(QString("%1 in [%2, %3]").arg(bend).arg(jet.second.low).arg(jet.second.high)));
        }
        QVERIFY2(finite > 1000, qPrintable(QString::number(finite)));
        const bool neverSmooth = std::string_view(text).starts_with("|x-0.3|");
        QVERIFY2(curved > 250 || neverSmooth, qPrintable(QString::number(curved)));
    }

    void regularityIsCertain_data() {
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::addColumn<int>("regularity");
        const auto row = [](const char* text, double low, double high, Regularity regularity) {
            QTest::newRow(text) << low << high << static_cast<int>(regularity);
        };
        using enum Regularity;
        // Quotients and powers.
        row("1/(x - 0.5)", 0.4, 0.6, Unbounded);
        row("1/(x - 0.5) ", 0.4, 0.5, Unbounded);
        row("1/(x - 0.7)", 0.4, 0.6, Continuous);
        row("x/x", -1, 1, NoValue);
        row("1/(1/x)", -1, 1, Unbounded); // an inner pole, taken for any number
        row("1/(1/x^2)", -1, 1, Jumping);
        row("(x - 0.5)^-1", 0.4, 0.6, Unbounded);
        row("(x - 0.5)^-2", 0.4, 0.6, Unbounded);
        row("(x - 0.5)^3", 0.4, 0.6, Continuous);
        row("x^0.5", 0, 1, Continuous);
        row("x^0.5 ", -1, 1, NoValue);
        row("x^-0.5", 0, 1, Unbounded);
        row("x^x", 0, 1, Jumping);
        row("x^(x + 1)", 0, 1, Continuous);
        row("x^(x - 0.5)", 0, 1, Unbounded);
        row("x^x ", -0.1, 1, NoValue);
        row("2^x", -3, 3, Continuous);
        row("(-2)^x", 1, 2, NoValue);
        row("x*log(x)", 0, 1, NoValue);
        row("1/x - 1/x", -1, 1, NoValue);
        row("1/x + 1/x^2", 1, 2, Continuous);
        row("exp(1000*x)", 0, 1, Unbounded); // overflow
        // Bounded functions of poles: a jump, or no value at infinity.
        row("atan(1/x)", -1, 1, Jumping);
        row("tanh(1/x)", -1, 1, Jumping);
        row("erf(1/x)", -1, 1, Jumping);
        row("exp(-1/x^2)", -1, 1, Jumping);
        row("1/(1 + exp(1/x))", -1, 1, Jumping);
        row("clamp(1/x, -5, 5)", -1, 1, Jumping);
        row("min(1/x, 5)", -1, 1, Unbounded);
        row("sign(1/x)", -1, 1, Jumping);
        row("sin(1/x)", -1, 1, NoValue);
        row("mod(1/x, 1)", -1, 1, NoValue);
        row("sinc(1/x)", -1, 1, NoValue);
        row("floor(1/x)", -1, 1, Unbounded);
        row("frac(1/x)", -1, 1, NoValue);
        row("cbrt(1/x)", -1, 1, Unbounded);
        row("asinh(1/x)", -1, 1, Unbounded);
        row("cosh(1/x)", -1, 1, Unbounded);
        // Poles that have no value by any convention.
        row("tan(x)", 1, 2, NoValue);
        row("atan(tan(x))", 1, 2, NoValue);
        row("min(tan(x), 5)", 1, 2, NoValue);
        row("tan(x) ", 1.6, 4, Continuous);
        row("sec(x)", 1, 2, Unbounded);
        row("csc(x)", -1, 1, Unbounded);
        row("cot(x)", -1, 1, Unbounded);
        row("cot(x) ", 1, 2, Continuous);
        // Ends of domains of definition.
        row("log(x)", 0, 1, Unbounded);
        row("log(x) ", -1, 1, NoValue);
        row("log(x)  ", 0.1, 1, Continuous);
        row("sqrt(x)", 0, 1, Continuous);
        row("sqrt(x) ", -1e-300, 1, NoValue);
        row("sqrt(1 - x^2)", -1, 1, Continuous);
        row("asin(x)", -1, 1, Continuous);
        row("acos(x)", -1.1, 0, NoValue);
        row("acosh(x)", 1, 2, Continuous);
        row("acosh(x) ", 0.9, 2, NoValue);
        row("atanh(x)", -0.5, 0.5, Continuous);
        row("atanh(x) ", 0, 1, Unbounded);
        row("atanh(x)  ", 0, 1.1, NoValue);
        // Jumps.
        row("floor(x)", 0.5, 1.5, Jumping);
        row("floor(x) ", 0.25, 0.75, Continuous);
        row("round(x)", 0.25, 0.75, Jumping);
        row("mod(x, 0.3)", 0.2, 0.4, Jumping);
        row("mod(x, 0.3) ", 0.1, 0.2, Continuous);
        row("mod(0.3, x)", -1, 1, NoValue);
        row("step(x)", -1, 1, Jumping);
        row("step(x/x)", -1, 1, NoValue);
        row("atan2(x, -1)", -1, 1, Jumping);
        row("atan2(x, 1)", -1, 1, Continuous);
        row("atan2(1, x)", -1, 1, Continuous);
        row("max(floor(x), 7)", 0.5, 1.5, Continuous);
        // Comparisons always say something, branches count where they are taken.
        row("x < 0.5", 0, 1, Jumping);
        row("log(x) < 5", -1, 1, Jumping);
        row("if(x < 0.5, 0, 1/(x - 0.5))", 0, 1, Unbounded);
        row("if(x <= 0.5, 0, log(x - 0.5))", 0, 1, Jumping);
        row("if(x < 0, 0, sqrt(x))", -1, 1, Jumping);
        row("if(abs(x) < 1, exp(1 - 1/(1 - x^2)), 0)", -2, 2, Jumping);
        row("if(x <= 0, 1/(x + 2), 1)", -3, 3, Unbounded);
        row("if(x < 7, x, 1/x)", 0, 1, Continuous);
        row("if(x/x, 1, 2)", -1, 1, NoValue);
    }
    void regularityIsCertain() {
        QFETCH(double, low);
        QFETCH(double, high);
        QFETCH(int, regularity);
        const QByteArray text = QByteArray(QTest::currentDataTag());
        const BoundedFunction function(treeOf(formula(text.toStdString(), {low, high})));
        const Jet jet = function.over({low, high});
        QCOMPARE(static_cast<int>(jet.regularity), regularity);
        QCOMPARE(function.trouble({low, high}).has_value(), jet.regularity < Regularity::Jumping);
        if (jet.regularity >= Regularity::Jumping)
            QVERIFY(jet.value.bounded());
        // Slopes bound nothing across a pole or a jump.
        if (jet.regularity != Regularity::Continuous)
            QVERIFY(!jet.first.bounded() && !jet.second.bounded());
    }

    void constantsAreWhatTheFormulaMakesOfThem() {
        for (const char* text :
             {"x + erfc(5)", "x + log2(8)", "x + hypot(3, 4)", "x + sec(1)", "x + min(3, 1, 2)",
              "x + clamp(5, 2, 1)", "x + frac(-0.25)", "x + relu(-2)", "x + heaviside(0)"}) {
            const TargetConfig config = formula(text);
            const Target target = std::get<Target>(makeTarget(config));
            QCOMPARE(valueAt(treeOf(config), 0.0), target(Matrix::Zero(1, 1))(0, 0));
        }
    }

    void zerosKnowTheirSign() {
        const auto values = [](const char* text, Enclosure x) {
            return BoundedFunction(treeOf(formula(text, {x.low, x.high}))).values(x);
        };
        // 1/x² is large and positive on either side, 1/x and 1/-x² are not.
        QVERIFY(values("atan(1/x^2)", {-0.1, 0.1}).low > 1.0);
        QVERIFY(values("atan(1/-(x^2))", {-0.1, 0.1}).high < -1.0);
        QVERIFY(values("atan(1/abs(x))", {-0.1, 0.1}).low > 1.0);
        QVERIFY(values("atan(1/x)", {0.0, 0.1}).low > 1.0);
        // At x = 0 this is 1/-0, which is -infinity.
        QVERIFY(values("atan(1/(-x))", {-0.1, 0.0}).low < -1.0);
        // A power of -0 is minus infinity where the exponent is negative and odd, and infinity otherwise.
        QVERIFY(values("sign(pow(0*x - 0, x))", {-1.0, -0.999}).contains(-1.0));
        QVERIFY(values("pow(-floor(x), x - 1)", {0.0, 0.1}).high == std::numeric_limits<double>::infinity());
        QVERIFY(values("atan(pow(abs(x), -1 - x))", {0.0, 0.1}).low > 1.0);
    }

    void smallBoxesAreEnclosedTightly() {
        const BoundedFunction function(treeOf(formula("exp(3*x)*sin(20*x)")));
        for (const double x : {0.1, 0.5, 0.9}) {
            const Jet jet = function.over({x, x + 1e-6});
            const double first = std::exp(3 * x) * (3 * std::sin(20 * x) + 20 * std::cos(20 * x));
            const double second = std::exp(3 * x) * (120 * std::cos(20 * x) + (9 - 400) * std::sin(20 * x));
            QVERIFY(jet.first.contains(first) && jet.first.width() < 0.1);
            QVERIFY(jet.second.contains(second) && jet.second.width() < 2.0);
        }
    }

    void exactArithmeticStaysExact() {
        const BoundedFunction function(treeOf(formula("1 - x^2 + 2*x/4", {-2, 2})));
        for (const double x : {1.0, 0.5, -1.5})
            QVERIFY(function.values(point(x)).isPoint());
        QVERIFY(!BoundedFunction(treeOf(formula("x/3"))).values(point(1.0)).isPoint());
        for (const double x : {-0.15, 0.001, 0.1}) // also where the series of sinc is used
            QVERIFY(BoundedFunction(treeOf(formula("sinc(x)"))).values(point(x)).width() < 1e-13);
    }

    void whatCannotBeBoundedIsSaid() {
        for (const auto& [config, word] :
             {std::pair{formula("gamma(x + 1)"), "gamma"}, std::pair{formula("sin("), "too early"}}) {
            const auto tree = expressionOf(config);
            QVERIFY(std::holds_alternative<std::string>(tree));
            QVERIFY2(std::get<std::string>(tree).find(word) != std::string::npos,
                     std::get<std::string>(tree).c_str());
        }
        TargetConfig takagi;
        takagi.id = "takagi";
        QVERIFY(std::holds_alternative<std::string>(expressionOf(takagi)));
        TargetConfig plane;
        plane.id = "franke";
        QVERIFY(std::holds_alternative<std::string>(expressionOf(plane)));
    }

    void parametersHaveTheirValues() {
        TargetConfig config = formula("a*sin(w*x) + c");
        config.parameters = {{"a", 2.0}, {"w", 3.0}}; // c is 1
        QVERIFY(std::abs(valueAt(treeOf(config), 0.4) - (2 * std::sin(1.2) + 1)) < 1e-15);
    }

    void treesOfTheGalleryMeanTheTarget() {
        for (const GalleryEntry& entry : gallery()) {
            if (entry.domain.size() != 1 || entry.editableFormula.empty())
                continue;
            TargetConfig config;
            config.id = entry.id;
            const Expression tree = treeOf(config);
            Matrix x(1, 501);
            for (Index i = 0; i < x.cols(); ++i)
                x(0, i) =
                    entry.domain[0].low + entry.domain[0].length() * (static_cast<double>(i) + 0.3) / 501.0;
            const Matrix y = entry.function(x);
            for (Index i = 0; i < x.cols(); ++i)
                QVERIFY2(std::abs(valueAt(tree, x(0, i)) - y(0, i)) < 1e-11, entry.id.c_str());
        }
    }

    void brokenLinesBendWhereTheyBend() {
        const auto bends = [](const char* text) { return bendsOf(treeOf(formula(text)), {0.0, 1.0}); };
        QCOMPARE(bends("3*x - 1"), std::vector<double>{});
        QCOMPARE(bends("abs(x - 0.5)"), std::vector<double>{0.5});
        QCOMPARE(bends("max(0, min(4*x - 1, 1))/3"), (std::vector<double>{0.25, 0.5}));
        const auto nested = bends("abs(abs(abs(x - 0.5) - 0.25) - 0.125)");
        QVERIFY(nested.has_value());
        QCOMPARE(nested->size(), std::size_t{7});
        QVERIFY(!bends("sin(x)").has_value());
        QVERIFY(!bends("x*abs(x)").has_value());
        QVERIFY(!bends("floor(3*x)").has_value());
    }
};

GRADEWISE_TEST(TestBoundedFunction)
#include "test_bounded_function.moc"
