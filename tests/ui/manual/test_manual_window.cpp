// The manual's window, F1, and every "?" of the program.
#include "tests/core/manual/examples.h"
#include "tests/solver_options.h"
#include "tests/test_case.h"
#include "tests/ui/window/window_fixture.h"
#include "ui/export/export_dialog.h"
#include "ui/help/help_button.h"
#include "ui/help/help_topic.h"
#include "ui/mainwindow.h"
#include "ui/manual/manual_browser.h"
#include "ui/manual/manual_list.h"
#include "ui/manual/manual_window.h"
#include "ui/manual/page_html.h"
#include "ui/panels/panel_list.h"
#include "ui/studies/duel/duel_window.h"

#include <QAction>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QProcess>
#include <QPushButton>
#include <QRegularExpression>
#include <QScrollBar>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextTable>
#include <QToolButton>
#include <QTreeWidgetItemIterator>

using namespace gradewise;

namespace {

ManualWindow* manualOf(const QWidget& window) {
    return window.findChild<ManualWindow*>();
}

bool exists(const QString& topic) {
    return findManualPlace(topic.toStdString()).has_value();
}

QStringList topicsAsked(const QWidget& window) {
    QStringList topics;
    for (const QWidget* widget : window.findChildren<QWidget*>())
        if (const QString topic = widget->property("helpTopic").toString(); !topic.isEmpty())
            topics << topic;
    for (const HelpButton* button : window.findChildren<HelpButton*>())
        topics << button->topic();
    return topics;
}

/// Keys need a window that is active.
bool openActive(ManualWindow& window, const QString& topic) {
    window.open(topic);
    return QTest::qWaitForWindowActive(&window);
}

} // namespace

class TestManualWindow : public QObject {
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
        QTest::newRow("noise") << "noise"
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

    void everyPageIsShown_data() {
        QTest::addColumn<QString>("page");
        for (const ManualPage& page : manualPages())
            QTest::newRow(page.id.c_str()) << QString::fromStdString(page.id);
    }
    void everyPageIsShown() {
        QFETCH(QString, page);
        const ManualPage& source = *findManualPage(page.toStdString());
        QTextDocument document;
        document.setHtml(pageHtml(source, Theme::lightTheme(), 10.0));
        const QString text = document.toPlainText().replace(QChar::Nbsp, ' ');
        for (const MarkdownBlock& block : source.blocks) {
            const QString wanted = QString::fromStdString(plainText(block.text));
            if (!wanted.contains("arXiv") && !wanted.contains("http") &&
                block.kind != MarkdownBlock::Kind::Item && block.kind != MarkdownBlock::Kind::Paragraph)
                QVERIFY2(text.contains(wanted), qPrintable(wanted));
            for (const QString& line : QString::fromStdString(block.code).split('\n'))
                QVERIFY2(text.contains(line), qPrintable(line));
        }
        int tables = 0;
        for (const MarkdownBlock& block : source.blocks)
            tables +=
                block.kind == MarkdownBlock::Kind::Table || block.kind == MarkdownBlock::Kind::Code ? 1 : 0;
        QCOMPARE(document.rootFrame()->childFrames().size(), tables);
    }

    void htmlOfAPageIsText() {
        const ManualPage page{
            "a",
            "A",
            {},
            readMarkdown("# A <b>\n\n`x < y` & [b](javascript:alert) **c**\n\n```\n%1 %7 <i>\n```\n`%2`")};
        QTextDocument document;
        document.setHtml(pageHtml(page, Theme::darkTheme(), 10.0));
        QCOMPARE(document.toPlainText(), QString("A <b>\nx < y & b c\n%1 %7 <i>\n\n%2"));
        QVERIFY(!pageHtml(page, Theme::darkTheme(), 10.0).contains("javascript"));
    }

    void linksBackAndForward() {
        ManualWindow window(Theme::lightTheme());
        window.open("solvers");
        auto* page = window.findChild<ManualBrowser*>();
        emit page->anchorClicked(manualUrl("stopping#reasons"));
        QCOMPARE(window.topic(), QString("stopping#reasons"));
        QTRY_VERIFY(page->verticalScrollBar()->value() > 0);
        window.findChild<QToolButton*>("manualBack")->click();
        QCOMPARE(window.topic(), QString("solvers"));
        window.findChild<QToolButton*>("manualForward")->click();
        QCOMPARE(window.topic(), QString("stopping#reasons"));
        window.open("no-such-page");
        QCOMPARE(window.topic(), QString("index"));
    }

    void theListFollows() {
        ManualWindow window(Theme::lightTheme());
        auto* list = window.findChild<ManualList*>();
        window.open("solvers#varpro");
        QVERIFY(list->currentItem());
        QCOMPARE(list->currentItem()->text(0), QString("varpro"));
        QVERIFY(list->currentItem()->isSelected());
        list->setCurrentItem(list->topLevelItem(3));
        QCOMPARE(window.topic(), QString("method"));
    }

