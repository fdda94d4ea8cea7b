#include "tests/architecture/walls.h"
#include "tests/test_case.h"

#include <QTemporaryDir>

#include <algorithm>
#include <fstream>

using namespace gradewise;
namespace fs = std::filesystem;

namespace {

void write(const fs::path& file, const std::string& text) {
    fs::create_directories(file.parent_path());
    std::ofstream(file) << text;
}

QString describe(const std::vector<Breach>& breaches) {
    QString text;
    for (const Breach& breach : breaches) {
        text += QString("\n%1:%2: %3")
                    .arg(QString::fromStdString(breach.file))
                    .arg(breach.line)
                    .arg(QString::fromStdString(breach.sentence));
    }
    return text;
}

} // namespace

class TestWalls : public QObject {
    Q_OBJECT
private slots:
    void theHouseStands();
    void arrowsPointBackwards();
    void aBreachIsFound_data();
    void aBreachIsFound();
    void whatIsAllowedPasses_data();
    void whatIsAllowedPasses();
};

void TestWalls::theHouseStands() {
    const std::vector<Breach> breaches = findBreaches(GRADEWISE_SOURCE_DIR);
    QVERIFY2(breaches.empty(), qPrintable(describe(breaches)));
}

void TestWalls::arrowsPointBackwards() {
    std::vector<std::string> earlier;
    for (const Room& room : rooms()) {
        for (const std::string& other : room.mayInclude) {
            QVERIFY2(std::find(earlier.begin(), earlier.end(), other) != earlier.end(),
                     qPrintable(QString::fromStdString(room.name + " -> " + other)));
        }
        earlier.push_back(room.name);
    }
}

void TestWalls::aBreachIsFound_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("says");
    const auto row = [](const char* name, const char* file, const QString& line, const char* says) {
        QTest::newRow(name) << file << line << says;
    };
    row("Qt in core", "core/target/a.cpp", "#include <QString>", "core knows no Qt");
    row("Qt module in core", "core/target/a.h", "#include <QtCore/qglobal.h>", "core knows no Qt");
    row("spaced include", "core/target/a.h", "  #  include   <QString>", "core knows no Qt");
    row("Qt in core's build", "core/CMakeLists.txt", "find_package(Qt6 COMPONENTS Core)", "core knows no Qt");
    row("thread in training", "core/training/a.cpp", "#include <thread>", "Only core/session and core/team");
    row("mutex in target", "core/target/a.h", "#include <mutex>", "Only core/session and core/team");
    row("stop token in app", "app/a.cpp", "#include <stop_token>", "Only core/session and core/team");
    row("QThread in ui", "ui/panels/a.cpp", "#include <QThread>", "Only core/session and core/team");
    row("QtConcurrent in ui", "ui/a.cpp", "#include <QtConcurrent/QtConcurrentRun>",
        "Only core/session and core/team");
    row("chart in a panel", "ui/panels/target/target_panel.cpp", "#include <QLineSeries>",
        "Only ui/charts/curveview");
    row("chart axis in ui", "ui/main_window.cpp", "#include <QValueAxis>", "Only ui/charts/curveview");
    row("charts by module", "ui/export/a.cpp", "#include <QtCharts/QChart>", "Only ui/charts/curveview");
    row("ui in core", "core/session/a.cpp", "#include \"ui/theme.h\"", "core knows neither");
    row("app in core", "core/session/a.cpp", "#include \"app/door.h\"", "core knows neither");
    row("app in ui", "ui/models/a.cpp", "#include \"app/door.h\"", "Nothing outside app");
    row("tests in ui", "ui/main_window.cpp", "#include \"tests/helper.h\"",
        "Nothing but a test includes tests");
    row("ui in the command line", "app/cli_main.cpp", "#include \"ui/theme.h\"",
        "The command line knows core only");
    row("Qt in the command line", "app/cli_main.cpp", "#include <QString>",
        "The command line knows core only");
    row("ui in core's test", "tests/core/target/test_a.cpp", "#include \"ui/theme.h\"", "tests of core");
    row("arrow against the order", "core/target/a.h", "#include \"core/configuration/config.h\"",
        "core/target");
    row("solver must not know experiments", "core/solver/a.h", "#include \"core/configuration/config.h\"",
        "core/solver");
    row("panel must not know controls", "ui/panels/target/a.h", "#include \"ui/controls/form.h\"",
        "ui/panels");
    row("a chart must not know a run", "ui/charts/a.h", "#include \"ui/models/run_model.h\"", "ui/charts");
    row("new room", "core/attic/a.h", "#include \"core/numbers/matrix.h\"", "core/attic");
    row("neighbour by short name", "core/formula/a.cpp", "#include \"formula.h\"", "from the root");
    row("climbing path", "core/target/a.cpp", "#include \"../numbers/matrix.h\"", "from the root");
    row("stray folder", "scripts/a.sh", "", "does not belong at the top");
    row("stray file", "notes.txt", "", "does not belong at the top");
    row("machine path", "core/target/a.cpp", QString("// see /") + "home/me/a.txt", "path of one machine");
    row("machine path in CMake", "CMakeLists.txt", QString("include(/") + "work/a.cmake)",
        "path of one machine");
}

