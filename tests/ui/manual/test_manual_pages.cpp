// The pages of the manual in their window.
#include "tests/test_case.h"
#include "tests/ui/manual/manual_window_fixture.h"

using namespace gradewise;
using namespace gradewise::manual_window_fixture;

class TestManualPages : public ManualTest {
    Q_OBJECT

private slots:
    void initTestCase() { settings_ = std::make_unique<OwnSettings>(); }
    void init() { QSettings().clear(); }

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

    void nothingIsReadFromOutside() {
        ManualWindow window(Theme::lightTheme());
        window.open("errors");
        auto* page = window.findChild<ManualBrowser*>();
        page->setSource(QUrl::fromLocalFile(QStringLiteral(GRADEWISE_SOURCE_DIR "/README.md")));
        QVERIFY(!page->toPlainText().contains("Watch a deep"));
    }
};

GRADEWISE_TEST(TestManualPages)
#include "test_manual_pages.moc"
