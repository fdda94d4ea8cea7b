// Text beside the panel's own, a size smaller.
#pragma once

#include <QFont>

namespace gradewise {

/// The font at that share of its size, whichever unit says it; of 8 pixels at least.
QFont smaller(QFont font, double share);

} // namespace gradewise
