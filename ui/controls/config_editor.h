// The configuration while it is edited: always one that can be run, beside the texts that cannot be used yet.
// Every change passes through here: it is checked by validate(), made undoable, and announced.
#pragma once

#include "core/configuration/config.h"
#include "core/files/issue.h"

#include <QElapsedTimer>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QUndoStack>

#include <functional>
#include <map>
#include <optional>

namespace gradewise {

/// One typed value of a configuration.
struct Field {
    QString path; ///< "samples.train.count"; grades are numbered written out, from 0
    QString name; ///< for the undo menu: "training samples"
    std::function<QString(const ExperimentConfig&)> text;
    /// Writes what was typed; returns a sentence when it cannot be read, else an empty text.
    std::function<QString(ExperimentConfig&, const QString&)> write;
};

class ConfigEditor : public QObject {
    Q_OBJECT
public:
    using FieldMap = std::function<std::optional<Field>(const Field&)>;

    explicit ConfigEditor(QObject* parent = nullptr);

    const ExperimentConfig& config() const { return config_; }
    /// Another experiment: nothing to undo, no drafts; emits refreshed() only.
    void reset(const ExperimentConfig& config);

    /// What was typed into a field. It becomes part of config() when it is valid, else it is kept as a draft
    /// with the reason and tried again after every other change.
    void type(const Field& field, const QString& text);
    /// Any other change. Returns the reason when the result would not be valid; config() is then unchanged.
    /// Changes with the same non-empty `mergeKey` within one gesture are undone in one step.
    /// `moved` says which field a draft belongs to after the change when rows move; nothing: forget it.
    QString apply(const QString& what, const QString& mergeKey,
                  const std::function<void(ExperimentConfig&)>& change, const FieldMap& moved = {});
    /// Keeps a text that cannot be read, with the reason.
    void hold(const Field& field, const QString& text, const QString& problem);
    /// Forgets the drafts below a path.
    void dropDrafts(const QString& pathPrefix);

    /// What the field shows: its draft if there is one.
    QString text(const Field& field) const;
    /// Why the field's draft is not in config(); empty when it is.
    QString problem(const QString& path) const;
    QStringList problems() const;

    /// The next change begins a new undo step.
    void closeGesture() { ++gesture_; }
    QUndoStack* undoStack() { return &stack_; }

signals:
    /// config() changed by the user's hand (undo and redo included).
    void configChanged(bool targetChanged);
    void problemsChanged();
    /// Views show config() and the drafts again.
    void refreshed();

private:
    class Edit;
    struct Draft {
        Field field;
        QString text;
        QString problem;
    };

    QString firstNewIssue(const ExperimentConfig& candidate) const;
    void moveDrafts(const FieldMap& moved);
    void tryDraftsAgain(ExperimentConfig& candidate);
    void dropForeignWords(ExperimentConfig& candidate) const;
    void commit(const QString& what, const QString& mergeKey, ExperimentConfig candidate);
    void show(const ExperimentConfig& config);
    void announceProblems();

    ExperimentConfig config_;
    std::string givenTitle_; ///< of the experiment that reset() brought
    std::string givenNotes_;
    std::vector<Issue> standingIssues_; ///< of config_; none unless reset() was given an invalid one
    std::map<QString, Draft> drafts_;   ///< by path
    QStringList announced_;
    QUndoStack stack_;
    QElapsedTimer sinceEdit_;
    int gesture_ = 0;
};

} // namespace gradewise
