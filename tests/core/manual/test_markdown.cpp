#include "core/manual/markdown.h"
#include "core/manual/terminal_text.h"
#include "tests/test_case.h"

using namespace gradewise;

namespace {

/// Styles as signs: *strong*, /emphasis/, `code`, [text|link].
QString shown(const MarkdownText& text) {
    QString all;
    for (const MarkdownSpan& span : text) {
        QString part = QString::fromStdString(span.text);
        if (span.code)
            part = "`" + part + "`";
        if (span.strong)
            part = "<b>" + part + "</b>";
        if (span.emphasis)
            part = "<i>" + part + "</i>";
        if (!span.link.empty())
            part = "[" + part + "|" + QString::fromStdString(span.link) + "]";
        all += part;
    }
    return all;
}

QString terminal(const char* page, std::size_t columns, bool styled = false) {
    return QString::fromStdString(terminalText(readMarkdown(page), {columns, styled}));
}

} // namespace

class TestMarkdown : public QObject {
    Q_OBJECT
private slots:
    void line_data() {
        QTest::addColumn<QString>("markdown");
        QTest::addColumn<QString>("read");
        const auto row = [](const char* markdown, const char* read) {
            QTest::newRow(markdown) << markdown << read;
        };
        row("plain", "plain");
        row("*x* and **y**", "<i>x</i> and <b>y</b>");
        row("2 * 3 * 4", "2 * 3 * 4");
        row("a *b", "a *b");
        row("**b*", "*<i>b</i>");
        row("`2*x*3`", "`2*x*3`");
        row("`open", "`open");
        row("\\*x\\*", "*x*");
        row("[a](b.md#c) d", "[a|b.md#c] d");
        row("[`a` *b*](c.md)", "[`a`|c.md][ |c.md][<i>b</i>|c.md]");
        row("[low, high]", "[low, high]");
        row("**see [a](b.md)**", "<b>see </b>[<b>a</b>|b.md]");
        row("*r*ₗ₋₁ − *u*ₗ", "<i>r</i>ₗ₋₁ − <i>u</i>ₗ");
        row("|*e*|²", "|<i>e</i>|²");
        row("", "");
    }
    void line() {
        QFETCH(QString, markdown);
        QFETCH(QString, read);
        QCOMPARE(shown(readMarkdownLine(markdown.toStdString())), read);
    }

    void blocks() {
        const auto blocks = readMarkdown(
            "# A `b`\n\ntext\ngoes on\n- one\n  and on\n  - deeper\n2. two\n\n"
            "```json a.json\n{ }\n\n```\n| a | b |\n| --- | ---: |\n| `x\\|y` | 1 |\n| 2 |\nend");
        using Kind = MarkdownBlock::Kind;
        const std::vector<Kind> kinds = {Kind::Heading, Kind::Paragraph, Kind::Item,  Kind::Item,
                                         Kind::Item,    Kind::Code,      Kind::Table, Kind::Paragraph};
        QCOMPARE(blocks.size(), kinds.size());
        for (std::size_t i = 0; i < kinds.size(); ++i)
            QCOMPARE(blocks[i].kind, kinds[i]);
        QCOMPARE(blocks[0].anchor, std::string("a-b"));
        QCOMPARE(plainText(blocks[1].text), std::string("text goes on"));
        QCOMPARE(plainText(blocks[2].text), std::string("one and on"));
        QCOMPARE(blocks[3].level, 1);
        QCOMPARE(blocks[4].number, std::string("2."));
        QCOMPARE(blocks[5].language, std::string("json a.json"));
        QCOMPARE(blocks[5].code, std::string("{ }\n\n"));
        QCOMPARE(blocks[6].rows.size(), std::size_t{3});
        QCOMPARE(plainText(blocks[6].rows[1][0]), std::string("x|y"));
        QCOMPARE(blocks[6].rows[2].size(), std::size_t{2});
        QVERIFY(!blocks[6].right[0] && blocks[6].right[1]);
    }

    void nothingThrows_data() {
        QTest::addColumn<QString>("page");
        for (const char* page : {"", "\n", "```", "```\nnever ends", "|", "| a |\n|-|", "#", "# ", "- ",
                                 "1. ", "[", "[a](", "\\", "*", "**", "| a |\n| --- |\n|", "\xff\xfe"})
            QTest::newRow(page) << QString::fromLatin1(page);
    }
    void nothingThrows() {
        QFETCH(QString, page);
        const auto blocks = readMarkdown(page.toStdString());
        for (const std::size_t columns : {std::size_t{0}, std::size_t{1}, std::size_t{80}})
            terminalText(blocks, {columns, true});
    }

    void anchors() {
        QCOMPARE(anchorOf("Balanced read-out"), std::string("balanced-read-out"));
        QCOMPARE(anchorOf("V4 frozen stays frozen"), std::string("v4-frozen-stays-frozen"));
        QCOMPARE(anchorOf("grades[].hidden"), std::string("gradeshidden"));
    }

    void textIsBroken() {
        const QString text = terminal("one two three four five six seven eight nine ten eleven twelve", 30);
        QCOMPARE(text, QString("one two three four five six\nseven eight nine ten eleven\ntwelve\n"));
    }

    void lettersCountAndNotBytes() {
        // 24 letters of three bytes each fit a line of 24 columns.
        QCOMPARE(terminal("ₗₗₗₗₗₗₗₗₗₗₗₗ ₗₗₗₗₗₗₗₗₗₗₗ", 24).count('\n'), 1);
    }

    void listsHang() {
        QCOMPARE(terminal("- one two three four five six seven\n  - deeper", 26),
                 QString("- one two three four five\n  six seven\n  - deeper\n"));
    }

    void headingsCodeAndLinks() {
        QCOMPARE(terminal("# Title\n## Part\n`a` [b](c.md) [d](https://e.org/f)\n```\nx  y\n\nz\n```", 60),
                 QString("Title\n=====\n\nPart\n----\n\n`a` b d <https://e.org/f>\n\n    x  y\n\n    z\n"));
        const QString styled = terminal("# Title\n`a` *b*", 60, true);
        QCOMPARE(styled, QString("\x1b[1mTitle\x1b[0m\n\n\x1b[1ma\x1b[0m \x1b[4mb\x1b[0m\n"));
        QVERIFY(!terminal("# T\n**a** *b* `c`", 60).contains('\x1b'));
    }

    void tablesAreAligned() {
        QCOMPARE(terminal("| a | number |\n| --- | ---: |\n| long one | 1 |\n| b | 20 |", 60),
                 QString("a         number\n--------  ------\nlong one       1\nb             20\n"));
    }

    void wideTablesFit() {
        const QString text = terminal("| key | meaning |\n| --- | --- |\n| `a` | many words that do not fit "
                                      "into one line of this width |\n"
                                      "| `b` | few |",
                                      40);
        for (const QString& line : text.split('\n'))
            QVERIFY2(line.size() <= 40, qPrintable(line));
        QVERIFY(text.contains("\n\n`b`"));
    }

    void tablesThatCannotFitBecomeLists() {
        QCOMPARE(
            terminal(
                "| key | meaning | more |\n| --- | --- | --- |\n| `averylongword` | anotherlongword | x |\n"
                "| b | c | |",
                24),
            QString("key: `averylongword`\n  meaning:\n    anotherlongword\n  more: x\n\nkey: b\n  meaning: "
                    "c\n"));
    }
};

GRADEWISE_TEST(TestMarkdown)
#include "test_markdown.moc"
