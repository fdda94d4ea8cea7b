// An experiment whose duel takes a moment.
#pragma once

#include "core/configuration/config.h"

namespace gradewise {

inline ExperimentConfig smallDuel() {
    ExperimentConfig config;
    config.samples.train.count = 100;
    config.samples.validation.count = 0;
    config.samples.test.count = 50;
    config.grades.assign(1, GradeConfig{});
    config.grades[0].hidden = {8, 6};
    config.grades[0].stop.epochs = 30;
    config.grades[0].repeat = 2;
    return config;
}

} // namespace gradewise
