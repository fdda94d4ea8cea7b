#include "core/target/formula.h"

#include "core/target/formula_functions.h"
#include "core/target/formula_reader.h"

#include <muParser.h>

#include <array>
#include <new>
#include <stdexcept>

namespace gradewise {

struct Formula::State {
    std::string text;
    std::size_t variables = 1;
    ReadFormula read;
};

namespace {

/// The numbers that a muParser object looks at. It keeps their addresses: not to be moved.
struct Memory {
    std::array<double, 3> point = {};
    std::vector<double> parameters;
};

/// A parser that knows our words and no others. Each evaluation has its own, for muParser's objects are not
/// made for several threads; making one takes some 30 µs. The optimiser stays off: it rearranges products,
/// and a typed formula should give the numbers that the same expression gives in C++.
mu::Parser parserFor(const ReadFormula& formula, Memory& memory) {
    mu::Parser parser;
    parser.EnableOptimizer(false);
    parser.ClearFun();
    parser.ClearConst();
    for (const auto functions : {knownFunctions(), hiddenFunctions()})
        for (const KnownFunction& function : functions)
            std::visit([&](auto evaluator) { parser.DefineFun(std::string(function.name), evaluator); },
                       function.evaluator);
    for (const KnownConstant& constant : knownConstants())
        parser.DefineConst(std::string(constant.name), constant.value);
    for (std::size_t k = 0; k < memory.point.size(); ++k)
        parser.DefineVar(std::string(1, "xyz"[k]), &memory.point[k]);
    for (std::size_t k = 0; k < memory.parameters.size(); ++k)
        parser.DefineVar("p" + std::to_string(k), &memory.parameters[k]);
    parser.SetExpr(formula.canonical);
    return parser;
}

} // namespace

std::variant<Formula, FormulaError> Formula::parse(std::string_view text, std::size_t variables) {
    try {
        if (variables < 1 || variables > 3)
            return FormulaError{0, 1, "A formula may have one, two or three variables."};
        auto state =
            std::make_shared<State>(State{std::string(text), variables, readFormula(text, variables)});
        Memory memory{{0.5, 0.5, 0.5}, std::vector<double>(state->read.parameters.size(), 1.0)};
        static_cast<void>(parserFor(state->read, memory).Eval());
        return Formula(std::move(state));
    } catch (const FormulaError& error) {
        return error;
    } catch (const mu::Parser::exception_type& error) {
        if (error.GetCode() != mu::ecEXPRESSION_TOO_LONG && error.GetCode() != mu::ecINTERNAL_ERROR)
            throw std::bad_alloc(); // our reader accepted it; muParser takes a lack of memory for a mistake
        return FormulaError{
            0, std::max<std::size_t>(text.size(), 1),
            "This formula is too long or too involved to be evaluated; write it in a simpler way."};
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
    Memory memory;
    for (const std::string& name : parameters()) {
        const auto found = values.find(name);
        memory.parameters.push_back(found == values.end() ? 1.0 : found->second);
    }
    // Point by point: muParser's bulk mode saves a sixth of the time, but starts OpenMP threads that would
    // compete with training, and it works on the caller's arrays.
    Matrix result(1, x.cols());
    try {
        const mu::Parser parser = parserFor(state_->read, memory);
        for (Index i = 0; i < x.cols(); ++i) {
            for (Index k = 0; k < variables; ++k)
                memory.point[static_cast<std::size_t>(k)] = x(k, i);
            result(0, i) = parser.Eval();
        }
    } catch (const mu::ParserError&) {
        throw std::bad_alloc(); // as in parse()
    }
    return result;
}

std::vector<std::string> Formula::knownNames() {
    std::vector<std::string> names;
    for (const KnownFunction& function : knownFunctions())
        names.emplace_back(function.name);
    for (const KnownConstant& constant : knownConstants())
        names.emplace_back(constant.name);
    return names;
}

} // namespace gradewise
