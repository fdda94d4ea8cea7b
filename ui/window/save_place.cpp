#include "ui/window/save_place.h"

#include "ui/models/plain_text.h"
#include "ui/window/workbench.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>
#include <QRegularExpression>
#include <QScopedValueRollback>
#include <QSettings>

namespace gradewise {

namespace {

constexpr QLatin1String folderKey("folder");
constexpr QLatin1String suffix(".gradewise.json");

} // namespace

QString lastFolder() {
    return QSettings().value(folderKey, QDir::homePath()).toString();
}

void rememberFolder(const QString& folder) {
    QSettings().setValue(folderKey, folder);
}

SavePlace::SavePlace(const Workbench& bench, QWidget* window, bool& asking)
    : bench_(bench), window_(window), asking_(asking) {}

QString SavePlace::asked(bool run) {
    return ask(otherName(run));
}

QString SavePlace::forSaving(bool run) {
    if (asking_)
        return {};
    using Held = Workbench::Held;
    const bool other = run ? bench_.held() == Held::OpenedExperiment : bench_.held() == Held::Run;
    if (bench_.path().isEmpty() || other)
        return asked(run);
    if (!bench_.changedOnDisk())
        return bench_.path();
    QMessageBox question(window_);
    question.setObjectName(QStringLiteral("changedQuestion"));
    question.setIcon(QMessageBox::Question);
    question.setTextFormat(Qt::PlainText);
    question.setText(tr("Replace %1?").arg(bench_.displayName()));
    question.setInformativeText(
        tr("Another program has changed the file since it was opened or saved here. What that program wrote "
           "is lost if you replace it."));
    QPushButton* const replace = question.addButton(tr("Replace"), QMessageBox::DestructiveRole);
    QPushButton* const elsewhere = question.addButton(tr("Save As…"), QMessageBox::AcceptRole);
    question.addButton(QMessageBox::Cancel);
    question.setDefaultButton(elsewhere);
    {
        const QScopedValueRollback<bool> asking(asking_, true);
        question.exec();
    }
    if (question.clickedButton() == elsewhere)
        return asked(run);
    return question.clickedButton() == replace ? bench_.path() : QString();
}

/// That of the document; beside a file that holds the other kind a name of its own, since neither an
/// experiment that somebody wrote nor a run is to be overwritten by the other.
QString SavePlace::otherName(bool run) const {
    using Held = Workbench::Held;
    if (bench_.path().isEmpty()) {
        QString name = bench_.displayName();
        static const QRegularExpression forbidden(QStringLiteral("[/\\\\:*?\"<>|]+"));
        name.replace(forbidden, QStringLiteral("-"));
        return QDir(lastFolder()).filePath(name.left(80) + suffix);
    }
    const bool ownName = run ? bench_.held() == Held::Run || bench_.held() == Held::SavedExperiment
                             : bench_.held() != Held::Run;
    if (ownName)
        return bench_.path();
    QString stem = bench_.path();
    QString ending = QStringLiteral(".json");
    if (stem.endsWith(suffix, Qt::CaseInsensitive))
        ending = suffix;
    if (stem.endsWith(ending, Qt::CaseInsensitive))
        stem.chop(ending.size());
    const QString kind = run ? QStringLiteral("-run") : QStringLiteral("-experiment");
    QString free = stem + kind + ending;
    for (int number = 2; QFileInfo::exists(free) && number < 1000; ++number)
        free = stem + kind + QStringLiteral("-%1").arg(number) + ending;
    return free;
}

QString SavePlace::ask(const QString& proposed) {
    if (asking_)
        return {};
    const QScopedValueRollback<bool> asking(asking_, true);
    QString path = QFileDialog::getSaveFileName(window_, tr("Save as"), proposed,
                                                tr("Gradewise files (*.gradewise.json *.json)"));
    if (path.isEmpty())
        return {};
    if (!path.endsWith(QStringLiteral(".json"), Qt::CaseInsensitive)) {
        path += suffix;
        // The dialog asked about the name without the suffix only.
        if (QFileInfo::exists(path)) {
            QMessageBox question(QMessageBox::Question, tr("Replace the file?"),
                                 tr("%1 exists already. Replace it?").arg(shownName(path)),
                                 QMessageBox::Yes | QMessageBox::No, window_);
            question.setObjectName(QStringLiteral("replaceQuestion"));
            question.setTextFormat(Qt::PlainText);
            if (question.exec() != QMessageBox::Yes)
                return {};
        }
    }
    return path;
}

} // namespace gradewise
