// The grades as a table: what each is, and how far the run on screen has come with it.
#pragma once

#include "core/audit/checks.h"
#include "core/configuration/config.h"
#include "core/record/run_record.h"
#include "core/solver/outcome.h"

#include <QAbstractTableModel>
#include <QStringList>

#include <optional>
#include <vector>

namespace gradewise {

class RunModel;

/// What a run knows about one grade.
struct GradeResult {
    GradeConfig config; ///< as it was trained
    GradeStatus status = GradeStatus::Pending;
    StopReason reason = StopReason::None;
    Index epoch = 0;
    double seconds = 0.0;
    std::optional<double> relativeL2;                      ///< of the partial sum on the evaluation grid
    std::optional<double> gap = std::nullopt;              ///< relative duality gap so far
    std::optional<Certificate> certificate = std::nullopt; ///< once the grade has ended
    std::optional<BalanceRecord> balance = std::nullopt; ///< of a balanced read-out, once the grade has ended
    bool sampled = false;                                ///< the gap is about sampled neurons
    GradeProgress progress = GradeProgress::Improved;    ///< once the grade has ended
    bool absolute =
        false; ///< the target is zero, and relativeL2 is the L2 error, as there is no relative one
    bool operator==(const GradeResult&) const = default;
};
std::vector<GradeResult> gradeResults(const RunModel& model);

class GradeTableModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Grade, Widths, ActivationColumn, SolverColumn, Error, ColumnCount };
    enum Role {
        StatusRole = Qt::UserRole, ///< GradeStatus as int
        ProblemRole,               ///< the sentence on a cell's text that cannot be used
        ProgressRole,              ///< GradeProgress as int
        ChangedRole,               ///< true: the grade is not as it was in the run
        ValueRole,                 ///< int of the activation; place of the solver in allSolvers()
    };

    using QAbstractTableModel::QAbstractTableModel;

    /// A row a grade, repeats written out. `texts` and `problems` replace the widths of rows whose typed text
    /// cannot be used; both empty where it can.
    void setGrades(std::vector<GradeConfig> grades, const QStringList& texts, const QStringList& problems);
    void setResults(std::vector<GradeResult> results);
    const std::vector<GradeConfig>& grades() const { return grades_; }
    /// True when the grades on show are not those of the run.
    bool changedSinceRun() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    /// Asks the owner by one of the signals; the table changes when the owner says so.
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;

signals:
    void widthsTyped(int row, const QString& text);
    void activationChosen(int row, gradewise::Activation activation);
    /// `place` in allSolvers().
    void solverChosen(int row, int place);

private:
    const GradeResult* result(int row) const;
    bool changed(int row) const;
    QVariant display(int row, int column) const;
    QString toolTip(int row, int column) const;
    QString statusSentence(int row) const;

    std::vector<GradeConfig> grades_;
    QStringList texts_;
    QStringList problems_;
    std::vector<GradeResult> results_;
};

} // namespace gradewise
