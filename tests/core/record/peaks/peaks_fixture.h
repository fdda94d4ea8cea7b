// What the tests of peaks share.
#pragma once

#include "core/record/peaks/peaks.h"
#include "core/target/sampling.h"

#include <cmath>
#include <functional>
#include <numbers>

namespace gradewise::peaks_fixture {

inline constexpr Index points = 2001;
inline constexpr double step = 1.0 / 2000.0;
inline constexpr double width = 2e-3 * step;

inline Matrix gridPoints() {
    return grid({{0.0, 1.0}}, points);
}

inline Target target(const std::function<double(double)>& f, Index outputs = 1) {
    return {"f", {{0.0, 1.0}}, outputs, [f, outputs](const Matrix& x) {
                Matrix y(outputs, x.cols());
                for (Index j = 0; j < x.cols(); ++j)
                    y.col(j).setConstant(f(x(0, j)));
                return y;
            }};
}

/// A neuron σ(slope (x - at)).
struct Neuron {
    double at;
    double slope;
    double out; ///< its weight in the read-out
};

inline Block blockOf(const std::vector<Neuron>& neurons, Activation activation = Activation::Relu) {
    Block block(BlockShape{1, {static_cast<Index>(neurons.size())}, 1, activation});
    for (std::size_t i = 0; i < neurons.size(); ++i) {
        const auto row = static_cast<Index>(i);
        block.weights(0)(row, 0) = neurons[i].slope;
        block.bias(0)(row) = -neurons[i].slope * neurons[i].at;
        block.weights(1)(0, row) = neurons[i].out;
    }
    return block;
}

/// A hat of that height, of `width`, in ReLU.
inline std::vector<Neuron> hat(double middle, double height) {
    const double half = 0.5 * width;
    const double slope = height / half;
    return {{middle - half, 1.0, slope}, {middle, 1.0, -2.0 * slope}, {middle + half, 1.0, slope}};
}

inline MultigradeModel modelOf(std::vector<Block> blocks, Index outputs = 1) {
    MultigradeModel model(1, outputs);
    for (Block& block : blocks)
        model.append({std::move(block), Carry::Hidden});
    return model;
}

/// Passes x on, and puts a hat of height 1 into its own second layer.
inline Block deepHat(double middle) {
    Block block(BlockShape{1, {2, 3}, 1, Activation::Relu});
    block.weights(0) << 1.0, 0.0;
    const std::vector<Neuron> neurons = hat(middle, 1.0);
    for (Index i = 0; i < 3; ++i) {
        const Neuron& neuron = neurons[static_cast<std::size_t>(i)];
        block.weights(1)(i, 0) = 1.0;
        block.bias(1)(i) = -neuron.at;
        block.weights(2)(0, i) = neuron.out;
    }
    return block;
}

/// A read-out of zero over features from which the next grade makes a hat of height 1.
inline std::vector<Block> hatInGradeTwo(double middle) {
    Block first(BlockShape{1, {2}, 1, Activation::Relu});
    first.weights(0) << 1.0, 0.0;
    Block second(BlockShape{2, {3}, 1, Activation::Relu});
    const std::vector<Neuron> neurons = hat(middle, 1.0);
    for (Index i = 0; i < 3; ++i) {
        const Neuron& neuron = neurons[static_cast<std::size_t>(i)];
        second.weights(0)(i, 0) = 1.0;
        second.bias(0)(i) = -neuron.at;
        second.weights(1)(0, i) = neuron.out;
    }
    return {first, second};
}

inline double slowWave(double x) {
    return std::sin(2.0 * std::numbers::pi * x);
}

inline std::vector<GradePeaks> peaksIn(const MultigradeModel& model, const std::function<double(double)>& f) {
    return peaksBetween(model, target(f), gridPoints());
}

inline std::size_t placesIn(const std::vector<GradePeaks>& peaks) {
    std::size_t count = 0;
    for (const GradePeaks& grade : peaks)
        count += grade.contribution.x.size() + grade.sum.x.size() + grade.residual.x.size();
    return count;
}

} // namespace gradewise::peaks_fixture
