#include "tests/fuzz/judgement.h"

#include "core/experiment/json.h"
#include "core/target/formula.h"

namespace gradewise::fuzz {

namespace {

/// Empty when the issues say something useful.
std::string judgeIssues(const std::vector<Issue>& issues) {
    if (issues.empty())
        return "refused without an issue";
    for (const Issue& issue : issues)
        if (issue.sentence.size() < 10 || issue.line < 0 || (issue.line > 0) != (issue.column > 0))
            return "an issue without a sentence or with half a place";
    if (issues.front().line < 1)
        return "the first issue has no place";
    return {};
}

std::string judgeRoundTrip(const Document& document) {
    const auto* config = std::get_if<ExperimentConfig>(&document);
    const auto* run = std::get_if<RunRecord>(&document);
    const std::string text = config != nullptr ? writeExperiment(*config) : writeRun(*run);
    const auto read = readDocument(text);
    const auto* again = std::get_if<Document>(&read);
    if (again == nullptr)
        return "what was written is refused: " + describe(std::get<std::vector<Issue>>(read));
    if (config != nullptr)
        return std::get<ExperimentConfig>(*again) == *config ? "" : "the experiment changed on the way";
    const auto& back = std::get<RunRecord>(*again);
    return back.model.hash() == run->model.hash() && writeRun(back) == text ? ""
                                                                            : "the run changed on the way";
}

} // namespace

Judgement judgeFile(const std::string& text) {
    const auto read = readDocument(text);
    if (const auto* issues = std::get_if<std::vector<Issue>>(&read))
        return {false, judgeIssues(*issues)};
    return {true, judgeRoundTrip(std::get<Document>(read))};
}

Judgement judgeFormula(const std::string& text, std::size_t variables) {
    const auto parsed = Formula::parse(text, variables);
    if (const auto* error = std::get_if<FormulaError>(&parsed)) {
        const bool clear = error->sentence.size() >= 10 && error->position <= text.size();
        return {false, clear ? "" : "a formula was refused without a sentence or with a place outside"};
    }
    const auto& formula = std::get<Formula>(parsed);
    const Matrix x = Matrix::Constant(static_cast<Index>(variables), 7, 0.3);
    const Matrix y = formula.evaluate(x, {});
    if (y.rows() != 1 || y.cols() != x.cols())
        return {true, "a formula has values of the wrong shape"};
    ExperimentConfig config;
    config.target = {TargetConfig::Kind::Formula, "", {text}, {}, Domain(variables, Interval{0.25, 1})};
    for (const Issue& issue : validate(config))
        if (issue.sentence.size() < 10)
            return {true, "an issue without a sentence"};
    return {true, ""};
}

} // namespace gradewise::fuzz
