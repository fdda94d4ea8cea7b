// The learning-rate sweep: one experiment trained with one learning rate after another, to see where its
// grades learn, where they die, and where gradient descent leaves its bound of stability ("Why-MGDL", section
// 6).
#pragma once

#include "core/audit/checks.h"
#include "core/training/trainer.h"

#include <optional>
#include <string>
#include <vector>

namespace gradewise {

/// What is asked of a sweep.
struct SweepPlan {
    double low = 1e-3; ///< the smallest learning rate
    double high = 0.5; ///< and the largest
    Index rates = 10;
    Index seeds = 1; ///< runs of each rate
    bool operator==(const SweepPlan&) const = default;
};

/// One grade after its training.
struct SweptGrade {
    double train = 0.0;      ///< relative L2 error of s_l on the training samples
    double validation = 0.0; ///< and on the validation samples; 0 when there are none
    GradeProgress progress = GradeProgress::Improved;
    bool diverged = false; ///< the run ended with its weights from before the loss rose
    /// The Hessian at the last weights, of gradient descent.
    std::optional<Curvature> curvature;
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

/// The learning rates of a plan, equally far apart on a logarithmic scale.
std::vector<double> sweepRates(const SweepPlan& plan);

/// Why that experiment cannot be swept like that: a sentence; empty when it can.
std::string sweepProblem(const ExperimentConfig& config, const SweepPlan& plan);

/// The experiment with that learning rate in each grade of Adam or gradient descent; a final rate keeps its
/// share of the first. Throws std::invalid_argument where no grade has a learning rate.
ExperimentConfig withRate(const ExperimentConfig& config, double rate);

/// Told how a sweep goes, on the thread that trains.
class SweepWatcher {
public:
    virtual ~SweepWatcher() = default;
    /// The run of that rate, counted from 0, and seed begins.
    virtual void runBegun(std::size_t rate, std::uint64_t seed) {
        static_cast<void>(rate);
        static_cast<void>(seed);
    }
    virtual void epochDone(const HistoryPoint& point) { static_cast<void>(point); }
    virtual void gradeDone(const SweptGrade& grade) { static_cast<void>(grade); }
    virtual void runDone(std::size_t rate, const SweptRun& run) {
        static_cast<void>(rate);
        static_cast<void>(run);
    }
};

/// One run after the other, rates outside, seeds inside. Throws std::invalid_argument with what
/// sweepProblem() says.
SweepRecord sweep(const ExperimentConfig& config, const SweepPlan& plan, RunControl& control,
                  SweepWatcher& watcher);

} // namespace gradewise
