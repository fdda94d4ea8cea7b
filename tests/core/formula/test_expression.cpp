// The tree of a formula: a column has the values of its points, and they are those of the same expression in
// C++, bit for bit.
#include "core/formula/expression.h"
#include "tests/core/formula/typed_formula.h"
#include "tests/fuzz/random_formula.h"
#include "tests/test_case.h"

#include <bit>
#include <cmath>
#include <functional>
#include <limits>
#include <numbers>

using namespace gradewise;

namespace {

using Function = std::function<double(double, double, double)>;

struct Spelled {
    const char* text;
    Function function; ///< of x, y, z
};

constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();

bool sameBits(double a, double b) {
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b) ||
           (std::isnan(a) && std::isnan(b));
}

/// Every function at least once, those of several values with each of them varying.
const std::vector<Spelled>& spelled() {
    using std::numbers::pi;
    static const std::vector<Spelled> all = {
        {"sin(x) + cos(y)*tan(z)",
         [](double x, double y, double z) { return std::sin(x) + std::cos(y) * std::tan(z); }},
        {"sec(x) - csc(y)/cot(z)",
         [](double x, double y, double z) {
             return 1.0 / std::cos(x) - 1.0 / std::sin(y) / (1.0 / std::tan(z));
         }},
        {"asin(x) + arccos(y) - arctan(z)",
         [](double x, double y, double z) { return std::asin(x) + std::acos(y) - std::atan(z); }},
        {"sinh(x)*cosh(y)/tanh(z)",
         [](double x, double y, double z) { return std::sinh(x) * std::cosh(y) / std::tanh(z); }},
        {"asinh(x) + acosh(y) + atanh(z)",
         [](double x, double y, double z) { return std::asinh(x) + std::acosh(y) + std::atanh(z); }},
        {"exp(x)*ln(y) + log2(z)",
         [](double x, double y, double z) { return std::exp(x) * std::log(y) + std::log2(z); }},
        {"log10(x) + sqrt(y)*cbrt(z)",
         [](double x, double y, double z) { return std::log10(x) + std::sqrt(y) * std::cbrt(z); }},
        {"|x| + floor(y) - ceil(z)",
         [](double x, double y, double z) { return std::fabs(x) + std::floor(y) - std::ceil(z); }},
        {"round(x)*trunc(y) + frac(z)",
         [](double x, double y, double z) {
             return std::nearbyint(x) * std::trunc(y) + (z - std::floor(z));
         }},
        {"1/sign(x) + 1/relu(y) + 1/step(z)",
         [](double x, double y, double z) {
             return 1.0 / (x > 0 ? 1.0 : (x < 0 ? -1.0 : x)) + 1.0 / (y > 0 || std::isnan(y) ? y : 0.0) +
                    1.0 / (std::isnan(z) ? z : (z < 0 ? 0.0 : 1.0));
         }},
        {"erf(x) + erfc(y)*gamma(z)",
         [](double x, double y, double z) { return std::erf(x) + std::erfc(y) * std::tgamma(z); }},
        {"atan2(x, y) + hypot(y, z) + pow(x, z)",
         [](double x, double y, double z) { return std::atan2(x, y) + std::hypot(y, z) + std::pow(x, z); }},
        {"sinc(x) + x^2*y^z",
         [](double x, double y, double z) {
             const double angle = pi * x;
             return (angle == 0.0 ? 1.0 : std::sin(angle) / angle) + std::pow(x, 2.0) * std::pow(y, z);
         }},
        {"clamp(x, y, z)", [](double x, double y, double z) { return x < y ? y : (x > z ? z : x); }},
        {"clamp(x, -0.5, 0.5)",
         [](double x, double, double) { return x < -0.5 ? -0.5 : (x > 0.5 ? 0.5 : x); }},
        {"if(x < y, z, -x) + (x > y)*2",
         [](double x, double y, double z) { return (x < y ? z : -x) + (x > y ? 1.0 : 0.0) * 2.0; }},
        {"(x <= y) + 2(y >= z) + 4(x == z) + 8(x != y) + 16(x < y < z)",
         [](double x, double y, double z) {
             const auto one = [](bool holds) { return holds ? 1.0 : 0.0; };
             return one(x <= y) + 2.0 * one(y >= z) + 4.0 * one(x == z) + 8.0 * one(x != y) +
                    16.0 * one(x < y && y < z);
         }},
        // A number that is read after a column was free again, and one that is used twice.
        {"sin(x) + 0.7*cos(y) - 0.3 + frac(frac(z))",
         [](double x, double y, double z) {
             const double frac = z - std::floor(z);
             return std::sin(x) + 0.7 * std::cos(y) - 0.3 + (frac - std::floor(frac));
         }},
        {"2*3 - 4", [](double, double, double) { return 2.0; }},
        {"z", [](double, double, double z) { return z; }},
    };
    return all;
}

