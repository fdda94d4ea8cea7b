// The heart: grade after grade, each fitted to what is still wrong.
#pragma once

#include "core/experiment/experiment.h"
#include "core/record/run_record.h"
#include "core/training/begun_run.h"
#include "core/training/observer.h"

namespace gradewise {

/// Trains the experiment. Same configuration, same build, same kind of machine: same numbers, observed or
/// not, paused or not (stop rules in seconds excepted). End-to-end training is an experiment of one grade.
/// `workers`, 1 or 2, is how many threads a step may use where its solver can (Adam and gradient descent);
/// the numbers are the same.
RunRecord train(const Experiment& experiment, RunControl& control, RunObserver& observer, int workers = 1);
/// Without control and observer.
RunRecord train(const Experiment& experiment);

/// The same of a run that is kept on disk. It goes on from where such a run was broken off, and ends with
/// the bits of one that was not (stop rules in seconds excepted); the observer is told of its grades and
/// epochs as if they came now, but of no block. When memory runs out in a later grade it ends as Failed with
/// the grades before it; in the first one std::bad_alloc is thrown. Throws std::invalid_argument for a begun
/// run that cannot be one of that configuration.
RunRecord trainKeeping(const Experiment& experiment, RunControl& control, RunObserver& observer,
                       int workers = 1, const BegunRun& begun = BegunRun());

} // namespace gradewise
