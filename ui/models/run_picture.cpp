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
std::vector<ShownGrade> pendingGrades(const ExperimentConfig& config, Index inputs, Index outputs) {
    std::vector<ShownGrade> views;
    FedRows fed(inputs);
    for (const GradeConfig& grade : expandedGrades(config)) {
        const BlockShape shape{fed.rows(), grade.hidden, outputs, grade.activation};
        ShownGrade shown;
        shown.record.config = grade;
        shown.record.parameters = shape.parameterCount();
        shown.sampled = fed.rows() > 1;
        views.push_back(std::move(shown));
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
    std::vector<ShownGrade>& grades = picture.grades_;
    if (record->grades.size() > grades.size())
        grades.resize(record->grades.size());
    const std::size_t trained = std::min(record->grades.size(), curves.contributions.size());
    for (std::size_t i = 0; i < trained; ++i) {
        grades[i].record = record->grades[i];
        grades[i].contribution = std::move(curves.contributions[i]);
        grades[i].block = record->model.grade(i).block;
        grades[i].peaks = std::move(peaks[i]);
        picture.judgeGrade(i);
    }
    picture.rebuildSums(0);
    for (std::size_t i = 0; i < trained; ++i)
        grades[i].grid = measure(picture.residual(i + 1), picture.target_);
    picture.findings_ = findingsOf(*record);
    picture.record_ = std::move(record);
    picture.phase_ = Phase::Ended;
    return picture;
}

RunPicture RunPicture::upTo(std::size_t grades) const {
    RunPicture picture = *this;
    for (std::size_t i = grades; i < grades_.size(); ++i) {
        ShownGrade pending;
        pending.record.config = grades_[i].record.config;
        pending.record.parameters = grades_[i].record.parameters;
        pending.sampled = grades_[i].sampled;
        picture.grades_[i] = std::move(pending);
    }
    picture.rebuildSums(std::min(grades, curves_));
    forgetBeyond(picture.history_, grades);
    forgetBeyond(picture.curvature_, grades);
    if (record_) {
        picture.record_ = std::make_shared<const RunRecord>(firstGrades(*record_, grades));
        picture.findings_ = findingsOf(*picture.record_);
    }
    picture.phase_ = Phase::Ended;
    picture.live_.reset();
    return picture;
}

void RunPicture::apply(const RunUpdate& update) {
    takeHistory(update.history);
    curvature_.insert(curvature_.end(), update.curvature.begin(), update.curvature.end());
    for (const GradeFinished& finished : update.finishedGrades)
        freeze(finished);
    if (update.begunGrade && *update.begunGrade < grades_.size() && !grades_[*update.begunGrade].frozen())
        change(*update.begunGrade).record.status = GradeStatus::Running;
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
        ShownGrade& shown = change(grade);
        shown.record.epochs = point.epoch;
        if (!std::isnan(point.gap))
            shown.gap = point.gap;
    }
}

ShownGrade& RunPicture::change(std::size_t grade) {
    ++grades_[grade].version;
    return grades_[grade];
}

/// By the weights as they are: a file may have been changed since its hashes were written.
void RunPicture::judgeGrade(std::size_t grade) {
    ShownGrade& shown = change(grade);
    shown.checks.clear();
    if (!shown.record.audit || !shown.block)
        return;
    const AuditedGrade audited = auditedGrade(shown.record, config_.guard, grade, shown.block->hash());
    shown.checks = judge(*shown.record.audit, audited);
    shown.progress = progressOf(*shown.record.audit, audited);
}

void RunPicture::freeze(const GradeFinished& finished) {
    if (finished.grade >= grades_.size() || finished.contribution.cols() != target_.cols())
        return;
    ShownGrade& shown = change(finished.grade);
    shown.record = finished.record;
    shown.contribution = finished.contribution;
    shown.block = finished.block;
    shown.peaks = finished.peaks;
    judgeGrade(finished.grade);
    rebuildSums(finished.grade);
    // Measured here, as load() does, so that a run from a file shows the very same numbers.
    if (finished.grade < gradesWithCurve())
        shown.grid = measure(residual(finished.grade + 1), target_);
}

void RunPicture::showLive(const GradeSnapshot& snapshot) {
    const bool known = snapshot.grade < grades_.size() && snapshot.contribution.cols() == target_.cols();
    if (!known || grades_[snapshot.grade].frozen())
        return; // what is live is older
    ShownGrade& shown = change(snapshot.grade);
    shown.record.status = GradeStatus::Running;
    shown.record.epochs = std::max(shown.record.epochs, snapshot.epoch);
    shown.contribution = snapshot.contribution;
    shown.grid = snapshot.grid;
    rebuildSums(snapshot.grade);
}

void RunPicture::end(const RunUpdate& update) {
    record_ = update.record;
    findings_ = update.findings;
    phase_ = Phase::Ended;
    // Frozen grades are compared with their hashes after later ones: what is known now may be worse.
    for (std::size_t i = 0; record_ && i < std::min(grades_.size(), record_->grades.size()); ++i)
        if (grades_[i].frozen() && record_->grades[i].audit && record_->grades[i].audit->changedAfter) {
            grades_[i].record.audit = record_->grades[i].audit;
            judgeGrade(i);
        }
    for (std::size_t i = 0; i < grades_.size(); ++i)
        if (!grades_[i].frozen() && grades_[i].record.status == GradeStatus::Running)
            leaveOpen(i);
}

/// A grade that was in training when the run ended.
void RunPicture::leaveOpen(std::size_t grade) {
    ShownGrade& shown = change(grade);
    if (!record_) { // the run failed: the last good picture stays
        shown.record.status = GradeStatus::Stopped;
        return;
    }
    shown.record.status = GradeStatus::Pending; // it was stopped before its first step
    shown.record.epochs = 0;
    shown.contribution = Matrix();
    rebuildSums(grade);
}

double RunPicture::sup(std::size_t grade) const {
    const double onGrid = grade == 0 ? before_.sup : grades_[grade - 1].grid.sup;
    const double between = grade == 0 ? 0.0 : grades_[grade - 1].peaks.residual.largest();
    return between > onGrid ? between : onGrid;
}

std::optional<double> RunPicture::peakOfSup(std::size_t grade) const {
    if (grade == 0)
        return std::nullopt;
    const ShownGrade& view = grades_[grade - 1];
    const Peaks& peaks = view.peaks.residual;
    const auto highest = peaks.highest();
    return highest && peaks.largest() > view.grid.sup ? std::optional(peaks.x[*highest]) : std::nullopt;
}

const LargestError* RunPicture::largestError() const {
    return record_ && record_->largestError && findings_.changedGrade == 0 ? &*record_->largestError
                                                                           : nullptr;
}

void RunPicture::findLiveGrade() {
    // The last one: a grade's curve may still be computed while the next is trained already.
    const auto running = [](const ShownGrade& shown) { return shown.record.status == GradeStatus::Running; };
    const auto live = std::find_if(grades_.rbegin(), grades_.rend(), running);
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
