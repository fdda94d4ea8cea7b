// What tests of the window share: small experiments, files, and settings of their own.
#pragma once

#include "core/experiment/json.h"

#include <QCoreApplication>
#include <QSettings>
#include <QString>
#include <QTemporaryDir>

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

inline QString written(const QTemporaryDir& folder, const QString& name, const std::string& text) {
    const QString path = folder.filePath(name);
    writeFile(path.toStdString(), text);
    return path;
}

} // namespace gradewise
