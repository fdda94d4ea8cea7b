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

#include "tests/core/exact/bounded_function_fixture.h"
#include "tests/test_case.h"

using namespace gradewise;
using namespace gradewise::bounded_function_fixture;

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
