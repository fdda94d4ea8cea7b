// The left column: target, grades, samples, stop rules, seed. Form ⇄ ExperimentConfig, both ways, exactly.
#pragma once

#include "core/configuration/config.h"
#include "ui/theme.h"

#include <QWidget>

#include <memory>

class QUndoStack;

namespace gradewise {

class RunModel;

class ExperimentForm : public QWidget {
    Q_OBJECT
public:
    explicit ExperimentForm(QWidget* parent = nullptr);
    ~ExperimentForm() override;

    /// Shows a configuration as a new document: nothing to undo; emits nothing.
    void setConfig(const ExperimentConfig& config);
    /// The last valid configuration: what Run would train. While a field holds an error, its last good value.
    const ExperimentConfig& config() const;
    /// Sentences of the fields that now hold an error; empty when config() is all that is on screen.
    QStringList problems() const;
    /// Gives every grade that descends that learning rate, as an edit that Undo takes back. Returns why not:
    /// a sentence; empty when it is done.
    QString useRate(double rate);
    /// Status and error of each grade beside its row, "settings changed since this run" where it applies.
    void showRun(const RunModel& model);
    /// While a run is on, edits stay possible and are marked as applying to the next run.
    void setRunning(bool running);
    void setTheme(const Theme& theme);
    /// Every edit, for Undo and Redo; a drag of a slider or a word is one step. Owned by the form.
    QUndoStack* undoStack() const;

signals:
    /// The user changed something and the whole is valid. `targetChanged`: draw the new target at once.
    void edited(bool targetChanged);
    /// problems() changed.
    void problemsChanged();

private:
    class Private;
    std::unique_ptr<Private> d_;
};

} // namespace gradewise
