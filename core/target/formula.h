// A typed formula: text in, numbers out, every error with its place and a sentence. Wraps muParser, whose
// traps (assignment, decimal comma, missing built-ins, implicit multiplication) end here.
#pragma once

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
    std::size_t length = 1;   ///< bytes to underline
    std::string sentence;     ///< "There is no function or name 'sinn'; did you mean 'sin'?"
};

/// A formula in the variables x (, y, z) with named parameters. Immutable; evaluation is thread-safe.
class Formula {
public:
    /// Reads `text` as a function of the first `variables` of x, y, z (1 … 3). Never throws.
    static std::variant<Formula, FormulaError> parse(std::string_view text, std::size_t variables);

    const std::string& text() const; ///< as typed
    /// Free names in order of first appearance; each needs a value in evaluate().
    const std::vector<std::string>& parameters() const;
    /// Values (1 × n) at the columns of x (d × n). Names missing from `values` count as 1.
    /// Non-finite results are passed through: whoever samples the domain reports them.
    Matrix evaluate(const Matrix& x, const std::map<std::string, double>& values) const;

    /// Names of the functions and constants that formulas may use, for completion and messages.
    static std::vector<std::string> knownNames();

private:
    struct State;
    explicit Formula(std::shared_ptr<const State> state) : state_(std::move(state)) {}
    std::shared_ptr<const State> state_;
};

} // namespace gradewise
