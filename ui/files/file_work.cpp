#include "ui/files/file_work.h"

#include "core/record/json.h"
#include "ui/models/plain_text.h"
#include "ui/models/problem_text.h"

#include <QFileInfo>

#include <algorithm>
#include <exception>
#include <filesystem>
#include <utility>

namespace gradewise {

namespace {

std::filesystem::path filePath(const QString& path) {
    return {path.toStdU16String()};
}

QString nameOf(const QString& path) {
    return shownName(path);
}

/// Shares of the time that it takes until a run is on screen.
constexpr double shareOfText = 0.05;
constexpr double shareOfReading = 0.8;

/// Throws what is wrong with the file.
std::shared_ptr<OpenedFile> openedFile(const QString& path, const Watch& watch) {
    watch(0.0);
    auto opened = std::make_shared<OpenedFile>();
    opened->path = path;
    opened->stamp = stampOf(path);
    const std::string text = readFile(filePath(path));
    watch(shareOfText);
    auto result = readDocument(text, part(watch, shareOfText, shareOfReading));
    if (const auto* issues = std::get_if<std::vector<Issue>>(&result))
        throw FileError(FileWork::tr("%1 cannot be opened.").arg(nameOf(path)).toStdString() + '\n' +
                        describe(*issues));
    watch(shareOfReading);
    auto& document = std::get<Document>(result);
    if (auto* record = std::get_if<RunRecord>(&document)) {
        try {
            opened->run = RunPicture::of(std::make_shared<const RunRecord>(std::move(*record)));
        } catch (const std::invalid_argument& error) {
            throw FileError(FileWork::tr("%1: the run cannot be shown. %2")
                                .arg(nameOf(path), QString::fromUtf8(error.what()))
                                .toStdString());
        }
    } else {
        opened->experiment = std::get<Experiment>(document).config();
    }
    watch(1.0);
    return opened;
}

/// Does the work; exceptions end here and become a sentence.
template <class Work>
FileOutcome outcomeOf(const Work& work) {
    FileOutcome outcome;
    try {
        work();
    } catch (const GivenUp&) {
        outcome.givenUp = true;
    } catch (const std::exception& error) {
        outcome.problem = problemText(error);
    }
    return outcome;
}

} // namespace

FileStamp stampOf(const QString& path) {
    const QFileInfo info(path);
    return info.exists() ? FileStamp{info.size(), info.lastModified()} : FileStamp();
}

FileWork::FileWork(QObject* parent) : QObject(parent) {}

FileWork::~FileWork() {
    cancelReading();
}

void FileWork::read(const QString& path, Read done) {
    add(tr("Opening %1").arg(nameOf(path)), false,
        [this, path, done = std::move(done)](WorkProgress& progress) {
            std::shared_ptr<OpenedFile> opened;
            const FileOutcome outcome = outcomeOf(
                [&] { opened = openedFile(path, [&progress](double share) { progress.reached(share); }); });
            answer([done, outcome, opened = std::move(opened)] { done(outcome, opened); });
        });
}

void FileWork::readKept(const QString& folder, Kept done) {
    add(tr("Looking at a run that was broken off"), false,
        [this, folder, done = std::move(done)](WorkProgress&) {
            std::shared_ptr<const Checkpoint> begun;
            const FileOutcome outcome = outcomeOf(
                [&] { begun = std::make_shared<const Checkpoint>(readCheckpoint(filePath(folder))); });
            answer([done, outcome, begun = std::move(begun)] { done(outcome, begun); });
        });
}

void FileWork::write(const QString& path, std::shared_ptr<const RunRecord> run, Written done) {
    write(
        path, [run = std::move(run)](const Watch& watch) { return writeRun(*run, watch); }, std::move(done));
}

void FileWork::write(const QString& path, const ExperimentConfig& experiment, Written done) {
    write(
        path, [experiment](const Watch&) { return writeExperiment(experiment); }, std::move(done));
}

void FileWork::write(const QString& path, Text text, Written done) {
    add(tr("Saving %1").arg(nameOf(path)), true,
        [this, path, text = std::move(text), done = std::move(done)](WorkProgress& progress) {
            FileOutcome outcome = outcomeOf([&] {
                const Watch watch = [&progress](double share) { progress.reached(share); };
                watch(0.0);
                const std::string written = text(part(watch, 0.0, 0.9));
                watch(0.9);
                writeFile(filePath(path), written);
            });
            outcome.stamp = stampOf(path);
            answer([done, outcome] { done(outcome); });
        });
}

void FileWork::add(const QString& words, bool writes, WorkQueue::Work work) {
    // Before the work begins, so that no answer can come earlier.
    pieces_.push_back({words, writes, nullptr});
    pieces_.back().progress = queue_.add(std::move(work));
    emit changed();
}

void FileWork::answer(std::function<void()> done) {
    QMetaObject::invokeMethod(
        this,
        [this, done = std::move(done)] {
            pieces_.pop_front();
            done();
            emit changed();
        },
        Qt::QueuedConnection);
}

bool FileWork::writing() const {
    return std::ranges::any_of(pieces_, &Piece::writes);
}

QString FileWork::words() const {
    return pieces_.empty() ? QString() : pieces_.front().words;
}

double FileWork::share() const {
    return pieces_.empty() ? 0.0 : pieces_.front().progress->share();
}

void FileWork::cancel() {
    if (!pieces_.empty())
        pieces_.front().progress->cancel();
}

void FileWork::cancelReading() {
    for (const Piece& piece : pieces_)
        if (!piece.writes)
            piece.progress->cancel();
}

} // namespace gradewise
