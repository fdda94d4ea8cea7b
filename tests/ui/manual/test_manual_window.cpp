// The manual's window, F1, and every "?" of the program.
#include "tests/test_case.h"
#include "tests/ui/manual/manual_window_fixture.h"

using namespace gradewise;
using namespace gradewise::manual_window_fixture;

class TestManualWindow : public ManualTest {
    Q_OBJECT

private slots:
    void initTestCase() { settings_ = std::make_unique<OwnSettings>(); }
    void init() { QSettings().clear(); }

    void everyQuestionMarkLeadsSomewhere() {
        MainWindow window;
        window.show();
        const QStringList topics = topicsAsked(window);
        QVERIFY(topics.size() > 30);
        for (const QString& topic : topics)
            QVERIFY2(exists(topic), qPrintable(topic));
        for (const PanelKind kind : allPanelKinds())
            QVERIFY2(exists(panelTraits(kind).help), panelTraits(kind).help.data());
    }

    void everyPanelHasOneAndPaperNone() {
        for (const PanelKind kind : allPanelKinds()) {
            QCOMPARE(makePanel(kind, nullptr, Theme::lightTheme(), false)->findChildren<HelpButton*>().size(),
                     1);
            QCOMPARE(makePanel(kind, nullptr, Theme::lightTheme(), true)->findChildren<HelpButton*>().size(),
                     0);
        }
    }

    void theSolverOfTheRowIsExplained() {
        MainWindow window;
        window.show();
        for (const Solver* const solver : allSolvers()) {
            ExperimentConfig config = newExperimentOf(*solver);
            window.workbench().startWith(config);
            const QString section = "solvers#" + QString::fromLatin1(solver->name().data());
            QVERIFY2(topicsAsked(window).contains(section), qPrintable(section));
            QVERIFY2(exists(section), qPrintable(section));
        }
    }

    void aQuestionMarkOpensThePlace() {
        MainWindow window;
        window.show();
        QVERIFY(!manualOf(window));
        auto* residuals = window.findChild<QWidget*>("panel-residuals");
        residuals->findChild<HelpButton*>()->click();
        QVERIFY(manualOf(window) && manualOf(window)->isVisible());
        QCOMPARE(manualOf(window)->topic(), QString("panels#residuals"));
    }

    void aStudyAsksTheMainWindow() {
        MainWindow window;
        window.show();
        DuelWindow duel(Theme::lightTheme(), &window);
        duel.findChild<HelpButton*>()->click();
        QVERIFY(manualOf(window));
        QCOMPARE(manualOf(window)->topic(), QString("duel"));
    }

    void f1ExplainsWhatHasTheKeyboard_data() {
        QTest::addColumn<QString>("field");
        QTest::addColumn<QString>("topic");
        QTest::newRow("formula") << "formula"
                                 << "formulas";
        QTest::newRow("noise") << "samples.noise"
                               << "samples#noise";
        QTest::newRow("seed") << "seed"
                              << "samples#seed";
        QTest::newRow("guard") << "guard"
                               << "after-training#the-guard";
        QTest::newRow("run's goal") << "stop.relativeL2"
                                    << "stopping#of-the-run";
        QTest::newRow("grades") << "grades"
                                << "grades";
    }
    void f1ExplainsWhatHasTheKeyboard() {
        QFETCH(QString, field);
        QFETCH(QString, topic);
        MainWindow window;
        window.show();
        auto* widget = window.findChild<QWidget*>(field);
        QVERIFY(widget);
        QCOMPARE(helpTopicOf(widget), topic);
        widget->setFocus();
        window.activateWindow();
        QTRY_COMPARE(QApplication::focusWidget(), widget);
        window.findChild<QAction*>("manual")->trigger();
        QCOMPARE(manualOf(window)->topic(), topic);
    }

    void theExportDialogAsksToo() {
        MainWindow window;
        window.show();
        window.findChild<QAction*>("exportFigures")->trigger();
        auto* dialog = window.findChild<QDialog*>("exportDialog");
        QVERIFY(dialog);
        dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Help)->click();
        QCOMPARE(manualOf(window)->topic(), QString("figures"));
    }

    void f1IsTheManualsKey() {
        MainWindow window;
        QCOMPARE(window.findChild<QAction*>("manual")->shortcut(), QKeySequence(Qt::Key_F1));
        QCOMPARE(helpTopicOf(nullptr), QString());
        window.findChild<QAction*>("manual")->trigger();
        QCOMPARE(manualOf(window)->topic(), QString("index"));
    }

    void headlessCommandsRun() {
        const QTemporaryDir folder;
        int commands = 0;
        for (const ManualExample& example : manualExamples()) {
            for (const QString& line : QString::fromUtf8(example.text).split('\n')) {
                if (example.kind != "sh" || !line.startsWith("gradewise --headless"))
                    continue;
                QProcess process;
                process.setWorkingDirectory(folder.path());
                process.start(GRADEWISE_PROGRAM, line.split(' ').mid(1));
                QVERIFY2(process.waitForFinished(120'000), qPrintable(line));
                QVERIFY2(process.exitCode() == 0, qPrintable(line + '\n' + process.readAllStandardError()));
                ++commands;
            }
        }
        QVERIFY(commands >= 2);
    }

    void everyOptionOfTheProgramIsExplained() {
        QProcess process;
        process.start(GRADEWISE_PROGRAM, {"--help"});
        QVERIFY(process.waitForFinished());
        const QString text = manualText(*findManualPage("figures"));
        static const QRegularExpression option("--[a-z]+");
        auto options = option.globalMatch(QString::fromUtf8(process.readAllStandardOutput()));
        QVERIFY(options.hasNext());
        while (options.hasNext()) {
            const QString one = options.next().captured();
            QVERIFY2(text.contains('`' + one), qPrintable(one));
        }
    }
};

GRADEWISE_TEST(TestManualWindow)
#include "test_manual_window.moc"
