// Published numbers beside those of the run on screen, and beside the median of several seeds that are
// trained in the background. Not modal.
#pragma once

#include "ui/published/seeds_driver.h"

#include <QDialog>

class QLabel;
class QProgressBar;
class QPushButton;
class QSpinBox;
class QTableView;

namespace gradewise {

class PublishedTable;

class PublishedWindow : public QDialog {
    Q_OBJECT
public:
    explicit PublishedWindow(QWidget* parent = nullptr);

    /// The experiment on screen and the errors of its grades so far. One without published numbers leaves the
    /// window with the one before, and so does any other while seeds are trained; then there is no "this
    /// run".
    void setRun(const ExperimentConfig& config, const GradeErrors& errors);

    SeedsDriver& driver() { return driver_; }
    const PublishedTable& table() const { return *table_; }
    /// Writes the comparison, of the seeds or without them of the run on screen. Throws FileError.
    void save(const QString& path) const;

    void reject() override; ///< stops the training and hides

protected:
    void closeEvent(QCloseEvent* event) override;

private:
    QWidget* makeControls();
    QWidget* makeFoot();
    void startOrStop();
    void showTable();
    void showState();
    QString stateText() const;
    void say(const QString& text, bool problem);
    void copy();
    void saveWithDialog();

    SeedsDriver driver_;
    ExperimentConfig config_;
    std::optional<PublishedRun> published_; ///< what config_ is
    std::vector<GradeErrors> thisRun_;      ///< one, or none where another experiment is on screen
    PublishedTable* table_;
    QLabel* about_;
    QLabel* remark_;
    QTableView* view_;
    QSpinBox* seeds_;
    QPushButton* start_;
    QLabel* stateLabel_;
    QProgressBar* progress_;
    QLabel* said_;
};

} // namespace gradewise
