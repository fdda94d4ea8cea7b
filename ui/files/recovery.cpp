#include "ui/files/recovery.h"

#include "core/files/files.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <filesystem>
#include <utility>

namespace gradewise {

namespace {

std::filesystem::path pathOf(const QString& folder) {
    return {folder.toStdU16String()};
}

/// A file that somebody else put there stays, and so does the folder then.
void removeRun(const QString& folder) {
    for (const QString& part : QDir(folder).entryList({QStringLiteral("*.part")}, QDir::Files))
        QFile::remove(QDir(folder).filePath(part)); // a kill in the middle of writing left it
    static_cast<void>(removeCheckpoint(pathOf(folder)));
    QDir(QFileInfo(folder).absolutePath()).rmdir(QFileInfo(folder).fileName());
}

/// All that a program left that is gone.
void removeProgram(const QString& folder, std::shared_ptr<QLockFile>& lock) {
    for (const QFileInfo& run : QDir(folder).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot))
        removeRun(run.absoluteFilePath());
    lock.reset(); // removes its file
    QDir(QFileInfo(folder).absolutePath()).rmdir(QFileInfo(folder).fileName());
}

std::unique_ptr<QLockFile> lockOf(const QString& folder) {
    auto lock = std::make_unique<QLockFile>(QDir(folder).filePath(QStringLiteral("lock")));
    lock->setStaleLockTime(0); // a run may be paused for days: only whether its program lives counts
    return lock;
}

} // namespace

QString unfinishedRunsFolder() {
    const std::filesystem::path state = stateFolder();
    return state.empty() ? QString() : QString::fromStdString((state / "runs").string());
}

Recovery::Recovery(QString place, WorkQueue& beside) : place_(std::move(place)), beside_(beside) {}

Recovery::~Recovery() {
    if (presentLock_)
        removeProgram(QFileInfo(present_).absolutePath(), presentLock_);
    if (std::shared_ptr<QLockFile> lock = std::move(lock_))
        removeProgram(own_, lock);
}

bool Recovery::haveOwnFolder() {
    if (!own_.isEmpty() && QDir(own_).exists())
        return true;
    if (place_.isEmpty())
        return false;
    const QString name = QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-HHmmss-")) +
                         QString::number(QCoreApplication::applicationPid());
    for (int window = 1; window < 100; ++window) { // of one program there may be several
        own_ = QDir(place_).filePath(window == 1 ? name : name + QStringLiteral("-%1").arg(window));
        if (!QDir().mkpath(own_))
            break;
        lock_ = lockOf(own_);
        if (lock_->tryLock(0))
            return true;
    }
    own_.clear();
    lock_.reset();
    return false;
}

std::optional<RunKeeping> Recovery::next() {
    forget();
    if (!haveOwnFolder())
        return std::nullopt;
    present_ = QDir(own_).filePath(QString::number(++runs_));
    return RunKeeping{pathOf(present_), seconds_, nullptr};
}

RunKeeping Recovery::goOn(BrokenOffRun kept, std::shared_ptr<const Checkpoint> begun) {
    forget();
    present_ = kept.folder;
    presentLock_ = std::move(kept.lock);
    return {pathOf(present_), seconds_, std::move(begun)};
}

void Recovery::forget() {
    if (!present_.isEmpty())
        removeLater(std::exchange(present_, QString()), std::exchange(presentLock_, nullptr));
}

void Recovery::remove(BrokenOffRun kept) {
    removeLater(kept.folder, std::move(kept.lock));
}

/// Behind the thread of a run that was dropped just now: until that has ended it may still write there.
void Recovery::removeLater(const QString& folder, std::shared_ptr<QLockFile> lock) {
    beside_.add([folder, lock = std::move(lock)](WorkProgress&) mutable {
        if (lock)
            removeProgram(QFileInfo(folder).absolutePath(), lock);
        else
            removeRun(folder);
    });
}

std::vector<BrokenOffRun> Recovery::brokenOff() const {
    std::vector<BrokenOffRun> runs;
    if (place_.isEmpty())
        return runs;
    const QFileInfoList programs = QDir(place_).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    for (auto program = programs.crbegin(); program != programs.crend(); ++program) {
        const QString folder = program->absoluteFilePath();
        if (folder == own_)
            continue;
        auto lock = lockOf(folder);
        if (!lock->tryLock(0))
            continue; // it lives
        QString kept;
        for (const QFileInfo& run : QDir(folder).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Time))
            if (kept.isEmpty() && holdsCheckpoint(pathOf(run.absoluteFilePath())))
                kept = run.absoluteFilePath();
        if (!kept.isEmpty()) {
            runs.push_back({kept, std::move(lock)});
        } else { // it was killed before anything was kept
            lock.reset();
            QDir(place_).rmdir(program->fileName());
        }
    }
    return runs;
}

} // namespace gradewise
