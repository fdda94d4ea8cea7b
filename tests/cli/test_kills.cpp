// gradewise-cli killed at random moments: it goes on, and ends as if nothing had been.
#include "tests/cli/runs_of_files.h"
#include "tests/solver_options.h"
#include "tests/test_case.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>

#include <csignal>

using namespace gradewise;

namespace {

namespace fs = std::filesystem;

/// Between two states of a grade. Half a minute for people.
constexpr double interval = 0.1;

QByteArray experiment(const QByteArray& grades, const QByteArray& more = {}) {
    return R"json({"format": "gradewise-experiment", "version": 1, "title": "test", "target":
{"kind": "formula", "formula": "sin(2*pi*x) + 0.5*sin(12*pi*x)", "domain": [[0, 1]]},
"samples": {"train": {"count": 400}, "validation": {"count": 50}, "test": {"count": 50}}, "grades": [)json" +
           grades + "]" + more + "}";
}

const QByteArray adam =
    R"({"hidden": [24, 24], "solver": {"name": "adam", "learningRate": 0.01, "batchSize": 16}, "stop": {"epochs": 300, "patience": 100}, "repeat": 3})";
const QByteArray single =
    R"({"hidden": [64], "solver": {"name": "adam", "learningRate": 0.01, "precision": "float"}, "stop": {"epochs": 3000}, "repeat": 2})";
const QByteArray descent =
    R"({"hidden": [32], "solver": {"name": "gd", "learningRate": 0.02}, "stop": {"epochs": 3000, "plateau": {"epochs": 50}}, "repeat": 3})";
const QByteArray varpro = R"({"hidden": [24], "solver": {"name": "varpro"}, "repeat": 5})";
const QByteArray mixed =
    R"({"hidden": [16], "solver": {"name": "varpro"}}, {"hidden": [24], "solver": {"name": "adam", "batchSize": 8}, "stop": {"epochs": 200}}, {"hidden": [16], "solver": {"name": "convex"}}, {"hidden": [16], "solver": {"name": "gd"}, "stop": {"epochs": 1500}})";

/// What was said to be done before the end came.
struct Told {
    std::size_t grades = 0;
    double seconds = 0.0; ///< of training
    bool ended = false;
};

Told toldBy(const QByteArray& output) {
    Told told;
    for (const QByteArray& line : output.split('\n')) {
        const QJsonObject event = QJsonDocument::fromJson(line).object();
        if (event["event"] == QStringLiteral("grade"))
            told.grades = static_cast<std::size_t>(event["grade"].toInt());
        if (event["event"] == QStringLiteral("epoch"))
            told.seconds = event["seconds"].toDouble();
        told.ended = told.ended || event["event"] == QStringLiteral("end");
    }
    return told;
}

} // namespace

