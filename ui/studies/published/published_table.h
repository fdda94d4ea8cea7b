// Published errors beside those of the run on screen and of several seeds, one line a grade and point set.
#pragma once

#include "core/study/published/comparison.h"

#include <QAbstractTableModel>

namespace gradewise {

class PublishedTable : public QAbstractTableModel {
    Q_OBJECT
public:
    enum class Column { Samples, Grade, Published, ThisRun, Median, Range, Ratio };

    using QAbstractTableModel::QAbstractTableModel;

    /// `thisRun` and `seeds` are comparisons with the same experiment; lines that nobody published are left
    /// out.
    void show(const std::vector<Comparison>& thisRun, const std::vector<Comparison>& seeds);
    /// Everything as people see it, columns apart by tabs.
    QString text() const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;

private:
    struct Line {
        std::string_view samples;
        std::size_t grade = 0; ///< from 0
        double published = 0.0;
        std::optional<double> thisRun;
        std::vector<double> seeds;
        bool operator==(const Line&) const = default;
    };
    std::size_t wholeRuns() const;
    QString cell(const Line& line, Column column) const;

    std::vector<Line> lines_;
};

} // namespace gradewise
