#include "core/study/sweep/sweep_files.h"

#include "core/files/json_layout.h"
#include "core/study/sweep/sweep_report.h"

#include <fmt/format.h>

#include <string_view>
#include <utility>

namespace gradewise {

namespace {

Json choiceJson(const std::vector<SweptRate>& rates) {
    const auto choice = choiceOf(rates);
    if (!choice)
        return nullptr;
    Json equal = Json::array();
    for (const std::size_t other : choice->equal)
        equal.push_back(rates[other].rate);
    Json json{{"learningRate", rates[choice->best].rate},
              {"medianTrainRelativeL2", choice->error},
              {"equal", std::move(equal)}};
    json["edge"] = choice->smallest ? Json("smallest") : choice->largest ? Json("largest") : Json();
    return json;
}

std::string_view progressName(const SweptGrade& grade) {
    return grade.diverged ? name(GradeStatus::Diverged) : name(grade.progress);
}

Json gradeJson(const SweptGrade& grade, bool validated) {
    Json json{{"trainRelativeL2", grade.train}};
    if (validated)
        json["validationRelativeL2"] = grade.validation;
    json["progress"] = progressName(grade);
    if (grade.curvature) {
        json["largestEigenvalue"] = grade.curvature->largest;
        json["rateTimesLargestEigenvalue"] = grade.curvature->product();
    }
    return json;
}

} // namespace

std::string sweepJson(const SweepRecord& record) {
    const bool validated = record.config.samples.validation.count > 0;
    Json rates = Json::array();
    for (const SweptRate& rate : record.rates) {
        Json runs = Json::array();
        for (const SweptRun& run : rate.runs) {
            Json grades = Json::array();
            for (const SweptGrade& grade : run.grades)
                grades.push_back(gradeJson(grade, validated));
            runs.push_back({{"seed", run.seed},
                            {"status", name(run.status)},
                            {"seconds", run.seconds},
                            {"grades", std::move(grades)}});
        }
        rates.push_back({{"learningRate", rate.rate}, {"runs", std::move(runs)}});
    }
    return layoutJson(
        {{"title", record.config.title}, {"best", choiceJson(record.rates)}, {"rates", std::move(rates)}});
}

std::string sweepCsv(const SweepRecord& record) {
    std::string text = "learning_rate,seed,status,grade,train_relative_l2,validation_relative_l2,progress,"
                       "rate_times_largest_eigenvalue\n";
    const bool validated = record.config.samples.validation.count > 0;
    const auto number = [](bool known, double value) {
        return known ? fmt::format("{:.17g}", value) : std::string();
    };
    for (const SweptRate& rate : record.rates)
        for (const SweptRun& run : rate.runs)
            for (std::size_t l = 0; l < run.grades.size(); ++l) {
                const SweptGrade& grade = run.grades[l];
                const auto& curvature = grade.curvature;
                text +=
                    fmt::format("{:.17g},{},{},{},{:.17g},{},{},{}\n", rate.rate, run.seed, name(run.status),
                                l + 1, grade.train, number(validated, grade.validation), progressName(grade),
                                number(curvature.has_value(), curvature ? curvature->product() : 0.0));
            }
    return text;
}

} // namespace gradewise
