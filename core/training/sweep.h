// The learning-rate sweep: one experiment trained with one learning rate after another, to see where its
// grades learn, where they die, and where gradient descent leaves its bound of stability ("Why-MGDL", section
// 6).
#pragma once

#include "core/audit/checks.h"
#include "core/training/trainer.h"

#include <functional>
#include <optional>
#include <vector>

namespace gradewise {

/// One grade after its training.
struct SweptGrade {
    double train = 0.0;      ///< relative L2 error of s_l on the training samples
    double validation = 0.0; ///< and on the validation samples; 0 when there are none
    GradeProgress progress = GradeProgress::Improved;
    /// Step size times largest eigenvalue of the Hessian at the last weights, of gradient descent; steps are
    /// stable below 2.
    std::optional<double> stepCurvature;
};

struct SweptRun {
    std::uint64_t seed = 0;
    RunStatus status = RunStatus::Finished;
    double seconds = 0.0; ///< of training
    std::vector<SweptGrade> grades;
};

struct SweptRate {
    double rate = 0.0;
    std::vector<SweptRun> runs; ///< of seeds config.seed, config.seed + 1, …
};

struct SweepRecord {
    ExperimentConfig config;
    std::vector<SweptRate> rates; ///< whole ones only
    bool stopped = false;         ///< by the control
};

/// `count` learning rates from `low` to `high`, both above 0, equally far apart on a logarithmic scale.
std::vector<double> sweepRates(double low, double high, Index count);

/// The experiment with that learning rate in each grade of Adam or gradient descent; a final rate keeps its
/// share of the first. Throws std::invalid_argument where no grade has a learning rate.
ExperimentConfig withRate(const ExperimentConfig& config, double rate);

/// Called after each run.
using SweepWatcher = std::function<void(double rate, const SweptRun& run)>;

/// One run after the other, rates outside, seeds inside.
SweepRecord sweep(const ExperimentConfig& config, const std::vector<double>& rates, Index seeds,
                  RunControl& control, const SweepWatcher& watcher);

} // namespace gradewise
