// Runs that are kept on disk while they go on, so that a window that is killed loses seconds of them. Each
// program has a folder of its own under the user's state folder, locked while it lives; a folder that nobody
// holds is of one that was killed.
#pragma once

#include "core/checkpoint/checkpoint.h"
#include "core/session/session.h"
#include "core/session/work_queue.h"

#include <QLockFile>
#include <QString>
#include <QStringList>

#include <memory>
#include <optional>

namespace gradewise {

/// In the user's state folder; empty where there is none.
QString unfinishedRunsFolder();

/// The folder of a run that nobody trains any more, held until it is let go of.
struct BrokenOffRun {
    QString folder; ///< of the checkpoint
    std::unique_ptr<QLockFile> lock;
};

class Recovery {
public:
    /// Seconds between two states of a grade that descends.
    static constexpr double usualSeconds = 10.0;

    /// With an empty place nothing is kept. `beside` removes files, and is destroyed before the recovery.
    Recovery(QString place, WorkQueue& beside);
    /// The program ends as it should: nothing of its own stays.
    ~Recovery();
    Recovery(const Recovery&) = delete;
    Recovery& operator=(const Recovery&) = delete;

    void setSeconds(double seconds) { seconds_ = seconds; }
    /// Where the next run is kept; what was kept of the one before goes. Nothing where nothing can be.
    std::optional<RunKeeping> next();
    /// The run there is gone on with from here on.
    RunKeeping goOn(BrokenOffRun kept, std::shared_ptr<const Checkpoint> begun);
    /// What is kept is in a file by now, or is not wanted.
    void forget();

    /// Folders of runs that were broken off, the newest first, each locked for the caller.
    std::vector<BrokenOffRun> brokenOff() const;
    /// Removes one of them.
    void remove(BrokenOffRun kept);

private:
    bool haveOwnFolder();
    void removeLater(const QString& folder, std::shared_ptr<QLockFile> lock = nullptr);

    QString place_;
    WorkQueue& beside_;
    double seconds_ = usualSeconds;
    QString own_; ///< folder of this program; empty until it keeps something
    std::unique_ptr<QLockFile> lock_;
    QString present_;                        ///< folder of the run that is kept now; empty: none
    std::shared_ptr<QLockFile> presentLock_; ///< of one that another program began
    int runs_ = 0;
};

} // namespace gradewise
