// What each construction of the textbook is of.
#pragma once

#include "core/construction/textbook.h"
#include "core/target/target.h"

namespace gradewise {

/// The target of that construction: from the gallery where it has that function, else a formula. Sums with a
/// ratio other than ½ are formulas with the parameter c: of twelve folds or six waves, what is beyond being
/// left out.
TargetConfig textbookTarget(Textbook construction, double ratio);

} // namespace gradewise
