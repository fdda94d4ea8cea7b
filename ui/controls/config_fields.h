// Which typed values a configuration has: for each its path, how it reads and how it is written back.
#pragma once

#include "ui/controls/config_editor.h"

namespace gradewise {

Field titleField();
Field seedField();
Field noiseField();
Field trainCountField();
Field validationCountField();
Field testCountField();
Field runGoalField();    ///< stop.relativeL2; empty: no such rule
Field runSupField();     ///< stop.sup; empty: no such rule
Field runSecondsField(); ///< stop.seconds; empty: no such rule
Field parameterField(const QString& parameter);

enum class DomainEnd { Low, High };
Field domainField(std::size_t variable, DomainEnd end);
/// The domain of a target; for a gallery target without one of its own, that of its entry.
Domain domainOf(const TargetConfig& target);
/// "x", "y", "z".
QString variableName(std::size_t variable);

} // namespace gradewise