/// Points of every kind in three variables, more than fit into a few batches.
Matrix points() {
    const std::array special = {
        0.0,  -0.0,  1.0,    -1.0,   0.5, -0.5,       2.5,
        -2.5, 1e300, -1e300, 5e-324, 1e6, notANumber, std::numeric_limits<double>::infinity()};
    Random random(3);
    Matrix x(3, 1000);
    for (double& value : x.reshaped())
        value = random.below(3) == 0 ? special.at(random.below(special.size())) : random.uniform(-3.0, 3.0);
    return x;
}

} // namespace

class TestExpression : public QObject {
    Q_OBJECT

private slots:
    void valuesAreThoseOfTheSameExpression_data() {
        QTest::addColumn<int>("index");
        int index = 0;
        for (const Spelled& one : spelled())
            QTest::addRow("%s", one.text) << index++;
    }
    void valuesAreThoseOfTheSameExpression() {
        QFETCH(int, index);
        const auto& [text, function] = spelled()[static_cast<std::size_t>(index)];
        const Matrix x = points();
        const Matrix y = read(text, 3).evaluate(x, {});
        for (Index i = 0; i < x.cols(); ++i) {
            const double expected = function(x(0, i), x(1, i), x(2, i));
            QVERIFY2(sameBits(y(0, i), expected), qPrintable(QString("%1 instead of %2 at %3, %4, %5")
                                                                 .arg(y(0, i), 0, 'g', 17)
                                                                 .arg(expected, 0, 'g', 17)
                                                                 .arg(x(0, i))
                                                                 .arg(x(1, i))
                                                                 .arg(x(2, i))));
        }
    }

    void aColumnIsItsPoints() {
        Random random(5);
        const Matrix all = points();
        for (int trial = 0; trial < 300; ++trial) {
            const std::string text = fuzz::randomFormula(random, 4);
            const Expression tree = read(text).expression({});
            const Matrix x = all.row(0);
            const Matrix y = valuesAt(tree, x);
            for (const Index i : {0, 1, 254, 255, 256, 257, 511, 512, 998, 999}) {
                QVERIFY2(sameBits(y(0, i), valueAt(tree, x(0, i))), text.c_str());
                QVERIFY2(sameBits(y(0, i), valuesAt(tree, x.middleCols(i, 1))(0, 0)), text.c_str());
            }
        }
    }

    void whatIsConstantIsComputedOnce() {
        const Expression tree = read("x*(log2(8) + a^2 - max(1, 2, 3))").expression({{"a", 2.0}});
        const Expression::Node& product = tree.nodes.back();
        QVERIFY(product.is(operations::multiply));
        const Expression::Node& factor = tree.nodes[product.arguments[1]];
        QVERIFY(factor.is(operations::number));
        QCOMPARE(factor.constant, 4.0);
    }

    void everyFunctionHasARowThatIsWhole() {
        std::size_t without = 0;
        for (const Operation& row : knownFunctions()) {
            const std::string name(row.name);
            QVERIFY2(!row.help.empty() && row.least >= 1 && row.least <= row.most, name.c_str());
            std::string values = "x";
            for (std::size_t i = 1; i < row.least; ++i)
                values += ", x + " + std::to_string(i);
            const Expression tree = read(name + "(" + values + ")").expression({});
            for (const Expression::Node& node : tree.nodes) {
                if (node.arguments.empty())
                    continue;
                QVERIFY2(node.operation->evaluation.at != nullptr &&
                             node.operation->evaluation.column != nullptr,
                         name.c_str());
                QVERIFY2(node.operation->least <= node.arguments.size(), name.c_str());
                without += node.operation->jet == nullptr ? 1 : 0;
            }
        }
        QCOMPARE(without, std::size_t{1}); // the gamma function
    }

    void aLongFormulaIsWrittenOutToo() {
        std::string text = "x";
        std::string shown = "x";
        for (int i = 1; i < 1900; ++i) {
            text += " x";
            shown += "*x";
        }
        QCOMPARE(read(text).reading(), shown);
    }
};

GRADEWISE_TEST(TestExpression)
#include "test_expression.moc"
