#include "core/construction/textbook.h"

#include "core/construction/textbook_parts.h"
#include "core/numbers/by_name.h"

#include <array>
#include <stdexcept>

namespace gradewise {

namespace {

constexpr std::array everyTextbook = {
    Textbook::Square, Textbook::Product,         Textbook::Takagi,      Textbook::Weierstrass, Textbook::Cube,
    Textbook::Sine,   Textbook::QuadraticSpline, Textbook::CubicSpline, Textbook::Daubechies4};

} // namespace

std::span<const Textbook> allTextbooks() {
    return everyTextbook;
}

std::string_view name(Textbook construction) {
    switch (construction) {
    case Textbook::Square:
        return "square";
    case Textbook::Product:
        return "product";
    case Textbook::Takagi:
        return "takagi";
    case Textbook::Weierstrass:
        return "weierstrass";
    case Textbook::Cube:
        return "cube";
    case Textbook::Sine:
        return "sine";
    case Textbook::QuadraticSpline:
        return "quadraticSpline";
    case Textbook::CubicSpline:
        return "cubicSpline";
    case Textbook::Daubechies4:
        return "daubechies4";
    }
    return {};
}

std::string_view displayName(Textbook construction) {
    switch (construction) {
    case Textbook::Square:
        return "x²";
    case Textbook::Product:
        return "xy";
    case Textbook::Takagi:
        return "Takagi's sum";
    case Textbook::Weierstrass:
        return "Weierstrass' sum";
    case Textbook::Cube:
        return "x³";
    case Textbook::Sine:
        return "sin πx";
    case Textbook::QuadraticSpline:
        return "Quadratic B-spline";
    case Textbook::CubicSpline:
        return "Cubic B-spline";
    case Textbook::Daubechies4:
        return "Daubechies D4";
    }
    return {};
}

std::optional<Textbook> textbookFromName(std::string_view text) {
    return byName(everyTextbook, text);
}

Index inputsOf(Textbook construction) {
    return construction == Textbook::Product ? 2 : 1;
}

double lengthOf(Textbook construction) {
    const auto cascade = cascadeOf(construction, 0);
    return cascade ? static_cast<double>(cascade->start.rows()) : 1.0;
}

bool hasRatio(Textbook construction) {
    return construction == Textbook::Takagi || construction == Textbook::Weierstrass;
}

std::optional<Index> mostGrades(Textbook construction) {
    return cascadeOf(construction, 0) ? std::optional(mostCascadeGrades) : std::nullopt;
}

std::vector<Index> textbookWidths(Textbook construction) {
    if (const auto sum = sawtoothOf(construction, 0.5, 0))
        return {sum->bends.size() * static_cast<Index>(sum->signals.size())};
    return cascadeWidths();
}

Block textbookBlock(Textbook construction, double ratio, const BlockShape& shape, Index grade) {
    if (const auto sum = sawtoothOf(construction, ratio, grade))
        return sawtoothBlock(*sum, shape, grade);
    return cascadeBlock(cascadeOf(construction, grade).value(), shape, grade);
}

} // namespace gradewise
