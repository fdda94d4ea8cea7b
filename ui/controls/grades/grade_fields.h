// The settings of one grade as a form shows them, by row of the written-out grade list.
#pragma once

#include "ui/controls/config_editor.h"
#include "ui/controls/form_settings.h"

#include <optional>
#include <span>
#include <string>
#include <utility>

namespace gradewise {

/// Every setting that a grade may have, whichever its solver; those of the solvers once a key.
std::span<const FormSetting> gradeSettings();
/// The field of the setting at `path`, "solver.learningRate", in grade `row` (from 0).
Field gradeField(Index row, const std::string& path);
/// The row and the setting of a grade's field, if it is one.
std::optional<std::pair<Index, std::string>> gradeFieldOf(const QString& path);

} // namespace gradewise
