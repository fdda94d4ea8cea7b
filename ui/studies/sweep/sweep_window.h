// The window of the learning-rate sweep: the experiment with one rate after another, live.
#pragma once

#include "ui/studies/study_window.h"
#include "ui/studies/sweep/sweep_driver.h"
#include "ui/theme.h"

class QLabel;
class QPushButton;
class QStackedWidget;
class QToolButton;

namespace gradewise {

class StartRow;
class SweepChart;
class SweepControls;
class SweepTable;

class SweepWindow : public StudyWindow {
    Q_OBJECT
public:
    explicit SweepWindow(const Theme& theme, QWidget* parent = nullptr);

    /// The experiment of the next sweep; one in progress keeps its own.
    void setExperiment(const ExperimentConfig& config);
    /// Whether a run in the main window takes a core too, which the user is told.
    void setOtherRun(bool active);
    void setTheme(const Theme& theme);

    SweepDriver& driver() { return driver_; }
    SweepChart& chart() { return *chart_; }
    void save(const QString& path) override;

signals:
    /// "Use this rate" was pressed.
    void rateWanted(double rate);

protected:
    void showEvent(QShowEvent* event) override;

private:
    StudyDriver& study() override { return driver_; }
    bool hasResults() const override { return !driver_.record().rates.empty(); }
    QWidget* makeSwitches();
    QToolButton* addView(const QString& name, const QString& text, const QString& tip, int page);
    void start();
    void estimate();
    void choose(std::optional<std::size_t> rate);
    void showSweep();
    void showPlan();
    bool hasSomething() const;
    void showState();
    QString stateText() const;
    QString remark() const;
    QString outcome() const;

    /// What the cells depend on.
    struct Progress {
        std::size_t rates = 0;
        Index runs = 0;
        std::uint64_t seed = 0;
        std::size_t grades = 0;
        bool operator==(const Progress&) const = default;
    };

    SweepDriver driver_;
    std::optional<Progress> shown_;
    ExperimentConfig config_;
    bool otherRun_ = false;
    QString failure_;                   ///< why the last sweep broke off
    std::optional<double> expected_;    ///< seconds of a run of config_; nothing until somebody looks
    std::optional<std::size_t> chosen_; ///< of the rates on show
    bool chosenByUser_ = false;
    SweepControls* controls_;
    StartRow* row_;
    QStackedWidget* pages_;
    SweepChart* chart_;
    SweepTable* table_;
    QLabel* tableLegend_;
    QToolButton* views_[2] = {};
    QPushButton* use_;
};

} // namespace gradewise
