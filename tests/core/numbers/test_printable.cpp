#include "core/numbers/printable.h"
#include "tests/test_case.h"

#include <QtTest>

#include <nlohmann/json.hpp>

using namespace gradewise;

class TestPrintable : public QObject {
    Q_OBJECT

private slots:
    void text_data();
    void text();
    void cutsLongTexts();
    void leavesNothingInvisible();
    void jsonKeepsItsTexts_data();
    void jsonKeepsItsTexts();
    void namesOfFilesMayBeAnything();
};

void TestPrintable::text_data() {
    QTest::addColumn<QByteArray>("raw");
    QTest::addColumn<QByteArray>("shown");
    const auto row = [](const char* name, QByteArray raw, const char* shown) {
        QTest::newRow(name) << std::move(raw) << QByteArray(shown);
    };
    row("empty", "", "");
    row("letters of all languages", "Übung 函数 функция دالة π ≤ 😀", "Übung 函数 функция دالة π ≤ 😀");
    row("escape sequence", "\x1b[31mred\x1b[0m", "\\x1b[31mred\\x1b[0m");
    row("bell, backspace, delete", "\a\b\x7f", "\\x07\\x08\\x7f");
    row("zero byte", QByteArray("a\0b", 3), "a\\x00b");
    row("lines and tabs", "a\r\nb\tc", "a\\r\\nb\\tc");
    row("second set of control characters", "\xc2\x9b", "\\u009b");
    row("right to left", "abc\u202egnp.exe", "abc\\u202egnp.exe");
    row("isolates", "\u2066x\u2069", "\\u2066x\\u2069");
    row("no room", "s\u200bin\ufeff\u00ad", "s\\u200bin\\ufeff\\u00ad");
    row("tags", "\U000e0041", "\\ue0041");
    row("line separator", "\u2028", "\\u2028");
    row("no UTF-8", "a\xff\xc3", "a\\xff\\xc3");
    row("overlong", "\xc0\xaf", "\\xc0\\xaf");
    row("HTML is no control character", "<b>&amp;</b>", "<b>&amp;</b>");
}

void TestPrintable::text() {
    QFETCH(QByteArray, raw);
    QFETCH(QByteArray, shown);
    QCOMPARE(QByteArray::fromStdString(printable(raw.toStdString())), shown);
}

void TestPrintable::cutsLongTexts() {
    QCOMPARE(printable("ππππ", 4), std::string("ππππ"));
    QCOMPARE(printable("πππππ", 4), std::string("ππππ…"));
    QVERIFY(printable(std::string(1 << 20, 'a')).size() < 2 * printableLength);
    QVERIFY(printable(std::string(1 << 20, '\x1b')).size() < 5 * printableLength);
}

void TestPrintable::leavesNothingInvisible() {
    std::string all;
    for (int byte = 0; byte < 256; ++byte)
        all += static_cast<char>(byte);
    const std::string shown = printable(all, 1000);
    for (const char c : shown)
        QVERIFY(c >= ' ' && c <= '~');
}

void TestPrintable::jsonKeepsItsTexts_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("letters") << QByteArray("sin 2πx ≤ 1");
    QTest::newRow("bidi") << QByteArray("a\u202Eb\u2069");
    QTest::newRow("controls") << QByteArray("a\x1b[31m\x7f\u009b\n");
    QTest::newRow("beyond 16 bits") << QByteArray("\U000E0041\U0001D173");
}
void TestPrintable::jsonKeepsItsTexts() {
    QFETCH(QByteArray, text);
    const nlohmann::json json = text.toStdString();
    const std::string shown = printableJson(json.dump());
    QCOMPARE(printable(shown), shown); // nothing in it needs an escape
    QCOMPARE(QByteArray::fromStdString(nlohmann::json::parse(shown).get<std::string>()), text);
}

void TestPrintable::namesOfFilesMayBeAnything() {
    QCOMPARE(printablePath("/tmp/a\x1b\n\xff"), std::string("/tmp/a\\x1b\\n\\xff"));
}

GRADEWISE_TEST(TestPrintable)
#include "test_printable.moc"
