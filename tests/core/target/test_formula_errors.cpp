#include "tests/core/target/typed_formula.h"
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
    row("foo(x)", 0, 3, "no function 'foo'");
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
    // Two readings
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
    row("1.2.3", 3, 2, "sign is missing");
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
    row("x; 2", 1, 1, "';'");
    row("x & 1", 2, 1, "&&");
    row("∞ x", 0, 3, "Infinity");
    row("x€", 1, 3, "'€' has no meaning");
    row("πx#", 3, 1, "'#' has no meaning");
    row("xⁿ", 1, 3, "'ⁿ' has no meaning");
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
