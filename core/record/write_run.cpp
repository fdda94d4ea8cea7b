#include "core/experiment/document_format.h"
#include "core/experiment/write_experiment.h"
#include "core/record/audit_json.h"
#include "core/record/json.h"
#include "core/record/metrics_json.h"
#include "core/record/thin_history.h"

#include <algorithm>
#include <cmath>

namespace gradewise {

namespace {

Json layerJson(const Block& block, Index layer) {
    const auto weights = block.weights(layer);
    Json rows = Json::array();
    for (Index row = 0; row < weights.rows(); ++row) {
        Json numbers = Json::array();
        for (Index column = 0; column < weights.cols(); ++column)
            numbers.push_back(weights(row, column));
        rows.push_back(std::move(numbers));
    }
    Json bias = Json::array();
    for (const double number : block.bias(layer))
        bias.push_back(number);
    return {{"weights", std::move(rows)}, {"bias", std::move(bias)}};
}

Json layers(const Block& block) {
    Json list = Json::array();
    for (Index layer = 0; layer < block.layers(); ++layer)
        list.push_back(layerJson(block, layer));
    return list;
}

Json toJson(const GradeRecord& grade, const SamplesConfig& samples) {
    Json json{{"status", name(grade.status)},
              {"reason", name(grade.reason)},
              {"epochs", grade.epochs},
              {"seconds", grade.seconds},
              {"parameters", grade.parameters},
              {"guardScale", grade.guardScale},
              {"metrics", metricsJson(grade.metrics, samples)}};
    if (grade.certificate)
        json["certificate"] = certificateJson(*grade.certificate);
    if (grade.multiplyAdds)
        json["multiplyAdds"] = *grade.multiplyAdds;
    if (grade.balance)
        json["balance"] = balanceJson(*grade.balance);
    if (grade.audit)
        json["audit"] = auditJson(*grade.audit);
    if (grade.kinks)
        json["kinks"] = *grade.kinks;
    if (grade.pieces)
        json["pieces"] = *grade.pieces;
    if (!grade.warning.empty())
        json["warning"] = grade.warning;
    return json;
}

Json toJson(const GradeRecord& grade, const Block& block, const SamplesConfig& samples) {
    Json json = toJson(grade, samples);
    json["layers"] = layers(block);
    return json;
}

Json toJson(const PolishRecord& polish, const SamplesConfig& samples) {
    Json readOuts = Json::array();
    for (std::size_t l = 0; l < polish.model.grades(); ++l) {
        const Block& block = polish.model.grade(l).block;
        readOuts.push_back(layerJson(block, block.layers() - 1));
    }
    Json json{{"metrics", metricsJson(polish.metrics, samples)}, {"readOuts", std::move(readOuts)}};
    if (polish.largestError)
        json["largestError"] = largestErrorJson(*polish.largestError);
    return json;
}

template <class Point, class Value>
Json column(const std::vector<Point>& points, Value value) {
    Json list = Json::array();
    for (const Point& point : points)
        list.push_back(value(point));
    return list;
}

Json toJson(const std::vector<CurvaturePoint>& points) {
    const auto of = [&points](auto member) {
        return column(points, [member](const CurvaturePoint& p) { return p.curvature.*member; });
    };
    return {{"grade", column(points, [](const CurvaturePoint& p) { return p.grade + 1; })},
            {"epoch", column(points, [](const CurvaturePoint& p) { return p.epoch; })},
            {"learningRate", of(&Curvature::rate)},
            {"largest", of(&Curvature::largest)},
            {"largestError", of(&Curvature::largestError)},
            {"least", of(&Curvature::least)},
            {"leastError", of(&Curvature::leastError)},
            {"products", of(&Curvature::products)}};
}

Json toJson(const std::vector<HistoryPoint>& history) {
    Json json{{"grade", column(history, [](const HistoryPoint& p) { return p.grade + 1; })},
              {"epoch", column(history, [](const HistoryPoint& p) { return p.epoch; })},
              {"seconds", column(history, [](const HistoryPoint& p) { return p.seconds; })},
              {"trainRelativeL2", column(history, [](const HistoryPoint& p) { return p.trainRelativeL2; })},
              {"validationRelativeL2",
               column(history, [](const HistoryPoint& p) { return p.validationRelativeL2; })},
              {"learningRate", column(history, [](const HistoryPoint& p) { return p.rate; })}};
    if (std::any_of(history.begin(), history.end(), [](const HistoryPoint& p) { return !std::isnan(p.gap); }))
        json["gap"] = column(history, [](const HistoryPoint& p) { return p.gap; });
    return json;
}

/// The numbers of samples that are not those asked for: a tensor grid has n^d points.
Json drawnJson(const RunRecord& record) {
    Json json = Json::object();
    const SamplesConfig& wanted = record.config.samples;
    const SamplesConfig drawn = asDrawn(wanted, static_cast<std::size_t>(record.model.inputs()));
    for (const NamedSet& set : allSets())
        if ((drawn.*set.set).count != (wanted.*set.set).count)
            json[std::string(set.name)] = (drawn.*set.set).count;
    return json;
}

} // namespace

std::string writeGrade(const GradeRecord& grade, const SamplesConfig& samples) {
    return compactJson(toJson(grade, samples));
}

std::string writeRun(const RunRecord& record, const Watch& watch) {
    // The watch looks in between: the tree takes about a third of the time, its text the rest.
    const auto pieces = static_cast<double>(record.grades.size() + 8);
    double done = 0.0;
    const auto look = [&] {
        if (watch)
            watch(0.3 * done++ / pieces);
    };
    Json json{{"format", runFormat},           {"version", formatVersion},
              {"gradewise", record.version},   {"build", record.build},
              {"status", name(record.status)}, {"reason", record.reason},
              {"seconds", record.seconds},     {"experiment", experimentJson(record.config)}};
    if (const Json drawn = drawnJson(record); !drawn.empty())
        json["drawn"] = drawn;
    json["before"] = {{"metrics", metricsJson(record.before, record.config.samples)}};
    json["grades"] = Json::array();
    for (std::size_t i = 0; i < record.grades.size(); ++i) {
        look();
        json["grades"].push_back(
            toJson(record.grades[i], record.model.grade(i).block, record.config.samples));
    }
    if (record.largestError)
        json["largestError"] = largestErrorJson(*record.largestError);
    if (record.polish)
        json["polish"] = toJson(*record.polish, record.config.samples);
    look();
    const std::vector<HistoryPoint> history = thinned(record.history);
    json["history"] = toJson(history);
    if (record.epochsMeasured)
        json["history"]["measured"] = *record.epochsMeasured;
    else if (history.size() < record.history.size())
        json["history"]["measured"] = record.history.size();
    look();
    if (!record.curvature.empty())
        json["curvature"] = toJson(record.curvature);
    return layoutJson(json, part(watch, 0.3, 1.0));
}

} // namespace gradewise
