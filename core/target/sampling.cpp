#include "core/target/sampling.h"

#include "core/numbers/random.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

namespace gradewise {

namespace {

constexpr auto layouts = nameTable<Layout>({
    {Layout::Equispaced, "equispaced", "equispaced, with end points", "equispaced"},
    {Layout::EquispacedOpen, "equispacedOpen", "equispaced, without the upper end point", "half-open"},
    {Layout::Midpoints, "midpoints", "midpoints of equal cells", "midpoints"},
    {Layout::Random, "random", "uniformly random", "random"},
});
static_assert(layouts.isWhole());

/// Coordinates of one axis of a tensor grid. Not used for Layout::Random.
std::vector<double> axis(const Interval& interval, Layout layout, Index count) {
    std::vector<double> points(static_cast<std::size_t>(count));
    const bool withEnds = layout == Layout::Equispaced;
    if (withEnds && count == 1)
        return {interval.low + 0.5 * interval.length()};
    const auto cells = static_cast<double>(withEnds ? count - 1 : count);
    const double step = interval.length() / cells;
    const double shift = layout == Layout::Midpoints ? 0.5 : 0.0;
    for (std::size_t i = 0; i < points.size(); ++i)
        points[i] = interval.low + (static_cast<double>(i) + shift) * step;
    if (withEnds)
        points.back() = interval.high; // low + (n-1)·step may miss it by a rounding error
    return points;
}

/// All points whose coordinates are on `axes`, x fastest.
Matrix tensorGrid(const std::vector<std::vector<double>>& axes) {
    const auto variables = static_cast<Index>(axes.size());
    Index count = 1;
    for (const auto& coordinates : axes)
        count *= static_cast<Index>(coordinates.size());
    Matrix points(variables, count);
    Index run = 1; // how long a coordinate stays the same
    for (Index k = 0; k < variables; ++k) {
        const std::vector<double>& coordinates = axes[static_cast<std::size_t>(k)];
        const auto perAxis = static_cast<Index>(coordinates.size());
        for (Index i = 0; i < count; ++i)
            points(k, i) = coordinates[static_cast<std::size_t>((i / run) % perAxis)];
        run *= perAxis;
    }
    return points;
}

Matrix tensorGrid(const Domain& domain, Layout layout, Index perAxis) {
    std::vector<std::vector<double>> axes;
    for (const Interval& interval : domain)
        axes.push_back(axis(interval, layout, perAxis));
    return tensorGrid(axes);
}

/// How many inner points of an axis are nearer to a coordinate of the samples than rounding tells. Both
/// ascending.
std::size_t shared(const std::vector<double>& points, const std::vector<double>& samples, double step) {
    std::size_t count = 0;
    for (std::size_t i = 1; i + 1 < points.size(); ++i) {
        const auto next = std::ranges::lower_bound(samples, points[i] - 1e-6 * step);
        count += next != samples.end() && *next <= points[i] + 1e-6 * step ? 1 : 0;
    }
    return count;
}

/// See evaluationGrid().
std::vector<double> apartFromSamples(const Interval& interval, Index perAxis, Layout layout, Index samples) {
    std::vector<double> points = axis(interval, Layout::Equispaced, perAxis);
    if (points.size() < 3)
        return points;
    const double step = interval.length() / static_cast<double>(perAxis - 1);
    const std::vector<double> taken = axis(interval, layout, samples);
    if (3 * shared(points, taken, step) <= 2 * (points.size() - 2))
        return points;
    const double shift = 0.5 * std::min(step, taken[1] - taken[0]);
    for (std::size_t i = 1; i + 1 < points.size(); ++i)
        points[i] += shift;
    return points;
}

Matrix randomPoints(const Domain& domain, Index count, Random& random) {
    Matrix points(static_cast<Index>(domain.size()), count);
    for (Index i = 0; i < count; ++i)
        for (Index k = 0; k < points.rows(); ++k) {
            const Interval& interval = domain[static_cast<std::size_t>(k)];
            points(k, i) = random.uniform(interval.low, interval.high);
        }
    return points;
}

constexpr std::array everySet = {NamedSet{"train", &SamplesConfig::train},
                                 NamedSet{"validation", &SamplesConfig::validation},
                                 NamedSet{"test", &SamplesConfig::test}};

Dataset cleanDataset(const Target& target, const NamedSet& set, const SamplesConfig& config,
                     std::uint64_t seed) {
    Dataset data;
    data.x = drawPoints(target.domain(), set, config, seed);
    data.y = target(data.x);
    return data;
}

} // namespace

template <>
Names<Layout> namesOf<Layout>() {
    return layouts;
}

Index pointsPerAxis(Index count, std::size_t variables) {
    if (variables <= 1)
        return std::max<Index>(count, 1);
    const double root =
        std::pow(static_cast<double>(std::max<Index>(count, 1)), 1.0 / static_cast<double>(variables));
    return std::max<Index>(std::llround(root), 1);
}

Index pointCount(const SampleSet& set, std::size_t variables) {
    if (set.count <= 0 || set.layout == Layout::Random || variables <= 1)
        return std::max<Index>(set.count, 0);
    const Index perAxis = pointsPerAxis(set.count, variables);
    Index count = 1;
    for (std::size_t k = 0; k < variables; ++k)
        count *= perAxis;
    return count;
}

SamplesConfig asDrawn(SamplesConfig samples, std::size_t variables) {
    for (const NamedSet& named : everySet)
        (samples.*named.set).count = pointCount(samples.*named.set, variables);
    return samples;
}

std::span<const NamedSet> allSets() {
    return everySet;
}

Matrix samplePoints(const Domain& domain, const SampleSet& set, Random& random) {
    if (set.count <= 0)
        return Matrix::Zero(static_cast<Index>(domain.size()), 0);
    switch (set.layout) {
    case Layout::Equispaced:
    case Layout::EquispacedOpen:
    case Layout::Midpoints:
        return tensorGrid(domain, set.layout, pointsPerAxis(set.count, domain.size()));
    case Layout::Random:
        return randomPoints(domain, set.count, random);
    }
    return {};
}

Matrix drawPoints(const Domain& domain, const NamedSet& set, const SamplesConfig& config,
                  std::uint64_t seed) {
    Random random(seed, set.name);
    return samplePoints(domain, config.*set.set, random);
}

Matrix grid(const Domain& domain, Index perAxis) {
    return tensorGrid(domain, Layout::Equispaced, std::max<Index>(perAxis, 1));
}

Samples drawSamples(const Target& target, const SamplesConfig& config, std::uint64_t seed) {
    Samples samples;
    samples.train = cleanDataset(target, everySet[0], config, seed);
    samples.validation = cleanDataset(target, everySet[1], config, seed);
    samples.test = cleanDataset(target, everySet[2], config, seed);
    if (config.noise > 0.0) {
        Random noise(seed, "noise");
        for (double& label : samples.train.y.reshaped())
            label += config.noise * noise.normal();
    }
    return samples;
}

Index defaultGridPerAxis(std::size_t variables) {
    switch (variables) {
    case 0:
    case 1:
        return 2001;
    case 2:
        return 101;
    default:
        return 31;
    }
}

Matrix evaluationGrid(const Domain& domain, const SampleSet& train, std::optional<Index> perAxis) {
    const Index points = std::max<Index>(perAxis.value_or(defaultGridPerAxis(domain.size())), 1);
    if (train.layout == Layout::Random || train.count < 2)
        return grid(domain, points);
    const Index samples = pointsPerAxis(train.count, domain.size());
    std::vector<std::vector<double>> axes;
    for (const Interval& interval : domain)
        axes.push_back(apartFromSamples(interval, points, train.layout, samples));
    return tensorGrid(axes);
}

} // namespace gradewise
