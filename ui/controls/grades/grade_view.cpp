#include "ui/controls/grades/grade_view.h"

#include "ui/controls/grades/grade_delegate.h"
#include "ui/models/grade_table_model.h"

#include <QCoreApplication>
#include <QHeaderView>
#include <QTableView>

#include <algorithm>

namespace gradewise {

namespace {

constexpr int mostRowsShown = 8;
/// Rows from the first one in sight that decide how wide a column is: with all of two thousand rows each news
/// of a run cost tens of milliseconds.
constexpr int rowsMeasured = 40;

} // namespace

QTableView* makeGradeView(GradeTableModel& model, GradeDelegate& delegate) {
    auto* view = new QTableView;
    view->setModel(&model);
    view->setItemDelegate(&delegate);
    view->setObjectName(QStringLiteral("grades"));
    view->setAccessibleName(QCoreApplication::translate("gradewise::GradeTable", "Grades"));
    view->setShowGrid(false);
    view->setFrameShape(QFrame::NoFrame);
    view->setSelectionBehavior(QAbstractItemView::SelectRows);
    view->setSelectionMode(QAbstractItemView::SingleSelection);
    view->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::SelectedClicked |
                          QAbstractItemView::EditKeyPressed | QAbstractItemView::AnyKeyPressed);
    view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    view->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    view->setTabKeyNavigation(false);
    view->setWordWrap(false);
    view->verticalHeader()->hide();
    view->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    view->verticalHeader()->setDefaultSectionSize(view->fontMetrics().height() + 9);
    QHeaderView* header = view->horizontalHeader();
    header->setSectionsClickable(false);
    header->setHighlightSections(false);
    header->setMinimumSectionSize(20);
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setResizeContentsPrecision(rowsMeasured);
    header->setSectionResizeMode(GradeTableModel::Grade, QHeaderView::Fixed);
    header->setSectionResizeMode(GradeTableModel::Widths, QHeaderView::Stretch);
    header->resizeSection(GradeTableModel::Grade, 36);
    return view;
}

void fitHeight(QTableView& view) {
    const int rows = std::min(view.model()->rowCount(), mostRowsShown);
    const int height = rows * view.verticalHeader()->defaultSectionSize() +
                       view.horizontalHeader()->sizeHint().height() + 2 * view.frameWidth() + 2;
    if (view.height() != height || view.minimumHeight() != height)
        view.setFixedHeight(height);
}

} // namespace gradewise
