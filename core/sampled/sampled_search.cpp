#include "core/sampled/sampled_search.h"

#include "core/sampled/ascent.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace gradewise {

namespace {

/// The relative gap below which directions are searched for, so many in a step, until so many steps found
/// none that beats β by that share.
constexpr double nearly = 0.1;
constexpr double ahead = 0.02; ///< share of the gap that the central path may have
constexpr double rounding = 1e-14;
constexpr double strong = 0.5; ///< share of β that a ramp's correlation must have to be begun at
constexpr std::size_t searches = 8;
constexpr int patience = 2;
constexpr double better = 1e-4;
/// On so many samples at first, if there are more; once that finds none, on more.
constexpr Index searchedFirst = 2048;
constexpr Index searchedThen = 8192;
/// The cosine above which directions are the same.
constexpr double same = 1.0 - 1e-9;

/// `count` of 0 … n - 1, without a period that rows of a grid could share.
std::vector<Index> spread(Index n, Index count) {
    std::vector<Index> result;
    for (Index i = 0; i < std::min(n, count); ++i) {
        const double turn = 0.6180339887498949 * static_cast<double>(i);
        result.push_back(n <= count ? i
                                    : static_cast<Index>((turn - std::floor(turn)) * static_cast<double>(n)));
    }
    return result;
}

} // namespace

SampledSearch::SampledSearch(const SampledProblem& problem, MayContinue mayContinue)
    : problem_(problem),
      mayContinue_(std::move(mayContinue)),
      ramps_(problem.samples),
      working_(ramps_, problem.wanted, problem.price, mayContinue_),
      last_(working_.nothing()),
      best_(last_),
      gap_(best_.objective) {}

bool SampledSearch::begin(const Matrix& directions) {
    if (!ramps_.add(directions, mayContinue_) || !price(best_, 0, prices_))
        return false;
    drawn_ = directions.cols();
    searchOn(searchedFirst);
    judge(best_);
    return true;
}

void SampledSearch::searchOn(Index samples) {
    few_ = spread(problem_.samples.cols(), samples);
    fewSamples_ = problem_.samples(Eigen::all, few_);
    fruitless_ = 0;
}

bool SampledSearch::refining() const {
    return problem_.samples.rows() > 1 && fruitless_ < patience && ramps_.directions() < 2 * drawn_;
}

/// A search that found nothing.
void SampledSearch::missed() {
    const auto searched = static_cast<Index>(few_.size());
    if (++fruitless_ == patience && searched < std::min(searchedThen, problem_.samples.cols()))
        searchOn(searchedThen);
}

Step SampledSearch::step() {
    changed_ = false;
    working_.forget();
    const bool joined =
        working_.size() * problem_.wanted.rows() < mostCoefficients && working_.add(prices_.peaks, joining);
    if (joined || (working_.size() > 0 && smoothing_ > leastSmoothing())) {
        if (!follow(joined))
            return Step::Interrupted;
    } else if (!refining()) {
        return Step::Stuck;
    }
    return relativeGap() < nearly && refining() && !refine() ? Step::Interrupted : Step::Moved;
}

/// Where the central path's share of the gap is rounding.
double SampledSearch::leastSmoothing() const {
    return rounding * best_.objective / (problem_.price * static_cast<double>(working_.size()));
}

/// Goes along the central path; slower where new ramps keep the gap up.
bool SampledSearch::follow(bool joined) {
    const double level = ahead * gap_ / (problem_.price * static_cast<double>(working_.size()));
    smoothing_ = std::max(std::min(level, joined ? smoothing_ : 0.1 * smoothing_), leastSmoothing());
    RampFit fit;
    if (!working_.centre(smoothing_) || !working_.extract(fit) || !price(fit, 0, prices_))
        return false;
    last_ = std::move(fit);
    judge(last_);
    return true;
}

bool SampledSearch::price(const RampFit& fit, Index first, SampledRamps::Prices& prices) const {
    return ramps_.price(fit.residual, first, strong * problem_.price, 8 * joining, prices, mayContinue_);
}

/// Bounds the least objective from below and keeps the fit if it is the best. With its residual u, the dual
/// function is θ ⟨u, y⟩ - ½ θ² |u|² for every θ that keeps all correlations within β, as in RampBound.
void SampledSearch::judge(const RampFit& fit) {
    const double beta = problem_.price;
    const double theta = prices_.largest > beta ? beta / prices_.largest : 1.0;
    const double squares = fit.residual.squaredNorm() / static_cast<double>(fit.residual.cols());
    const double paid = beta * fit.coefficients.colwise().norm().sum();
    const double gap =
        std::max(0.5 * squares * (1.0 - theta) * (1.0 - theta) + paid - theta * fit.explained, 0.0);
    dual_ = std::max(dual_, fit.objective - gap);
    if (fit.objective <= best_.objective) {
        best_ = fit;
        changed_ = true;
        gap_ = gap;
    }
    gap_ = std::min(gap_, std::max(best_.objective - dual_, 0.0));
}

/// Searches from the strongest ramps, one a direction. What is found on few samples is priced on all.
bool SampledSearch::refine() {
    std::vector<Peak> starts;
    for (const Peak& peak : prices_.peaks)
        if (starts.size() < searches && std::none_of(starts.begin(), starts.end(), [&](const Peak& one) {
                return one.ramp.direction == peak.ramp.direction;
            }))
            starts.push_back(peak);
    Matrix residual = last_.residual(Eigen::all, few_);
    residual.colwise() -= residual.rowwise().mean().eval();
    Matrix found(problem_.samples.rows(), 0);
    for (const Peak& start : starts) {
        const auto ascended =
            ascend(fewSamples_, residual, ramps_.direction(start.ramp.direction), mayContinue_);
        if (!ascended)
            return false;
        if (!(ascended->gain > 1.0 + better && ascended->gain * start.size > problem_.price) ||
            (found.cols() > 0 && (found.transpose() * ascended->direction).cwiseAbs().maxCoeff() > same))
            continue;
        found.conservativeResize(Eigen::NoChange, found.cols() + 1);
        found.rightCols(1) = ascended->direction;
    }
    if (found.cols() > 0)
        return join(found);
    missed();
    return true;
}

bool SampledSearch::join(const Matrix& directions) {
    const Index before = ramps_.directions();
    SampledRamps::Prices prices;
    if (!ramps_.add(directions, mayContinue_) || !price(last_, before, prices))
        return false;
    if (prices.largest > (1.0 + better) * problem_.price)
        fruitless_ = 0;
    else
        missed();
    prices_.largest = std::max(prices_.largest, prices.largest);
    prices_.peaks.insert(prices_.peaks.end(), prices.peaks.begin(), prices.peaks.end());
    SampledRamps::sort(prices_.peaks);
    dual_ = 0.0; // it was about fewer ramps
    gap_ = best_.objective;
    judge(last_);
    return true;
}

} // namespace gradewise
