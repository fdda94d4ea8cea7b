// The window: puts the parts together and connects them; what they do is theirs.
#pragma once

#include "ui/running/frame_scheduler.h"
#include "ui/theme.h"
#include "ui/window/workbench.h"

#include <QMainWindow>

class QMenu;
class QToolBar;

namespace gradewise {

class ElidedLabel;
class ExperimentForm;
class ExportActions;
class FileActions;
class HelpActions;
class MessageBar;
class PanelArea;
class PublishedAction;
class RecoveryOffer;
class RunControls;
class StatusLine;
class StudyActions;
class ViewActions;

class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    explicit MainWindow(QWidget* parent = nullptr);
    ~MainWindow() override;

    /// Shows the finished run that ships with the program.
    void showFirstRun();
    /// What the program begins with: that file or preset; without one, or where it cannot be opened, the
    /// first run.
    void begin(const QString& fileOrPreset);
    /// Opens a file beside the window, or a preset by its name.
    void openArgument(const QString& fileOrPreset);
    /// Shows a sentence on something that went wrong.
    void say(const QString& sentence);
    Workbench& workbench() { return bench_; }

protected:
    bool event(QEvent* event) override;
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void buildCentre();
    void buildMenus();
    void buildToolBar();
    void connectParts();
    void scheduleViews();
    void setTheme(ThemeChoice choice);
    void showDocument();
    void remarkProblems();
    void keepShowingSomething();
    bool mayClose();
    void closeLater();
    void copyFromFocus();
    void restoreLayout();
    void saveLayout() const;

    Workbench bench_;
    FrameScheduler frames_;
    const Theme* theme_ = nullptr;
    ExperimentForm* form_;
    PanelArea* area_ = nullptr;
    MessageBar* message_ = nullptr;
    MessageBar* question_ = nullptr; ///< apart from the messages: none may take its place
    bool beginning_ = false;         ///< the file that the program was started with is being opened
    bool closing_ = false;           ///< as soon as what is being saved is saved
    StatusLine* status_ = nullptr;
    ElidedLabel* document_ = nullptr;
    RunControls* run_ = nullptr;
    StudyActions* studies_ = nullptr;
    PublishedAction* published_ = nullptr;
    FileActions* file_ = nullptr;
    ExportActions* export_ = nullptr;
    RecoveryOffer* recovery_ = nullptr;
    ViewActions* view_ = nullptr;
    HelpActions* help_ = nullptr;
};

} // namespace gradewise
