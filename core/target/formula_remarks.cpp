#include "core/target/formula_remarks.h"

#include "core/formula/formula.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace gradewise {

namespace {

constexpr std::size_t longestReading = 400; ///< bytes; longer ones help nobody

/// A constant that a free name is easily taken for, or empty.
std::string_view nearConstant(std::string_view name) {
    return name == "E" ? "e" : (name == "p" || name == "P" || name == "Π" ? "pi" : "");
}

} // namespace

std::vector<std::string> namesWithoutValue(const TargetConfig& config) {
    std::vector<std::string> names = freeNames(config);
    std::erase_if(names, [&config](const std::string& name) { return config.parameters.contains(name); });
    return names;
}

std::string withoutValueRemark(const TargetConfig& config) {
    const std::vector<std::string> names = namesWithoutValue(config);
    if (names.empty())
        return {};
    std::string remark =
        names.size() == 1
            ? fmt::format("The name {} has no value in \"parameters\"; it is 1.", names.front())
            : fmt::format("The names {} have no value in \"parameters\"; each is 1.", fmt::join(names, ", "));
    for (const std::string& name : names)
        if (const std::string_view near = nearConstant(name); !near.empty())
            remark += fmt::format(" The constant is called {}, not {}.", near, name);
    return remark;
}

std::vector<std::string> readingRemarks(const TargetConfig& config) {
    std::vector<std::string> remarks;
    if (config.kind != TargetConfig::Kind::Formula)
        return remarks;
    bool logarithm = false;
    const std::size_t variables = std::clamp<std::size_t>(config.domain.size(), 1, maximumInputs);
    for (std::size_t k = 0; k < config.formulas.size(); ++k) {
        const auto parsed = Formula::parse(config.formulas[k], variables);
        const auto* const formula = std::get_if<Formula>(&parsed);
        if (formula == nullptr)
            continue;
        logarithm = logarithm || formula->saysLog();
        const std::string reading = formula->reading();
        if (reading.empty() || reading.size() > longestReading)
            continue;
        const std::string which =
            config.formulas.size() == 1 ? "The formula" : fmt::format("Formula {}", k + 1);
        remarks.push_back(fmt::format("{} is read as {}.", which, reading));
    }
    if (logarithm)
        remarks.emplace_back("log is the natural logarithm; log10 has the base 10.");
    return remarks;
}

} // namespace gradewise
