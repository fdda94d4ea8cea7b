#include "tests/test_case.h"
#include "tests/ui/window/window_fixture.h"
#include "ui/export/figures.h"
#include "ui/models/run_model.h"
#include "ui/theme.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QProcess>

#include <csignal>

using namespace gradewise;

namespace {

struct Outcome {
    int code = -1;
    bool crashed = false;
    QString out;
    QString error;
};

/// The program with nothing of a display in its environment.
Outcome runProgram(const QStringList& arguments, const QByteArray& input = {}, int interruptAfter = 0,
                   const QString& display = {}, const QMap<QString, QString>& surroundings = {}) {
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
        environment.remove(QString::fromLatin1(name));
    if (!display.isEmpty())
        environment.insert(QStringLiteral("DISPLAY"), display);
    for (auto it = surroundings.begin(); it != surroundings.end(); ++it)
        environment.insert(it.key(), it.value());
    QProcess process;
    process.setProcessEnvironment(environment);
    process.start(QStringLiteral(GRADEWISE_PROGRAM), arguments);
    process.write(input);
    process.closeWriteChannel();
    if (interruptAfter > 0 && !process.waitForFinished(interruptAfter))
        ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    process.waitForFinished(120'000);
    return {process.exitCode(), process.exitStatus() == QProcess::CrashExit,
            QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

QByteArray bytesOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

RunRecord recordIn(const QString& path) {
    const auto read = readDocument(bytesOf(path).toStdString());
    return std::get<RunRecord>(std::get<Document>(read));
}

} // namespace

class TestHeadless : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> folder_;
    QString out() const { return folder_->filePath(QStringLiteral("out")); }
    QString small() const {
        return written(*folder_, QStringLiteral("small.json"), writeExperiment(smallExperiment()));
    }

private slots:
    void initTestCase() { applyTheme(*qApp, Theme::darkTheme()); } // as a window does
    void init() { folder_ = std::make_unique<QTemporaryDir>(); }

    void writesResultsAndTheFiguresOfTheWindow() {
        const Outcome outcome =
            runProgram({"--headless", small(), "--out", out(), "--formats", "png,svg,pdf"});
        QVERIFY2(outcome.code == 0, qPrintable(outcome.error));
        QVERIFY2(outcome.error.isEmpty(), qPrintable(outcome.error));
        QVERIFY(outcome.out.contains(out()));
        for (const char* name : {"run.json", "history.csv", "grades.csv", "curves.csv"})
            QVERIFY2(!bytesOf(QDir(out()).filePath(QString::fromLatin1(name))).isEmpty(), name);
        RunModel model;
        model.load(recordIn(QDir(out()).filePath(QStringLiteral("run.json"))));
        FigureOptions options;
        options.millimetres = usualFigureSize(model, std::nullopt, options.millimetres.width());
        const QString window = folder_->filePath(QStringLiteral("window"));
        const QStringList names =
            exportAll(model, {FigureFormat::Png, FigureFormat::Svg, FigureFormat::Pdf}, options, window);
        for (const QString& name : names)
            QVERIFY2(bytesOf(QDir(window).filePath(name)) == bytesOf(QDir(out()).filePath(name)),
                     qPrintable(name));
        QVERIFY(bytesOf(QDir(out()).filePath(QStringLiteral("figure.pdf"))).startsWith("%PDF"));
    }

    /// The surroundings of a window: another language, dense screens, large letters.
    void figuresDoNotDependOnTheSurroundings_data() {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("value");
        QTest::newRow("German") << "LC_ALL"
                                << "de_DE.UTF-8";
        QTest::newRow("letters of 144 dots an inch") << "QT_FONT_DPI"
                                                     << "144";
        QTest::newRow("two pixels a point") << "QT_SCALE_FACTOR"
                                            << "2";
    }
    void figuresDoNotDependOnTheSurroundings() {
        QFETCH(QString, name);
        QFETCH(QString, value);
        QCOMPARE(runProgram({"--headless", small(), "--out", out(), "--formats", "svg"}).code, 0);
        const QString run = QDir(out()).filePath(QStringLiteral("run.json"));
        const QString plain = folder_->filePath(QStringLiteral("plain"));
        const QString other = folder_->filePath(QStringLiteral("other"));
        QCOMPARE(runProgram({"--headless", run, "--out", plain}).code, 0);
        QCOMPARE(runProgram({"--headless", run, "--out", other}, {}, 0, {}, {{name, value}}).code, 0);
        for (const QString& file : QDir(plain).entryList(
                 {QStringLiteral("*.png"), QStringLiteral("*.svg"), QStringLiteral("*.pdf")}))
            QVERIFY2(bytesOf(QDir(plain).filePath(file)) == bytesOf(QDir(other).filePath(file)),
                     qPrintable(file));
    }

    void showsAnEarlierGrade() {
        const Outcome outcome =
            runProgram({"--headless", small(), "--out", out(), "--formats", "svg", "--grade", "1"});
        QVERIFY2(outcome.code == 0, qPrintable(outcome.error));
        const QByteArray residuals = bytesOf(QDir(out()).filePath(QStringLiteral("residuals.svg")));
        QVERIFY(residuals.contains("r₁"));
        QVERIFY(!residuals.contains("r₂"));
    }

    void readsARunWithoutTrainingAgain() {
        QCOMPARE(runProgram({"--headless", small(), "--out", out(), "--formats", "svg"}).code, 0);
        QCOMPARE(QDir(out()).entryList({QStringLiteral("*.svg")}).size(), qsizetype(8));
        QVERIFY(QDir(out()).entryList({QStringLiteral("*.png"), QStringLiteral("*.pdf")}).isEmpty());
        const QString again = folder_->filePath(QStringLiteral("again"));
        const QString run = QDir(out()).filePath(QStringLiteral("run.json"));
        QCOMPARE(runProgram({"--headless", run, "--out", again, "--formats", "svg"}).code, 0);
        for (const char* name : {"run.json", "curves.csv", "figure.svg"})
            QVERIFY2(bytesOf(QDir(again).filePath(QString::fromLatin1(name))) ==
                         bytesOf(QDir(out()).filePath(QString::fromLatin1(name))),
                     name);
    }

    void readsStandardInputAndTakesASeed() {
        const QByteArray text = QByteArray::fromStdString(writeExperiment(smallExperiment()));
        const Outcome outcome = runProgram(
            {"--headless", "-", "--out", out(), "--formats", "svg", "--seed", "7", "--quiet"}, text);
        QVERIFY2(outcome.code == 0, qPrintable(outcome.error));
        QCOMPARE(recordIn(QDir(out()).filePath(QStringLiteral("run.json"))).config.seed, std::uint64_t{7});
    }

    void exitCodes_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QString>("said");
        QTest::newRow("help") << QStringList{"--help"} << 0 << "";
        QTest::newRow("version") << QStringList{"--version"} << 0 << "";
        QTest::newRow("unknown option") << QStringList{"--frobnicate"} << 2 << "frobnicate";
        QTest::newRow("no folder") << QStringList{"--headless", "sine"} << 2 << "--out";
        QTest::newRow("no file") << QStringList{"--headless", "nowhere.json", "--out", "OUT"} << 1
                                 << "nowhere.json";
        QTest::newRow("unknown format")
            << QStringList{"--headless", "sine", "--out", "OUT", "--formats", "gif"} << 2 << "gif";
        QTest::newRow("no formats") << QStringList{"--headless", "sine", "--out", "OUT", "--formats", ","}
                                    << 2 << "--formats";
        QTest::newRow("not valid") << QStringList{"--headless", "BAD", "--out", "OUT"} << 2
                                   << "grades[0].hidden[0]";
        QTest::newRow("not JSON") << QStringList{"--headless", "TEXT", "--out", "OUT"} << 2 << "line 1";
        QTest::newRow("no place to write")
            << QStringList{"--headless", "SMALL", "--out", "/proc/none"} << 1 << "/proc/none";
        QTest::newRow("bad seed") << QStringList{"--headless", "SMALL", "--out", "OUT", "--seed", "x"} << 2
                                  << "seed";
        QTest::newRow("negative seed")
            << QStringList{"--headless", "SMALL", "--out", "OUT", "--seed", "-1"} << 2 << "seed";
        QTest::newRow("a grade that is not there")
            << QStringList{"--headless", "SMALL", "--out", "OUT", "--grade", "9"} << 2
            << "There is no grade 9";
        QTest::newRow("grade zero") << QStringList{"--headless", "SMALL", "--out", "OUT", "--grade", "0"} << 2
                                    << "grade";
        QTest::newRow("a file without a name")
            << QStringList{"--headless", "", "--out", "OUT"} << 2 << "the name of a file is empty";
        QTest::newRow("a folder without a name")
            << QStringList{"--headless", "SMALL", "--out", ""} << 2 << "the name of a folder is empty";
        QTest::newRow("diverges") << QStringList{"--headless", "WILD", "--out", "OUT", "--formats", "svg"}
                                  << 3 << "";
        QTest::newRow("no display") << QStringList{} << 1 << "No window can be opened";
        QTest::newRow("no display, a file") << QStringList{"SMALL"} << 1 << "--headless";
    }
    void exitCodes() {
        QFETCH(QStringList, arguments);
        QFETCH(int, code);
        QFETCH(QString, said);
        ExperimentConfig bad = smallExperiment();
        bad.grades[0].hidden = {0};
        ExperimentConfig wild = experimentOf(200);
        wild.grades[0].solver = GradientDescentOptions{};
        rateOf(wild.grades[0].solver).initial = 1e6;
        arguments.replaceInStrings(QStringLiteral("OUT"), out());
        arguments.replaceInStrings(QStringLiteral("BAD"),
                                   written(*folder_, QStringLiteral("bad.json"), writeExperiment(bad)));
        arguments.replaceInStrings(QStringLiteral("TEXT"),
                                   written(*folder_, QStringLiteral("text"), "hello"));
        arguments.replaceInStrings(QStringLiteral("WILD"),
                                   written(*folder_, QStringLiteral("wild.json"), writeExperiment(wild)));
        arguments.replaceInStrings(QStringLiteral("SMALL"), small());
        const Outcome outcome = runProgram(arguments);
        QVERIFY2(!outcome.crashed, qPrintable(outcome.error));
        QVERIFY2(outcome.code == code,
                 qPrintable(QStringLiteral("%1: %2").arg(outcome.code).arg(outcome.error)));
        QVERIFY2(outcome.error.contains(said), qPrintable(outcome.error));
    }

    void aDisplayThatIsNotThereIsSaidWithoutACrash() {
        const Outcome outcome = runProgram({}, {}, 0, QStringLiteral(":987"));
        QVERIFY(!outcome.crashed);
        QCOMPARE(outcome.code, 1);
        QVERIFY2(outcome.error.contains(QStringLiteral("No window can be opened")),
                 qPrintable(outcome.error));
    }

    void interruptedRunsAreWritten() {
        const QString file =
            written(*folder_, QStringLiteral("endless.json"), writeExperiment(endlessExperiment()));
        const Outcome outcome =
            runProgram({"--headless", file, "--out", out(), "--formats", "svg"}, {}, 1500);
        QVERIFY(!outcome.crashed);
        QCOMPARE(outcome.code, 130);
        const RunRecord record = recordIn(QDir(out()).filePath(QStringLiteral("run.json")));
        QVERIFY(record.status == RunStatus::Stopped);
        QVERIFY(!record.history.empty());
        QVERIFY(!bytesOf(QDir(out()).filePath(QStringLiteral("figure.svg"))).isEmpty());
    }

    void noPlaceToWriteIsSaidBeforeTheTraining() {
        const Outcome outcome = runProgram({"--headless", small(), "--out", "/proc/none"});
        QCOMPARE(outcome.code, 1);
        QVERIFY2(outcome.out.isEmpty(), qPrintable(outcome.out)); // not one grade is reported
    }

    void aTrainedRunTakesNoSeed() {
        QCOMPARE(runProgram({"--headless", small(), "--out", out(), "--formats", "svg"}).code, 0);
        const Outcome outcome = runProgram(
            {"--headless", QDir(out()).filePath(QStringLiteral("run.json")), "--out", out(), "--seed", "3"});
        QCOMPARE(outcome.code, 2);
        QVERIFY(outcome.error.contains(QStringLiteral("--seed")));
    }
};

GRADEWISE_TEST(TestHeadless)
#include "test_headless.moc"
