// What is approximated: a function on a box, from the gallery or typed.
#pragma once

#include "core/formula/variables.h"
#include "core/numbers/domain.h"
#include "core/numbers/matrix.h"

#include <functional>
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace gradewise {

/// Which function, as written in an experiment file.
struct TargetConfig {
    enum class Kind { Gallery, Formula };
    Kind kind = Kind::Gallery;
    std::string id = "sine";                  ///< of the gallery entry (kind Gallery)
    std::vector<std::string> formulas;        ///< one an output (kind Formula)
    std::map<std::string, double> parameters; ///< values of the formulas' free names; missing ones are 1
    Domain domain;                            ///< empty with kind Gallery: the entry's own domain

    bool operator==(const TargetConfig&) const = default;
};

/// How many variables a target of that configuration has; 1 where nobody can tell.
Index inputsOf(const TargetConfig& config);

/// Why a target cannot be made: which part, where in a formula, a sentence for people.
struct TargetError {
    std::string path;     ///< within the target: "formula", "formula[1]", "domain[0]", "id", "parameters.a"
    std::string sentence; ///< whole, says what to do
    std::size_t position = 0; ///< byte offset in the formula text as typed; 0 when it is not about a formula
    std::size_t length = 0;   ///< bytes to underline; 0 when it is not about a place in a formula
};

/// A function R^d ⊇ box → R^t. Immutable; copies are cheap; evaluation is safe from several threads.
class Target {
public:
    using Function = std::function<Matrix(const Matrix&)>; ///< d × n points → t × n values

    Target(std::string name, Domain domain, Index outputs, Function function)
        : name_(std::move(name)),
          domain_(std::move(domain)),
          outputs_(outputs),
          function_(std::move(function)) {}

    const std::string& name() const { return name_; } ///< "sin(100x)", for titles
    const Domain& domain() const { return domain_; }
    Index inputs() const { return static_cast<Index>(domain_.size()); }
    Index outputs() const { return outputs_; }
    /// Values at the columns of x (d × n), t × n.
    Matrix operator()(const Matrix& x) const { return function_(x); }

private:
    std::string name_;
    Domain domain_;
    Index outputs_;
    Function function_;
};

/// The target of a configuration, or every reason why there is none. Allowed are 1 to 3 intervals within
/// ±1e9, 1 to 16 formulas, finite parameters that occur in a formula. A target that is made here is finite
/// and at most 1e100 on the default evaluation grid of its domain and on the centres of that grid's cells
/// (the first point where it is not is named in the error); between these points it may still have a pole,
/// which validate() finds where a sample meets it. Its largest value there is 0 or at least 1e-100.
/// Never throws.
std::variant<Target, std::vector<TargetError>> makeTarget(const TargetConfig& config);

/// The free names of the formulas in order of first appearance: these are the parameters to offer.
/// Empty for gallery targets and for formulas that cannot be read.
std::vector<std::string> freeNames(const TargetConfig& config);

} // namespace gradewise
