// The duel's window: grade by grade beside one network as deep that is trained end to end, live.
#pragma once

#include "ui/studies/duel/duel_driver.h"
#include "ui/studies/study_window.h"
#include "ui/theme.h"

class QComboBox;
class QLabel;
class QSpinBox;

namespace gradewise {

class DuelChart;
class DuelTable;
class StartRow;

class DuelWindow : public StudyWindow {
    Q_OBJECT
public:
    explicit DuelWindow(const Theme& theme, QWidget* parent = nullptr);

    /// The experiment of the next duel; one in progress keeps its own.
    void setExperiment(const ExperimentConfig& config);
    /// Whether a run in the main window takes a core too, which the user is told.
    void setOtherRun(bool active);
    void setTheme(const Theme& theme);

    DuelDriver& driver() { return driver_; }
    DuelChart& chart() { return *chart_; }
    void save(const QString& path) override;

private:
    StudyDriver& study() override { return driver_; }
    bool hasResults() const override { return !driver_.record().endToEnd.empty(); }
    QWidget* makeFields();
    void start();
    void showDuel();
    void showState();
    QString stateText() const;
    QString remark() const;
    QString outcome() const;

    Theme theme_;
    DuelDriver driver_;
    ExperimentConfig config_;
    bool otherRun_ = false;
    QString problem_; ///< why the experiment cannot duel
    QString failure_; ///< why the last duel broke off
    QLabel* about_;
    QComboBox* budget_;
    QSpinBox* seeds_;
    StartRow* row_;
    DuelChart* chart_;
    DuelTable* table_;
};

} // namespace gradewise
