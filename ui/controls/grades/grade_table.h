// The grades: a table with what they are and how far they came, the actions that change it, and the details
// of the chosen grade.
#pragma once

#include "ui/controls/config_editor.h"
#include "ui/theme.h"
#include "ui/widgets/section.h"

class QAction;
class QHBoxLayout;
class QKeySequence;
class QLabel;
class QPushButton;
class QTableView;
class QToolButton;

namespace gradewise {

class GradeDelegate;
class GradeDetail;
class GradeTableModel;
class HelpButton;
class ProblemLabel;
class RunModel;
class WidthMenu;

class GradeTable : public Section {
    Q_OBJECT
public:
    explicit GradeTable(ConfigEditor& editor, QWidget* parent = nullptr);
    void showRun(const RunModel& model);
    void setTheme(const Theme& theme);
    /// A remark beneath the table, for instance on what applies to the next run only.
    void setRemark(const QString& remark);
    GradeTableModel& model() { return *model_; }

private:
    void makeActions();
    void connectModel();
    QAction* addAction(const QString& text, const QKeySequence& key, void (GradeTable::*slot)());
    QToolButton* addButton(QHBoxLayout* line, QAction* action);

    void refresh();
    void refreshCount();
    void chooseRow();
    void showDetails(bool on);

    void add();
    void duplicate();
    void remove();
    void moveUp();
    void moveDown();
    void exchange(Index upper, Index chosenAfter);
    void makeFixedWidth(Index count, Index width);
    void chooseSolver(int row, int place);
    void refused(const QString& problem);
    void changeRow(const QString& what, int row, const std::function<void(GradeConfig&)>& change);
    Index row() const;
    void select(Index row);

    ConfigEditor& editor_;
    GradeTableModel* model_;
    GradeDelegate* delegate_;
    QTableView* view_;
    WidthMenu* widthMenu_;
    ProblemLabel* problem_;
    QLabel* remark_;
    QLabel* count_;
    QPushButton* disclosure_;
    HelpButton* help_; ///< on the solver of the grade whose settings are shown
    GradeDetail* detail_;
    QAction* duplicate_ = nullptr;
    QAction* remove_ = nullptr;
    QAction* up_ = nullptr;
    QAction* down_ = nullptr;
    Index chosen_ = 0; ///< row to keep chosen while rows come and go
};

} // namespace gradewise
