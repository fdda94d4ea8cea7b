// The errors that others have published for an experiment, as the error panel draws and names them.
#pragma once

#include "core/configuration/config.h"

#include <QString>

#include <vector>

namespace gradewise {

struct PublishedMarks {
    /// Relative L2 on the training samples, by grade from 0, where nothing is learnt; empty where nothing was
    /// published.
    std::vector<double> errors;
    QString text; ///< what the marks are, whose, and whether the training is as long
};
/// None for an experiment that differs from a published one in more than seed and length.
PublishedMarks publishedMarks(const ExperimentConfig& config);

} // namespace gradewise
