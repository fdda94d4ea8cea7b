#include "core/formula/formula.h"

#include "core/formula/formula_names.h"
#include "core/formula/formula_reader.h"

#include <stdexcept>

namespace gradewise {

struct Formula::State {
    std::string text;
    std::size_t variables = 1;
    ReadFormula read;
};

std::variant<Formula, FormulaError> Formula::parse(std::string_view text, std::size_t variables) {
    try {
        if (variables < 1 || variables > 3)
            return FormulaError{0, 1, "A formula may have one, two or three variables."};
        return Formula(
            std::make_shared<State>(State{std::string(text), variables, readFormula(text, variables)}));
    } catch (const FormulaError& error) {
        return error;
    }
}

const std::string& Formula::text() const {
    return state_->text;
}

std::string Formula::reading() const {
    return state_->read.implicit ? shownReading(state_->read) : std::string();
}

bool Formula::saysLog() const {
    return state_->read.logarithm;
}

const std::vector<std::string>& Formula::parameters() const {
    return state_->read.parameters;
}

Matrix Formula::evaluate(const Matrix& x, const std::map<std::string, double>& values) const {
    const auto variables = static_cast<Index>(state_->variables);
    if (x.rows() != variables)
        throw std::invalid_argument("A formula was given points with a wrong number of coordinates.");
    return valuesAt(expression(values), x);
}

Expression Formula::expression(const std::map<std::string, double>& values) const {
    std::vector<double> parameterValues;
    for (const std::string& name : parameters()) {
        const auto found = values.find(name);
        parameterValues.push_back(found == values.end() ? 1.0 : found->second);
    }
    return withValues(state_->read.tree, parameterValues);
}

std::vector<std::string> Formula::knownNames() {
    std::vector<std::string> names;
    for (const Operation& function : knownFunctions())
        names.emplace_back(function.name);
    for (const KnownConstant& constant : knownConstants())
        names.emplace_back(constant.name);
    return names;
}

} // namespace gradewise
