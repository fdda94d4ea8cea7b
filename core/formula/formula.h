// A typed formula: text in, numbers out, every error with its place and a sentence. A reader of our own
// (formula_reader.h has the grammar) makes of it a tree of operations, from which values and bounds are read.
//
// Functions follow C and numpy where names differ in meaning between programs: log is natural (as is ln),
// mod(a, b) has the sign of b, sinc(x) = sin(πx)/(πx), round goes to the even neighbour, step(x) is 1 from
// x = 0 on, trigonometry is in radians.
#pragma once

#include "core/formula/expression.h"
#include "core/numbers/matrix.h"

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace gradewise {

struct FormulaError {
    std::size_t position = 0; ///< byte offset in the text as typed, within it or at its end
    std::size_t length = 1;   ///< bytes to underline; 1 also at the end, where something is missing
    std::string sentence;     ///< "There is no function or name 'sinn'; did you mean 'sin'?"
};

/// A formula in the variables x (, y, z) with named parameters. Immutable; evaluation is thread-safe.
class Formula {
public:
    /// Reads `text` (at most 4000 bytes of UTF-8) as a function of the first `variables` of x, y, z (1 … 3);
    /// with more than one, x1, x2, x3 are other names for them. Never throws, whatever the bytes.
    static std::variant<Formula, FormulaError> parse(std::string_view text, std::size_t variables);

    const std::string& text() const; ///< as typed
    /// With the signs and brackets that were left out: "sin(2*pi*x)" for sin 2πx. Empty where none were.
    std::string reading() const;
    /// Does it say log, which is natural here and to the base 10 elsewhere?
    bool saysLog() const;
    /// Free names in order of first appearance, at most 16; each needs a value in evaluate().
    const std::vector<std::string>& parameters() const;
    /// Values (1 × n) at the columns of x (d × n). Names missing from `values` count as 1.
    /// Non-finite results are passed through: whoever samples the domain reports them. The numbers do not
    /// depend on threads, batch size or locale. Throws std::invalid_argument when x has not one row a
    /// variable.
    Matrix evaluate(const Matrix& x, const std::map<std::string, double>& values) const;
    /// The tree with these values of the names.
    Expression expression(const std::map<std::string, double>& values) const;

    /// Names of the functions and constants that formulas may use, for completion and messages.
    static std::vector<std::string> knownNames();

private:
    struct State;
    explicit Formula(std::shared_ptr<const State> state) : state_(std::move(state)) {}
    std::shared_ptr<const State> state_;
};

} // namespace gradewise
