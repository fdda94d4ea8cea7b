// Constructions from the literature whose errors are known, one grade at a time and strictly: a grade sees
// the features of the grade before and nothing else. Two machines build them all: sums over sawteeth
// (sawtooth.h) and second differences that are products of matrices (cascade.h).
//
// Left out: sums of waves whose every term is refined by every later grade, since all terms would have to be
// carried on beside each other and no width is enough (Weierstrass has a floor instead); and faster sines,
// whose first grades could only fold and would contribute nothing.
#pragma once

#include "core/network/block.h"
#include "core/numbers/name_table.h"

#include <optional>
#include <span>
#include <string_view>

namespace gradewise {

/// g(z) = 2ρ(z) - 4ρ(z - ½) + 2ρ(z - 1) is the tooth on [0, 1], g_l = g ∘ … ∘ g has 2^(l - 1) teeth;
/// h = 2^-l. The limits named are those of sup|r_(l - 1)| / sup|r_l|.
enum class Textbook {
    /// x²: u_1 = x - g/4, u_l = -g_l / 4^l; sup|r_l| = 4^-(l + 1) (Yarotsky, Neural Networks 94, 2017).
    Square,
    /// xy = 2((x + y)/2)² - x²/2 - y²/2, three squares side by side (the same).
    Product,
    /// Σ c^k dist(2^k x, Z), k = 0, 1, …: u_l = c^(l - 1) g_l / 2; sup|r_l| = |c| sup|r_(l - 1)|. Takagi's
    /// function for c = ½, where sup|r_l| = 2^-l · 2/3; 2x(1 - x) for c = ¼.
    Takagi,
    /// Σ c^k cos(3^k π x): u_l = c^(l - 1) P(z), where z is the iterate of a fold in three and P the broken
    /// line through cos πz at the multiples of 1/48, at most ε = 5.4e-4 away (Grohs, Perekrestenko,
    /// Elbrächter, Bölcskei, IEEE Trans. Inf. Theory 67, 2021, with a polynomial in place of P):
    /// |r_l - Σ_(k >= l) c^k cos(3^k π x)| <= ε / (1 - |c|), and the last is a floor.
    Weierstrass,
    /// x³: sup|r_l| = (x - a)(1 - x)(x + a + 1) where a = 1 - h, 3x² = a² + a + 1; limit 4.
    Cube,
    /// sin πx on [0, 2]: sup|r_l| = cos πz - 1 + (1 - cos πh) z/h where πh sin πz = 1 - cos πh; limit 4.
    Sine,
    /// The B-spline on 0, 1, 2, 3: sup|r_l| = 4^-(l + 1).
    QuadraticSpline,
    /// The B-spline on 0, 1, 2, 3, 4: sup|r_l| = z(h - z)(2 - h - z)/2 where 3z = 2 - √(4 - 3h(2 - h));
    /// limit 4.
    CubicSpline,
    /// D4 on [0, 3]: for l > 1 sup|r_l| falls by 4 / (1 + √3) = 1.464 only, D4 is that rough; its L2 norm is
    /// halved.
    Daubechies4,
};

template <>
Names<Textbook> namesOf<Textbook>();

/// How many variables it is of.
Index inputsOf(Textbook construction);
/// The construction holds on [0, that].
double lengthOf(Textbook construction);
/// Whether it is a sum Σ c^k g_k, with c to be chosen.
bool hasRatio(Textbook construction);
/// So many grades are exact; nothing where all are.
std::optional<Index> mostGrades(Textbook construction);
/// The same for each grade.
std::vector<Index> textbookWidths(Textbook construction);
/// Grade l = grade + 1 as a block of that shape, one output. `ratio` is c, where it has one. Weights of
/// Square, Product, Cube and the splines are powers of two and small multiples of them: on dyadic numbers
/// the network makes no rounding error at all.
Block textbookBlock(Textbook construction, double ratio, const BlockShape& shape, Index grade);

} // namespace gradewise
