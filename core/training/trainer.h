// The heart: grade after grade, each fitted to what is still wrong.
#pragma once

#include "core/experiment/config.h"
#include "core/experiment/run_record.h"
#include "core/training/observer.h"

namespace gradewise {

/// Trains the experiment. `config` must pass validate(); otherwise throws std::invalid_argument with the
/// issues. Same configuration, same build, same kind of machine: same numbers, observed or not, paused or not
/// (stop rules in seconds excepted). End-to-end training is an experiment of one grade. `workers`, 1 or 2, is
/// how many threads a step may use where its solver can (Adam and gradient descent); the numbers are the
/// same.
RunRecord train(const ExperimentConfig& config, RunControl& control, RunObserver& observer, int workers = 1);
/// Without control and observer.
RunRecord train(const ExperimentConfig& config);

} // namespace gradewise
