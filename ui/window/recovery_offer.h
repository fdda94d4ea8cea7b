// At the start: offers to go on with runs that were broken off, one after the other.
#pragma once

#include "ui/files/recovery.h"

#include <QObject>

#include <memory>
#include <vector>

namespace gradewise {

class FileActions;
class MessageBar;
class Workbench;

class RecoveryOffer : public QObject {
    Q_OBJECT
public:
    RecoveryOffer(Workbench& bench, FileActions& file, MessageBar& question, QObject* parent);

    /// Looks for them, beside the window.
    void look();

private:
    void offerNext();
    void ask(const std::shared_ptr<BrokenOffRun>& kept, const std::shared_ptr<const Checkpoint>& begun);
    void goOn(const std::shared_ptr<BrokenOffRun>& kept, const std::shared_ptr<const Checkpoint>& begun);

    Workbench& bench_;
    FileActions& file_;
    MessageBar& question_;
    std::vector<BrokenOffRun> runs_; ///< not yet offered
};

} // namespace gradewise
