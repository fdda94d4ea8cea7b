#include "ui/plots/color_map.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

namespace gradewise {

namespace {

struct Lab {
    double l;
    double a;
    double b;
};

/// The curve, hue and lightness in proportion to s, chroma a parabola just inside what a screen can show.
Lab onCurve(double s) {
    constexpr double degree = std::numbers::pi / 180.0;
    const double hue = (310.0 - 205.0 * s) * degree;
    const double chroma =
        0.12 * (1.0 - s) * (1.0 - 2.0 * s) + 0.10 * 4.0 * s * (1.0 - s) + 0.175 * s * (2.0 * s - 1.0);
    return {0.26 + 0.67 * s, chroma * std::cos(hue), chroma * std::sin(hue)};
}

int byteOf(double linear) {
    const double value = std::clamp(linear, 0.0, 1.0);
    const double encoded = value <= 0.0031308 ? 12.92 * value : 1.055 * std::pow(value, 1.0 / 2.4) - 0.055;
    return static_cast<int>(std::lround(255.0 * encoded));
}

QRgb toScreen(const Lab& color) {
    const auto cube = [](double x) { return x * x * x; };
    const double l = cube(color.l + 0.3963377774 * color.a + 0.2158037573 * color.b);
    const double m = cube(color.l - 0.1055613458 * color.a - 0.0638541728 * color.b);
    const double s = cube(color.l - 0.0894841775 * color.a - 1.2914855480 * color.b);
    return qRgb(byteOf(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
                byteOf(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
                byteOf(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s));
}

using Table = std::array<QRgb, 256>;

Table makeTable() {
    constexpr int pieces = 4096;
    std::array<double, pieces + 1> length{};
    for (int i = 1; i <= pieces; ++i) {
        const Lab from = onCurve((i - 1.0) / pieces);
        const Lab to = onCurve(static_cast<double>(i) / pieces);
        length[static_cast<std::size_t>(i)] =
            length[static_cast<std::size_t>(i - 1)] + std::hypot(to.l - from.l, to.a - from.a, to.b - from.b);
    }
    Table table{};
    for (std::size_t i = 0; i < table.size(); ++i) {
        const double wanted =
            length.back() * static_cast<double>(i) / (static_cast<double>(table.size()) - 1.0);
        const auto at =
            std::min<std::ptrdiff_t>(pieces, std::ranges::lower_bound(length, wanted) - length.begin());
        table[i] = toScreen(onCurve(static_cast<double>(at) / pieces));
    }
    return table;
}

} // namespace

QRgb heatColor(double share) {
    static const Table table = makeTable();
    const double place = std::clamp(share, 0.0, 1.0) * (static_cast<double>(table.size()) - 1.0);
    return table[static_cast<std::size_t>(std::lround(place))];
}

} // namespace gradewise
