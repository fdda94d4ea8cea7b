#include "core/target/gallery.h"
#include "core/target/target.h"
#include "tests/test_case.h"

#include <QtTest>

#include <algorithm>
#include <cmath>
#include <limits>

using namespace gradewise;

namespace {

TargetConfig formulaConfig(std::vector<std::string> formulas, Domain domain = {{0, 1}},
                           std::map<std::string, double> parameters = {}) {
    TargetConfig config;
    config.kind = TargetConfig::Kind::Formula;
    config.formulas = std::move(formulas);
    config.domain = std::move(domain);
    config.parameters = std::move(parameters);
    return config;
}

TargetConfig galleryConfig(std::string id, Domain domain = {}) {
    TargetConfig config;
    config.id = std::move(id);
    config.domain = std::move(domain);
    return config;
}

Target made(const TargetConfig& config) {
    auto result = makeTarget(config);
    if (const auto* errors = std::get_if<std::vector<TargetError>>(&result))
        qFatal("%s: %s", errors->front().path.c_str(), errors->front().sentence.c_str());
    return std::get<Target>(std::move(result));
}

std::vector<TargetError> errorsOf(const TargetConfig& config) {
    auto result = makeTarget(config);
    const auto* errors = std::get_if<std::vector<TargetError>>(&result);
    return errors == nullptr ? std::vector<TargetError>{} : *errors;
}

Matrix points(std::initializer_list<double> values) {
    Matrix x(1, static_cast<Index>(values.size()));
    std::copy(values.begin(), values.end(), x.data());
    return x;
}

} // namespace

Q_DECLARE_METATYPE(gradewise::TargetConfig)

class TestTarget : public QObject {
    Q_OBJECT

private slots:
    void oneFormula();
    void severalFormulas();
    void severalVariables();
    void galleryEntry();
    void galleryEntryOnAnotherDomain();
    void defaultConfig();
    void error_data();
    void error();
    void errorsTogether();
    void errorPlaceInFormula();
    void freeNamesInOrder();
};

void TestTarget::oneFormula() {
    const Target target = made(formulaConfig({" sin(100x) "}));
    QCOMPARE(target.name(), std::string("sin(100x)"));
    QCOMPARE(target.inputs(), Index{1});
    QCOMPARE(target.outputs(), Index{1});
    QCOMPARE(target(points({0.25}))(0, 0), std::sin(25.0));
    QCOMPARE(target(Matrix(1, 0)).cols(), Index{0});
}

void TestTarget::severalFormulas() {
    const Target target = made(formulaConfig({"a x", "x^2", "b + x"}, {{0, 2}}, {{"a", 3.0}}));
    QCOMPARE(target.name(), std::string("a x; x^2; b + x"));
    QCOMPARE(target.outputs(), Index{3});
    const Matrix y = target(points({0.5, 2.0}));
    QCOMPARE(y.rows(), Index{3});
    QCOMPARE(y(0, 1), 6.0);
    QCOMPARE(y(1, 1), 4.0);
    QCOMPARE(y(2, 0), 1.5); // a parameter without a value is 1
}

void TestTarget::severalVariables() {
    const Target target = made(formulaConfig({"x + 10 y + 100 z"}, {{0, 1}, {-1, 1}, {2, 3}}));
    QCOMPARE(target.inputs(), Index{3});
    QCOMPARE(target(Matrix{{1.0}, {2.0}, {3.0}})(0, 0), 321.0);
}

void TestTarget::galleryEntry() {
    const Target target = made(galleryConfig("X1"));
    QCOMPARE(target.name(), std::string("Fast sine (X1)"));
    QCOMPARE(target.domain(), (Domain{{0, 1}}));
    QCOMPARE(target(points({0.5}))(0, 0), std::sin(50.0));
}

void TestTarget::galleryEntryOnAnotherDomain() {
    QCOMPARE(made(galleryConfig("sine", {{-2, 3}})).domain(), (Domain{{-2, 3}}));
}

void TestTarget::defaultConfig() {
    QCOMPARE(made(TargetConfig{}).name(), std::string("Sine"));
}

