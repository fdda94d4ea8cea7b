// Runs of gradewise-cli that something befalls, in a folder of their own.
#pragma once

#include "tests/cli/called.h"
#include "tests/cli/runs_of_files.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace gradewise {

class UnluckyRuns {
protected:
    static inline const QByteArray quick =
        R"({"format": "gradewise-experiment", "version": 1, "title": "test",
"target": {"kind": "gallery", "id": "sine"},
"samples": {"train": {"count": 64}, "validation": {"count": 20}, "test": {"count": 20}},
"grades": [{"hidden": [6], "solver": {"name": "gd", "learningRate": 0.01}, "stop": {"epochs": 2}, "repeat": 2}]})";

    /// A grade that ends, and one that does not.
    static inline const QByteArray endless =
        R"({"format": "gradewise-experiment", "version": 1, "title": "test",
"target": {"kind": "gallery", "id": "sine"},
"samples": {"train": {"count": 64}, "validation": {"count": 20}, "test": {"count": 20}},
"grades": [{"hidden": [6], "stop": {"epochs": 5}},
{"hidden": [6], "solver": {"name": "adam", "learningRate": 1e-9}, "stop": {"epochs": 100000000}}]})";

    void changeFolder() { folder_ = std::make_unique<QTemporaryDir>(temporaryName()); }
    QString path(const QString& name) const { return folder_->filePath(name); }

    void write(const QString& name, const QByteArray& text) const {
        QFile file(path(name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(text);
    }

    QProcessEnvironment usual() const {
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert("XDG_STATE_HOME", path("state"));
        return environment;
    }

    CliOutcome start(const QStringList& command) const { return start(command, usual()); }
    static CliOutcome start(const QStringList& command, const QProcessEnvironment& environment) {
        QProcess process;
        process.setProcessEnvironment(environment);
        process.start(GRADEWISE_CLI, command);
        process.waitForFinished(120'000);
        return {process.exitCode(), process.exitStatus() == QProcess::CrashExit,
                process.readAllStandardOutput(), process.readAllStandardError()};
    }

    /// Starts a run of two grades, of which the second has no end; true once it is there.
    bool reachesGradeTwo(QProcess& process) const {
        write("endless.json", endless);
        process.start(GRADEWISE_CLI,
                      {"run", path("endless.json"), "--out", path("out"), "--progress", "json"});
        while (!process.readAllStandardOutput().contains("\"grade\": 2"))
            if (!process.waitForReadyRead(60'000))
                return false;
        return true;
    }

    /// A run of two grades, killed in the second.
    void breakOff() const {
        QProcess process;
        QVERIFY(reachesGradeTwo(process));
        process.kill();
        process.waitForFinished();
        QVERIFY(QFile::exists(path("out/checkpoint/grades")));
    }

private:
    std::unique_ptr<QTemporaryDir> folder_;
};

} // namespace gradewise
