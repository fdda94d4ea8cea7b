// The strict reader: what it accepts, and that every complaint has its place and its sentence.
#include "core/record/json.h"
#include "tests/test_case.h"

using namespace gradewise;

namespace {

/// A valid experiment on several lines, with one line replaced.
std::string experiment(const std::string& line, const std::string& replacement) {
    std::string text = "{\n"
                       "  \"format\": \"gradewise-experiment\",\n"
                       "  \"version\": 1,\n"
                       "  \"target\": {\"kind\": \"gallery\", \"id\": \"sine\"},\n"
                       "  \"grades\": [\n"
                       "    {\"hidden\": [16]}\n"
                       "  ],\n"
                       "  \"seed\": 1\n"
                       "}\n"
                       "";
    const std::size_t at = text.find(line);
    return line.empty() || at == std::string::npos ? text : text.replace(at, line.size(), replacement);
}

std::vector<Issue> issuesOf(const std::string& text) {
    auto read = readDocument(text);
    const auto* issues = std::get_if<std::vector<Issue>>(&read);
    return issues == nullptr ? std::vector<Issue>{} : *issues;
}

ExperimentConfig configOf(const std::string& text) {
    auto read = readDocument(text);
    if (const auto* issues = std::get_if<std::vector<Issue>>(&read))
        qFatal("%s", describe(*issues).c_str());
    return std::get<ExperimentConfig>(std::get<Document>(read));
}

const std::string seedLine = "\"seed\": 1";
const std::string hidden = "\"hidden\": [16]";
const std::string target = "\"target\": {\"kind\": \"gallery\", \"id\": \"sine\"}";

} // namespace

