#include "core/record/json.h"
#include "tests/test_case.h"
#include "ui/models/problem_text.h"

#include <filesystem>
#include <functional>
#include <new>
#include <system_error>

using namespace gradewise;

using Throw = std::function<void()>;
Q_DECLARE_METATYPE(Throw)

class TestProblemText : public QObject {
    Q_OBJECT

private slots:
    void namesOfClassesBecomeSentences_data() {
        QTest::addColumn<Throw>("fail");
        QTest::addColumn<QString>("said");
        const auto row = [](const char* name, Throw fail, const char* said) {
            QTest::newRow(name) << fail << said;
        };
        row(
            "ours", [] { throw FileError("Cannot write 'a': the disk is full."); }, "disk is full");
        row(
            "memory", [] { throw std::bad_alloc(); }, "not enough memory");
        row(
            "array", [] { throw std::bad_array_new_length(); }, "not enough memory");
        row(
            "file system", [] { std::filesystem::create_directory("/no such folder/at all"); },
            "/no such folder/at all");
        row(
            "system", [] { throw std::system_error(EAGAIN, std::generic_category()); }, "unavailable");
        row(
            "no name", [] { throw std::exception(); }, "Try again");
    }
    void namesOfClassesBecomeSentences() {
        QFETCH(Throw, fail);
        QFETCH(QString, said);
        try {
            fail();
            QFAIL("nothing was thrown");
        } catch (const std::exception& error) {
            const QString text = problemText(error);
            QVERIFY2(text.contains(said), qPrintable(text));
            QVERIFY2(text.endsWith(QLatin1Char('.')), qPrintable(text));
            for (const char* name : {"bad_alloc", "bad_array", "filesystem error", "Unknown error"})
                QVERIFY2(!text.contains(QLatin1String(name)), qPrintable(text));
        }
    }
};

GRADEWISE_TEST(TestProblemText)
#include "test_problem_text.moc"
