// The duel's window: grade by grade beside one network as deep that is trained end to end, live. Not modal;
// it works on the experiment that the main window shows.
#pragma once

#include "ui/duel/duel_driver.h"
#include "ui/theme.h"

#include <QDialog>

class QComboBox;
class QLabel;
class QMenu;
class QProgressBar;
class QPushButton;
class QSpinBox;

namespace gradewise {

class DuelChart;
class DuelTable;

class DuelWindow : public QDialog {
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
    /// Writes what is finished as its suffix says: csv, json, png, svg or pdf. Throws FileError.
    void save(const QString& path);

    void reject() override; ///< stops the duel and hides

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    QWidget* makeControls();
    QWidget* makeFoot();
    void startOrStop();
    void showDuel();
    void showState();
    QString stateText() const;
    QString remark() const;
    QString outcome() const;
    void saveWithDialog(const QString& suffix, const QString& kind);

    Theme theme_;
    DuelDriver driver_;
    ExperimentConfig config_;
    bool otherRun_ = false;
    QString problem_; ///< why the experiment cannot duel
    QString failure_; ///< why the last duel broke off
    QLabel* about_;
    QComboBox* budget_;
    QSpinBox* seeds_;
    QPushButton* start_;
    QLabel* stateLabel_;
    QProgressBar* progress_;
    DuelChart* chart_;
    DuelTable* table_;
    QLabel* outcome_;
    QLabel* said_;
    QPushButton* export_;
};

} // namespace gradewise
