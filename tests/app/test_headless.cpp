// gradewise without a window, from outside: figures, exit codes, sentences.
#include "core/experiment/json.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QImage>
#include <QProcess>
#include <QSvgRenderer>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>

using namespace gradewise;

namespace {

struct Outcome {
    int code = -1;
    bool crashed = false;
    QByteArray out;
    QByteArray error;
};

Outcome outcomeOf(QProcess& process) {
    process.waitForFinished(120000);
    return {process.exitCode(), process.exitStatus() == QProcess::CrashExit, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

Outcome gradewise(const QStringList& arguments, const QByteArray& input = {}) {
    QProcess process;
    process.start(GRADEWISE_PROGRAM, arguments);
    if (!process.waitForStarted())
        qFatal("cannot start %s", GRADEWISE_PROGRAM);
    process.write(input);
    process.closeWriteChannel();
    return outcomeOf(process);
}

QByteArray experiment(const QByteArray& target, const QByteArray& grade) {
    return R"({"format": "gradewise-experiment", "version": 1, "title": "test", "target": )" + target +
           R"(, "samples": {"train": {"count": 64}, "validation": {"count": 20}, "test": {"count": 20}}, "grades": [)" +
           grade + "]}";
}

const QByteArray sine = R"({"kind": "gallery", "id": "sine"})";
const QByteArray plane = R"({"kind": "formula", "formula": "sin(3*x)*y", "domain": [[0, 1], [-1, 1]]})";
const QByteArray quick = R"({"hidden": [6], "stop": {"epochs": 5}, "repeat": 2})";
const QByteArray endless = R"({"hidden": [6], "stop": {"epochs": 100000000}})";
// One step of that size leaves the range of a double.
const QByteArray wild =
    R"({"hidden": [6], "solver": {"name": "gd", "learningRate": 1e200}, "stop": {"epochs": 100}})";

QByteArray beginningOf(const QString& file) {
    QFile opened(file);
    return opened.open(QIODevice::ReadOnly) ? opened.read(5) : QByteArray();
}

} // namespace

class TestHeadless : public QObject {
    Q_OBJECT

private slots:
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void exitCode_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("input");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("says");
        const auto add = [](const char* row, const QStringList& arguments, int code, const char* says,
                            const QByteArray& input = {}) {
            QTest::newRow(row) << arguments << input << code << says;
        };
        add("version", {"--version"}, 0, "0.");
        add("help", {"--help"}, 0, "--headless");
        add("no folder", {"--headless", "sine"}, 2, "--out");
        add("folder alone", {"--out", "OUT"}, 2, "--headless");
        add("unknown option", {"--fast"}, 2, "--fast");
        add("unknown format", {"--headless", "sine", "--out", "OUT", "--formats", "gif"}, 2, "gif");
        add("no format", {"--headless", "sine", "--out", "OUT", "--formats", ","}, 2, "at least one");
        add("missing file", {"--headless", "/no/such.json", "--out", "OUT"}, 1, "/no/such.json");
        add("invalid file", {"--headless", "-", "--out", "OUT"}, 2, "grades", experiment(sine, ""));
        add("broken file", {"--headless", "-", "--out", "OUT"}, 2, "line 1", "{");
        add("folder below a file", {"--headless", "-", "--out", GRADEWISE_SOURCE_DIR "/LICENSE/x"}, 1,
            "LICENSE", experiment(sine, quick));
        add("divergence", {"--headless", "-", "--out", "OUT", "--formats", "png"}, 3, "OUT",
            experiment(sine, wild));
        add("two variables", {"--headless", "-", "--out", "OUT", "--formats", "png"}, 0, "OUT",
            experiment(plane, quick));
    }
    void exitCode() {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, input);
        QFETCH(int, code);
        QFETCH(QString, says);
        arguments.replaceInStrings("OUT", out());
        const Outcome outcome = gradewise(arguments, input);
        QVERIFY(!outcome.crashed);
        const QByteArray all = outcome.out + outcome.error;
        QVERIFY2(all.contains(says.replace("OUT", out()).toUtf8()), all);
        QVERIFY2(outcome.code == code, all);
    }

    void everyFigureInEveryFormat() {
        const Outcome outcome = gradewise({"--headless", "-", "--out", out()}, experiment(sine, quick));
        QVERIFY2(outcome.code == 0, outcome.error);
        QCOMPARE(outcome.error, QByteArray());
        for (const char* table : {"run.json", "history.csv", "grades.csv", "curves.csv"})
            QVERIFY2(QFile::exists(out() + "/" + table), table);
        for (const char* figure : {"figure", "target", "residuals", "error", "loss", "network"}) {
            const QString base = out() + "/" + figure;
            const QImage image(base + ".png");
            QVERIFY2(image.width() > 1000 && image.height() > 200, figure);
            QVERIFY2(QSvgRenderer(base + ".svg").isValid(), figure);
            QCOMPARE(beginningOf(base + ".pdf"), QByteArray("%PDF-"));
        }
    }

    void onlyTheFormatsAskedFor() {
        QCOMPARE(
            gradewise({"--headless", "-", "--out", out(), "--formats", "svg"}, experiment(sine, quick)).code,
            0);
        QCOMPARE(QDir(out()).entryList({"*.svg"}).size(), qsizetype(6));
        QVERIFY(QDir(out()).entryList({"*.png", "*.pdf"}).isEmpty());
    }

    void aRunIsDrawnWithoutTraining() {
        QCOMPARE(
            gradewise({"--headless", "-", "--out", out(), "--formats", "png"}, experiment(sine, quick)).code,
            0);
        const QImage before(out() + "/figure.png");
        const QString again = folder_->filePath("again");
        QCOMPARE(gradewise({"--headless", out() + "/run.json", "--out", again, "--formats", "png"}).code, 0);
        QCOMPARE(QImage(again + "/figure.png"), before);
    }

    void ctrlCKeepsWhatWasTrained() {
        QProcess process;
        process.start(GRADEWISE_PROGRAM, {"--headless", "-", "--out", out(), "--formats", "png"});
        QVERIFY(process.waitForStarted());
        process.write(experiment(sine, quick + "," + endless));
        process.closeWriteChannel();
        // The second grade's line says that the third, endless one has begun.
        while (!process.peek(10000).contains("grade 2/3"))
            QVERIFY(process.waitForReadyRead(60000));
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
        const Outcome outcome = outcomeOf(process);
        QCOMPARE(outcome.code, 130);
        const auto read = readDocument(readFile((out() + "/run.json").toStdString()));
        const RunRecord& record = std::get<RunRecord>(std::get<Document>(read));
        QCOMPARE(record.status, RunStatus::Stopped);
        QVERIFY(record.grades.size() >= 2);
        QVERIFY(QFile::exists(out() + "/figure.png"));
    }

    void aMissingDisplayIsASentence() {
        QProcess process;
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("QT_QPA_PLATFORM", "xcb");
        environment.insert("DISPLAY", ":987");
        environment.remove("WAYLAND_DISPLAY");
        process.setProcessEnvironment(environment);
        process.start(GRADEWISE_PROGRAM, QStringList());
        QVERIFY(process.waitForStarted());
        const Outcome outcome = outcomeOf(process);
        QVERIFY(!outcome.crashed);
        QCOMPARE(outcome.code, 1);
        // app/run.sh goes by these words.
        QVERIFY2(outcome.error.contains("No window can be opened"), outcome.error);
    }

private:
    QString out() const { return folder_->filePath("results"); }
    std::unique_ptr<QTemporaryDir> folder_;
};

QTEST_APPLESS_MAIN(TestHeadless)
#include "test_headless.moc"
