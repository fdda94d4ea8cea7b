#include "ui/controls/config_editor.h"

#include "core/experiment/validate.h"
#include "core/solver/solver.h"

#include <QUndoCommand>

#include <algorithm>

namespace gradewise {

namespace {

/// Built grades are as wide as the number of variables says, whatever is typed.
void refit(ExperimentConfig& config) {
    for (GradeConfig& grade : config.grades)
        if (solverOf(grade.solver).isBuilt())
            grade.hidden.clear();
    fillIn(config);
}

/// A pause this long ends an undo step; chosen by hand so that a word is one step.
constexpr qint64 pauseMilliseconds = 1500;

} // namespace

class ConfigEditor::Edit : public QUndoCommand {
public:
    Edit(ConfigEditor& editor, const QString& what, const QString& key, const ExperimentConfig& after)
        : QUndoCommand(what),
          editor_(editor),
          key_(key),
          gesture_(editor.gesture_),
          before_(editor.config_),
          after_(after) {}

    int id() const override { return key_.isEmpty() ? -1 : 1; }
    bool mergeWith(const QUndoCommand* command) override {
        const auto* next = static_cast<const Edit*>(command);
        if (next->key_ != key_ || next->gesture_ != gesture_)
            return false;
        after_ = next->after_;
        setObsolete(before_ == after_);
        return true;
    }
    void undo() override {
        editor_.drafts_.clear();
        editor_.closeGesture();
        editor_.show(before_);
    }
    void redo() override {
        if (done_) {
            editor_.drafts_.clear();
            editor_.closeGesture();
        }
        done_ = true;
        editor_.show(after_);
    }

private:
    ConfigEditor& editor_;
    QString key_;
    int gesture_;
    ExperimentConfig before_;
    ExperimentConfig after_;
    bool done_ = false;
};

ConfigEditor::ConfigEditor(QObject* parent) : QObject(parent) {
    sinceEdit_.start();
}

void ConfigEditor::reset(const ExperimentConfig& config) {
    drafts_.clear();
    stack_.clear();
    closeGesture();
    config_ = config;
    givenTitle_ = config.title;
    givenNotes_ = config.notes;
    standingIssues_ = validate(config_);
    announced_ = problems();
    emit refreshed();
}

void ConfigEditor::type(const Field& field, const QString& text) {
    ExperimentConfig candidate = config_;
    QString problem = field.write(candidate, text);
    refit(candidate);
    if (problem.isEmpty())
        problem = firstNewIssue(candidate);
    if (!problem.isEmpty()) {
        hold(field, text, problem);
        return;
    }
    drafts_.erase(field.path);
    tryDraftsAgain(candidate);
    commit(tr("Change %1").arg(field.name), field.path, std::move(candidate));
}

QString ConfigEditor::apply(const QString& what, const QString& mergeKey,
                            const std::function<void(ExperimentConfig&)>& change, const FieldMap& moved) {
    ExperimentConfig candidate = config_;
    change(candidate);
    refit(candidate);
    QString problem = firstNewIssue(candidate);
    if (!problem.isEmpty()) {
        emit refreshed(); // the widget that asked goes back to what holds
        return problem;
    }
    if (moved)
        moveDrafts(moved);
    tryDraftsAgain(candidate);
    commit(what, mergeKey, std::move(candidate));
    return {};
}

void ConfigEditor::hold(const Field& field, const QString& text, const QString& problem) {
    drafts_[field.path] = {field, text, problem};
    announceProblems();
    emit refreshed();
}

void ConfigEditor::dropDrafts(const QString& pathPrefix) {
    std::erase_if(drafts_, [&](const auto& draft) { return draft.first.startsWith(pathPrefix); });
    announceProblems();
}

void ConfigEditor::moveDrafts(const FieldMap& moved) {
    std::map<QString, Draft> result;
    for (const auto& [path, draft] : drafts_)
        if (const auto field = moved(draft.field))
            result[field->path] = {*field, draft.text, draft.problem};
    drafts_ = std::move(result);
}

QString ConfigEditor::text(const Field& field) const {
    const auto draft = drafts_.find(field.path);
    return draft == drafts_.end() ? field.text(config_) : draft->second.text;
}

QString ConfigEditor::problem(const QString& path) const {
    const auto draft = drafts_.find(path);
    return draft == drafts_.end() ? QString() : draft->second.problem;
}

QStringList ConfigEditor::problems() const {
    QStringList result;
    for (const auto& [path, draft] : drafts_)
        result.append(draft.problem);
    for (const Issue& issue : standingIssues_)
        result.append(QString::fromStdString(issue.sentence));
    return result;
}

QString ConfigEditor::firstNewIssue(const ExperimentConfig& candidate) const {
    for (const Issue& issue : validate(candidate))
        if (std::find(standingIssues_.begin(), standingIssues_.end(), issue) == standingIssues_.end())
            return QString::fromStdString(issue.sentence);
    return {};
}

void ConfigEditor::tryDraftsAgain(ExperimentConfig& candidate) {
    bool again = true;
    while (again) {
        again = false;
        for (auto draft = drafts_.begin(); draft != drafts_.end() && !again; ++draft) {
            ExperimentConfig next = candidate;
            if (!draft->second.field.write(next, draft->second.text).isEmpty() ||
                !firstNewIssue(next).isEmpty())
                continue;
            candidate = std::move(next);
            drafts_.erase(draft);
            again = true; // one that waited for this one may be possible now
            break;
        }
    }
}

/// Title and notes that came with an experiment speak of its function; on figures of another one they would
/// lie. What the user wrote stays.
void ConfigEditor::dropForeignWords(ExperimentConfig& candidate) const {
    const TargetConfig& now = config_.target;
    const TargetConfig& next = candidate.target;
    if (next.kind == now.kind && next.id == now.id && next.formulas == now.formulas)
        return;
    if (candidate.title == givenTitle_)
        candidate.title.clear();
    if (candidate.notes == givenNotes_)
        candidate.notes.clear();
}

void ConfigEditor::commit(const QString& what, const QString& mergeKey, ExperimentConfig candidate) {
    if (sinceEdit_.restart() > pauseMilliseconds)
        closeGesture();
    dropForeignWords(candidate);
    if (candidate == config_) {
        announceProblems();
        emit refreshed();
        return;
    }
    stack_.push(new Edit(*this, what, mergeKey, candidate));
}

void ConfigEditor::show(const ExperimentConfig& config) {
    const bool targetChanged = config.target != config_.target;
    config_ = config;
    standingIssues_ = validate(config_);
    announceProblems();
    emit refreshed();
    emit configChanged(targetChanged);
}

void ConfigEditor::announceProblems() {
    if (const QStringList now = problems(); now != announced_) {
        announced_ = now;
        emit problemsChanged();
    }
}

} // namespace gradewise