    void searching() {
        ManualWindow window(Theme::lightTheme());
        window.open({});
        auto* typed = window.findChild<QLineEdit*>("manualSearch");
        auto* list = window.findChild<ManualList*>();
        auto* page = window.findChild<ManualBrowser*>();
        auto* said = window.findChild<QLabel*>("manualSaid");
        const int pages = list->topLevelItemCount();
        typed->setText("Lanczos");
        QCOMPARE(list->topLevelItemCount(), 1);
        QCOMPARE(said->text(), QString("In one section"));
        QTest::keyClick(typed, Qt::Key_Return);
        QCOMPARE(window.topic(), QString("panels#loss-by-epoch"));
        QCOMPARE(page->places(), 1);
        QVERIFY(page->findNext(false));
        QCOMPARE(page->textCursor().selectedText().toLower(), QString("lanczos"));
        QVERIFY(!page->findNext(false));
        typed->setText("varpro"); // in many places, and one heading
        QTest::keyClick(typed, Qt::Key_Return);
        QCOMPARE(window.topic(), QString("solvers#varpro"));
        typed->setText("no such words at all");
        QVERIFY(said->text().startsWith("No page has all"));
        QTest::keyClick(typed, Qt::Key_Escape);
        QVERIFY(typed->text().isEmpty());
        QCOMPARE(list->topLevelItemCount(), pages);
        QCOMPARE(page->places(), 0);
    }

    void theNextPlaceMayBeOnAnotherPage() {
        ManualWindow window(Theme::lightTheme());
        QVERIFY(openActive(window, {}));
        window.findChild<QLineEdit*>("manualSearch")->setText("certifiedSampled");
        QSet<QString> seen;
        for (int i = 0; i < 12; ++i) {
            QTest::keyClick(&window, Qt::Key_F3);
            seen << window.topic().section('#', 0, 0);
        }
        QVERIFY2(seen.contains("stopping") && seen.contains("certificates"),
                 qPrintable(QStringList(seen.values()).join(' ')));
    }

    void sizeAndLettersAreRemembered() {
        {
            ManualWindow window(Theme::lightTheme());
            QVERIFY(openActive(window, "errors"));
            window.resize(700, 500);
            QTest::keyClick(&window, Qt::Key_Plus, Qt::ControlModifier);
            QTest::keyClick(&window, Qt::Key_Plus, Qt::ControlModifier);
            QCOMPARE(window.findChild<ManualBrowser*>()->zoom(), 120);
        }
        ManualWindow window(Theme::lightTheme());
        QCOMPARE(window.size(), QSize(700, 500));
        QCOMPARE(window.findChild<ManualBrowser*>()->zoom(), 120);
        QVERIFY(openActive(window, "errors"));
        QTest::keyClick(&window, Qt::Key_0, Qt::ControlModifier);
        QTRY_COMPARE(window.findChild<ManualBrowser*>()->zoom(), 100);
    }

    void lettersGrowWhereOneReads() {
        ManualWindow window(Theme::lightTheme());
        window.resize(800, 500);
        window.open("command-line#exit-codes");
        auto* page = window.findChild<ManualBrowser*>();
        QTRY_VERIFY(page->verticalScrollBar()->value() > 0);
        page->verticalScrollBar()->setValue(page->verticalScrollBar()->value() / 2);
        const auto first = [page] { return page->cursorForPosition(QPoint(40, 1)).block().text(); };
        const QString before = first();
        for (const int zoom : {150, 100, 70}) {
            page->setZoom(zoom);
            QCOMPARE(first(), before);
        }
    }

    void lettersGrow() {
        ManualWindow window(Theme::lightTheme());
        window.open("errors");
        auto* page = window.findChild<ManualBrowser*>();
        const double before = page->document()->size().height();
        page->setZoom(200);
        const double after = page->document()->size().height();
        QVERIFY2(after > 1.3 * before, qPrintable(QString("%1 after %2").arg(after).arg(before)));
        for (QTextBlock block = page->document()->begin(); block.isValid(); block = block.next())
            for (auto at = block.begin(); !at.atEnd(); ++at)
                QVERIFY2(at.fragment().charFormat().font().pointSizeF() > 1.6 * page->font().pointSizeF(),
                         qPrintable(at.fragment().text()));
        page->setZoom(100000);
        QCOMPARE(page->zoom(), 300);
    }

    void aNewThemeKeepsThePlace() {
        ManualWindow window(Theme::lightTheme());
        window.resize(800, 500);
        window.open("solvers#convex");
        auto* page = window.findChild<ManualBrowser*>();
        QTRY_VERIFY(page->verticalScrollBar()->value() > 0);
        const int before = page->verticalScrollBar()->value();
        window.setTheme(Theme::darkTheme());
        QCOMPARE(window.topic(), QString("solvers#convex"));
        QVERIFY(std::abs(page->verticalScrollBar()->value() - before) < 40);
        QVERIFY(page->toHtml().contains(Theme::darkTheme().text.name()));
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

    void nothingIsReadFromOutside() {
        ManualWindow window(Theme::lightTheme());
        window.open("errors");
        auto* page = window.findChild<ManualBrowser*>();
        page->setSource(QUrl::fromLocalFile(QStringLiteral(GRADEWISE_SOURCE_DIR "/README.md")));
        QVERIFY(!page->toPlainText().contains("Watch a deep"));
    }

private:
    static ExperimentConfig newExperimentOf(const Solver& solver) {
        ExperimentConfig config = experimentOf(5, 1);
        config.target.formulas = {"x"};
        setSolver(config.grades[0], solver, 1);
        return config;
    }

    std::unique_ptr<OwnSettings> settings_;
};

GRADEWISE_TEST(TestManualWindow)
#include "test_manual_window.moc"
