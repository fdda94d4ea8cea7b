// The strict reader: what it accepts, and that every complaint has its place and its sentence.
#include "core/record/json.h"
#include "tests/solver_options.h"
#include "tests/test_case.h"

using namespace gradewise;

#include "tests/core/record/read_fixture.h"
#include "tests/test_case.h"

using namespace gradewise;
using namespace gradewise::read_fixture;

class TestRead : public QObject {
    Q_OBJECT

private slots:
    void whatTheNextGradeSeesDependsOnTheSolver() {
        const auto carryOf = [](const Solver& solver, const std::string& more) {
            const auto read = readDocument(
                experiment("{\"hidden\": [16]}", "{\"hidden\": [8], \"solver\": {\"name\": \"" +
                                                     std::string(solver.name()) + "\"}" + more + "}"));
            return std::get<Experiment>(std::get<Document>(read)).config().grades.front().carry;
        };
        for (const Solver* const solver : allSolvers()) {
            if (solver->isBuilt())
                continue; // has widths and carry of its own
            QVERIFY(carryOf(*solver, "") == solver->defaultCarry());
            QVERIFY(carryOf(*solver, ", \"carry\": \"hidden+input\"") == Carry::HiddenAndInput);
        }
        // Every key is named once where one is not known.
        const auto issues = issuesOf(experiment("\"hidden\"", "\"hiden\": 1, \"hidden\""));
        QVERIFY(!issues.empty());
        QVERIFY2(issues.front().sentence.ends_with(
                     "Allowed are hidden, activation, initialisation, solver, stop, readOut, "
                     "smoothing, carry, repeat."),
                 issues.front().sentence.c_str());
        QVERIFY(solverOf(AdamOptions{}).defaultCarry() == Carry::Hidden); // as published
        QVERIFY(solverOf(VarProOptions{}).defaultCarry() == Carry::All);
    }

    void defaults() {
        const ExperimentConfig config = configOf(experiment("", ""));
        ExperimentConfig expected;
        expected.grades = {GradeConfig{}};
        expected.grades[0].hidden = {16};
        QVERIFY(config == expected);
    }

