// The published experiments of multigrade learning that ship as presets: the numbers that their authors
// report, and where. What is not known stays empty; nothing here is ours.
#pragma once

#include "core/configuration/config.h"
#include "core/numbers/metrics.h"
#include "core/numbers/name_table.h"

#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace gradewise {

/// Which error of the sum of grades is reported.
enum class PublishedError { Rse, HalfMse, Mse };
template <>
Names<PublishedError> namesOf<PublishedError>();
double valueOf(PublishedError error, const Metrics& metrics);

/// Errors after grades 1, 2, …; a list is empty where nothing was published.
struct PublishedExperiment {
    std::string_view id;     ///< as in the papers' order here: "X1", "F2q", "W1", …
    std::string_view preset; ///< its experiment
    /// The published training has so many times the preset's epochs.
    double fullLength = 1.0;
    PublishedError error = PublishedError::Rse;
    std::vector<double> train;
    std::vector<double> validation;
    std::vector<double> test;
    std::string_view source; ///< whose code or paper

    bool hasNumbers() const { return !train.empty() || !validation.empty() || !test.empty(); }
};

std::span<const PublishedExperiment> publishedExperiments();
const PublishedExperiment* findPublished(std::string_view id);
/// By the id of the preset.
const PublishedExperiment* publishedOfPreset(std::string_view preset);

/// The preset with `scale` times the published epochs: epochs and the epochs between two steps of the
/// learning rate are scaled, and at least one. Throws std::invalid_argument unless scale is above 0 and the
/// epochs stay within limits::maximumEpochs.
ExperimentConfig publishedConfig(const PublishedExperiment& published, double scale);

/// An experiment that is a published one, with so many times the published epochs.
struct PublishedRun {
    const PublishedExperiment* experiment = nullptr;
    double scale = 1.0;
    bool operator==(const PublishedRun&) const = default;
};
/// The published experiment that this is: in all but seed, title and notes what publishedConfig() makes with
/// some scale. Nothing for any other, however small the change.
std::optional<PublishedRun> publishedRun(const ExperimentConfig& config);

} // namespace gradewise
