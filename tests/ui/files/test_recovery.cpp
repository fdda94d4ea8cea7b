// A window that is killed loses little of its run, and the next one goes on with it.
#include "tests/core/checkpoint/broken_off.h"
#include "tests/core/trained.h"
#include "tests/test_case.h"
#include "tests/ui/window/window_fixture.h"
#include "ui/mainwindow.h"
#include "ui/widgets/message_bar.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QRandomGenerator>

#include <cstdio>

using namespace gradewise;

namespace {

constexpr auto childKey = "GRADEWISE_TEST_CHILD"; ///< where the child keeps its run

/// Some seconds of training.
ExperimentConfig longEnough() {
    ExperimentConfig config = experimentOf(300'000, 3);
    config.title = "Broken <b>off</b>";
    return config;
}

/// A program of its own that trains, tells how long it has been doing so, and is killed.
class Child {
public:
    explicit Child(const QString& place) {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QString::fromLatin1(childKey), place);
        // Who is killed removes nothing: what it leaves goes with the folder.
        environment.insert(QStringLiteral("TMPDIR"), QFileInfo(place).absolutePath());
        process_.setProcessEnvironment(environment);
        process_.start(
            QCoreApplication::applicationFilePath(),
            {QStringLiteral("ui.window.recovery"), QStringLiteral("child"), QStringLiteral("-silent")});
    }
    ~Child() { kill(); }
    /// Waits until it has trained that long. False when it ended by itself before.
    bool trains(double seconds) {
        return QTest::qWaitFor([&] { return trained() >= seconds || ended(); }, 60'000) && !ended();
    }
    /// Training seconds that it told of last; the kill comes a little later.
    double kill() {
        process_.kill();
        process_.waitForFinished();
        return trained();
    }

private:
    bool ended() const { return process_.state() == QProcess::NotRunning; }
    double trained() {
        said_ += process_.readAllStandardOutput();
        const qsizetype mark = said_.lastIndexOf("trained ");
        return mark < 0 ? 0.0 : said_.mid(mark + 8).split('\n').front().toDouble();
    }
    QProcess process_;
    QByteArray said_;
};

QStringList entries(const QString& place) {
    return QDir(place).entryList(QDir::AllEntries | QDir::NoDotAndDotDot);
}

/// Grades and epochs that are kept there, and the seconds behind them.
struct Kept {
    std::size_t grades = 0;
    std::size_t epochs = 0;
    double seconds = 0.0;
    ExperimentConfig config;
};
std::optional<Kept> keptAt(const QString& place) {
    WorkQueue beside;
    const Recovery recovery(place, beside);
    const auto runs = recovery.brokenOff();
    if (runs.size() != 1)
        return std::nullopt;
    const Checkpoint read = readCheckpoint(runs.front().folder.toStdU16String());
    const BegunRun& begun = read.begun;
    return Kept{begun.run.grades.size(), begun.run.history.size(),
                begun.grade ? begun.grade->seconds : begun.run.seconds, read.experiment.config()};
}

} // namespace

class TestRecovery : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<OwnSettings> settings_;
    std::unique_ptr<QTemporaryDir> folder_;
    QString place() const { return folder_->filePath(QStringLiteral("runs")); }

private slots:
    void init() {
        settings_ = std::make_unique<OwnSettings>();
        folder_ = std::make_unique<QTemporaryDir>();
    }

