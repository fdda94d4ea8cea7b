// What a folder of results must be whatever happened to the program that wrote into it.
#pragma once

#include "core/checkpoint/checkpoint.h"
#include "core/record/json.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>

#include <filesystem>
#include <optional>
#include <string>
#include <variant>

namespace gradewise {

/// Where there is one, a place that is no disk: what is waited for is then there at once.
inline QString temporaryName() {
    const QString memory = QStringLiteral("/dev/shm");
    return (QFileInfo(memory).isWritable() ? memory : QDir::tempPath()) + QStringLiteral("/gradewise-XXXXXX");
}

/// A run file without what a clock says.
inline std::string withoutSeconds(RunRecord run) {
    run.seconds = 0.0;
    for (GradeRecord& grade : run.grades)
        grade.seconds = 0.0;
    for (HistoryPoint& point : run.history)
        point.seconds = 0.0;
    return writeRun(run);
}

/// The run in that folder, if there is one; fails the program where it cannot be read.
inline std::optional<RunRecord> runIn(const std::filesystem::path& folder) {
    if (!std::filesystem::exists(folder / "run.json"))
        return std::nullopt;
    auto read = readDocument(readFile(folder / "run.json"));
    if (const auto* issues = std::get_if<std::vector<Issue>>(&read))
        qFatal("%s: %s", (folder / "run.json").c_str(), describe(*issues).c_str());
    return std::get<RunRecord>(std::get<Document>(std::move(read)));
}

/// Why a file in that folder or below is not whole; empty where all are.
inline QString notWhole(const std::filesystem::path& folder) {
    QDirIterator files(QString::fromStdString(folder.string()), QDir::Files | QDir::Hidden,
                       QDirIterator::Subdirectories);
    while (files.hasNext()) {
        const std::filesystem::path file = files.next().toStdString();
        if (file.extension() == ".csv" && !readFile(file).ends_with('\n'))
            return QString::fromStdString(file.string());
    }
    runIn(folder);
    if (!holdsCheckpoint(folder / "checkpoint"))
        return {};
    try {
        readCheckpoint(folder / "checkpoint");
    } catch (const FileError& error) {
        return QString::fromUtf8(error.what());
    }
    return {};
}

} // namespace gradewise
