#include "tests/bench/epoch_bench.h"

#include "core/network/block_workspace.h"
#include "core/solver/fit.h"
#include "tests/bench/clock.h"
#include "tests/bench/gemm.h"

#include <algorithm>
#include <vector>

namespace gradewise::bench {

namespace {

/// Notes the time every few epochs; never interrupts.
class StopWatch final : public FitMonitor {
public:
    static constexpr Index epochsALap = 5;

    /// What one thread does is measured as its processor time; what two do together, on the wall.
    explicit StopWatch(int workers) : clock_(workers == 1 ? threadSeconds : wallSeconds), last_(clock_()) {}

    Decision checkpoint() override { return Decision::Continue; }
    Decision epochDone(const EpochReport& report, const Block&) override {
        if (report.epoch % epochsALap == 0) {
            const double present = clock_();
            laps_.push_back((present - last_) / epochsALap);
            last_ = present;
        }
        return Decision::Continue;
    }
    double trainingSeconds() const override { return wallSeconds(); }
    double medianEpoch() const { return median(laps_); }

private:
    double (*clock_)();
    double last_;
    std::vector<double> laps_;
};

/// A hidden layer's products of the step, and the arrays they work on.
struct Layer {
    Index rows;
    Index columns;
    bool first; ///< nothing is propagated back through it
    Matrix weights;
    Matrix in;
    Matrix out;
    Matrix gradient;

    Layer(Index rowsGiven, Index columnsGiven, Index samples, bool firstGiven)
        : rows(rowsGiven),
          columns(columnsGiven),
          first(firstGiven),
          weights(Matrix::Random(rows, columns)),
          in(Matrix::Random(columns, samples)),
          out(Matrix::Random(rows, samples)),
          gradient(rows, columns) {}

    double flops() const {
        return 2.0 * static_cast<double>(rows * columns * in.cols()) * (first ? 2.0 : 3.0);
    }

    /// The epoch's products for n samples from `begin`; `scratch` takes what is propagated back.
    void multiply(const Products& eigen, Index begin, Index n, Matrix& scratch) {
        const double* const fed = in.data() + begin * columns;
        double* const made = out.data() + begin * rows;
        eigen.forward(rows, columns, n, weights.data(), fed, made);
        eigen.gradient(rows, columns, n, made, fed, gradient.data());
        if (!first)
            eigen.backward(rows, columns, n, weights.data(), made, scratch.data());
    }
};

std::vector<Layer> layersOf(const EpochShape& shape) {
    std::vector<Layer> layers;
    for (Index k = 0; k < shape.layers; ++k)
        layers.emplace_back(shape.width, k == 0 ? shape.inputs : shape.width, shape.samples, k == 0);
    return layers;
}

/// Median seconds of the hidden layers' products of an epoch, `tile` samples at once.
double timeProducts(std::vector<Layer>& layers, const EpochShape& shape, Index tile) {
    Matrix scratch(shape.width, shape.samples);
    std::vector<double> times;
    for (Index repeat = 0; repeat < shape.epochs / 4 + 5; ++repeat) {
        const double begun = threadSeconds();
        for (Index begin = 0; begin < shape.samples; begin += tile)
            for (Layer& layer : layers)
                layer.multiply(products(), begin, std::min(tile, shape.samples - begin), scratch);
        times.push_back(threadSeconds() - begun);
    }
    return median(std::move(times));
}

double timeFit(const EpochShape& shape) {
    const Matrix features = Matrix::Random(shape.inputs, shape.samples);
    const Matrix residual = Matrix::Random(1, shape.samples);
    const Matrix noFeatures(shape.inputs, 0);
    const Matrix noResidual(1, 0);
    FitTask task;
    task.shape = {shape.inputs, std::vector<Index>(static_cast<std::size_t>(shape.layers), shape.width), 1,
                  Activation::Relu};
    task.stop.epochs = shape.epochs;
    task.workers = shape.workers;
    StopWatch watch(shape.workers);
    fit(task, {features, residual, noFeatures, noResidual, residual.norm(), 0.0}, watch);
    return watch.medianEpoch();
}

} // namespace

EpochTimes timeEpochs(const EpochShape& shape) {
    std::vector<Layer> layers = layersOf(shape);
    double flops = 0.0;
    for (const Layer& layer : layers)
        flops += layer.flops();
    EpochTimes times{};
    times.epoch = timeFit(shape);
    times.productRate = flops / std::min(timeProducts(layers, shape, BlockWorkspace::tileSize),
                                         timeProducts(layers, shape, shape.samples));
    const double readOut = 6.0 * static_cast<double>(shape.width * shape.samples);
    times.rate = (flops + readOut) / times.epoch;
    return times;
}

} // namespace gradewise::bench
