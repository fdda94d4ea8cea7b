// Drives the main window as a person would: runs, keys, undo, dialogs.
#include "tests/test_case.h"
#include "tests/ui/mainwindow_fixture.h"

using namespace gradewise;
using namespace gradewise::mainwindow_fixture;

class TestMainWindow : public MainWindowTest {
    Q_OBJECT

private slots:
    void init() { begin(); }
    void cleanup() { window_.reset(); }

    void theFirstStartTrainsInFrontOfTheUser() {
        window_->showFirstRun();
        QVERIFY(bench().driver().active());
        QVERIFY(!bench().unsaved()); // nobody asked for it
        QTRY_VERIFY_WITH_TIMEOUT(bench().model().record() != nullptr, 60000);
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
        trigger(*window_, "freezeNow");
        QTRY_COMPARE(bench().model().liveGrade().value_or(9), std::size_t{1});
        QTRY_VERIFY(bench().model().grades()[1].record.epochs > 0);
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

    void aRunThatTheUserStartsIsKeptFromLoss() {
        window_->showFirstRun();
        trigger(*window_, "runAfresh");
        QVERIFY(bench().unsaved());
    }

    void oneGradeAtATime() {
        QVERIFY(open(small()));
        trigger(*window_, "nextGrade");
        QTRY_VERIFY(bench().driver().state() == RunDriver::State::Paused);
        QTRY_VERIFY(bench().model().grades()[0].frozen());
        QVERIFY(!bench().model().grades()[1].frozen());
        QCOMPARE(window_->findChild<QAction*>(QStringLiteral("run"))->text(), QStringLiteral("Resume"));
        trigger(*window_, "nextGrade");
        QTRY_VERIFY(!bench().driver().active());
        QVERIFY(bench().model().record() != nullptr);
        QVERIFY(bench().model().grades()[1].frozen());
    }

    void aGradeThatLearnedNothingIsNotFrozenByAccident() {
        openEndless();
        trigger(*window_, "nextGrade");
        bench().driver().pause();
        QTRY_VERIFY(bench().model().liveGrade().has_value());
        if (bench().model().grades()[0].record.epochs > 0)
            QSKIP("The first epoch was quicker than the pause.");
        QTimer::singleShot(0, [] {
            auto* question = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
            QVERIFY(question != nullptr);
            QCOMPARE(question->objectName(), QStringLiteral("freezeQuestion"));
            question->button(QMessageBox::Cancel)->click();
        });
        trigger(*window_, "freezeNow");
        QVERIFY(bench().model().liveGrade() == std::size_t{0});
    }

    void theTempoIsRememberedAndSaidInWords() {
        auto* watch = window_->findChild<QToolButton*>(QStringLiteral("tempoWatch"));
        auto* fast = window_->findChild<QToolButton*>(QStringLiteral("tempoFast"));
        QVERIFY(fast->isChecked() && bench().driver().tempo() == Tempo{});
        watch->click();
        QVERIFY(watch->isChecked() && !fast->isChecked());
        QCOMPARE(bench().driver().tempo().secondsPerGrade, 2.5);
        window_->findChild<QSlider*>(QStringLiteral("speed"))->setValue(10);
        QCOMPARE(bench().driver().tempo().secondsPerGrade, 0.5);
        openWindow();
        QCOMPARE(bench().driver().tempo().secondsPerGrade, 0.5);
        trigger(*window_, "watch"); // by key
        QVERIFY(bench().driver().tempo() == Tempo{});
    }

    void aBrokenFileAtTheStartLeavesTheFirstRun() {
        window_->begin(written(*folder_, QStringLiteral("bad.json"), "{\"format\": 3}"));
        QVERIFY(filesDone(bench()));
        QVERIFY(message(*window_).contains(QStringLiteral("bad.json")));
        QVERIFY(bench().driver().active()); // the first run
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
