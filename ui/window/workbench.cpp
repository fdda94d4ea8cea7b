#include "ui/window/workbench.h"

#include "core/experiment/validate.h"
#include "core/record/json.h"
#include "ui/models/plain_text.h"
#include "ui/models/problem_text.h"

#include <QFileInfo>

#include <utility>

namespace gradewise {

Workbench::Workbench(const QString& place, QObject* parent)
    : QObject(parent), recovery_(place, beside_), driver_(model_, beside_) {
    connect(&driver_, &RunDriver::failed, this, &Workbench::problem);
    connect(&driver_, &RunDriver::remarked, this, &Workbench::problem);
    connect(&driver_, &RunDriver::ended, this, &Workbench::runEnded);
    connect(&driver_, &RunDriver::stateChanged, this, &Workbench::documentChanged);
}

Workbench::~Workbench() {
    disconnect(&driver_, nullptr, this, nullptr);
}

QString Workbench::displayName() const {
    if (!path_.isEmpty())
        return shownName(path_);
    return config_.title.empty() ? tr("Untitled") : shownTitle(config_);
}

bool Workbench::recordFits() const {
    return lastRecord_ && lastRecord_->config == config_;
}

bool Workbench::unsaved() const {
    return (driver_.active() && !demonstrates_) || !(config_ == savedConfig_) ||
           (!resultSaved_ && recordFits()) || costlyResultOfOtherSettings();
}

double Workbench::secondsUnsaved() const {
    if (driver_.active())
        return demonstrates_ ? 0.0 : driver_.secondsTrained();
    return lastRecord_ && !resultSaved_ ? lastRecord_->seconds : 0.0;
}

bool Workbench::costlyResultOfOtherSettings() const {
    return !driver_.active() && lastRecord_ && !resultSaved_ && !recordFits() &&
           lastRecord_->seconds >= costlyFrom_;
}

bool Workbench::wouldSaveRun() const {
    return driver_.active() ? model_.config() == config_ : recordFits();
}

bool Workbench::changedOnDisk() const {
    return !path_.isEmpty() && stamp_.size >= 0 && !files_.writing() && stampOf(path_) != stamp_ &&
           stampOf(path_).size >= 0;
}

void Workbench::adopt(const ExperimentConfig& config, const QString& path, Held held) {
    ++document_;
    ++changes_;
    ++reading_; // what is still being opened was asked for before
    files_.cancelReading();
    config_ = config;
    savedConfig_ = config;
    if (lastRecord_)
        beside_.discard(std::exchange(lastRecord_, nullptr));
    if (lastPicture_)
        beside_.discard(std::exchange(lastPicture_, std::nullopt));
    resultSaved_ = true;
    path_ = path;
    held_ = held;
    stamp_ = {};
    demonstrates_ = false;
    recovery_.forget();
}

void Workbench::startWith(const ExperimentConfig& config) {
    driver_.discard();
    adopt(config, {}, Held::Nothing);
    previewTarget();
    emit solved();
    emit configReplaced();
    emit documentChanged();
}

bool Workbench::startWith(const RunRecord& record) {
    try {
        showRun(RunPicture::of(std::make_shared<const RunRecord>(record)), {}, Held::Nothing);
    } catch (const std::exception& error) {
        emit problem(tr("The run cannot be shown: %1").arg(problemText(error)));
        return false;
    }
    return true;
}

void Workbench::demonstrate(const ExperimentConfig& config) {
    startWith(config);
    demonstrates_ = begin(RunDriver::Begin::Running, false);
}

void Workbench::showRun(RunPicture picture, const QString& path, Held held) {
    driver_.discard();
    const std::shared_ptr<const RunRecord> record = picture.record();
    adopt(record->config, path, held);
    beside_.discard(model_.show(std::move(picture)));
    lastRecord_ = record;
    emit solved();
    emit configReplaced();
    emit documentChanged();
}

void Workbench::open(const QString& path) {
    files_.cancelReading();
    dropHeldBack();
    const std::uint64_t reading = ++reading_;
    const std::uint64_t changes = changes_;
    files_.read(path,
                [this, path, reading, changes](const FileOutcome& outcome, std::shared_ptr<OpenedFile> file) {
                    if (reading != reading_ || outcome.givenUp) {
                        beside_.discard(std::move(file));
                        return;
                    }
                    if (!outcome.good()) {
                        emit problem(outcome.problem);
                        emit openFailed(path);
                        return;
                    }
                    if (changes != changes_ && unsaved()) {
                        heldBack_ = std::move(file);
                        emit heldBack();
                        return;
                    }
                    take(std::move(file));
                });
}

void Workbench::takeHeldBack() {
    if (heldBack_)
        take(std::exchange(heldBack_, nullptr));
}

void Workbench::dropHeldBack() {
    if (heldBack_)
        beside_.discard(std::exchange(heldBack_, nullptr));
}

void Workbench::take(const std::shared_ptr<OpenedFile>& file) {
    const QString path = file->path;
    if (file->run) {
        showRun(*std::move(file->run), path, Held::Run);
        // The errors of such a record, those that were proved too, are not those of its weights.
        if (const std::size_t grade = model_.findings().changedGrade; grade > 0)
            emit problem(
                tr("%1: the weights of grade %2 are not those that were frozen, and the errors in the "
                   "file are not theirs. Run the experiment again for true ones.")
                    .arg(shownName(path), QString::number(grade)));
    } else {
        startWith(*file->experiment);
        path_ = path;
        held_ = Held::OpenedExperiment;
    }
    stamp_ = file->stamp;
    emit documentChanged();
    emit opened(path);
}

void Workbench::save(const QString& path, Saved done) {
    const bool withRun = recordFits() && !driver_.active();
    const std::shared_ptr<const RunRecord> run = withRun ? lastRecord_ : nullptr;
    const auto written = [this, path, run, config = config_, document = document_,
                          done = std::move(done)](const FileOutcome& outcome) {
        if (outcome.good()) {
            if (document == document_) {
                savedConfig_ = config;
                if (run && run == lastRecord_)
                    resultIsSaved();
                path_ = path;
                held_ = run ? Held::Run : Held::SavedExperiment;
                stamp_ = outcome.stamp;
                emit documentChanged();
            }
        }
        tellWritten(path, outcome, done);
    };
    if (run)
        files_.write(path, run, written);
    else
        files_.write(path, config_, written);
}

void Workbench::saveResult(const QString& path, Saved done) {
    const std::shared_ptr<const RunRecord> run = lastRecord_;
    files_.write(path, run, [this, path, run, done = std::move(done)](const FileOutcome& outcome) {
        if (outcome.good()) {
            if (run == lastRecord_)
                resultIsSaved();
            emit documentChanged();
        }
        tellWritten(path, outcome, done);
    });
}

void Workbench::tellWritten(const QString& path, const FileOutcome& outcome, const Saved& done) {
    if (outcome.good())
        emit opened(path);
    else if (!outcome.givenUp)
        emit problem(outcome.problem);
    if (done)
        done(outcome.good());
}

void Workbench::resultIsSaved() {
    resultSaved_ = true;
    if (!driver_.active()) // what is kept by now is another run's
        demonstrates_ = false;
    recovery_.forget();
}

void Workbench::edit(const ExperimentConfig& config) {
    if (config == config_)
        return;
    ++changes_;
    const bool otherTarget = !(config.target == config_.target);
    config_ = config;
    if (!driver_.active()) { // a run in progress keeps its picture; the edit counts from the next run on
        if (recordFits() && model_.record() != lastRecord_)
            bringBackRun();
        else if (otherTarget || model_.phase() == RunModel::Phase::Preview)
            previewTarget();
    }
    emit solved();
    emit documentChanged();
}

void Workbench::bringBackRun() {
    // Where another run broke off in between, nobody kept the picture.
    replacePicture(lastPicture_ ? *std::exchange(lastPicture_, std::nullopt) : RunPicture::of(lastRecord_));
}

/// The picture of the last record is kept: when its settings come back, so does it.
void Workbench::replacePicture(RunPicture picture) {
    RunPicture old = model_.show(std::move(picture));
    if (lastRecord_ && old.record() == lastRecord_)
        lastPicture_ = std::move(old);
    else
        beside_.discard(std::move(old));
}

void Workbench::previewTarget() {
    const auto made = makeTarget(config_.target);
    if (const auto* target = std::get_if<Target>(&made))
        replacePicture(RunPicture::preview(config_, *target));
}

void Workbench::runOrPause() {
    switch (driver_.state()) {
    case RunDriver::State::Idle:
        runAfresh();
        return;
    case RunDriver::State::Running:
        driver_.pause();
        return;
    case RunDriver::State::Paused:
        driver_.resume();
        return;
    case RunDriver::State::Stopping:
        return;
    }
}

void Workbench::runAfresh() {
    emit solved();
    begin(RunDriver::Begin::Running);
}

bool Workbench::begin(RunDriver::Begin how, bool kept) {
    ++changes_;
    const auto experiment = driver_.prepared(config_);
    if (!experiment) // what is kept of the run before stays
        return false;
    driver_.discard(); // before its folder goes
    demonstrates_ = false;
    return driver_.start(*experiment, how, kept ? std::optional(recovery_.next()) : std::nullopt);
}

void Workbench::goOn(BrokenOffRun kept, std::shared_ptr<const Checkpoint> begun) {
    const Experiment experiment = begun->experiment;
    startWith(experiment.config());
    ++changes_;
    driver_.start(experiment, RunDriver::Begin::Running, recovery_.goOn(std::move(kept), std::move(begun)));
}

void Workbench::stepEpoch() {
    if (!driver_.active() && !begin(RunDriver::Begin::Paused))
        return;
    driver_.stepEpoch();
}

void Workbench::trainOneGrade() {
    if (driver_.active())
        driver_.trainOneGrade();
    else
        begin(RunDriver::Begin::OneGrade);
}

void Workbench::runEnded() {
    beside_.discard(model_.takeOutgrown());
    if (model_.record()) {
        if (lastRecord_)
            beside_.discard(std::exchange(lastRecord_, nullptr));
        if (lastPicture_)
            beside_.discard(std::exchange(lastPicture_, std::nullopt));
        lastRecord_ = model_.record();
        resultSaved_ = demonstrates_;
    }
    emit documentChanged();
}

} // namespace gradewise
