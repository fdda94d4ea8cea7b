// Files are read and written beside the window: its loop turns, nothing is lost, and what is given up leaves
// nothing behind. A pipe stands for a slow disk: who writes to it waits until somebody reads.
#include "tests/core/record/large_run.h"
#include "tests/test_case.h"
#include "tests/ui/window/window_fixture.h"

#include <QDir>
#include <QFile>

#include <sys/stat.h>

using namespace gradewise;

namespace {

QString pipe(const QTemporaryDir& folder, const char* name) {
    const QString path = folder.filePath(QString::fromLatin1(name));
    ::mkfifo(path.toUtf8().constData(), 0600);
    return path;
}

/// All that comes through the pipe until its writer closes it.
QByteArray drained(const QString& path) {
    QFile reader(path);
    return reader.open(QIODevice::ReadOnly | QIODevice::Unbuffered) ? reader.readAll() : QByteArray();
}

std::string textOf(const QString& path) {
    return readFile(path.toStdString());
}

} // namespace

class TestFileWork : public QObject {
    Q_OBJECT

private slots:
    void theLoopTurnsWhileALargeRunIsOpenedAndSaved() {
        const QTemporaryDir folder;
        const QString path = written(folder, QStringLiteral("a.json"), writeRun(largeRun(100, 100'000)));
        Workbench bench;
        bench.startWith(smallExperiment());
        int turns = 0;
        QTimer beat;
        connect(&beat, &QTimer::timeout, this, [&turns] { ++turns; });
        beat.start(1);
        bench.open(path);
        QVERIFY(bench.files().busy() && !bench.files().writing());
        QCOMPARE(bench.files().words(), QStringLiteral("Opening a.json"));
        QVERIFY(bench.config() == smallExperiment()); // nothing is shown before it is whole
        QVERIFY(filesDone(bench));
        QCOMPARE(bench.path(), path);
        QCOMPARE(bench.model().history().size(), std::size_t{100'000});
        QVERIFY2(turns > 5, qPrintable(QString::number(turns)));
        turns = 0;
        const QString copy = folder.filePath(QStringLiteral("b.json"));
        QVERIFY(saveNow(bench, copy));
        QVERIFY2(turns > 5, qPrintable(QString::number(turns)));
        QVERIFY(textOf(copy) == textOf(path));
    }

    void aSecondSaveWaitsForTheFirst() {
        const QTemporaryDir folder;
        const QString slow = pipe(folder, "slow");
        const QString second = folder.filePath(QStringLiteral("second.json"));
        Workbench bench;
        bench.startWith(smallExperiment());
        QStringList order;
        bench.save(slow, [&](bool good) { order << (good ? "slow" : "failed"); });
        bench.edit(experimentOf(9));
        bench.save(second, [&](bool good) { order << (good ? "second" : "failed"); });
        QTest::qWait(50);
        QVERIFY(order.isEmpty() && !QFile::exists(second));
        QCOMPARE(bench.files().words(), QStringLiteral("Saving slow"));
        const QByteArray first = drained(slow);
        QVERIFY(filesDone(bench));
        QCOMPARE(order, QStringList({"slow", "second"}));
        // Each holds what it was when it was asked for.
        QVERIFY(first.toStdString() == writeExperiment(smallExperiment()));
        QVERIFY(textOf(second) == writeExperiment(experimentOf(9)));
        QCOMPARE(bench.path(), second);
        QVERIFY(!bench.unsaved());
    }

    void whatIsEditedWhileItIsSavedStaysUnsaved() {
        const QTemporaryDir folder;
        const QString slow = pipe(folder, "slow");
        Workbench bench;
        bench.startWith(smallExperiment());
        bench.save(slow);
        bench.edit(experimentOf(9));
        drained(slow);
        QVERIFY(filesDone(bench));
        QVERIFY(bench.unsaved());
    }

    void aDocumentThatIsLeftGetsNoNameOfAFileSavedLate() {
        const QTemporaryDir folder;
        const QString slow = pipe(folder, "slow");
        Workbench bench;
        bench.startWith(smallExperiment());
        bench.save(slow);
        bench.startWith(experimentOf(9));
        QVERIFY(!drained(slow).isEmpty());
        QVERIFY(filesDone(bench));
        QVERIFY(bench.path().isEmpty());
        QVERIFY(bench.config() == experimentOf(9));
    }

    void aSaveThatIsGivenUpLeavesTheOldFile() {
        const QTemporaryDir folder;
        const QString path = written(folder, QStringLiteral("a.json"), "as it was");
        Workbench bench;
        QVERIFY(bench.startWith(largeRun(100, 100'000)));
        std::optional<bool> good;
        QSignalSpy problems(&bench, &Workbench::problem);
        bench.save(path, [&](bool written) { good = written; });
        bench.files().cancel();
        QVERIFY(filesDone(bench));
        QCOMPARE(good.value_or(true), false);
        QCOMPARE(problems.count(), 0); // the user knows
        QVERIFY(textOf(path) == "as it was");
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList({"a.json"}));
        QVERIFY(bench.path().isEmpty());
    }

    void theFileAskedForLastIsOpened() {
        const QTemporaryDir folder;
        const QString large = written(folder, QStringLiteral("a.json"), writeRun(largeRun(50, 50'000)));
        const QString small = written(folder, QStringLiteral("b.json"), writeExperiment(smallExperiment()));
        Workbench bench;
        QSignalSpy opened(&bench, &Workbench::opened);
        bench.open(large);
        bench.open(small);
        QVERIFY(filesDone(bench));
        QCOMPARE(opened.count(), 1);
        QCOMPARE(bench.path(), small);
        bench.open(large);
        bench.files().cancel();
        QVERIFY(filesDone(bench));
        QCOMPARE(bench.path(), small); // as it was
        bench.open(large);
        bench.startWith(experimentOf(9)); // asked for later
        QVERIFY(filesDone(bench));
        QVERIFY(bench.config() == experimentOf(9));
    }

    void workBegunMeanwhileIsNotReplacedUnasked() {
        const QTemporaryDir folder;
        const QString path = written(folder, QStringLiteral("a.json"), writeRun(largeRun(50, 50'000)));
        Workbench bench;
        bench.startWith(smallExperiment());
        QSignalSpy held(&bench, &Workbench::heldBack);
        bench.open(path);
        bench.edit(experimentOf(9));
        QVERIFY(filesDone(bench));
        QCOMPARE(held.count(), 1);
        QVERIFY(bench.config() == experimentOf(9));
        QVERIFY(bench.holdsBack());
        bench.takeHeldBack();
        QCOMPARE(bench.path(), path);
        QVERIFY(!bench.holdsBack() && !bench.unsaved());
    }

    void endsOnlyWhenWhatIsSavedIsSaved() {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a.json"));
        auto bench = std::make_unique<Workbench>();
        QVERIFY(bench->startWith(largeRun(50, 50'000)));
        bench->save(path);
        bench.reset();
        QVERIFY(textOf(path) == writeRun(largeRun(50, 50'000)));
    }

    void anAbandonedRunKeepsNobodyWaiting() {
        Workbench bench;
        bench.startWith(endlessExperiment());
        bench.runAfresh();
        QTRY_VERIFY(bench.model().history().size() > 5);
        QSignalSpy ended(&bench.driver(), &RunDriver::ended);
        bench.startWith(smallExperiment());
        QVERIFY(!bench.driver().active());
        bench.runAfresh(); // beside what is left of the other
        QTRY_COMPARE(ended.count(), 1);
        QVERIFY(bench.model().record()->config == smallExperiment());
    }
};

GRADEWISE_TEST(TestFileWork)
#include "test_file_work.moc"
