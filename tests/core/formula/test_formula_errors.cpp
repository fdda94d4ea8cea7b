#include "tests/core/formula/typed_formula.h"
#include "tests/test_case.h"

#include <QtTest>

using namespace gradewise;

class TestFormulaErrors : public QObject {
    Q_OBJECT

private slots:
    void error_data();
    void error();
};

void TestFormulaErrors::error_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<int>("position");
    QTest::addColumn<int>("length");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* text, int position, int length, const char* says) {
        QTest::newRow(*text == '\0' ? "empty" : text)
            << QString::fromUtf8(text) << position << length << QString::fromUtf8(says);
    };
    row("", 0, 1, "empty");
    row("   ", 3, 1, "empty");
    // The lone equals sign
    row("x=0.5", 1, 1, "no '='");
    row("y = sin(x)", 2, 1, "right of it");
    row("f(x)=x", 4, 1, "no '='");
    row("x=", 1, 1, "no '='");
    row("x=<1", 1, 1, "no '='");
    // Decimal comma
    row("1,5*x", 1, 1, "with a point: 1.5");
    row("(1,5)x", 2, 1, "with a point: 1.5");
    row("x + 0,25", 5, 1, "with a point: 0.25");
    row("x, 2", 1, 1, "comma separates");
    row("sin(1,5x)", 4, 4,
        "'sin' takes one value, but 2 are given. A decimal number is written with a point");
    row("mod(x,0,5)", 4, 5,
        "'mod' takes 2 values, but 3 are given. A decimal number is written with a point");
    row("hypot(x)", 6, 1, "'hypot' takes 2 values, but 1 is given");
    row("if(x<1, 2)", 3, 6, "'if' takes 3 values");
    // Names
    row("sinn(x)", 0, 4, "did you mean 'sin'?");
    row("x + sni(x)", 4, 3, "did you mean 'sin'?");
    row("sqr(x)", 0, 3, "did you mean 'sqrt'?");
    row("Sin(x)", 0, 3, "did you mean 'sin'?");
    row("flor(x)", 0, 4, "did you mean 'floor'?");
    row("foo(x)", 0, 3, "There is no function foo");
    row("PI*x", 0, 2, "did you mean 'pi'?");
    row("sinx", 0, 4, "did you mean sin(x)?");
    row("sin2x", 0, 5, "did you mean sin(2*x)?");
    row("cospix", 0, 6, "did you mean cos(pi*x)?");
    row("2 pix", 2, 3, "did you mean pi*x?");
    row("ax", 0, 2, "did you mean a*x?");
    row("xx", 0, 2, "did you mean x*x?");
    row("x + X", 4, 1, "write x");
    row("x + y", 4, 1, "needs a target of 2 variables");
    row("x + z", 4, 1, "needs a target of 3 variables");
    row("np.sin(x)", 2, 1, "prefixes");
    row("sin(2πt)", 7, 1, "does not use x");
    row("aaaaaaaaaabbbbbbbbbbccccccccccddddx", 0, 35, "longer than 32");
    // What looks like a number
    row("0x10*x", 0, 4, "hexadecimal number, but numbers are decimal here; write 16");
    row("0b1*x", 0, 3, "binary number, but numbers are decimal here; write 1");
    row("2^3x", 3, 1, "write 2^(3*x) or 2^3*x");
    row("1.000,5x", 5, 1, "one decimal point");
    row("log(x,10)", 4, 4, "takes one value, but 2 are given. Leave out the others.");
    row("x + 0o17", 4, 4, "an octal number, but numbers are decimal here; write 15");
    row("0XfF", 0, 4, "write 255");
    row("0xFFFFFFFFFFFFFFFFFF x", 0, 20, "decimal here.");
    row("0b12", 0, 4, "decimal here.");
    row("010*x", 0, 3, "leave out the zeros in front: 10");
    row("x + 007", 4, 3, "in front: 7");
    row("1_000*x", 0, 5, "without signs between them; write 1000");
    row("1'000'000x", 0, 9, "write 1000000");
    row("1’000", 0, 7, "write 1000");
    row("2*1_a", 2, 2, "without signs between them");
    row("0.000_1", 0, 7, "write 0.0001");
    row("1 000*x", 2, 3, "digits without blanks");
    row("1.000.000", 0, 9, "one decimal point");
    row("1..2", 0, 4, "one decimal point");
    row("1,000*x", 1, 1, "1.000. Thousands have no sign: 1000");
    row("3E*x", 0, 2, "3E looks like a number whose exponent is missing; write 3*E");
    row("1e", 0, 2, "exponent is missing");
    row("2e-x", 0, 2, "exponent is missing");
    row("x + 1e+", 4, 2, "exponent is missing");
    row("3E^x", 0, 2, "exponent is missing");
    row("1e3.5x", 0, 5, "exponent of a number is whole");
    row("1d0*x", 0, 3, "write 1e0, or 1*d0");
    row("e3*x", 0, 2, "write 1e3 for the number, or e^3 or e*3");
    row("x + e10", 4, 3, "without its digits");
    row("inf*x", 0, 3, "Infinity is not a number");
    row("x + Infinity", 4, 8, "Infinity is not a number");
    row("NaN + x", 0, 3, "'NaN' is no number");
    row("nan*x", 0, 3, "'nan' is no number");
    row("٣x", 0, 2, "written as 0 to 9");
    row("x+１", 2, 3, "full-width");
    row("ｘ", 0, 3, "full-width");
    row("𝑥", 0, 4, "typesetting");
    row("x₁", 1, 3, "subscripts");
    row("х + 1", 0, 2, "Cyrillic");
    row("⅓x", 0, 3, "write 1/3");
    row("sin(x°)", 5, 2, "radians");
    row("sin(30 deg)", 7, 3, "radians");
    row("±x", 0, 2, "one value");
    row("\"x\"", 0, 1, "without quotes");
    row("f'(x)", 1, 1, "derivative");
    // Nothing invisible within words, and nothing that turns a line round
    row("s\u200bin(x)", 1, 3, "invisible character here (U+200B)");
    row("1\u20600x", 1, 3, "U+2060");
    row("x\u202e + 1", 1, 3, "invisible character here (U+202E)");
    row("x\u00ady", 1, 2, "U+00AD");
    row("x + €", 4, 3, "'€' (U+20AC)");
    // Functions that are none
    row("J0(x)", 0, 2, "There is no function J0; write J0*( ) for a product. Known are sin, cos");
    row("J0(2x+1)", 0, 2, "There is no function J0");
    row("J(x)", 0, 1, "There is no function J;");
    row("a(x)", 0, 1, "There is no function a; write a*( )");
    row("f(x+1)", 0, 1, "There is no function f");
    row("ω0(x-1)", 0, 3, "There is no function ω0");
    row("besselj(0, x)", 0, 7, "There is no function besselj");
    row("H(x-0.5)", 0, 1, "write step(x)");
    row("Γ(x+1)", 0, 2, "write gamma(x)");
    row("lg x", 0, 2, "There is no function lg; write log10(x)");
    row("lg(x)", 0, 2, "write log10(x)");
    row("tg x", 0, 2, "write tan(x)");
    row("sh(x)", 0, 2, "write sinh(x)");
    row("arsinh(x)", 0, 6, "write asinh(x)");
    row("exp2(x)", 0, 4, "write 2^x");
    row("sigmoid(x)", 0, 7, "write 1/(1 + exp(-x))");
    row("factorial(x)", 0, 9, "write gamma(x + 1)");
    row("e(x)", 0, 1, "write exp( )");
    row("2e(x+1)", 0, 2, "exponent is missing");
    row("log2x", 0, 5, "did you mean log(2*x) or log2(x)?");
    row("xsinx", 0, 5, "did you mean x*sin(x)?");
    row("xsin(x)", 0, 4, "did you mean x*sin( )?");
    row("2pisin2x", 1, 7, "did you mean pi*sin(2*x)?");
    // Commas between digits in a function's brackets
    row("max(0,5, x)", 4, 3, "write max(0.5, x) or max(0, 5, x)");
    row("max(0,5,x)", 4, 3, "write max(0.5, x) or max(0, 5, x)");
    row("1 + min(x,0,5)", 10, 3, "write min(x, 0.5) or min(x, 0, 5)");
    row("max(1,2,3)", 4, 3, "write max(1.2, 3) or max(1, 2, 3)");
    row("max(sin(x),0,25,x)", 11, 4, "max(sin(x), 0.25, x)");
    row("atan2(1,5,x)", 6, 5, "3 are given. A decimal number is written with a point: atan2(1.5, x)");
    row("pow(x,0,5)", 4, 5, "with a point: pow(x, 0.5)");
    row("clamp(x,0,0,5)", 6, 7, "'clamp' takes 3 values, but 4 are given.");
    // Two readings
    row("√2x", 4, 1, "belongs to the root; write sqrt(2*x) or sqrt(2)*x");
    row("sqrt 2x", 6, 1, "belongs to the root; write sqrt(2*x) or sqrt(2)*x");
    row("∛2(x+1)", 0, 3, "not clear where");
    row("√x x", 5, 1, "belongs to the root");
    row("sin 2√x", 0, 3, "not clear where the argument of 'sin' ends");
    row("sin 2 cos x", 0, 3, "not clear where the argument of 'sin' ends");
    row("sin x√x", 0, 3, "not clear where the argument of 'sin' ends");
    row("1/2x", 3, 1, "two ways");
    row("x/2(x+1)", 3, 1, "two ways");
    row("8/2πx", 3, 2, "two ways");
    row("sin x/2", 0, 3, "not clear where the argument of 'sin' ends");
    row("1 + sin 2*pi*x", 4, 3, "not clear where");
    row("sin 2(x+1)", 0, 3, "not clear where");
    row("sin⁻¹ x", 3, 5, "two ways");
    row("sin^-1(x)", 3, 1, "two ways");
    row("|x|x|x|", 4, 1, "two ways");
    row("|2|x|+1|", 4, 1, "two ways");
    row("|x|2||", 3, 1, "sign is missing");
    row("|(x+1)|x||", 8, 1, "two ways");
    row("e^2x", 3, 1, "not clear");
    row("2^-πx", 5, 1, "not clear");
    // Something is missing
    row("x+", 2, 1, "too early");
    row("x*/2", 2, 1, "missing before this sign");
    row("*x", 0, 1, "missing before this sign");
    row("(x", 0, 1, "not closed");
    row("2(x+1", 1, 1, "not closed");
    row("sin(x", 3, 1, "not closed");
    row("x)", 1, 1, "no '('");
    row("(x+)", 3, 1, "missing before this ')'");
    row("()", 1, 1, "missing before this ')'");
    row("sin()", 0, 3, "needs a value");
    row("sin", 0, 3, "needs a value");
    row("sin^x", 0, 3, "needs a value");
    row("sin*x", 0, 3, "needs a value");
    row("sin(", 4, 1, "too early");
    row("max x", 0, 3, "several values");
    row("|x", 0, 1, "not closed");
    row("|", 1, 1, "too early");
    row("2 3", 2, 1, "sign is missing");
    row("x 2", 2, 1, "sign is missing");
    row("1.2.3", 0, 5, "one decimal point");
    row("x < ", 4, 1, "too early");
    row("x ? 1", 2, 1, "needs a ':'");
    row("x : 1", 2, 1, "before it");
    row("² x", 0, 2, "needs a value before it");
    row("0<x<1<2", 5, 1, "More than two comparisons");
    // Signs that mean nothing
    row("x!", 1, 1, "gamma(n+1)");
    row("x[1]", 1, 1, "round brackets");
    row("{x}", 0, 1, "round brackets");
    row("\\sin x", 0, 1, "backslash");
    row("x % 2", 2, 1, "mod(a, b)");
    row("5%", 1, 1, "0.05 for 5 per cent");
    row("x; 2", 1, 1, "';'");
    row("x & 1", 2, 1, "&&");
    row("∞ x", 0, 3, "Infinity");
    row("x€", 1, 3, "'€' (U+20AC) has no meaning");
    row("πx#", 3, 1, "'#' has no meaning");
    row("xⁿ", 1, 3, "raised letter");
    row("x²⁻", 1, 5, "whole number");
    row("1e999", 0, 5, "too large");
    row("x + 1e-999", 4, 6, "too small");
    row("x\xff", 1, 1, "");
    row("x\x01", 1, 1, "control character");
}

void TestFormulaErrors::error() {
    QFETCH(QString, text);
    QFETCH(int, position);
    QFETCH(int, length);
    QFETCH(QString, says);
    const FormulaError error = errorOf(text.toStdString());
    const QString sentence = QString::fromStdString(error.sentence);
    QVERIFY2(!sentence.isEmpty(), "accepted");
    QVERIFY2(sentence.contains(says), qPrintable(sentence));
    QVERIFY2(sentence.endsWith('.') || sentence.endsWith('?'), qPrintable(sentence));
    if (!says.isEmpty()) {
        QCOMPARE(int(error.position), position);
        QCOMPARE(int(error.length), length);
    }
}

GRADEWISE_TEST(TestFormulaErrors)
#include "test_formula_errors.moc"
