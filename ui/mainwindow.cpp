#include "ui/mainwindow.h"

#include "core/experiment/presets.h"
#include "ui/controls/experiment_form.h"
#include "ui/files/file_progress.h"
#include "ui/models/plain_text.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/message_bar.h"
#include "ui/widgets/plain_labels.h"
#include "ui/window/export_actions.h"
#include "ui/window/file_actions.h"
#include "ui/window/help_actions.h"
#include "ui/window/panel_area.h"
#include "ui/window/published_action.h"
#include "ui/window/recovery_offer.h"
#include "ui/window/status_line.h"
#include "ui/window/study_actions.h"
#include "ui/window/toolbar/run_controls.h"
#include "ui/window/view_actions.h"
#include "ui/window/window_layout.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QMenuBar>
#include <QMimeData>
#include <QSettings>
#include <QStatusBar>
#include <QToolBar>
#include <QToolButton>
#include <QUndoStack>
#include <QVBoxLayout>
#include <QWhatsThisClickedEvent>

#include <algorithm>
#include <utility>

namespace gradewise {

namespace {

constexpr QLatin1String themeKey("theme");

QString droppedFile(const QMimeData& data) {
    const QList<QUrl> urls = data.urls();
    return urls.size() == 1 ? urls.front().toLocalFile() : QString();
}

QFrame* inCard(QWidget* content) {
    auto* card = new QFrame;
    card->setObjectName(QStringLiteral("settingsCard"));
    card->setProperty("card", true);
    auto* layout = new QVBoxLayout(card);
    layout->setContentsMargins(1, 4, 1, 4);
    layout->addWidget(content);
    return card;
}

} // namespace

MainWindow::MainWindow(QWidget* parent)
    : QMainWindow(parent), bench_(unfinishedRunsFolder()), form_(new ExperimentForm) {
    setObjectName(QStringLiteral("mainWindow"));
    setAcceptDrops(true);
    qApp->installEventFilter(new WindowBounds(this));
    qApp->installEventFilter(new PlainLabels(this));
    const auto choice = static_cast<ThemeChoice>(std::clamp(QSettings().value(themeKey, 0).toInt(), 0, 2));
    theme_ = &Theme::of(choice);
    applyTheme(*qApp, *theme_);
    form_->setTheme(*theme_);
    buildCentre();
    run_ = new RunControls(bench_, this);
    studies_ = new StudyActions(bench_, this);
    published_ = new PublishedAction(bench_.model(), this);
    file_ = new FileActions(bench_, this);
    export_ = new ExportActions(bench_.model(), *area_, this);
    recovery_ = new RecoveryOffer(bench_, *file_, *question_, this);
    view_ = new ViewActions(*area_, this);
    view_->setThemeChoice(choice);
    help_ = new HelpActions(this);
    buildMenus();
    buildToolBar();
    status_ = new StatusLine;
    statusBar()->addPermanentWidget(status_, 1);
    statusBar()->addPermanentWidget(new FileProgress(bench_.files()));
    run_->setTheme(*theme_);
    studies_->setTheme(*theme_);
    view_->setTheme(*theme_);
    help_->setTheme(*theme_);
    connectParts();
    scheduleViews();
    restoreLayout();
    bench_.startWith(newExperiment());
}

MainWindow::~MainWindow() {
    // The children outlive the members that they speak to.
    bench_.driver().discard();
    bench_.files().disconnect();
    bench_.disconnect();
    disconnect(form_, nullptr, this, nullptr);
}

void MainWindow::buildCentre() {
    auto* centre = new QWidget;
    auto* layout = new QVBoxLayout(centre);
    layout->setContentsMargins(10, 10, 10, 10);
    layout->setSpacing(8);
    message_ = new MessageBar;
    question_ = new MessageBar;
    question_->setObjectName(QStringLiteral("questionBar"));
    area_ = new PanelArea(inCard(form_), *theme_);
    layout->addWidget(question_);
    layout->addWidget(message_);
    layout->addWidget(area_, 1);
    // A click beside the fields (on the bars too) takes the keyboard from them, and at the start none has it:
    // Space runs.
    setFocusPolicy(Qt::ClickFocus);
    centre->setFocusPolicy(Qt::ClickFocus);
    setCentralWidget(centre);
    centre->setFocus(); // only now: a widget that gets a parent loses the keyboard
}

void MainWindow::buildMenus() {
    QMenu* file = menuBar()->addMenu(tr("&File"));
    file_->addTo(*file);
    file->addSeparator();
    export_->addTo(*file);
    file->addSeparator();
    QAction* quit = file->addAction(tr("&Quit"), QKeySequence::Quit, this, &QWidget::close);
    if (quit->shortcut().isEmpty())
        quit->setShortcut(Qt::CTRL | Qt::Key_Q);

    QMenu* edit = menuBar()->addMenu(tr("&Edit"));
    QAction* undo = form_->undoStack()->createUndoAction(this, tr("Undo"));
    QAction* redo = form_->undoStack()->createRedoAction(this, tr("Redo"));
    undo->setShortcut(QKeySequence::Undo);
    redo->setShortcut(QKeySequence::Redo);
    edit->addActions({undo, redo});
    edit->addSeparator();
    edit->addAction(tr("&Copy"), QKeySequence::Copy, this, &MainWindow::copyFromFocus);
    export_->addCopyTo(*edit);

    QMenu* run = menuBar()->addMenu(tr("&Run"));
    run_->addTo(*run);
    run->addSeparator();
    studies_->addTo(*run);
    published_->addTo(*run);
    view_->addTo(*menuBar()->addMenu(tr("&View")));

    help_->addTo(*menuBar()->addMenu(tr("&Help")));
}

void MainWindow::buildToolBar() {
    QToolBar* bar = addToolBar(tr("Run"));
    bar->setObjectName(QStringLiteral("runBar"));
    bar->setMovable(false);
    bar->setContextMenuPolicy(Qt::PreventContextMenu);
    run_->addTo(*bar);
    bar->addSeparator();
    export_->addTo(*bar);
    document_ = new ElidedLabel(Qt::ElideMiddle); // the theme's button needs its place more
    document_->setObjectName(QStringLiteral("documentName"));
    document_->setProperty("caption", true);
    document_->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    bar->addWidget(document_);
    bar->addWidget(view_->makeThemeButton());
}

void MainWindow::connectParts() {
    connect(form_, &ExperimentForm::edited, this, [this] { bench_.edit(form_->config()); });
    connect(&bench_, &Workbench::configReplaced, this, [this] {
        beginning_ = false;
        form_->setConfig(bench_.config());
    });
    connect(&bench_, &Workbench::documentChanged, this, &MainWindow::showDocument);
    connect(&bench_, &Workbench::problem, message_, &MessageBar::show);
    connect(&bench_, &Workbench::solved, message_, &MessageBar::dismiss);
    connect(&bench_, &Workbench::openFailed, this, &MainWindow::keepShowingSomething);
    connect(&bench_.files(), &FileWork::changed, this, [this] {
        if (closing_ && !bench_.files().writing())
            QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection);
    });
    connect(&bench_, &Workbench::problem, this, [this] { // what could not be saved keeps the window open
        if (std::exchange(closing_, false))
            question_->dismiss();
    });
    connect(export_, &ExportActions::problem, message_, &MessageBar::show);
    run_->setGuard([this](const std::function<void()>& later) { return file_->mayRunAgain(later); });
    connect(&bench_.driver(), &RunDriver::stateChanged, this, [this] {
        form_->setRunning(bench_.driver().active());
        frames_.request();
    });
    connect(studies_, &StudyActions::rateWanted, this, [this](double rate) {
        const QString problem = form_->useRate(rate);
        problem.isEmpty() ? message_->dismiss() : message_->show(problem);
    });
    connect(view_, &ViewActions::themeChosen, this, [this](ThemeChoice choice) {
        QSettings().setValue(themeKey, static_cast<int>(choice));
        setTheme(choice);
    });
}

