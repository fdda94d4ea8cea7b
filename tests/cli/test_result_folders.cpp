// Folders of results: nothing there is written over, forgotten or shared unasked.
#include "tests/cli/runs_of_files.h"
#include "tests/cli/unlucky_runs.h"
#include "tests/test_case.h"

#include <QFile>
#include <QProcess>

using namespace gradewise;

namespace fs = std::filesystem;

class TestResultFolders : public QObject, UnluckyRuns {
    Q_OBJECT
private slots:
    void init() { changeFolder(); }

    void resultsAreNotWrittenOverUnasked_data() {
        QTest::addColumn<QStringList>("command");
        QTest::newRow("run") << QStringList{"run", "quick.json"};
        QTest::newRow("duel") << QStringList{"duel", "quick.json", "--seeds", "1"};
        QTest::newRow("sweep") << QStringList{"sweep", "quick.json", "--rates", "2"};
        QTest::newRow("smooth") << QStringList{"smooth", "smooth.json", "--iterations", "1"};
        QTest::newRow("reproduce") << QStringList{"reproduce", "S1", "--seeds", "1", "--scale", "0.0005"};
    }

    void resultsAreNotWrittenOverUnasked() {
        QFETCH(QStringList, command);
        write("quick.json", quick);
        QByteArray smooth = quick;
        write("smooth.json", smooth.replace("gd", "adam"));
        if (QFile::exists(path(command[1])))
            command[1] = path(command[1]);
        command += {"--out", path("out")};
        const CliOutcome first = start(command);
        QVERIFY2(first.code == 0, first.error);
        const auto names =
            QDir(path("out")).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
        QVERIFY(!names.isEmpty());
        QFile file(path("out/") + names.first());
        QVERIFY(file.open(QIODevice::WriteOnly)); // would be written over
        file.write("mine");
        file.close();
        const CliOutcome again = start(command);
        QCOMPARE(again.code, 2);
        QVERIFY2(again.error.contains("--force"), again.error);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("mine"));
        file.close();
        const CliOutcome forced = start(command + QStringList{"--force"});
        QVERIFY2(forced.code == 0, forced.error);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll() != "mine");
        QCOMPARE(QDir(path("out")).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot), names);
    }

    void anUnfinishedRunIsNotForgottenUnasked() {
        breakOff();
        const CliOutcome anew = start({"run", path("endless.json"), "--out", path("out")});
        QCOMPARE(anew.code, 2);
        QVERIFY2(anew.error.contains("--resume") && anew.error.contains("--force"), anew.error);
        QVERIFY(start({"run", "--resume", path("nowhere")}).code != 0);
        QVERIFY(!QFile::exists(path("nowhere")));
        write("quick.json", quick);
        const CliOutcome forced = start({"run", path("quick.json"), "--out", path("out"), "--force"});
        QVERIFY2(forced.code == 0, forced.error);
        QVERIFY(!QFile::exists(path("out/checkpoint")));
        const CliOutcome done = start({"run", "--resume", path("out")});
        QCOMPARE(done.code, 2);
        QVERIFY2(done.error.contains("came to its end"), done.error);
        QCOMPARE(start({"run"}).code, 2);
        QCOMPARE(start({"run", path("quick.json"), "--resume", path("out")}).code, 2);
    }

    void aRunOfAnotherBuildIsAskedAbout() {
        breakOff();
        const fs::path file = path("out/checkpoint/grades").toStdString();
        std::string bytes = readFile(file);
        const std::size_t place = bytes.find("Gradewise ");
        bytes.replace(place, 10, "Gradewish ");
        // The sum is another one now: the frame is made again.
        const std::size_t line = bytes.find('\n') + 1;
        std::size_t count = std::stoul(bytes.substr(bytes.find("run ") + 4));
        std::uint64_t sum = 0xcbf29ce484222325ULL;
        for (std::size_t i = line; i < line + count; ++i)
            sum = (sum ^ static_cast<unsigned char>(bytes[i])) * 0x100000001b3ULL;
        writeFile(file, "gradewise-checkpoint 1 run " + std::to_string(count) + " " + std::to_string(sum) +
                            "\n" + bytes.substr(line));
        const CliOutcome other = start({"run", "--resume", path("out")});
        QCOMPARE(other.code, 2);
        QVERIFY2(other.error.contains("Gradewish") && other.error.contains("--force"), other.error);
    }

    void twoProcessesDoNotShareAFolder() {
        QProcess process;
        QVERIFY(reachesGradeTwo(process));
        const CliOutcome second = start({"run", path("endless.json"), "--out", path("out"), "--force"});
        QCOMPARE(second.code, 1);
        QVERIFY2(second.error.contains(QByteArray::number(process.processId())), second.error);
        process.kill();
        process.waitForFinished();
        write("quick.json", quick); // the lock went with the process
        QCOMPARE(start({"run", path("quick.json"), "--out", path("out"), "--force"}).code, 0);
    }

    void whatKilledProgramsLeftIsSwept() {
        write("quick.json", quick);
        QDir().mkpath(path("out"));
        write("out/run.json.4194399-0.part", "half"); // no process has such a number
        write("out/notes.part", "mine");
        write("out/" + QString("run.json.%1-0.part").arg(::getpid()), "somebody is writing");
        QCOMPARE(start({"run", path("quick.json"), "--out", path("out")}).code, 0);
        QVERIFY(!QFile::exists(path("out/run.json.4194399-0.part")));
        QVERIFY(QFile::exists(path("out/notes.part")));
        QVERIFY(QFile::exists(path("out/") + QString("run.json.%1-0.part").arg(::getpid())));
    }
};

GRADEWISE_TEST(TestResultFolders)
#include "test_result_folders.moc"
