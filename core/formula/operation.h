// What a formula can do with numbers: one row an operation, and whoever needs to know something of it asks
// the row. operations.cpp has the table; a function that is added there can be typed, computed and bounded.
#pragma once

#include "core/numerics/jet.h"

#include <cstddef>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

namespace gradewise {

class ExpressionBuilder;

/// How an operation computes: at a point, and a column at a time with the same results.
struct Evaluation {
    double (*at)(const double* arguments);
    void (*column)(const double* const* arguments, std::size_t count, double* results);
};

/// Bounds of values, slopes and second derivatives, and regularity.
using JetRule = Jet (*)(Jets arguments, bool derivatives);

/// The operation in terms of others, by node.
using Definition = std::size_t (*)(ExpressionBuilder& builder, const std::vector<std::size_t>& arguments);

/// What may be amiss where an operation is the first that has no value, or none that is finite.
struct Troubles {
    // The ends of sentences: "a divisor may be 0".
    std::string_view noValue = "a value is too large";
    std::string_view infinite = "a value is too large";
    /// A sentence on why it has no value for these arguments, or empty.
    std::string_view (*undefined)(const double* arguments) = nullptr;
};

/// What it computes and its bounds are its own, or it is defined by others, or it is another name.
struct Operation {
    std::string_view name; ///< as typed
    std::string_view help; ///< for people
    std::size_t least;     ///< values it takes
    std::size_t most;      ///< `anyNumber`: folded from the left, two at a time
    Evaluation evaluation = {};
    JetRule jet = nullptr; ///< none where no bounds are known
    Troubles troubles = {};
    Definition definition = nullptr;
    std::string_view means = {}; ///< the function that it is another name of
};

inline constexpr std::size_t anyNumber = std::numeric_limits<std::size_t>::max();

/// What people may call, by name.
std::span<const Operation> knownFunctions();
const Operation* findFunction(std::string_view name);
/// Itself, or the operation that it is another name of.
const Operation& meantBy(const Operation& operation);
/// By its sign, one of < <= > >= == !=.
const Operation& comparisonOf(std::string_view sign);

/// Those that the code itself speaks of.
namespace operations {
extern const Operation& number;    ///< not computed from arguments
extern const Operation& variable;  ///< neither
extern const Operation& parameter; ///< neither
extern const Operation& add;
extern const Operation& subtract;
extern const Operation& multiply;
extern const Operation& divide;
extern const Operation& negate;
extern const Operation& power;
extern const Operation& less;
extern const Operation& equal;
extern const Operation& both;
extern const Operation& either;
extern const Operation& negation; ///< of a condition
extern const Operation& choose;   ///< (condition, value, value)
extern const Operation& absolute;
extern const Operation& smallest;
extern const Operation& largest;
extern const Operation& squareRoot;
extern const Operation& cubeRoot;
} // namespace operations

} // namespace gradewise