class TestKills : public QObject {
    Q_OBJECT
private slots:
    void goesOnAfterEveryKill() {
        bool given = false;
        const int asked = qEnvironmentVariableIntValue("GRADEWISE_KILLS", &given);
        const int wanted = given ? asked : 12;
        const qint64 longest = given ? 225'000 : 120'000; // on a busy machine fewer are made, and said
        const QTemporaryDir folder(temporaryName());
        const std::vector<QByteArray> all{experiment(adam), experiment(varpro), experiment(descent),
                                          experiment(mixed, R"(, "polish": true)"),
                                          experiment(single, R"(, "adaptive": true)")};
        std::vector<QString> files;
        std::vector<std::string> whole;
        std::vector<QByteArray> curves;
        std::vector<int> lasts;
        for (std::size_t i = 0; i < all.size(); ++i) {
            files.push_back(folder.filePath(QString("experiment-%1.json").arg(i)));
            QFile file(files.back());
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(all[i]);
            file.close();
            const QString out = folder.filePath(QString("whole-%1").arg(i));
            QElapsedTimer clock;
            clock.start();
            QCOMPARE(finish({"run", files.back(), "--out", out, "--progress", "none"}), 0);
            lasts.push_back(static_cast<int>(clock.elapsed()));
            whole.push_back(withoutSeconds(*runIn(out.toStdString())));
            curves.push_back(bytes(out + "/curves.csv"));
        }
        QRandomGenerator random = QRandomGenerator::securelySeeded();
        QElapsedTimer clock;
        clock.start();
        int kills = 0;
        int inside = 0; // of a grade that was gone on with
        for (int trial = 0; kills < wanted && clock.elapsed() < longest; ++trial) {
            const std::size_t which = static_cast<std::size_t>(trial) % all.size();
            const QString out = folder.filePath("killed");
            const fs::path place = out.toStdString();
            QStringList command{"run", files[which], "--out", out};
            for (;;) {
                const Told told = killed(command, random.bounded(1, lasts[which] * 6 / 5 + 2));
                if (const QString what = notWhole(place); !what.isEmpty())
                    QFAIL(qPrintable(what));
                if (told.ended)
                    break;
                ++kills;
                if (!holdsCheckpoint(place /
                                     "checkpoint")) { // before anything was trained, or all was written
                    if (!runIn(place))
                        QCOMPARE(told.grades, std::size_t{0});
                    break;
                }
                const Checkpoint kept = readCheckpoint(place / "checkpoint");
                const std::size_t grades = kept.begun.run.grades.size();
                QVERIFY2(grades >= told.grades, "A grade that was said to be frozen is lost.");
                inside += kept.begun.grade ? 1 : 0;
                const std::vector<GradeConfig> planned = expandedGrades(kept.experiment.config());
                if (grades < planned.size() && solverOf(planned[grades].solver).descends()) {
                    const double seconds =
                        kept.begun.grade ? kept.begun.grade->seconds : kept.begun.run.seconds;
                    // What the disk and a busy machine take comes on top.
                    QVERIFY2(told.seconds - seconds < interval + 2.0,
                             qPrintable(QString("%1 s lost").arg(told.seconds - seconds)));
                }
                command = QStringList{"run", "--resume", out};
                if (random.bounded(2) == 0)
                    break;
            }
            if (!runIn(place) || holdsCheckpoint(place / "checkpoint")) {
                if (!holdsCheckpoint(place / "checkpoint"))
                    command = QStringList{"run", files[which], "--out", out};
                else
                    command = QStringList{"run", "--resume", out};
                QCOMPARE(finish(command + QStringList{"--progress", "none"}), 0);
            }
            QVERIFY(withoutSeconds(*runIn(place)) == whole[which]);
            QVERIFY(bytes(out + "/curves.csv") == curves[which]);
            QVERIFY(!fs::exists(place / "checkpoint"));
            for (const QString& name :
                 QDir(out).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot))
                QVERIFY2(!name.endsWith(".part") && !name.startsWith("."), qPrintable(name));
            fs::remove_all(place);
        }
        qInfo("%d kills, %d of them in a grade that was gone on with", kills, inside);
        QVERIFY(kills > 0);
    }

private:
    static QByteArray bytes(const QString& name) {
        QFile file(name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

    static int finish(const QStringList& command) {
        QProcess process;
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(GRADEWISE_CLI, command);
        return process.waitForFinished(120'000) ? process.exitCode() : -1;
    }

    /// Runs for that long at most.
    static Told killed(QStringList command, int milliseconds) {
        command += QStringList{"--progress", "json", "--checkpoint", QString::number(interval)};
        QProcess process;
        process.start(GRADEWISE_CLI, command);
        process.waitForStarted();
        if (!process.waitForFinished(milliseconds)) {
            ::kill(static_cast<pid_t>(process.processId()), SIGKILL);
            process.waitForFinished();
        }
        return toldBy(process.readAllStandardOutput());
    }
};

GRADEWISE_TEST(TestKills)
#include "test_kills.moc"