    /// Not a test: what the others start and kill.
    void child() {
        const QString where = qEnvironmentVariable(childKey);
        if (where.isEmpty())
            return;
        Workbench bench(where);
        bench.recovery().setSeconds(0.1);
        bench.startWith(longEnough());
        bench.runAfresh();
        QTimer tell;
        connect(&tell, &QTimer::timeout, this, [&bench] {
            std::printf("trained %.3f\n", bench.driver().secondsTrained());
            std::fflush(stdout);
        });
        tell.start(10);
        QVERIFY(QTest::qWaitFor([&bench] { return !bench.driver().active(); }, 120'000));
    }

    void aKillLosesLittleAndTheRunGoesOn() {
        const int kills = std::max(1, qEnvironmentVariableIntValue("GRADEWISE_KILLS"));
        double worst = 0.0;
        std::string whole;
        for (int i = 0; i < kills; ++i) {
            const QString where = folder_->filePath(QStringLiteral("runs%1").arg(i));
            double trained = 0.0;
            {
                Child child(where);
                if (!child.trains(0.2 + 0.8 * QRandomGenerator::global()->generateDouble()))
                    continue; // a quick machine
                trained = child.kill();
            }
            const auto kept = keptAt(where);
            QVERIFY(kept.has_value());
            QVERIFY(kept->config == longEnough());
            QVERIFY2(kept->seconds > 0.0, qPrintable(QString::number(trained)));
            worst = std::max(worst, trained - kept->seconds);
            QVERIFY2(trained - kept->seconds <= 30.0, qPrintable(QString::number(trained - kept->seconds)));
            if (i > 0)
                continue;
            // The next program goes on, and ends with the same bits as if nothing had happened.
            Workbench bench(where);
            auto runs = bench.recovery().brokenOff();
            QCOMPARE(runs.size(), std::size_t{1});
            std::shared_ptr<const Checkpoint> begun;
            bench.files().readKept(runs.front().folder, [&](const FileOutcome&, auto read) { begun = read; });
            QVERIFY(filesDone(bench) && begun);
            const std::size_t epochs = begun->begun.run.history.size();
            bench.goOn(std::move(runs.front()), begun);
            QTRY_VERIFY(bench.model().history().size() >= epochs);
            QTRY_VERIFY_WITH_TIMEOUT(!bench.driver().active(), 120'000);
            QVERIFY(bench.model().record() != nullptr);
            QVERIFY(filesOf(*bench.model().record()) == filesOf(train(longEnough())));
            QVERIFY(bench.unsaved());
            QVERIFY(saveNow(bench, folder_->filePath(QStringLiteral("saved.json"))));
            QTRY_VERIFY(entries(where).isEmpty()); // it is in a file by now
        }
        qInfo("%d kills, at most %.2f s of training lost", kills, worst);
    }

    void theWindowOffersToGoOn() {
        {
            Child child(place());
            if (!child.trains(0.3))
                QSKIP("The machine is too quick.");
            child.kill();
        }
        qputenv("XDG_STATE_HOME", folder_->path().toUtf8());
        const QString here = unfinishedRunsFolder();
        QVERIFY(QDir().mkpath(QFileInfo(here).absolutePath()));
        QVERIFY(QDir().rename(place(), here));
        for (const char* answer : {"later", "goOn"}) {
            MainWindow window;
            window.show();
            window.begin({});
            auto* bar = window.findChild<MessageBar*>(QStringLiteral("questionBar"));
            QTRY_VERIFY(!bar->text().isEmpty());
            QVERIFY2(bar->text().contains(QStringLiteral("Broken <b>off</b>")), qPrintable(bar->text()));
            QVERIFY(bar->text().contains(QStringLiteral("of 3 grades")));
            MainWindow second; // a second one offers nothing that the first one holds
            second.begin({});
            QVERIFY(filesDone(second.workbench()));
            QVERIFY(second.findChild<MessageBar*>(QStringLiteral("questionBar"))->text().isEmpty());
            bar->findChild<QAbstractButton*>(QString::fromLatin1(answer))->click();
            QVERIFY(bar->text().isEmpty());
            const bool on = window.workbench().config().title.find("Broken") == 0;
            QCOMPARE(on, QByteArray(answer) == "goOn");
            if (on)
                QVERIFY(window.workbench().config() == longEnough());
            window.workbench().startWith(smallExperiment());
        }
        QTRY_VERIFY(entries(here).isEmpty());
    }

    void discardingRemovesIt() {
        {
            Child child(place());
            if (!child.trains(0.3))
                QSKIP("The machine is too quick.");
            child.kill();
        }
        WorkQueue beside;
        Recovery recovery(place(), beside);
        auto runs = recovery.brokenOff();
        QCOMPARE(runs.size(), std::size_t{1});
        recovery.remove(std::move(runs.front()));
        QTRY_VERIFY(entries(place()).isEmpty());
    }

    void whatIsDamagedIsSaid() {
        {
            Child child(place());
            if (!child.trains(0.3))
                QSKIP("The machine is too quick.");
            child.kill();
        }
        WorkQueue beside;
        const Recovery recovery(place(), beside);
        const auto runs = recovery.brokenOff();
        QCOMPARE(runs.size(), std::size_t{1});
        QFile grades(QDir(runs.front().folder).filePath(QStringLiteral("grades")));
        QVERIFY(grades.resize(10));
        FileWork files;
        FileOutcome heard;
        files.readKept(runs.front().folder, [&](const FileOutcome& outcome, auto) { heard = outcome; });
        QTRY_VERIFY(!files.busy());
        QVERIFY(!heard.problem.isEmpty());
    }

    void aCleanEndLeavesNothing() {
        {
            Workbench bench(place());
            bench.recovery().setSeconds(0.05);
            bench.startWith(endlessExperiment());
            bench.runAfresh();
            QTRY_VERIFY(bench.model().history().size() > 1000);
            QVERIFY(!entries(place()).isEmpty());
            bench.runAfresh(); // another run: what was kept of the first goes
            QTRY_VERIFY(bench.model().history().size() > 1000);
        }
        QVERIFY2(entries(place()).isEmpty(), qPrintable(entries(place()).join(QLatin1Char(' '))));
    }

    void twoWindowsKeepTheirRunsApart() {
        Workbench one(place());
        Workbench two(place());
        for (Workbench* bench : {&one, &two}) {
            bench->startWith(endlessExperiment());
            bench->runAfresh();
        }
        QTRY_COMPARE(entries(place()).size(), 2);
        QVERIFY(one.recovery().brokenOff().empty()); // both live
        QVERIFY(two.recovery().brokenOff().empty());
    }

    void whereNothingCanBeKeptTheRunGoesOn() {
        const QString file = written(*folder_, QStringLiteral("runs"), "a file");
        Workbench bench(file);
        bench.startWith(smallExperiment());
        bench.runAfresh();
        QTRY_VERIFY(!bench.driver().active());
        QVERIFY(bench.model().record() != nullptr);
    }
};

GRADEWISE_TEST(TestRecovery)
#include "test_recovery.moc"
