// gradewise-cli from outside: exit codes, streams, files, signals.
#include "core/experiment/version.h"
#include "core/record/json.h"
#include "tests/cli/called.h"
#include "tests/test_case.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>

using namespace gradewise;

class TestCommands : public QObject, InAFolder {
    Q_OBJECT

private slots:
    void init() { changeFolder(); }

    void auditOfARun() {
        QVERIFY(cli({"run", "x-squared", "--out", out()}).code == 0);
        const CliOutcome outcome = cli({"audit", out() + "/run.json"});
        QCOMPARE(outcome.code, 0);
        QVERIFY(outcome.out.contains("frozen: 8 grades unchanged"));
        QVERIFY(outcome.out.contains("grade 1: |r| grows at 499 of 2001 grid points (25 %), by up to 0.031"));
        QVERIFY(outcome.out.contains("largest at x = 0.125"));
        QVERIFY(outcome.out.contains("8  textbook  improved  held      held"));
        QVERIFY(outcome.out.contains("sup ÷4.000"));
        QVERIFY(outcome.error.isEmpty());
    }

    void auditFindsATamperedWeight() {
        QVERIFY(cli({"run", "-", "--out", out()}, experiment(sine, quick)).code == 0);
        QFile file(out() + "/run.json");
        QVERIFY(file.open(QIODevice::ReadOnly));
        QByteArray text = file.readAll();
        const CliOutcome whole = cli({"audit", "-"}, text);
        QCOMPARE(whole.code, 0);
        QVERIFY(whole.out.contains("frozen: 2 grades unchanged"));
        // The last digit of a weight of the second grade: one unit in the last place or a few.
        const qsizetype layers = text.lastIndexOf("\"layers\"");
        qsizetype digit =
            text.indexOf("[[", layers) < 0 ? text.indexOf('[', text.indexOf("weights", layers)) : 0;
        digit = text.indexOf('.', digit) + 5;
        text[digit] = text[digit] == '5' ? '6' : '5';
        const CliOutcome tampered = cli({"audit", "-"}, text);
        QCOMPARE(tampered.code, 4);
        QVERIFY2(tampered.out.contains("frozen: grade 2 CHANGED"), tampered.out.constData());
        QVERIFY(!tampered.out.contains("grade 1 CHANGED"));
        QVERIFY(tampered.out.contains("VIOLATED"));
    }

    void auditOfAnOldFile() {
        QVERIFY(cli({"run", "-", "--out", out()}, experiment(sine, quick)).code == 0);
        RunRecord run = recordOf(out() + "/run.json");
        for (GradeRecord& grade : run.grades)
            grade.audit.reset();
        const CliOutcome outcome = cli({"audit", "-"}, QByteArray::fromStdString(writeRun(run)));
        QCOMPARE(outcome.code, 0);
        QVERIFY(outcome.out.contains("2 of 2 grades have no hash in this file"));
        QVERIFY(!outcome.out.contains("unchanged\n"));
    }

    void stagnationIsNamed() {
        const QByteArray slow =
            R"({"hidden": [6], "solver": {"name": "gd", "learningRate": 1e-9}, "stop": {"epochs": 3}, "repeat": 2})";
        const CliOutcome outcome =
            cli({"run", "-", "--out", out()}, experiment(sine, slow, R"(, "guard": false)"));
        QCOMPARE(outcome.code, 0);
        QVERIFY(outcome.out.contains("; worse") || outcome.out.contains("; stagnated"));
        QVERIFY(outcome.error.contains("stagnated: ") || outcome.error.contains("worse: "));
    }

