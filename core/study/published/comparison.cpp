#include "core/study/published/comparison.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace gradewise {

namespace {

/// One of the point sets that errors are published for.
struct PointSetOf {
    std::string_view name;
    Metrics GradeMetrics::*metrics;
    std::vector<double> PublishedExperiment::*published;
};

constexpr std::array pointSets = {
    PointSetOf{"train", &GradeMetrics::train, &PublishedExperiment::train},
    PointSetOf{"validation", &GradeMetrics::validation, &PublishedExperiment::validation},
    PointSetOf{"test", &GradeMetrics::test, &PublishedExperiment::test},
};

/// NaN for a target that cannot be made.
double meanSquareOfTrainingLabels(const ExperimentConfig& config) {
    const auto made = makeTarget(config.target);
    const auto* const target = std::get_if<Target>(&made);
    if (!target)
        return std::nan("");
    const Matrix labels = drawSamples(*target, config.samples, config.seed).train.y;
    return labels.squaredNorm() / static_cast<double>(labels.cols());
}

} // namespace

GradeErrors errorsOf(const RunRecord& run) {
    GradeErrors errors;
    for (const GradeRecord& grade : run.grades)
        errors.push_back(grade.metrics);
    return errors;
}

std::vector<Comparison> compare(const PublishedExperiment& published, const std::vector<GradeErrors>& runs) {
    std::size_t grades = 0;
    for (const PointSetOf& set : pointSets)
        grades = std::max(grades, (published.*set.published).size());
    for (const GradeErrors& run : runs)
        grades = std::max(grades, run.size());
    std::vector<Comparison> lines;
    for (const PointSetOf& set : pointSets)
        for (std::size_t grade = 0; grade < grades; ++grade) {
            const std::vector<double>& numbers = published.*set.published;
            Comparison line{set.name, grade, std::nullopt, {}};
            if (grade < numbers.size())
                line.published = numbers[grade];
            for (const GradeErrors& run : runs)
                if (grade < run.size())
                    line.here.push_back(valueOf(published.error, run[grade].*set.metrics));
            lines.push_back(std::move(line));
        }
    return lines;
}

std::string comparisonCsv(const std::vector<Comparison>& lines) {
    std::string text = "samples,grade,published,median,least,largest\n";
    for (const Comparison& line : lines) {
        text += fmt::format("{},{},{},", line.samples, line.grade + 1,
                            line.published ? fmt::format("{}", *line.published) : "");
        if (const auto spread = line.spread())
            text += fmt::format("{},{},{}\n", spread->median, spread->least, spread->largest);
        else
            text += ",,\n";
    }
    return text;
}

std::string lengthRemark(double scale) {
    if (std::abs(scale - 1.0) < 1e-12)
        return {};
    return fmt::format("Trained for {:.4g} of the published epochs: the errors are not expected to agree.",
                       scale);
}

std::vector<double> publishedRelativeL2(const PublishedExperiment& published,
                                        const ExperimentConfig& config) {
    std::vector<double> errors;
    if (published.train.empty())
        return errors;
    double unit = 1.0; // times the relative squared error
    switch (published.error) {
    case PublishedError::Rse:
        break;
    case PublishedError::Mse:
        unit = meanSquareOfTrainingLabels(config);
        break;
    case PublishedError::HalfMse:
        unit = 0.5 * meanSquareOfTrainingLabels(config);
        break;
    }
    for (const double error : published.train)
        errors.push_back(std::sqrt(error / unit));
    return errors;
}

} // namespace gradewise
