#include "ui/window/file_actions.h"

#include "core/experiment/presets.h"
#include "core/study/published/published.h"
#include "ui/charts/number_format.h"
#include "ui/models/plain_text.h"
#include "ui/window/workbench.h"

#include <QAction>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QMessageBox>
#include <QScopedValueRollback>
#include <QSettings>

#include <algorithm>

namespace gradewise {

namespace {

constexpr qsizetype mostRecentFiles = 10;
constexpr QLatin1String recentKey("recentFiles");

} // namespace

QStringList recentFiles() {
    QStringList existing;
    for (const QString& path : QSettings().value(recentKey).toStringList())
        if (QFileInfo::exists(path))
            existing << path;
    return existing;
}

FileActions::FileActions(Workbench& bench, QWidget* window)
    : QObject(window),
      bench_(bench),
      window_(window),
      place_(bench, window, asking_),
      new_(make(QStringLiteral("new"), tr("&New"), QKeySequence::New)),
      open_(make(QStringLiteral("open"), tr("&Open…"), QKeySequence::Open)),
      save_(make(QStringLiteral("save"), tr("&Save"), QKeySequence::Save)),
      saveAs_(make(QStringLiteral("saveAs"), tr("Save &As…"), QKeySequence::SaveAs)),
      recent_(new QMenu(tr("Open &Recent"), window)),
      presets_(new QMenu(tr("New from &Preset"), window)) {
    recent_->setObjectName(QStringLiteral("recentMenu"));
    presets_->setObjectName(QStringLiteral("presetMenu"));
    if (saveAs_->shortcut().isEmpty()) // desktops without a standard for it
        saveAs_->setShortcut(Qt::CTRL | Qt::SHIFT | Qt::Key_S);
    connect(new_, &QAction::triggered, this, &FileActions::newExperiment);
    connect(open_, &QAction::triggered, this, &FileActions::openWithDialog);
    connect(save_, &QAction::triggered, this, &FileActions::save);
    connect(saveAs_, &QAction::triggered, this, &FileActions::saveAs);
    connect(recent_, &QMenu::aboutToShow, this, &FileActions::fillRecent);
    connect(&bench_, &Workbench::opened, this, &FileActions::remember);
    // Later: the question must not be asked in the middle of an answer of the reading thread.
    connect(&bench_, &Workbench::heldBack, this, &FileActions::askAboutHeldBack, Qt::QueuedConnection);
    fillPresets();
    fillRecent();
}

QAction* FileActions::make(const QString& name, const QString& text, const QKeySequence& keys) {
    auto* action = new QAction(text, window_);
    action->setObjectName(name);
    action->setShortcut(keys);
    return action;
}

void FileActions::addTo(QMenu& menu) {
    menu.addAction(new_);
    menu.addMenu(presets_);
    menu.addAction(open_);
    menu.addMenu(recent_);
    menu.addSeparator();
    menu.addAction(save_);
    menu.addAction(saveAs_);
}

/// The button of the question that was pressed.
int FileActions::ask(const QString& text, const QString& explanation) {
    QMessageBox question(window_);
    question.setObjectName(QStringLiteral("unsavedQuestion"));
    question.setIcon(QMessageBox::Question);
    question.setTextFormat(Qt::PlainText);
    question.setText(text);
    question.setInformativeText(explanation);
    question.setStandardButtons(QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel);
    question.setDefaultButton(QMessageBox::Save);
    const QScopedValueRollback<bool> asking(asking_, true);
    return question.exec();
}

bool FileActions::mayDiscard(const Then& later) {
    if (asking_)
        return false; // the question that is open comes first
    if (!mayDropCostlyResult(later))
        return false;
    if (!bench_.unsaved() || bench_.costlyResultOfOtherSettings())
        return true; // of the latter the user knows by now
    const bool training = bench_.driver().active();
    const int answer = ask(
        tr("Save %1 first?").arg(bench_.displayName()),
        training
            ? tr("A run is in training. It will be stopped, and what it has learned so far is lost unless "
                 "you save it.")
            : tr("There are changes or results that no file holds. They are lost unless you save them."));
    if (answer == QMessageBox::Discard)
        return true;
    if (answer != QMessageBox::Save)
        return false;
    // The place first: who gives up here wants the run to go on.
    const bool run = bench_.wouldSaveRun();
    if (const QString path = place_.forSaving(run); !path.isEmpty())
        stopAndSave(path, run, [this, later] { // a run of other settings may be left
            if (mayDiscard(later))
                later();
        });
    return false;
}

bool FileActions::mayDropCostlyResult(const Then& later) {
    if (!bench_.costlyResultOfOtherSettings())
        return true;
    const int answer =
        ask(tr("Save the run on screen first?"),
            tr("It took %1 of training, no file holds it, and the settings have been changed since: saving "
               "the experiment will not save it.")
                .arg(timeText(bench_.secondsUnsaved())));
    if (answer != QMessageBox::Save)
        return answer == QMessageBox::Discard;
    if (const QString path = place_.asked(true); !path.isEmpty())
        bench_.saveResult(path, [this, later](bool good) {
            if (good && mayDiscard(later))
                later();
        });
    return false;
}

bool FileActions::mayRunAgain(const Then& later) {
    const double seconds = bench_.secondsUnsaved();
    if (asking_ || seconds < bench_.costlyFrom())
        return !asking_;
    if (bench_.costlyResultOfOtherSettings())
        return mayDropCostlyResult(later);
    const bool training = bench_.driver().active();
    const int answer =
        ask(training ? tr("Save the run in training first?") : tr("Save the run on screen first?"),
            tr("It has %1 of training behind it and no file holds it. Another run takes its place.")
                .arg(timeText(seconds)));
    if (answer != QMessageBox::Save)
        return answer == QMessageBox::Discard;
    const bool run = bench_.wouldSaveRun();
    if (const QString path = run ? place_.forSaving(run) : place_.asked(true); !path.isEmpty())
        stopAndSave(path, true, later);
    return false;
}

/// A run in progress ends first; what it learned until then is saved.
void FileActions::stopAndSave(const QString& path, bool run, const Then& then) {
    const auto saved = [then](bool good) {
        if (good)
            then();
    };
    const auto save = [this, path, run, saved] {
        if (run && !bench_.wouldSaveRun())
            bench_.saveResult(path, saved); // edited while it was trained
        else
            bench_.save(path, saved);
    };
    if (!bench_.driver().active()) {
        save();
        return;
    }
    connect(&bench_.driver(), &RunDriver::ended, this, save,
            static_cast<Qt::ConnectionType>(Qt::QueuedConnection | Qt::SingleShotConnection));
    bench_.driver().stop();
}

void FileActions::askAboutHeldBack() {
    const auto take = [this] { bench_.takeHeldBack(); };
    if (mayDiscard(take))
        take();
    else if (!bench_.files().writing() && !bench_.driver().active())
        bench_.dropHeldBack();
}

void FileActions::openPath(const QString& path) {
    const auto open = [this, absolute = QFileInfo(path).absoluteFilePath()] { bench_.open(absolute); };
    if (mayDiscard(open))
        open();
}

bool FileActions::openPreset(const QString& id) {
    const Preset* preset = findPreset(id.toStdString());
    if (!preset)
        return false;
    const auto start = [this, preset] { bench_.startWith(presetConfig(*preset)); };
    if (mayDiscard(start))
        start();
    return true;
}

void FileActions::newExperiment() {
    const auto start = [this] { bench_.startWith(gradewise::newExperiment()); };
    if (mayDiscard(start))
        start();
}

void FileActions::openWithDialog() {
    if (asking_)
        return;
    const QScopedValueRollback<bool> asking(asking_, true);
    const QString path = QFileDialog::getOpenFileName(
        window_, tr("Open an experiment or a run"), lastFolder(),
        tr("Gradewise files (*.gradewise.json *.json)") + QStringLiteral(";;") + tr("All files (*)"));
    asking_ = false;
    if (!path.isEmpty())
        openPath(path);
}

void FileActions::save() {
    const bool run = bench_.wouldSaveRun() && !bench_.driver().active();
    if (const QString path = place_.forSaving(run); !path.isEmpty())
        bench_.save(path);
}

void FileActions::saveAs() {
    const bool run = bench_.wouldSaveRun() && !bench_.driver().active();
    if (const QString path = place_.asked(run); !path.isEmpty())
        bench_.save(path);
}

void FileActions::remember(const QString& path) {
    QSettings settings;
    QStringList files = recentFiles();
    files.removeAll(path);
    files.prepend(path);
    settings.setValue(recentKey, files.first(std::min(files.size(), mostRecentFiles)));
    rememberFolder(QFileInfo(path).absolutePath());
    fillRecent();
}

void FileActions::fillRecent() {
    recent_->clear();
    const QStringList files = recentFiles();
    for (const QString& path : files) {
        QString text = shownName(path) + QStringLiteral(" — ") + shownPath(QFileInfo(path).absolutePath());
        text.replace(QLatin1Char('&'), QStringLiteral("&&"));
        QAction* const action = recent_->addAction(text);
        action->setToolTip(plainTip(path)); // it would be the text, read as HTML
        connect(action, &QAction::triggered, this, [this, path] { openPath(path); });
    }
    if (files.isEmpty())
        recent_->addAction(tr("No file has been opened yet"))->setEnabled(false);
}

void FileActions::fillPresets() {
    auto* published = new QMenu(tr("&Published experiments"), presets_);
    published->setObjectName(QStringLiteral("publishedMenu"));
    for (const Preset& preset : presets()) {
        QString text = QString::fromStdString(preset.title);
        text.replace(QLatin1Char('&'), QStringLiteral("&&"));
        const QString id = QString::fromStdString(preset.id);
        QMenu* const menu = publishedOfPreset(preset.id) != nullptr ? published : presets_;
        QAction* action = menu->addAction(text);
        action->setObjectName(QStringLiteral("preset-") + id);
        connect(action, &QAction::triggered, this, [this, id] { openPreset(id); });
    }
    presets_->addSeparator();
    presets_->addMenu(published);
}

} // namespace gradewise
