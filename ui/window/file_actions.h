// New, open, save, recent files, presets, and the question before something unsaved is lost.
#pragma once

#include <QObject>
#include <QStringList>

class QAction;
class QMenu;
class QWidget;

namespace gradewise {

class Workbench;

class FileActions : public QObject {
    Q_OBJECT
public:
    FileActions(Workbench& bench, QWidget* window);

    void addTo(QMenu& menu);
    /// Opens a file after asking about what is unsaved. Returns whether it was opened.
    bool openPath(const QString& path);
    /// Starts over with a preset after asking.
    bool openPreset(const QString& id);
    /// Asks about what is unsaved; true when it may be dropped (or has been saved).
    bool mayDiscard();
    bool save();
    bool saveAs();

private:
    QAction* make(const QString& name, const QString& text, const QKeySequence& keys);
    void newExperiment();
    void openWithDialog();
    void fillRecent();
    void fillPresets();
    void remember(const QString& path);

    Workbench& bench_;
    QWidget* window_;
    QAction* new_;
    QAction* open_;
    QAction* save_;
    QAction* saveAs_;
    QMenu* recent_;
    QMenu* presets_;
};

/// The files opened or saved last, the newest first; those that no longer exist are left out.
QStringList recentFiles();

} // namespace gradewise
