// What is wrong with an experiment file is said with its place.
#include "tests/core/record/read_fixture.h"
#include "tests/test_case.h"

using namespace gradewise;
using namespace gradewise::read_fixture;

class TestComplaints : public QObject {
    Q_OBJECT

private slots:
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

GRADEWISE_TEST(TestComplaints)
#include "test_complaints.moc"
