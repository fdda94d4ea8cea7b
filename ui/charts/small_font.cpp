#include "ui/charts/small_font.h"

#include <algorithm>
#include <cmath>

namespace gradewise {

QFont smaller(QFont font, double share) {
    if (font.pixelSize() > 0)
        font.setPixelSize(std::max(8, static_cast<int>(std::lround(font.pixelSize() * share))));
    else
        font.setPointSizeF(font.pointSizeF() * share);
    return font;
}

} // namespace gradewise
