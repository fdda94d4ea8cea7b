// gradewise-cli with files that cannot be written, memory that runs out, and signals: nothing trained is
// lost.
#include "tests/cli/runs_of_files.h"
#include "tests/cli/unlucky_runs.h"
#include "tests/test_case.h"

#include <QFile>
#include <QProcess>

#include <cerrno>
#include <csignal>
#include <sys/stat.h>

using namespace gradewise;

namespace {

namespace fs = std::filesystem;

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif

} // namespace

class TestFaults : public QObject, UnluckyRuns {
    Q_OBJECT
private slots:
    void init() { changeFolder(); }

    void everyCallFails_data() {
        QTest::addColumn<QString>("call");
        QTest::addColumn<int>("code");
        QTest::addColumn<bool>("ever");
        for (const bool ever : {false, true}) {
            const char* const how = ever ? "from then on" : "once";
            QTest::addRow("open, %s", how) << "open" << EACCES << ever;
            QTest::addRow("write, %s", how) << "write" << ENOSPC << ever;
            QTest::addRow("fsync, %s", how) << "fsync" << EIO << ever;
            QTest::addRow("rename, %s", how) << "rename" << ENOSPC << ever;
            QTest::addRow("ftruncate, %s", how) << "ftruncate" << EIO << ever;
            QTest::addRow("mkdir, %s", how) << "mkdir" << ENOSPC << ever;
        }
    }

    /// The n-th of them, for all n there are. Giving up takes a second, so that of those that fail from then
    /// on some are left to the long suite.
    void everyCallFails() {
        if (sanitized)
            QSKIP("What is loaded before a program and sanitizers do not mix.");
        QFETCH(QString, call);
        QFETCH(int, code);
        QFETCH(bool, ever);
        write("quick.json", quick);
        QCOMPARE(start({"run", path("quick.json"), "--out", path("whole"), "--progress", "none"}).code, 0);
        const std::string whole = withoutSeconds(*runIn(path("whole").toStdString()));
        const fs::path place = path("out").toStdString();
        const fs::path state = path("state").toStdString() + "/gradewise";
        const int step = ever && !qEnvironmentVariableIsSet("GRADEWISE_EVERY_FAULT") ? 4 : 1;
        for (int at = 1;; at += step) {
            fs::remove_all(place);
            fs::remove_all(state);
            QFile::remove(path("mark"));
            QProcessEnvironment environment = usual();
            environment.insert("LD_PRELOAD", GRADEWISE_FAULT_SHIM);
            environment.insert("GRADEWISE_FAULT", call);
            environment.insert("GRADEWISE_FAULT_AT", QString::number(at));
            environment.insert("GRADEWISE_FAULT_CODE", QString::number(code));
            environment.insert("GRADEWISE_FAULT_UNDER", path("out"));
            environment.insert("GRADEWISE_FAULT_MARK", path("mark"));
            if (ever)
                environment.insert("GRADEWISE_FAULT_EVER", "1");
            const CliOutcome outcome =
                start({"run", path("quick.json"), "--out", path("out"), "--checkpoint", "0"}, environment);
            const QByteArray what = QByteArray::number(at) + ": " + outcome.error;
            QVERIFY2(!outcome.crashed, what);
            QVERIFY2(!outcome.error.contains("Unknown error") && !outcome.error.contains("filesystem error"),
                     what);
            if (const QString broken = notWhole(place); !broken.isEmpty())
                QFAIL(qPrintable(broken + '\n' + what));
            std::optional<RunRecord> run = runIn(place);
            if (outcome.code == 0) {
                QVERIFY2(run && withoutSeconds(*run) == whole, what);
                QVERIFY2(!fs::exists(place / "checkpoint"), what);
            } else {
                QCOMPARE(outcome.code, 1);
                QVERIFY2(!outcome.error.isEmpty(), what);
                const bool trained = outcome.error.contains("grade 2/2");
                if (trained && !run) // and so they lie elsewhere, where is said
                    for (const fs::directory_entry& entry : fs::directory_iterator(state)) {
                        run = runIn(entry.path());
                        QVERIFY2(outcome.error.contains(entry.path().c_str()), what);
                    }
                QVERIFY2(!trained || (run && withoutSeconds(*run) == whole), what);
            }
            if (!QFile::exists(path("mark"))) {
                QVERIFY2(outcome.code == 0, what);
                QVERIFY(at > 1 || call == "ftruncate");
                break;
            }
        }
    }

