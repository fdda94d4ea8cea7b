// One experiment trained with one seed after another, in the background. Lives on the window's thread.
#pragma once

#include "core/session/session.h"
#include "core/study/published/comparison.h"
#include "ui/studies/study_driver.h"

namespace gradewise {

class SeedsDriver : public StudyDriver {
    Q_OBJECT
public:
    explicit SeedsDriver(QObject* parent = nullptr);

    /// Forgets the runs so far and trains with config.seed, config.seed + 1, … A stop ends the present run;
    /// whole runs stay.
    void start(const ExperimentConfig& config, Index seeds);
    void forget();

    Index seeds() const { return seeds_; } ///< asked for
    /// The errors of whole runs, in the order of their seeds.
    const std::vector<GradeErrors>& runs() const { return runs_; }
    /// Whole runs, and the share of its epochs that the present one has behind it.
    double runsDone() const;

private:
    News takeIn() override;
    void askToStop() override;
    QString startNext();

    TrainingSession session_;
    ExperimentConfig config_; ///< of the present run
    Index seeds_ = 0;
    std::vector<GradeErrors> runs_;
    double epochsDone_ = 0.0; ///< of the present run
};

} // namespace gradewise
