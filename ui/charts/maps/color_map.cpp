#include "ui/charts/maps/color_map.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numbers>
#include <vector>

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

double linearOf(int byte) {
    const double encoded = byte / 255.0;
    return encoded <= 0.04045 ? encoded / 12.92 : std::pow((encoded + 0.055) / 1.055, 2.4);
}

Lab fromScreen(QRgb color) {
    const double r = linearOf(qRed(color));
    const double g = linearOf(qGreen(color));
    const double b = linearOf(qBlue(color));
    const double l = std::cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
    const double m = std::cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
    const double s = std::cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
    return {0.2104542553 * l + 0.7936177850 * m - 0.0040720468 * s,
            1.9779984951 * l - 2.4285922050 * m + 0.4505937099 * s,
            0.0259040371 * l + 0.7827717662 * m - 0.8086757660 * s};
}

Lab polar(double lightness, double chroma, double hue) {
    const double angle = hue * std::numbers::pi / 180.0;
    return {lightness, chroma * std::cos(angle), chroma * std::sin(angle)};
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

std::vector<QRgb> makeDiverging(QRgb neutral) {
    constexpr int side = 127; // colours each side of the neutral one
    const Lab middle = fromScreen(neutral);
    // As much chroma as a screen can show at a lightness that is far from the ground.
    const bool onLight = middle.l > 0.5;
    const Lab negative = onLight ? polar(0.46, 0.15, 257.0) : polar(0.80, 0.105, 245.0);
    const Lab positive = onLight ? polar(0.46, 0.125, 45.0) : polar(0.80, 0.135, 62.0);
    std::vector<QRgb> table;
    for (int i = -side; i <= side; ++i) {
        const Lab& end = i < 0 ? negative : positive;
        const double share = std::abs(i) / static_cast<double>(side);
        table.push_back(toScreen({std::lerp(middle.l, end.l, share), std::lerp(middle.a, end.a, share),
                                  std::lerp(middle.b, end.b, share)}));
    }
    table[side] = neutral | 0xff000000U;
    return table;
}

} // namespace

std::span<const QRgb> heatTable() {
    static const Table table = makeTable();
    return table;
}

QRgb heatColor(double share) {
    const std::span<const QRgb> table = heatTable();
    const double place = std::clamp(share, 0.0, 1.0) * (static_cast<double>(table.size()) - 1.0);
    return table[static_cast<std::size_t>(std::lround(place))];
}

std::span<const QRgb> divergingTable(QRgb neutral) {
    static std::map<QRgb, std::vector<QRgb>> tables;
    std::vector<QRgb>& table = tables[neutral];
    if (table.empty())
        table = makeDiverging(neutral);
    return table;
}

} // namespace gradewise
