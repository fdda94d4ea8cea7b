#include "core/construction/textbook.h"

#include "core/construction/textbook_parts.h"

#include <stdexcept>

namespace gradewise {

namespace {

constexpr auto textbooks = nameTable<Textbook>({
    {Textbook::Square, "square", "x²"},
    {Textbook::Product, "product", "xy"},
    {Textbook::Takagi, "takagi", "Takagi's sum"},
    {Textbook::Weierstrass, "weierstrass", "Weierstrass' sum"},
    {Textbook::Cube, "cube", "x³"},
    {Textbook::Sine, "sine", "sin πx"},
    {Textbook::QuadraticSpline, "quadraticSpline", "Quadratic B-spline"},
    {Textbook::CubicSpline, "cubicSpline", "Cubic B-spline"},
    {Textbook::Daubechies4, "daubechies4", "Daubechies D4"},
});
static_assert(textbooks.isWhole());

} // namespace

template <>
Names<Textbook> namesOf<Textbook>() {
    return textbooks;
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
