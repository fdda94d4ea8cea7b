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

} // namespace

class TestFormula : public QObject {
    Q_OBJECT

private slots:
    void twoVariables_data();
    void twoVariables();
    void reading_data();
    void reading();
    void parameters();
    void parameterValues();
    void tooManyParameters();
    void knownNamesCanBeCalled();
    void refusesWrongShape();
};

void TestFormula::twoVariables_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<double>("expected"); // at x = 2, y = 3
    QTest::newRow("sum") << "x + 10*y" << 32.0;
    QTest::newRow("product without sign") << "x y" << 6.0;
    QTest::newRow("power, then product") << "x^2y" << 12.0;
    QTest::newRow("numbered names") << "x1 + 10 x2" << 32.0;
    QTest::newRow("one variable only") << "y" << 3.0;
    QTest::newRow("distance") << "hypot(x - 5, y + 1)" << 5.0;
    QTest::newRow("bars") << "|x-y|" << 1.0;
}

void TestFormula::twoVariables() {
    QFETCH(QString, text);
    QFETCH(double, expected);
    QCOMPARE(valueAt(read(text.toStdString(), 2), {2.0, 3.0}), expected);
    QCOMPARE(valueAt(read(text.toStdString() + " + z", 3), {2.0, 3.0, 100.0}), expected + 100.0);
}

void TestFormula::reading_data() {
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("shown"); // empty where no sign and no bracket was left out
    const auto row = [](const char* text, const char* shown) {
        QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(shown);
    };
    row("sin(2*pi*x)", "");
    row("-x^2 + x²", "");
    row("(x < 1) + max(x, 0.5)", "");
    row("√x + |x|", "");
    row("sin 2πx", "sin(2*pi*x)");
    row("sin x^2", "sin(x^2)");
    row("sin x cos x", "sin(x)*cos(x)");
    row("sin²x", "sin(x)^2");
    row("sin^2 x y", "sin(x*y)^2");
    row("x^2x", "x^2*x");
    row("2^3^x", "2^(3^x)");
    row("2 sin x", "2*sin(x)");
    row("2e3x", "2e3*x");
    row("a sin(ωx + φ)", "a*sin(ω*x+φ)");
    row("|x-|y-1||", "abs(x-abs(y-1))");
    row("2x (0 < x <= 1)", "2*x*(0 < x <= 1)");
    row("2(x < 0 || x > 1 && !(y < 0))", "2*((x < 0) || ((x > 1) && !((y < 0))))");
    row("2x ? max(x,y) : 3", "if(2*x, max(x, y), 3)");
}

void TestFormula::reading() {
    QFETCH(QString, text);
    QFETCH(QString, shown);
    const Formula formula = read(text.toStdString(), 2);
    QCOMPARE(QString::fromStdString(formula.reading()), shown);
    if (shown.isEmpty())
        return;
    // What is shown means the same.
    const Formula again = read(shown.toStdString(), 2);
    QCOMPARE(again.parameters(), formula.parameters());
    QVERIFY(same(valueAt(again, {0.7, 1.3}), valueAt(formula, {0.7, 1.3})));
}

void TestFormula::parameters() {
    using Names = std::vector<std::string>;
    QCOMPARE(read("a·x + b").parameters(), (Names{"a", "b"}));
    QCOMPARE(read("b x + a + b").parameters(), (Names{"b", "a"}));
    QCOMPARE(read("a(x+1)").parameters(), Names{"a"});
    QCOMPARE(read("a sin(ωx + φ)").parameters(), (Names{"a", "ω", "φ"}));
    QCOMPARE(read("amp*exp(-rate x) + x0").parameters(), (Names{"amp", "rate", "x0"}));
    QCOMPARE(read("|x - x1| + |x - x2|").parameters(), (Names{"x1", "x2"}));
    QCOMPARE(read("ω0 x").parameters(), Names{"ω0"});
    QCOMPARE(read("sin(2*pi*x) + e").parameters(), Names{});
    QCOMPARE(read("x1 x2", 2).parameters(), Names{});
    QCOMPARE(read("  a * x ").text(), std::string("  a * x "));
}

void TestFormula::parameterValues() {
    const Formula line = read("a x + b");
    QCOMPARE(valueAt(line, {2.0}, {{"a", 3.0}, {"b", 0.5}}), 6.5);
    QCOMPARE(valueAt(line, {2.0}, {{"b", 0.5}}), 2.5); // missing ones are 1
    QCOMPARE(valueAt(line, {2.0}, {{"a", 3.0}, {"b", 0.5}, {"unused", 9.0}}), 6.5);
}

void TestFormula::tooManyParameters() {
    std::string text = "x";
    for (char letter = 'A'; letter < 'A' + 16; ++letter)
        text += std::string(" + ") + letter + "1";
    QCOMPARE(read(text).parameters().size(), std::size_t{16});
    QVERIFY(errorOf(text + " + q").sentence.find("16 parameters") != std::string::npos);
}

void TestFormula::knownNamesCanBeCalled() {
    const auto names = Formula::knownNames();
    for (const char* needed :
         {"pi",   "e",   "floor", "ceil", "mod", "step",  "sinc", "erf",  "if",  "max", "min",
          "sign", "abs", "exp",   "log",  "ln",  "log10", "log2", "sqrt", "sin", "tanh"})
        QVERIFY2(std::find(names.begin(), names.end(), needed) != names.end(), needed);
    for (const std::string& name : names) {
        bool works = false;
        for (const char* use : {"(x)", "(x, 1)", "(x, 0, 1)", " + x"})
            works = works || std::holds_alternative<Formula>(Formula::parse(name + use, 1));
        QVERIFY2(works, name.c_str());
    }
}

void TestFormula::refusesWrongShape() {
    QVERIFY_EXCEPTION_THROWN(read("x").evaluate(Matrix::Zero(2, 5), {}), std::invalid_argument);
    QVERIFY(!errorOf("x", 0).sentence.empty());
    QVERIFY(!errorOf("x", 4).sentence.empty());
    const Matrix none = read("x + y", 2).evaluate(Matrix(2, 0), {});
    QCOMPARE(none.rows(), Index{1});
    QCOMPARE(none.cols(), Index{0});
}

GRADEWISE_TEST(TestFormula)
#include "test_formula.moc"
