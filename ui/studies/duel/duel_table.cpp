#include "ui/studies/duel/duel_table.h"

#include "core/study/duel/duel_report.h"
#include "ui/charts/number_format.h"
#include "ui/studies/duel/duel_chart.h"

#include <QGridLayout>
#include <QLabel>
#include <QLocale>

#include <algorithm>

namespace gradewise {

namespace {

/// Parts of the cells' object names, in the order of the columns.
constexpr std::array ids = {"parameters", "multiplyAdds", "seconds", "trainMse", "testMse", "testSup"};

QStringList headings() {
    return {DuelTable::tr("parameters"), DuelTable::tr("multiply-adds"), DuelTable::tr("seconds"),
            DuelTable::tr("train MSE"),  DuelTable::tr("test MSE"),      DuelTable::tr("test sup")};
}

std::array<Spread, ids.size()> spreads(const DuelSummary& summary) {
    return {summary.parameters, summary.multiplyAdds, summary.seconds,
            summary.trainMse,   summary.testMse,      summary.testSup};
}

QString number(std::size_t column, double value, int digits) {
    return column == 0 ? QLocale().toString(static_cast<qlonglong>(value)) : compactNumber(value, digits);
}

/// With as many digits as tell the ends apart, of three; empty where there is no range to speak of.
QString rangeText(std::size_t column, const Spread& spread) {
    for (const int digits : {2, 3})
        if (const QString least = number(column, spread.least, digits),
            largest = number(column, spread.largest, digits);
            least != largest)
            return DuelTable::tr("%1 to %2").arg(least, largest);
    return {};
}

} // namespace

DuelTable::DuelTable(const Theme& theme, QWidget* parent) : QWidget(parent) {
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(14, 10, 14, 10);
    grid->setHorizontalSpacing(18);
    grid->setVerticalSpacing(1);
    auto* corner = new QLabel(tr("median of the seeds, and range"));
    corner->setProperty("caption", true);
    grid->addWidget(corner, 0, 0);
    const QStringList texts = headings();
    for (int column = 0; column < static_cast<int>(columns); ++column) {
        auto* heading = new QLabel(texts[column]);
        heading->setProperty("caption", true);
        grid->addWidget(heading, 0, column + 1, Qt::AlignRight);
        grid->setColumnStretch(column + 1, 1);
    }
    for (const DuelSide side : duelSides)
        rows_[static_cast<std::size_t>(side)] = makeRow(*grid, side);
    setTheme(theme);
    show({});
}

DuelTable::Row DuelTable::makeRow(QGridLayout& grid, DuelSide side) {
    const int line = side == DuelSide::Gradewise ? 2 : 5;
    grid.setRowMinimumHeight(line - 1, 8); // the gap between the sides
    const auto label = [&](const QString& name, int row, int column, bool caption) {
        auto* made = new QLabel;
        made->setObjectName(name);
        made->setProperty("caption", caption);
        made->setTextInteractionFlags(Qt::TextSelectableByMouse);
        grid.addWidget(made, row, column, column == 0 ? Qt::AlignLeft : Qt::AlignRight);
        return made;
    };
    const QString id = side == DuelSide::Gradewise ? QStringLiteral("gradewise") : QStringLiteral("endToEnd");
    Row row{};
    row.name = label(id, line, 0, false);
    row.name->setText(sideName(side));
    row.seeds = label(id + QStringLiteral("-seeds"), line + 1, 0, true);
    for (std::size_t k = 0; k < columns; ++k) {
        const QString name = id + QLatin1Char('-') + QLatin1String(ids[k]);
        const int column = static_cast<int>(k) + 1;
        row.cells[k].median = label(name, line, column, false);
        row.cells[k].range = label(name + QStringLiteral("-range"), line + 1, column, true);
        row.cells[k].median->setAccessibleName(
            tr("%1, %2, median").arg(sideName(side), headings().at(static_cast<qsizetype>(k))));
    }
    return row;
}

void DuelTable::setTheme(const Theme& theme) {
    for (const DuelSide side : duelSides)
        rows_[static_cast<std::size_t>(side)].name->setStyleSheet(
            QStringLiteral("color: %1; font-weight: 600;").arg(sideColor(side, theme).name()));
}

void DuelTable::show(const DuelRecord& record) {
    for (const DuelSide side : duelSides)
        fill(rows_[static_cast<std::size_t>(side)], record.side(side));
}

void DuelTable::fill(const Row& row, const std::vector<DuelRun>& runs) {
    if (runs.empty()) {
        row.seeds->setText(tr("no run yet"));
        for (const Cell& cell : row.cells) {
            cell.median->setText(QStringLiteral("–"));
            cell.range->setText(QString());
        }
        return;
    }
    const auto diverged =
        std::count_if(runs.begin(), runs.end(), [](const DuelRun& run) { return run.diverged; });
    QString seeds = runs.size() == 1 ? tr("1 seed") : tr("%1 seeds").arg(runs.size());
    if (diverged > 0)
        seeds += tr(", %1 diverged").arg(diverged);
    row.seeds->setText(seeds);
    const auto all = spreads(summaryOf(runs));
    for (std::size_t k = 0; k < columns; ++k) {
        const Spread& spread = all[k];
        row.cells[k].median->setText(number(k, spread.median, 3));
        row.cells[k].range->setText(rangeText(k, spread));
    }
}

} // namespace gradewise
