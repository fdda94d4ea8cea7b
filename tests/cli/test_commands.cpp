// gradewise-cli from outside: exit codes, streams, files, signals.
#include "core/experiment/version.h"
#include "core/record/json.h"
#include "core/study/published/published.h"
#include "tests/core/trained.h"
#include "tests/test_case.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>

#include <algorithm>
#include <csignal>

using namespace gradewise;

namespace {

struct Outcome {
    int code = -1;
    bool crashed = false;
    QByteArray out;
    QByteArray error;
};

Outcome cli(const QStringList& arguments, const QByteArray& input = {}) {
    QProcess process;
    process.start(GRADEWISE_CLI, arguments);
    if (!process.waitForStarted())
        qFatal("cannot start %s", GRADEWISE_CLI);
    process.write(input);
    process.closeWriteChannel();
    process.waitForFinished(120000);
    return {process.exitCode(), process.exitStatus() == QProcess::CrashExit, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

QByteArray experiment(const QByteArray& target, const QByteArray& grade, const QByteArray& more = {}) {
    return R"({"format": "gradewise-experiment", "version": 1, "title": "test", "target": )" + target +
           R"(, "samples": {"train": {"count": 64}, "validation": {"count": 20}, "test": {"count": 20}}, "grades": [)" +
           grade + "]" + more + "}";
}

const QByteArray sine = R"({"kind": "gallery", "id": "sine"})";
const QByteArray plane = R"({"kind": "formula", "formula": "sin(3*x)*y", "domain": [[0, 1], [-1, 1]]})";
const QByteArray quick =
    R"({"hidden": [6], "solver": {"name": "adam", "learningRate": 0.01, "batchSize": 16}, "stop": {"epochs": 5}, "repeat": 2})";
const QByteArray endless = R"({"hidden": [6], "stop": {"epochs": 100000000}})";
// One step of that size leaves the range of a double.
const QByteArray wild =
    R"({"hidden": [6], "solver": {"name": "gd", "learningRate": 1e200}, "stop": {"epochs": 100}})";

QList<QByteArray> lines(const QString& file) {
    QFile opened(file);
    if (!opened.open(QIODevice::ReadOnly))
        return {};
    QList<QByteArray> all = opened.readAll().split('\n');
    if (!all.isEmpty() && all.last().isEmpty())
        all.removeLast();
    return all;
}

RunRecord recordOf(const QString& file) {
    auto read = readDocument(readFile(file.toStdString()));
    if (const auto* issues = std::get_if<std::vector<Issue>>(&read))
        qFatal("%s", describe(*issues).c_str());
    return std::get<RunRecord>(std::get<Document>(std::move(read)));
}

} // namespace

class TestCommands : public QObject {
    Q_OBJECT

private slots:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void auditOfARun() {
        QVERIFY(cli({"run", "x-squared", "--out", out()}).code == 0);
        const Outcome outcome = cli({"audit", out() + "/run.json"});
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
        const Outcome whole = cli({"audit", "-"}, text);
        QCOMPARE(whole.code, 0);
        QVERIFY(whole.out.contains("frozen: 2 grades unchanged"));
        // The last digit of a weight of the second grade: one unit in the last place or a few.
        const qsizetype layers = text.lastIndexOf("\"layers\"");
        qsizetype digit =
            text.indexOf("[[", layers) < 0 ? text.indexOf('[', text.indexOf("weights", layers)) : 0;
        digit = text.indexOf('.', digit) + 5;
        text[digit] = text[digit] == '5' ? '6' : '5';
        const Outcome tampered = cli({"audit", "-"}, text);
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
        const Outcome outcome = cli({"audit", "-"}, QByteArray::fromStdString(writeRun(run)));
        QCOMPARE(outcome.code, 0);
        QVERIFY(outcome.out.contains("2 of 2 grades have no hash in this file"));
        QVERIFY(!outcome.out.contains("unchanged\n"));
    }

    void stagnationIsNamed() {
        const QByteArray slow =
            R"({"hidden": [6], "solver": {"name": "gd", "learningRate": 1e-9}, "stop": {"epochs": 3}, "repeat": 2})";
        const Outcome outcome =
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
        const Outcome outcome = cli(arguments, input);
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
        const Outcome validated = cli({"validate", "-"}, experiment(open, quick));
        QCOMPARE(validated.code, 0);
        QVERIFY2(validated.error.contains(said), validated.error);
        QVERIFY2(validated.out.contains("is read as a*sin(2*pi*p*x)+log(q+x)."), validated.out);
        QVERIFY(validated.out.contains("log is the natural logarithm"));
        for (const char* command : {"run", "duel"}) {
            const Outcome run = cli({command, "-"}, experiment(open, quick));
            QVERIFY2(run.error.contains(said), run.error);
        }
        const QByteArray closed = R"({"kind": "formula", "formula": "sin(2*pi*x) ", "domain": [[1, 2]]})";
        const Outcome silent = cli({"validate", "-"}, experiment(closed, quick));
        QVERIFY(silent.error.isEmpty());
        QCOMPARE(silent.out.count('\n'), 1);
    }

    void aComplaintNamesTheFileOnce() {
        const Outcome outcome = cli({"validate", "-"}, experiment(sine, ""));
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

    void relativeErrorsOfNothingAreUndefined() {
        const Outcome outcome =
            run(experiment(R"({"kind": "formula", "formula": "0*x", "domain": [[0, 1]]})", quick));
        QCOMPARE(outcome.code, 0);
        QVERIFY2(outcome.out.contains("undefined") && !outcome.out.contains("nan"), outcome.out.constData());
    }

    void aRunWritesFourFiles() {
        const Outcome outcome = run(experiment(sine, quick));
        QCOMPARE(outcome.code, 0);
        QCOMPARE(QDir(out()).entryList(QDir::Files, QDir::Name),
                 QStringList({"curves.csv", "grades.csv", "history.csv", "run.json"}));
        const RunRecord record = recordOf(out() + "/run.json");
        QCOMPARE(record.grades.size(), std::size_t{2});
        QCOMPARE(record.version, std::string(version));
        QCOMPARE(lines(out() + "/history.csv").size(), qsizetype(1 + 10));
        QCOMPARE(lines(out() + "/grades.csv").size(), qsizetype(1 + 2));
        const auto curves = lines(out() + "/curves.csv");
        QCOMPARE(curves.size(), qsizetype(1 + 2001));
        QCOMPARE(curves.front(), QByteArray("x,target,s_2,r_0,r_1,r_2"));
        const auto row = curves.at(1500).split(',');
        QCOMPARE(row.at(3).toDouble(), row.at(1).toDouble());
        QVERIFY(std::abs(row.at(1).toDouble() - row.at(2).toDouble() - row.at(5).toDouble()) < 1e-14);
    }

    void aRunOfGradientDescentWritesItsCurvatureToo() {
        const Outcome outcome = run(experiment(
            sine,
            R"({"hidden": [8], "solver": {"name": "gd", "learningRate": 0.1}, "stop": {"epochs": 40}, "repeat": 2})"));
        QCOMPARE(outcome.code, 0);
        QVERIFY2(outcome.error.contains("curves.csv, curvature.csv."), outcome.error.constData());
        const RunRecord record = recordOf(out() + "/run.json");
        QVERIFY(record.curvature.size() > 4);
        QCOMPARE(lines(out() + "/curvature.csv").size(), 1 + static_cast<qsizetype>(record.curvature.size()));
    }

    void theLargestErrorIsSaidAndFoundAgain() {
        const Outcome trained = run(experiment(sine, quick), {"--progress", "none"});
        QCOMPARE(trained.code, 0);
        const RunRecord record = recordOf(out() + "/run.json");
        const QByteArray sentence = QByteArray::fromStdString(describe(record.largestError.value(), 2));
        QVERIFY2(trained.out.contains(sentence), trained.out.constData());
        QVERIFY(sentence.contains("certified"));
        const Outcome bound = cli({"bound", out() + "/run.json"});
        QCOMPARE(bound.code, 0);
        QVERIFY2(bound.out.startsWith(sentence), bound.out.constData());
        QVERIFY(bound.out.contains("Linear pieces by grade: "));
        RunRecord nothing = record;
        nothing.model = MultigradeModel(1, 1);
        nothing.grades.clear();
        const Outcome untrained = cli({"bound", "-"}, QByteArray::fromStdString(writeRun(nothing)));
        QVERIFY2(untrained.out.contains("certified") && !untrained.out.contains("by grade"),
                 untrained.out.constData());
        const Outcome experimentOnly = cli({"bound", "-"}, experiment(sine, quick));
        QCOMPARE(experimentOnly.code, 2);
        QVERIFY(experimentOnly.error.contains("run it first"));
        QCOMPARE(run(experiment(plane, quick)).code, 0);
        const Outcome two = cli({"bound", out() + "/run.json"});
        QCOMPARE(two.code, 2);
        QVERIFY(two.error.contains("one variable"));
    }

    void gridAndSeedAreObeyed() {
        QCOMPARE(run(experiment(sine, quick), {"--grid", "11", "--seed", "18446744073709551615"}).code, 0);
        QCOMPARE(lines(out() + "/curves.csv").size(), qsizetype(12));
        QCOMPARE(recordOf(out() + "/run.json").config.seed, ~std::uint64_t{0});
    }

    void twoThreadsGiveTheSameNumbers() {
        const QByteArray fullBatch = R"({"hidden": [20], "stop": {"epochs": 50}, "repeat": 2})";
        QCOMPARE(run(experiment(sine, fullBatch)).code, 0);
        const RunRecord alone = recordOf(out() + "/run.json");
        QFile::remove(out() + "/run.json");
        QCOMPARE(run(experiment(sine, fullBatch), {"--threads", "2"}).code, 0);
        const RunRecord together = recordOf(out() + "/run.json");
        QCOMPARE(together.model.hash(), alone.model.hash());
        QVERIFY(together.config == alone.config);
    }

    void aPlaneRuns() {
        QCOMPARE(run(experiment(plane, quick), {"--grid", "7"}).code, 0);
        const auto curves = lines(out() + "/curves.csv");
        QCOMPARE(curves.front(), QByteArray("x,y,target,s_2,r_0,r_1,r_2"));
        QCOMPARE(curves.size(), qsizetype(1 + 49));
    }

    void twoRunsAreEqualButForTheTime() {
        const auto result = [this](const QString& name) {
            QFile::remove(out() + "/run.json");
            if (run(experiment(sine, quick)).code != 0)
                qFatal("%s does not run", qPrintable(name));
            QByteArray all;
            for (const char* file : {"/run.json", "/curves.csv"})
                all += lines(out() + file).join('\n');
            // In run.json, times are the values of the keys "seconds".
            return QString::fromUtf8(all).remove(
                QRegularExpression(R"RE("seconds": (\[[^\]]*\]|[^,\n}]*))RE"));
        };
        const QString first = result("first");
        QVERIFY(first.size() > 100000);
        QCOMPARE(first, result("second"));
    }

    void aRecordCanBeRunAndValidated() {
        QCOMPARE(run(experiment(sine, quick)).code, 0);
        const Outcome valid = cli({"validate", out() + "/run.json"});
        QCOMPARE(valid.code, 0);
        QVERIFY2(valid.out.contains("valid run record, finished: 2 grade(s)"), valid.out);
        QCOMPARE(cli({"run", out() + "/run.json", "--progress", "none"}).code, 0);
    }

    void aDivergedRunIsWritten() {
        QCOMPARE(run(experiment(sine, wild)).code, 3);
        const RunRecord record = recordOf(out() + "/run.json");
        QCOMPARE(record.status, RunStatus::Diverged);
        QCOMPARE(record.grades.back().status, GradeStatus::Diverged);
        QVERIFY(!lines(out() + "/curves.csv").isEmpty());
    }

    void progressAsJson() {
        const Outcome outcome = run(experiment(sine, quick), {"--progress", "json"});
        QCOMPARE(outcome.code, 0);
        QStringList events;
        for (const QByteArray& line : outcome.out.trimmed().split('\n')) {
            QJsonParseError error;
            const QJsonObject object = QJsonDocument::fromJson(line, &error).object();
            QCOMPARE(error.error, QJsonParseError::NoError);
            events.append(object["event"].toString());
            if (events.last() == "epoch")
                QVERIFY(object.contains("remainingSeconds") && object.contains("trainRelativeL2"));
            if (events.last() == "grade")
                QVERIFY(object["metrics"].toObject()["train"].toObject()["rse"].isDouble());
            if (events.last() == "end")
                QCOMPARE(object["exitCode"].toInt(-1), 0);
        }
        QCOMPARE(events.first(), QString("begin"));
        QCOMPARE(events.count("grade"), 2);
        QCOMPARE(events.last(), QString("end"));
    }

    void progressAsText() {
        const Outcome text = run(experiment(sine, quick));
        QVERIFY(text.error.contains("grade 2/2: relative L2 error "));
        QVERIFY(!text.error.contains('\r')); // not a terminal: nothing is written over
        QVERIFY(text.out.startsWith("test\ngrade "));
        const Outcome none = run(experiment(sine, quick), {"--progress", "none"});
        QVERIFY(!none.error.contains("grade 2/2"));
    }

    void listsAsJson() {
        for (const char* what : {"targets", "presets", "solvers", "activations", "functions"}) {
            const QJsonDocument list = QJsonDocument::fromJson(cli({"list", what, "--json"}).out);
            QVERIFY(list.isArray() && list.array().size() >= 2);
            QVERIFY(!list.array().first().toObject()["id"].toString().isEmpty());
        }
    }

    void aShownPresetIsAFile() {
        const Outcome shown = cli({"show", "takagi"});
        QCOMPARE(cli({"validate", "-"}, shown.out).code, 0);
    }

    void interrupted_data() {
        QTest::addColumn<int>("signal");
        QTest::newRow("Ctrl-C") << SIGINT;
        QTest::newRow("terminate") << SIGTERM;
    }
    void interrupted() {
        QFETCH(int, signal);
        QProcess process;
        start(process, {"run", "-", "--out", out(), "--progress", "json"}, experiment(sine, endless));
        QVERIFY(waitFor(process, "\"epoch\""));
        ::kill(static_cast<pid_t>(process.processId()), signal);
        QVERIFY(process.waitForFinished(60000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 130);
        const RunRecord record = recordOf(out() + "/run.json");
        QCOMPARE(record.status, RunStatus::Stopped);
        QCOMPARE(record.grades.size(), std::size_t{1});
        QCOMPARE(record.grades.front().status, GradeStatus::Stopped);
        QVERIFY(record.grades.front().epochs > 0);
        QCOMPARE(lines(out() + "/curves.csv").size(), qsizetype(2002));
        QCOMPARE(cli({"validate", out() + "/run.json"}).code, 0);
    }

private:
    QString out() const { return folder_->filePath("made/by/the/run"); }

    Outcome run(const QByteArray& input, const QStringList& more = {}) {
        return cli(QStringList({"run", "-", "--out", out(), "--force"}) + more, input);
    }

    static void start(QProcess& process, const QStringList& arguments, const QByteArray& input) {
        process.start(GRADEWISE_CLI, arguments);
        process.waitForStarted();
        process.write(input);
        process.closeWriteChannel();
    }

    static bool waitFor(QProcess& process, const QByteArray& text) {
        QByteArray seen;
        while (!seen.contains(text) && process.waitForReadyRead(60000))
            seen += process.readAllStandardOutput();
        return seen.contains(text);
    }

    std::unique_ptr<QTemporaryDir> folder_;

    void duelComparesAndWrites() {
        QTemporaryDir folder;
        const Outcome outcome = cli({"duel", "-", "--seeds", "2", "--equal", "work", "--out", folder.path()},
                                    experiment(sine, quick));
        QCOMPARE(outcome.code, 0);
        QVERIFY(outcome.out.contains("grade by grade"));
        QVERIFY(outcome.out.contains("end to end"));
        QFile file(folder.filePath("duel.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
        QCOMPARE(json["equal"].toString(), QString("work"));
        for (const char* side : {"gradewise", "endToEnd"}) {
            const QJsonObject object = json[QLatin1String(side)].toObject();
            QVERIFY(object["median"].toObject()["test"].toObject()["mse"].toDouble() > 0.0);
            const QJsonArray runs = object["runs"].toArray();
            QCOMPARE(runs.size(), 2);
            for (const char* key : {"seed", "parameters", "multiplyAdds", "seconds"})
                QVERIFY(runs[1].toObject()[QLatin1String(key)].toDouble() > 0.0);
            QVERIFY(runs[1].toObject()["test"].toObject()["sup"].toDouble() > 0.0);
        }
        QCOMPARE(lines(folder.filePath("duel.csv")).size(), 5);
    }

    void sweepShowsEachRate() {
        QTemporaryDir folder;
        const Outcome outcome = cli({"sweep", "-", "--from", "0.001", "--to", "0.1", "--rates", "3",
                                     "--seeds", "2", "--out", folder.path()},
                                    experiment(sine, quick));
        QCOMPARE(outcome.code, 0);
        for (const char* rate : {"0.001", "0.01", "0.1", "grade 1"})
            QVERIFY2(outcome.out.contains(QLatin1String(rate)), qPrintable(outcome.out));
        QFile file(folder.filePath("sweep.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonArray rates = QJsonDocument::fromJson(file.readAll()).object()["rates"].toArray();
        QCOMPARE(rates.size(), 3);
        QCOMPARE(rates[2].toObject()["learningRate"].toDouble(), 0.1);
        const QJsonArray runs = rates[0].toObject()["runs"].toArray();
        QCOMPARE(runs.size(), 2);
        QVERIFY(runs[1].toObject()["grades"].toArray()[0].toObject()["trainRelativeL2"].toDouble() > 0.0);
        QVERIFY(lines(folder.filePath("sweep.csv")).size() >= 7);

        QCOMPARE(cli({"sweep", "-", "--from", "0.5", "--to", "0.1"}, experiment(sine, quick)).code, 2);
        QCOMPARE(cli({"sweep", "-", "--from", "-1"}, experiment(sine, quick)).code, 2);
        QCOMPARE(cli({"sweep", "-", "--rates", "0"}, experiment(sine, quick)).code, 2);
        const Outcome noRate = cli({"sweep", "wave-and-kink"});
        QCOMPARE(noRate.code, 2);
        QVERIFY2(noRate.error.contains("learning rate"), qPrintable(noRate.error));
    }

    void smoothFindsAnExperiment() {
        const QTemporaryDir folder;
        const Outcome outcome = cli({"smooth", "-", "--grades", "1", "--iterations", "2", "--from", "0.001",
                                     "--to", "0.1", "--out", folder.path()},
                                    experiment(sine, quick));
        QCOMPARE(outcome.code, 0);
        for (const char* words : {"Validation MSE", "Test MSE", "without smoothing"})
            QVERIFY2(outcome.out.contains(QLatin1String(words)), qPrintable(outcome.out));
        QCOMPARE(outcome.error.count("sigma "), 5); // the plain run, and 2 + 2
        QFile file(folder.filePath("smoothing.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
        QCOMPARE(json["trials"].toArray().size(), 4);
        QVERIFY(json["best"].toObject()["validationMse"].toDouble() <=
                json["unsmoothed"].toObject()["validationMse"].toDouble());
        QCOMPARE(lines(folder.filePath("smoothing.csv")).size(), 6);
        // What was found can be run, and ends where the search said.
        const Outcome run = cli({"run", folder.filePath("experiment.json"), "--out", folder.filePath("run")});
        QCOMPARE(run.code, 0);
        QFile record(folder.filePath("run/run.json"));
        QVERIFY(record.open(QIODevice::ReadOnly));
        const QJsonArray grades = QJsonDocument::fromJson(record.readAll()).object()["grades"].toArray();
        const QJsonObject metrics = grades.last().toObject()["metrics"].toObject();
        QCOMPARE(metrics["validation"].toObject()["mse"].toDouble(),
                 json["best"].toObject()["validationMse"].toDouble());

        const Outcome wrong = cli({"smooth", "-", "--from", "0.5", "--to", "0.1"}, experiment(sine, quick));
        QCOMPARE(wrong.code, 2);
        QVERIFY2(wrong.error.contains("first below the last"), qPrintable(wrong.error));
        QCOMPARE(cli({"smooth", "-", "--iterations", "0"}, experiment(sine, quick)).code, 2);
        const Outcome built = cli({"smooth", "theorem"});
        QCOMPARE(built.code, 2);
        QVERIFY2(built.error.contains("cannot be smoothed"), qPrintable(built.error));
    }

    void reproduceComparesWithWhatWasPublished() {
        const QTemporaryDir folder;
        const Outcome outcome =
            cli({"reproduce", "W1", "--scale", "2e-5", "--seeds", "3", "--out", folder.path()});
        QCOMPARE(outcome.code, 0);
        QVERIFY2(outcome.out.contains("halved mean squared error, median of 3 seeds"),
                 outcome.out.constData());
        QVERIFY(outcome.out.contains("2e-05 of the published epochs"));
        QFile file(folder.filePath("reproduce.json"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        const QJsonObject json = QJsonDocument::fromJson(file.readAll()).object();
        const QJsonArray table = json["table"].toArray();
        QCOMPARE(table.size(), 12); // four grades on three point sets
        const QJsonObject first = table[0].toObject();
        QCOMPARE(first["published"].toDouble(), 0.4403);
        QCOMPARE(lines(folder.filePath("reproduce.csv")).size(), 13);

        // The very numbers of the experiment run by itself, with the seed in the middle.
        ExperimentConfig config = publishedConfig(*findPublished("W1"), 2e-5);
        QJsonArray here = first["here"].toArray();
        QCOMPARE(here.size(), 3);
        config.seed = 2;
        QCOMPARE(here[1].toDouble(), train(config).grades[0].metrics.train.halfMse);
        std::vector<double> sorted = {here[0].toDouble(), here[1].toDouble(), here[2].toDouble()};
        std::sort(sorted.begin(), sorted.end());
        QCOMPARE(first["median"].toDouble(), sorted[1]);
        QVERIFY(sorted[0] < sorted[2]);
    }

    void reproduceRefusesWhatItDoesNotKnow() {
        const Outcome unknown = cli({"reproduce", "X99"});
        QCOMPARE(unknown.code, 2);
        QVERIFY(unknown.error.contains("There is no published experiment \"X99\". There are X1, X1s"));
        QCOMPARE(cli({"reproduce", "X1", "--scale", "0"}).code, 2);
        QCOMPARE(cli({"reproduce", "W1", "--scale", "1e9"}).code, 2);
    }

    void duelRefusesWhatCannotBeCompared() {
        QCOMPARE(cli({"duel", "-", "--equal", "luck"}, experiment(sine, quick)).code, 2);
        QCOMPARE(cli({"duel", "-", "--seeds", "0"}, experiment(sine, quick)).code, 2);
        QByteArray untested = experiment(sine, quick);
        untested.replace(R"("test": {"count": 20})", R"("test": {"count": 0})");
        const Outcome outcome = cli({"duel", "-"}, untested);
        QCOMPARE(outcome.code, 2);
        QVERIFY(outcome.error.contains("test samples"));
    }
};

GRADEWISE_TEST(TestCommands)
#include "test_commands.moc"
