#include "core/sampled/working_set.h"

#include "core/numerics/nonnegative.h"

#include <Eigen/Cholesky>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace gradewise {

namespace {

/// Relative to β: the smoothing that is none, where all columns are needed.
constexpr double sharp = 1e-12;
/// Slopes below this share of β are rounding.
constexpr double flat = 1e-9;
/// Ramps that join together differ by that cosine at least: of neighbours the strongest will do.
constexpr double alike = 0.9;
/// Coefficients whose members are kept in any case.
constexpr Index roomy = 192;

} // namespace

WorkingSet::WorkingSet(const SampledRamps& ramps, const Matrix& wanted, double price, MayContinue mayContinue)
    : all_(ramps), wanted_(wanted), mayContinue_(std::move(mayContinue)), values_(wanted.cols(), 0) {
    problem_.price = price;
    problem_.linear.resize(wanted.rows(), 0);
    central_.resize(wanted.rows(), 0);
}

RampFit WorkingSet::nothing() const {
    RampFit fit{{}, Matrix(wanted_.rows(), 0), {}, 0.0, 0.0};
    measure(fit);
    return fit;
}

/// What the ramps have in common with those before them is the same as the cosine of an angle.
bool WorkingSet::add(const std::vector<Peak>& peaks, Index most) {
    const Index before = size();
    if (values_.cols() < before + most)
        values_.conservativeResize(Eigen::NoChange, 2 * (before + most));
    Vector lengths(most);
    for (const Peak& peak : peaks) {
        const Index now = size();
        if (!(peak.size > problem_.price) || now == before + most)
            break;
        if (!mayContinue_())
            break;
        if (std::find(ramps_.begin(), ramps_.end(), peak.ramp) != ramps_.end())
            continue;
        values_.col(now) = all_.values(peak.ramp);
        const double length = values_.col(now).norm();
        const Vector shared = values_.middleCols(before, now - before).transpose() * values_.col(now);
        if (now > before &&
            shared.cwiseAbs().cwiseQuotient(lengths.head(now - before)).maxCoeff() > alike * length)
            continue;
        lengths(now - before) = length;
        ramps_.push_back(peak.ramp);
    }
    return extend(before);
}

/// Fills in what belongs to the members from `before` on.
bool WorkingSet::extend(Index before) {
    const Index now = size();
    problem_.gram.conservativeResize(now, now);
    problem_.linear.conservativeResize(Eigen::NoChange, now);
    const double share = 1.0 / static_cast<double>(wanted_.cols());
    for (Index k = before; k < now; ++k) {
        problem_.linear.col(k) = share * (wanted_ * values_.col(k));
        const Vector products = share * (values_.leftCols(k + 1).transpose() * values_.col(k));
        problem_.gram.col(k).head(k + 1) = products;
        problem_.gram.row(k).head(k + 1) = products.transpose();
        mayContinue_();
    }
    central_.conservativeResize(Eigen::NoChange, now);
    central_.rightCols(now - before).setZero();
    lengths_.conservativeResize(now);
    lengths_.tail(now - before).setZero();
    return now > before;
}

bool WorkingSet::centre(double smoothing) {
    // Columns that are not needed shrink with the smoothing.
    for (Index k = 0; k < size() && smoothing_ > 0.0; ++k)
        if (strain(central_, k, smoothing_) < 0.5)
            central_.col(k) *= smoothing / smoothing_;
    smoothing_ = smoothing;
    return gradewise::centre(problem_, smoothing, central_, mayContinue_);
}

GroupLasso WorkingSet::part(const std::vector<Index>& members) const {
    return {problem_.gram(members, members), problem_.linear(Eigen::all, members), problem_.price};
}

/// The best non-negative multiples of the directions, which are unit columns.
bool WorkingSet::fitLengths(const std::vector<Index>& members, const Matrix& directions,
                            Vector& lengths) const {
    const Matrix quadratic =
        problem_.gram(members, members).cwiseProduct(directions.transpose() * directions);
    Vector linear = problem_.linear(Eigen::all, members).cwiseProduct(directions).colwise().sum();
    linear.array() -= problem_.price;
    return minimiseNonNegative(quadratic, linear, flat * problem_.price, lengths, mayContinue_);
}

bool WorkingSet::extract(RampFit& fit) {
    fit.members.clear();
    for (Index k = 0; k < size(); ++k)
        if (central_.col(k).norm() > 0.0)
            fit.members.push_back(k);
    const std::vector<Index> tried = fit.members;
    Vector lengths = lengths_(tried);
    if (!refit(central_(Eigen::all, tried).colwise().normalized(), lengths, fit))
        return false;
    lengths_.setZero();
    lengths_(tried) = lengths;
    return true;
}

