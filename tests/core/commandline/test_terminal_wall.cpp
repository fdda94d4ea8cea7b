// Nothing foreign reaches a terminal as it is.
#include "core/commandline/commands.h"
#include "core/commandline/terminal_wall.h"
#include "core/numbers/printable.h"
#include "core/record/json.h"
#include "tests/core/trained.h"
#include "tests/test_case.h"

#include <QTemporaryDir>

#include <nlohmann/json.hpp>

#include <sstream>

using namespace gradewise;

namespace {

/// What comes out behind the wall of texts that are written one after another.
std::string behindTheWall(const std::vector<std::string>& pieces) {
    std::ostringstream stream;
    {
        const TerminalWall wall(stream);
        for (const std::string& piece : pieces)
            stream << piece;
    }
    return stream.str();
}

const std::string nasty = "a\x1b[31mb\u202Egnp.txt\r\x7f\u009b\xff<img src=x>";

/// Whether there is anything but letters, and ends of lines.
bool isClean(const std::string& text) {
    std::string_view rest = text;
    while (!rest.empty()) {
        const std::size_t length = characterLength(rest);
        if (length == 0 || (rest.front() != '\n' && isInvisible(codePoint(rest))))
            return false;
        rest.remove_prefix(length);
    }
    return true;
}

/// A command, with the streams of a terminal.
struct Said {
    std::istringstream in;
    std::ostringstream out;
    std::ostringstream error;
    Console console{in, out, error};
    std::string all() const { return out.str() + error.str(); }
};

} // namespace

class TestTerminalWall : public QObject {
    Q_OBJECT

private slots:
    void escapes_data() {
        QTest::addColumn<QByteArray>("written");
        QTest::addColumn<QByteArray>("shown");
        QTest::newRow("letters") << QByteArray("sin 2πx ≤ 1 … ✓\n") << QByteArray("sin 2πx ≤ 1 … ✓\n");
        QTest::newRow("colour") << QByteArray("\x1b[31mred") << QByteArray("\\x1b[31mred");
        QTest::newRow("C1") << QByteArray("\xc2\x9b"
                                          "31m")
                            << QByteArray("\\u009b31m");
        QTest::newRow("bidi") << QByteArray("\u202Egnp.exe\u2069") << QByteArray("\\u202egnp.exe\\u2069");
        QTest::newRow("return") << QByteArray("a\rb\tc") << QByteArray("a\\rb\\tc");
        QTest::newRow("no UTF-8") << QByteArray("a\xff\xc3(\xed\xa0\x80")
                                  << QByteArray("a\\xff\\xc3(\\xed\\xa0\\x80");
        QTest::newRow("cut off") << QByteArray("a\xe2\x80") << QByteArray("a\\xe2\\x80");
        QTest::newRow("tag") << QByteArray("\U000E0041") << QByteArray("\\ue0041");
    }
    void escapes() {
        QFETCH(QByteArray, written);
        QFETCH(QByteArray, shown);
        const std::string text = written.toStdString();
        QCOMPARE(QByteArray::fromStdString(behindTheWall({text})), shown);
        std::vector<std::string> bytes;
        for (const char byte : text)
            bytes.emplace_back(1, byte);
        QCOMPARE(QByteArray::fromStdString(behindTheWall(bytes)), shown);
    }

    void ourOwnLineIsErased() {
        std::ostringstream written;
        std::ostream stream(written.rdbuf());
        const TerminalWall wall(stream);
        stream << "50 %" << eraseLine << "\r\x1b[K";
        stream.flush();
        QCOMPARE(written.str(), std::string("50 %\r\x1b[K\\r\\x1b[K"));
        std::ostringstream bare;
        bare << eraseLine;
        QCOMPARE(bare.str(), std::string("\r\x1b[K"));
    }

    void aClosedStreamStaysClosed() {
        std::ostringstream stream;
        {
            const TerminalWall wall(stream);
            stream.setstate(std::ios_base::badbit);
        }
        QVERIFY(stream.bad());
    }

    /// Commands escape what they quote also where no wall stands: a new line in a name must not begin one.
    void commandsQuoteNames() {
        const std::string name = "x\ny" + nasty;
        const QTemporaryDir folder;
        const std::string missing = folder.path().toStdString() + "/" + name;
        const auto check = [](const Said& said) {
            const std::string all = said.all();
            QVERIFY2(isClean(all), all.c_str());
            QVERIFY2(all.find("x\\ny") != std::string::npos, all.c_str());
        };
        RunControl control;
        {
            Said said;
            QCOMPARE(validateCommand(missing, said.console), ExitCode::Failure);
            check(said);
        }
        {
            Said said;
            QCOMPARE(auditCommand(missing, control, said.console), ExitCode::Failure);
            check(said);
        }
        {
            Said said;
            RunOptions options;
            options.folder = missing;
            options.resume = true;
            QCOMPARE(runCommand(options, control, said.console), ExitCode::Failure);
            check(said);
        }
        {
            Said said;
            ReproduceOptions options;
            options.id = name;
            QCOMPARE(reproduceCommand(options, control, said.console), ExitCode::Invalid);
            check(said);
        }
        {
            Said said;
            QCOMPARE(showCommand(name, said.console), ExitCode::Invalid);
            check(said);
        }
    }

    /// A title with a direction mark, through everything that speaks of a run into a folder with such a name.
    void aRunIsTold_data() {
        QTest::addColumn<int>("mode");
        for (const ProgressMode mode : allOf<ProgressMode>())
            QTest::newRow(std::string(name(mode)).c_str()) << static_cast<int>(mode);
    }
    void aRunIsTold() {
        QFETCH(int, mode);
        ExperimentConfig config;
        config.title = "left \u202E right";
        config.samples.train.count = 8;
        config.grades = {GradeConfig{}};
        config.grades.front().hidden = {2};
        config.grades.front().stop.epochs = 2;
        const QTemporaryDir place;
        const std::string folder = place.path().toStdString() + "/x\ny" + nasty;
        const std::string file = place.path().toStdString() + "/title.json";
        writeFile(file, writeExperiment(config));
        RunOptions options;
        options.file = file;
        options.folder = folder;
        options.progress = static_cast<ProgressMode>(mode);
        RunControl control;
        Said said;
        QCOMPARE(runCommand(options, control, said.console), ExitCode::Ok);
        QVERIFY2(isClean(said.all()), said.all().c_str());
        if (options.progress == ProgressMode::Json) {
            const auto first = nlohmann::json::parse(said.out.str().substr(0, said.out.str().find('\n')));
            QCOMPARE(first.at("title").get<std::string>(), config.title); // read back as it was
        } else {
            QVERIFY(said.out.str().starts_with("left \\u202e right\n"));
            QVERIFY(said.error.str().find("x\\ny") != std::string::npos);
        }
        Said again;
        QCOMPARE(runCommand(options, control, again.console), ExitCode::Invalid); // results are there
        QVERIFY2(isClean(again.all()), again.all().c_str());
        Said audited;
        QCOMPARE(auditCommand(folder + "/run.json", control, audited.console), ExitCode::Ok);
        QVERIFY2(isClean(audited.all()), audited.all().c_str());
    }
};

GRADEWISE_TEST(TestTerminalWall)
#include "test_terminal_wall.moc"