    void everyKey() {
        const ExperimentConfig config = configOf(
            "{\n"
            "          \"format\": \"gradewise-experiment\", \"version\": 1, \"title\": \"sin(100x)\", "
            "\"notes\": \"two\\nlines\",\n"
            "          \"target\": {\"kind\": \"formula\", \"formula\": [\"sin(a*x)\", \"cos(a*x)\"], "
            "\"domain\": [[-1, 2.5]],\n"
            "                     \"parameters\": {\"a\": 100}},\n"
            "          \"samples\": {\"train\": {\"layout\": \"equispacedOpen\", \"count\": 5000}, "
            "\"validation\": {\"count\": 5},\n"
            "                      \"test\": {\"layout\": \"midpoints\", \"count\": 1e3}, \"noise\": 0.25},\n"
            "          \"grades\": [{\"hidden\": [256, 128], \"activation\": \"sin\", \"initialisation\": "
            "\"he\",\n"
            "                      \"solver\": {\"name\": \"adam\", \"learningRate\": 0.1, "
            "\"finalLearningRate\": 0.0001,\n"
            "                                 \"batchSize\": 32},\n"
            "                      \"stop\": {\"epochs\": 20, \"seconds\": 5, \"goal\": 1e-3,\n"
            "                               \"plateau\": {\"epochs\": 7, \"relativeChange\": 1e-4}, "
            "\"patience\": 30},\n"
            "                      \"carry\": \"hidden+input\", \"repeat\": 2},\n"
            "                     {\"hidden\": [8], \"solver\": {\"name\": \"gd\", \"decayFactor\": 0.9, "
            "\"decayEvery\": 400}}],\n"
            "          \"guard\": false, \"stop\": {\"relativeL2\": 1e-6, \"sup\": 1e-5, \"seconds\": 60},\n"
            "          \"seed\": 18446744073709551615}");
        QCOMPARE(config.title, std::string("sin(100x)"));
        QCOMPARE(config.notes, std::string("two\nlines"));
        QCOMPARE(config.target.formulas.size(), std::size_t{2});
        QCOMPARE(config.target.domain.at(0).high, 2.5);
        QCOMPARE(config.target.parameters.at("a"), 100.0);
        QCOMPARE(config.samples.train.layout, Layout::EquispacedOpen);
        QCOMPARE(config.samples.validation.layout, Layout::Random);
        QCOMPARE(config.samples.validation.count, Index{5});
        QCOMPARE(config.samples.test.count, Index{1000});
        QCOMPARE(config.samples.noise, 0.25);
        const GradeConfig& first = config.grades.at(0);
        QCOMPARE(first.hidden, (std::vector<Index>{256, 128}));
        QCOMPARE(first.activation, Activation::Sin);
        QCOMPARE(first.initialisation, Initialisation::He);
        QVERIFY(std::holds_alternative<AdamOptions>(first.solver));
        QCOMPARE(rateOf(first.solver).final, std::optional(1e-4));
        QCOMPARE(descentOf(first.solver)->batchSize, Index{32});
        QVERIFY(first.stop == (GradeStop{20, 5.0, 1e-3, Plateau{7, 1e-4}, 30}));
        QCOMPARE(first.carry, Carry::HiddenAndInput);
        QCOMPARE(first.repeat, Index{2});
        const GradeConfig& second = config.grades.at(1);
        QVERIFY(std::holds_alternative<GradientDescentOptions>(second.solver));
        QCOMPARE(rateOf(second.solver).decayFactor, std::optional(0.9));
        QCOMPARE(rateOf(second.solver).decayEvery, Index{400});
        QCOMPARE(config.guard, false);
        QVERIFY(config.stop == (RunStop{1e-6, 1e-5, 60.0}));
        QCOMPARE(config.seed, ~std::uint64_t{0});
    }

    void largeSeedsAreExact() {
        QCOMPARE(configOf(experiment(seedLine, "\"seed\": 9007199254740993")).seed,
                 std::uint64_t{9007199254740993});
    }

    void tooManyValues_data() {
        QTest::addColumn<std::string>("item");
        QTest::addColumn<std::string>("last");
        QTest::newRow("numbers") << std::string("1,") << std::string("1");
        QTest::newRow("lists") << std::string("[],") << std::string("[]");
        QTest::newRow("objects") << std::string("{},") << std::string("{}");
        QTest::newRow("texts") << std::string("\"\",") << std::string("\"\"");
        QTest::newRow("numbers, then a text") << std::string("1,") << std::string("\"a\"");
    }
    void tooManyValues() {
        QFETCH(std::string, item);
        QFETCH(std::string, last);
        std::string text = "{\"grades\": [";
        const int count = item == "1," && last == "1" ? 34'000'000 : 3'000'000;
        for (int i = 0; i < count; ++i)
            text += item;
        const auto read = readDocument(text + last + "]}");
        const auto* issues = std::get_if<std::vector<Issue>>(&read);
        QVERIFY(issues != nullptr);
        QCOMPARE(issues->size(), std::size_t{1});
        QVERIFY2(issues->front().sentence.find("more values than") != std::string::npos,
                 issues->front().sentence.c_str());
    }

    void desertsAreRefused() {
        const std::string blanks((1 << 20) + 1, '\n');
        const auto said = [](const std::string& text) {
            const auto read = readDocument(text);
            const auto* issues = std::get_if<std::vector<Issue>>(&read);
            return issues == nullptr ? std::string("valid") : describe(*issues);
        };
        QVERIFY(said(blanks + blanks).find("The file is empty") != std::string::npos);
        for (const std::string& text :
             {blanks + "x", "{" + blanks, " {" + blanks + "x", "{\"a\": 1" + blanks + "}",
              std::string(3000, 'x') + blanks + "x" + blanks})
            QVERIFY2(said(text).find("million blanks") != std::string::npos,
                     said(text).substr(0, 200).c_str());
        QVERIFY(said(blanks.substr(10) + experiment("", "") + blanks.substr(10)) == "valid");
        const auto read = readDocument("{\"notes\": \"" + std::string((1 << 20) + 1, 'a') + "\"}");
        QVERIFY(describe(std::get<std::vector<Issue>>(read)).find("far longer") != std::string::npos);
    }

