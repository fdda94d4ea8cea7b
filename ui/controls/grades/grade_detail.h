// Everything about one grade that has no column in the table: what its solver lets one choose, what the next
// grade sees, and when the grade ends. The rows are those that the settings describe.
#pragma once

#include "ui/controls/config_editor.h"
#include "ui/controls/grades/grade_fields.h"
#include "ui/theme.h"

#include <QWidget>

class QPushButton;
class QVBoxLayout;

namespace gradewise {

class FieldRow;
class QuietCombo;
class Solver;
class TextField;

/// Where the manual explains that solver: "solvers#varpro".
QString solverHelp(const Solver& solver);

class GradeDetail : public QWidget {
    Q_OBJECT
public:
    explicit GradeDetail(ConfigEditor& editor, QWidget* parent = nullptr);
    /// Shows grade `row` (from 0).
    void setRow(Index row);
    void setTheme(const Theme& theme);
    void refresh();

signals:
    /// Why a choice could not be made.
    void refused(const QString& problem);

private:
    struct Row {
        std::string path;
        FieldRow* row = nullptr;
        bool begins = true;          ///< the row is its own, not that of the setting before it
        TextField* field = nullptr;  ///< of a setting that is typed
        QuietCombo* combo = nullptr; ///< of one that is chosen
    };
    QVBoxLayout* makeStopColumn();
    void addRow(QVBoxLayout* column, const FormSetting& setting);
    void addSchedule(QVBoxLayout* column);
    void addTakeTarget(QVBoxLayout* column);
    QPushButton* addLink(QVBoxLayout* column, const QString& text, const QString& objectName);
    void choose(const FormSetting& setting, int choice);
    void chooseSchedule(int choice);
    void takeTarget();
    void applyToAll();
    /// Changes the grade; nothing where there is no such row any more.
    void change(const QString& what, const std::function<void(GradeConfig&)>& change);

    ConfigEditor& editor_;
    Index row_ = 0;
    std::vector<Row> rows_;
    QWidget* stopRows_ = nullptr;
    FieldRow* scheduleRow_ = nullptr;
    QuietCombo* schedule_ = nullptr;
    QPushButton* takeTarget_ = nullptr;
    QPushButton* applyToAll_ = nullptr;
};

} // namespace gradewise
