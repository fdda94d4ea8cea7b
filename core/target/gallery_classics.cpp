// Smooth, kinked and jumping targets: the textbook shelf.
#include "core/target/gallery_entries.h"

#include <cmath>
#include <numbers>

namespace gradewise {

namespace {

using std::numbers::pi;

double square(double x) {
    return x * x;
}

double bump(double x) {
    return std::abs(x) < 1.0 ? std::exp(1.0 - 1.0 / (1.0 - x * x)) : 0.0;
}

double franke(double x, double y) {
    return 0.75 * std::exp(-(square(9 * x - 2) + square(9 * y - 2)) / 4) +
           0.75 * std::exp(-square(9 * x + 1) / 49 - (9 * y + 1) / 10) +
           0.5 * std::exp(-(square(9 * x - 7) + square(9 * y - 3)) / 4) -
           0.2 * std::exp(-square(9 * x - 4) - square(9 * y - 7));
}

double gaussians(double x, double y) {
    return std::exp(-30 * (square(x - 0.3) + square(y - 0.3))) +
           0.8 * std::exp(-60 * (square(x - 0.7) + square(y - 0.6))) -
           0.6 * std::exp(-90 * (square(x - 0.35) + square(y - 0.75)));
}

/// Xu's third example: absolute values of cosines, nested.
double nestedAbsoluteValues(double x) {
    const double g1 = std::abs(std::cos(15 * pi * (x - 0.3)) - 0.7);
    const double g2 = std::abs(std::cos(2 * pi * (g1 - 0.5)) - 0.5);
    const double g3 = 1.3 - std::abs(g2 - 1.3);
    const double g4 = 0.9 - std::abs(g3 - 0.9);
    return (x + 1) * g4;
}

double pieces(double x) {
    if (x < 0.3)
        return std::sin(4 * pi * x);
    return x < 0.7 ? 1.0 - 2 * x : square(4 * x - 3);
}

} // namespace

std::vector<GalleryEntry> smoothEntries() {
    constexpr auto family = TargetFamily::Smooth;
    return {
        {"sine",
         "Sine",
         family,
         "sin 2πx",
         "sin(2*pi*x)",
         {{0, 1}},
         "The plainest curve there is: one period, so that every step of the method can be followed by eye.",
         ofOneVariable([](double x) { return std::sin(2 * pi * x); })},
        {"smooth",
         "Two sines",
         family,
         "sin 2πx + ½ sin 12πx",
         "sin(2*pi*x) + sin(12*pi*x)/2",
         {{0, 1}},
         "A slow and a fast wave: watch the first grade take the slow one and leave the fast one to the "
         "next.",
         ofOneVariable([](double x) { return std::sin(2 * pi * x) + 0.5 * std::sin(12 * pi * x); })},
        {"runge",
         "Runge's function",
         family,
         "1 / (1 + 25x²)",
         "1/(1 + 25*x^2)",
         {{-1, 1}},
         "Polynomials at equispaced points fail on it; piecewise linear grades do not mind.",
         ofOneVariable([](double x) { return 1.0 / (1.0 + 25 * x * x); })},
        {"exponential",
         "Exponential",
         family,
         "e³ˣ",
         "exp(3*x)",
         {{0, 1}},
         "Convex, so that each kink of a ReLU grade has one best place: shorter pieces where it bends more.",
         ofOneVariable([](double x) { return std::exp(3 * x); })},
        {"bump",
         "Bump",
         family,
         "exp(1 − 1/(1 − x²)) for |x| < 1, else 0",
         "if(abs(x) < 1, exp(1 - 1/(1 - x^2)), 0)",
         {{-1.5, 1.5}},
         "Infinitely smooth and yet exactly zero outside [−1, 1]: a grade must learn to say nothing.",
         ofOneVariable(bump)},
        {"franke",
         "Franke's surface",
         family,
         "two hills, a saddle and a dip",
         "0.75*exp(-((9*x-2)^2 + (9*y-2)^2)/4) + 0.75*exp(-(9*x+1)^2/49 - (9*y+1)/10) + "
         "0.5*exp(-((9*x-7)^2 + (9*y-3)^2)/4) - 0.2*exp(-(9*x-4)^2 - (9*y-7)^2)",
         {{0, 1}, {0, 1}},
         "The standard surface for comparing methods of scattered data approximation.",
         ofTwoVariables(franke)},
        {"smooth2d",
         "Product of waves",
         family,
         "sin 2πx · cos 2πy",
         "sin(2*pi*x)*cos(2*pi*y)",
         {{0, 1}, {0, 1}},
         "The sine of two variables: smooth, periodic, with residuals that are easy to read.",
         ofTwoVariables([](double x, double y) { return std::sin(2 * pi * x) * std::cos(2 * pi * y); })},
        {"gaussians",
         "Gaussian mixture",
         family,
         "two hills and a hollow of different widths",
         "exp(-30*((x-0.3)^2 + (y-0.3)^2)) + 0.8*exp(-60*((x-0.7)^2 + (y-0.6)^2)) - "
         "0.6*exp(-90*((x-0.35)^2 + (y-0.75)^2))",
         {{0, 1}, {0, 1}},
         "Flat almost everywhere: shows whether the kinks gather where the hills are.",
         ofTwoVariables(gaussians)},
    };
}

std::vector<GalleryEntry> kinkedEntries() {
    constexpr auto family = TargetFamily::Kinked;
    return {
        {"kink",
         "One kink",
         family,
         "|x − ½|",
         "abs(x - 0.5)",
         {{0, 1}},
         "Two ReLU neurons represent it exactly, so whatever error is left is the optimiser's.",
         ofOneVariable([](double x) { return std::abs(x - 0.5); })},
        {"sqrt",
         "Square root",
         family,
         "√x",
         "sqrt(x)",
         {{0, 1}},
         "Infinite slope at 0: the residual gathers at the left end, grade after grade.",
         ofOneVariable([](double x) { return std::sqrt(x); })},
        {"sqrtkink",
         "Cusp",
         family,
         "√|x − ½|",
         "sqrt(abs(x - 0.5))",
         {{0, 1}},
         "A cusp inside the interval: the largest error cannot fall below half the root of the sample "
         "spacing.",
         ofOneVariable([](double x) { return std::sqrt(std::abs(x - 0.5)); })},
        {"X3",
         "Nested absolute values (X3)",
         family,
         "(x + 1) · g₄(x), g₄ from nested |cos|",
         "(x+1)*(0.9 - abs(1.3 - abs(abs(cos(2*pi*(abs(cos(15*pi*(x-0.3)) - 0.7) - 0.5)) - 0.5) - 1.3) - "
         "0.9))",
         {{-1, 1}},
         "Published by Xu for multigrade learning: kinks at many places and heights, growing to the right.",
         ofOneVariable(nestedAbsoluteValues)},
        {"absdiff",
         "Fold",
         family,
         "|x − y|",
         "abs(x - y)",
         {{0, 1}, {0, 1}},
         "A fold along the diagonal: two neurons suffice, if they turn the right way.",
         ofTwoVariables([](double x, double y) { return std::abs(x - y); })},
        {"radial2d",
         "Ring valley",
         family,
         "| |p − (½, ½)| − 0.3 |",
         "abs(hypot(x - 0.5, y - 0.5) - 0.3)",
         {{0, 1}, {0, 1}},
         "A circular fold: straight pieces have to go around it.",
         ofTwoVariables([](double x, double y) { return std::abs(std::hypot(x - 0.5, y - 0.5) - 0.3); })},
    };
}

std::vector<GalleryEntry> jumpEntries() {
    constexpr auto family = TargetFamily::Jump;
    return {
        {"step",
         "Step",
         family,
         "0 for x < ½, else 1",
         "step(x - 0.5)",
         {{0, 1}},
         "Not continuous, so no theorem of uniform convergence covers it: the mean error falls, the largest "
         "stays.",
         ofOneVariable([](double x) { return x < 0.5 ? 0.0 : 1.0; })},
        {"square",
         "Square wave",
         family,
         "(−1)^⌊6x⌋",
         "1 - 2*mod(floor(6*x), 2)",
         {{0, 1}},
         "Five jumps that compete for the neurons of each grade.",
         ofOneVariable([](double x) { return std::fmod(std::floor(6 * x), 2.0) == 0.0 ? 1.0 : -1.0; })},
        {"pieces",
         "Smooth pieces",
         family,
         "a wave, a line and a parabola with jumps between",
         "if(x < 0.3, sin(4*pi*x), if(x < 0.7, 1 - 2*x, (4*x - 3)^2))",
         {{0, 1}},
         "Easy between the jumps, impossible at them: shows how local the damage of a jump is.",
         ofOneVariable(pieces)},
    };
}

} // namespace gradewise
