// Files in the workbench: saved, opened, refused.
#include "tests/core/trained.h"
#include "tests/test_case.h"
#include "tests/ui/window/window_fixture.h"
#include "ui/window/status_line.h"
#include "ui/window/workbench.h"

#include <QElapsedTimer>
#include <QLabel>
#include <QSignalSpy>

using namespace gradewise;

namespace {

RunRecord recordIn(const QString& path) {
    const auto read = readDocument(readFile(path.toStdString()));
    return std::get<RunRecord>(std::get<Document>(read));
}

bool holdsRun(const QString& path) {
    const auto read = readDocument(readFile(path.toStdString()));
    return std::holds_alternative<RunRecord>(std::get<Document>(read));
}

} // namespace

class TestWorkbenchFiles : public QObject {
    Q_OBJECT

private slots:
    void savesTheRunThatBelongsToTheSettings() {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a.gradewise.json"));
        Workbench bench;
        bench.startWith(smallExperiment());
        QVERIFY(saveNow(bench, path));
        QVERIFY(!holdsRun(path)); // nothing is trained yet
        bench.runOrPause();
        QTRY_VERIFY(!bench.driver().active());
        QVERIFY(saveNow(bench, path));
        QVERIFY(!bench.unsaved());
        QVERIFY(holdsRun(path));
        QCOMPARE(writeRun(recordIn(path)), writeRun(*bench.model().record()));

        ExperimentConfig wider = smallExperiment();
        wider.grades[0].hidden = {9};
        bench.edit(wider);
        QVERIFY(bench.unsaved());
        QVERIFY(saveNow(bench, path));
        QVERIFY(!holdsRun(path)); // the run on screen is of other settings
        QVERIFY(!bench.unsaved());
    }

    void aRunFromAFileShowsTheSameCurves() {
        const QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a.gradewise.json"));
        Workbench trained;
        trained.startWith(smallExperiment());
        trained.runOrPause();
        QTRY_VERIFY(!trained.driver().active());
        QVERIFY(saveNow(trained, path));
        Workbench opened;
        QVERIFY(openNow(opened, path));
        QVERIFY(!opened.unsaved());
        QCOMPARE(opened.displayName(), QStringLiteral("a.gradewise.json"));
        QVERIFY(opened.config() == trained.config());
        for (std::size_t grade = 0; grade < 2; ++grade) {
            QVERIFY(opened.model().grades()[grade].contribution ==
                    trained.model().grades()[grade].contribution);
            QCOMPARE(opened.model().grades()[grade].grid.sup, trained.model().grades()[grade].grid.sup);
        }
    }

    void filesThatCannotBeOpened_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("said");
        QTest::newRow("not JSON") << "x,y\n1,2\n"
                                  << "line 1";
        QTest::newRow("another JSON") << "{\"a\": 1}"
                                      << "format";
        QTest::newRow("bad formula")
            << QString::fromStdString(writeExperiment(smallExperiment())).replace("sin(6*x)", "sin(6*x")
            << "target.formula";
        QTest::newRow("width out of range")
            << QString::fromStdString(writeExperiment(smallExperiment())).replace("[6]", "[0]")
            << "grades[0].hidden[0]";
        QTest::newRow("empty") << ""
                               << "line 1";
    }
    void filesThatCannotBeOpened() {
        QFETCH(QString, text);
        QFETCH(QString, said);
        const QTemporaryDir folder;
        const QString path = written(folder, QStringLiteral("bad.json"), text.toStdString());
        Workbench bench;
        bench.startWith(smallExperiment());
        bench.runOrPause();
        QTRY_VERIFY(!bench.driver().active());
        QSignalSpy problems(&bench, &Workbench::problem);
        QSignalSpy replaced(&bench, &Workbench::configReplaced);
        QVERIFY(!openNow(bench, path));
        QCOMPARE(problems.count(), 1);
        const QString sentences = problems[0][0].toString();
        QVERIFY2(sentences.contains(said), qPrintable(sentences));
        QVERIFY(sentences.contains(QStringLiteral("bad.json")));
        QCOMPARE(replaced.count(), 0);
        QVERIFY(bench.model().record() != nullptr); // the last good picture stays
        QVERIFY(bench.path().isEmpty());
    }

    void missingFilesAndFoldersAreSaid() {
        Workbench bench;
        QSignalSpy problems(&bench, &Workbench::problem);
        QVERIFY(!openNow(bench, QStringLiteral("/nowhere/at all.json")));
        QVERIFY(!saveNow(bench, QStringLiteral("/nowhere/at all.json")));
        QCOMPARE(problems.count(), 2);
        for (const auto& problem : problems)
            QVERIFY2(problem[0].toString().contains(QStringLiteral("/nowhere")),
                     qPrintable(problem[0].toString()));
    }

    void aRunWhoseWeightsWereChangedIsShownWithAWarning() {
        const QTemporaryDir folder;
        RunRecord record = train(smallExperiment());
        Workbench bench;
        QSignalSpy problems(&bench, &Workbench::problem);
        QVERIFY(openNow(bench, written(folder, QStringLiteral("true.json"), writeRun(record))));
        QCOMPARE(problems.count(), 0);
        QVERIFY(bench.model().largestError() != nullptr);
        record.grades[1].audit->hash ^= 1;
        QVERIFY(openNow(bench, written(folder, QStringLiteral("changed.json"), writeRun(record))));
        QCOMPARE(problems.count(), 1);
        QVERIFY(problems[0][0].toString().startsWith(QStringLiteral("changed.json: the weights of grade 2")));
        // What was proved of other weights is not shown of these.
        QVERIFY(bench.model().record()->largestError);
        QVERIFY(bench.model().largestError() == nullptr);
        StatusLine status;
        status.showRun(bench.model(), bench.driver());
        QVERIFY(
            !status.findChild<QLabel*>(QStringLiteral("runNumbers"))->text().contains(QStringLiteral("sup")));
    }

    void opensDuringARun() {
        const QTemporaryDir folder;
        const QString path =
            written(folder, QStringLiteral("a.gradewise.json"), writeExperiment(smallExperiment()));
        Workbench bench;
        bench.startWith(endlessExperiment());
        bench.runOrPause();
        QTRY_VERIFY(bench.model().history().size() > 3);
        QVERIFY(openNow(bench, path));
        QVERIFY(!bench.driver().active());
        QVERIFY(bench.model().phase() == RunModel::Phase::Preview);
        QVERIFY(!bench.unsaved());
        QTest::qWait(100); // nothing of the old run arrives
        QVERIFY(bench.model().history().empty());
    }
};

GRADEWISE_TEST(TestWorkbenchFiles)
#include "test_workbench_files.moc"
