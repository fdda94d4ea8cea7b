// What tests of the window share: small experiments, files, and settings of their own.
#pragma once

#include "core/record/json.h"
#include "ui/window/workbench.h"

#include <QAbstractButton>
#include <QApplication>
#include <QMessageBox>
#include <QSettings>
#include <QSignalSpy>
#include <QString>
#include <QTemporaryDir>
#include <QTest>
#include <QTimer>

namespace gradewise {

/// Settings that start empty and touch no file of the user's.
class OwnSettings {
public:
    OwnSettings() {
        QCoreApplication::setOrganizationName(QStringLiteral("GradewiseTest"));
        QCoreApplication::setApplicationName(QStringLiteral("gradewise-test"));
        QSettings::setDefaultFormat(QSettings::IniFormat);
        QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, folder_.path());
        QSettings().clear();
        qputenv("XDG_STATE_HOME", folder_.path().toUtf8());
    }

private:
    QTemporaryDir folder_;
};

inline ExperimentConfig experimentOf(Index epochs, Index grades = 2) {
    ExperimentConfig config;
    config.title = "Small";
    config.target.kind = TargetConfig::Kind::Formula;
    config.target.id.clear(); // as a file would say it
    config.target.formulas = {"sin(6*x)"};
    config.target.domain = {{0.0, 1.0}};
    config.samples.train.count = 64;
    config.samples.validation.count = 16;
    config.samples.test.count = 16;
    GradeConfig grade;
    grade.hidden = {6};
    grade.stop.epochs = epochs;
    grade.repeat = grades;
    config.grades = {grade};
    return config;
}

/// Ends within a frame or two.
inline ExperimentConfig smallExperiment() {
    return experimentOf(5);
}

/// More epochs than any test waits for, and few enough that their history fits into memory.
inline constexpr Index endlessEpochs = 20'000'000;

/// Ends only when it is stopped.
inline ExperimentConfig endlessExperiment() {
    return experimentOf(endlessEpochs);
}

/// Until no file is read or written any more. Under sanitizers and on a busy machine that takes long.
inline bool filesDone(Workbench& bench) {
    return QTest::qWaitFor([&bench] { return !bench.files().busy(); }, 60'000);
}
/// Whether the file was opened.
inline bool openNow(Workbench& bench, const QString& path) {
    const QSignalSpy opened(&bench, &Workbench::opened);
    bench.open(path);
    return filesDone(bench) && opened.count() == 1;
}
/// Whether the document was written.
inline bool saveNow(Workbench& bench, const QString& path) {
    bool written = false;
    bench.save(path, [&written](bool good) { written = good; });
    return filesDone(bench) && written;
}

/// Presses a button of a question as soon as it appears, and counts the questions.
class Answer : public QObject {
public:
    explicit Answer(QMessageBox::StandardButton button)
        : Answer([button](QMessageBox& question) { return question.button(button); }) {}
    /// The button with that text.
    explicit Answer(const QString& text)
        : Answer([text](QMessageBox& question) {
              QAbstractButton* found = nullptr;
              for (QAbstractButton* button : question.buttons())
                  if (button->text().remove(QLatin1Char('&')) == text)
                      found = button;
              return found;
          }) {}
    int asked = 0;
    QStringList questions; ///< what was asked

private:
    explicit Answer(std::function<QAbstractButton*(QMessageBox&)> choose) {
        connect(&timer_, &QTimer::timeout, this, [this, choose = std::move(choose)] {
            auto* question = qobject_cast<QMessageBox*>(QApplication::activeModalWidget());
            QAbstractButton* button = question ? choose(*question) : nullptr;
            if (!button)
                return;
            ++asked;
            questions << question->text() + QLatin1Char(' ') + question->informativeText();
            button->click();
        });
        timer_.start(5);
    }
    QTimer timer_;
};

inline QString written(const QTemporaryDir& folder, const QString& name, const std::string& text) {
    const QString path = folder.filePath(name);
    writeFile(path.toStdString(), text);
    return path;
}

} // namespace gradewise
