#include "core/training/between_samples.h"

#include "core/audit/growth.h"
#include "core/solver/read_out/read_out.h"
#include "core/solver/solver.h"
#include "core/training/read_outs.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <utility>

namespace gradewise {

namespace {

/// So many kinks a sample are followed, and numbers held for them; where there are more, one point a gap
/// stands for them.
constexpr Index kinksPerSample = 8;
constexpr Index kinksAnyway = 1000;
constexpr Index mostKinks = 50'000;
constexpr Index mostNumbers = 20'000'000;
/// At most so many points stand for the gaps, where they do.
constexpr Index mostBetween = 2048;
/// Where in a gap: not in the middle, where a wave of twice the samples' frequency would be 0 again.
constexpr double shareOfGap = 0.382;
/// A drift may be so many times the most that a grade may stray: 1 held back some grades of 100 to 200
/// samples that did well, and without a limit nested absolute values that 1024 samples do not resolve
/// grew 2.3 times.
constexpr double driftToStray = 1.5;
/// Rounds of fitting a read-out again, and how much more a place counts from one to the next.
constexpr int rounds = 6;
constexpr double more = 4.0;
constexpr Index tile = 256;

Matrix sorted(const Matrix& all, const std::vector<Index>& order) {
    Matrix result(all.rows(), all.cols());
    for (Index j = 0; j < all.cols(); ++j)
        result.col(j) = all.col(order[static_cast<std::size_t>(j)]);
    return result;
}

/// The values of a broken line at other places, both ascending.
Matrix alongLine(const Matrix& x, const Matrix& values, const Matrix& places) {
    Matrix result(values.rows(), places.cols());
    Index j = 0;
    for (Index k = 0; k < places.cols(); ++k) {
        while (j + 2 < x.cols() && x(0, j + 1) <= places(0, k))
            ++j;
        const double width = x(0, j + 1) - x(0, j);
        const double share = width > 0.0 ? (places(0, k) - x(0, j)) / width : 0.0;
        result.col(k) = (1.0 - share) * values.col(j) + share * values.col(j + 1);
    }
    return result;
}

double largestColumn(const Matrix& values) {
    return values.cols() > 0 ? std::sqrt(values.colwise().squaredNorm().maxCoeff()) : 0.0;
}

bool anyTrained(const ExperimentConfig& config) {
    return std::ranges::any_of(config.grades,
                               [](const GradeConfig& grade) { return !solverOf(grade.solver).isBuilt(); });
}

/// Rows of the largest layer, or of what it is fed with.
Index widest(const ExperimentConfig& config) {
    FedRows fed(1);
    Index rows = 1;
    for (const GradeConfig& grade : expandedGrades(config)) {
        rows = std::max(rows, fed.rows());
        for (const Index width : grade.hidden)
            rows = std::max(rows, width);
        fed.advance(grade.carry, {fed.rows(), grade.hidden, 1, grade.activation});
    }
    return rows;
}

} // namespace

BetweenSamples::BetweenSamples(const Domain& domain, const ExperimentConfig& config, const Dataset& train)
    : between_(Matrix()) {
    const Index count = train.x.cols();
    if (domain.size() != 1 || count < 2 || !anyTrained(config))
        return;
    watching_ = true;
    order_.resize(static_cast<std::size_t>(count));
    std::iota(order_.begin(), order_.end(), Index{0});
    std::ranges::sort(order_, [&](Index a, Index b) { return train.x(0, a) < train.x(0, b); });
    x_ = sorted(train.x, order_);
    labels_ = sorted(train.y, order_);
    rounding_ = 16.0 * roundingSlack(labels_);
    const Index most =
        std::min({kinksPerSample * count + kinksAnyway, mostKinks, mostNumbers / widest(config)});
    kinks_.emplace(domain.front().low, domain.front().high, std::max(most, Index{2}));
    kinkPlaces_ = kinks_->places();
    kinkSum_ = Matrix::Zero(labels_.rows(), kinkPlaces_.cols());
    kinkDrift_ = Matrix::Zero(1, kinkPlaces_.cols());
    const Index gaps = std::min(count - 1, mostBetween);
    betweenPlaces_.resize(1, gaps);
    for (Index j = 0; j < gaps; ++j) {
        const Index gap = j * (count - 1) / gaps;
        betweenPlaces_(0, j) = (1.0 - shareOfGap) * x_(0, gap) + shareOfGap * x_(0, gap + 1);
    }
    between_ = Fed(betweenPlaces_);
    betweenSum_ = Matrix::Zero(labels_.rows(), gaps);
    betweenDrift_ = Matrix::Zero(1, gaps);
}

/// Past the hidden layers of the grade; its read-out is asked for nothing.
BetweenSamples::Places BetweenSamples::placesOf(const FrozenGrade& grade, const Matrix& residual) {
    Places result;
    if (kinks_) {
        kinks_->advance(grade);
        if (!kinks_->known() || kinks_->full())
            kinks_.reset();
    }
    if (kinks_) {
        result.x = kinks_->places();
        result.hidden = kinks_->seen().topRows(grade.block.shape().features());
        result.sum = alongLine(kinkPlaces_, kinkSum_, result.x);
        result.driftBefore = alongLine(kinkPlaces_, kinkDrift_, result.x);
    } else {
        result.x = betweenPlaces_;
        result.hidden = grade.block.hidden(between_.seen());
        result.sum = betweenSum_;
        result.driftBefore = betweenDrift_;
    }
    const Matrix left = sorted(residual, order_);
    const Index last = x_.cols() - 1;
    const Matrix lower = x_.leftCols(1);
    const Matrix upper = x_.rightCols(1);
    const Matrix inside = result.x.cwiseMax(lower(0)).cwiseMin(upper(0));
    result.byResiduals = alongLine(x_, left, inside); // level beyond the outermost samples
    result.byLabels = alongLine(x_, labels_, result.x) - result.sum;
    result.gap.reserve(static_cast<std::size_t>(result.x.cols()));
    for (Index k = 0, i = -1; k < result.x.cols(); ++k) {
        while (i < last && x_(0, i + 1) <= result.x(0, k))
            ++i;
        result.gap.push_back(i);
    }
    const double allowed = std::max(strayed_, largestColumn(residual)) + rounding_;
    if (begun_)
        mostAllowed_ = std::max(mostAllowed_.value_or(0.0), allowed);
    result.allowed = Vector::Constant(result.x.cols(), allowed);
    result.allowedDrift = Vector::Constant(result.x.cols(), driftToStray * mostAllowed_.value_or(allowed));
    return result;
}

void BetweenSamples::look(Places& places, const Block& block) {
    const Matrix contribution = block.readOut(places.hidden);
    const Matrix fromLabels = (contribution - places.byLabels).colwise().norm();
    const Matrix fromResiduals = (contribution - places.byResiduals).colwise().norm();
    places.stray = fromLabels.cwiseMin(fromResiduals).transpose();
    places.drift = fromLabels.cwiseMin(fromResiduals + places.driftBefore).transpose();
}

/// What is not a number strays, too.
bool BetweenSamples::strays(const Places& places, Index place) {
    return !(places.stray(place) <= places.allowed(place) &&
             places.drift(place) <= places.allowedDrift(place));
}

bool BetweenSamples::strays(Places& places, const Block& block) {
    look(places, block);
    return !((places.stray.array() <= places.allowed.array()).all() &&
             (places.drift.array() <= places.allowedDrift.array()).all());
}

/// `after` is the residual that the grade leaves on the samples.
void BetweenSamples::allowNeighbours(Places& places, const Matrix& after) const {
    const Index last = x_.cols() - 1;
    const Vector wrong = sorted(after, order_).colwise().norm().transpose();
    for (Index k = 0; k < places.x.cols(); ++k) {
        const Index gap = places.gap[static_cast<std::size_t>(k)];
        for (const Index beside : {std::max(gap, Index{0}), std::min(gap + 1, last)})
            for (Vector* const allowed : {&places.allowed, &places.allowedDrift})
                (*allowed)(k) = std::max((*allowed)(k), wrong(beside) + rounding_);
    }
}

/// False when no read-out was found that keeps the grade from straying and does no harm otherwise.
bool BetweenSamples::restrain(FrozenGrade& grade, GradeRecord& record, Places& places,
                              const PointSets& points, const Matrix& residual,
                              const Matrix& validationResidual, RunMonitor& monitor) {
    const Matrix hidden = grade.block.hidden(points.train.features());
    const Matrix own = grade.block.readOut(hidden);
    ReadOut samples(hidden.rows(), own.rows());
    for (Index begin = 0; begin < hidden.cols(); begin += tile) {
        if (monitor.checkpoint() == Decision::StopRun)
            return false;
        samples.add(hidden.col(begin).data(), own.col(begin).data(), std::min(tile, hidden.cols() - begin));
    }
    const Matrix trained = grade.block.readOut(places.hidden);
    const double validationBefore = validationResidual.squaredNorm();
    const auto harms = [&](const Block& block) {
        const Matrix after = validationResidual - block.output(points.validation.features());
        return !(after.squaredNorm() <= validationBefore);
    };
    const bool harmed = harms(grade.block);

    std::vector<double> weights(places.gap.size(), 0.0);
    Block block = grade.block;
    const Index last = block.layers() - 1;
    for (int round = 0; round < rounds; ++round) {
        ReadOut readOut = samples;
        for (Index k = 0; k < places.x.cols(); ++k) {
            double& weight = weights[static_cast<std::size_t>(k)];
            if (strays(places, k))
                weight = std::max(more * weight, 1.0);
            if (weight == 0.0)
                continue;
            const bool labels = (trained.col(k) - places.byLabels.col(k)).squaredNorm() <
                                (trained.col(k) - places.byResiduals.col(k)).squaredNorm();
            readOut.addWeighted(places.hidden.col(k),
                                labels ? places.byLabels.col(k) : places.byResiduals.col(k), weight);
        }
        if (!readOut.solve())
            return false;
        block.weights(last) = readOut.coefficients();
        block.bias(last) = readOut.offset();
        const double scale = guardScale(residual, block.readOut(hidden));
        block.scaleReadOut(scale);
        allowNeighbours(places, residual - block.readOut(hidden));
        if (strays(places, block))
            continue;
        if (scale == 0.0 || (!harmed && harms(block)))
            return false;
        grade.block = std::move(block);
        record.guardScale = scale;
        record.certificate.reset(); // it was about the read-out as trained
        return true;
    }
    return false;
}

void BetweenSamples::settle(bool guard, GradeRecord& record, FrozenGrade& grade, const PointSets& points,
                            const Matrix& residual, const Matrix& validationResidual, RunMonitor& monitor) {
    watching_ = watching_ && !grade.smoothing; // a mean of values strays from nothing
    if (!watching_)
        return;
    Places places = placesOf(grade, residual);
    if (!solverOf(record.config.solver).isBuilt() && strays(places, grade.block)) {
        allowNeighbours(places, residual - grade.output(points.train.features(), points.train.data().x));
        if (strays(places, grade.block)) {
            Index at = 0;
            (places.drift - places.allowedDrift).cwiseMax(places.stray - places.allowed).maxCoeff(&at);
            const double found = std::max(places.drift(at), places.stray(at));
            const double known = std::min(places.allowed(at), places.allowedDrift(at));
            std::string what;
            if (!guard || record.balance || record.status != GradeStatus::Finished) {
                what = "It stays as it is.";
            } else if (restrain(grade, record, places, points, residual, validationResidual, monitor)) {
                record.reason = StopReason::Restrained;
                what = fmt::format("Its read-out was fitted again, to the places between the samples too, "
                                   "which leaves {:.3g}.",
                                   places.drift.maxCoeff());
            } else {
                grade.scale(0.0);
                record.guardScale = 0.0;
                record.certificate.reset();
                record.reason = StopReason::Strayed;
                what = "It was left out.";
            }
            record.warning =
                fmt::format("Between the samples, near x = {:.6g}, the sum strayed by {:.3g} from the lines "
                            "through its neighbours, further than the samples and the grades before bear out "
                            "({:.3g}). {}",
                            places.x(0, at), found, known, what);
        }
    }
    follow(places, grade);
}

void BetweenSamples::pass(const FrozenGrade& grade, const Matrix& residual) {
    watching_ = watching_ && !grade.smoothing;
    if (!watching_)
        return;
    Places places = placesOf(grade, residual);
    follow(places, grade);
}

/// Past the grade as it is frozen.
void BetweenSamples::follow(Places& places, const FrozenGrade& grade) {
    const Matrix contribution = grade.block.readOut(places.hidden);
    const bool contributes = !contribution.isZero(0.0);
    watching_ = contribution.allFinite() && places.sum.allFinite(); // after what grew without bound, nothing
    if (contributes) {
        look(places, grade.block);
        strayed_ = places.stray.maxCoeff();
        begun_ = true;
    }
    Matrix drift = contributes ? Matrix(places.drift.transpose()) : places.driftBefore;
    Matrix hidden = grade.block.hidden(between_.seen());
    betweenSum_ += grade.block.readOut(hidden);
    if (kinks_) {
        kinkSum_ = Matrix(places.sum + contribution);
        kinkPlaces_ = std::move(places.x);
        kinkDrift_ = std::move(drift);
    } else {
        betweenDrift_ = std::move(drift);
    }
    between_.advance(grade.carry, std::move(hidden), betweenPlaces_);
}

} // namespace gradewise
