// Files in the main window: opened, dropped, saved, never lost unasked.
#include "tests/test_case.h"
#include "tests/ui/mainwindow_fixture.h"

using namespace gradewise;
using namespace gradewise::mainwindow_fixture;

class TestMainWindowFiles : public MainWindowTest {
    Q_OBJECT

private slots:
    void init() { begin(); }
    void cleanup() { window_.reset(); }

    void invalidFilesAreExplainedBesideThePicture() {
        window_->showFirstRun();
        const QString bad = written(*folder_, QStringLiteral("bad.json"), "{\"format\": 3}");
        QVERIFY(!open(bad));
        QVERIFY(message(*window_).contains(QStringLiteral("bad.json")));
        QVERIFY(message(*window_).contains(QStringLiteral("format")));
        QVERIFY(bench().driver().active()); // the first run goes on
        auto* bar = window_->findChild<MessageBar*>(QStringLiteral("messageBar"));
        QTest::mouseClick(bar->findChild<QAbstractButton*>(QStringLiteral("messageClose")), Qt::LeftButton);
        QVERIFY(message(*window_).isEmpty());
        QVERIFY(!open(bad));
        QVERIFY(open(small())); // a good file takes the sentence away
        QVERIFY(message(*window_).isEmpty());
        QVERIFY(window_->windowTitle().startsWith(QStringLiteral("small.gradewise.json")));
    }

    void opensPresetsByName() {
        QVERIFY(open(QStringLiteral("X1")));
        QVERIFY(bench().path().isEmpty());
        QVERIFY(window_->findChild<QAction*>(QStringLiteral("preset-X1")) != nullptr);
        QVERIFY(!open(QStringLiteral("no such preset")));
        QVERIFY(!message(*window_).isEmpty());
    }

    void droppedFilesAreOpened() {
        const QString path = small();
        drop(*window_, {path});
        QTRY_COMPARE(bench().path(), path);
        drop(*window_, {path, path}); // two at once: which one?
        drop(*window_, {});
        QTest::qWait(20);
        QCOMPARE(bench().path(), path);
    }

    void recentFilesAreTheNewestFirst() {
        const QString first = small();
        const QString second =
            written(*folder_, QStringLiteral("second.json"), writeExperiment(smallExperiment()));
        QVERIFY(open(first));
        QVERIFY(open(second));
        QCOMPARE(recentFiles(), QStringList({second, first}));
        QVERIFY(open(first));
        QCOMPARE(recentFiles(), QStringList({first, second}));
        auto* menu = window_->findChild<QMenu*>(QStringLiteral("recentMenu"));
        QCOMPARE(menu->actions().size(), 2);
        menu->actions().at(1)->trigger();
        QVERIFY(filesDone(bench()));
        QCOMPARE(bench().path(), second);
        QFile::remove(first);
        QCOMPARE(recentFiles(), QStringList({second}));
    }

    void closingAsksAboutWhatIsUnsaved() {
        QVERIFY(open(small()));
        trigger(*window_, "run");
        QTRY_VERIFY(!bench().driver().active());
        {
            Answer cancel(QMessageBox::Cancel);
            QVERIFY(!window_->close());
            QCOMPARE(cancel.asked, 1);
            QVERIFY(window_->isVisible());
        }
        const QString place = folder_->filePath(QStringLiteral("kept.json"));
        Answer save(QMessageBox::Save);
        Choose choose(place);
        window_->close();
        QTRY_VERIFY(!window_->isVisible());
        QVERIFY(holdsRun(place));
    }

    void anExperimentThatWasOpenedIsNotMadeARun() {
        const QString path = small();
        QVERIFY(open(path));
        trigger(*window_, "run");
        QTRY_VERIFY(!bench().driver().active());
        const std::string before = readFile(path.toStdString());
        {
            Choose none(QString{});
            trigger(*window_, "save");
            QCOMPARE(none.asked, 1);
            QCOMPARE(none.proposed, folder_->filePath(QStringLiteral("small-run.gradewise.json")));
        }
        const QString place = folder_->filePath(QStringLiteral("kept.json"));
        {
            Choose choose(place);
            trigger(*window_, "save");
            QCOMPARE(choose.asked, 1);
        }
        QVERIFY(filesDone(bench()));
        QVERIFY(readFile(path.toStdString()) == before);
        QVERIFY(holdsRun(place));
        QCOMPARE(bench().path(), place);
        trigger(*window_, "run"); // and again: the file is a run's by now
        QTRY_VERIFY(!bench().driver().active());
        {
            Choose none(QString{});
            trigger(*window_, "save");
            QCOMPARE(none.asked, 0);
        }
        QVERIFY(filesDone(bench()));
        QVERIFY(!bench().unsaved());
        // Nor is a run replaced by an experiment of other settings.
        QVERIFY(open(place));
        ExperimentConfig other = bench().config();
        other.seed += 1;
        bench().edit(other);
        Choose none(QString{});
        trigger(*window_, "save");
        QCOMPARE(none.proposed, folder_->filePath(QStringLiteral("kept-experiment.json")));
        QVERIFY(holdsRun(place));
    }

