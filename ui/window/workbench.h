// What the window works on: one experiment, the file it belongs to, its run. Knows no widget; the window
// asks and shows.
#pragma once

#include "core/configuration/config.h"
#include "core/record/run_record.h"
#include "core/session/work_queue.h"
#include "ui/files/file_work.h"
#include "ui/files/recovery.h"
#include "ui/models/run_model.h"
#include "ui/running/run_driver.h"

#include <functional>
#include <memory>

namespace gradewise {

class Workbench : public QObject {
    Q_OBJECT
public:
    /// Runs are kept under `place` while they go on; with an empty one they are not.
    explicit Workbench(const QString& place = {}, QObject* parent = nullptr);
    /// Waits until what is being saved is saved.
    ~Workbench() override;

    RunModel& model() { return model_; }
    RunDriver& driver() { return driver_; }
    FileWork& files() { return files_; }
    Recovery& recovery() { return recovery_; }

    const ExperimentConfig& config() const { return config_; }
    /// The file opened or saved last; empty while there is none.
    const QString& path() const { return path_; }
    /// The file's name, or the title of an experiment without a file.
    QString displayName() const;
    /// There are edits, a result, or a run in progress that no file holds.
    bool unsaved() const;

    /// Training time from which on a result is not dropped without a question where a key press would do it,
    /// seconds: what took less is sooner trained again than a question is read.
    double costlyFrom() const { return costlyFrom_; }
    void setCostlyFrom(double seconds) { costlyFrom_ = seconds; }
    /// Training time of the run on screen, or in progress, that no file holds; 0 when there is none.
    double secondsUnsaved() const;
    /// A result that took long to train is in no file, and settings other than those it was trained with.
    bool costlyResultOfOtherSettings() const;

    /// What the file of path() held when it was opened or saved last. An experiment that was opened may have
    /// been written by hand.
    enum class Held { Nothing, OpenedExperiment, SavedExperiment, Run };
    Held held() const { return held_; }
    /// Whether save() would write the run, not the experiment alone. During a run: once it is stopped.
    bool wouldSaveRun() const;
    /// Another program wrote the file since.
    bool changedOnDisk() const;

    /// Starts over with an experiment (a preset, say) that belongs to no file.
    void startWith(const ExperimentConfig& config);
    /// Starts over with a finished run that belongs to no file and need not be saved.
    bool startWith(const RunRecord& record);
    /// Starts over with an experiment and trains it at once. Nobody asked for that run: nothing of it is kept
    /// on disk, and it may be dropped without a question.
    void demonstrate(const ExperimentConfig& config);
    /// Opens an experiment or a run beside the window. opened() follows, or problem() and openFailed(), and
    /// everything is as it was; nothing follows when it is given up. What is being opened already is given
    /// up.
    void open(const QString& path);
    using Saved = std::function<void(bool good)>;
    /// Writes the run when one is shown that belongs to the settings as they are, else the experiment, beside
    /// the window and after what is being written already. `done` is called when it is written, or not.
    void save(const QString& path, Saved done = {});
    /// Writes the result on screen, whose settings may be others than config(); the document stays.
    void saveResult(const QString& path, Saved done = {});

    /// The user changed the settings (or undid it: a run that belongs to them comes back).
    void edit(const ExperimentConfig& config);

    void runOrPause();
    /// From the beginning, whatever is on.
    void runAfresh();
    /// Starts over with a run that was broken off, and goes on with it.
    void goOn(BrokenOffRun kept, std::shared_ptr<const Checkpoint> begun);
    /// One epoch; without a run one is begun, paused.
    void stepEpoch();
    /// Trains the grade that is next, or goes on with the one in training, and pauses when it has ended.
    void trainOneGrade();

    /// What was opened is held back, since there is unsaved work by now that was not there when it was asked
    /// for.
    bool holdsBack() const { return heldBack_ != nullptr; }
    /// Shows it, or forgets it.
    void takeHeldBack();
    void dropHeldBack();

signals:
    /// config() is another one than the user typed: controls show it.
    void configReplaced();
    /// Name, path or unsaved() may have changed.
    void documentChanged();
    void opened(const QString& path);
    void openFailed(const QString& path);
    /// See holdsBack().
    void heldBack();
    void problem(const QString& sentences);
    /// What problem() said no longer matters.
    void solved();

private:
    void adopt(const ExperimentConfig& config, const QString& path, Held held);
    void take(const std::shared_ptr<OpenedFile>& file);
    void showRun(RunPicture picture, const QString& path, Held held);
    void replacePicture(RunPicture picture);
    /// `kept`: on disk, so that it can be gone on with after a kill.
    bool begin(RunDriver::Begin how, bool kept = true);
    void bringBackRun();
    void previewTarget();
    void runEnded();
    void resultIsSaved();
    void tellWritten(const QString& path, const FileOutcome& outcome, const Saved& done);
    bool recordFits() const;

    Recovery recovery_;
    WorkQueue beside_; ///< destroys what is discarded; outlives the driver
    RunModel model_;
    RunDriver driver_;
    ExperimentConfig config_;
    ExperimentConfig savedConfig_;
    std::shared_ptr<const RunRecord> lastRecord_; ///< comes back when edits are undone
    std::optional<RunPicture> lastPicture_;       ///< of it, while another one is shown
    bool resultSaved_ = true;
    bool demonstrates_ = false; ///< the run is one that nobody asked for
    double costlyFrom_ = 10.0;
    QString path_;
    Held held_ = Held::Nothing;
    FileStamp stamp_;            ///< of path_
    std::uint64_t document_ = 0; ///< counts documents: what is saved late belongs to an earlier one
    std::uint64_t changes_ = 0;  ///< counts edits and runs
    std::uint64_t reading_ = 0;  ///< counts files asked for: the last one counts
    std::shared_ptr<OpenedFile> heldBack_;
    FileWork files_; ///< last: its answers speak to the above
};

} // namespace gradewise
