#include "core/construction/textbook.h"

#include <array>
#include <cmath>

namespace gradewise {

namespace {

constexpr std::array everyTextbook = {Textbook::Square, Textbook::Product, Textbook::Takagi};
constexpr std::array kinks = {0.0, 0.5, 1.0};    ///< of the tooth
constexpr std::array tooth = {2.0, -4.0, 2.0};   ///< its coefficients
constexpr std::array identity = {1.0, 0.0, 0.0}; ///< x on [0, 1]

/// What goes through a tooth: linear in the variables, and how much its square, or its sum, counts.
struct Signal {
    double byX;
    double byY;
    double share;
};

std::span<const Signal> signalsOf(Textbook construction) {
    static constexpr std::array one = {Signal{1.0, 0.0, 1.0}};
    static constexpr std::array three = {Signal{0.5, 0.5, 2.0}, Signal{1.0, 0.0, -0.5},
                                         Signal{0.0, 1.0, -0.5}};
    if (construction == Textbook::Product)
        return three;
    return one;
}

/// The coefficients of a tooth's three ReLUs in u_l.
std::array<double, 3> readOutOf(Textbook construction, Index grade) {
    const auto l = static_cast<int>(grade) + 1;
    const bool isSum = construction == Textbook::Takagi;
    const double weight = isSum ? std::ldexp(1.0, -l) : -std::ldexp(1.0, -2 * l);
    std::array<double, 3> result{};
    for (std::size_t k = 0; k < 3; ++k)
        result[k] = weight * tooth[k] + (grade == 0 && !isSum ? identity[k] : 0.0);
    return result;
}

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
        return "Takagi's function";
    }
    return {};
}

std::optional<Textbook> textbookFromName(std::string_view text) {
    for (const Textbook construction : everyTextbook)
        if (name(construction) == text)
            return construction;
    return std::nullopt;
}

Index inputsOf(Textbook construction) {
    return construction == Textbook::Product ? 2 : 1;
}

std::vector<Index> textbookWidths(Textbook construction) {
    return {3 * static_cast<Index>(signalsOf(construction).size())};
}

Block textbookBlock(Textbook construction, const BlockShape& shape, Index grade) {
    Block block(shape);
    auto inner = block.weights(0);
    auto bias = block.bias(0);
    auto outer = block.weights(1);
    const std::array<double, 3> readOut = readOutOf(construction, grade);
    const std::span<const Signal> signals = signalsOf(construction);
    for (std::size_t i = 0; i < signals.size(); ++i) {
        const Index first = 3 * static_cast<Index>(i);
        for (std::size_t k = 0; k < 3; ++k) {
            const Index neuron = first + static_cast<Index>(k);
            bias[neuron] = -kinks[k];
            outer(0, neuron) = signals[i].share * readOut[k];
            if (grade == 0) {
                inner(neuron, 0) = signals[i].byX;
                if (shape.inputs > 1)
                    inner(neuron, 1) = signals[i].byY;
            } else {
                for (std::size_t j = 0; j < 3; ++j)
                    inner(neuron, first + static_cast<Index>(j)) = tooth[j];
            }
        }
    }
    return block;
}

} // namespace gradewise
