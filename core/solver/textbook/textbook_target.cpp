#include "core/solver/textbook/textbook_target.h"

#include <fmt/format.h>

#include <string>
#include <utility>
#include <vector>

namespace gradewise {

namespace {

/// 1 - g_1(x) = |2x - 1| and its successors |2 · - 1|, the terms inside out: g_1 + c (g_2 + c (g_3 + …)).
std::string folds() {
    std::vector<std::string> gaps = {"abs(2*x-1)"};
    while (gaps.size() < 12)
        gaps.push_back(fmt::format("abs(2*{}-1)", gaps.back()));
    std::string sum = "1-" + gaps.back();
    for (std::size_t k = gaps.size() - 1; k-- > 0;)
        sum = fmt::format("1-{}+c*({})", gaps[k], sum);
    return fmt::format("({})/2", sum);
}

std::string waves() {
    std::string sum = "cos(pi*x)";
    int frequency = 1;
    for (int k = 1; k < 6; ++k)
        sum += fmt::format(" + c^{}*cos({}*pi*x)", k, frequency *= 3);
    return sum;
}

TargetConfig inGallery(std::string id) {
    TargetConfig target;
    target.id = std::move(id);
    return target;
}

TargetConfig typed(Textbook construction, std::string formula) {
    TargetConfig target;
    target.kind = TargetConfig::Kind::Formula;
    target.id.clear();
    target.formulas = {std::move(formula)};
    target.domain.assign(static_cast<std::size_t>(inputsOf(construction)), {0.0, lengthOf(construction)});
    return target;
}

TargetConfig sumWith(double ratio, Textbook construction, std::string formula) {
    TargetConfig target = typed(construction, std::move(formula));
    target.parameters = {{"c", ratio}};
    return target;
}

} // namespace

TargetConfig textbookTarget(Textbook construction, double ratio) {
    switch (construction) {
    case Textbook::Square:
        return typed(construction, "x^2");
    case Textbook::Product:
        return typed(construction, "x*y");
    case Textbook::Takagi:
        return ratio == 0.5 ? inGallery("takagi") : sumWith(ratio, construction, folds());
    case Textbook::Weierstrass:
        return ratio == 0.5 ? inGallery("weierstrass") : sumWith(ratio, construction, waves());
    case Textbook::Cube:
        return typed(construction, "x^3");
    case Textbook::Sine:
        return typed(construction, "sin(pi*x)");
    case Textbook::QuadraticSpline:
        return typed(construction, "(x^2-3*max(x-1,0)^2+3*max(x-2,0)^2)/2");
    case Textbook::CubicSpline:
        return typed(construction, "(x^3-4*max(x-1,0)^3+6*max(x-2,0)^3-4*max(x-3,0)^3)/6");
    case Textbook::Daubechies4:
        return inGallery("daubechies4");
    }
    return {};
}

} // namespace gradewise
