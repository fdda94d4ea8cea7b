// What the tests of largest error share.
#pragma once

#include "core/exact/largest_error.h"
#include "core/numbers/random.h"
#include "tests/core/target/formula_target.h"

#include <QElapsedTimer>

#include <cmath>

namespace gradewise::largest_error_fixture {

using Kind = LargestError::Kind;

/// A network that interpolates the function linearly at equispaced places, with a few grades on top of random
/// weights where `deep`.
inline MultigradeModel interpolant(const Target& target, Index cells) {
    const Interval domain = target.domain().front();
    Block block({1, {cells + 1}, 1, Activation::Relu});
    const Matrix x = Eigen::RowVectorXd::LinSpaced(cells + 1, domain.low, domain.high);
    const Matrix y = target(x);
    block.weights(0).setOnes();
    block.bias(0) = -x.row(0).transpose();
    double slope = 0.0;
    block.weights(1).setZero();
    for (Index k = 0; k < cells; ++k) {
        const double next = (y(0, k + 1) - y(0, k)) / (x(0, k + 1) - x(0, k));
        block.weights(1)(0, k) = next - slope;
        slope = next;
    }
    block.bias(1)(0) = y(0, 0);
    MultigradeModel model(1, 1);
    model.append({std::move(block), Carry::All});
    return model;
}

/// Two small random grades more, which bend between the places.
inline void shake(MultigradeModel& model, double size, std::uint64_t seed) {
    Random random(seed);
    for (int grade = 0; grade < 2; ++grade) {
        Block block({model.nextInputs(), {7, 5}, 1, Activation::Relu});
        for (double& parameter : block.parameters())
            parameter = random.normal() / std::sqrt(static_cast<double>(model.nextInputs()));
        block.scaleReadOut(size);
        model.append({std::move(block), Carry::Hidden});
    }
}

inline double largestOf(const Target& target, const MultigradeModel& model, Index count, double around,
                        std::uint64_t seed) {
    const Interval domain = target.domain().front();
    Random random(seed);
    double largest = 0.0;
    constexpr Index batch = 4000;
    for (Index done = 0; done < count; done += batch) {
        Matrix x(1, batch);
        for (Index i = 0; i < batch; ++i) {
            // Half of them crowd around the place said to be worst.
            const double anywhere = domain.low + domain.length() * random.uniform();
            const double near =
                around + domain.length() * std::pow(10.0, -1.0 - 14.0 * random.uniform()) * random.normal();
            x(0, i) = std::clamp(i % 2 == 0 ? anywhere : near, domain.low, domain.high);
        }
        largest = std::max(largest, (target(x) - model.evaluate(x)).cwiseAbs().maxCoeff());
    }
    return largest;
}

/// More of them on request: GRADEWISE_POINTS=1000000.
inline Index points() {
    const int wanted = qEnvironmentVariableIntValue("GRADEWISE_POINTS");
    return wanted > 0 ? wanted : 20000;
}

struct Case {
    const char* text;
    Interval domain;
    Kind kind;
    bool smooth; ///< the bound is within 5 % of what is attained
};

inline const std::vector<Case>& cases() {
    static const std::vector<Case> all = {
        {"exp(3*x)", {0, 1}, Kind::Certified, true},
        {"sin(2*pi*x) + 0.5*sin(12*pi*x)", {0, 1}, Kind::Certified, true},
        {"sin(500*x)", {0, 1}, Kind::Certified, true},
        {"exp(-1e6*(x-0.123456)^2)", {0, 1}, Kind::Certified, true},
        {"1/(x + 1e-3)", {0, 1}, Kind::Certified, true},
        {"1/(1 + 25*x^2)", {-1, 1}, Kind::Certified, true},
        {"sin(2*pi*(x + 8*x^2))", {0, 1}, Kind::Certified, true},
        {"log(x)*x^2.5 + atan(20*(x - 0.4))", {0.01, 2}, Kind::Certified, true},
        {"tanh(30*(x - 0.31)) + cosh(x)/3", {0, 1}, Kind::Certified, true},
        {"x^x + sinc(9*x)", {0.2, 1.5}, Kind::Certified, true},
        {"0.8*sin(2*pi*x) + 0.3*abs(x - 0.412345)", {0, 1}, Kind::Certified, true},
        {"max(sin(9*x), cos(7*x), x)", {0, 2}, Kind::Certified, true},
        {"sqrt(x)", {0, 1}, Kind::Certified, true},
        {"|x-0.3|^0.3", {0, 1}, Kind::Certified, true},
        {"sqrt(abs(x - 1/3))", {0, 1}, Kind::Certified, true},
        {"x < 1/3 ? sin(9*x) : x^2", {0, 1}, Kind::Certified, true},
        {"if(abs(x) < 1, exp(1 - 1/(1 - x^2)), 0)", {-1.5, 1.5}, Kind::Certified, true},
        {"floor(4.1*x)/3 + x^2", {0, 1}, Kind::Certified, true},
        {"mod(3*x, 0.7)", {0, 1}, Kind::Certified, true},
        {"sign(x - 0.2)*exp(x)", {0, 1}, Kind::Certified, true},
        {"0.6*sin(200*pi*x) + 0.8*cos(160*pi*x^2) + (1 + 8*x^8)/(1 + 10*x^4)*abs(180*x - 2*floor((180*x + "
         "1)/2))",
         {-1, 1},
         Kind::Certified,
         true},
        {"(x+1)*(0.9 - abs(1.3 - abs(abs(cos(2*pi*(abs(cos(15*pi*(x-0.3)) - 0.7) - 0.5)) - 0.5) - 1.3) - "
         "0.9))",
         {-1, 1},
         Kind::Certified,
         true},
        {"abs(x - 0.5)", {0, 1}, Kind::Exact, true},
        {"max(0, min(4.1*x - 1, 1)) - abs(abs(x - 1/3) - 0.217)/3", {0, 1}, Kind::Exact, true},
        {"2*x - 1/3", {0, 1}, Kind::Exact, true},
        {"gamma(x + 1)", {0, 1}, Kind::Sampled, false},
    };
    return all;
}

} // namespace gradewise::largest_error_fixture
