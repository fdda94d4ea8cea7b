#include "core/target/target.h"

#include "core/formula/formula.h"
#include "core/numbers/printable.h"
#include "core/target/gallery.h"
#include "core/target/undefined.h"
#include "core/target/values.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>
#include <string_view>

namespace gradewise {

Index inputsOf(const TargetConfig& config) {
    const GalleryEntry* const entry =
        config.kind == TargetConfig::Kind::Gallery ? findInGallery(config.id) : nullptr;
    const std::size_t inputs = entry != nullptr ? entry->domain.size() : config.domain.size();
    return static_cast<Index>(std::clamp<std::size_t>(inputs, 1, maximumInputs));
}

namespace {

using Errors = std::vector<TargetError>;

constexpr std::size_t maximumOutputs = 16;
constexpr double maximumBound = 1e9;

std::string_view variableName(std::size_t index) {
    return variableNames.substr(index, 1);
}

void checkInterval(const Interval& interval, std::size_t index, Errors& errors) {
    const std::string path = fmt::format("domain[{}]", index);
    const std::string_view variable = variableName(index);
    const double magnitude = std::max(std::abs(interval.low), std::abs(interval.high));
    if (!std::isfinite(interval.low) || !std::isfinite(interval.high) || magnitude > maximumBound)
        errors.push_back(
            {path,
             fmt::format("The ends of the interval of {} must be numbers between -1e9 and 1e9.", variable)});
    else if (interval.low >= interval.high)
        errors.push_back(
            {path,
             fmt::format("The interval of {} must begin below its end, but begins at {} and ends at {}.",
                         variable, interval.low, interval.high)});
    else if (interval.length() < 1e-9 * std::max(1.0, magnitude))
        errors.push_back(
            {path, fmt::format("The interval of {} is too short to be told from a point; make it longer.",
                               variable)});
}

void checkDomain(const Domain& domain, Errors& errors) {
    if (domain.empty())
        errors.push_back(
            {"domain", "A formula needs a domain: one interval for each variable, such as 0 to 1."});
    if (domain.size() > maximumInputs)
        errors.push_back(
            {"domain", fmt::format("A target may have {} variables at most, but the domain has {} intervals.",
                                   maximumInputs, domain.size())});
    for (std::size_t k = 0; k < std::min(domain.size(), maximumInputs); ++k)
        checkInterval(domain[k], k, errors);
}

std::string formulaPath(const TargetConfig& config, std::size_t index) {
    return config.formulas.size() == 1 ? "formula" : fmt::format("formula[{}]", index);
}

/// The formulas that can be read; of the others the errors.
std::vector<Formula> readFormulas(const TargetConfig& config, Errors& errors) {
    std::vector<Formula> formulas;
    if (config.formulas.empty())
        errors.push_back({"formula", "There is no formula; write for instance sin(2*pi*x)."});
    if (config.formulas.size() > maximumOutputs) {
        errors.push_back({"formula", fmt::format("A target may have {} formulas at most, but {} are given.",
                                                 maximumOutputs, config.formulas.size())});
        return formulas;
    }
    const std::size_t variables = std::clamp<std::size_t>(config.domain.size(), 1, maximumInputs);
    for (std::size_t k = 0; k < config.formulas.size(); ++k) {
        auto result = Formula::parse(config.formulas[k], variables);
        if (const auto* error = std::get_if<FormulaError>(&result))
            errors.push_back({formulaPath(config, k), error->sentence, error->position, error->length});
        else
            formulas.push_back(std::get<Formula>(std::move(result)));
    }
    return formulas;
}

std::vector<std::string> namesIn(const std::vector<Formula>& formulas) {
    std::vector<std::string> names;
    for (const Formula& formula : formulas)
        for (const std::string& name : formula.parameters())
            if (std::ranges::find(names, name) == names.end())
                names.push_back(name);
    return names;
}

void checkParameters(const TargetConfig& config, const std::vector<std::string>& names, bool allRead,
                     Errors& errors) {
    for (const auto& [name, value] : config.parameters) {
        if (!std::isfinite(value))
            errors.push_back({"parameters." + name,
                              fmt::format("The parameter {} must be a finite number.", printable(name))});
        // A formula that cannot be read may well hold the name.
        if (!allRead || std::ranges::find(names, name) != names.end())
            continue;
        const std::string known =
            names.empty() ? "there is none in it" : fmt::format("those in it are {}", fmt::join(names, ", "));
        errors.push_back({"parameters." + name, fmt::format("No parameter of the formula is called '{}'; {}.",
                                                            printable(name), known)});
    }
}

/// Why a target with such values cannot be learned; empty when it can.
struct ValueProblem {
    Index output = 0;
    std::string sentence;                             ///< from "is" on
    std::optional<double> undefinedAt = std::nullopt; ///< the x where it has no value
};

std::optional<ValueProblem> valueProblem(const Target& target, const std::string& parameters) {
    double size = 0.0;
    for (const Matrix& x : probePoints(target.domain())) {
        const auto [bad, largest] = lookAtValues(target, x);
        if (bad) {
            const std::string where =
                fmt::format("is {} at {}{}", valueText(bad->value), bad->where, parameters);
            return ValueProblem{bad->output,
                                std::isfinite(bad->value)
                                    ? where + "; values beyond 1e100 cannot be learned. Choose a domain or "
                                              "a factor that keeps it smaller."
                                    : where + "; choose a domain without such points, or change the formula.",
                                std::isfinite(bad->value) ? std::nullopt : std::optional(bad->x)};
        }
        size = std::max(size, largest);
    }
    if (size > 0.0 && size < minimumSize)
        return ValueProblem{0,
                            fmt::format("is nowhere larger than {:.3g}{}; where all values are below 1e-100, "
                                        "the squares of errors vanish, and it cannot be learned. Multiply it "
                                        "by a factor.",
                                        size, parameters)};
    return std::nullopt;
}

/// The formulas without blanks around them, for titles.
std::string titleOf(const std::vector<std::string>& formulas) {
    constexpr std::string_view blanks = " \t\r\n";
    std::vector<std::string> parts;
    for (const std::string& formula : formulas) {
        const std::size_t first = std::min(formula.find_first_not_of(blanks), formula.size());
        parts.push_back(formula.substr(first, formula.find_last_not_of(blanks) + 1 - first));
    }
    return fmt::format("{}", fmt::join(parts, "; "));
}

Target formulaTarget(const TargetConfig& config, const std::vector<Formula>& formulas) {
    const auto outputs = static_cast<Index>(formulas.size());
    std::vector<Expression> expressions;
    expressions.reserve(formulas.size());
    for (const Formula& formula : formulas)
        expressions.push_back(formula.expression(config.parameters));
    auto function = [expressions = std::move(expressions)](const Matrix& x) {
        Matrix y(static_cast<Index>(expressions.size()), x.cols());
        for (Index k = 0; k < y.rows(); ++k)
            y.row(k) = valuesAt(expressions[static_cast<std::size_t>(k)], x);
        return y;
    };
    return {titleOf(config.formulas), config.domain, outputs, std::move(function)};
}

std::variant<Target, Errors> makeFormulaTarget(const TargetConfig& config) {
    Errors errors;
    checkDomain(config.domain, errors);
    const std::vector<Formula> formulas = readFormulas(config, errors);
    const std::vector<std::string> names = namesIn(formulas);
    checkParameters(config, names, formulas.size() == config.formulas.size(), errors);
    if (!errors.empty())
        return errors;
    Target target = formulaTarget(config, formulas);
    if (const auto problem = valueProblem(target, valuesText(names, config.parameters))) {
        const auto index = static_cast<std::size_t>(problem->output);
        std::string sentence = subjectOf(config, index) + ' ' + problem->sentence;
        const std::string why = problem->undefinedAt ? whyUndefined(config, *problem->undefinedAt) : "";
        if (!why.empty())
            sentence += ' ' + why;
        return Errors{{formulaPath(config, index), std::move(sentence)}};
    }
    return target;
}

std::variant<Target, Errors> makeGalleryTarget(const TargetConfig& config) {
    const GalleryEntry* entry = findInGallery(config.id);
    if (entry == nullptr) {
        std::vector<std::string_view> ids;
        for (const GalleryEntry& known : gallery())
            ids.emplace_back(known.id);
        return Errors{{"id", fmt::format("The gallery has no target '{}'; choose one of {}.",
                                         printable(config.id), fmt::join(ids, ", "))}};
    }
    Errors errors;
    const Domain& domain = config.domain.empty() ? entry->domain : config.domain;
    checkDomain(domain, errors);
    if (domain.size() != entry->domain.size())
        errors.push_back(
            {"domain", fmt::format("The target '{}' has {} variable{}, but the domain has {} interval{}.",
                                   config.id, entry->domain.size(), entry->domain.size() == 1 ? "" : "s",
                                   domain.size(), domain.size() == 1 ? "" : "s")});
    for (const auto& [name, value] : config.parameters)
        errors.push_back({"parameters." + name,
                          "Targets of the gallery have no parameters; leave them out or type a formula."});
    if (!errors.empty())
        return errors;
    Target target(entry->name, domain, 1, entry->function);
    if (const auto problem = valueProblem(target, ""))
        return Errors{{"domain", subjectOf(config, 0) + ' ' + problem->sentence}};
    return target;
}

} // namespace

std::variant<Target, std::vector<TargetError>> makeTarget(const TargetConfig& config) {
    switch (config.kind) {
    case TargetConfig::Kind::Gallery:
        return makeGalleryTarget(config);
    case TargetConfig::Kind::Formula:
        return makeFormulaTarget(config);
    }
    return Errors{};
}

std::vector<std::string> freeNames(const TargetConfig& config) {
    if (config.kind == TargetConfig::Kind::Gallery)
        return {};
    Errors ignored;
    return namesIn(readFormulas(config, ignored));
}

} // namespace gradewise