class TestRead : public QObject {
    Q_OBJECT

private slots:
    void whatTheNextGradeSeesDependsOnTheSolver() {
        const auto carryOf = [](SolverKind solver, const std::string& more) {
            const auto read = readDocument(
                experiment("{\"hidden\": [16]}", "{\"hidden\": [8], \"solver\": {\"name\": \"" +
                                                     std::string(name(solver)) + "\"}" + more + "}"));
            return std::get<ExperimentConfig>(std::get<Document>(read)).grades.front().carry;
        };
        for (const SolverKind solver : allSolverKinds()) {
            if (isBuilt(solver))
                continue; // has widths and carry of its own
            QVERIFY(carryOf(solver, "") == defaultCarry(solver));
            QVERIFY(carryOf(solver, ", \"carry\": \"hidden+input\"") == Carry::HiddenAndInput);
        }
        // Every key is named once where one is not known.
        const auto issues = issuesOf(experiment("\"hidden\"", "\"hiden\": 1, \"hidden\""));
        QVERIFY(!issues.empty());
        QVERIFY2(issues.front().sentence.ends_with(
                     "Allowed are hidden, activation, initialisation, solver, stop, readOut, "
                     "smoothing, carry, repeat."),
                 issues.front().sentence.c_str());
        QVERIFY(defaultCarry(SolverKind::Adam) == Carry::Hidden); // as published
        QVERIFY(defaultCarry(SolverKind::VarPro) == Carry::All);
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
        QCOMPARE(first.solver.kind, SolverKind::Adam);
        QCOMPARE(first.solver.rate.final, std::optional(1e-4));
        QCOMPARE(first.solver.batchSize, Index{32});
        QVERIFY(first.stop == (GradeStop{20, 5.0, 1e-3, Plateau{7, 1e-4}, 30}));
        QCOMPARE(first.carry, Carry::HiddenAndInput);
        QCOMPARE(first.repeat, Index{2});
        const GradeConfig& second = config.grades.at(1);
        QCOMPARE(second.solver.kind, SolverKind::GradientDescent);
        QCOMPARE(second.solver.rate.decayFactor, std::optional(0.9));
        QCOMPARE(second.solver.rate.decayEvery, Index{400});
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

    void complaint_data() {
        QTest::addColumn<QString>("line");
        QTest::addColumn<QString>("replacement");
        QTest::addColumn<QString>("path");
        QTest::addColumn<int>("row");
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("says");
        const auto add = [](const char* name, const std::string& line, const char* replacement,
                            const char* path, int row, int column, const char* says) {
            QTest::newRow(name) << QString::fromStdString(line) << replacement << path << row << column
                                << says;
        };
        // The vocabulary.
        add("unknown key", hidden, "\"hidden\": [16], \"hiden\": [4]", "grades[0].hiden", 6, 22,
            "did you mean \"hidden\"");
        add("unknown key at the top", seedLine, "\"colour\": 1", "colour", 8, 3,
            "Allowed are format, version, title");
        add("unknown activation", hidden, "\"hidden\": [16], \"activation\": \"rely\"",
            "grades[0].activation", 6, 36, "\"relu\", \"sin\", \"tanh\", \"gelu\"");
        add("unknown solver", hidden, "\"hidden\": [1], \"solver\": {\"name\": \"sgd\"}",
            "grades[0].solver.name", 6, 40, "\"adam\", \"gd\"");
        add("solver without a name", hidden, "\"hidden\": [1], \"solver\": {}", "grades[0].solver.name", 6,
            31, "missing");
        add("unknown layout", seedLine, "\"samples\": {\"train\": {\"layout\": \"grid\"}}",
            "samples.train.layout", 8, 35, "\"equispacedOpen\"");
        add("unknown carry", hidden, "\"hidden\": [16], \"carry\": \"every\"", "grades[0].carry", 6, 31,
            "\"hidden+input\"");
        add("unknown initialisation", hidden, "\"hidden\": [16], \"initialisation\": \"xavier\"",
            "grades[0].initialisation", 6, 40, "\"glorot\"");
        add("unknown kind", target, "\"target\": {\"kind\": \"csv\"}", "target.kind", 4, 22, "\"formula\"");
        add("key of the other kind", target,
            "\"target\": {\"kind\": \"gallery\", \"id\": \"sine\", \"formula\": \"x\"}", "target.formula", 4,
            47, "no key \"formula\"");
        add("unknown gallery id", target, "\"target\": {\"kind\": \"gallery\", \"id\": \"sinus\"}",
            "target.id", 4, 39, "");
        // Types.
        add("width as text", hidden, "\"hidden\": [4, \"16\"]", "grades[0].hidden[1]", 6, 20,
            "a whole number");
        add("width with a fraction", hidden, "\"hidden\": [1.5]", "grades[0].hidden[0]", 6, 17,
            "a whole number");
        add("width alone", hidden, "\"hidden\": 16", "grades[0].hidden", 6, 16, "a list");
        add("null", seedLine, "\"title\": null", "title", 8, 12, "not null");
        add("guard as number", seedLine, "\"guard\": 1", "guard", 8, 12, "true or false");
        add("version as text", "\"version\": 1", "\"version\": \"1\"", "version", 3, 14, "a whole number");
        add("negative seed", seedLine, "\"seed\": -1", "seed", 8, 11, "18446744073709551615");
        add("seed above the largest", seedLine, "\"seed\": 18446744073709551616", "seed", 8, 11, "from 0 to");
        add("seed as text", seedLine, "\"seed\": \"1\"", "seed", 8, 11,
            "from 0 to 18446744073709551615, not a text");
        add("third number of a list", hidden, "\"hidden\": [16, 8, 1.5]", "grades[0].hidden[2]", 6, 24,
            "a whole number");
        add("text among numbers", hidden, "\"hidden\": [16, 8, \"a\"]", "grades[0].hidden[2]", 6, 24,
            "a whole number, not a text");
        add("null among numbers", hidden, "\"hidden\": [16, null]", "grades[0].hidden[1]", 6, 21, "not null");
        add("grades as object", seedLine, "\"stop\": []", "stop", 8, 11, "an object");
        add("interval of three", target,
            "\"target\": {\"kind\": \"formula\", \"formula\": \"x\", \"domain\": [[0, 1, 2]]}",
            "target.domain[0]", 4, 60, "[low, high]");
        add("formula as number", target,
            "\"target\": {\"kind\": \"formula\", \"formula\": 3, \"domain\": [[0, 1]]}", "target.formula", 4,
            44, "a formula in double quotes");
        add("parameter as text", target,
            "\"target\": {\"kind\": \"formula\", \"formula\": \"a*x\", \"domain\": [[0,1]], \"parameters\": "
            "{\"a\": \"1\"}}",
            "target.parameters.a", 4, 90, "a number");
        // Rules of validate() with the place in the file.
        add("width 0", hidden, "\"hidden\": [16, 0]", "grades[0].hidden[1]", 6, 21, "from 1 to 16384");
        add("huge width", hidden, "\"hidden\": [99999999999999999999999]", "grades[0].hidden[0]", 6, 17,
            "from 1 to 16384");
        add("negative width", hidden, "\"hidden\": [-3]", "grades[0].hidden[0]", 6, 17, "it is -3");
        add("rate too small", hidden, "\"hidden\": [1], \"solver\": {\"name\": \"gd\", \"learningRate\": -1}",
            "grades[0].solver.learningRate", 6, 62, "above 0");
        add("broken formula", target,
            "\"target\": {\"kind\": \"formula\", \"formula\": \"sin(\", \"domain\": [[0, 1]]}",
            "target.formula", 4, 44, "At character");
        add("domain the wrong way", target,
            "\"target\": {\"kind\": \"formula\", \"formula\": \"x\", \"domain\": [[1, 0]]}",
            "target.domain[0]", 4, 60, "");
        // Missing.
        add("no target", target, "\"title\": \"\"", "target", 1, 1, "missing");
        add("no domain", target, "\"target\": {\"kind\": \"formula\", \"formula\": \"x\"}", "target.domain",
            4, 13, "missing");
        add("no hidden", hidden, "\"repeat\": 1", "grades[0].hidden", 6, 5, "missing");
        // The head of the file.
        add("another format", "\"gradewise-experiment\"", "\"something\"", "format", 1, 1,
            "not a file of Gradewise");
        add("version 0", "\"version\": 1", "\"version\": 0", "version", 3, 14, "no format version 0");
        add("newer version", "\"version\": 1", "\"version\": 3", "version", 3, 14,
            "written by a newer Gradewise (format version 3); this one reads version 1");
        add("version as text", "\"version\": 1", "\"version\": \"x\"", "version", 3, 14, "a whole number");
        // JSON itself.
        add("trailing comma", seedLine, "\"seed\": 1,", "", 9, 1, "comma");
        add("missing comma", seedLine, "\"seed\": 1 \"guard\": true", "", 8, 13, "not valid JSON");
        add("single quotes", seedLine, "'seed': 1", "", 8, 3, "double quotes");
        add("comment", seedLine, "// \"seed\": 1", "", 8, 3, "Comments");
        add("NaN", seedLine, "\"seed\": NaN", "", 8, 11, "NaN and Infinity");
        add("number too large", seedLine, "\"seed\": 1e999", "", 8, 11, "too large");
        add("key twice", seedLine, "\"seed\": 1, \"seed\": 2", "", 8, 14, "appears twice");
    }
    void complaint() {
        QFETCH(QString, line);
        QFETCH(QString, replacement);
        QFETCH(QString, path);
        QFETCH(int, row);
        QFETCH(int, column);
        QFETCH(QString, says);
        const std::string text = experiment(line.toStdString(), replacement.toStdString());
        const auto issues = issuesOf(text);
        QVERIFY2(issues.size() == 1, (describe(issues) + "\n" + text).c_str());
        const Issue& issue = issues.front();
        QCOMPARE(QString::fromStdString(issue.path), path);
        QVERIFY2(issue.sentence.find(says.toStdString()) != std::string::npos, issue.sentence.c_str());
        QCOMPARE(issue.line, row);
        QCOMPARE(issue.column, column);
    }

    void everythingWrongIsReportedAtOnce() {
        std::string text = experiment(hidden, "\"hidden\": [0, \"a\"], \"activation\": \"x\", \"repeat\": 0");
        text = text.replace(text.find(seedLine), seedLine.size(),
                            "\"seed\": -1, \"guard\": \"no\", \"extra\": 1");
        QCOMPARE(issuesOf(text).size(), std::size_t{7});
    }

    void aNewerFileIsRefusedByNameOnly() {
        const auto issues =
            issuesOf("{\"format\": \"gradewise-experiment\", \"version\": 2, \"novelty\": {\"a\": 1}}");
        QCOMPARE(issues.size(), std::size_t{1});
    }

    void aHundredProblemsAreCutShort() {
        std::string keys;
        for (int i = 0; i < 100; ++i)
            keys += ", \"k" + std::to_string(i) + "\": 0";
        QCOMPARE(issuesOf(experiment(seedLine, seedLine + keys)).size(), std::size_t{51});
    }

    void notJson_data() {
        QTest::addColumn<QByteArray>("text");
        QTest::newRow("empty") << QByteArray("");
        QTest::newRow("blanks") << QByteArray("  \n ");
        QTest::newRow("half an object") << QByteArray("{\"format\": ");
        QTest::newRow("half a text") << QByteArray("{\"format\": \"grade");
        QTest::newRow("a list") << QByteArray("[1, 2]");
        QTest::newRow("a number") << QByteArray("7");
        QTest::newRow("null") << QByteArray("null");
        QTest::newRow("words") << QByteArray("hello");
        QTest::newRow("two objects") << QByteArray("{} {}");
        QTest::newRow("not UTF-8") << QByteArray("{\"title\": \"\xff\xfe\"}");
        QTest::newRow("zero byte") << QByteArray("{\"a\0\": 1}", 9);
        QTest::newRow("too deep") << QByteArray(1000, '[');
        QTest::newRow("a million brackets") << QByteArray(1000000, '[');
        QTest::newRow("binary") << QByteArray("\x89PNG\r\n\x1a\n");
    }
    void notJson() {
        QFETCH(QByteArray, text);
        const auto issues = issuesOf(text.toStdString());
        QVERIFY(!issues.empty());
        QVERIFY(!issues.front().sentence.empty());
        QVERIFY(issues.front().line >= 1);
        QVERIFY(issues.front().column >= 1);
    }

    void describing() {
        QCOMPARE(
            describe({{"grades[1].hidden[0]", "Wrong.", 7, 14}, {"seed", "Bad."}, {"", "Broken.", 2, 3}}),
            std::string("grades[1].hidden[0] (line 7, column 14): Wrong.\nseed: Bad.\nline 2, column 3: "
                        "Broken."));
    }
};

GRADEWISE_TEST(TestRead)
#include "test_read.moc"