void TestTarget::error_data() {
    constexpr double inf = std::numeric_limits<double>::infinity();
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    QTest::addColumn<TargetConfig>("config");
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* title, const TargetConfig& config, const char* path, const char* says) {
        QTest::newRow(title) << config << path << says;
    };
    row("unknown id", galleryConfig("sinus"), "id", "no target 'sinus'; choose one of sine, ");
    row("id of nothing", galleryConfig(""), "id", "choose one of");
    row("gallery dimension", galleryConfig("sine", {{0, 1}, {0, 1}}), "domain",
        "has 1 variable, but the domain has 2 intervals");
    row("gallery 2-D dimension", galleryConfig("franke", {{0, 1}}), "domain",
        "has 2 variables, but the domain has 1 interval.");
    row("gallery not finite", galleryConfig("sqrt", {{-1, 1}}), "domain", "not a number (nan) at x = -1");
    row("no formula", formulaConfig({}), "formula", "no formula");
    row("too many formulas", formulaConfig(std::vector<std::string>(17, "x")), "formula",
        "16 formulas at most");
    row("empty formula", formulaConfig({""}), "formula", "empty");
    row("broken formula", formulaConfig({"x +"}), "formula", "too early");
    row("second of two", formulaConfig({"x", "x +"}), "formula[1]", "too early");
    row("no domain", formulaConfig({"x"}, {}), "domain", "needs a domain");
    row("four variables", formulaConfig({"x"}, {{0, 1}, {0, 1}, {0, 1}, {0, 1}}), "domain",
        "3 variables at most");
    row("reversed", formulaConfig({"x"}, {{1, 0}}), "domain[0]", "begins at 1 and ends at 0");
    row("a point", formulaConfig({"x"}, {{1, 1}}), "domain[0]", "must begin below its end");
    row("second interval", formulaConfig({"x"}, {{0, 1}, {2, 1}}), "domain[1]", "interval of y");
    row("nan end", formulaConfig({"x"}, {{0, nan}}), "domain[0]", "must be numbers");
    row("infinite end", formulaConfig({"x"}, {{-inf, 0}}), "domain[0]", "must be numbers");
    row("far away", formulaConfig({"x"}, {{0, 1e10}}), "domain[0]", "between -1e9 and 1e9");
    row("too short", formulaConfig({"x"}, {{1e8, 1e8 + 1e-3}}), "domain[0]", "too short");
    row("unknown parameter", formulaConfig({"a x"}, {{0, 1}}, {{"b", 1}}), "parameters.b",
        "called 'b'; those in it are a");
    row("no parameters", formulaConfig({"x"}, {{0, 1}}, {{"b", 1}}), "parameters.b", "there is none");
    row("nan parameter", formulaConfig({"a x"}, {{0, 1}}, {{"a", nan}}), "parameters.a", "finite");
    row("no variable", formulaConfig({"sin(t)"}), "formula", "does not use x, and 't'");
    row("no variable of two", formulaConfig({"a"}, {{0, 1}, {0, 1}}), "formula", "uses neither x nor y");
    row("variable of more", formulaConfig({"x + y"}), "formula", "needs a target of 2 variables");
    // Not finite somewhere: the first bad point is named.
    row("pole at the end", formulaConfig({"1/x"}), "formula", "1/x is infinite (inf) at x = 0");
    row("pole inside", formulaConfig({"1/(x - 0.5)"}), "formula", "infinite (inf) at x = 0.5");
    row("pole between grid points", formulaConfig({"1/(x - 0.00025)"}), "formula", "at x = 0.00025");
    row("cube root as a power", formulaConfig({"x^(1/3)"}, {{-1, 1}}), "formula",
        "raised to 1/3, which has no real value here. The real cube root is cbrt(x).");
    row("cube root of something", formulaConfig({"1 + (x - 0.5)^(2/3)"}), "formula",
        "The real one is cbrt(…)^2.");
    row("fifth root", formulaConfig({"x^0.2"}, {{-1, 1}}), "formula", "sign(…)*abs(x)^(1/5)");
    row("negative cube root", formulaConfig({"x^-(2/3)"}, {{-1, 2}}), "formula",
        "The real one is cbrt(x)^(-2). Whatever is written, x = 0 is a pole.");
    row("negative power", formulaConfig({"x^-(2/3)"}), "formula", "0 is raised to a negative power");
    row("power of negative", formulaConfig({"x^a"}, {{-1, 1}}, {{"a", 0.3}}), "formula",
        "a negative number is raised to 0.3.");
    row("division", formulaConfig({"1 + 1/(2x - 1)"}), "formula", "at x = 0.5; choose");
    row("division, why", formulaConfig({"1 + 1/(2x - 1)"}), "formula", "There it divides by 0.");
    row("logarithm", formulaConfig({"ln x"}), "formula", "takes the logarithm of 0.");
    row("arcsine", formulaConfig({"arcsin(2x)"}), "formula", "beyond ±1");
    row("root, why", formulaConfig({"√(x - 2)"}), "formula", "square root of a negative number");
    row("two variables", formulaConfig({"(x - y)^(1/3)"}, {{0, 1}, {0, 1}}), "formula", "not a number (nan)");
    row("root of negative", formulaConfig({"sqrt(x)"}, {{-1, 1}}), "formula", "not a number (nan) at x = -1");
    row("log of zero", formulaConfig({"log(x)"}), "formula", "infinite (-inf) at x = 0");
    row("nan in the middle", formulaConfig({"sqrt((x-0.2)(x-0.3))"}), "formula", "(nan) at x = 0.20");
    row("upper end", formulaConfig({"log(1 - x)"}), "formula", "(-inf) at x = 1");
    row("parameter's fault", formulaConfig({"a/(x - b)"}, {{0, 1}}, {{"b", 0.5}}), "formula",
        "at x = 0.5 with a = 1, b = 0.5");
    row("second output", formulaConfig({"x", "1/x"}), "formula[1]", "at x = 0");
    row("two variables", formulaConfig({"1/(x y)"}, {{1, 2}, {-1, 1}}), "formula", "at x = 1, y = 0");
    row("too large", formulaConfig({"exp(300x)"}), "formula", "beyond 1e100");
    row("overflow", formulaConfig({"exp(exp(10x))"}), "formula", "beyond 1e100");
}

