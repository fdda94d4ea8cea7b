// The values of everything that a formula can say.
#include "tests/core/formula/typed_formula.h"
#include "tests/test_case.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numbers>

using namespace gradewise;

namespace {

constexpr double pi = std::numbers::pi;
constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();

} // namespace

class TestFormulaValues : public QObject {
    Q_OBJECT

private slots:
    void value_data();
    void value();
};

void TestFormulaValues::value_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<double>("x");
    QTest::addColumn<double>("expected");
    const auto row = [](const char* text, double x, double expected) {
        QTest::newRow(qPrintable(QString("%1 at %2").arg(QString::fromUtf8(text).simplified()).arg(x)))
            << QString::fromUtf8(text) << x << expected;
    };
    // Numbers
    row("0.5", 0, 0.5);
    row(".5x", 3, 1.5);
    row("5.*x", 3, 15);
    row("1e-3", 0, 1e-3);
    row("1.5E+2x", 2, 300);
    row("2*e", 0, 2 * std::numbers::e);
    row("2 e - x", 1, 2 * std::numbers::e - 1);
    row("2e^x", 1, 2 * std::numbers::e);
    row("2e^(-x)", 1, 2 / std::numbers::e);
    row("2e**x", 1, 2 * std::numbers::e);
    row("2e²", 1, 2 * std::numbers::e * std::numbers::e);
    row("2e3x", 2, 4000);
    row("1e+3 + 1e-03", 0, 1000.001);
    row("0x", 2, 0);
    row("0.5x + 0*x", 2, 1);
    row("½x + ¼ + ¾", 2, 2);
    row("1e-300", 0, 1e-300);
    row("0.1", 0, 0.1);
    // Operators and their order
    row("2 - 3 - 4", 0, -5);
    row("2 - (3 - 4)", 0, 3);
    row("12/3/2", 0, 2);
    row("12/(3/2)", 0, 8);
    row("2 + 3*x", 4, 14);
    row("(2 + 3)*x", 4, 20);
    row("-x^2", 3, -9);
    row("(-x)^2", 3, 9);
    row("2^3^2", 0, 512);
    row("(2^3)^2", 0, 64);
    row("2^-x", 2, 0.25);
    row("2^-3^2", 0, std::pow(2, -9));
    row("--x", 3, 3);
    row("---x", 3, -3);
    row("2*-x", 3, -6);
    row("-x*-x", 3, 9);
    row("1 - -x", 3, 4);
    row("x**2", 3, 9);
    row("x\n+\t1\r\n", 3, 4);
    // Comparisons: legitimate signs with '='
    row("x == 0.5", 0.5, 1);
    row("x == 0.5", 0.4, 0);
    row("x != 0.5", 0.4, 1);
    row("x <= 0.5", 0.5, 1);
    row("x >= 0.5", 0.4, 0);
    row("x < -1", -2, 1);
    row("x ≤ 1", 1, 1);
    row("x ≥ 1", 0, 0);
    row("x ≠ 1", 1, 0);
    row("0 < x < 1", 0.5, 1);
    row("0 < x < 1", 2, 0);
    row("0 < x < 1", -1, 0);
    row("1 >= x > 0", 1, 1);
    row("x < 0 || x > 1", 2, 1);
    row("x < 0 || x > 1", 0.5, 0);
    row("x > 0 && x < 1", 0.5, 1);
    row("x > 0 && x < 1", 1.5, 0);
    row("x < 0 || x > 1 && x < 2", 3, 0);
    row("!(x < 0)", 1, 1);
    row("(x<0.5) + 2(x>=0.5)", 0.5, 2);
    row("x < 0.5 ? 1 : 2", 0.4, 1);
    row("x < 0.5 ? 1 : x < 0.7 ? 2 : 3", 0.6, 2);
    row("x < 0.5 ? 1 : x < 0.7 ? 2 : 3", 0.8, 3);
    row("if(x < 0.5, x^2, 1 - x)", 0.25, 0.0625);
    row("if(x < 0.5, x^2, 1 - x)", 0.75, 0.25);
    row("if(x == 0, 1, sin(x)/x)", 0, 1);
    // Factors side by side
    row("3x", 2, 6);
    row("2(x+1)", 2, 6);
    row("(x+1)(x-1)", 3, 8);
    row("2pi x", 0.5, pi);
    row("2πx", 0.5, pi);
    row("2 π x", 0.5, pi);
    row("τx", 0.5, pi);
    row("x sin(x)", 2, 2 * std::sin(2));
    row("x(x+1)", 2, 6);
    row("(x+1)x", 2, 6);
    row("2x^2", 3, 18);
    row("3x²", 2, 12);
    row("sin(x)cos(x)", 1, std::sin(1) * std::cos(1));
    row("sin(x)x", 2, 2 * std::sin(2));
    row("1/2*x", 3, 1.5);
    row("2x/4", 2, 1);
    row("e^x sin x", 1, std::numbers::e * std::sin(1));
    row("e^2 x", 3, 3 * std::numbers::e * std::numbers::e);
    row("x^2x", 2, 8);
    // Functions without brackets
    row("sin x", 1, std::sin(1));
    row("sin 2πx", 0.25, 1);
    row("sin 2πx + 1", 0.25, 2);
    row("sin x + 1", 1, std::sin(1) + 1);
    row("sin x cos x", 1, std::sin(1) * std::cos(1));
    row("2 sin x cos 3x", 1, 2 * std::sin(1) * std::cos(3));
    row("sin x / cos x", 1, std::tan(1));
    row("sin x^2", 2, std::sin(4));
    row("sin x²", 2, std::sin(4));
    row("sin²x", 2, std::pow(std::sin(2), 2));
    row("sin^2 x", 2, std::pow(std::sin(2), 2));
    row("sin^2(x) + cos^2(x)", 2, 1);
    row("sin(x)^2", 2, std::pow(std::sin(2), 2));
    row("sin -x", 1, -std::sin(1));
    row("exp -x²", 2, std::exp(-4));
    row("sin cos x", 1, std::sin(std::cos(1)));
    row("sin |x|", -2, std::sin(2));
    // Bars
    row("|x|", -2, 2);
    row("|x - ½|", 0.25, 0.25);
    row("|x-|x-1||", 0.25, 0.5);
    row("||x|-1|", -0.25, 0.75);
    row("2|x|", -2, 4);
    row("|x|x", -2, -4);
    row("|x||x-1|", -2, 6);
    row("|x|+|x-1|", -2, 5);
    row("|x|^2", -3, 9);
    row("|x|²", -3, 9);
    row("(|x|)(|x|+1)", -2, 6);
    row("|x| < 1 || |x| > 2", -3, 1);
    row("|(2|x|)|", -3, 6);
    row("|x - max(1, 2|x|)|", -3, 9);
    row("√|x|", -4, 2);
    // Signs of Unicode
    row("x²", 3, 9);
    row("x³ + x⁻¹", 2, 8.5);
    row("x¹⁰", 2, 1024);
    row("x − 1", 3, 2);
    row("x – 1", 3, 2);
    row("2·x", 3, 6);
    row("2×x", 3, 6);
    row("2⋅x", 3, 6);
    row("x÷2", 3, 1.5);
    row("√x", 9, 3);
    row("√(x+7)", 9, 4);
    row("√2*x", 3, 3 * std::sqrt(2));
    row("√(2x)", 3, std::sqrt(6));
    row("√(2)x", 3, 3 * std::sqrt(2));
    row("sqrt(2)x", 3, 3 * std::sqrt(2));
    row("2√x", 9, 6);
    row("√x/2", 9, 1.5);
    row("√x√x", 9, 9);
    row("√x sin x", 4, 2 * std::sin(4));
    row("sqrt x sin x", 4, 2 * std::sin(4));
    row("√(x)²", -3, notANumber);
    row("sqrt(x)²", -3, notANumber);
    row("√-x", -4, 2);
    row("√√x", 16, 2);
    row("sqrt √x", 16, 2);
    row("√sin x", 1, std::sqrt(std::sin(1)));
    row("√x²", -3, 3);
    row("∛x", -27, -3);
    row("2\u00a0x", 3, 6);
    row("2\u2009\u2003x", 3, 6);
    row("x \u2010 1\u2011\u20122", 3, 4); // hyphens, as minus signs
    row("\ufeffx\u200b", 3, 3);
    // Functions and constants
    row("pi", 0, pi);
    row("e", 0, std::numbers::e);
    row("tau", 0, 2 * pi);
    row("floor(x)", -1.5, -2);
    row("ceil(x)", -1.5, -1);
    row("round(x)", 2.5, 2);
    row("trunc(x)", -1.5, -1);
    row("frac(x)", -0.25, 0.75);
    row("mod(x, 3)", 7, 1);
    row("mod(x, 3)", -1, 2);
    row("mod(x, -3)", 7, -2);
    row("step(x)", -0.1, 0);
    row("step(x)", 0, 1);
    row("heaviside(x)", 2, 1);
    row("sign(x)", -3, -1);
    row("sgn(x)", 0, 0);
    row("sinc(x)", 0, 1);
    row("sinc(x)", 0.5, 2 / pi);
    row("erf(x)", 0.3, std::erf(0.3));
    row("erfc(x)", 0.3, std::erfc(0.3));
    row("gamma(x)", 5, 24);
    row("abs(x)", -3, 3);
    row("exp(x)", 1, std::numbers::e);
    row("log(x)", std::numbers::e, 1);
    row("ln x", std::numbers::e, 1);
    row("log10(x)", 1000, 3);
    row("log2 x", 8, 3);
    row("max(x, 1)", 0.5, 1);
    row("max(1, 5x)", 3, 15);
    row("max(1,5)", 0, 5);
    row("max(0, 5, x)", 3, 5);
    row("max(0 ,5,x)", 3, 5);
    row("max(x-1,0)", 3, 2);
    row("max(x,0.5,1)", 0, 1);
    row("clamp(x,0,1)", 3, 1);
    row("hypot(3,4)", 0, 5);
    row("max(-1,x)", 3, 3);
    row("min(x, 1, -2)", 0.5, -2);
    row("max(x)", 0.5, 0.5);
    row("hypot(x, 4)", 3, 5);
    row("atan2(x, -1)", 0, pi);
    row("pow(x, 3)", 2, 8);
    row("clamp(x, 0, 1)", 3, 1);
    row("clamp(x, 0, 1)", -3, 0);
    row("relu(x)", -3, 0);
    row("relu(x)", 3, 3);
    row("sqrt x", 2, std::sqrt(2));
    row("cbrt -x", 8, -2);
    row("arcsin x", 0.5, std::asin(0.5));
    row("sqrt(x)", 2, std::sqrt(2));
    row("cbrt(x)", 8, 2);
    row("arctan(x)", 1, pi / 4);
    row("asin(x) + acos(x)", 0.3, pi / 2);
    row("sinh(x) - cosh(x)", 1, -std::exp(-1));
    row("sec(x)", 1, 1 / std::cos(1));
    // Not finite: passed through, not hidden
    row("1/x", 0, std::numeric_limits<double>::infinity());
    row("log(x)", -1, notANumber);
    row("log(x)", 0, -std::numeric_limits<double>::infinity());
    row("x^0.5", -1, notANumber);
    row("max(1, log(x))", -1, notANumber);
    row("if(log(x), 1, 2)", -1, notANumber);
}

void TestFormulaValues::value() {
    QFETCH(QString, text);
    QFETCH(double, x);
    QFETCH(double, expected);
    const double result = valueAt(read(text.toStdString()), {x});
    QVERIFY2(same(result, expected),
             qPrintable(QString("%1 instead of %2").arg(result, 0, 'g', 17).arg(expected, 0, 'g', 17)));
}

GRADEWISE_TEST(TestFormulaValues)
#include "test_formula_values.moc"