void TestWalls::aBreachIsFound() {
    QFETCH(QString, file);
    QFETCH(QString, line);
    QFETCH(QString, says);
    const QTemporaryDir folder;
    const fs::path root = folder.path().toStdString();
    write(root / "core/formula/formula.h", "#pragma once\n");
    write(root / "core/numbers/matrix.h", "#pragma once\n");
    write(root / file.toStdString(), "// first line\n" + line.toStdString() + "\n");

    const std::vector<Breach> breaches = findBreaches(root);
    QCOMPARE(breaches.size(), std::size_t{1});
    const QString sentence = QString::fromStdString(breaches[0].sentence);
    QVERIFY2(sentence.contains(says), qPrintable(sentence));
    QVERIFY(file.startsWith(QString::fromStdString(breaches[0].file)));
    QCOMPARE(breaches[0].line, line.isEmpty() ? 0 : 2);
}

void TestWalls::whatIsAllowedPasses_data() {
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("line");
    const auto row = [](const char* name, const char* file, const char* line) {
        QTest::newRow(name) << file << line;
    };
    row("own room", "core/target/a.cpp", "#include \"core/formula/formula.h\"");
    row("arrow along the order", "core/experiment/a.h", "#include \"core/solver/solver.h\"");
    row("thread in session", "core/session/a.h", "#include <thread>");
    row("atomic anywhere", "core/network/a.cpp", "#include <atomic>");
    row("charts in the curve view", "ui/charts/curveview_axis.cpp", "#include <QValueAxis>");
    row("widget in ui", "ui/main_window.cpp", "#include <QMainWindow>");
    row("ui in the window's door", "app/gui_main.cpp", "#include \"ui/main_window.h\"");
    row("generated file", "core/experiment/a.cpp", "#include \"presets_text.inc\"");
    row("Qt in a test of core", "tests/core/target/test_a.cpp", "#include <QTest>");
    row("thread in a test of session", "tests/core/session/test_a.cpp", "#include <thread>");
    row("moc in a test", "tests/ui/test_a.cpp", "#include \"test_a.moc\"");
    row("Qt only mentioned", "core/target/a.h", "// includes no <QString>");
    row("build folder", "build-dev/a.cpp", "#include \"../a.h\"");
    row("dot-file", ".config/a.txt", "anything");
    row("address", "README.md", "https://example.org/home/page");
}

void TestWalls::whatIsAllowedPasses() {
    QFETCH(QString, file);
    QFETCH(QString, line);
    const QTemporaryDir folder;
    const fs::path root = folder.path().toStdString();
    write(root / file.toStdString(), line.toStdString() + "\n");
    const std::vector<Breach> breaches = findBreaches(root);
    QVERIFY2(breaches.empty(), qPrintable(describe(breaches)));
}

GRADEWISE_TEST(TestWalls)
#include "test_walls.moc"
