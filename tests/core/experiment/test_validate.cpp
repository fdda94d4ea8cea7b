// Every rule of validate(): one row a rule, with the place that must be named.
#include "core/configuration/config.h"
#include "core/experiment/validate.h"
#include "tests/core/experiment/rule_rows.h"
#include "tests/solver_options.h"
#include "tests/test_case.h"

#include <limits>

using namespace gradewise;

namespace {

constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();
constexpr double infinite = std::numeric_limits<double>::infinity();

const std::vector<RuleRow>& rows() {
    static const std::vector<RuleRow> all = {
        {"the default", "", [](ExperimentConfig&) {}},
        {"title of the largest length", "", [](auto& c) { c.title = std::string(200, 'x'); }},
        {"title too long", "title", [](auto& c) { c.title = std::string(201, 'x'); }},
        {"title counts characters, not bytes", "",
         [](auto& c) {
             for (int i = 0; i < 200; ++i)
                 c.title += "π";
         }},
        {"title of two lines", "title", [](auto& c) { c.title = "a\nb"; }},
        {"notes too long", "notes", [](auto& c) { c.notes = std::string(20001, 'x'); }},
        {"notes of two lines", "", [](auto& c) { c.notes = "a\nb"; }},
        {"unknown gallery id", "target.id", [](auto& c) { c.target.id = "no such target"; }},
        {"broken formula", "target.formula",
         [](auto& c) {
             c.target = {TargetConfig::Kind::Formula, "", {"sin(2*"}, {}, {{0, 1}}};
         }},
        {"second formula broken", "target.formula[1]",
         [](auto& c) {
             c.target = {TargetConfig::Kind::Formula, "", {"x", "sinn(x)"}, {}, {{0, 1}}};
         }},
        {"domain the wrong way round", "target.domain[0]",
         [](auto& c) {
             c.target = {TargetConfig::Kind::Formula, "", {"x"}, {}, {{1, 0}}};
         }},
        {"one training sample", "samples.train.count", [](auto& c) { c.samples.train.count = 1; }},
        {"two training samples", "", [](auto& c) { c.samples.train.count = 2; }},
        {"too many training samples", "samples.train.count",
         [](auto& c) { c.samples.train.count = limits::maximumSamples + 1; }},
        {"no validation samples", "", [](auto& c) { c.samples.validation.count = 0; }},
        {"negative validation samples", "samples.validation.count",
         [](auto& c) { c.samples.validation.count = -1; }},
        {"no test samples", "", [](auto& c) { c.samples.test.count = 0; }},
        {"negative test samples", "samples.test.count", [](auto& c) { c.samples.test.count = -5; }},
        {"a balanced read-out", "", [](auto& c) { c.grades[1].readOut = ReadOutRule::Balanced; }},
        {"a balanced read-out of a built grade", "grades[0].readOut",
         [](auto& c) {
             c.grades.resize(1);
             setSolver(c.grades[0], solverOf(ConstructiveOptions{}), 1);
             c.grades[0].readOut = ReadOutRule::Balanced;
         }},
        {"a balanced read-out of too many samples", "grades[0].readOut",
         [](auto& c) {
             c.samples.train.count = limits::maximumBalanced + 1;
             c.grades[0].readOut = ReadOutRule::Balanced;
         }},
        {"negative noise", "samples.noise", [](auto& c) { c.samples.noise = -0.1; }},
        {"noise not a number", "samples.noise", [](auto& c) { c.samples.noise = notANumber; }},
        {"infinite noise", "samples.noise", [](auto& c) { c.samples.noise = infinite; }},
        {"noise whose squares are infinite", "samples.noise", [](auto& c) { c.samples.noise = 1e300; }},
        {"no grades", "grades", [](auto& c) { c.grades.clear(); }},
        {"no hidden layer", "grades[1].hidden", [](auto& c) { c.grades[1].hidden.clear(); }},
        {"too many hidden layers", "grades[0].hidden",
         [](auto& c) { c.grades[0].hidden.assign(limits::maximumHiddenLayers + 1, 4); }},
        {"width 0", "grades[2].hidden[1]",
         [](auto& c) {
             c.grades[2].hidden = {4, 0};
         }},
        {"width too large", "grades[0].hidden[0]",
         [](auto& c) { c.grades[0].hidden = {limits::maximumWidth + 1}; }},
        {"rate 0", "grades[0].solver.learningRate",
         [](auto& c) { rateOf(c.grades[0].solver).initial = 0.0; }},
        {"rate not a number", "grades[0].solver.learningRate",
         [](auto& c) { rateOf(c.grades[0].solver).initial = notANumber; }},
        {"infinite rate", "grades[0].solver.learningRate",
         [](auto& c) { rateOf(c.grades[0].solver).initial = infinite; }},
        {"final rate 0", "grades[0].solver.finalLearningRate",
         [](auto& c) { rateOf(c.grades[0].solver).final = 0.0; }},
        {"final rate above the first", "grades[0].solver.finalLearningRate",
         [](auto& c) { rateOf(c.grades[0].solver).final = 1.0; }},
        {"final rate equal to the first", "",
         [](auto& c) { rateOf(c.grades[0].solver).final = rateOf(c.grades[0].solver).initial; }},
        {"both schedules", "grades[0].solver.decayFactor",
         [](auto& c) {
             rateOf(c.grades[0].solver).final = 1e-4;
             rateOf(c.grades[0].solver).decayFactor = 0.9;
         }},
        {"decay factor 0", "grades[0].solver.decayFactor",
         [](auto& c) { rateOf(c.grades[0].solver).decayFactor = 0.0; }},
        {"decay factor 1", "", [](auto& c) { rateOf(c.grades[0].solver).decayFactor = 1.0; }},
        {"decay factor above 1", "grades[0].solver.decayFactor",
         [](auto& c) { rateOf(c.grades[0].solver).decayFactor = 1.1; }},
        {"decay factor not a number", "grades[0].solver.decayFactor",
         [](auto& c) { rateOf(c.grades[0].solver).decayFactor = notANumber; }},
        {"decay every 0 epochs", "grades[0].solver.decayEvery",
         [](auto& c) { rateOf(c.grades[0].solver).decayEvery = 0; }},
        {"negative batch", "grades[0].solver.batchSize",
         [](auto& c) { descentOf(c.grades[0].solver)->batchSize = -1; }},
        {"batch of all samples", "",
         [](auto& c) { descentOf(c.grades[0].solver)->batchSize = c.samples.train.count; }},
        {"batch above the samples", "grades[0].solver.batchSize",
         [](auto& c) { descentOf(c.grades[0].solver)->batchSize = c.samples.train.count + 1; }},
        {"no epochs", "grades[3].stop.epochs", [](auto& c) { c.grades[3].stop.epochs = 0; }},
        {"too many epochs", "grades[0].stop.epochs",
         [](auto& c) { c.grades[0].stop.epochs = limits::maximumEpochs + 1; }},
        {"seconds 0", "grades[0].stop.seconds", [](auto& c) { c.grades[0].stop.seconds = 0.0; }},
        {"goal 0", "grades[0].stop.goal", [](auto& c) { c.grades[0].stop.goal = 0.0; }},
        {"goal not a number", "grades[0].stop.goal", [](auto& c) { c.grades[0].stop.goal = notANumber; }},
        {"patience", "", [](auto& c) { c.grades[0].stop.patience = 20; }},
        {"patience of 0 epochs", "grades[0].stop.patience", [](auto& c) { c.grades[0].stop.patience = 0; }},
        {"patience without validation samples", "grades[0].stop.patience",
         [](auto& c) {
             c.samples.validation.count = 0;
             c.grades[0].stop.patience = 20;
         }},
        {"adaptive", "", [](auto& c) { c.adaptive = true; }},
        {"adaptive without validation samples", "adaptive",
         [](auto& c) {
             c.samples.validation.count = 0;
             c.adaptive = true;
         }},
        {"plateau of 0 epochs", "grades[0].stop.plateau.epochs",
         [](auto& c) {
             c.grades[0].stop.plateau = Plateau{0, 1e-6};
         }},
        {"plateau change 0", "grades[0].stop.plateau.relativeChange",
         [](auto& c) {
             c.grades[0].stop.plateau = Plateau{20, 0.0};
         }},
        {"plateau change 1", "grades[0].stop.plateau.relativeChange",
         [](auto& c) {
             c.grades[0].stop.plateau = Plateau{20, 1.0};
         }},
        {"repeat 0", "grades[0].repeat", [](auto& c) { c.grades[0].repeat = 0; }},
        {"absurd repeat", "grades[0].repeat",
         [](auto& c) { c.grades[0].repeat = std::numeric_limits<Index>::max(); }},
        {"too many grades by repeating", "grades",
         [](auto& c) {
             for (GradeConfig& grade : c.grades)
                 grade.repeat = 2000;
         }},
        {"run stop L2 0", "stop.relativeL2", [](auto& c) { c.stop.relativeL2 = 0.0; }},
        {"run stop sup negative", "stop.sup", [](auto& c) { c.stop.sup = -1.0; }},
        {"run stop seconds not a number", "stop.seconds", [](auto& c) { c.stop.seconds = notANumber; }},
        {"more memory than allowed", "grades",
         [](auto& c) {
             c.samples.train.count = limits::maximumSamples;
             c.grades[0].hidden = {4096, 4096};
         }},
        {"more weights than a file holds", "grades",
         [](auto& c) {
             c.samples.train.count = 64;
             c.grades.resize(1);
             c.grades[0].hidden = {5000, 4000};
             c.grades[0].repeat = 1;
         }},
        {"nearly as many", "",
         [](auto& c) {
             c.samples.train.count = 64;
             c.grades.resize(1);
             c.grades[0].hidden = {5000, 3900};
             c.grades[0].solver = AdamOptions{};
             c.grades[0].carry = Carry::Hidden;
             c.grades[0].repeat = 1;
         }},
        {"more memory for the search than allowed", "grades",
         [](auto& c) {
             c.grades.resize(1);
             c.grades[0].hidden = {4096};
             c.grades[0].solver = VarProOptions{};
             c.grades[0].repeat = 2;
         }},
        {"a wide spline on many samples, whose features nobody sees", "",
         [](auto& c) {
             c.samples.train.count = limits::maximumSamples;
             c.grades.resize(1);
             c.grades[0].hidden = {8192};
             c.grades[0].solver = VarProOptions{};
             c.grades[0].repeat = 1;
         }},
        {"largest seed", "", [](auto& c) { c.seed = std::numeric_limits<std::uint64_t>::max(); }},
    };
    return all;
}

} // namespace

