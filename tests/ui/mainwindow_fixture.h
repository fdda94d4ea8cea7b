// A main window with settings of its own, and how a person works in it.
#pragma once

#include "tests/ui/window/window_fixture.h"
#include "ui/mainwindow.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/message_bar.h"
#include "ui/window/file_actions.h"
#include "ui/window/panel_area.h"

#include <QAbstractButton>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QDialog>
#include <QDropEvent>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QSettings>
#include <QSlider>
#include <QTimer>
#include <QToolBar>
#include <QToolButton>
#include <QWidgetAction>

#include <sys/stat.h>

namespace gradewise::mainwindow_fixture {

using State = RunDriver::State;

/// Answers the next file dialog: with a path, or empty by giving up; counts the dialogs.
class Choose : public QObject {
public:
    inline explicit Choose(const QString& path) {
        connect(&timer_, &QTimer::timeout, this, [this, path] {
            auto* dialog = qobject_cast<QFileDialog*>(QApplication::activeModalWidget());
            if (!dialog)
                return;
            ++asked;
            proposed = dialog->selectedFiles().value(0);
            if (path.isEmpty())
                return dialog->reject();
            dialog->selectFile(path);
            dialog->findChild<QLineEdit*>()->setText(path);
            static_cast<QDialog*>(dialog)->accept();
        });
        timer_.start(5);
    }
    int asked = 0;
    QString proposed;

private:
    QTimer timer_;
};

inline bool holdsRun(const QString& path) {
    const auto read = readDocument(readFile(path.toStdString()));
    return std::holds_alternative<RunRecord>(std::get<Document>(read));
}

inline void trigger(MainWindow& window, const char* action) {
    window.findChild<QAction*>(QString::fromLatin1(action))->trigger();
}

/// As long as nobody chose another panel for that place.
inline bool isBehindTheNetwork(PanelKind kind) {
    return kind == PanelKind::Audit || kind == PanelKind::Spectrum;
}

inline QString textOf(MainWindow& window, const char* label) {
    return window.findChild<QLabel*>(QString::fromLatin1(label))->text();
}

inline QString message(MainWindow& window) {
    return window.findChild<MessageBar*>(QStringLiteral("messageBar"))->text();
}

inline void drop(MainWindow& window, const QStringList& files) {
    QMimeData data;
    QList<QUrl> urls;
    for (const QString& file : files)
        urls << QUrl::fromLocalFile(file);
    data.setUrls(urls);
    QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    enter.ignore();
    QApplication::sendEvent(&window, &enter);
    if (!enter.isAccepted())
        return;
    QDropEvent event(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &event);
}

/// Tests of the main window derive from it; their init() calls begin().
class MainWindowTest : public QObject {
protected:
    void begin() {
        settings_ = std::make_unique<OwnSettings>();
        QSettings().setValue(QStringLiteral("tempo/watch"), false); // tests do not wait for the eye
        folder_ = std::make_unique<QTemporaryDir>();
        openWindow();
    }

    void openWindow() {
        window_ = std::make_unique<MainWindow>();
        window_->show();
        QVERIFY(QTest::qWaitForWindowExposed(window_.get()));
    }
    /// Whether that file, or preset, is what the window works on afterwards.
    bool open(const QString& argument) {
        QSignalSpy replaced(&bench(), &Workbench::configReplaced);
        window_->openArgument(argument);
        return filesDone(bench()) && replaced.count() == 1;
    }
    void openEndless() {
        const QString path =
            written(*folder_, QStringLiteral("endless.json"), writeExperiment(endlessExperiment()));
        QVERIFY(open(path));
    }
    QString small() const {
        return written(*folder_, QStringLiteral("small.gradewise.json"), writeExperiment(smallExperiment()));
    }
    Workbench& bench() { return window_->workbench(); }

    std::unique_ptr<OwnSettings> settings_;
    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<MainWindow> window_;
};

} // namespace gradewise::mainwindow_fixture
