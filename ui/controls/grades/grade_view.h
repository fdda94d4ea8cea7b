// The table of the grades: how it looks, scrolls and is edited.
#pragma once

class QTableView;

namespace gradewise {

class GradeDelegate;
class GradeTableModel;

/// A view without a parent.
QTableView* makeGradeView(GradeTableModel& model, GradeDelegate& delegate);
/// Shows all rows while they are few; more scroll.
void fitHeight(QTableView& view);

} // namespace gradewise
