// New, open, save, recent files, presets, and the questions before something unsaved is lost.
#pragma once

#include "ui/window/save_place.h"

#include <QObject>
#include <QStringList>

#include <functional>

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
    /// Opens a file after asking about what is unsaved.
    void openPath(const QString& path);
    /// Starts over with a preset after asking. False when there is none of that name.
    bool openPreset(const QString& id);

    using Then = std::function<void()>;
    /// Asks about what is unsaved. True when it may be dropped at once. Where the user wants it saved first,
    /// `later` is called once it is; where it is not, or the question was cancelled, nothing is, and a run
    /// in progress goes on.
    bool mayDiscard(const Then& later);
    /// The same before another run takes the place of one on screen that took long to train and is in no
    /// file.
    bool mayRunAgain(const Then& later);
    void save();
    void saveAs();

private:
    QAction* make(const QString& name, const QString& text, const QKeySequence& keys);
    void newExperiment();
    void openWithDialog();
    void fillRecent();
    void fillPresets();
    void remember(const QString& path);
    void askAboutHeldBack();
    bool mayDropCostlyResult(const Then& later);
    int ask(const QString& text, const QString& explanation);
    void stopAndSave(const QString& path, bool run, const Then& then);

    Workbench& bench_;
    QWidget* window_;
    SavePlace place_;
    QAction* new_;
    QAction* open_;
    QAction* save_;
    QAction* saveAs_;
    QMenu* recent_;
    QMenu* presets_;
    bool asking_ = false; ///< a question or a file dialog is open
};

/// The files opened or saved last, the newest first; those that no longer exist are left out.
QStringList recentFiles();

} // namespace gradewise
