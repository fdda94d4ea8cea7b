#include "core/target/target_expression.h"

#include "core/formula/formula.h"
#include "core/target/gallery.h"

#include <fmt/core.h>

namespace gradewise {

std::variant<Expression, std::string> expressionOf(const TargetConfig& config) {
    if (inputsOf(config) != 1)
        return "Bounds are known for targets of one variable only.";
    const bool ofGallery = config.kind == TargetConfig::Kind::Gallery;
    const GalleryEntry* const entry = ofGallery ? findInGallery(config.id) : nullptr;
    if (ofGallery && (entry == nullptr || entry->editableFormula.empty()))
        return "No formula spells this target.";
    if (!ofGallery && config.formulas.size() != 1)
        return "Bounds are known for targets of one output only.";
    const auto read = Formula::parse(ofGallery ? entry->editableFormula : config.formulas.front(), 1);
    if (const auto* const error = std::get_if<FormulaError>(&read))
        return error->sentence;
    Expression expression = std::get<Formula>(read).expression(config.parameters);
    expression.rewritten = ofGallery;
    for (const Expression::Node& node : expression.nodes)
        if (!node.arguments.empty() && node.operation->jet == nullptr)
            return fmt::format("The function '{}' has no bounds here.", node.operation->name);
    return expression;
}

} // namespace gradewise
