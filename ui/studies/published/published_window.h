// Published numbers beside those of the run on screen, and beside the median of several seeds that are
// trained in the background. Not modal.
#pragma once

#include "ui/studies/published/seeds_driver.h"
#include "ui/studies/study_window.h"

class QLabel;
class QSpinBox;
class QTableView;

namespace gradewise {

class PublishedTable;
class StartRow;

class PublishedWindow : public StudyWindow {
    Q_OBJECT
public:
    explicit PublishedWindow(QWidget* parent = nullptr);

    /// The experiment on screen and the errors of its grades so far. One without published numbers leaves the
    /// window with the one before, and so does any other while seeds are trained; then there is no "this
    /// run".
    void setRun(const ExperimentConfig& config, const GradeErrors& errors);

    SeedsDriver& driver() { return driver_; }
    const PublishedTable& table() const { return *table_; }
    /// Writes the comparison as CSV, of the seeds or without them of the run on screen.
    void save(const QString& path) override;

private:
    StudyDriver& study() override { return driver_; }
    bool hasResults() const override { return !driver_.runs().empty(); }
    QTableView* makeView();
    QWidget* makeButtons();
    void start();
    void showTable();
    void showState();
    QString stateText() const;
    void copy();

    SeedsDriver driver_;
    ExperimentConfig config_;
    std::optional<PublishedRun> published_; ///< what config_ is
    std::vector<GradeErrors> thisRun_;      ///< one, or none where another experiment is on screen
    PublishedTable* table_;
    QLabel* about_;
    QLabel* remark_;
    QSpinBox* seeds_;
    StartRow* row_;
};

} // namespace gradewise
