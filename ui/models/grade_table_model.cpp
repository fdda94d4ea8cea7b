#include "ui/models/grade_table_model.h"

#include "core/solver/solver.h"
#include "ui/models/grade_words.h"
#include "ui/models/number_text.h"
#include "ui/models/plain_text.h"
#include "ui/models/run_model.h"

#include <algorithm>

namespace gradewise {

namespace {

QString utf8(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

bool sameGrade(GradeConfig a, const GradeConfig& b) {
    a.repeat = b.repeat;
    return a == b;
}

} // namespace

void GradeTableModel::setGrades(std::vector<GradeConfig> grades, const QStringList& texts,
                                const QStringList& problems) {
    const int before = rowCount();
    const int after = static_cast<int>(grades.size());
    if (after > before)
        beginInsertRows({}, before, after - 1);
    else if (after < before)
        beginRemoveRows({}, after, before - 1);
    grades_ = std::move(grades);
    texts_ = texts;
    problems_ = problems;
    if (after > before)
        endInsertRows();
    else if (after < before)
        endRemoveRows();
    if (after > 0)
        emit dataChanged(index(0, 0), index(after - 1, ColumnCount - 1));
}

void GradeTableModel::showRun(const RunModel& run) {
    const bool another = run_ != &run || shows_ != run.shows();
    const std::vector<std::uint64_t> before = another ? std::vector<std::uint64_t>() : std::move(versions_);
    run_ = &run;
    shows_ = run.shows();
    versions_.clear();
    for (const ShownGrade& grade : run.grades())
        versions_.push_back(grade.version);
    const auto same = [&](std::size_t row) {
        return !another && row < before.size() && row < versions_.size() && before[row] == versions_[row];
    };
    // One signal for neighbours: a run begins with all rows changed, and there may be thousands.
    for (std::size_t row = 0; row < grades_.size(); ++row) {
        if (same(row))
            continue;
        const std::size_t first = row;
        while (row + 1 < grades_.size() && !same(row + 1))
            ++row;
        emit dataChanged(index(static_cast<int>(first), 0), index(static_cast<int>(row), ColumnCount - 1));
    }
}

bool GradeTableModel::changedSinceRun() const {
    if (results().empty())
        return false;
    if (results().size() != grades_.size())
        return true;
    for (int row = 0; row < rowCount(); ++row)
        if (changed(row))
            return true;
    return false;
}

int GradeTableModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(grades_.size());
}

int GradeTableModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

const std::vector<ShownGrade>& GradeTableModel::results() const {
    static const std::vector<ShownGrade> none;
    return run_ ? run_->grades() : none;
}

const ShownGrade* GradeTableModel::result(int row) const {
    const auto place = static_cast<std::size_t>(row);
    return place < results().size() ? &results()[place] : nullptr;
}

bool GradeTableModel::changed(int row) const {
    const ShownGrade* known = result(row);
    return known != nullptr && !sameGrade(known->record.config, grades_[static_cast<std::size_t>(row)]);
}

QVariant GradeTableModel::display(int row, int column) const {
    const GradeConfig& grade = grades_[static_cast<std::size_t>(row)];
    switch (column) {
    case Widths:
        return row < problems_.size() && !problems_[row].isEmpty() ? texts_[row] : widthsText(grade.hidden);
    case ActivationColumn:
        return utf8(displayName(grade.activation));
    case SolverColumn:
        return utf8(solverOf(grade.solver).shortName());
    case Error: {
        const ShownGrade* known = result(row);
        return known != nullptr && known->hasCurve() ? errorText(shownError(*known)) : QStringLiteral("—");
    }
    default:
        return {};
    }
}

QString GradeTableModel::statusSentence(int row) const {
    const ShownGrade* known = result(row);
    if (known == nullptr)
        return gradeStory(row, ShownGrade{});
    const QString story = gradeStory(row, *known);
    return changed(row) ? story + QLatin1Char(' ') + tr("Its settings have been changed since this run.")
                        : story;
}

QString GradeTableModel::toolTip(int row, int column) const {
    if (column == Widths && row < problems_.size() && !problems_[row].isEmpty())
        return problems_[row];
    if (column == SolverColumn)
        return utf8(solverOf(grades_[static_cast<std::size_t>(row)].solver).displayName());
    if (column == Error)
        if (const ShownGrade* known = result(row); known != nullptr && known->hasCurve())
            return (isAbsolute(*known)
                        ? tr("L² error (absolute, as the target is zero) on the evaluation grid "
                             "after grade %1: %2")
                        : tr("Relative L² error on the evaluation grid after grade %1: %2"))
                .arg(row + 1)
                .arg(numberText(shownError(*known)));
    return statusSentence(row);
}

QVariant GradeTableModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const int row = index.row();
    const GradeConfig& grade = grades_[static_cast<std::size_t>(row)];
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
        return display(row, index.column());
    case Qt::ToolTipRole:
        return plainTip(toolTip(row, index.column()));
    case Qt::AccessibleTextRole:
        return index.column() == Grade ? QVariant(statusSentence(row)) : display(row, index.column());
    case Qt::TextAlignmentRole:
        return QVariant::fromValue(
            Qt::Alignment((index.column() == Error ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    case StatusRole:
        return static_cast<int>(result(row) == nullptr ? GradeStatus::Pending : result(row)->record.status);
    case ProgressRole:
        return static_cast<int>(result(row) == nullptr ? GradeProgress::Improved : result(row)->progress);
    case ProblemRole:
        return index.column() == Widths && row < problems_.size() ? problems_[row] : QString();
    case ChangedRole:
        return changed(row);
    case ValueRole:
        return index.column() == ActivationColumn ? static_cast<int>(grade.activation)
                                                  : static_cast<int>(grade.solver.index());
    default:
        return {};
    }
}

QVariant GradeTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(
            Qt::Alignment((section == Error ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    if (orientation != Qt::Horizontal || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const bool tip = role == Qt::ToolTipRole;
    switch (section) {
    case Widths:
        return tip ? tr("Widths of the hidden layers") : tr("Widths");
    case ActivationColumn:
        return tip ? tr("Activation of the hidden layers") : tr("Act.");
    case SolverColumn:
        return tip ? tr("How the grade is fitted") : tr("Solver");
    case Error:
        return tip ? tr("Relative L² error on the evaluation grid once the grade is added") : tr("Rel. L²");
    default:
        return tip ? tr("Colour and state of the grade") : QString();
    }
}

Qt::ItemFlags GradeTableModel::flags(const QModelIndex& index) const {
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    const bool editable =
        index.column() == Widths || index.column() == ActivationColumn || index.column() == SolverColumn;
    return editable ? flags | Qt::ItemIsEditable : flags;
}

bool GradeTableModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (role != Qt::EditRole || !checkIndex(index, CheckIndexOption::IndexIsValid))
        return false;
    switch (index.column()) {
    case Widths:
        emit widthsTyped(index.row(), value.toString());
        return true;
    case ActivationColumn:
        emit activationChosen(index.row(), static_cast<Activation>(value.toInt()));
        return true;
    case SolverColumn:
        emit solverChosen(index.row(), value.toInt());
        return true;
    default:
        return false;
    }
}

} // namespace gradewise
