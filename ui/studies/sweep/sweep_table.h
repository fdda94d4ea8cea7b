// A sweep in numbers: a row a learning rate, a column a grade, with the letters of the map.
#pragma once

#include "ui/studies/sweep/sweep_content.h"

#include <QTableWidget>

namespace gradewise {

class SweepTable : public QTableWidget {
    Q_OBJECT
public:
    explicit SweepTable(QWidget* parent = nullptr);

    void show(const SweepMapContent& content);
    void setChosen(std::optional<std::size_t> rate);

signals:
    void rateChosen(std::size_t rate);
};

} // namespace gradewise