void MainWindow::scheduleViews() {
    RunModel& model = bench_.model();
    for (Panel* panel : area_->panels())
        frames_.add(panel, [panel, &model] { panel->showRun(model); });
    frames_.add(form_, [this, &model] { form_->showRun(model); });
    frames_.add(status_, [this, &model] {
        status_->showRun(model, bench_.driver());
        showDocument(); // it names the grade in training
    });
    connect(&model, &RunModel::updated, &frames_, &FrameScheduler::request);
    connect(&model, &RunModel::reset, this, [this] {
        for (Panel* panel : area_->panels())
            panel->followData();
        frames_.request();
        remarkProblems();
    });
    connect(&frames_, &FrameScheduler::drawn, &bench_.driver(), &RunDriver::frameDrawn);
}

void MainWindow::remarkProblems() {
    const QStringList problems = form_->problems();
    if (bench_.model().phase() == RunModel::Phase::Running && !problems.isEmpty())
        message_->show(tr("A field holds an error; this run uses its last good value.") + QLatin1Char('\n') +
                       problems.join(QLatin1Char('\n')));
}

/// The first experiment learns in front of the user.
void MainWindow::showFirstRun() {
    bench_.demonstrate(presetConfig(presets().front()));
}

void MainWindow::say(const QString& sentence) {
    message_->show(sentence);
}

