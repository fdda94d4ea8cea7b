// Oscillating, multi-scale and rough targets, the published ones among them.
#include "core/formula/special_functions.h"
#include "core/target/gallery_entries.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <numbers>

namespace gradewise {

namespace {

using std::numbers::pi;

/// amplitude · sin(2π · frequency · x + phase)
struct Wave {
    double amplitude;
    double frequency;
    double phase;
};

Target::Function wavesAdded(std::vector<Wave> waves) {
    return ofOneVariable([waves = std::move(waves)](double x) {
        double sum = 0.0;
        for (const Wave& wave : waves)
            sum += wave.amplitude * std::sin(2 * pi * wave.frequency * x + wave.phase);
        return sum;
    });
}

std::string formulaOf(const std::vector<Wave>& waves) {
    std::string formula;
    for (const Wave& wave : waves) {
        formula += formula.empty() ? "" : " + ";
        if (wave.amplitude != 1.0)
            formula += fmt::format("{}*", wave.amplitude);
        formula += fmt::format("sin({}*pi*x + {})", 2 * wave.frequency, wave.phase);
    }
    return formula;
}

/// The sum of twenty sines of Fang and Xu. The phases are the first 20 numbers of numpy's
/// RandomState(0).uniform(0, 2π, 40), that is of the Mersenne Twister with seed 0.
std::vector<Wave> twentySines() {
    constexpr std::array phases = {
        3.4482969442579132,  4.493667318642264,   3.787273988239316,  3.4236020095353483, 2.6619016105223219,
        4.0582724012142037,  2.7494415364154392,  5.603175015853413,  6.0548716978561874, 2.4092341172487513,
        4.9745551266071963,  3.3231447888333756,  3.5691292400886723, 5.8156951980952654, 0.44633271714891726,
        0.54744953570956734, 0.12703593773177191, 5.2315047800129406, 4.8893030642507052, 5.4664475469321623};
    std::vector<Wave> waves;
    for (std::size_t j = 0; j < phases.size(); ++j) {
        const auto index = static_cast<double>(j);
        waves.push_back({(20.0 - index) / 20.0, 10.0 * (index + 1.0), phases[j]});
    }
    return waves;
}

/// Triangle wave of period 2 and height 1.
double triangle(double x) {
    return std::abs(x - 2 * std::floor((x + 1) / 2));
}

double hardOneDimensional(double x) {
    return 0.6 * std::sin(200 * pi * x) + 0.8 * std::cos(160 * pi * x * x) +
           (1 + 8 * std::pow(x, 8)) / (1 + 10 * std::pow(x, 4)) * triangle(180 * x);
}

double easyTwoDimensional(double a, double b) {
    return 0.3 * std::sin(4 * pi * a + 4 * pi * a * a) * std::cos(4 * pi * a + 8 * pi * a * a) +
           0.2 * std::sin(4 * pi * a + 8 * pi * a * b) * std::cos(8 * pi * b + 12 * pi * a * a) +
           0.2 * std::sin(8 * pi * b + 16 * pi * a * b) * std::cos(4 * pi * a + 16 * pi * b * b) +
           0.3 * std::sin(8 * pi * b + 8 * pi * b * b) * std::cos(8 * pi * b + 12 * pi * b * b);
}

double weierstrass(double x) {
    double sum = 0.0;
    double amplitude = 1.0;
    double frequency = 1.0;
    for (int k = 0; k < 6; ++k) {
        sum += amplitude * std::cos(frequency * pi * x);
        amplitude *= 0.5;
        frequency *= 3.0;
    }
    return sum;
}

GalleryEntry sumEntry(std::string id, std::string name, std::string formula, const std::vector<Wave>& waves,
                      std::string why) {
    return {std::move(id),    std::move(name), TargetFamily::MultiScale, std::move(formula),
            formulaOf(waves), {{0, 1}},        std::move(why),           wavesAdded(waves)};
}

} // namespace

std::vector<GalleryEntry> oscillatingEntries() {
    constexpr auto family = TargetFamily::Oscillating;
    return {
        {"X1",
         "Fast sine (X1)",
         family,
         "sin 100x",
         "sin(100*x)",
         {{0, 1}},
         "Published by Xu: sixteen periods, which one network trained end to end hardly begins to learn.",
         ofOneVariable([](double x) { return std::sin(100 * x); })},
        {"X2",
         "Growing sine (X2)",
         family,
         "x sin 100x",
         "x*sin(100*x)",
         {{0, 1}},
         "Published by Xu: the amplitude grows, so that the right half decides the error.",
         ofOneVariable([](double x) { return x * std::sin(100 * x); })},
        {"chirp",
         "Chirp",
         family,
         "sin(2π(x + 8x²))",
         "sin(2*pi*(x + 8*x^2))",
         {{0, 1}},
         "The frequency rises from 1 to 17: see up to where each grade can follow.",
         ofOneVariable([](double x) { return std::sin(2 * pi * (x + 8 * x * x)); })},
        {"S1",
         "Sine against chirp (S1)",
         family,
         "sin 32πx − ½ cos 16πx²",
         "sin(32*pi*x) - 0.5*cos(16*pi*x^2)",
         {{-1, 1}},
         "Published by Lyu, Fang and Xu as the easy case: four grades reach a test error below 1e-6.",
         ofOneVariable([](double x) { return std::sin(32 * pi * x) - 0.5 * std::cos(16 * pi * x * x); })},
        {"ripple",
         "Ripple",
         family,
         "cos(6πr) · exp(−2r²), r = |(x, y)|",
         "cos(6*pi*hypot(x, y))*exp(-2*(x^2 + y^2))",
         {{-1, 1}, {-1, 1}},
         "Circular waves that die out: oscillation in every direction at once.",
         ofTwoVariables([](double x, double y) {
             return std::cos(6 * pi * std::hypot(x, y)) * std::exp(-2 * (x * x + y * y));
         })},
        {"S2",
         "Waves bent by waves (S2)",
         family,
         "four products of sines and cosines with quadratic phases",
         "0.3*sin(4*pi*x + 4*pi*x^2)*cos(4*pi*x + 8*pi*x^2) + 0.2*sin(4*pi*x + 8*pi*x*y)*cos(8*pi*y + "
         "12*pi*x^2) + "
         "0.2*sin(8*pi*y + 16*pi*x*y)*cos(4*pi*x + 16*pi*y^2) + 0.3*sin(8*pi*y + 8*pi*y^2)*cos(8*pi*y + "
         "12*pi*y^2)",
         {{-1, 1}, {-1, 1}},
         "Published by Lyu, Fang and Xu as the easy case in two variables: fast waves towards the corners.",
         ofTwoVariables(easyTwoDimensional)},
    };
}

std::vector<GalleryEntry> multiScaleEntries() {
    constexpr auto family = TargetFamily::MultiScale;
    return {
        sumEntry(
            "multifrequency", "Three scales", "sin 2πx + ½ sin 8πx + ¼ sin 32πx",
            {{1, 1, 0}, {0.5, 4, 0}, {0.25, 16, 0}},
            "Each wave four times faster and half as high as the one before: three grades, three scales."),
        sumEntry("W1", "Three sines (W1)", "Σ sin(2πκx + φ), κ = 1, 5.5, 10",
                 {{1, 1, 6.0652933}, {1, 5.5, 1.9772031}, {1, 10, 3.9774444}},
                 "Published by Fang and Xu to show why several grades outperform one network."),
        sumEntry(
            "W2", "Five sines (W2)", "Σ sin(2πκx + φ), κ = 1, 8.25, 15.5, 22.75, 30",
            {{1, 1, 3.6096928},
             {1, 8.25, 0.6263458},
             {1, 15.5, 2.4702985},
             {1, 22.75, 5.618288},
             {1, 30, 3.7483382}},
            "Published by Fang and Xu: equal waves up to frequency 30, harder than W1 for every method."),
        sumEntry("osc50", "Four sines up to 50", "Σ sin(2πfx + 0.3f), f = 2, 10, 25, 50",
                 {{1, 2, 0.6}, {1, 10, 3.0}, {1, 25, 7.5}, {1, 50, 15.0}},
                 "Four equally strong waves: the first grade has too few kinks even for a poor picture."),
        sumEntry(
            "F2q", "Twenty sines (F2q)", "Σ αⱼ sin(2π·10j·x + φⱼ), j = 1 … 20, α from 1 to 0.05",
            twentySines(),
            "Published by Fang and Xu against spectral bias: frequencies up to 200, the low ones strongest."),
        {"A1",
         "Two waves on a weighted zigzag (A1)",
         family,
         "0.6 sin 200πx + 0.8 cos 160πx² + (1 + 8x⁸)/(1 + 10x⁴) · |180x − 2⌊(180x + 1)/2⌋|",
         "0.6*sin(200*pi*x) + 0.8*cos(160*pi*x^2) + (1 + 8*x^8)/(1 + 10*x^4)*abs(180*x - 2*floor((180*x + "
         "1)/2))",
         {{-1, 1}},
         "Published by Lyu, Fang and Xu as the hard case: needs tens of thousands of samples and many "
         "grades.",
         ofOneVariable(hardOneDimensional)},
    };
}

std::vector<GalleryEntry> roughEntries() {
    constexpr auto family = TargetFamily::Rough;
    return {
        {"takagi",
         "Takagi's function",
         family,
         "Σ 2⁻ᵏ dist(2ᵏx, ℤ)",
         "",
         {{0, 1}},
         "Continuous, nowhere differentiable, and a sum of folded folds: depth doubles its detail, width "
         "only adds.",
         ofOneVariable(takagi)},
        {"weierstrass",
         "Weierstrass sum",
         family,
         "Σ 2⁻ᵏ cos(3ᵏπx), k = 0 … 5",
         "cos(pi*x) + cos(3*pi*x)/2 + cos(9*pi*x)/4 + cos(27*pi*x)/8 + cos(81*pi*x)/16 + cos(243*pi*x)/32",
         {{0, 1}},
         "The first six terms of a nowhere differentiable function: detail at every scale down to the "
         "samples.",
         ofOneVariable(weierstrass)},
        {"daubechies4",
         "Daubechies D4",
         family,
         "φ(x) = Σ cₖ φ(2x − k), k = 0 … 3",
         "",
         {{0, 3}},
         "A refinable function: it is made of four half-size copies of itself, as a deep network can be.",
         ofOneVariable(daubechies4)},
        {"cantor",
         "Devil's staircase",
         family,
         "Cantor's function",
         "",
         {{0, 1}},
         "Climbs from 0 to 1 although it is flat almost everywhere: monotone and yet rough.",
         ofOneVariable(cantor)},
    };
}

} // namespace gradewise
