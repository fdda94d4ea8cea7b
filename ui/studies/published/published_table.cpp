#include "ui/studies/published/published_table.h"

#include "ui/charts/number_format.h"

#include <algorithm>

namespace gradewise {

namespace {

constexpr int columns = 7;
constexpr int digits = 4; ///< as many as were published

const QString dash = QStringLiteral("–");

QString samplesText(std::string_view samples) {
    if (samples == "train")
        return PublishedTable::tr("training");
    if (samples == "validation")
        return PublishedTable::tr("validation");
    return PublishedTable::tr("test");
}

} // namespace

void PublishedTable::show(const std::vector<Comparison>& thisRun, const std::vector<Comparison>& seeds) {
    std::vector<Line> lines;
    for (const Comparison& line : seeds) {
        if (!line.published)
            continue;
        const auto same = std::ranges::find_if(thisRun, [&](const Comparison& other) {
            return other.samples == line.samples && other.grade == line.grade;
        });
        const bool here = same != thisRun.end() && !same->here.empty();
        lines.push_back({line.samples, line.grade, *line.published,
                         here ? std::optional(same->here.front()) : std::nullopt, line.here});
    }
    if (lines == lines_)
        return; // what is selected stays so
    beginResetModel();
    lines_ = std::move(lines);
    endResetModel();
}

std::size_t PublishedTable::wholeRuns() const {
    std::size_t most = 0;
    for (const Line& line : lines_)
        most = std::max(most, line.seeds.size());
    return most;
}

int PublishedTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(lines_.size());
}

int PublishedTable::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : columns;
}

QString PublishedTable::cell(const Line& line, Column column) const {
    const bool some = !line.seeds.empty();
    const Spread spread = some ? spreadOf(line.seeds) : Spread{};
    switch (column) {
    case Column::Samples:
        return samplesText(line.samples);
    case Column::Grade:
        return QString::number(line.grade + 1);
    case Column::Published:
        return compactNumber(line.published, digits);
    case Column::ThisRun:
        return line.thisRun ? compactNumber(*line.thisRun, digits) : dash;
    case Column::Median:
        return some ? compactNumber(spread.median, digits) : dash;
    case Column::Range:
        return line.seeds.size() > 1
                   ? tr("%1 to %2").arg(compactNumber(spread.least), compactNumber(spread.largest))
                   : dash;
    case Column::Ratio:
        return some ? QStringLiteral("×") + compactNumber(spread.median / line.published) : dash;
    }
    return {};
}

QVariant PublishedTable::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || static_cast<std::size_t>(index.row()) >= lines_.size())
        return {};
    const auto column = static_cast<Column>(index.column());
    if (role == Qt::DisplayRole)
        return cell(lines_[static_cast<std::size_t>(index.row())], column);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter |
                                   (column == Column::Samples ? Qt::AlignLeft : Qt::AlignRight));
    return {};
}

QVariant PublishedTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal)
        return {};
    const auto column = static_cast<Column>(section);
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(Qt::AlignVCenter |
                                   (column == Column::Samples ? Qt::AlignLeft : Qt::AlignRight));
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Column::Samples:
        return tr("Samples");
    case Column::Grade:
        return tr("Grade");
    case Column::Published:
        return tr("Published");
    case Column::ThisRun:
        return tr("This run");
    case Column::Median:
        return wholeRuns() == 1   ? tr("One seed")
               : wholeRuns() == 0 ? tr("Median of seeds")
                                  : tr("Median of %1 seeds").arg(wholeRuns());
    case Column::Range:
        return tr("Range");
    case Column::Ratio:
        return tr("Median / published");
    }
    return {};
}

QString PublishedTable::text() const {
    QString text;
    for (int column = 0; column < columns; ++column)
        text += headerData(column, Qt::Horizontal).toString() +
                (column + 1 < columns ? QLatin1Char('\t') : QLatin1Char('\n'));
    for (const Line& line : lines_)
        for (int column = 0; column < columns; ++column)
            text += cell(line, static_cast<Column>(column)) +
                    (column + 1 < columns ? QLatin1Char('\t') : QLatin1Char('\n'));
    return text;
}

} // namespace gradewise
