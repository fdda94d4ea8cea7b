// The grades as a table: what each is, and how far the run on screen has come with it.
#pragma once

#include "core/configuration/config.h"

#include <QAbstractTableModel>
#include <QPointer>
#include <QStringList>

#include <cstdint>
#include <vector>

namespace gradewise {

class RunModel;
struct ShownGrade;

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
    /// Shows beside the grades how far the run came with each. It is read while it lives, and shown anew
    /// where it changed since the last call.
    void showRun(const RunModel& run);
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
    const std::vector<ShownGrade>& results() const;
    const ShownGrade* result(int row) const;
    bool changed(int row) const;
    QVariant display(int row, int column) const;
    QString toolTip(int row, int column) const;
    QString statusSentence(int row) const;

    std::vector<GradeConfig> grades_;
    QStringList texts_;
    QStringList problems_;
    QPointer<const RunModel> run_;
    std::uint64_t shows_ = 0;             ///< of the run, when it was shown last
    std::vector<std::uint64_t> versions_; ///< of its grades, when they were shown last
};

} // namespace gradewise
