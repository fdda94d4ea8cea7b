// Constructions from the literature whose errors are known exactly, one grade at a time. All are built from
// the tooth g(z) = 2ρ(z) - 4ρ(z - ½) + 2ρ(z - 1) on [0, 1] and its iterates g_l = g ∘ … ∘ g, sawteeth of
// 2^(l - 1) teeth; grade l sees the three ReLUs of g_(l - 1) only, so the scheme is strict.
#pragma once

#include "core/network/block.h"

#include <optional>
#include <span>
#include <string_view>

namespace gradewise {

enum class Textbook {
    Square,  ///< x²: u_1 = x - g/4, u_l = -g_l / 4^l; sup|r_l| = 4^-(l + 1) (Yarotsky, Neural Networks 94,
             ///< 2017)
    Product, ///< xy = 2((x + y)/2)² - x²/2 - y²/2, three squares side by side (the same)
    Takagi,  ///< Σ 2^-k dist(2^k x, Z), k = 0, 1, …: u_l = g_l / 2^l; sup|r_l| = 2^-l · 2/3
};

std::span<const Textbook> allTextbooks();
std::string_view name(Textbook construction);        ///< "square", "product", "takagi"
std::string_view displayName(Textbook construction); ///< "x²", "xy", "Takagi's function"
std::optional<Textbook> textbookFromName(std::string_view text);

/// How many variables it is of; all in [0, 1].
Index inputsOf(Textbook construction);
/// Three ReLUs a tooth.
std::vector<Index> textbookWidths(Textbook construction);
/// Grade l = grade + 1 as a block of that shape, one output. Weights are powers of two and small multiples of
/// them: on dyadic numbers the network makes no rounding error at all.
Block textbookBlock(Textbook construction, const BlockShape& shape, Index grade);

} // namespace gradewise