void TestTarget::error() {
    QFETCH(TargetConfig, config);
    QFETCH(QString, path);
    QFETCH(QString, says);
    const std::vector<TargetError> errors = errorsOf(config);
    QCOMPARE(errors.size(), std::size_t{1});
    QCOMPARE(QString::fromStdString(errors.front().path), path);
    const QString sentence = QString::fromStdString(errors.front().sentence);
    QVERIFY2(sentence.contains(says), qPrintable(sentence));
    QVERIFY2(sentence.endsWith('.') || sentence.endsWith('?'), qPrintable(sentence));
}

void TestTarget::errorsTogether() {
    const auto errors = errorsOf(formulaConfig({"x +", "sinn(x)"}, {{1, 0}, {0, 1}}, {{"a", 1}}));
    std::vector<std::string> paths;
    std::ranges::transform(errors, std::back_inserter(paths), &TargetError::path);
    // The parameter may be in a formula that could not be read: no word about it.
    QCOMPARE(paths, (std::vector<std::string>{"domain[0]", "formula[0]", "formula[1]"}));
    auto withParameter = galleryConfig("sine");
    withParameter.parameters["a"] = 1.0;
    QCOMPARE(errorsOf(withParameter).at(0).path, std::string("parameters.a"));
}

void TestTarget::errorPlaceInFormula() {
    const auto errors = errorsOf(formulaConfig({"x", "π + sinn(x)"}));
    QCOMPARE(errors.at(0).position, std::size_t{5}); // bytes: π takes two
    QCOMPARE(errors.at(0).length, std::size_t{4});
}

void TestTarget::freeNamesInOrder() {
    using Names = std::vector<std::string>;
    QCOMPARE(freeNames(formulaConfig({"b x + a", "c a x"})), (Names{"b", "a", "c"}));
    QCOMPARE(freeNames(formulaConfig({"a x + y"}, {{0, 1}, {0, 1}})), Names{"a"});
    QCOMPARE(freeNames(formulaConfig({"a x +"})), Names{});
    QCOMPARE(freeNames(formulaConfig({"a x"}, {})), Names{"a"}); // the domain may still be missing
    QCOMPARE(freeNames(galleryConfig("sine")), Names{});
}

GRADEWISE_TEST(TestTarget)
#include "test_target.moc"
