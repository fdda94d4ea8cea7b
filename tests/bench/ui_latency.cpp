// How late the window answers while it trains and draws: a 5 ms timer on the window's thread notes by how
// much each of its calls is overdue. A figure to look at, not a test: it depends on the machine and its other
// work.
//
//   ui_latency [PRESET or FILE] [SECONDS] [BUSY PROCESSES]
#include "ui/mainwindow.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QSettings>
#include <QTemporaryDir>
#include <QTimer>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <unistd.h>
#include <vector>

namespace {

constexpr double period = 5.0; // milliseconds

/// Occupies another core, as a second training would.
pid_t startBusyProcess() {
    const pid_t child = fork();
    const volatile bool busy = true;
    while (child == 0 && busy) {
    }
    return child;
}

double quantile(const std::vector<double>& sorted, double share) {
    return sorted[std::min(sorted.size() - 1,
                           static_cast<std::size_t>(share * static_cast<double>(sorted.size())))];
}

void report(std::vector<double> late, std::size_t epochs, int frames, int interval) {
    std::sort(late.begin(), late.end());
    std::printf("calls %zu, late by p50 %.2f ms, p90 %.2f ms, p99 %.2f ms, max %.2f ms\n", late.size(),
                quantile(late, 0.5), quantile(late, 0.9), quantile(late, 0.99), late.back());
    std::printf("epochs %zu, frames %d, frame interval at the end %d ms\n", epochs, frames, interval);
}

} // namespace

int main(int argc, char** argv) {
    const int busy = argc > 3 ? std::atoi(argv[3]) : 1;
    std::vector<pid_t> children;
    for (int i = 0; i < busy; ++i)
        children.push_back(startBusyProcess());
    int onlyProgram = 1;
    QApplication application(onlyProgram, argv);
    const QTemporaryDir settings;
    QSettings::setDefaultFormat(QSettings::IniFormat);
    QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, settings.path());
    gradewise::MainWindow window;
    window.show();
    window.openArgument(argc > 1 ? QString::fromLocal8Bit(argv[1]) : QStringLiteral("X1"));
    gradewise::Workbench& bench = window.workbench();
    while (bench.files().busy())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    const auto runAgain = [&bench] { bench.runAfresh(); };
    QObject::connect(&bench.driver(), &gradewise::RunDriver::ended, &window, runAgain, Qt::QueuedConnection);
    int frames = 0;
    QObject::connect(&bench.model(), &gradewise::RunModel::updated, &window, [&frames] { ++frames; });
    runAgain();

    std::vector<double> late;
    QElapsedTimer clock;
    QTimer probe;
    probe.setTimerType(Qt::PreciseTimer);
    QObject::connect(&probe, &QTimer::timeout, &window, [&] {
        late.push_back(std::max(0.0, static_cast<double>(clock.nsecsElapsed()) * 1e-6 - period));
        clock.start();
    });
    clock.start();
    probe.start(static_cast<int>(period));
    const int seconds = argc > 2 ? std::atoi(argv[2]) : 20;
    // quit() would ask whether to keep the unsaved run.
    QTimer::singleShot(1000 * seconds, &application, [] { QApplication::exit(0); });
    QApplication::exec();
    probe.stop();
    QObject::disconnect(&bench.driver(), nullptr, &window, nullptr);
    report(std::move(late), bench.model().history().size(), frames, bench.driver().frameInterval());
    bench.driver().discard();
    for (const pid_t child : children)
        kill(child, SIGKILL);
    return 0;
}
