// What the window works on: one experiment, the file it belongs to, its run. Knows no widget; the window
// asks and shows.
#pragma once

#include "core/experiment/config.h"
#include "core/experiment/run_record.h"
#include "ui/models/run_model.h"
#include "ui/window/run_driver.h"

#include <memory>

namespace gradewise {

class Workbench : public QObject {
    Q_OBJECT
public:
    explicit Workbench(QObject* parent = nullptr);
    ~Workbench() override;

    RunModel& model() { return model_; }
    RunDriver& driver() { return driver_; }

    const ExperimentConfig& config() const { return config_; }
    /// Of the file opened or saved last; empty while there is none.
    const QString& path() const { return path_; }
    /// The file's name, or the title of an experiment without a file.
    QString displayName() const;
    /// There are edits, a result, or a run in progress that no file holds.
    bool unsaved() const;

    /// Starts over with an experiment (a preset, say) that belongs to no file.
    void startWith(const ExperimentConfig& config);
    /// Starts over with a finished run that belongs to no file and need not be saved (the first start).
    bool startWith(const RunRecord& record);
    /// Opens an experiment or a run. On failure emits problem() and leaves everything as it was.
    bool open(const QString& path);
    /// Writes the run when one is shown that belongs to the settings as they are, else the experiment.
    bool save(const QString& path);

    /// The user changed the settings (or undid it: a run that belongs to them comes back).
    void edit(const ExperimentConfig& config);

    void runOrPause();
    /// From the beginning, whatever is on.
    void runAfresh();
    /// One epoch; without a run one is begun, paused.
    void stepEpoch();

signals:
    /// config() is another one than the user typed: controls show it.
    void configReplaced();
    /// Name, path or unsaved() may have changed.
    void documentChanged();
    void opened(const QString& path);
    void problem(const QString& sentences);
    /// What problem() said no longer matters.
    void solved();

private:
    void adopt(const ExperimentConfig& config, const QString& path);
    bool show(const RunRecord& record, const QString& path);
    void warnOfChangedWeights(const RunRecord& record, const QString& name);
    void previewTarget();
    void runEnded();
    bool recordFits() const;

    RunModel model_;
    RunDriver driver_;
    ExperimentConfig config_;
    ExperimentConfig savedConfig_;
    std::shared_ptr<const RunRecord> lastRecord_; ///< comes back when edits are undone
    bool resultSaved_ = true;
    QString path_;
};

} // namespace gradewise
