#include "ui/window/file_actions.h"

#include "core/experiment/presets.h"
#include "core/experiment/published.h"
#include "ui/window/workbench.h"

#include <QAction>
#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QMessageBox>
#include <QRegularExpression>
#include <QSettings>

#include <algorithm>

namespace gradewise {

namespace {

constexpr qsizetype mostRecentFiles = 10;
constexpr QLatin1String recentKey("recentFiles");
constexpr QLatin1String folderKey("folder");
constexpr QLatin1String suffix(".gradewise.json");

QString lastFolder() {
    return QSettings().value(folderKey, QDir::homePath()).toString();
}

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

bool FileActions::mayDiscard() {
    if (!bench_.unsaved())
        return true;
    QMessageBox question(window_);
    question.setObjectName(QStringLiteral("unsavedQuestion"));
    question.setIcon(QMessageBox::Question);
    question.setText(tr("Save %1 first?").arg(bench_.displayName()));
    question.setInformativeText(
        bench_.driver().active()
            ? tr("A run is in training. It will be stopped, and what it has learned so far is lost unless "
                 "you save it.")
            : tr("There are changes or results that no file holds. They are lost unless you save them."));
    question.setStandardButtons(QMessageBox::Save | QMessageBox::Discard | QMessageBox::Cancel);
    question.setDefaultButton(QMessageBox::Save);
    switch (question.exec()) {
    case QMessageBox::Save:
        bench_.driver().stopAndWait();
        return save();
    case QMessageBox::Discard:
        return true;
    default:
        return false;
    }
}

bool FileActions::openPath(const QString& path) {
    return mayDiscard() && bench_.open(QFileInfo(path).absoluteFilePath());
}

bool FileActions::openPreset(const QString& id) {
    const Preset* preset = findPreset(id.toStdString());
    if (!preset || !mayDiscard())
        return false;
    bench_.startWith(presetConfig(*preset));
    return true;
}

void FileActions::newExperiment() {
    if (mayDiscard())
        bench_.startWith(gradewise::newExperiment());
}

void FileActions::openWithDialog() {
    const QString path = QFileDialog::getOpenFileName(
        window_, tr("Open an experiment or a run"), lastFolder(),
        tr("Gradewise files (*.gradewise.json *.json)") + QStringLiteral(";;") + tr("All files (*)"));
    if (!path.isEmpty())
        openPath(path);
}

bool FileActions::save() {
    return bench_.path().isEmpty() ? saveAs() : bench_.save(bench_.path());
}

bool FileActions::saveAs() {
    QString proposed = bench_.path();
    if (proposed.isEmpty()) {
        QString name = bench_.displayName();
        static const QRegularExpression forbidden(QStringLiteral("[/\\\\:*?\"<>|]+"));
        name.replace(forbidden, QStringLiteral("-"));
        proposed = QDir(lastFolder()).filePath(name.left(80) + suffix);
    }
    QString path = QFileDialog::getSaveFileName(window_, tr("Save as"), proposed,
                                                tr("Gradewise files (*.gradewise.json)"));
    if (path.isEmpty())
        return false;
    if (!path.endsWith(QStringLiteral(".json"), Qt::CaseInsensitive)) {
        path += suffix;
        // The dialog asked about the name without the suffix only.
        if (QFileInfo::exists(path) &&
            QMessageBox::question(window_, tr("Replace the file?"),
                                  tr("%1 exists already. Replace it?").arg(QFileInfo(path).fileName())) !=
                QMessageBox::Yes)
            return false;
    }
    return bench_.save(path);
}

void FileActions::remember(const QString& path) {
    QSettings settings;
    QStringList files = recentFiles();
    files.removeAll(path);
    files.prepend(path);
    settings.setValue(recentKey, files.first(std::min(files.size(), mostRecentFiles)));
    settings.setValue(folderKey, QFileInfo(path).absolutePath());
    fillRecent();
}

void FileActions::fillRecent() {
    recent_->clear();
    const QStringList files = recentFiles();
    for (const QString& path : files) {
        QString text = QFileInfo(path).fileName() + QStringLiteral(" — ") +
                       QDir::toNativeSeparators(QFileInfo(path).absolutePath());
        text.replace(QLatin1Char('&'), QStringLiteral("&&"));
        connect(recent_->addAction(text), &QAction::triggered, this, [this, path] { openPath(path); });
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
