#include "ui/models/run_picture.h"

#include "core/record/curves.h"
#include "core/record/grade_checks.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <stdexcept>
#include <utility>

namespace gradewise {

namespace {

/// Every grade as it stands before training: its settings and the size its block will have.
std::vector<GradeView> pendingGrades(const ExperimentConfig& config, Index inputs, Index outputs) {
    std::vector<GradeView> views;
    FedRows fed(inputs);
    for (const GradeConfig& grade : expandedGrades(config)) {
        const BlockShape shape{fed.rows(), grade.hidden, outputs, grade.activation};
        GradeView view;
        view.config = grade;
        view.parameters = shape.parameterCount();
        view.sampled = fed.rows() > 1;
        views.push_back(std::move(view));
        fed.advance(grade.carry, shape);
    }
    return views;
}

/// As the training draws them, in ascending order of x.
Dataset noisyLabelsOf(const ExperimentConfig& config, const Target& target) {
    if (target.inputs() != 1 || !(config.samples.noise > 0.0))
        return {};
    SamplesConfig training = config.samples;
    training.validation.count = 0; // each set draws from a stream of its own
    training.test.count = 0;
    const Dataset drawn = drawSamples(target, training, config.seed).train;
    std::vector<Index> order(static_cast<std::size_t>(drawn.x.cols()));
    std::iota(order.begin(), order.end(), Index{0});
    std::ranges::stable_sort(order, {}, [&drawn](Index sample) { return drawn.x(0, sample); });
    return {drawn.x(Eigen::all, order), drawn.y(Eigen::all, order)};
}

template <class Point>
void forgetBeyond(std::vector<Point>& points, std::size_t grades) {
    std::erase_if(points,
                  [grades](const Point& point) { return std::cmp_greater_equal(point.grade, grades); });
}

/// The record of the first grades, without what is known of the end only.
RunRecord firstGrades(const RunRecord& whole, std::size_t grades) {
    RunRecord record = whole;
    record.grades.resize(std::min(grades, whole.grades.size()));
    record.model = MultigradeModel(whole.model.inputs(), whole.model.outputs());
    for (std::size_t i = 0; i < std::min(grades, whole.model.grades()); ++i)
        record.model.append(whole.model.grade(i));
    record.largestError.reset();
    record.polish.reset();
    forgetBeyond(record.history, grades);
    forgetBeyond(record.curvature, grades);
    return record;
}

void showResult(GradeView& view, const GradeRecord& record) {
    view.config = record.config;
    view.status = record.status;
    view.reason = record.reason;
    view.epoch = record.epochs;
    view.seconds = record.seconds;
    view.certificate = record.certificate;
    view.balance = record.balance;
    view.parameters = record.parameters;
    view.metrics = record.metrics;
}

} // namespace

RunPicture::RunPicture(const ExperimentConfig& config, const Target& target)
    : config_(config),
      domain_(target.domain()),
      gridPoints_(evaluationGrid(domain_, config.samples.train)),
      target_(target(gridPoints_)),
      breaks_(breaksOf(target, config.target, gridPoints_)),
      noisyLabels_(noisyLabelsOf(config, target)),
      grades_(pendingGrades(config, target.inputs(), target.outputs())),
      partialSums_(1, Matrix::Zero(target_.rows(), target_.cols())),
      before_(measure(target_, target_)) {}

RunPicture RunPicture::preview(const ExperimentConfig& config, const Target& target) {
    return {config, target};
}

RunPicture RunPicture::begun(std::uint64_t run, const ExperimentConfig& config, const Target& target) {
    RunPicture picture(config, target);
    picture.run_ = run;
    picture.phase_ = Phase::Running;
    return picture;
}

RunPicture RunPicture::of(std::shared_ptr<const RunRecord> record) {
    if (!record->target)
        throw std::invalid_argument("The run does not say what its target is.");
    const Target& target = *record->target;
    if (record->model.inputs() != target.inputs() || record->model.outputs() != target.outputs())
        throw std::invalid_argument("The run's network does not fit its target: they differ in the number of "
                                    "variables or outputs.");
    RunPicture picture(record->config, target);
    GridCurves curves = evaluateOnGrid(target, record->model, picture.gridPoints_);
    std::vector<GradePeaks> peaks = peaksBetween(record->model, target, picture.gridPoints_);
    std::vector<GradeView>& grades = picture.grades_;
    if (record->grades.size() > grades.size())
        grades.resize(record->grades.size());
    const std::size_t trained = std::min(record->grades.size(), curves.contributions.size());
    for (std::size_t i = 0; i < trained; ++i) {
        showResult(grades[i], record->grades[i]);
        grades[i].contribution = std::move(curves.contributions[i]);
        grades[i].block = record->model.grade(i).block;
        grades[i].peaks = std::move(peaks[i]);
        picture.judgeGrade(i, record->grades[i]);
    }
    picture.rebuildSums(0);
    for (std::size_t i = 0; i < trained; ++i)
        grades[i].grid = measure(picture.residual(i + 1), picture.target_);
    picture.changedGrade_ = firstChangedGrade(*record);
    picture.record_ = std::move(record);
    picture.phase_ = Phase::Ended;
    return picture;
}

RunPicture RunPicture::upTo(std::size_t grades) const {
    RunPicture picture = *this;
    for (std::size_t i = grades; i < grades_.size(); ++i) {
        GradeView pending;
        pending.config = grades_[i].config;
        pending.parameters = grades_[i].parameters;
        pending.sampled = grades_[i].sampled;
        picture.grades_[i] = std::move(pending);
    }
    picture.rebuildSums(std::min(grades, curves_));
    forgetBeyond(picture.history_, grades);
    forgetBeyond(picture.curvature_, grades);
    if (record_)
        picture.record_ = std::make_shared<const RunRecord>(firstGrades(*record_, grades));
    if (changedGrade_ > grades)
        picture.changedGrade_ = 0;
    picture.phase_ = Phase::Ended;
    picture.live_.reset();
    return picture;
}

void RunPicture::apply(const RunUpdate& update) {
    takeHistory(update.history);
    curvature_.insert(curvature_.end(), update.curvature.begin(), update.curvature.end());
    for (const GradeFinished& finished : update.finishedGrades)
        freeze(finished);
    if (update.begunGrade && *update.begunGrade < grades_.size() && !grades_[*update.begunGrade].block)
        grades_[*update.begunGrade].status = GradeStatus::Running;
    if (update.live)
        showLive(*update.live);
    if (update.ended())
        end(update);
    findLiveGrade();
}

void RunPicture::takeHistory(const std::vector<HistoryPoint>& points) {
    history_.insert(history_.end(), points.begin(), points.end());
    for (const HistoryPoint& point : points) {
        const auto grade = static_cast<std::size_t>(point.grade);
        if (grade >= grades_.size())
            continue;
        grades_[grade].epoch = point.epoch;
        if (!std::isnan(point.gap))
            grades_[grade].gap = point.gap;
    }
}

/// By the weights as they are: a file may have been changed since its hashes were written.
void RunPicture::judgeGrade(std::size_t grade, const GradeRecord& record) {
    GradeView& view = grades_[grade];
    view.audit = record.audit;
    view.checks.clear();
    if (!record.audit || !view.block)
        return;
    const AuditedGrade audited = auditedGrade(record, config_.guard, grade, view.block->hash());
    view.checks = judge(*record.audit, audited);
    view.progress = progressOf(*record.audit, audited);
}

void RunPicture::freeze(const GradeFinished& finished) {
    if (finished.grade >= grades_.size() || finished.contribution.cols() != target_.cols())
        return;
    GradeView& view = grades_[finished.grade];
    showResult(view, finished.record);
    view.contribution = finished.contribution;
    view.block = finished.block;
    view.peaks = finished.peaks;
    judgeGrade(finished.grade, finished.record);
    rebuildSums(finished.grade);
    // Measured here, as load() does, so that a run from a file shows the very same numbers.
    if (finished.grade < gradesWithCurve())
        view.grid = measure(residual(finished.grade + 1), target_);
}

void RunPicture::showLive(const GradeSnapshot& snapshot) {
    const bool known = snapshot.grade < grades_.size() && snapshot.contribution.cols() == target_.cols();
    if (!known || grades_[snapshot.grade].block)
        return; // frozen: what is live is older
    GradeView& view = grades_[snapshot.grade];
    view.status = GradeStatus::Running;
    view.epoch = std::max(view.epoch, snapshot.epoch);
    view.contribution = snapshot.contribution;
    view.grid = snapshot.grid;
    rebuildSums(snapshot.grade);
}

void RunPicture::end(const RunUpdate& update) {
    record_ = update.record;
    changedGrade_ = update.changedGrade;
    phase_ = Phase::Ended;
    // Frozen grades are compared with their hashes after later ones: what is known now may be worse.
    for (std::size_t i = 0; record_ && i < std::min(grades_.size(), record_->grades.size()); ++i)
        if (grades_[i].block && record_->grades[i].audit && record_->grades[i].audit->changedAfter)
            judgeGrade(i, record_->grades[i]);
    for (std::size_t i = 0; i < grades_.size(); ++i) {
        GradeView& view = grades_[i];
        if (view.block || view.status != GradeStatus::Running)
            continue;
        if (record_) { // the record knows nothing of it: it was stopped before its first step
            view.status = GradeStatus::Pending;
            view.epoch = 0;
            view.contribution = Matrix();
            rebuildSums(i);
        } else { // the run failed: the last good picture stays
            view.status = GradeStatus::Stopped;
        }
    }
}

double RunPicture::sup(std::size_t grade) const {
    const double onGrid = grade == 0 ? before_.sup : grades_[grade - 1].grid.sup;
    const double between = grade == 0 ? 0.0 : grades_[grade - 1].peaks.residual.largest();
    return between > onGrid ? between : onGrid;
}

std::optional<double> RunPicture::peakOfSup(std::size_t grade) const {
    if (grade == 0)
        return std::nullopt;
    const GradeView& view = grades_[grade - 1];
    const Peaks& peaks = view.peaks.residual;
    const auto highest = peaks.highest();
    return highest && peaks.largest() > view.grid.sup ? std::optional(peaks.x[*highest]) : std::nullopt;
}

const LargestError* RunPicture::largestError() const {
    return record_ && record_->largestError && changedGrade_ == 0 ? &*record_->largestError : nullptr;
}

void RunPicture::findLiveGrade() {
    // The last one: a grade's curve may still be computed while the next is trained already.
    const auto live =
        std::ranges::find(grades_.rbegin(), grades_.rend(), GradeStatus::Running, &GradeView::status);
    live_ = live == grades_.rend() ? std::nullopt
                                   : std::optional(static_cast<std::size_t>(grades_.rend() - live) - 1);
}

/// Sums before `fromGrade` are as they were: of thousands of grades only the changed ones cost anything.
void RunPicture::rebuildSums(std::size_t fromGrade) {
    curves_ = std::min(curves_, fromGrade);
    while (curves_ < grades_.size() && grades_[curves_].hasCurve())
        ++curves_;
    partialSums_.resize(curves_ + 1);
    for (std::size_t i = fromGrade; i < curves_; ++i)
        partialSums_[i + 1] = partialSums_[i] + grades_[i].contribution;
}

} // namespace gradewise
