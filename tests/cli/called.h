// Calls gradewise-cli and reads what comes out.
#pragma once

#include "core/record/json.h"

#include <QByteArray>
#include <QFile>
#include <QList>
#include <QProcess>
#include <QStringList>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace gradewise {

struct CliOutcome {
    int code = -1;
    bool crashed = false;
    QByteArray out;
    QByteArray error;
};

inline CliOutcome cli(const QStringList& arguments, const QByteArray& input = {}) {
    QProcess process;
    process.start(GRADEWISE_CLI, arguments);
    if (!process.waitForStarted())
        qFatal("cannot start %s", GRADEWISE_CLI);
    process.write(input);
    process.closeWriteChannel();
    process.waitForFinished(120000);
    return {process.exitCode(), process.exitStatus() == QProcess::CrashExit, process.readAllStandardOutput(),
            process.readAllStandardError()};
}

inline QByteArray experiment(const QByteArray& target, const QByteArray& grade, const QByteArray& more = {}) {
    return R"({"format": "gradewise-experiment", "version": 1, "title": "test", "target": )" + target +
           R"(, "samples": {"train": {"count": 64}, "validation": {"count": 20}, "test": {"count": 20}}, "grades": [)" +
           grade + "]" + more + "}";
}

inline const QByteArray sine = R"({"kind": "gallery", "id": "sine"})";
inline const QByteArray plane =
    R"({"kind": "formula", "formula": "sin(3*x)*y", "domain": [[0, 1], [-1, 1]]})";
inline const QByteArray quick =
    R"({"hidden": [6], "solver": {"name": "adam", "learningRate": 0.01, "batchSize": 16}, "stop": {"epochs": 5}, "repeat": 2})";
inline const QByteArray endless = R"({"hidden": [6], "stop": {"epochs": 100000000}})";
// One step of that size leaves the range of a double.
inline const QByteArray wild =
    R"({"hidden": [6], "solver": {"name": "gd", "learningRate": 1e200}, "stop": {"epochs": 100}})";

inline QList<QByteArray> lines(const QString& file) {
    QFile opened(file);
    if (!opened.open(QIODevice::ReadOnly))
        return {};
    QList<QByteArray> all = opened.readAll().split('\n');
    if (!all.isEmpty() && all.last().isEmpty())
        all.removeLast();
    return all;
}

inline RunRecord recordOf(const QString& file) {
    auto read = readDocument(readFile(file.toStdString()));
    if (const auto* issues = std::get_if<std::vector<Issue>>(&read))
        qFatal("%s", describe(*issues).c_str());
    return std::get<RunRecord>(std::get<Document>(std::move(read)));
}

inline void startCli(QProcess& process, const QStringList& arguments, const QByteArray& input) {
    process.start(GRADEWISE_CLI, arguments);
    process.waitForStarted();
    process.write(input);
    process.closeWriteChannel();
}

/// Whether the process says that on its standard output within a minute of silence.
inline bool waitFor(QProcess& process, const QByteArray& text) {
    QByteArray seen;
    while (!seen.contains(text) && process.waitForReadyRead(60000))
        seen += process.readAllStandardOutput();
    return seen.contains(text);
}

/// A test whose runs go into a folder of their own.
class InAFolder {
protected:
    void changeFolder() { folder_ = std::make_unique<QTemporaryDir>(); }
    QString out() const { return folder_->filePath("made/by/the/run"); }
    CliOutcome run(const QByteArray& input, const QStringList& more = {}) const {
        return cli(QStringList({"run", "-", "--out", out(), "--force"}) + more, input);
    }

private:
    std::unique_ptr<QTemporaryDir> folder_;
};

} // namespace gradewise
