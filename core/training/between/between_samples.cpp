#include "core/training/between/between_samples.h"

#include "core/solver/solver.h"
#include "core/training/between/restraint.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
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
    samples_ = OrderedSamples(train);
    const Index most =
        std::min({kinksPerSample * count + kinksAnyway, mostKinks, mostNumbers / widest(config)});
    kinks_.emplace(domain.front().low, domain.front().high, std::max(most, Index{2}));
    atKinks_.x = kinks_->places();
    atKinks_.sum = Matrix::Zero(samples_.labels.rows(), atKinks_.x.cols());
    atKinks_.drift = Matrix::Zero(1, atKinks_.x.cols());
    watchGaps();
}

void BetweenSamples::watchGaps() {
    const Index count = samples_.x.cols();
    const Index gaps = std::min(count - 1, mostBetween);
    inGaps_.x.resize(1, gaps);
    for (Index j = 0; j < gaps; ++j) {
        const Index gap = j * (count - 1) / gaps;
        inGaps_.x(0, j) = (1.0 - shareOfGap) * samples_.x(0, gap) + shareOfGap * samples_.x(0, gap + 1);
    }
    between_ = Fed(inGaps_.x);
    inGaps_.sum = Matrix::Zero(samples_.labels.rows(), gaps);
    inGaps_.drift = Matrix::Zero(1, gaps);
}

/// Past the hidden layers of the grade; its read-out is asked for nothing.
BetweenPlaces BetweenSamples::placesOf(const FrozenGrade& grade, const Matrix& residual) {
    BetweenPlaces result;
    if (kinks_) {
        kinks_->advance(grade);
        if (!kinks_->known() || kinks_->full())
            kinks_.reset();
    }
    if (kinks_) {
        result.x = kinks_->places();
        result.hidden = kinks_->seen().topRows(grade.block.shape().features());
        result.sum = alongLine(atKinks_.x, atKinks_.sum, result.x);
        result.driftBefore = alongLine(atKinks_.x, atKinks_.drift, result.x);
    } else {
        result.x = inGaps_.x;
        result.hidden = grade.block.hidden(between_.seen());
        result.sum = inGaps_.sum;
        result.driftBefore = inGaps_.drift;
    }
    result.setLines(samples_, samples_.sorted(residual));
    const double allowed = std::max(strayed_, largestColumn(residual)) + samples_.rounding;
    if (begun_)
        mostAllowed_ = std::max(mostAllowed_.value_or(0.0), allowed);
    result.allowed = Vector::Constant(result.x.cols(), allowed);
    result.allowedDrift = Vector::Constant(result.x.cols(), driftToStray * mostAllowed_.value_or(allowed));
    return result;
}

/// What a straying grade's record warns of, once what can be done about it is done.
std::string BetweenSamples::judge(bool guard, GradeInWork& work, BetweenPlaces& places,
                                  const PointSets& points, const MayContinue& mayContinue) const {
    GradeRecord& record = work.record;
    Index at = 0;
    (places.drift - places.allowedDrift).cwiseMax(places.stray - places.allowed).maxCoeff(&at);
    const double found = std::max(places.drift(at), places.stray(at));
    const double known = std::min(places.allowed(at), places.allowedDrift(at));
    std::string what;
    if (!guard || record.balance || record.status != GradeStatus::Finished) {
        what = "It stays as it is.";
    } else if (restrain(work, places, samples_, points, mayContinue)) {
        record.reason = StopReason::Restrained;
        what = fmt::format("Its read-out was fitted again, to the places between the samples too, "
                           "which leaves {:.3g}.",
                           places.drift.maxCoeff());
    } else {
        work.grade.scale(0.0);
        record.guardScale = 0.0;
        record.certificate.reset();
        record.reason = StopReason::Strayed;
        what = "It was left out.";
    }
    return fmt::format("Between the samples, near x = {:.6g}, the sum strayed by {:.3g} from the lines "
                       "through its neighbours, further than the samples and the grades before bear out "
                       "({:.3g}). {}",
                       places.x(0, at), found, known, what);
}

void BetweenSamples::settle(bool guard, GradeInWork& work, const PointSets& points,
                            const MayContinue& mayContinue) {
    FrozenGrade& grade = work.grade;
    watching_ = watching_ && !grade.smoothing; // a mean of values strays from nothing
    if (!watching_)
        return;
    BetweenPlaces places = placesOf(grade, work.residual);
    if (!solverOf(work.record.config.solver).isBuilt()) {
        places.measure(grade.block);
        if (places.strays()) {
            places.allowNeighbours(
                samples_, work.residual - grade.output(points.train.features(), points.train.data().x));
            places.measure(grade.block);
            if (places.strays())
                work.record.warning = judge(guard, work, places, points, mayContinue);
        }
    }
    follow(places, grade);
}

void BetweenSamples::pass(const FrozenGrade& grade, const Matrix& residual) {
    watching_ = watching_ && !grade.smoothing;
    if (!watching_)
        return;
    BetweenPlaces places = placesOf(grade, residual);
    follow(places, grade);
}

/// Past the grade as it is frozen.
void BetweenSamples::follow(BetweenPlaces& places, const FrozenGrade& grade) {
    const Matrix contribution = grade.block.readOut(places.hidden);
    const bool contributes = !contribution.isZero(0.0);
    watching_ = contribution.allFinite() && places.sum.allFinite(); // after what grew without bound, nothing
    if (contributes) {
        places.measure(grade.block);
        strayed_ = places.stray.maxCoeff();
        begun_ = true;
    }
    Matrix drift = contributes ? Matrix(places.drift.transpose()) : places.driftBefore;
    Matrix hidden = grade.block.hidden(between_.seen());
    inGaps_.sum += grade.block.readOut(hidden);
    if (kinks_) {
        atKinks_.sum = Matrix(places.sum + contribution);
        atKinks_.x = std::move(places.x);
        atKinks_.drift = std::move(drift);
    } else {
        inGaps_.drift = std::move(drift);
    }
    between_.advance(grade.carry, std::move(hidden), inGaps_.x);
}

} // namespace gradewise
