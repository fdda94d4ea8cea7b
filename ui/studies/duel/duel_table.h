// Both sides of a duel in numbers: the median over the seeds, and below it the range.
#pragma once

#include "core/study/duel/duel.h"
#include "ui/theme.h"

#include <QWidget>

#include <array>

class QGridLayout;
class QLabel;

namespace gradewise {

class DuelTable : public QWidget {
    Q_OBJECT
public:
    explicit DuelTable(const Theme& theme, QWidget* parent = nullptr);

    void show(const DuelRecord& record);
    void setTheme(const Theme& theme);

private:
    static constexpr std::size_t columns = 6;
    struct Cell {
        QLabel* median;
        QLabel* range;
    };
    struct Row {
        QLabel* name;
        QLabel* seeds;
        std::array<Cell, columns> cells;
    };
    Row makeRow(QGridLayout& grid, DuelSide side);
    void fill(const Row& row, const std::vector<DuelRun>& runs);

    std::array<Row, 2> rows_;
};

} // namespace gradewise