void MainWindow::begin(const QString& fileOrPreset) {
    if (fileOrPreset.isEmpty()) {
        showFirstRun();
    } else {
        openArgument(fileOrPreset);
        beginning_ = bench_.files().busy();
    }
    recovery_->look();
}

void MainWindow::openArgument(const QString& fileOrPreset) {
    if (QFileInfo::exists(fileOrPreset) || !file_->openPreset(fileOrPreset))
        file_->openPath(fileOrPreset);
}

/// A file that cannot be opened at the start leaves the first run, and the sentence on the file.
void MainWindow::keepShowingSomething() {
    if (!std::exchange(beginning_, false) || bench_.unsaved())
        return;
    const QString problem = message_->text();
    showFirstRun();
    if (!problem.isEmpty())
        message_->show(problem);
}

void MainWindow::showDocument() {
    const QString name = bench_.displayName();
    setWindowTitle(tr("%1[*] — Gradewise").arg(titleOfWindow(name)));
    setWindowModified(bench_.unsaved());
    document_->setText(document_->fontMetrics().elidedText(name, Qt::ElideMiddle, 260) +
                       QStringLiteral(" · ") + stateText(bench_.model(), bench_.driver().state()).toLower());
    document_->setToolTip(plainTip(bench_.path()));
}

void MainWindow::setTheme(ThemeChoice choice) {
    const Theme& theme = Theme::of(choice);
    if (&theme == theme_)
        return;
    theme_ = &theme;
    applyTheme(*qApp, theme);
    form_->setTheme(theme);
    area_->setTheme(theme);
    run_->setTheme(theme);
    studies_->setTheme(theme);
    view_->setTheme(theme);
    help_->setTheme(theme);
    frames_.request();
}

void MainWindow::copyFromFocus() {
    // Text fields answer the key themselves; this is for the menu, and for when none has the keyboard.
    if (QWidget* focus = QApplication::focusWidget(); focus && focus->inherits("QLineEdit"))
        QMetaObject::invokeMethod(focus, "copy");
    else
        export_->copyFigure();
}

bool MainWindow::event(QEvent* event) {
    if (event->type() == QEvent::ShortcutOverride &&
        wantsForItself(QApplication::focusWidget(), *static_cast<QKeyEvent*>(event))) {
        event->accept();
        return true;
    }
    if (event->type() == QEvent::WhatsThisClicked) {
        help_->open(static_cast<QWhatsThisClickedEvent*>(event)->href());
        return true;
    }
    return QMainWindow::event(event);
}

bool MainWindow::mayClose() {
    if (bench_.files().writing()) { // what is unsaved now may be saved then
        closeLater();
        return false;
    }
    const auto again = [this] { QMetaObject::invokeMethod(this, &QWidget::close, Qt::QueuedConnection); };
    return file_->mayDiscard(again) && studies_->mayClose() && published_->mayClose();
}

void MainWindow::closeLater() {
    closing_ = true;
    question_->ask(tr("Gradewise closes as soon as the file is saved."),
                   {{tr("Stay Open"), QStringLiteral("stayOpen"), [this] { closing_ = false; }}});
}

void MainWindow::closeEvent(QCloseEvent* event) {
    if (std::exchange(closing_, false))
        question_->dismiss();
    if (!mayClose()) {
        event->ignore();
        return;
    }
    saveLayout();
    studies_->close();
    published_->close();
    bench_.driver().discard();
    event->accept();
}

void MainWindow::changeEvent(QEvent* event) {
    QMainWindow::changeEvent(event);
    if (event->type() == QEvent::ApplicationPaletteChange && view_)
        setTheme(view_->themeChoice());
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
    if (!droppedFile(*event->mimeData()).isEmpty())
        event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
    const QString path = droppedFile(*event->mimeData());
    if (path.isEmpty())
        return;
    event->acceptProposedAction();
    // Later: the question about unsaved changes must not hold up the program that the file comes from.
    QMetaObject::invokeMethod(
        this, [this, path] { file_->openPath(path); }, Qt::QueuedConnection);
}

void MainWindow::restoreLayout() {
    QSettings settings;
    restoreWindow(*this, settings);
    settings.beginGroup(layoutGroup());
    area_->restore(settings);
}

void MainWindow::saveLayout() const {
    QSettings settings;
    saveWindow(*this, settings);
    settings.beginGroup(layoutGroup());
    area_->save(settings);
}

} // namespace gradewise
