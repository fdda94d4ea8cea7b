// What is certain of a formula on an interval.
#include "tests/core/exact/bounded_function_fixture.h"
#include "tests/test_case.h"

using namespace gradewise;
using namespace gradewise::bounded_function_fixture;

class TestRegularity : public QObject {
    Q_OBJECT

private slots:
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
};

GRADEWISE_TEST(TestRegularity)
#include "test_regularity.moc"
