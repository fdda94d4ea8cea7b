// The formulas of a target as one text, a line an output, and back.
#pragma once

#include "core/target/target.h"

#include <QString>

#include <optional>

namespace gradewise {

/// What the formula field shows: the formulas, or those of the gallery entry when they can be edited.
QString formulaText(const TargetConfig& target);
std::vector<std::string> formulasOf(const QString& text);

/// Where and why a text is not a formula; counted in characters of `text`.
struct FormulaProblem {
    int position = 0;
    int length = 1;
    QString sentence;
};
std::optional<FormulaProblem> findProblem(const QString& text, std::size_t variables);

/// The target with these formulas in place of what it was: kind formula, its domain and the values of its
/// names kept, other values taken from `remembered` or 1.
TargetConfig withFormulas(const TargetConfig& target, const std::vector<std::string>& formulas,
                          const std::map<std::string, double>& remembered);
/// The target of a gallery entry on the entry's own domain.
TargetConfig fromGallery(const std::string& id);

} // namespace gradewise
