// Experiments and runs read and written beside the window, one file after another. Lives on the window's
// thread, and so do its answers; the work itself never does.
#pragma once

#include "core/checkpoint/checkpoint.h"
#include "core/files/watch.h"
#include "core/session/work_queue.h"
#include "ui/models/run_picture.h"

#include <QDateTime>
#include <QObject>
#include <QString>

#include <deque>
#include <functional>
#include <memory>
#include <optional>

namespace gradewise {

/// By which a file that another program wrote meanwhile is recognised.
struct FileStamp {
    qint64 size = -1; ///< bytes; -1: there is no such file
    QDateTime modified;
    bool operator==(const FileStamp&) const = default;
};
FileStamp stampOf(const QString& path);

/// What was in a file, ready to be shown.
struct OpenedFile {
    QString path;
    FileStamp stamp;
    std::optional<ExperimentConfig> experiment; ///< or
    std::optional<RunPicture> run;              ///< with its record
};

/// How a piece of work ended: well, with a sentence on what is wrong, or given up.
struct FileOutcome {
    QString problem;
    bool givenUp = false;
    FileStamp stamp; ///< of what was written
    bool good() const { return problem.isEmpty() && !givenUp; }
};

class FileWork : public QObject {
    Q_OBJECT
public:
    explicit FileWork(QObject* parent = nullptr);
    /// What is to be written is written, and waited for; what is being read is given up.
    ~FileWork() override;

    using Read = std::function<void(const FileOutcome& outcome, std::shared_ptr<OpenedFile> file)>;
    using Written = std::function<void(const FileOutcome& outcome)>;
    /// Reads a file and evaluates the run in it, if it is one. `done` is called on the window's thread.
    void read(const QString& path, Read done);
    using Kept = std::function<void(const FileOutcome& outcome, std::shared_ptr<const Checkpoint> begun)>;
    /// Reads what is kept of a run that was broken off.
    void readKept(const QString& folder, Kept done);
    void write(const QString& path, std::shared_ptr<const RunRecord> run, Written done);
    void write(const QString& path, const ExperimentConfig& experiment, Written done);

    /// Something is being read or written, or waits for it.
    bool busy() const { return !pieces_.empty(); }
    bool writing() const; ///< the same of what is written
    /// "Saving a.json" of the piece at work; empty when there is none.
    QString words() const;
    double share() const; ///< done of it, from 0 to 1
    /// Gives up the piece at work. A file that was being written stays as it was.
    void cancel();
    void cancelReading();

signals:
    /// busy(), writing() or words() are others.
    void changed();

private:
    struct Piece {
        QString words;
        bool writes = false;
        std::shared_ptr<WorkProgress> progress;
    };
    using Text = std::function<std::string(const Watch& watch)>;
    void write(const QString& path, Text text, Written done);
    void add(const QString& words, bool writes, WorkQueue::Work work);
    /// Answers on the window's thread, when the piece at work is done.
    void answer(std::function<void()> done);

    std::deque<Piece> pieces_;
    WorkQueue queue_; ///< last: its thread answers to the above
};

} // namespace gradewise
