// Where a search for the nodes of few ramps begins.
#pragma once

#include "core/onevariable/knot_search.h"

#include <vector>

namespace gradewise {

/// The same nodes between the first and the last of these samples.
Vector spanned(Vector nodes, const SortedSamples& samples);
/// All ramps to one side: the function is level before the first kink, or with `left` behind the last.
RampSides sameSides(Index ramps, bool left);
/// Nodes for such a function from those of another with as many cells. Continued evenly, it has one cell
/// around that end: half of a cell is left of it.
Vector levelled(const Vector& nodes, bool left);

/// Evenly spaced nodes of so many cells, over all samples and over parts half as long.
std::vector<Vector> fewRampStarts(const SortedSamples& few, Index cells);

} // namespace gradewise
