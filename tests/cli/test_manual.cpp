// The commands on the pages of the manual, and gradewise-cli help.
#include "tests/core/manual/examples.h"
#include "tests/test_case.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>

using namespace gradewise;

namespace {

struct Outcome {
    int code = -1;
    QString out;
    QString error;
};

Outcome cli(const QStringList& arguments, const QString& folder = {}, const QString& columns = "80") {
    QProcess process;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert("COLUMNS", columns);
    process.setProcessEnvironment(environment);
    if (!folder.isEmpty())
        process.setWorkingDirectory(folder);
    process.start(GRADEWISE_CLI, arguments);
    process.closeWriteChannel();
    process.waitForFinished(120'000);
    return {process.exitCode(), QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}

/// "gradewise-cli validate a.json   # exit code 2"
struct Command {
    QStringList arguments;
    int code = 0;
};

Command commandOn(const QString& line) {
    static const QRegularExpression code("# exit code (\\d+)");
    Command command;
    command.code = code.match(line).captured(1).toInt(); // 0 where it does not say
    command.arguments = line.section('#', 0, line.contains(" #") ? 0 : -1).split(' ', Qt::SkipEmptyParts);
    command.arguments.removeFirst();
    return command;
}

/// What stands under "Subcommands:" in the program's own help.
QStringList commandsOfTheProgram() {
    QStringList commands;
    const QString list = cli({"--help"}).out.section("Subcommands:", 1).section("\n\n", 0, 0);
    for (const QString& line : list.split('\n', Qt::SkipEmptyParts))
        commands << line.simplified().section(' ', 0, 0);
    return commands;
}

QStringList optionsIn(const QString& help) {
    static const QRegularExpression option("--[a-z]+");
    QStringList options;
    auto all = option.globalMatch(help);
    while (all.hasNext())
        options << all.next().captured();
    options.removeDuplicates();
    return options;
}

QString textOf(const ManualPlace& place) {
    ManualPage part{place.page->id, {}, {}, {}};
    const auto blocks = manualBlocks(place);
    part.blocks.assign(blocks.begin(), blocks.end());
    return manualText(part);
}

} // namespace

class TestManual : public QObject {
    Q_OBJECT
private slots:
    void commandsRun_data() {
        QTest::addColumn<QString>("page");
        for (const ManualPage& page : manualPages())
            QTest::newRow(page.id.c_str()) << QString::fromStdString(page.id);
    }
    void commandsRun() {
        QFETCH(QString, page);
        const QTemporaryDir folder;
        for (const ManualExample& example : manualExamples()) {
            if (example.page != page)
                continue;
            if (!example.file.isEmpty()) {
                QFile file(folder.filePath(example.file));
                QVERIFY(file.open(QIODevice::WriteOnly));
                file.write(example.text);
            }
            if (example.kind != "sh")
                continue;
            for (const QString& line : QString::fromUtf8(example.text).split('\n')) {
                if (!line.startsWith("gradewise-cli "))
                    continue;
                const Command command = commandOn(line);
                const Outcome outcome = cli(command.arguments, folder.path());
                QVERIFY2(outcome.code == command.code, qPrintable(QString("%1\ncode %2\n%3%4")
                                                                      .arg(line)
                                                                      .arg(outcome.code)
                                                                      .arg(outcome.out, outcome.error)));
            }
        }
    }

    void everyCommandAndOptionIsExplained() {
        const QStringList commands = commandsOfTheProgram();
        QVERIFY(commands.size() >= 11);
        const QString whole = manualText(*findManualPage("command-line"));
        for (const QString& command : commands) {
            const auto place = findManualPlace(("command-line#" + command).toStdString());
            QVERIFY2(place, qPrintable(command));
            const QString text = textOf(*place);
            for (const QString& option : optionsIn(cli({command, "--help"}).out.section("Options:", 1)))
                QVERIFY2(option == "--help" || text.contains('`' + option),
                         qPrintable(command + ' ' + option));
        }
        for (const QString& option : optionsIn(cli({"--help"}).out))
            QVERIFY2(whole.contains(option), qPrintable(option));
    }

    void helpListsThePages() {
        const Outcome outcome = cli({"help"});
        QCOMPARE(outcome.code, 0);
        for (const ManualPage& page : manualPages())
            if (page.id != manualIndex)
                QVERIFY2(outcome.out.contains(
                             QRegularExpression("(^|\n)`?" + QString::fromStdString(page.id) + "\\b")),
                         page.id.c_str());
    }

    void helpShowsAPlace_data() {
        QTest::addColumn<QStringList>("topic");
        QTest::addColumn<QString>("begins");
        const auto row = [](const char* topic, const char* begins) {
            QTest::newRow(topic) << QString(topic).split(' ') << begins;
        };
        row("solvers", "Solvers\n=======\n");
        row("SOLVERS", "Solvers\n=======\n");
        row("solvers#varpro", "varpro\n------\n");
        row("varpro", "varpro\n------\n");
        row("balanced read-out", "Balanced read-out\n");
        row("Balanced-Read-Out", "Balanced read-out\n");
        row("index", "The manual\n");
    }
    void helpShowsAPlace() {
        QFETCH(QStringList, topic);
        QFETCH(QString, begins);
        const Outcome outcome = cli(QStringList{"help"} + topic);
        QCOMPARE(outcome.code, 0);
        QVERIFY2(outcome.out.startsWith(begins), qPrintable(outcome.out.left(200)));
        QVERIFY(!outcome.out.contains('\x1b')); // nobody looks at a terminal here
        QVERIFY(outcome.error.isEmpty());
    }

    void aWrongTopicIsRefused_data() {
        QTest::addColumn<QString>("topic");
        QTest::addColumn<QString>("says");
        QTest::newRow("slip") << "solvres"
                              << "did you mean 'solvers'?";
        QTest::newRow("slip in a section") << "solvers#varpo"
                                           << "did you mean 'solvers#varpro'?";
        QTest::newRow("nothing like it") << "xyzzy"
                                         << "'gradewise-cli help' lists the pages";
        QTest::newRow("several")
            << "settings"
            << "Several pages have a section 'settings': window#settings, smoothing#settings.";
        QTest::newRow("escape sequence") << "\x1b[31m"
                                         << "\\x1b[31m";
    }
    void aWrongTopicIsRefused() {
        QFETCH(QString, topic);
        QFETCH(QString, says);
        const Outcome outcome = cli({"help", topic});
        QCOMPARE(outcome.code, 2);
        QVERIFY(outcome.out.isEmpty());
        QVERIFY2(outcome.error.contains(says), qPrintable(outcome.error));
        QVERIFY(!outcome.error.contains('\x1b'));
    }

    void everyPageFitsTheTerminal() {
        for (const int columns : {60, 80, 100}) {
            for (const ManualPage& page : manualPages()) {
                const Outcome outcome =
                    cli({"help", QString::fromStdString(page.id)}, {}, QString::number(columns));
                QCOMPARE(outcome.code, 0);
                for (const QString& line : outcome.out.split('\n')) {
                    const bool code = line.startsWith("    ");
                    const bool oneWord = !line.trimmed().contains(' ');
                    QVERIFY2(line.size() <= columns || code || oneWord,
                             qPrintable(QString("%1 (%2): %3").arg(page.id.c_str()).arg(columns).arg(line)));
                }
            }
        }
    }
};

GRADEWISE_TEST(TestManual)
#include "test_manual.moc"