    /// The parser keeps a token several times: the longest of ours are short.
    void longTokensAreRefusedBeforeTheyAreRead() {
        const auto said = [](const std::string& text) {
            const auto read = readDocument(text);
            const auto* issues = std::get_if<std::vector<Issue>>(&read);
            return issues == nullptr ? std::string("valid") : describe(*issues);
        };
        const std::string digits((1 << 20) + 1, '7');
        for (const std::string& text : {"{\"seed\": " + digits + "}", digits, "[0." + digits})
            QVERIFY2(said(text).find("million digits") != std::string::npos,
                     said(text).substr(0, 200).c_str());
        const std::string letters(7 << 20, 'a');
        QCOMPARE(said("{\n\"notes\": \"\\\"" + letters + "\"}"),
                 std::string("line 2, column 10: This text is far longer than any text of an experiment or a "
                             "run."));
        QVERIFY(said("{\"" + letters).find("far longer") != std::string::npos);
        QVERIFY(said("{\"" + letters + "\\").find("far longer") != std::string::npos);
        // Quotes and backslashes within texts do not make two of them one.
        std::string many = experiment("", "");
        many.insert(1, "\"notes\": \"\\\"\\\\\", ");
        QCOMPARE(said(std::string(1 << 20, ' ') + many), std::string("valid"));
    }

    void longListsAreRefused() {
        std::string widths = "1";
        for (int i = 0; i < 10'000; ++i)
            widths += ",1";
        const auto read = readDocument(experiment("\"hidden\": [16]", "\"hidden\": [" + widths + "]"));
        const std::string said = describe(std::get<std::vector<Issue>>(read));
        QVERIFY2(said.find("10001 items; at most 10000") != std::string::npos, said.c_str());
    }

    void messagesAreShortAndVisible() {
        const std::string million(1 << 20, 'k');
        const std::string nasty = "\\u001b[31m\\u202e";
        for (const std::string& word : {million, nasty}) {
            for (const std::string& line :
                 {"\"" + word + "\": 1", "\"version\": \"" + word + "\"", "\"format\": \"" + word + "\"",
                  "\"target\": {\"kind\": \"" + word + "\"}",
                  "\"target\": {\"kind\": \"gallery\", \"id\": \"" + word + "\"}",
                  "\"target\": {\"kind\": \"formula\", \"formula\": \"x\", \"domain\": [[0, 1]], "
                  "\"parameters\": {\"" +
                      word + "\": 1}}",
                  "\"target\": {\"kind\": \"formula\", \"formula\": \"" + word + "\", \"domain\": [[0, 1]]}",
                  "\"guard\": " + word, "\"guard\": \"" + word, "\"a\": 1, \"a\": " + word}) {
                const auto read = readDocument(experiment(seedLine, line));
                const auto* issues = std::get_if<std::vector<Issue>>(&read);
                QVERIFY2(issues != nullptr, line.substr(0, 40).c_str());
                const std::string said = describe(*issues);
                QVERIFY2(said.size() < 10'000, said.substr(0, 1000).c_str());
                for (const Issue& issue : *issues)
                    for (const std::string& part : {issue.path, issue.sentence}) {
                        QVERIFY2(part.find('\x1b') == std::string::npos, line.substr(0, 40).c_str());
                        QVERIFY2(part.find("\u202e") == std::string::npos, line.substr(0, 40).c_str());
                    }
            }
        }
    }

    void byteOrderMarkIsAccepted() {
        QCOMPARE(configOf("\xEF\xBB\xBF" + experiment("", "")).seed, std::uint64_t{1});
    }
};

GRADEWISE_TEST(TestRead)
#include "test_read.moc"
