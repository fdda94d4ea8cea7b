// "4 grades of 32": the menu that makes all grades equal and of one width.
#pragma once

#include "core/configuration/config.h"

#include <QPushButton>

class QMenu;
class QSpinBox;

namespace gradewise {

class WidthMenu : public QPushButton {
    Q_OBJECT
public:
    explicit WidthMenu(QWidget* parent = nullptr);
    /// Says the common width, if all grades have one hidden layer of the same width.
    void show(const std::vector<GradeConfig>& grades);

signals:
    void chosen(gradewise::Index grades, gradewise::Index width);

private:
    void addOwn(QMenu* menu);

    QSpinBox* count_ = nullptr;
    QSpinBox* width_ = nullptr;
};

} // namespace gradewise
