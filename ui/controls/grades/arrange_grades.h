// Changes of the list of grades: one step of undo each, and what was typed into a grade moves along with it.
// They return why the result could not be run; nothing is changed then.
#pragma once

#include "core/numbers/matrix.h"

#include <QString>

namespace gradewise {

class ConfigEditor;

/// Adds a copy of the last grade.
QString addGrade(ConfigEditor& editor);
/// Puts a copy of row `from` (counted from 0) after it.
QString duplicateRow(ConfigEditor& editor, Index from);
QString removeRow(ConfigEditor& editor, Index gone);
/// Exchanges row `upper` and the one below.
QString exchangeRows(ConfigEditor& editor, Index upper);
/// Takes `count` grades like row `source`, of one hidden layer of that width, in place of all.
QString repeatRow(ConfigEditor& editor, Index source, Index count, Index width);

} // namespace gradewise
