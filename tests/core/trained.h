// Training for tests, which write their experiments down as configurations.
#pragma once

#include "core/training/trainer.h"

namespace gradewise {

inline RunRecord train(const ExperimentConfig& config) {
    return train(prepareOrThrow(config));
}

inline RunRecord train(const ExperimentConfig& config, RunControl& control, RunObserver& observer,
                       int workers = 1) {
    return train(prepareOrThrow(config), control, observer, workers);
}

} // namespace gradewise
