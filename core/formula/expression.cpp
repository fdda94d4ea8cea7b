#include "core/formula/expression.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace gradewise {

std::size_t ExpressionBuilder::add(Expression::Node node) {
    expression_.nodes.push_back(std::move(node));
    return expression_.nodes.size() - 1;
}

std::size_t ExpressionBuilder::number(double value) {
    return add({&operations::number, value, 0, {}});
}

std::size_t ExpressionBuilder::variable(std::size_t index) {
    return add({&operations::variable, 0.0, index, {}});
}

std::size_t ExpressionBuilder::make(const Operation& named, const std::vector<std::size_t>& arguments) {
    const Operation& operation = meantBy(named);
    if (operation.definition != nullptr)
        return operation.definition(*this, arguments);
    if (operation.most == anyNumber)
        return folded(operation, arguments);
    if (!std::ranges::all_of(arguments, [this](std::size_t node) { return isNumber(node); }))
        return add({&operation, 0.0, 0, arguments});
    std::array<double, 3> values{};
    for (std::size_t i = 0; i < arguments.size(); ++i)
        values.at(i) = valueOf(arguments[i]);
    return number(operation.evaluation.at(values.data()));
}

std::size_t ExpressionBuilder::folded(const Operation& operation, const std::vector<std::size_t>& arguments) {
    std::size_t result = arguments.front();
    for (std::size_t i = 1; i < arguments.size(); ++i) {
        const std::size_t next = arguments[i];
        const std::array<double, 2> values = {valueOf(result), valueOf(next)};
        result = isNumber(result) && isNumber(next) ? number(operation.evaluation.at(values.data()))
                                                    : add({&operation, 0.0, 0, {result, next}});
    }
    return result;
}

Expression ExpressionBuilder::finish(std::size_t root) && {
    expression_.nodes.resize(root + 1); // numbers that were computed with may stand behind
    return std::move(expression_);
}

Expression withValues(const Expression& formula, std::span<const double> parameters) {
    ExpressionBuilder builder;
    std::vector<std::size_t> places; // by node of the formula
    places.reserve(formula.nodes.size());
    for (const Expression::Node& node : formula.nodes) {
        if (node.is(operations::number))
            places.push_back(builder.number(node.constant));
        else if (node.is(operations::variable))
            places.push_back(builder.variable(node.index));
        else if (node.is(operations::parameter))
            places.push_back(builder.number(parameters[node.index]));
        else {
            std::vector<std::size_t> arguments;
            for (const std::size_t argument : node.arguments)
                arguments.push_back(places[argument]);
            places.push_back(builder.make(*node.operation, arguments));
        }
    }
    return std::move(builder).finish(places.back());
}

std::vector<double> nodeValues(const Expression& expression, std::span<const double> point) {
    std::vector<double> values;
    values.reserve(expression.nodes.size());
    for (const Expression::Node& node : expression.nodes) {
        std::array<double, 3> arguments{};
        for (std::size_t i = 0; i < node.arguments.size(); ++i)
            arguments.at(i) = values[node.arguments[i]];
        values.push_back(node.is(operations::number)     ? node.constant
                         : node.is(operations::variable) ? point[node.index]
                                                         : node.operation->evaluation.at(arguments.data()));
    }
    return values;
}

double valueAt(const Expression& expression, double x) {
    const std::vector<double> values = nodeValues(expression, {&x, 1});
    return values.empty() ? 0.0 : values.back();
}

} // namespace gradewise
