// How long a run still takes, if no stop rule but the number of epochs ends its grades.
#pragma once

#include "core/configuration/config.h"

#include <vector>

namespace gradewise {

class RemainingTime {
public:
    /// For a valid configuration with d = `inputs` and t = `outputs`.
    RemainingTime(const ExperimentConfig& config, Index inputs, Index outputs);

    /// Grades, repetitions written out.
    std::size_t grades() const { return work_.size(); }
    /// Epochs planned for a grade.
    Index epochs(std::size_t grade) const { return work_.at(grade).epochs; }
    /// Seconds of training left when `epoch` epochs of `grade` are done and took `secondsPerEpoch` each;
    /// other grades are taken to cost in proportion to their weights, samples and steps. `elapsed`: seconds
    /// of training since the run began, for a run with a time limit.
    double seconds(std::size_t grade, Index epoch, double secondsPerEpoch, double elapsed) const;

private:
    struct Work {
        Index epochs = 0;
        double epochCost = 0.0; ///< in arbitrary units
        std::optional<double> limit;
    };
    std::vector<Work> work_;
    std::optional<double> runLimit_;
};

} // namespace gradewise
