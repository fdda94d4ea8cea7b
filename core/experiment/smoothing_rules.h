// What an experiment may say about smoothing, and the kernel that it means.
#pragma once

#include "core/configuration/config.h"
#include "core/files/issue.h"

namespace gradewise {

/// Nodes of an axis where the file names none: 2049, 129, 33 in one, two and three variables, and more where
/// these are further apart than σ/4 (σ/2 in several variables, where the price is a power). Records of runs
/// rely on it: their smoothed sums are computed again.
Index defaultNodes(double length, double sigma, std::size_t variables);

/// S_σ of that grade; nothing where it has no smoothing. For grades that validate() accepts.
std::optional<Smoothing> smoothingOf(const GradeConfig& grade, const Domain& domain);

/// What is wrong with the smoothings of an experiment whose target has that domain.
std::vector<Issue> smoothingIssues(const ExperimentConfig& config, const Domain& domain);

} // namespace gradewise
