// Where the document is saved, with the questions that this takes.
#pragma once

#include <QCoreApplication>
#include <QString>

class QWidget;

namespace gradewise {

class Workbench;

/// The folder that files were last opened from or saved in.
QString lastFolder();
void rememberFolder(const QString& folder);

class SavePlace {
    Q_DECLARE_TR_FUNCTIONS(SavePlace)
public:
    /// `asking` is true while a question or a file dialog is open; none is opened then.
    SavePlace(const Workbench& bench, QWidget* window, bool& asking);

    /// Where the run, or the experiment, goes without more ado: the document's own file where it holds that
    /// kind and nobody else has changed it. Empty when the user gave up.
    QString forSaving(bool run);
    /// Where the user wants it; empty when the user gave up.
    QString asked(bool run);

private:
    QString otherName(bool run) const;
    QString ask(const QString& proposed);

    const Workbench& bench_;
    QWidget* window_;
    bool& asking_;
};

} // namespace gradewise
