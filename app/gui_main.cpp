// The window's door: reads the command line, makes the application, opens the window, or works without one.
#include "app/guarded_main.h"
#include "app/headless.h"
#include "app/options.h"
#include "core/commandline/console.h"
#include "core/experiment/version.h"
#include "ui/icons.h"
#include "ui/mainwindow.h"
#include "ui/window/guarded_application.h"

#include <QApplication>

#include <csignal>
#include <cstdlib>
#include <iostream>

namespace {

using namespace gradewise;

struct Arguments {
    std::string file;
    HeadlessOptions headless;
};

/// An exit code when the program is to end here: after --help, --version or a wrong argument.
std::optional<ExitCode> read(int argc, char** argv, Arguments& arguments) {
    CLI::App parser{"Gradewise: watch a deep ReLU network learn a function grade by grade.", "gradewise"};
    parser.add_option("FILE", arguments.file, "An experiment, a run, or the name of a preset to open");
    auto* headless = parser.add_option("--headless", arguments.headless.file,
                                       "Work without a window on FILE: a path, - or a preset's name");
    headless->type_name("FILE")->check(named("a file"));
    auto* out = addOut(&parser, arguments.headless.folder, "The folder for results and figures");
    out->needs(headless);
    headless->needs(out);
    arguments.headless.formats = "png,svg,pdf";
    parser.add_option("--formats", arguments.headless.formats, "Of the figures, by default png,svg,pdf")
        ->type_name("LIST")
        ->needs(headless);
    addSeed(&parser, arguments.headless.seed, "Instead of the seed in the file")->needs(headless);
    addForce(&parser, arguments.headless.old)->needs(headless);
    parser
        .add_flag("--resume", arguments.headless.resume,
                  "Go on with the run of that experiment which was broken off in the folder")
        ->needs(headless);
    parser
        .add_option("--grade", arguments.headless.grade,
                    "Figures show the run as it stood after that grade, by default after the last")
        ->type_name("UINT")
        ->check(CLI::Range(std::size_t{1}, std::size_t{1000000}))
        ->needs(headless);
    parser.add_flag("--quiet", arguments.headless.quiet, "Say only where the results lie")->needs(headless);
    parser.set_version_flag("--version,-v", std::string(version) + " (" + buildDescription() + ")");
    try {
        parser.parse(argc, argv);
    } catch (const CLI::ParseError& problem) {
        return parser.exit(problem) == 0 ? ExitCode::Ok : ExitCode::Invalid;
    }
    return std::nullopt;
}

/// Qt says why it cannot open a window and then aborts. A sentence and an exit code are enough.
void endWithoutDisplay(QtMsgType type, const QMessageLogContext&, const QString& message) {
    if (type != QtFatalMsg) {
        if (!message.startsWith(QLatin1String("qt.qpa")) && !message.contains(QLatin1String("display")))
            std::cerr << message.toStdString() << '\n';
        return;
    }
    std::cerr
        << "gradewise: No window can be opened, since there is no display here. Figures can be made without "
           "one:\n  gradewise --headless FILE --out DIR\n";
    std::_Exit(static_cast<int>(ExitCode::Failure));
}

/// The offscreen platform warns of what it cannot do with windows that nobody sees, and of a missing folder
/// for sockets that nobody opens.
void dropPlatformNoise(QtMsgType type, const QMessageLogContext&, const QString& message) {
    if (!message.contains(QLatin1String("propagateSizeHints")) &&
        !message.contains(QLatin1String("XDG_RUNTIME_DIR")))
        std::cerr << message.toStdString() << '\n';
    if (type == QtFatalMsg)
        std::abort();
}

int work(int argc, char** argv) {
    Arguments arguments;
    if (const auto code = read(argc, argv, arguments))
        return static_cast<int>(*code);
    const bool headless = !arguments.headless.file.empty();
    if (headless)
        qputenv("QT_QPA_PLATFORM", "offscreen");
    QtMessageHandler usual = qInstallMessageHandler(headless ? dropPlatformNoise : endWithoutDisplay);
    int qtArguments = 1; // ours have been read
    GuardedApplication application(qtArguments, argv);
    QApplication::setOrganizationName(QStringLiteral("Gradewise"));
    QApplication::setApplicationName(QStringLiteral("gradewise"));
    QApplication::setApplicationDisplayName(QStringLiteral("Gradewise"));
    QApplication::setDesktopFileName(applicationId());
    QApplication::setWindowIcon(applicationIcon());
    if (headless)
        return static_cast<int>(runHeadless(arguments.headless));
    qInstallMessageHandler(usual);

    std::signal(SIGPIPE, SIG_IGN); // a reader that leaves a pipe must not end the program; writing says so
    MainWindow window;
    QObject::connect(&application, &GuardedApplication::problem, &window, &MainWindow::say);
    window.show();
    window.begin(QString::fromStdString(arguments.file));
    return QApplication::exec();
}

} // namespace

int main(int argc, char** argv) {
    return guardedMain("gradewise", [&] { return work(argc, argv); });
}
