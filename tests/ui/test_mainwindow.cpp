#include "tests/test_case.h"
#include "tests/ui/window/window_fixture.h"
#include "ui/mainwindow.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/message_bar.h"
#include "ui/window/file_actions.h"
#include "ui/window/panel_area.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QDropEvent>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QTimer>
#include <QToolBar>
#include <QToolButton>
#include <QWidgetAction>

#include <sys/stat.h>

using namespace gradewise;
using State = RunDriver::State;

namespace {

/// Answers the next file dialog: with a path, or empty by giving up; counts the dialogs.
class Choose : public QObject {
public:
    explicit Choose(const QString& path) {
        connect(&timer_, &QTimer::timeout, this, [this, path] {
            auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
            if (!dialog)
                return;
            ++asked;
            proposed = dialog->selectedFiles().value(0);
            if (path.isEmpty())
                return dialog->reject();
            dialog->selectFile(path);
            dialog->findChild<QLineEdit*>()->setText(path);
            static_cast<QDialog*>(dialog)->accept();
        });
        timer_.start(5);
    }
    int asked = 0;
    QString proposed;

private:
    QTimer timer_;
};

bool holdsRun(const QString& path) {
    const auto read = readDocument(readFile(path.toStdString()));
    return std::holds_alternative<RunRecord>(std::get<Document>(read));
}

void trigger(MainWindow& window, const char* action) {
    window.findChild<QAction*>(QString::fromLatin1(action))->trigger();
}

/// As long as nobody chose another panel for that place.
bool isBehindTheNetwork(PanelKind kind) {
    return kind == PanelKind::Audit || kind == PanelKind::Spectrum;
}

QString textOf(MainWindow& window, const char* label) {
    return window.findChild<QLabel*>(QString::fromLatin1(label))->text();
}

QString message(MainWindow& window) {
    return window.findChild<MessageBar*>(QStringLiteral("messageBar"))->text();
}

void drop(MainWindow& window, const QStringList& files) {
    QMimeData data;
    QList<QUrl> urls;
    for (const QString& file : files)
        urls << QUrl::fromLocalFile(file);
    data.setUrls(urls);
    QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    enter.ignore();
    QApplication::sendEvent(&window, &enter);
    if (!enter.isAccepted())
        return;
    QDropEvent event(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &event);
}

} // namespace

class TestMainWindow : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<OwnSettings> settings_;
    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<MainWindow> window_;

    void openWindow() {
        window_ = std::make_unique<MainWindow>();
        window_->show();
        QVERIFY(QTest::qWaitForWindowExposed(window_.get()));
    }
    /// Whether that file, or preset, is what the window works on afterwards.
    bool open(const QString& argument) {
        QSignalSpy replaced(&bench(), &Workbench::configReplaced);
        window_->openArgument(argument);
        return filesDone(bench()) && replaced.count() == 1;
    }
    void openEndless() {
        const QString path =
            written(*folder_, QStringLiteral("endless.json"), writeExperiment(endlessExperiment()));
        QVERIFY(open(path));
    }
    QString small() const {
        return written(*folder_, QStringLiteral("small.gradewise.json"), writeExperiment(smallExperiment()));
    }
    Workbench& bench() { return window_->workbench(); }

