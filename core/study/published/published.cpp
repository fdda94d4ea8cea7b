#include "core/study/published/published.h"

#include "core/experiment/presets.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

namespace gradewise {

namespace {

constexpr std::string_view xu = "code of Xu, \"Multi-grade deep learning\" (arXiv 2302.00150), notebook";
constexpr std::string_view spectral =
    "code of Fang and Xu on spectral bias (NeurIPS 2024, arXiv 2410.16105), notebook";
constexpr std::string_view outperforms = "code of Fang and Xu, \"Why multi-grade deep learning outperforms "
                                         "single-grade\" (arXiv 2507.20351), notebook";
constexpr std::string_view smoothing =
    "code of Lyu, Fang and Xu, \"Multigrade deep learning with smoothing\"";

std::vector<PublishedExperiment> all() {
    using enum PublishedError;
    return {
        {"X1",
         "X1",
         1.0,
         Rse,
         {0.2912, 1.910e-5, 1.073e-5},
         {}, // theirs are training points with noise of their own
         {0.2923, 1.553e-5, 1.119e-5},
         xu},
        {"X1s", "X1s", 1.0, Rse, {}, {}, {}, xu},
        {"X1n", "X1-noisy", 1.0, Rse, {}, {}, {}, xu},
        {"X2", "X2", 1.0, Rse, {}, {}, {}, xu},
        {"X2n", "X2-noisy", 1.0, Rse, {}, {}, {}, xu},
        {"X3", "X3", 1.0, Rse, {}, {}, {}, xu},
        {"X3n", "X3-noisy", 1.0, Rse, {}, {}, {}, xu},
        {"F2q",
         "F2q-cut",
         1.0,
         Rse,
         {0.9894, 0.9435, 0.8481, 0.6827},
         {0.9871, 0.9352, 0.8320, 0.6689},
         {0.9956, 0.9477, 0.8510, 0.6843},
         spectral},
        {"F2qs", "F2qs", 1.0, Rse, {0.9506}, {0.9515}, {0.9472}, spectral},
        {"F1", "F1-cut", 100.0, Rse, {}, {}, {}, spectral},
        {"F3", "F3-cut", 100.0, Rse, {}, {}, {}, spectral},
        {"F4", "F4-cut", 100.0, Rse, {}, {}, {}, spectral},
        {"W1",
         "W1-cut",
         50.0,
         HalfMse,
         {0.4403, 0.1138, 3.185e-3, 8.389e-5},
         {0.5003, 0.1300, 3.148e-3, 8.637e-5},
         {0.4404, 0.1117, 3.190e-3, 8.383e-5},
         outperforms},
        {"W2s", "W2s-cut", 50.0, HalfMse, {0.3640}, {0.3457}, {0.2840}, outperforms},
        {"S1", "S1-tenth", 10.0, Mse, {}, {}, {}, smoothing},
        {"S1g", "S1-gelu-tenth", 10.0, Mse, {}, {}, {}, smoothing},
        {"A1", "A1-cut", 50.0, Mse, {}, {}, {}, smoothing},
    };
}

Index scaled(Index epochs, double factor) {
    const double scaled = std::round(static_cast<double>(epochs) * factor);
    if (!(scaled <= static_cast<double>(limits::maximumEpochs)))
        throw std::invalid_argument(
            fmt::format("With this scale a grade would have {:.3g} epochs; at most {} are possible.", scaled,
                        limits::maximumEpochs));
    return std::max(Index{1}, static_cast<Index>(scaled));
}

const PublishedExperiment* findBy(std::string_view PublishedExperiment::*member, std::string_view text) {
    const auto experiments = publishedExperiments();
    const auto found = std::ranges::find(experiments, text, member);
    return found == experiments.end() ? nullptr : &*found;
}

/// What decides a run, its seed aside.
ExperimentConfig withoutWords(ExperimentConfig config) {
    config.title.clear();
    config.notes.clear();
    config.seed = 0;
    config.grades = expandedGrades(config);
    return config;
}

/// The presets of the published experiments, in their order.
std::vector<ExperimentConfig> plainPresets() {
    std::vector<ExperimentConfig> plain;
    for (const PublishedExperiment& each : publishedExperiments())
        plain.push_back(withoutWords(presetConfig(*findPreset(each.preset))));
    return plain;
}

/// A factor by which all epochs of the preset become those of the experiment when rounded, and the quotient
/// of the longest grade if that is one; nothing where the two are not alike.
std::optional<double> factorOf(const ExperimentConfig& config, const ExperimentConfig& preset) {
    if (!(config.target == preset.target) || config.grades.size() != preset.grades.size())
        return std::nullopt;
    double low = 0.0;
    double high = std::numeric_limits<double>::infinity();
    double quotient = 0.0;
    Index longest = 0;
    const auto narrow = [&](Index scaled, Index published) {
        const auto from = static_cast<double>(published);
        low = std::max(low, scaled > 1 ? (static_cast<double>(scaled) - 0.5) / from : 0.0);
        high = std::min(high, (static_cast<double>(scaled) + 0.5) / from);
        if (published > longest)
            quotient = static_cast<double>(scaled) / from;
        longest = std::max(longest, published);
    };
    for (std::size_t i = 0; i < preset.grades.size(); ++i) {
        narrow(config.grades[i].stop.epochs, preset.grades[i].stop.epochs);
        const DescentOptions* const given = descentOf(config.grades[i].solver);
        const DescentOptions* const published = descentOf(preset.grades[i].solver);
        if (given != nullptr && published != nullptr && published->rate.decayFactor)
            narrow(given->rate.decayEvery, published->rate.decayEvery);
    }
    return low <= quotient && quotient < high ? quotient : 0.5 * (low + high);
}

bool isPublished(const ExperimentConfig& config, const PublishedExperiment& published, double scale) {
    try {
        return config == withoutWords(publishedConfig(published, scale));
    } catch (const std::invalid_argument&) {
        return false;
    }
}

} // namespace

template <>
Names<PublishedError> namesOf<PublishedError>() {
    static constexpr auto errors = nameTable<PublishedError>({
        {PublishedError::Rse, "rse", "relative squared error"},
        {PublishedError::HalfMse, "halfMse", "halved mean squared error"},
        {PublishedError::Mse, "mse", "mean squared error"},
    });
    static_assert(errors.isWhole());
    return errors;
}

double valueOf(PublishedError error, const Metrics& metrics) {
    switch (error) {
    case PublishedError::Rse:
        return metrics.rse;
    case PublishedError::HalfMse:
        return metrics.halfMse;
    case PublishedError::Mse:
        return metrics.mse;
    }
    throw std::logic_error("Not an error.");
}

std::span<const PublishedExperiment> publishedExperiments() {
    static const std::vector<PublishedExperiment> experiments = all();
    return experiments;
}

const PublishedExperiment* findPublished(std::string_view id) {
    return findBy(&PublishedExperiment::id, id);
}

const PublishedExperiment* publishedOfPreset(std::string_view preset) {
    return findBy(&PublishedExperiment::preset, preset);
}

ExperimentConfig publishedConfig(const PublishedExperiment& published, double scale) {
    if (!(scale > 0.0) || !std::isfinite(scale))
        throw std::invalid_argument("The scale of an experiment must be a number above 0.");
    const double factor = scale * published.fullLength;
    ExperimentConfig config = presetConfig(*findPreset(published.preset));
    for (GradeConfig& grade : config.grades) {
        grade.stop.epochs = scaled(grade.stop.epochs, factor);
        if (DescentOptions* const descent = descentOf(grade.solver); descent && descent->rate.decayFactor)
            descent->rate.decayEvery = scaled(descent->rate.decayEvery, factor);
    }
    return config;
}

std::optional<PublishedRun> publishedRun(const ExperimentConfig& config) {
    static const std::vector<ExperimentConfig> presets = plainPresets();
    const ExperimentConfig plain = withoutWords(config);
    for (std::size_t i = 0; i < presets.size(); ++i) {
        const PublishedExperiment& each = publishedExperiments()[i];
        const auto factor = factorOf(plain, presets[i]);
        if (factor && isPublished(plain, each, *factor / each.fullLength))
            return PublishedRun{&each, *factor / each.fullLength};
    }
    return std::nullopt;
}

} // namespace gradewise
