#include "core/training/between/restraint.h"

#include "core/solver/read_out/read_out.h"
#include "core/training/read_outs.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace gradewise {

namespace {

/// Rounds of fitting a read-out again, and how much more a place counts from one to the next.
constexpr int rounds = 6;
constexpr double more = 4.0;
constexpr Index tile = 256;

/// The grade's own values at the samples. Nothing when the run is stopped meanwhile.
std::optional<ReadOut> ownValues(const Matrix& hidden, const Matrix& own, const MayContinue& mayContinue) {
    ReadOut samples(hidden.rows(), own.rows());
    for (Index begin = 0; begin < hidden.cols(); begin += tile) {
        if (!mayContinue())
            return std::nullopt;
        samples.add(hidden.col(begin).data(), own.col(begin).data(), std::min(tile, hidden.cols() - begin));
    }
    return samples;
}

/// Adds the places that count, at each the line that the grade as `trained` is nearer to. Those at which it
/// strays now count more from here on.
void addPlaces(ReadOut& readOut, std::vector<double>& weights, const BetweenPlaces& places,
               const Matrix& trained) {
    for (Index k = 0; k < places.x.cols(); ++k) {
        double& weight = weights[static_cast<std::size_t>(k)];
        if (places.strays(k))
            weight = std::max(more * weight, 1.0);
        if (weight == 0.0)
            continue;
        const bool labels = (trained.col(k) - places.byLabels.col(k)).squaredNorm() <
                            (trained.col(k) - places.byResiduals.col(k)).squaredNorm();
        readOut.addWeighted(places.hidden.col(k), labels ? places.byLabels.col(k) : places.byResiduals.col(k),
                            weight);
    }
}

/// Whether that block would raise the error on the validation samples.
bool harms(const Block& block, const GradeInWork& work, const PointSet& validation) {
    const Matrix after = work.validationResidual - block.output(validation.features());
    return !(after.squaredNorm() <= work.validationResidual.squaredNorm());
}

} // namespace

bool restrain(GradeInWork& work, BetweenPlaces& places, const OrderedSamples& samples,
              const PointSets& points, const MayContinue& mayContinue) {
    Block block = work.grade.block;
    const Matrix hidden = block.hidden(points.train.features());
    const auto own = ownValues(hidden, block.readOut(hidden), mayContinue);
    if (!own)
        return false;
    const Matrix trained = block.readOut(places.hidden);
    const bool harmed = harms(block, work, points.validation);
    const Index last = block.layers() - 1;
    std::vector<double> weights(places.gap.size(), 0.0);
    for (int round = 0; round < rounds; ++round) {
        ReadOut readOut = *own;
        addPlaces(readOut, weights, places, trained);
        if (!readOut.solve())
            return false;
        block.weights(last) = readOut.coefficients();
        block.bias(last) = readOut.offset();
        const double scale = guardScale(work.residual, block.readOut(hidden));
        block.scaleReadOut(scale);
        places.allowNeighbours(samples, work.residual - block.readOut(hidden));
        places.measure(block);
        if (places.strays())
            continue;
        if (scale == 0.0 || (!harmed && harms(block, work, points.validation)))
            return false;
        work.grade.block = std::move(block);
        work.record.guardScale = scale;
        work.record.certificate.reset(); // it was about the read-out as trained
        return true;
    }
    return false;
}

} // namespace gradewise
