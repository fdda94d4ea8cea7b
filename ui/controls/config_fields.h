// Which typed values a configuration has: for each its path, how it reads and how it is written back.
#pragma once

#include "ui/controls/config_editor.h"
#include "ui/controls/form_settings.h"

namespace gradewise {

/// The setting of an experiment at that path, "samples.train.count"; throws std::out_of_range where there is
/// none.
const FormSetting& experimentSetting(const std::string& path);
/// Its field, where it is typed.
Field experimentField(const std::string& path);
Field titleField();
Field parameterField(const QString& parameter);

enum class DomainEnd { Low, High };
Field domainField(std::size_t variable, DomainEnd end);
/// The domain of a target; for a gallery target without one of its own, that of its entry.
Domain domainOf(const TargetConfig& target);
/// "x", "y", "z".
QString variableName(std::size_t variable);

} // namespace gradewise
