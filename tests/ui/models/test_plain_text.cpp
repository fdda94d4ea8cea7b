#include "tests/test_case.h"
#include "ui/models/plain_text.h"

#include <QTextDocument>
#include <QtTest>

using namespace gradewise;

class TestPlainText : public QObject {
    Q_OBJECT

private slots:
    void nothingInvisibleIsShown() {
        QCOMPARE(shownText(QStringLiteral("a\u001b[31m\u202ex\nb")),
                 QStringLiteral("a\\x1b[31m\\u202ex\\nb"));
        QCOMPARE(shownText(QStringLiteral("sin 2πx ≤ 1")), QStringLiteral("sin 2πx ≤ 1"));
    }

    void aTipIsNeverRead_data() {
        QTest::addColumn<QString>("text");
        QTest::newRow("plain") << QStringLiteral("1 < 2 & 3 > 2");
        QTest::newRow("bold") << QStringLiteral("<b>x</b>");
        QTest::newRow("picture") << QStringLiteral("<img src=\"/etc/passwd\"> & more");
        QTest::newRow("lines") << QStringLiteral("<h1>one</h1>\ntwo");
    }
    void aTipIsNeverRead() {
        QFETCH(QString, text);
        const QString tip = plainTip(text);
        QTextDocument document;
        if (Qt::mightBeRichText(tip))
            document.setHtml(tip);
        else
            document.setPlainText(tip);
        QCOMPARE(document.toPlainText(), text);
    }
};

GRADEWISE_TEST(TestPlainText)
#include "test_plain_text.moc"
