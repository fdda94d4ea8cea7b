#include "ui/studies/sweep/sweep_table.h"

#include "ui/charts/number_format.h"

#include <QHeaderView>
#include <QSignalBlocker>

#include <cmath>

namespace gradewise {

namespace {

QString textOf(const SweepCell& cell) {
    const QString marks = QString::fromStdString(letters(cell));
    if (!cell.error)
        return marks.isEmpty() ? QStringLiteral("–") : marks;
    const QString number =
        std::isfinite(cell.error->median) ? compactNumber(cell.error->median, 3) : QStringLiteral("–");
    return marks.isEmpty() ? number : number + QStringLiteral("  ") + marks;
}

} // namespace

SweepTable::SweepTable(QWidget* parent) : QTableWidget(parent) {
    setObjectName(QStringLiteral("sweepTable"));
    setAccessibleName(tr("Errors by learning rate and grade"));
    setEditTriggers(NoEditTriggers);
    setSelectionBehavior(SelectRows);
    setSelectionMode(SingleSelection);
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    verticalHeader()->hide();
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setDefaultAlignment(Qt::AlignRight | Qt::AlignVCenter);
    connect(this, &QTableWidget::currentCellChanged, this, [this](int row, int, int before, int) {
        if (row >= 0 && row != before)
            emit rateChosen(static_cast<std::size_t>(row));
    });
}

void SweepTable::show(const SweepMapContent& content) {
    const QSignalBlocker quiet(this);
    const auto grades = static_cast<int>(content.grades);
    const auto rates = static_cast<int>(content.rates.size());
    if (columnCount() != grades + 1 || rowCount() != rates) {
        setColumnCount(grades + 1);
        setRowCount(rates);
        QStringList headings{tr("learning rate")};
        for (int grade = 0; grade < grades; ++grade)
            headings << tr("grade %1").arg(grade + 1);
        setHorizontalHeaderLabels(headings);
        horizontalHeader()->setSectionResizeMode(grades <= 8 ? QHeaderView::Stretch
                                                             : QHeaderView::Interactive);
    }
    const auto put = [this](int row, int column, const QString& text, const QString& tip) {
        if (!item(row, column))
            setItem(row, column, new QTableWidgetItem);
        item(row, column)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        item(row, column)->setText(text);
        item(row, column)->setToolTip(tip);
    };
    for (int row = 0; row < rates; ++row) {
        const auto rate = static_cast<std::size_t>(row);
        put(row, 0, compactNumber(content.rates[rate], 3), readingNumber(content.rates[rate]));
        for (int column = 0; column < grades; ++column) {
            const auto grade = static_cast<std::size_t>(column);
            put(row, column + 1, textOf(content.cell(rate, grade)),
                readingOf(content, rate, grade).join(QLatin1Char('\n')));
        }
    }
}

void SweepTable::setChosen(std::optional<std::size_t> rate) {
    const QSignalBlocker quiet(this);
    if (!rate)
        return setCurrentItem(nullptr);
    if (currentRow() != static_cast<int>(*rate))
        setCurrentCell(static_cast<int>(*rate), 0);
}

} // namespace gradewise
