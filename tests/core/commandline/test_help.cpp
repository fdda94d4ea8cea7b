// What gradewise-cli help writes on a terminal; the rest is in tests/cli/test_manual.cpp.
#include "core/commandline/commands.h"
#include "core/commandline/terminal_wall.h"
#include "tests/test_case.h"

#include <sstream>

using namespace gradewise;

namespace {

struct Said {
    ExitCode code;
    QString out;
    QString error;
};

/// Before the wall that stands before a terminal.
Said help(const std::string& topic, bool styled) {
    std::istringstream in;
    std::ostringstream out;
    std::ostringstream error;
    const TerminalWall outWall(out);
    const TerminalWall errorWall(error);
    const ExitCode code = helpCommand(topic, {80, styled}, Console{in, out, error});
    out.flush();
    error.flush();
    return {code, QString::fromStdString(out.str()), QString::fromStdString(error.str())};
}

} // namespace

class TestHelp : public QObject {
    Q_OBJECT
private slots:
    void boldLettersPassTheWall() {
        for (const char* topic : {"", "varpro"}) {
            const Said said = help(topic, true);
            QVERIFY(said.code == ExitCode::Ok);
            QVERIFY2(said.out.contains("\x1b[1m"), topic);
            QVERIFY2(!said.out.contains("\\x1b"), topic);
        }
    }

    void plainTextHasNone() {
        const Said said = help("varpro", false);
        QVERIFY(said.code == ExitCode::Ok);
        QVERIFY(!said.out.contains('\x1b') && !said.out.contains("\\x1b"));
        QCOMPARE(help("varpro", true).out.remove("\x1b[1m").remove("\x1b[4m").remove("\x1b[0m").left(6),
                 QString("varpro"));
    }

    void foreignTextDoesNot() {
        const Said said = help("\x1b[31m", true);
        QVERIFY(said.code == ExitCode::Invalid);
        QVERIFY(said.out.isEmpty());
        QVERIFY(said.error.contains("\\x1b[31m") && !said.error.contains('\x1b'));
    }
};

GRADEWISE_TEST(TestHelp)
#include "test_help.moc"
