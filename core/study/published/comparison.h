// Published errors beside ours: what `gradewise-cli reproduce` prints and the window shows.
#pragma once

#include "core/numbers/spread.h"
#include "core/record/run_record.h"
#include "core/study/published/published.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gradewise {

/// One line: a grade on a point set.
struct Comparison {
    std::string_view samples; ///< "train", "validation", "test"
    std::size_t grade = 0;    ///< from 0
    std::optional<double> published;
    std::vector<double> here; ///< of the runs that have that grade

    /// Nothing where no run has it.
    std::optional<Spread> spread() const {
        return here.empty() ? std::nullopt : std::optional(spreadOf(here));
    }
};

/// A run's errors after grades 1, 2, …
using GradeErrors = std::vector<GradeMetrics>;
GradeErrors errorsOf(const RunRecord& run);

/// All grades that were published or trained, on all three point sets.
std::vector<Comparison> compare(const PublishedExperiment& published, const std::vector<GradeErrors>& runs);
/// samples,grade,published,median,least,largest
std::string comparisonCsv(const std::vector<Comparison>& lines);

/// A sentence where the training is not of the published length; else empty.
std::string lengthRemark(double scale);

/// The published errors on the training samples as relative L2 errors: of relative squared ones the root,
/// others by the mean square of the target on the samples of `config`. Empty where none are published.
std::vector<double> publishedRelativeL2(const PublishedExperiment& published, const ExperimentConfig& config);

} // namespace gradewise