    void aFileThatChangedOnDiskIsNotReplacedUnasked() {
        const QString path = small();
        QVERIFY(open(path));
        ExperimentConfig other = bench().config();
        other.seed += 1;
        bench().edit(other);
        written(*folder_, QStringLiteral("small.gradewise.json"), writeExperiment(experimentOf(7)));
        {
            Answer cancel(QMessageBox::Cancel);
            trigger(*window_, "save");
            QCOMPARE(cancel.asked, 1);
            QVERIFY(cancel.questions.front().contains(QStringLiteral("Another program")));
            QVERIFY(bench().unsaved());
        }
        Answer replace(QStringLiteral("Replace"));
        trigger(*window_, "save");
        QVERIFY(filesDone(bench()));
        QVERIFY(!bench().unsaved());
        trigger(*window_, "save"); // what was written here is no surprise
        QVERIFY(filesDone(bench()));
        QCOMPARE(replace.asked, 1);
    }

    void givingUpTheFileDialogLetsTheTrainingGoOn() {
        openEndless();
        trigger(*window_, "run");
        QTRY_VERIFY(bench().model().history().size() > 5);
        Answer save(QMessageBox::Save);
        Choose none(QString{});
        QVERIFY(!window_->close());
        QCOMPARE(none.asked, 1);
        QVERIFY(window_->isVisible());
        QVERIFY(bench().driver().state() == State::Running);
        const std::size_t before = bench().model().history().size();
        QTRY_VERIFY(bench().model().history().size() > before);
    }

    void aDearRunIsNotReplacedUnasked() {
        QVERIFY(open(small()));
        Answer cancel(QMessageBox::Cancel);
        trigger(*window_, "run");
        QTRY_VERIFY(!bench().driver().active());
        trigger(*window_, "run"); // it took milliseconds
        QTRY_VERIFY(!bench().driver().active());
        QCOMPARE(cancel.asked, 0);
        bench().setCostlyFrom(0.0);
        const auto record = bench().model().record();
        int asked = 0;
        for (const char* action : {"run", "runAfresh", "step"}) {
            trigger(*window_, action);
            QCOMPARE(cancel.asked, ++asked);
            QVERIFY(!bench().driver().active());
            QVERIFY(bench().model().record() == record);
        }
        // With other settings too, and saving these does not save it.
        ExperimentConfig other = bench().config();
        other.seed += 1;
        bench().edit(other);
        QVERIFY(saveNow(bench(), folder_->filePath(QStringLiteral("other.json"))));
        QVERIFY(bench().unsaved());
        QVERIFY(!window_->close());
        QCOMPARE(cancel.asked, ++asked);
    }

    void closingWaitsForWhatIsBeingSaved() {
        QVERIFY(open(small()));
        const QString slow = folder_->filePath(QStringLiteral("slow"));
        QCOMPARE(::mkfifo(slow.toUtf8().constData(), 0600), 0); // writing waits until somebody reads
        bench().save(slow);
        QVERIFY(bench().files().writing());
        QVERIFY(!window_->close());
        auto* bar = window_->findChild<MessageBar*>(QStringLiteral("questionBar"));
        QVERIFY(bar->text().contains(QStringLiteral("as soon as")));
        bar->findChild<QAbstractButton*>(QStringLiteral("stayOpen"))->click();
        QVERIFY(bar->text().isEmpty());
        QTRY_COMPARE(textOf(*window_, "fileWords"), QStringLiteral("Saving slow")); // the loop turns
        QVERIFY(!window_->close());
        QVERIFY(window_->isVisible());
        QFile reader(slow);
        QVERIFY(reader.open(QIODevice::ReadOnly | QIODevice::Unbuffered));
        const QByteArray text = reader.readAll();
        QVERIFY(filesDone(bench()));
        QTRY_VERIFY(!window_->isVisible());
        QVERIFY(text.contains("gradewise-experiment"));
    }

    void closingInTheMiddleOfARunEndsIt() {
        openEndless();
        trigger(*window_, "run");
        QTRY_VERIFY(bench().model().history().size() > 5);
        {
            Answer cancel(QMessageBox::Cancel);
            QVERIFY(!window_->close());
            QVERIFY(bench().driver().active());
        }
        Answer discard(QMessageBox::Discard);
        QVERIFY(window_->close());
        QCOMPARE(discard.asked, 1);
        QVERIFY(!bench().driver().active());
    }

    void savingInTheMiddleOfARunKeepsWhatWasTrained() {
        openEndless();
        trigger(*window_, "run");
        QTRY_VERIFY(bench().model().history().size() > 5);
        const QString place = folder_->filePath(QStringLiteral("kept.json"));
        Answer save(QMessageBox::Save);
        Choose choose(place);
        window_->close();
        QTRY_VERIFY(!window_->isVisible());
        const auto read = readDocument(readFile(place.toStdString()));
        const auto record = std::get<RunRecord>(std::get<Document>(read));
        QVERIFY(record.status == RunStatus::Stopped);
        QVERIFY(record.history.size() > 5);
    }

    void nothingIsAskedWhenNothingIsLost() {
        Answer never(QMessageBox::Cancel);
        QVERIFY(open(small()));
        QVERIFY(open(QStringLiteral("X1")));
        window_->showFirstRun();
        QVERIFY(window_->close());
        QCOMPARE(never.asked, 0);
    }
};

GRADEWISE_TEST(TestMainWindowFiles)
#include "test_mainwindow_files.moc"
