// Certificates of trained networks whose targets have poles, jumps, steep ends and parts without a value: no
// error anywhere is above a bound, and where nothing can be proved a sentence says why.
#include "core/target/target_expression.h"
#include "core/training/judgement.h"
#include "tests/core/exact/critical_points.h"
#include "tests/core/trained.h"
#include "tests/solver_options.h"
#include "tests/test_case.h"

#include <algorithm>
#include <cmath>

using namespace gradewise;
using Kind = LargestError::Kind;

namespace {

struct Case {
    const char* text;
    Interval domain;
    bool proved;
};

const std::vector<Case>& cases() {
    static const std::vector<Case> all = {
        {"tan(x)", {-3, 3}, false},
        {"tan(3*x)", {0, 1}, false},
        {"tan(x)", {0, 1.5}, true},
        {"(x-0.30123)^-1", {0, 1}, false},
        {"(x-0.30123)^(-1)", {0, 1}, false},
        {"1/(x-0.30123)", {0, 1}, false},
        {"(x-0.30123)^-2", {0, 1}, false},
        {"(x-0.30123)^-3", {0, 1}, false},
        {"1/(x-0.30123)^3", {0, 1}, false},
        {"cot(x-0.30123)", {0, 1}, false},
        {"sec(x)", {1, 2}, false},
        {"cot(x)", {1, 2}, true},
        {"csc(x-0.30123)", {0, 1}, false},
        {"1/sin(x-0.30123)", {0, 1}, false},
        {"1/tan(x-0.30123)", {0, 1}, false},
        {"sin(x-0.30123)^-1", {0, 1}, false},
        {"pow(x-0.30123,-1)", {0, 1}, false},
        {"sinh(x-0.30123)^-1", {0, 1}, false},
        {"1/tanh(x-0.30123)", {0, 1}, false},
        {"1/sinh(x-0.30123)", {0, 1}, false},
        {"gamma(x)", {-0.5, 2.21}, false},
        {"gamma(x)", {0.1, 2}, false},
        {"atan(1/(x-0.30123))", {0, 1}, true},
        {"atan(tan(x))", {0, 3}, false},
        {"atan(tan(3*x))", {0, 3}, false},
        {"sin(1/(x-0.30123))", {0, 1}, false},
        {"tanh(1/(x-0.30123))", {0, 1}, true},
        {"exp(-1/(x-0.30123)^2)", {0, 1}, true},
        {"1/(1+exp(1/(x-0.30123)))", {0, 1}, true},
        {"mod(1/(x-0.30123),1)", {0, 1}, false},
        {"log(abs(x-0.30123))", {0, 1}, false},
        {"abs(x-0.30123)^-0.5", {0, 1}, false},
        {"atanh(x)", {-0.99999, 0.99999}, true},
        {"acosh(x)", {1, 3}, true},
        {"asin(x)", {-1, 1}, true},
        {"acos(x)", {-1, 1}, true},
        {"tan(x)*cos(x)", {-3, 3}, false},
        {"tan(x)/(1+tan(x)^2)", {-3, 3}, false},
        {"min(tan(x),5)", {0, 3}, false},
        {"max(min(tan(x),5),-5)", {0, 3}, false},
        {"max(min((x-0.30123)^-1,5),-5)", {0, 1}, true},
        {"max(min(1/(x-0.30123),5),-5)", {0, 1}, true},
        {"sign((x-0.30123)^-1)", {0, 1}, true},
        {"floor((x-0.30123)^-1/100)", {0, 1}, false},
        {"erf((x-0.30123)^-1)", {0, 1}, true},
        {"tanh((x-0.30123)^-1)", {0, 1}, true},
        {"atan((x-0.30123)^-1)", {0, 1}, true},
        {"cbrt((x-0.30123)^-1)", {0, 1}, false},
        {"atan2(x-0.30123,-1)", {0, 1}, true},
        {"mod(x,0.3)", {0, 1}, true},
        {"mod(-x,0.3)", {0, 1}, true},
        {"mod(x,-0.3)", {0, 1}, true},
        {"round(5*x)", {0, 1}, true},
        {"trunc(5*x-2)", {0, 1}, true},
        {"x^x", {0, 1}, true},
        {"x^-x", {0, 1}, false},
        {"abs(x-0.5)^0.1", {0, 1}, true},
        {"if(x<0.30123,0,1/(x-0.30123))", {0, 1}, false},
    };
    return all;
}

ExperimentConfig experiment(const Case& one, Index width) {
    ExperimentConfig config;
    config.target = {TargetConfig::Kind::Formula, "", {one.text}, {}, {one.domain}};
    config.samples.train.count = 1000;
    config.samples.validation.count = 200;
    config.samples.test.count = 1000;
    GradeConfig grade;
    grade.hidden = {width};
    grade.solver = VarProOptions{};
    stepsOf(grade.solver) = 200;
    config.grades = {grade};
    return config;
}

/// The largest |f - s| that is a number, at points that crowd around everything that may happen to f.
double largestMet(const TargetConfig& config, const MultigradeModel& model) {
    const Target target = std::get<Target>(makeTarget(config));
    const Interval& domain = target.domain().front();
    std::vector<double> places{domain.low, domain.high};
    const auto tree = expressionOf(config);
    if (const auto* expression = std::get_if<Expression>(&tree))
        places = criticalPlaces(*expression, domain, 997, 400);
    places.insert(places.end(), {domain.low, domain.high});
    std::vector<double> points = crowdedAround(places, domain);
    for (int i = 0; i <= 20000; ++i)
        points.push_back(domain.low + domain.length() * i / 20000.0);
    const Matrix x = Eigen::Map<const Matrix>(points.data(), 1, static_cast<Index>(points.size()));
    const Matrix errors = (target(x) - model.evaluate(x)).cwiseAbs();
    double largest = 0.0;
    for (const double error : errors.reshaped())
        largest = error > largest || std::isnan(error) ? error : largest;
    return largest;
}

} // namespace

