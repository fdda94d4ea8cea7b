// How long the window keeps people waiting while a large run is opened, saved, dropped and stopped: the
// longest gap between two turns of its event loop, and the most work in one turn, which a busy machine does
// not lengthen. A figure to look at, not a test: it depends on the machine
// and its other work.
//
//   ui_files [GRADES] [EPOCHS]
#include "core/experiment/presets.h"
#include "core/record/json.h"
#include "tests/core/record/large_run.h"
#include "ui/mainwindow.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QSettings>
#include <QTemporaryDir>
#include <QTimer>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>

namespace {

using namespace gradewise;

/// Milliseconds of work of this thread, however long others kept it from working.
double worked() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return 1e3 * static_cast<double>(now.tv_sec) + 1e-6 * static_cast<double>(now.tv_nsec);
}

/// Turns the event loop until `done`, and 300 ms longer for what is drawn then; prints the longest gap.
void watch(const char* what, const std::function<void()>& begin, const std::function<bool()>& done) {
    QElapsedTimer all;
    QElapsedTimer turn;
    double longest = 0.0;
    double most = 0.0; // work in one turn
    double before = worked();
    double finished = 0.0;
    const auto note = [&] {
        longest = std::max(longest, static_cast<double>(turn.nsecsElapsed()) * 1e-6);
        const double now = worked();
        most = std::max(most, now - before);
        before = now;
        turn.start();
    };
    all.start();
    turn.start();
    begin();
    note();
    while (finished == 0.0 || static_cast<double>(all.elapsed()) < finished + 300.0) {
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents, 5);
        note();
        if (finished == 0.0 && done())
            finished = static_cast<double>(all.elapsed());
    }
    std::printf("%-22s %8.0f ms in all, longest gap %7.1f ms, most work in one turn %7.1f ms\n", what,
                finished, longest, most);
    std::fflush(stdout);
}

} // namespace

int main(int argc, char** argv) {
    const std::size_t grades = argc > 1 ? std::strtoul(argv[1], nullptr, 10) : 2000;
    const std::size_t epochs = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 2'000'000;
    int onlyProgram = 1;
    QApplication application(onlyProgram, argv);
    const QTemporaryDir folder;
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder.path());
    const QString path = folder.filePath(QStringLiteral("large.json"));
    writeFile(path.toStdString(), writeRun(largeRun(grades, epochs)));
    MainWindow window;
    window.resize(1600, 1000);
    window.show();
    window.showFirstRun();
    Workbench& bench = window.workbench();
    QTimer beat; // so that the loop never sleeps longer
    beat.start(2);
    const auto idle = [&bench] { return !bench.files().busy(); };
    watch(
        "first frames", [] {}, [] { return true; });
    watch(
        "open", [&] { bench.open(path); }, idle);
    watch(
        "save", [&] { bench.save(folder.filePath(QStringLiteral("copy.json"))); }, idle);
    ExperimentConfig other = bench.config();
    other.target.formulas = {"cos(6*x)"};
    const ExperimentConfig own = bench.config();
    watch(
        "edit the target", [&] { bench.edit(other); }, [] { return true; });
    watch(
        "take it back", [&] { bench.edit(own); }, [] { return true; });
    watch(
        "open, given up", [&] { bench.open(path); },
        [&] {
            if (bench.files().share() > 0.3)
                bench.files().cancel();
            return idle();
        });
    watch(
        "new", [&] { bench.startWith(newExperiment()); }, [] { return true; });
    ExperimentConfig endless = own;
    endless.grades[0].stop.epochs = 1;
    endless.grades[0].repeat = static_cast<Index>(grades);
    watch(
        "train", [&] { bench.startWith(endless), bench.runAfresh(); },
        [&] { return !bench.driver().active() || bench.model().gradesWithCurve() > grades / 2; });
    watch(
        "stop", [&] { bench.driver().stop(); }, [&] { return !bench.driver().active(); });
    watch(
        "run again, then new", [&] { bench.runAfresh(); },
        [&] { return bench.model().gradesWithCurve() > grades / 2; });
    watch(
        "new", [&] { bench.startWith(newExperiment()); }, [] { return true; });
    return 0;
}