private slots:
    void init() {
        settings_ = std::make_unique<OwnSettings>();
        folder_ = std::make_unique<QTemporaryDir>();
        openWindow();
    }
    void cleanup() { window_.reset(); }

    void firstStartShowsAFinishedRun() {
        window_->showFirstRun();
        QVERIFY(bench().model().record() != nullptr); // at once: it is not trained first
        QVERIFY(bench().model().gradesWithCurve() > 1);
        QVERIFY(!bench().unsaved());
        QVERIFY(!window_->isWindowModified());
        QTRY_COMPARE(textOf(*window_, "runState"), QStringLiteral("Finished"));
        for (const Panel* panel : window_->findChild<PanelArea*>()->panels()) {
            QCOMPARE(panel->isVisible(), !isBehindTheNetwork(panel->kind()));
            if (panel->isVisible())
                QTRY_VERIFY2(!panel->summary().isEmpty(), qPrintable(panel->objectName()));
        }
        QVERIFY(message(*window_).isEmpty());
        // No control has the keyboard, so that Space runs.
        QCOMPARE(window_->focusWidget(), window_->centralWidget());
    }

    void aNarrowWindowKeepsTheThemeButton() {
        window_->showFirstRun();
        auto* button = window_->findChild<QToolButton*>(QStringLiteral("themeButton"));
        auto* name = window_->findChild<ElidedLabel*>(QStringLiteral("documentName"));
        for (const QSize size : {QSize(1600, 1000), QSize(1280, 800), QSize(1024, 600), QSize(960, 540)}) {
            window_->resize(size);
            QTRY_COMPARE(window_->size(), size);
            QTRY_VERIFY2(button->isVisible(), qPrintable(QString::number(size.width())));
            QVERIFY(button->mapTo(window_.get(), QPoint(button->width(), 0)).x() <= size.width());
        }
        QVERIFY(name->shownText() != name->text());
    }

    void wordsBeforeARunCountItsGrades() {
        QVERIFY(open(small()));
        QTRY_COMPARE(textOf(*window_, "runNumbers"), QStringLiteral("Press Run to train 2 grades."));
    }

    void runPauseStepFinishStop() {
        openEndless();
        auto* run = window_->findChild<QAbstractButton*>(QStringLiteral("runButton"));
        auto* stop = window_->findChild<QAbstractButton*>(QStringLiteral("stopButton"));
        QCOMPARE(run->text(), QStringLiteral("Run"));
        QVERIFY(!stop->isEnabled());
        QTest::mouseClick(run, Qt::LeftButton);
        QTRY_VERIFY(bench().model().history().size() > 5);
        QCOMPARE(run->text(), QStringLiteral("Pause"));
        QTRY_VERIFY(textOf(*window_, "runState").startsWith(QStringLiteral("Training grade 1 of 2")));
        QTest::mouseClick(run, Qt::LeftButton);
        QVERIFY(bench().driver().state() == State::Paused);
        QCOMPARE(run->text(), QStringLiteral("Resume"));
        trigger(*window_, "step");
        QVERIFY(bench().driver().state() == State::Paused);
        QTest::mouseClick(run, Qt::LeftButton);
        trigger(*window_, "finishGrade");
        QTRY_COMPARE(bench().model().liveGrade().value_or(9), std::size_t{1});
        QTRY_VERIFY(bench().model().grades()[1].epoch > 0);
        QTRY_VERIFY(textOf(*window_, "documentName").contains(QStringLiteral("grade 2 of 2")));
        QTest::mouseClick(stop, Qt::LeftButton);
        QTRY_VERIFY(!bench().driver().active());
        QCOMPARE(run->text(), QStringLiteral("Run"));
        QTRY_COMPARE(textOf(*window_, "runState"), QStringLiteral("Stopped"));
        QCOMPARE(bench().model().gradesWithCurve(), std::size_t{2});
        QVERIFY(window_->isWindowModified());
    }

    void spaceRunsButNotInTextFields() {
        openEndless();
        window_->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window_.get()));
        auto* formula = window_->findChild<QWidget*>(QStringLiteral("formula"));
        QVERIFY(formula);
        formula->setFocus();
        QTest::keyClick(formula, Qt::Key_Space);
        QTest::keyClick(formula, Qt::Key_Period);
        QVERIFY(!bench().driver().active());
        auto* button = window_->findChild<QAbstractButton*>(QStringLiteral("allTargets"));
        auto* check = window_->findChild<QAbstractButton*>(QStringLiteral("guard"));
        QVERIFY(button && check);
        const bool checked = check->isChecked();
        check->setFocus();
        QTest::keyClick(check, Qt::Key_Space);
        QCOMPARE(check->isChecked(), !checked); // a focused control answers its own key
        QVERIFY(!bench().driver().active());
        window_->centralWidget()->setFocus();
        QTest::keyClick(window_->centralWidget(), Qt::Key_Space);
        QVERIFY(bench().driver().state() == State::Running);
        QTest::keyClick(window_->centralWidget(), Qt::Key_Period);
        QVERIFY(bench().driver().state() == State::Paused);
    }

    void aBadFormulaKeepsThePicture() {
        QVERIFY(open(small()));
        trigger(*window_, "run");
        QTRY_VERIFY(!bench().driver().active());
        const Matrix target = bench().model().target();
        auto* formula = window_->findChild<QWidget*>(QStringLiteral("formula"));
        formula->setFocus();
        QTest::keyClick(formula, Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(formula, QStringLiteral("sin(3*"));
        QTest::qWait(400); // the formula is read a moment after the last key
        QVERIFY(bench().model().target() == target || bench().model().target().allFinite());
        QVERIFY(bench().model().gridPoints().cols() > 0);
        QVERIFY(bench().config().target.formulas.front() != "sin(3*");
        trigger(*window_, "run");
        QTRY_VERIFY(!bench().driver().active());
        QVERIFY(!message(*window_).isEmpty()); // says that the last good formula was trained
    }

    void invalidFilesAreExplainedBesideThePicture() {
        window_->showFirstRun();
        const QString bad = written(*folder_, QStringLiteral("bad.json"), "{\"format\": 3}");
        QVERIFY(!open(bad));
        QVERIFY(message(*window_).contains(QStringLiteral("bad.json")));
        QVERIFY(message(*window_).contains(QStringLiteral("format")));
        QVERIFY(bench().model().record() != nullptr);
        auto* bar = window_->findChild<MessageBar*>(QStringLiteral("messageBar"));
        QTest::mouseClick(bar->findChild<QAbstractButton*>(QStringLiteral("messageClose")), Qt::LeftButton);
        QVERIFY(message(*window_).isEmpty());
        QVERIFY(!open(bad));
        QVERIFY(open(small())); // a good file takes the sentence away
        QVERIFY(message(*window_).isEmpty());
        QVERIFY(window_->windowTitle().startsWith(QStringLiteral("small.gradewise.json")));
    }

    void aBrokenFileAtTheStartLeavesTheFirstRun() {
        window_->begin(written(*folder_, QStringLiteral("bad.json"), "{\"format\": 3}"));
        QVERIFY(filesDone(bench()));
        QVERIFY(message(*window_).contains(QStringLiteral("bad.json")));
        QVERIFY(bench().model().record() != nullptr);
        window_->begin(small());
        QVERIFY(filesDone(bench()));
        QVERIFY(message(*window_).isEmpty());
        QVERIFY(bench().config() == smallExperiment());
    }

    void aClickBesideTheFieldsTakesTheKeyboard() {
        window_->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(window_.get()));
        auto* formula = window_->findChild<QPlainTextEdit*>(QStringLiteral("formula"));
        auto* bar = window_->findChild<QToolBar*>();
        formula->setFocus();
        QTRY_VERIFY(formula->hasFocus());
        QTest::mouseClick(bar, Qt::LeftButton, {}, QPoint(bar->width() / 2, bar->height() - 2));
        QTRY_VERIFY(!formula->hasFocus());
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
        bench().setDearFrom(0.0);
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

    void noWindowGrowsBeyondAllScreens() {
        window_->resize(20'000, 20'000);
        trigger(*window_, "exportFigures");
        auto* dialog = window_->findChild<QDialog*>(QStringLiteral("exportDialog"));
        dialog->resize(20'000, 20'000);
        for (const QWidget* window : {static_cast<QWidget*>(window_.get()), static_cast<QWidget*>(dialog)})
            QVERIFY2(window->width() <= 7680 && window->height() <= 4320,
                     qPrintable(QStringLiteral("%1 × %2").arg(window->width()).arg(window->height())));
    }

    void dialogsThatAreOpenComeToTheFront() {
        for (const auto& [action, name] :
             {std::pair("exportFigures", "exportDialog"), std::pair("shortcuts", "shortcutsDialog"),
              std::pair("about", "aboutDialog"), std::pair("duel", "duelWindow"),
              std::pair("sweep", "sweepWindow")}) {
            for (int i = 0; i < 3; ++i)
                trigger(*window_, action);
            QCOMPARE(window_->findChildren<QDialog*>(QString::fromLatin1(name)).size(), 1);
        }
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

    void zoomSurvivesUpdatesAndANewRunFollowsTheDataAgain() {
        openEndless();
        Cursor& cursor = window_->findChild<PanelArea*>()->cursor();
        trigger(*window_, "run");
        QTRY_VERIFY(bench().model().history().size() > 5);
        cursor.zoomTo(0.2, 0.4);
        const std::size_t before = bench().model().history().size();
        QTRY_VERIFY(bench().model().history().size() > before + 50);
        QTest::qWait(100);
        QVERIFY(cursor.stretch().has_value());
        QCOMPARE(cursor.stretch()->first, 0.2);
        trigger(*window_, "runAfresh");
        QTRY_VERIFY(!cursor.stretch().has_value());
    }

    void networkAndAuditShareAPlace() {
        window_->showFirstRun();
        auto* area = window_->findChild<PanelArea*>();
        Panel& network = area->panel(PanelKind::Network);
        Panel& audit = area->panel(PanelKind::Audit);
        const QSize size = network.size();
        window_->findChild<QToolButton*>(QStringLiteral("switchTo-audit"))->click();
        QVERIFY(audit.isVisible() && !network.isVisible());
        QTRY_VERIFY2(audit.summary().contains(QStringLiteral("V4 frozen stays frozen: held")),
                     qPrintable(audit.summary()));
        QTRY_COMPARE(audit.size(), size);
        trigger(*window_, "maximise-audit");
        QVERIFY(area->maximised() == PanelKind::Audit);
        window_->findChild<QToolButton*>(QStringLiteral("switchTo-network"))->click();
        QVERIFY(area->maximised() == PanelKind::Network && network.isVisible() && !audit.isVisible());
        trigger(*window_, "maximise-network");
        trigger(*window_, "show-network"); // hidden: its place is the other's
        QVERIFY(audit.isVisible() && !network.isVisible());
        trigger(*window_, "show-network");
        QVERIFY(network.isVisible() && !audit.isVisible());
        window_->findChild<QToolButton*>(QStringLiteral("switchTo-audit"))->click();
        window_->close();
        openWindow();
        area = window_->findChild<PanelArea*>();
        QVERIFY(area->front() == PanelKind::Audit);
        trigger(*window_, "resetLayout");
        QVERIFY(area->panel(PanelKind::Network).isVisible());
    }

    void threePanelsShareOnePlace() {
        window_->showFirstRun();
        auto* area = window_->findChild<PanelArea*>();
        const auto onShow = [&area] {
            QStringList ids;
            for (const PanelKind kind : PanelArea::sharing())
                if (area->panel(kind).isVisible())
                    ids << panelId(kind);
            return ids.join(QLatin1Char(' '));
        };
        for (const PanelKind kind : PanelArea::sharing()) {
            trigger(*window_, qPrintable(QStringLiteral("front-") + panelId(kind)));
            QCOMPARE(onShow(), panelId(kind));
            // Its title row names all three, itself as the one on show.
            for (const PanelKind other : PanelArea::sharing()) {
                auto* name =
                    area->panel(kind).findChild<QToolButton*>(QStringLiteral("switchTo-") + panelId(other));
                QVERIFY(name && name->isVisible() && name->text() == panelTitle(other));
                QCOMPARE(name->isChecked(), kind == other);
                QVERIFY(area->panel(kind).rect().contains(name->geometry()));
            }
        }
        auto* own = area->panel(PanelKind::Spectrum).findChild<QToolButton*>("switchTo-spectrum");
        own->click();
        QVERIFY(own->isChecked());
        QTRY_VERIFY(!area->panel(PanelKind::Spectrum).summary().isEmpty());
        // Hiding uncovers the next, and the front action fetches it back, out of another's maximisation too.
        trigger(*window_, "show-spectrum");
        QCOMPARE(onShow(), QStringLiteral("network"));
        trigger(*window_, "show-network");
        QCOMPARE(onShow(), QStringLiteral("audit"));
        trigger(*window_, "show-audit");
        QCOMPARE(onShow(), QString());
        trigger(*window_, "maximise-residuals");
        trigger(*window_, "front-spectrum");
        QCOMPARE(onShow(), QStringLiteral("spectrum"));
        QVERIFY(!area->maximised());
        window_->close();
        openWindow();
        area = window_->findChild<PanelArea*>();
        QCOMPARE(onShow(), QStringLiteral("spectrum"));
    }

    void settingsWrittenBeforeTheSpectrumCameStillHold_data() {
        QTest::addColumn<QStringList>("hidden");
        QTest::addColumn<QString>("front");
        QTest::addColumn<QString>("onShow");
        QTest::newRow("audit in front") << QStringList{} << "audit"
                                        << "audit";
        QTest::newRow("network hidden") << QStringList{"network"} << "network"
                                        << "audit";
        QTest::newRow("place left empty") << QStringList{"network", "audit"} << "audit"
                                          << "";
    }
    void settingsWrittenBeforeTheSpectrumCameStillHold() {
        QFETCH(QStringList, hidden);
        QFETCH(QString, front);
        QFETCH(QString, onShow);
        window_->close();
        QSettings settings;
        settings.setValue(QStringLiteral("layout-1/hidden"), hidden);
        settings.setValue(QStringLiteral("layout-1/front"), front);
        settings.remove(QStringLiteral("layout-1/view-spectrum"));
        openWindow();
        for (const PanelKind kind : PanelArea::sharing())
            QCOMPARE(window_->findChild<PanelArea*>()->panel(kind).isVisible(), panelId(kind) == onShow);
    }

    void panelsHideMaximiseAndComeBackNextTime() {
        auto* area = window_->findChild<PanelArea*>();
        trigger(*window_, "show-network");
        QVERIFY(!area->panel(PanelKind::Network).isVisible());
        trigger(*window_, "maximise-residuals");
        for (const Panel* panel : area->panels())
            QCOMPARE(panel->isVisible(), panel->kind() == PanelKind::Residuals);
        trigger(*window_, "maximise-residuals");
        QVERIFY(area->panel(PanelKind::Target).isVisible());
        QVERIFY(!area->panel(PanelKind::Network).isVisible());
        QTest::mouseDClick(&area->panel(PanelKind::LossByEpoch), Qt::LeftButton, {}, QPoint(60, 8));
        QVERIFY(area->maximised() == PanelKind::LossByEpoch);
        trigger(*window_, "showSettings");
        window_->close();
        openWindow();
        area = window_->findChild<PanelArea*>();
        QVERIFY(!area->maximised().has_value()); // a passing look, not an arrangement
        QVERIFY(!area->isShown(PanelKind::Network));
        QVERIFY(!area->settingsShown());
        trigger(*window_, "resetLayout");
        QVERIFY(area->panel(PanelKind::Network).isVisible());
        QVERIFY(area->settingsShown());
    }

    void aWindowIsNeverRestoredWhereNobodySeesIt_data() {
        QTest::addColumn<QRect>("left");
        QTest::newRow("far right") << QRect(20000, 100, 900, 600);
        QTest::newRow("above the screen") << QRect(100, -3000, 900, 600);
    }
    void aWindowIsNeverRestoredWhereNobodySeesIt() {
        QFETCH(QRect, left);
        window_->setGeometry(left);
        QSettings().setValue(QStringLiteral("layout-1/geometry"), window_->saveGeometry());
        openWindow();
        QVERIFY(QApplication::primaryScreen()->availableGeometry().intersects(window_->geometry()));
        QVERIFY(window_->geometry().left() >= 0);
        QVERIFY(window_->geometry().top() >= 0);
    }

    void nonsenseInTheSettingsIsIgnored() {
        QSettings settings;
        settings.setValue(QStringLiteral("layout-1/geometry"), QByteArray("nonsense"));
        settings.setValue(QStringLiteral("layout-1/columns"), QByteArray("nonsense"));
        settings.setValue(QStringLiteral("layout-1/usualSizes"), false);
        settings.setValue(QStringLiteral("layout-1/hidden"), QStringLiteral("no such panel"));
        settings.setValue(QStringLiteral("theme"), QStringLiteral("purple"));
        openWindow();
        window_->resize(1280, 800); // the offscreen screen itself is smaller than any that people have
        for (const Panel* panel : window_->findChild<PanelArea*>()->panels()) {
            QCOMPARE(panel->isVisible(), !isBehindTheNetwork(panel->kind()));
            if (!panel->isVisible())
                continue; // behind the network
            QVERIFY2(panel->width() > 150 && panel->height() > 80, qPrintable(QStringLiteral("%1: %2 × %3")
                                                                                  .arg(panelId(panel->kind()))
                                                                                  .arg(panel->width())
                                                                                  .arg(panel->height())));
        }
    }

    void shortcutsAreUniqueAndActionsHaveTexts() {
        QMap<QString, QString> owners;
        for (const QAction* action : window_->findChildren<QAction*>()) {
            if (action->isSeparator())
                continue;
            if (!action->objectName().startsWith(QStringLiteral("_q_"))) {
                // A widget in a tool bar is no command: it has a name of its own.
                const bool widget = qobject_cast<const QWidgetAction*>(action) &&
                                    qobject_cast<const QToolBar*>(action->parent());
                const bool named = !action->text().isEmpty() || action->menu() || widget;
                QVERIFY2(named, qPrintable(action->objectName()));
            }
            for (const QKeySequence& keys : action->shortcuts()) {
                const QString text = keys.toString();
                QVERIFY2(!owners.contains(text), qPrintable(text + QStringLiteral(": ") + owners.value(text) +
                                                            QStringLiteral(" and ") + action->text()));
                owners.insert(text, action->text());
            }
        }
        for (const char* keys : {"Space", ".", "Ctrl+N", "Ctrl+O", "Ctrl+S", "Ctrl+Z", "Ctrl+C", "Ctrl+Q",
                                 "F11", "F1", "Ctrl+E", "Ctrl+Shift+C", "Ctrl+R"})
            QVERIFY2(owners.contains(QString::fromLatin1(keys)), keys);
    }

    void undoTakesBackAnEditAndTheRunReturns() {
        QVERIFY(open(small()));
        trigger(*window_, "run");
        QTRY_VERIFY(!bench().driver().active());
        auto* check = window_->findChild<QAbstractButton*>(QStringLiteral("guard"));
        check->click();
        QVERIFY(!(bench().config() == smallExperiment()));
        for (QAction* action : window_->findChildren<QAction*>())
            if (action->shortcut() == QKeySequence(QKeySequence::Undo))
                action->trigger();
        QVERIFY(bench().config() == smallExperiment());
        QVERIFY(bench().model().record()->config == bench().config());
    }

    void theThemeChangesWhileTraining() {
        openEndless();
        trigger(*window_, "run");
        QTRY_VERIFY(bench().model().history().size() > 5);
        trigger(*window_, "theme-2");
        QVERIFY(QApplication::palette().color(QPalette::Window).lightness() < 80);
        QTest::qWait(100);
        trigger(*window_, "theme-1");
        QVERIFY(QApplication::palette().color(QPalette::Window).lightness() > 200);
        trigger(*window_, "theme-2");
        Answer discard(QMessageBox::Discard);
        window_->close();
        openWindow();
        QVERIFY(QApplication::palette().color(QPalette::Window).lightness() < 80); // remembered
        trigger(*window_, "theme-1");
    }

    void twoVariablesAreRunAndSaidPlainly() {
        QVERIFY(open(QStringLiteral("smooth2d")));
        trigger(*window_, "run");
        QTRY_VERIFY(bench().model().history().size() > 0);
        trigger(*window_, "stop");
        QTRY_VERIFY(!bench().driver().active());
        QVERIFY(bench().model().record() != nullptr);
        QTest::qWait(100);
    }

    void theFigureGoesToTheClipboard() {
        window_->showFirstRun();
        trigger(*window_, "copyFigure");
        const QMimeData* data = QApplication::clipboard()->mimeData();
        QVERIFY(data->hasImage());
        QVERIFY(data->data(QStringLiteral("image/svg+xml")).contains("<svg"));
    }

    void dialogsOpen() {
        for (const char* name : {"shortcuts", "about", "exportFigures"}) {
            trigger(*window_, name);
            QTRY_VERIFY(!window_->findChildren<QDialog*>().isEmpty());
            QTest::qWait(250); // the preview of the export dialog is drawn
            for (QDialog* dialog : window_->findChildren<QDialog*>())
                dialog->close();
            QTRY_VERIFY(window_->findChildren<QDialog*>().isEmpty());
        }
    }
};

GRADEWISE_TEST(TestMainWindow)
#include "test_mainwindow.moc"