/// Fits the lengths, keeps the members that have one, and then fits all of their coefficients.
bool WorkingSet::refit(const Matrix& directions, Vector& lengths, RampFit& fit) const {
    if (!fitLengths(fit.members, directions, lengths))
        return false;
    std::vector<Index> places;
    for (Index i = 0; i < lengths.size(); ++i)
        if (lengths(i) > 0.0)
            places.push_back(i);
    std::vector<Index> members;
    members.reserve(places.size());
    for (const Index i : places)
        members.push_back(fit.members[static_cast<std::size_t>(i)]);
    fit.members = std::move(members);
    fit.coefficients = (directions * lengths.asDiagonal())(Eigen::all, places);
    // With one output the lengths were all there is to fit.
    if (wanted_.rows() > 1 && !places.empty() &&
        !gradewise::centre(part(fit.members), sharp * lengths.maxCoeff(), fit.coefficients, mayContinue_))
        return false;
    measure(fit);
    return true;
}

bool WorkingSet::prune(RampFit& fit, const std::function<Index(const RampFit&)>& excess) const {
    for (Index over = excess(fit); over > 0; over = excess(fit)) {
        const Matrix directions = fit.coefficients.colwise().normalized();
        const Vector lengths = fit.coefficients.colwise().norm();
        const Matrix quadratic =
            problem_.gram(fit.members, fit.members).cwiseProduct(directions.transpose() * directions);
        const Matrix inverse = quadratic.ldlt().solve(Matrix::Identity(lengths.size(), lengths.size()));
        // What the objective grows by without one, the others adapted (Hassibi & Stork 1993).
        const Vector costs = lengths.cwiseAbs2().cwiseQuotient(inverse.diagonal());
        std::vector<Index> rest(fit.members.size());
        std::iota(rest.begin(), rest.end(), Index{0});
        std::stable_sort(rest.begin(), rest.end(), [&](Index a, Index b) { return costs(a) > costs(b); });
        rest.resize(rest.size() - static_cast<std::size_t>(std::max<Index>(1, over / 4)));
        std::sort(rest.begin(), rest.end());
        std::vector<Index> members;
        members.reserve(rest.size());
        for (const Index i : rest)
            members.push_back(fit.members[static_cast<std::size_t>(i)]);
        fit.members = std::move(members);
        Vector left = lengths(rest);
        if (!refit(directions(Eigen::all, rest), left, fit))
            return false;
    }
    return true;
}

void WorkingSet::forget() {
    const Index needed = (lengths_.array() > 0.0).count();
    const Index room = std::max(roomy / wanted_.rows(), 2 * needed);
    if (size() <= room + room / 2)
        return;
    const auto worth = [this](Index k) {
        return lengths_(k) > 0.0 ? 2.0 : strain(central_, k, smoothing_); // below 1
    };
    std::vector<Index> members(static_cast<std::size_t>(size()));
    std::iota(members.begin(), members.end(), Index{0});
    std::stable_sort(members.begin(), members.end(), [&](Index a, Index b) { return worth(a) > worth(b); });
    members.resize(static_cast<std::size_t>(room));
    std::sort(members.begin(), members.end());
    keep(members);
}

void WorkingSet::measure(RampFit& fit) const {
    fit.residual = wanted_;
    for (std::size_t i = 0; i < fit.members.size(); ++i)
        fit.residual.noalias() -=
            fit.coefficients.col(static_cast<Index>(i)) * values_.col(fit.members[i]).transpose();
    const auto n = static_cast<double>(wanted_.cols());
    fit.objective =
        0.5 * fit.residual.squaredNorm() / n + problem_.price * fit.coefficients.colwise().norm().sum();
    fit.explained = fit.residual.cwiseProduct(wanted_ - fit.residual).sum() / n;
}

void WorkingSet::keep(const std::vector<Index>& members) {
    std::vector<Ramp> ramps;
    for (std::size_t i = 0; i < members.size(); ++i) {
        ramps.push_back(ramp(members[i]));
        values_.col(static_cast<Index>(i)) = values_.col(members[i]).eval(); // members increase
    }
    ramps_ = std::move(ramps);
    problem_ = part(members);
    central_ = Matrix(central_(Eigen::all, members));
    lengths_ = Vector(lengths_(members));
}

} // namespace gradewise
