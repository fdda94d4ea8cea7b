// gradewise-cli run from outside: files, numbers, progress, signals.
#include "core/experiment/version.h"
#include "core/record/json.h"
#include "tests/cli/called.h"
#include "tests/test_case.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRegularExpression>

#include <csignal>

using namespace gradewise;

class TestRunCommand : public QObject, InAFolder {
    Q_OBJECT

private slots:
    void init() { changeFolder(); }

    void relativeErrorsOfNothingAreUndefined() {
        const CliOutcome outcome =
            run(experiment(R"({"kind": "formula", "formula": "0*x", "domain": [[0, 1]]})", quick));
        QCOMPARE(outcome.code, 0);
        QVERIFY2(outcome.out.contains("undefined") && !outcome.out.contains("nan"), outcome.out.constData());
    }

    void aRunWritesFourFiles() {
        const CliOutcome outcome = run(experiment(sine, quick));
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
        const CliOutcome outcome = run(experiment(
            sine,
            R"({"hidden": [8], "solver": {"name": "gd", "learningRate": 0.1}, "stop": {"epochs": 40}, "repeat": 2})"));
        QCOMPARE(outcome.code, 0);
        QVERIFY2(outcome.error.contains("curves.csv, curvature.csv."), outcome.error.constData());
        const RunRecord record = recordOf(out() + "/run.json");
        QVERIFY(record.curvature.size() > 4);
        QCOMPARE(lines(out() + "/curvature.csv").size(), 1 + static_cast<qsizetype>(record.curvature.size()));
    }

    void theLargestErrorIsSaidAndFoundAgain() {
        const CliOutcome trained = run(experiment(sine, quick), {"--progress", "none"});
        QCOMPARE(trained.code, 0);
        const RunRecord record = recordOf(out() + "/run.json");
        const QByteArray sentence = QByteArray::fromStdString(describe(record.largestError.value(), 2));
        QVERIFY2(trained.out.contains(sentence), trained.out.constData());
        QVERIFY(sentence.contains("certified"));
        const CliOutcome bound = cli({"bound", out() + "/run.json"});
        QCOMPARE(bound.code, 0);
        QVERIFY2(bound.out.startsWith(sentence), bound.out.constData());
        QVERIFY(bound.out.contains("Linear pieces by grade: "));
        RunRecord nothing = record;
        nothing.model = MultigradeModel(1, 1);
        nothing.grades.clear();
        const CliOutcome untrained = cli({"bound", "-"}, QByteArray::fromStdString(writeRun(nothing)));
        QVERIFY2(untrained.out.contains("certified") && !untrained.out.contains("by grade"),
                 untrained.out.constData());
        const CliOutcome experimentOnly = cli({"bound", "-"}, experiment(sine, quick));
        QCOMPARE(experimentOnly.code, 2);
        QVERIFY(experimentOnly.error.contains("run it first"));
        QCOMPARE(run(experiment(plane, quick)).code, 0);
        const CliOutcome two = cli({"bound", out() + "/run.json"});
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
        const CliOutcome valid = cli({"validate", out() + "/run.json"});
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
        const CliOutcome outcome = run(experiment(sine, quick), {"--progress", "json"});
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
        const CliOutcome text = run(experiment(sine, quick));
        QVERIFY(text.error.contains("grade 2/2: relative L2 error "));
        QVERIFY(!text.error.contains('\r')); // not a terminal: nothing is written over
        QVERIFY(text.out.startsWith("test\ngrade "));
        const CliOutcome none = run(experiment(sine, quick), {"--progress", "none"});
        QVERIFY(!none.error.contains("grade 2/2"));
    }

    void interrupted_data() {
        QTest::addColumn<int>("signal");
        QTest::newRow("Ctrl-C") << SIGINT;
        QTest::newRow("terminate") << SIGTERM;
    }
    void interrupted() {
        QFETCH(int, signal);
        QProcess process;
        startCli(process, {"run", "-", "--out", out(), "--progress", "json"}, experiment(sine, endless));
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
};

GRADEWISE_TEST(TestRunCommand)
#include "test_run_command.moc"
