#include "core/study/duel/duel_curve.h"

#include "core/cost/multiply_adds.h"
#include "core/network/multiply_adds.h"

#include <algorithm>
#include <chrono>
#include <cmath>

namespace gradewise {

namespace {

/// What errors on test samples within grades may cost once the training took so many multiply-adds: a
/// hundredth of them, and more while that is nothing to wait for: 6e7 of the first 2e8, 4.5e8 of 1e10.
double testAllowance(double multiplyAdds) {
    return 0.01 * multiplyAdds + std::sqrt(2e7 * multiplyAdds);
}

Dataset testSamples(const Experiment& experiment) {
    const ExperimentConfig& config = experiment.config();
    return drawSamples(experiment.target(), config.samples, config.seed).test;
}

} // namespace

void ThinnedCurve::add(const DuelPoint& point) {
    if (points_.size() == most) {
        for (std::size_t i = 0; 2 * i < most; ++i)
            points_[i] = points_[2 * i];
        points_.resize(most / 2);
        stride_ *= 2;
    }
    points_.push_back(point);
    skipped_ = 0;
}

DuelRecorder::DuelRecorder(const Experiment& experiment, RunControl& control,
                           std::function<void(const DuelPoint&)> listener)
    : grades_(expandedGrades(experiment.config())),
      samples_(trainingSamples(experiment.config())),
      control_(control),
      listener_(std::move(listener)),
      test_(testSamples(experiment)) {}

std::vector<DuelPoint> DuelRecorder::curve() const {
    std::vector<DuelPoint> points = curve_.points();
    std::erase_if(points, [this](const DuelPoint& p) { return p.multiplyAdds >= frozen_.multiplyAdds; });
    points.push_back(frozen_);
    return points;
}

void DuelRecorder::runBegun(const GradeMetrics& before) {
    labelSquare_ = before.train.mse;
    frozen_.trainMse = before.train.mse;
    if (test_.data().x.cols() > 0)
        frozen_.testMse = before.test.mse;
    add(frozen_);
}

void DuelRecorder::gradeBegun(std::size_t grade, const MultigradeModel& frozen) {
    if (frozen.grades() > 0)
        test_.advance(frozen.grade(frozen.grades() - 1));
    const GradeConfig& config = grades_.at(grade);
    const BlockShape shape{frozen.nextInputs(), config.hidden, frozen.outputs(), config.activation};
    eachEpoch_ = samples_ * epochMultiplyAdds(config, shape);
    freezing_ = samples_ * passMultiplyAdds(shape);
    eachTest_ = static_cast<double>(test_.data().x.cols()) * passMultiplyAdds(shape);
    present_ = frozen_;
    testsNext_ = curve_.due() && testDue();
}

void DuelRecorder::reported(const EpochReport& report) {
    present_.multiplyAdds =
        frozen_.multiplyAdds + report.multiplyAdds.value_or(static_cast<double>(report.epoch) * eachEpoch_);
    present_.seconds = frozen_.seconds + report.seconds;
    present_.trainMse = report.trainRelativeL2 * report.trainRelativeL2 * labelSquare_;
    present_.testMse = std::numeric_limits<double>::quiet_NaN();
}

void DuelRecorder::epochDone(const HistoryPoint&, const Block& block) {
    if (curve_.due()) {
        if (testsNext_)
            present_.testMse = testMse(block);
        add(present_);
    } else {
        curve_.skip();
    }
    testsNext_ = curve_.due() && testDue();
}

void DuelRecorder::gradeDone(std::size_t, const GradeRecord& record, const MultigradeModel&) {
    frozen_.multiplyAdds +=
        freezing_ + record.multiplyAdds.value_or(static_cast<double>(record.epochs) * eachEpoch_);
    frozen_.seconds += record.seconds;
    frozen_.trainMse = record.metrics.train.mse;
    if (test_.data().x.cols() > 0)
        frozen_.testMse = record.metrics.test.mse;
    add(frozen_);
}

void DuelRecorder::add(const DuelPoint& point) {
    curve_.add(point);
    listener_(point);
}

bool DuelRecorder::testDue() const {
    return eachTest_ > 0.0 && tested_ + eachTest_ <= testAllowance(present_.multiplyAdds);
}

double DuelRecorder::testMse(const Block& block) {
    const auto begun = std::chrono::steady_clock::now();
    tested_ += eachTest_;
    const Matrix residual = test_.residual() - block.output(test_.features());
    const double mse = measure(residual, test_.data().y).mse;
    control_.recording += std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    return mse;
}

} // namespace gradewise
