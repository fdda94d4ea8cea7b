// What being watched costs a run, and how quickly it obeys.
#pragma once

#include "core/configuration/config.h"

namespace gradewise::bench {

/// Seconds of training on the wall, and of processor time in all threads from beginning to end.
struct RunCost {
    double wall;
    double processor;
};

/// train() alone.
RunCost plainRun(const ExperimentConfig& config);
/// A TrainingSession whose updates are taken 30 times a second.
RunCost watchedRun(const ExperimentConfig& config);

/// Seconds from pause() until the training thread rests. The run must last longer than a tenth of a second.
double secondsToPause(const ExperimentConfig& config);
/// Seconds from stop() until the session has handed over its record.
double secondsToStop(const ExperimentConfig& config);

} // namespace gradewise::bench