class TestValidate : public QObject {
    Q_OBJECT

private slots:
    void rule_data() { addRules(rows()); }
    void rule() {
        QFETCH(int, row);
        checkRule(rows().at(static_cast<std::size_t>(row)));
    }

    void allAtOnce() {
        ExperimentConfig config;
        config.samples.noise = -1.0;
        config.grades[0].hidden = {0, -1};
        config.grades[3].stop.epochs = 0;
        config.stop.sup = 0.0;
        QCOMPARE(validate(config).size(), std::size_t{5});
    }

    void theSentenceSaysWhatIsAllowed() {
        ExperimentConfig config;
        config.grades[1].hidden[0] = 50000;
        QCOMPARE(QString::fromStdString(validate(config).at(0).sentence),
                 QString("The width of a hidden layer must be a whole number from 1 to 16384; it is 50000."));
    }

    void aFormulaErrorCountsCharacters() {
        ExperimentConfig config;
        config.target = {TargetConfig::Kind::Formula, "", {"sin(π*x) + foo(x)"}, {}, {{0, 1}}};
        const auto issues = validate(config);
        QCOMPARE(issues.size(), std::size_t{1});
        QVERIFY2(issues.front().sentence.find("character 12 ") != std::string::npos,
                 issues.front().sentence.c_str());
    }

    void expansion() {
        ExperimentConfig config;
        config.grades = {GradeConfig{}, GradeConfig{}};
        config.grades[0].repeat = 3;
        config.grades[1].hidden = {7};
        const auto grades = expandedGrades(config);
        QCOMPARE(grades.size(), std::size_t{4});
        QCOMPARE(grades[2].repeat, Index{1});
        QCOMPARE(grades[3].hidden, std::vector<Index>{7});
    }

    void expansionOfAbsurdCountsIsBounded() {
        ExperimentConfig config;
        config.grades.assign(10, GradeConfig{});
        for (GradeConfig& grade : config.grades)
            grade.repeat = std::numeric_limits<Index>::max();
        QCOMPARE(expandedGrades(config).size(), limits::maximumGrades + 1);
        config.grades[0].repeat = std::numeric_limits<Index>::min();
        QCOMPARE(expandedGrades(config).size(), limits::maximumGrades + 1);
    }
};

GRADEWISE_TEST(TestValidate)
#include "test_validate.moc"
