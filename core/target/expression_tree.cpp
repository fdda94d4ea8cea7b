// How a formula becomes a tree of operations.
#include "core/target/expression.h"
#include "core/target/formula_functions.h"
#include "core/target/formula_reader.h"
#include "core/target/gallery.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <map>
#include <numbers>
#include <numeric>
#include <string_view>
#include <type_traits>
#include <utility>

namespace gradewise {

namespace {

/// Names that mean one operation.
const std::map<std::string_view, Operation>& operationNames() {
    static const std::map<std::string_view, Operation> names = {
        {"abs", Operation::Absolute},
        {"sign", Operation::Sign},
        {"sgn", Operation::Sign},
        {"step", Operation::Step},
        {"heaviside", Operation::Step},
        {"floor", Operation::Floor},
        {"ceil", Operation::Ceiling},
        {"round", Operation::Round},
        {"trunc", Operation::Truncate},
        {"mod", Operation::Modulo},
        {"sqrt", Operation::SquareRoot},
        {"cbrt", Operation::CubeRoot},
        {"exp", Operation::Exponential},
        {"log", Operation::Logarithm},
        {"ln", Operation::Logarithm},
        {"sin", Operation::Sine},
        {"cos", Operation::Cosine},
        {"tan", Operation::Tangent},
        {"asin", Operation::Arcsine},
        {"arcsin", Operation::Arcsine},
        {"acos", Operation::Arccosine},
        {"arccos", Operation::Arccosine},
        {"atan", Operation::Arctangent},
        {"arctan", Operation::Arctangent},
        {"atan2", Operation::Arctangent2},
        {"sinh", Operation::HyperbolicSine},
        {"cosh", Operation::HyperbolicCosine},
        {"tanh", Operation::HyperbolicTangent},
        {"asinh", Operation::AreaSine},
        {"acosh", Operation::AreaCosine},
        {"atanh", Operation::AreaTangent},
        {"sinc", Operation::CardinalSine},
        {"erf", Operation::ErrorFunction},
        {"pow", Operation::Power},
        {"min", Operation::Minimum},
        {"max", Operation::Maximum},
        {"if", Operation::If},
        {andName, Operation::And},
        {orName, Operation::Or},
        {notName, Operation::Not},
    };
    return names;
}

/// Why a formula has no tree.
struct NoTree {
    std::string sentence;
};

/// Builds the tree from the reader's canonical text: a plain grammar, since the reader has settled everything
/// else (formula_reader.h).
class TreeBuilder {
public:
    TreeBuilder(const ReadFormula& formula, const std::map<std::string, double>& values)
        : rest_(formula.canonical) {
        for (const std::string& name : formula.parameters) {
            const auto found = values.find(name);
            parameters_.push_back(found == values.end() ? 1.0 : found->second);
        }
    }

    Expression build() {
        const std::size_t root = comparison();
        if (!rest_.empty())
            unread();
        if (root + 1 != tree_.nodes.size()) // constants that were folded may stand behind
            tree_.nodes.resize(root + 1);
        return std::move(tree_);
    }

private:
    using Arguments = std::vector<std::size_t>;

    [[noreturn]] void unread() const {
        throw NoTree{fmt::format("The formula's part '{}' could not be taken apart.", rest_.substr(0, 40))};
    }

    bool takeIf(std::string_view sign) {
        if (!rest_.starts_with(sign))
            return false;
        rest_.remove_prefix(sign.size());
        return true;
    }
    void expect(std::string_view sign) {
        if (!takeIf(sign))
            unread();
    }

    std::size_t add(Expression::Node node) {
        tree_.nodes.push_back(std::move(node));
        return tree_.nodes.size() - 1;
    }
    std::size_t constant(double value) { return add({Operation::Constant, value, {}}); }
    bool isConstant(std::size_t node) const { return tree_.nodes[node].operation == Operation::Constant; }

    bool allConstant(const Arguments& arguments) const {
        return std::ranges::all_of(arguments, [this](std::size_t node) { return isConstant(node); });
    }

