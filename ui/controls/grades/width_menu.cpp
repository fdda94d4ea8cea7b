#include "ui/controls/grades/width_menu.h"

#include "ui/controls/grades/grade_list.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSpinBox>
#include <QWidgetAction>

#include <algorithm>
#include <optional>
#include <utility>

namespace gradewise {

namespace {

constexpr std::pair<int, int> offers[] = {{4, 16}, {4, 32}, {4, 64}, {6, 16}, {6, 32}, {8, 32}, {12, 16}};

std::optional<Index> commonWidth(const std::vector<GradeConfig>& grades) {
    if (grades.empty() || grades.front().hidden.size() != 1)
        return std::nullopt;
    const bool same = std::all_of(grades.begin(), grades.end(), [&](const GradeConfig& grade) {
        return grade.hidden == grades.front().hidden;
    });
    return same ? std::optional(grades.front().hidden.front()) : std::nullopt;
}

} // namespace

WidthMenu::WidthMenu(QWidget* parent) : QPushButton(parent) {
    setProperty("link", true);
    setObjectName(QStringLiteral("fixedWidth"));
    setAccessibleName(tr("Grades of one fixed width"));
    setToolTip(tr("Make all grades equal, with one hidden layer of the same width, as in the theorem."));
    auto* menu = new QMenu(this);
    for (const auto& [count, width] : offers)
        menu->addAction(tr("%n grades of %1", nullptr, count).arg(width), this,
                        [this, grades = count, each = width] { emit chosen(grades, each); });
    menu->addSeparator();
    addOwn(menu);
    connect(this, &QPushButton::clicked, this,
            [this, menu] { menu->popup(mapToGlobal(QPoint(0, height()))); });
}

void WidthMenu::addOwn(QMenu* menu) {
    auto* box = new QWidget;
    auto* line = new QHBoxLayout(box);
    line->setContentsMargins(8, 4, 8, 4);
    count_ = new QSpinBox;
    count_->setRange(1, static_cast<int>(limits::maximumGrades));
    count_->setAccessibleName(tr("Number of grades"));
    width_ = new QSpinBox;
    width_->setRange(1, static_cast<int>(limits::maximumWidth));
    width_->setAccessibleName(tr("Width of every grade"));
    auto* use = new QPushButton(tr("Use"));
    line->addWidget(count_);
    line->addWidget(new QLabel(tr("grades of")));
    line->addWidget(width_);
    line->addWidget(use);
    auto* action = new QWidgetAction(menu);
    action->setText(tr("Grades of your own width")); // for screen readers
    action->setDefaultWidget(box);
    menu->addAction(action);
    connect(use, &QPushButton::clicked, this, [this, menu] {
        menu->close();
        emit chosen(count_->value(), width_->value());
    });
}

void WidthMenu::show(const std::vector<GradeConfig>& grades) {
    const auto width = commonWidth(grades);
    setText(width ? tr("fixed width %1 ▾").arg(*width) : tr("fixed width ▾"));
    count_->setValue(static_cast<int>(gradeCount(grades)));
    width_->setValue(static_cast<int>(width.value_or(32)));
}

} // namespace gradewise