class TestCertificates : public QObject {
    Q_OBJECT

private slots:
    void noErrorIsAboveABound_data() {
        QTest::addColumn<int>("index");
        QTest::addColumn<int>("width");
        for (std::size_t i = 0; i < cases().size(); ++i)
            for (const int width : {8, 3})
                QTest::addRow("%s on [%g, %g], width %d", cases()[i].text, cases()[i].domain.low,
                              cases()[i].domain.high, width)
                    << static_cast<int>(i) << width;
    }
    void noErrorIsAboveABound() {
        QFETCH(int, index);
        QFETCH(int, width);
        const Case& one = cases()[static_cast<std::size_t>(index)];
        const ExperimentConfig config = experiment(one, width);
        const RunRecord run = train(config);
        QVERIFY(run.largestError.has_value());
        const LargestError& error = *run.largestError;
        const QString text = QString::fromStdString(describe(error, 1) + " " + error.reason);
        QVERIFY2(error.bound.has_value() == one.proved, qPrintable(text));
        QVERIFY2(std::isfinite(error.attained), qPrintable(text));
        if (!one.proved) {
            QVERIFY2(error.kind == Kind::Sampled, qPrintable(text));
            const bool said = text.contains("; so nothing is proved.") || text.contains("has no bounds here");
            QVERIFY2(said, qPrintable(text));
            return;
        }
        const double met = largestMet(config.target, run.model);
        QVERIFY2(met <= *error.bound, qPrintable(QString("%1, met %2").arg(text).arg(met, 0, 'g', 17)));
        // x^x is bounded by its range near 0.
        const bool rough = std::string_view(one.text) == "x^x";
        QVERIFY2(rough || *error.bound <= 1.02 * error.attained, qPrintable(text));
    }

    void errorsAtThePointsAreKnown_data() {
        QTest::addColumn<double>("noise");
        QTest::newRow("clean") << 0.0;
        QTest::newRow("noisy") << 3.0;
    }
    void errorsAtThePointsAreKnown() {
        QFETCH(double, noise);
        ExperimentConfig config = experiment({"sin(9*x)", {0, 1}, true}, 3);
        config.samples.noise = noise;
        const RunRecord run = train(config);
        const Target target = std::get<Target>(makeTarget(config.target));
        const KnownError known = knownError(PointSets::of(target, config), config, run.model);
        // Noise on the training labels is no error of s.
        const GradeMetrics& metrics = run.grades.back().metrics;
        const double sup = std::max({noise > 0.0 ? 0.0 : metrics.train.sup, metrics.validation.sup,
                                     metrics.test.sup, metrics.grid.sup});
        QVERIFY(std::abs(known.size - sup) <= 1e-12 * sup);
        const Matrix at = Matrix::Constant(1, 1, known.at);
        QVERIFY(std::abs((target(at) - run.model.evaluate(at)).cwiseAbs()(0, 0) - sup) <= 1e-12 * sup);
        QVERIFY(run.largestError->bound.has_value() && sup <= *run.largestError->bound);
    }
};

GRADEWISE_TEST(TestCertificates)
#include "test_certificates.moc"
