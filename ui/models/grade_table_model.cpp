#include "ui/models/grade_table_model.h"

#include "core/record/grade_checks.h"
#include "core/solver/solver.h"
#include "ui/models/number_text.h"
#include "ui/models/plain_text.h"
#include "ui/models/run_model.h"

#include <QLocale>

#include <algorithm>
#include <cmath>

namespace gradewise {

namespace {

QString text(std::string_view utf8) {
    return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

QString digits(double value, int count) {
    return QLocale().toString(value, 'g', count);
}

/// What was proved, as sentences.
QString proofSentence(const Certificate& proof) {
    const QString kind =
        proof.kind == Certificate::Kind::Exact
            ? GradeTableModel::tr("No network of any width has an objective below %1")
            : GradeTableModel::tr("No network of the sampled neurons has an objective below %1");
    QString sentence = kind.arg(digits(proof.dualBound, 7)) +
                       GradeTableModel::tr("; this one has %1, relative gap %2, with %n neurons.", nullptr,
                                           static_cast<int>(proof.neurons))
                           .arg(digits(proof.objective, 7), digits(proof.relativeGap, 2));
    if (proof.prunedObjective)
        sentence += QLatin1Char(' ') + GradeTableModel::tr("Pruned to the grade's width it has %1.")
                                           .arg(digits(*proof.prunedObjective, 7));
    return sentence;
}

bool sameGrade(GradeConfig a, const GradeConfig& b) {
    a.repeat = b.repeat;
    return a == b;
}

} // namespace

std::vector<GradeResult> gradeResults(const RunModel& model) {
    std::vector<GradeResult> results;
    results.reserve(model.grades().size());
    for (const GradeView& view : model.grades()) {
        GradeResult result{view.config,  view.status,  view.reason,  view.epoch,
                           view.seconds, std::nullopt, view.gap,     view.certificate,
                           view.balance, view.sampled, view.progress};
        if (view.hasCurve()) {
            result.absolute = std::isnan(view.grid.relativeL2);
            result.relativeL2 = result.absolute ? view.grid.l2 : view.grid.relativeL2;
        }
        results.push_back(std::move(result));
    }
    return results;
}

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

void GradeTableModel::setResults(std::vector<GradeResult> results) {
    const std::size_t rows = std::max(results.size(), results_.size());
    std::vector<GradeResult> before = std::move(results_);
    results_ = std::move(results);
    const auto same = [&](std::size_t row) {
        return row < before.size() && row < results_.size() && before[row] == results_[row];
    };
    // One signal for neighbours: a run begins with all rows changed, and there may be thousands.
    const std::size_t shown = std::min(rows, grades_.size());
    for (std::size_t row = 0; row < shown; ++row) {
        if (same(row))
            continue;
        const std::size_t first = row;
        while (row + 1 < shown && !same(row + 1))
            ++row;
        emit dataChanged(index(static_cast<int>(first), 0), index(static_cast<int>(row), ColumnCount - 1));
    }
}

bool GradeTableModel::changedSinceRun() const {
    if (results_.empty())
        return false;
    if (results_.size() != grades_.size())
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

const GradeResult* GradeTableModel::result(int row) const {
    const auto place = static_cast<std::size_t>(row);
    return place < results_.size() ? &results_[place] : nullptr;
}

bool GradeTableModel::changed(int row) const {
    const GradeResult* known = result(row);
    return known != nullptr && !sameGrade(known->config, grades_[static_cast<std::size_t>(row)]);
}

QVariant GradeTableModel::display(int row, int column) const {
    const GradeConfig& grade = grades_[static_cast<std::size_t>(row)];
    switch (column) {
    case Widths:
        return row < problems_.size() && !problems_[row].isEmpty() ? texts_[row] : widthsText(grade.hidden);
    case ActivationColumn:
        return text(displayName(grade.activation));
    case SolverColumn:
        return text(solverOf(grade.solver).shortName());
    case Error: {
        const GradeResult* known = result(row);
        return known != nullptr && known->relativeL2 ? errorText(*known->relativeL2) : QStringLiteral("—");
    }
    default:
        return {};
    }
}

QString GradeTableModel::statusSentence(int row) const {
    const GradeResult* known = result(row);
    if (known == nullptr)
        return tr("Grade %1 has not been trained.").arg(row + 1);
    const QString epochs = tr("%n epochs", nullptr, static_cast<int>(known->epoch));
    const QString why = text(endWords(known->reason, known->certificate, known->balance.has_value()));
    QString sentence;
    switch (known->status) {
    case GradeStatus::Pending:
        sentence = tr("Grade %1 has not been trained.").arg(row + 1);
        break;
    case GradeStatus::Running:
        sentence = tr("Grade %1 is being trained: %2 so far.").arg(row + 1).arg(epochs);
        if (known->gap)
            sentence += QLatin1Char(' ') +
                        (known->sampled
                             ? tr("It is at most %1 of its objective above the least of the sampled neurons.")
                             : tr("It is at most %1 of its objective above the least there is."))
                            .arg(digits(*known->gap, 2));
        break;
    case GradeStatus::Finished:
        sentence = tr("Grade %1 is frozen: %2 (%3, %4 s).")
                       .arg(row + 1)
                       .arg(why, epochs, QLocale().toString(known->seconds, 'g', 3));
        break;
    case GradeStatus::Stopped:
        sentence = tr("Grade %1 was stopped: %2 (%3).").arg(row + 1).arg(why, epochs);
        break;
    case GradeStatus::Diverged:
        sentence = tr("Grade %1 diverged: %2.").arg(row + 1).arg(why);
        break;
    }
    const bool diverged = known->status == GradeStatus::Diverged;
    if (const std::string words = describe(known->progress); !words.empty() && !diverged)
        sentence += QLatin1Char(' ') + tr("Note: %1.").arg(text(words));
    const GradeProgress progress = diverged ? GradeProgress::Diverged : known->progress;
    if (const std::string help = advice(progress, known->config.solver); !help.empty())
        sentence += QLatin1Char(' ') + text(help);
    if (known->certificate)
        sentence += QLatin1Char(' ') + proofSentence(*known->certificate);
    if (known->balance)
        sentence += QLatin1Char(' ') + text(describe(*known->balance));
    if (changed(row))
        sentence += QLatin1Char(' ') + tr("Its settings have been changed since this run.");
    return sentence;
}

QString GradeTableModel::toolTip(int row, int column) const {
    if (column == Widths && row < problems_.size() && !problems_[row].isEmpty())
        return problems_[row];
    if (column == SolverColumn)
        return text(solverOf(grades_[static_cast<std::size_t>(row)].solver).displayName());
    if (column == Error)
        if (const GradeResult* known = result(row); known != nullptr && known->relativeL2)
            return (known->absolute ? tr("L² error (absolute, as the target is zero) on the evaluation grid "
                                         "after grade %1: %2")
                                    : tr("Relative L² error on the evaluation grid after grade %1: %2"))
                .arg(row + 1)
                .arg(numberText(*known->relativeL2));
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
        return static_cast<int>(result(row) == nullptr ? GradeStatus::Pending : result(row)->status);
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