    /// Of constants; what is composed below of several operations may differ from it, as 1 - erf(5) does from
    /// erfc(5).
    double valueOf(const KnownFunction& function, const Arguments& arguments) const {
        std::vector<double> values;
        for (const std::size_t argument : arguments)
            values.push_back(tree_.nodes[argument].constant);
        values.resize(std::max<std::size_t>(values.size(), 4));
        const auto count = static_cast<int>(arguments.size());
        const auto evaluate = [&values, count](auto evaluator) {
            using Evaluator = decltype(evaluator);
            if constexpr (std::is_invocable_v<Evaluator, double>)
                return evaluator(values[0]);
            else if constexpr (std::is_invocable_v<Evaluator, double, double>)
                return evaluator(values[0], values[1]);
            else if constexpr (std::is_invocable_v<Evaluator, double, double, double>)
                return evaluator(values[0], values[1], values[2]);
            else if constexpr (std::is_invocable_v<Evaluator, double, double, double, double>)
                return evaluator(values[0], values[1], values[2], values[3]);
            else
                return evaluator(values.data(), count);
        };
        return std::visit(evaluate, function.evaluator);
    }

    /// Operations on constants are carried out here, as the formula's evaluation carries them out.
    std::size_t make(Operation operation, const Arguments& arguments) {
        if (allConstant(arguments)) {
            std::array<double, 3> values{};
            for (std::size_t i = 0; i < arguments.size(); ++i)
                values.at(i) = tree_.nodes[arguments[i]].constant;
            return constant(apply(operation, values.data()));
        }
        return add({operation, 0.0, arguments});
    }

    std::size_t compared(int code, std::size_t a, std::size_t b) {
        switch (code) {
        case 0:
            return make(Operation::Less, {a, b});
        case 1:
            return make(Operation::LessOrEqual, {a, b});
        case 2:
            return make(Operation::Less, {b, a});
        case 3:
            return make(Operation::LessOrEqual, {b, a});
        case 4:
            return make(Operation::Equal, {a, b});
        default:
            return make(Operation::Not, {make(Operation::Equal, {a, b})});
        }
    }

    std::size_t comparison() {
        const std::size_t left = sum();
        // Longer signs first: "<=" begins with "<".
        constexpr std::array<std::pair<std::string_view, int>, 6> signs = {
            {{"<=", 1}, {">=", 3}, {"==", 4}, {"!=", 5}, {"<", 0}, {">", 2}}};
        for (const auto& [sign, code] : signs)
            if (takeIf(sign))
                return compared(code, left, sum());
        return left;
    }

    std::size_t sum() {
        std::size_t left = product();
        while (rest_.starts_with('+') || rest_.starts_with('-')) {
            const bool plus = takeIf("+");
            if (!plus)
                expect("-");
            left = make(plus ? Operation::Add : Operation::Subtract, {left, product()});
        }
        return left;
    }

    std::size_t product() {
        std::size_t left = signedPower();
        while (rest_.starts_with('*') || rest_.starts_with('/')) {
            const bool times = takeIf("*");
            if (!times)
                expect("/");
            left = make(times ? Operation::Multiply : Operation::Divide, {left, signedPower()});
        }
        return left;
    }

    std::size_t signedPower() {
        if (takeIf("-"))
            return make(Operation::Negate, {signedPower()});
        const std::size_t base = value();
        return takeIf("^") ? make(Operation::Power, {base, signedPower()}) : base;
    }

    std::size_t value() {
        if (takeIf("(")) {
            const std::size_t inner = comparison();
            expect(")");
            return inner;
        }
        if (rest_.empty())
            unread();
        const auto first = static_cast<unsigned char>(rest_.front());
        if (std::isdigit(first) != 0 || first == '.') {
            double number = 0.0;
            const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), number);
            if (error != std::errc())
                unread();
            rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
            return constant(number);
        }
        std::size_t length = 0;
        while (length < rest_.size() &&
               (std::isalnum(static_cast<unsigned char>(rest_[length])) != 0 || rest_[length] == '_'))
            ++length;
        const std::string_view name = rest_.substr(0, length);
        if (name.empty())
            unread();
        rest_.remove_prefix(length);
        return takeIf("(") ? call(name) : named(name);
    }

    std::size_t named(std::string_view name) {
        if (name == "x")
            return add({Operation::Variable, 0.0, {}});
        if (const KnownConstant* known = findConstant(name))
            return constant(known->value);
        std::size_t index = 0;
        if (name.starts_with('p') &&
            std::from_chars(name.data() + 1, name.data() + name.size(), index).ec == std::errc() &&
            index < parameters_.size())
            return constant(parameters_[index]);
        unread();
    }