    void exitCode_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("says"); // on either stream
        const auto add = [](const char* row, const QStringList& arguments, int code, const char* says,
                            const QByteArray& input = {}) {
            QTest::newRow(row) << arguments << input << code << says;
        };
        add("version", {"--version"}, 0, "gradewise-cli ");
        add("help", {"--help"}, 0, "Exit codes");
        add("help of run", {"run", "--help"}, 0, "--progress");
        add("no command", {}, 2, "subcommand");
        add("unknown command", {"fly"}, 2, "There is no command 'fly'. Run with --help");
        add("misspelt command", {"vaildate", "X1"}, 2, "did you mean 'validate'?");
        add("out without a name", {"run", "sine", "--out", ""}, 2, "the name of a folder is empty");
        add("run without a file", {"run"}, 2, "FILE");
        add("unknown option", {"run", "sine", "--fast"}, 2, "--fast");
        add("seed below 0", {"run", "sine", "--seed", "-1"}, 2, "seed");
        add("seed with a fraction", {"run", "sine", "--seed", "1.5"}, 2, "seed");
        add("seed above the largest", {"run", "sine", "--seed", "18446744073709551616"}, 2, "seed");
        add("seed as word", {"run", "sine", "--seed", "x"}, 2, "seed");
        add("unknown progress", {"run", "sine", "--progress", "loud"}, 2, "loud");
        add("grid of one", {"run", "sine", "--grid", "1"}, 2, "at least 2 points");
        add("grid too fine", {"run", "smooth2d", "--grid", "100000"}, 2, "at most 4000000 points");
        add("no thread", {"run", "sine", "--threads", "0"}, 2, "threads");
        add("three threads", {"run", "sine", "--threads", "3"}, 2, "threads");
        add("missing file", {"run", "/no/such/file.json"}, 1, "no file and no preset");
        add("misspelt preset", {"run", "takagy"}, 1, "did you mean the preset 'takagi'");
        add("a folder", {"run", "/"}, 1, "this is a folder");
        add("invalid file", {"run", "-"}, 2, "standard input: grades (line 1, column ", experiment(sine, ""));
        add("broken file", {"run", "-"}, 2, "standard input: line 1, column 2", "{");
        add("empty input", {"run", "-"}, 2, "The file is empty");
        add("out is a file", {"run", "sine", "--out", GRADEWISE_SOURCE_DIR "/LICENSE"}, 1, "LICENSE");
        add("out below a file", {"run", "sine", "--out", GRADEWISE_SOURCE_DIR "/LICENSE/x"}, 1, "LICENSE");
        add("audit without a file", {"audit"}, 2, "FILE");
        add("audit an experiment", {"audit", "sine"}, 2, "has no weights to audit");
        add("audit nothing", {"audit", "/no/such/run.json"}, 1, "no file");
        add("validate a preset", {"validate", "X1"}, 0, "valid experiment: 3 grade(s)");
        add("validate input", {"validate", "-"}, 0, "valid experiment", experiment(sine, quick));
        add("validate something invalid", {"validate", "-"}, 2, "grades[0].hidden[0] (line 1, column ",
            experiment(sine, R"({"hidden": [0]})"));
        add("validate nothing", {"validate", "/no/such/file.json"}, 1, "no file");
        add("list targets", {"list", "targets"}, 0, "takagi");
        add("list presets", {"list", "presets"}, 0, "F2q-cut");
        add("list solvers", {"list", "solvers"}, 0, "Gradient descent");
        add("list activations", {"list", "activations"}, 0, "gelu");
        add("list functions", {"list", "functions"}, 0, "remainder of x/y, with the sign of y");
        add("list nonsense", {"list", "colours"}, 2, "colours");
        add("show", {"show", "X1"}, 0, "gradewise-experiment");
        add("show nothing", {"show", "X9"}, 2, "did you mean 'X1'");
        add("run", {"run", "-"}, 0, "All grades are trained", experiment(sine, quick));
        add("divergence", {"run", "-"}, 3, "no longer finite", experiment(sine, wild));
    }
    void exitCode() {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, input);
        QFETCH(int, code);
        QFETCH(QString, says);
        const CliOutcome outcome = cli(arguments, input);
        QVERIFY(!outcome.crashed);
        const QByteArray all = outcome.out + outcome.error;
        QVERIFY2(all.contains(says.toUtf8()), all);
        QCOMPARE(outcome.code, code);
        // Complaints go to the error stream, results to the other.
        QCOMPARE(outcome.out.contains(says.toUtf8()), code == 0 || code == 3);
    }

    void whatAFormulaLeavesOpenIsSaid() {
        const QByteArray open =
            R"({"kind": "formula", "formula": "a sin 2π p x + log(q + x) ", "domain": [[1, 2]], "parameters": {"a": 2}})";
        const QByteArray said = R"(The names p, q have no value in "parameters"; each is 1.)";
        const CliOutcome validated = cli({"validate", "-"}, experiment(open, quick));
        QCOMPARE(validated.code, 0);
        QVERIFY2(validated.error.contains(said), validated.error);
        QVERIFY2(validated.out.contains("is read as a*sin(2*pi*p*x)+log(q+x)."), validated.out);
        QVERIFY(validated.out.contains("log is the natural logarithm"));
        for (const char* command : {"run", "duel"}) {
            const CliOutcome run = cli({command, "-"}, experiment(open, quick));
            QVERIFY2(run.error.contains(said), run.error);
        }
        const QByteArray closed = R"({"kind": "formula", "formula": "sin(2*pi*x) ", "domain": [[1, 2]]})";
        const CliOutcome silent = cli({"validate", "-"}, experiment(closed, quick));
        QVERIFY(silent.error.isEmpty());
        QCOMPARE(silent.out.count('\n'), 1);
    }

    void aComplaintNamesTheFileOnce() {
        const CliOutcome outcome = cli({"validate", "-"}, experiment(sine, ""));
        QCOMPARE(outcome.out, QByteArray());
        QCOMPARE(outcome.error.count("standard input: "), 1);
    }

    void aFullDiskIsSaid() {
        QProcess process;
        process.setStandardOutputFile("/dev/full");
        process.start(GRADEWISE_CLI, {"list", "targets"});
        QVERIFY(process.waitForFinished(60000));
        QCOMPARE(process.exitCode(), 1);
        QVERIFY(process.readAllStandardError().contains("The standard output cannot be written to"));
    }

    void listsAsJson() {
        for (const char* what : {"targets", "presets", "solvers", "activations", "functions"}) {
            const QJsonDocument list = QJsonDocument::fromJson(cli({"list", what, "--json"}).out);
            QVERIFY(list.isArray() && list.array().size() >= 2);
            QVERIFY(!list.array().first().toObject()["id"].toString().isEmpty());
        }
    }

    void aShownPresetIsAFile() {
        const CliOutcome shown = cli({"show", "takagi"});
        QCOMPARE(cli({"validate", "-"}, shown.out).code, 0);
    }
};

GRADEWISE_TEST(TestCommands)
#include "test_commands.moc"
