// Everything about one grade that has no column in the table: start weights, learning rate, batch, what the
// next grade sees, and when the grade ends.
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
    enum class Schedule { Constant, Exponential, Steps };
    void showSolverRows(const SolverOptions& options, Schedule schedule);
    static Schedule scheduleOf(const LearningRate& rate);

    void makeSolver(QVBoxLayout* column);
    void makeStop(QVBoxLayout* column);
    TextField* addField(FieldRow* row, GradeField kind, const QString& objectName);
    QPushButton* addLink(QVBoxLayout* column, const QString& text, const QString& objectName);
    QuietCombo* addChoice(QVBoxLayout* column, const QString& label, const QStringList& items,
                          const QString& objectName, const QString& topic = {});
    void change(const QString& what, const std::function<void(GradeConfig&)>& change);
    void chooseSchedule(Schedule schedule);
    void choosePlateau(bool on);
    void takeTarget();
    void applyToAll();

    ConfigEditor& editor_;
    Index row_ = 0;
    QuietCombo* initialisation_ = nullptr;
    QuietCombo* schedule_ = nullptr;
    QuietCombo* readOut_ = nullptr;
    QuietCombo* carry_ = nullptr;
    QuietCombo* plateau_ = nullptr;
    QuietCombo* construction_ = nullptr;
    QuietCombo* precision_ = nullptr;
    FieldRow* regularisationRow_ = nullptr;
    FieldRow* ratioRow_ = nullptr;
    FieldRow* stepsRow_ = nullptr;
    FieldRow* rateRow_ = nullptr;
    FieldRow* batchRow_ = nullptr;
    FieldRow* finalRow_ = nullptr;
    FieldRow* decayRow_ = nullptr;
    FieldRow* smoothingRow_ = nullptr;
    FieldRow* plateauRow_ = nullptr;
    QWidget* stopRows_ = nullptr;
    QPushButton* takeTarget_ = nullptr;
    QPushButton* applyToAll_ = nullptr;
    std::vector<std::pair<TextField*, GradeField>> fields_;
};

} // namespace gradewise