    void memoryRunsOutInALaterGrade() {
        if (sanitized)
            QSKIP("A sanitizer takes all addresses there are.");
        write("wide.json", R"({"format": "gradewise-experiment", "version": 1, "title": "test",
"target": {"kind": "gallery", "id": "sine"}, "samples": {"train": {"count": 8000}},
"grades": [{"hidden": [6], "stop": {"epochs": 5}}, {"hidden": [4000], "solver": {"name": "adam", "batchSize": 8}, "stop": {"epochs": 1}}, {"hidden": [2], "stop": {"epochs": 1}}]})");
        QProcess process;
        process.start("/bin/sh", {"-c", "ulimit -v 300000; exec \"$0\" run \"$1\" --out \"$2\"",
                                  GRADEWISE_CLI, path("wide.json"), path("out")});
        QVERIFY(process.waitForFinished(120'000));
        const QByteArray error = process.readAllStandardError();
        QVERIFY2(process.exitStatus() == QProcess::NormalExit && process.exitCode() == 1, error);
        const auto run = runIn(path("out").toStdString());
        QVERIFY2(run && run->grades.size() == 1, error);
        QCOMPARE(run->status, RunStatus::Failed);
        QVERIFY2(process.readAllStandardOutput().contains("Memory ran out after grade 1"), error);
        QVERIFY(error.contains("--resume"));
        QCOMPARE(start({"run", "--resume", path("out"), "--progress", "none"}).code, 0);
        QCOMPARE(runIn(path("out").toStdString())->grades.size(), std::size_t{3});
    }

    void signalsKeepWhatWasTrained_data() {
        QTest::addColumn<int>("number");
        QTest::newRow("SIGINT") << SIGINT;
        QTest::newRow("SIGTERM") << SIGTERM;
        QTest::newRow("SIGHUP") << SIGHUP;
    }

    void signalsKeepWhatWasTrained() {
        QFETCH(int, number);
        QProcess process;
        QVERIFY(reachesGradeTwo(process));
        ::kill(static_cast<pid_t>(process.processId()), number);
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitCode(), 130);
        QCOMPARE(runIn(path("out").toStdString())->grades.size(), std::size_t{2});
        QVERIFY(process.readAllStandardError().contains("--resume"));
        QVERIFY(readCheckpoint(path("out").toStdString() + "/checkpoint").begun.grade);
    }

    void aSignalEndsTheReadingOfAPipe() {
        const QByteArray pipe = path("pipe").toLocal8Bit();
        QCOMPARE(::mkfifo(pipe.constData(), 0600), 0);
        for (const int number : {SIGINT, SIGTERM, SIGHUP}) {
            QProcess process;
            process.start(GRADEWISE_CLI, {"run", path("pipe")});
            QVERIFY(process.waitForStarted());
            QTest::qWait(300);
            ::kill(static_cast<pid_t>(process.processId()), number);
            QVERIFY(process.waitForFinished(5'000)); // it would wait ten seconds for a writer
            QCOMPARE(process.exitCode(), 130);
        }
    }

    void whoReadsNoMoreEndsNothing() {
        write("quick.json", quick);
        QProcess process;
        process.start("/bin/bash",
                      {"-c",
                       "\"$0\" run \"$1\" --out \"$2\" --progress json | head -1; exit ${PIPESTATUS[0]}",
                       GRADEWISE_CLI, path("quick.json"), path("out")});
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitCode(), 0);
        QCOMPARE(runIn(path("out").toStdString())->grades.size(), std::size_t{2});
        QVERIFY(fs::exists(path("out").toStdString() + "/curves.csv"));
    }

    void aFolderThatVanishesIsMadeAgain() {
        QProcess process;
        QVERIFY(reachesGradeTwo(process));
        fs::remove_all(path("out").toStdString());
        ::kill(static_cast<pid_t>(process.processId()), SIGTERM);
        QVERIFY(process.waitForFinished(60'000));
        QCOMPARE(process.exitCode(), 130);
        QCOMPARE(runIn(path("out").toStdString())->grades.size(), std::size_t{2});
        QCOMPARE(readCheckpoint(path("out").toStdString() + "/checkpoint").begun.run.grades.size(),
                 std::size_t{1});
    }

    void failuresAreSentences() {
        write("quick.json", quick);
        const QString longName(300, 'a');
        for (const QStringList& command :
             {QStringList{"run", path("quick.json"), "--out", path(longName)},
              QStringList{"run", path("quick.json"), "--out", path("quick.json/below")},
              QStringList{"run", path(longName)}, QStringList{"run", "--resume", path(longName)}}) {
            const CliOutcome outcome = start(command);
            QVERIFY2(outcome.code == 1 && !outcome.crashed, outcome.error);
            QVERIFY2(!outcome.error.contains("filesystem error") && outcome.error.trimmed().endsWith('.'),
                     outcome.error);
        }
    }
};

GRADEWISE_TEST(TestFaults)
#include "test_faults.moc"
