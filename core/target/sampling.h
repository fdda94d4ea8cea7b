// Points of a box, and the samples a run learns from and is judged on.
#pragma once

#include "core/numbers/name_table.h"
#include "core/settings/setting.h"
#include "core/target/target.h"

#include <optional>
#include <span>
#include <string_view>

namespace gradewise {

class Random;

enum class Layout {
    Equispaced,     ///< tensor grid with both end points, hit exactly; the centre when it is one point
    EquispacedOpen, ///< tensor grid low + i·length/n, i = 0 … n-1: the upper end point left out
    Midpoints,      ///< centres of equal cells
    Random,         ///< independent, uniform
};

template <>
Names<Layout> namesOf<Layout>();

struct SampleSet {
    Layout layout = Layout::Equispaced;
    /// Number of points wanted. A tensor grid in d > 1 variables takes the nearest n with n^d points.
    Index count = 1000;
    bool operator==(const SampleSet&) const = default;
};

template <class Set, class Visit>
requires SettingsOf<Set, SampleSet>
void eachSetting(Set& set, const Visit& visit) {
    visit(Setting{.key = "layout", .words = "layout"}, set.layout);
    visit(Setting{.key = "count"}, set.count);
}

struct SamplesConfig {
    SampleSet train{Layout::Equispaced, 1024};
    SampleSet validation{Layout::Random, 512};
    SampleSet test{Layout::Midpoints, 1000};
    double noise = 0.0; ///< standard deviation σ of normal noise on the training labels only
    bool operator==(const SamplesConfig&) const = default;
};

template <class Samples, class Visit>
requires SettingsOf<Samples, SamplesConfig>
void eachSetting(Samples& samples, const Visit& visit) {
    visit(Setting{.key = "train", .words = "training samples", .form = {.label = "Training"}}, samples.train);
    visit(Setting{.key = "validation", .words = "validation samples", .form = {.label = "Validation"}},
          samples.validation);
    visit(Setting{.key = "test", .words = "test samples", .form = {.label = "Test"}}, samples.test);
    visit(Setting{.key = "noise",
                  .words = "noise",
                  .form = {.label = "Label noise σ",
                           .explanation = "Standard deviation of the noise on the labels.",
                           .manual = "samples#noise"}},
          samples.noise);
}

/// Points per axis for a tensor grid of about `count` points in d variables: round(count^(1/d)), at least 1.
Index pointsPerAxis(Index count, std::size_t variables);
/// How many points samplePoints() makes: the count, but of a tensor grid in d > 1 variables the nearest n^d.
Index pointCount(const SampleSet& set, std::size_t variables);
/// The samples with the counts that are drawn in place of those wanted.
SamplesConfig asDrawn(SamplesConfig samples, std::size_t variables);
/// Points (d × n) of that layout; x varies fastest; d × 0 for a count of 0. `random` is used by
/// Layout::Random only, point by point.
Matrix samplePoints(const Domain& domain, const SampleSet& set, Random& random);
/// Tensor grid with end points, `perAxis` points an axis (d × perAxis^d), x fastest.
Matrix grid(const Domain& domain, Index perAxis);

/// Points and labels.
struct Dataset {
    Matrix x; ///< d × n
    Matrix y; ///< t × n
};

struct Samples {
    Dataset train;      ///< labels carry the noise
    Dataset validation; ///< clean labels
    Dataset test;       ///< clean labels
};

/// The three sets that a run draws, by the names of their streams: "train", "validation", "test".
struct NamedSet {
    std::string_view name;
    SampleSet SamplesConfig::*set;
};
std::span<const NamedSet> allSets();
/// Points of such a set as drawSamples() draws them.
Matrix drawPoints(const Domain& domain, const NamedSet& set, const SamplesConfig& config, std::uint64_t seed);

/// Samples of a run; each set and the noise draw from their own stream of `seed` ("train", "validation",
/// "test", "noise"), so that changing one leaves the others.
Samples drawSamples(const Target& target, const SamplesConfig& config, std::uint64_t seed);

/// Grid points an axis on which residuals are drawn and judged, by number of variables: 2001, 101, 31.
Index defaultGridPerAxis(std::size_t variables);
/// The grid on which a run is judged, `perAxis` points an axis or the default (d × points): equispaced with
/// both end points. Where more than two in three points of an axis would be coordinates of a training sample,
/// as with equispaced 2001 or 4001, its inner points are moved by half a step of the samples, so that the
/// grid sees what is between them; the ends stay.
Matrix evaluationGrid(const Domain& domain, const SampleSet& train, std::optional<Index> perAxis = {});

} // namespace gradewise
