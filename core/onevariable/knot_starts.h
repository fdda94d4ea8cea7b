// Where a search for the nodes of a linear spline may begin.
#pragma once

#include "core/onevariable/spline.h"

namespace gradewise {

/// Nodes at evenly spread samples: `cells` + 1 of them, for 1 ≤ cells < samples.
Vector evenNodes(const SortedSamples& samples, Index cells);

/// Nodes that give each cell the same share of ∫ |f''|^{2/5}, the density that is best for many nodes
/// (de Boor 1973). f'' is taken from a spline with four times as many even nodes, if there are samples
/// enough, and its density is smoothed and nowhere below a twentieth of its mean.
Vector equidistributedNodes(const SortedSamples& samples, Index cells);

/// Nodes between neighbouring groups of samples: from the smallest groups on, those two are joined whose
/// common straight line costs least, until `cells` are left (Pavlidis & Horowitz 1974). Begins with 4
/// to 16 groups a cell; empty when there are fewer than two samples a cell.
Vector joinedNodes(const SortedSamples& samples, Index cells);

/// The same for functions that jump. The groups' lines need not meet, but a spline is continuous: a jump
/// takes a cell of its own, from one sample to the next. So fewer groups are left, and where their lines are
/// farthest apart there is such a cell; how many, is what promises to leave least. Other nodes lie where the
/// lines of their groups meet. Begins with groups of two samples, if these are no more than 4096.
Vector jumpingNodes(const SortedSamples& samples, Index cells);

} // namespace gradewise