    std::size_t call(std::string_view name) {
        Arguments arguments{comparison()};
        while (takeIf(","))
            arguments.push_back(comparison());
        expect(")");
        if (const KnownFunction* const known = findFunction(name); known != nullptr && allConstant(arguments))
            return constant(valueOf(*known, arguments));
        const std::size_t x = arguments.front();
        if (name == chainName) {
            const int codes = static_cast<int>(tree_.nodes[arguments.at(3)].constant);
            const std::size_t first = compared(codes / 6, x, arguments[1]);
            return make(Operation::And, {first, compared(codes % 6, arguments[1], arguments[2])});
        }
        if (const auto found = operationNames().find(name); found != operationNames().end()) {
            const Operation operation = found->second;
            if (operation != Operation::Minimum && operation != Operation::Maximum)
                return make(operation, arguments);
            return std::accumulate(arguments.begin() + 1, arguments.end(), x,
                                   [&](std::size_t a, std::size_t b) {
                                       return make(operation, {a, b});
                                   });
        }
        return composed(name, arguments);
    }

    /// Functions that are made of others.
    std::size_t composed(std::string_view name, const Arguments& arguments) {
        const std::size_t x = arguments.front();
        const auto inverse = [this](std::size_t of) { return make(Operation::Divide, {constant(1.0), of}); };
        if (name == "sec")
            return inverse(make(Operation::Cosine, {x}));
        if (name == "csc")
            return inverse(make(Operation::Sine, {x}));
        if (name == "cot") // not 1/tan, which says nothing where tan has a pole
            return make(Operation::Divide, {make(Operation::Cosine, {x}), make(Operation::Sine, {x})});
        if (name == "log2")
            return make(Operation::Multiply,
                        {constant(std::numbers::log2e), make(Operation::Logarithm, {x})});
        if (name == "log10")
            return make(Operation::Multiply,
                        {constant(std::numbers::log10e), make(Operation::Logarithm, {x})});
        if (name == "frac")
            return make(Operation::Subtract, {x, make(Operation::Floor, {x})});
        if (name == "erfc")
            return make(Operation::Subtract, {constant(1.0), make(Operation::ErrorFunction, {x})});
        if (name == "relu")
            return make(Operation::Maximum, {x, constant(0.0)});
        if (name == "hypot") {
            const auto square = [this](std::size_t of) {
                return make(Operation::Power, {of, constant(2.0)});
            };
            return make(Operation::SquareRoot, {make(Operation::Add, {square(x), square(arguments.at(1))})});
        }
        if (name == "clamp") {
            const std::size_t low = arguments.at(1);
            const std::size_t high = arguments.at(2);
            // Where the bounds cross, clamp() is no longer a minimum of a maximum.
            if (isConstant(low) && isConstant(high) &&
                tree_.nodes[low].constant <= tree_.nodes[high].constant)
                return make(Operation::Minimum, {make(Operation::Maximum, {x, low}), high});
            return make(Operation::If, {make(Operation::Less, {x, low}), low,
                                        make(Operation::If, {make(Operation::Less, {high, x}), high, x})});
        }
        throw NoTree{fmt::format("The function '{}' has no bounds here.", name)};
    }

    std::string_view rest_;
    std::vector<double> parameters_;
    Expression tree_;
};

} // namespace

std::variant<Expression, std::string> expressionOf(const TargetConfig& config) {
    if (inputsOf(config) != 1)
        return "Bounds are known for targets of one variable only.";
    std::string text;
    bool rewritten = false;
    if (config.kind == TargetConfig::Kind::Gallery) {
        const GalleryEntry* const entry = findInGallery(config.id);
        if (entry == nullptr || entry->editableFormula.empty())
            return "No formula spells this target.";
        text = entry->editableFormula;
        rewritten = true;
    } else {
        if (config.formulas.size() != 1)
            return "Bounds are known for targets of one output only.";
        text = config.formulas.front();
    }
    try {
        const ReadFormula read = readFormula(text, 1);
        Expression expression = TreeBuilder(read, config.parameters).build();
        expression.rewritten = rewritten;
        return expression;
    } catch (const FormulaError& error) {
        return error.sentence;
    } catch (const NoTree& reason) {
        return reason.sentence;
    }
}

} // namespace gradewise
