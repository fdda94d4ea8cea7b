// A duel as a file.
#pragma once

#include "ui/studies/duel/duel_chart.h"

namespace gradewise {

/// Writes whole pairs, one at least, as the suffix of the path says: csv and json as the command line does;
/// png, svg and pdf the chart. Throws FileError.
void writeDuel(const DuelRecord& record, DuelChart::Axis axis, DuelChart::Error error, const QString& path);

} // namespace gradewise
