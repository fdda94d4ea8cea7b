// The target at the samples of a run: refused with the place where it is no number to learn from.
#include "core/configuration/config.h"
#include "core/experiment/remarks.h"
#include "core/experiment/validate.h"
#include "core/record/json.h"
#include "tests/test_case.h"

using namespace gradewise;

namespace {

/// Layouts and counts of training, validation and test samples.
struct Sets {
    SampleSet train{Layout::Equispaced, 50}; // none at 1/3
    SampleSet validation{Layout::Random, 20};
    SampleSet test{Layout::Random, 20};
};

ExperimentConfig experiment(std::vector<std::string> formulas, Domain domain, const Sets& sets) {
    ExperimentConfig config;
    config.target = {TargetConfig::Kind::Formula, "", std::move(formulas), {}, std::move(domain)};
    config.samples = {sets.train, sets.validation, sets.test, 0.0};
    return config;
}

} // namespace

Q_DECLARE_METATYPE(ExperimentConfig)

class TestSampleRules : public QObject {
    Q_OBJECT

private slots:
    void places_data() {
        QTest::addColumn<ExperimentConfig>("config");
        QTest::addColumn<QString>("path"); // empty: valid
        QTest::addColumn<QString>("says");
        const auto row = [](const char* name, const ExperimentConfig& config, const char* path,
                            const char* says) { QTest::newRow(name) << config << path << says; };
        const Domain unit{{0.0, 1.0}};
        const auto train = [](Layout layout, Index count) {
            Sets sets;
            sets.train = {layout, count};
            return sets;
        };
        const auto validation = [](Layout layout, Index count) {
            Sets sets;
            sets.validation = {layout, count};
            return sets;
        };
        const auto test = [](Layout layout, Index count) {
            Sets sets;
            sets.test = {layout, count};
            return sets;
        };
        row("pole", experiment({"1/(x-1/3)"}, unit, train(Layout::Equispaced, 4)), "samples.train.count",
            "is infinite (inf) at x = 0.333333, which is one of the 4 training samples");
        row("no pole", experiment({"1/(x-1/3)"}, unit, train(Layout::Equispaced, 5)), "", "");
        row("pole at 2", experiment({"(x+3)/(x-2)"}, {{0.0, 6.0}}, train(Layout::Equispaced, 1201)),
            "samples.train.count", "at x = 2, ");
        row("0/0", experiment({"(x-1/3)/(x-1/3)"}, unit, train(Layout::Equispaced, 4)), "samples.train.count",
            "not a number (nan)");
        row("log 0", experiment({"log(abs(x-1/3))"}, unit, train(Layout::Equispaced, 4)),
            "samples.train.count", "infinite (-inf)");
        row("0^-1", experiment({"(x-1/3)^(-1)"}, unit, train(Layout::EquispacedOpen, 3)),
            "samples.train.count", "infinite");
        row("gamma", experiment({"gamma(x-1/6)"}, unit, test(Layout::Midpoints, 3)), "samples.test.count",
            "one of the 3 test samples");
        row("x^x below 0", experiment({"max(x,-1e-5)^max(x,-1e-5)"}, {{-0.0003, 1.0}}, {}), "target.formula",
            "not a number");
        row("validation", experiment({"1/(x-1/3)"}, unit, validation(Layout::EquispacedOpen, 3)),
            "samples.validation.count", "validation samples; choose another number or layout of samples");
        row("two outputs", experiment({"x", "x/(3*x-1)"}, unit, train(Layout::Equispaced, 4)),
            "samples.train.count", "The formula x/(3*x-1) is infinite");
        row("two variables",
            experiment({"1/(x-y-1/7)"}, {{0.0, 1.0}, {0.0, 1.0}}, train(Layout::Equispaced, 64)),
            "samples.train.count", "y = ");
        row("three variables",
            experiment({"log(abs(x-1/7)+y+z)"}, {{0.0, 1.0}, {0.0, 1.0}, {0.0, 1.0}},
                       train(Layout::Equispaced, 512)),
            "samples.train.count", "z = 0");
        // Between two points of every grid, where only the random samples come.
        row("random", experiment({"sqrt((x-0.50003)*(x-0.50022))"}, unit, train(Layout::Random, 20000)),
            "samples.train.count", "choose another seed or number of samples");
        row("no samples", experiment({"1/(x-1/3)"}, unit, validation(Layout::EquispacedOpen, 0)), "", "");
    }
    void places() {
        QFETCH(ExperimentConfig, config);
        QFETCH(QString, path);
        QFETCH(QString, says);
        const std::vector<Issue> issues = validate(config);
        if (path.isEmpty()) {
            QVERIFY2(issues.empty(), describe(issues).c_str());
            return;
        }
        QCOMPARE(issues.size(), std::size_t{1});
        QCOMPARE(QString::fromStdString(issues[0].path), path);
        QVERIFY2(issues[0].sentence.find(says.toStdString()) != std::string::npos,
                 issues[0].sentence.c_str());
    }

    void parametersAreNamed() {
        ExperimentConfig config = experiment({"1/(x-a)"}, {{0.0, 1.0}}, {});
        config.samples.train = {Layout::Equispaced, 8};
        config.target.parameters["a"] = 1.0 / 7.0;
        const std::vector<Issue> issues = validate(config);
        QCOMPARE(issues.size(), std::size_t{1});
        QVERIFY2(issues[0].sentence.find("at x = 0.142857 with a = 0.142857, which") != std::string::npos,
                 issues[0].sentence.c_str());
    }

    /// The grid moves out of the way of such samples, to points that nobody has looked at.
    void theGridIsLookedAtToo() {
        ExperimentConfig config = experiment({"1/(x-a)"}, {{0.0, 1.0}}, {});
        config.samples.train = {Layout::Equispaced, 4001};
        const Matrix points = evaluationGrid(config.target.domain, config.samples.train);
        config.target.parameters["a"] = points(0, 777);
        const std::vector<Issue> issues = validate(config);
        QCOMPARE(issues.size(), std::size_t{1});
        QVERIFY2(issues[0].sentence.find("a point of the evaluation grid") != std::string::npos,
                 issues[0].sentence.c_str());
        config.target.parameters["a"] = 0.5 * (points(0, 777) + points(0, 778));
        config.samples.train.count = 1001;
        QVERIFY2(validate(config).empty(), describe(validate(config)).c_str());
    }

    void remarks() {
        ExperimentConfig config;
        QVERIFY(remarksOn(prepareOrThrow(config)).empty());
        config = experiment({"0*x*y"}, {{0.0, 1.0}, {0.0, 1.0}}, {});
        config.samples.train = {Layout::Equispaced, 1000};
        config.samples.test = {Layout::Random, 1000};
        const std::vector<std::string> said = remarksOn(prepareOrThrow(config));
        QCOMPARE(said.size(), std::size_t{2});
        QVERIFY(said[0].starts_with("The target is zero"));
        QCOMPARE(
            QString::fromStdString(said[1]),
            QString::fromUtf8(
                "There will be 1024 training samples, 32 × 32: the grid nearest to the 1000 asked for."));
    }
};

GRADEWISE_TEST(TestSampleRules)
#include "test_sample_rules.moc"
