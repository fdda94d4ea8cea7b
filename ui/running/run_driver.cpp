#include "ui/running/run_driver.h"

#include "core/experiment/validate.h"
#include "core/record/json.h"
#include "core/target/sampling.h"
#include "ui/models/problem_text.h"
#include "ui/models/run_model.h"

#include <algorithm>
#include <exception>

namespace gradewise {

namespace {

// 30 frames a second look continuous; above half a second the window would seem to hang.
constexpr int shortestFrame = 33;
constexpr int longestFrame = 500;
constexpr double mostSecondsWatched = 60.0; // all grades of a run together

bool hasNews(const RunUpdate& update) {
    return update.before || !update.history.empty() || !update.finishedGrades.empty() || update.begunGrade ||
           update.live || update.ended();
}

} // namespace

RunDriver::RunDriver(RunModel& model, WorkQueue& beside, QObject* parent)
    : QObject(parent), model_(model), beside_(beside), frameInterval_(shortestFrame) {
    timer_.setSingleShot(true);
    connect(&timer_, &QTimer::timeout, this, &RunDriver::takeNews);
}

RunDriver::~RunDriver() {
    letGo();
}

void RunDriver::letGo() {
    if (session_.active())
        beside_.discard(session_.release());
}

std::optional<Experiment> RunDriver::prepared(const ExperimentConfig& config) {
    try {
        auto prepared = prepare(config);
        if (auto* experiment = std::get_if<Experiment>(&prepared))
            return std::move(*experiment);
        emit failed(QString::fromStdString(describe(std::get<std::vector<Issue>>(prepared))));
    } catch (const std::exception& error) {
        emit failed(tr("The run could not start: %1").arg(problemText(error)));
    }
    return std::nullopt;
}

bool RunDriver::start(const Experiment& experiment, Begin begin, std::optional<RunKeeping> keeping) {
    try {
        RunPicture picture = RunPicture::begun(0, experiment.config(), experiment.target());
        letGo();
        const RunPace pace{begin == Begin::Paused, tempoOf(experiment.config()), begin == Begin::OneGrade};
        const std::uint64_t run = session_.start(experiment, picture.gridPoints(), pace, std::move(keeping));
        picture.setRun(run);
        beside_.discard(model_.show(std::move(picture)));
    } catch (const std::exception& error) {
        if (!session_.active())
            setState(State::Idle);
        emit failed(tr("The run could not start: %1").arg(problemText(error)));
        return false;
    }
    setState(begin == Begin::Paused ? State::Paused : State::Running);
    timer_.start(0);
    return true;
}

void RunDriver::pause() {
    if (state_ != State::Running)
        return;
    session_.control().pause();
    setState(State::Paused);
}

void RunDriver::resume() {
    if (state_ != State::Paused)
        return;
    session_.control().resume();
    setState(State::Running);
}

void RunDriver::stepEpoch() {
    if (state_ != State::Running && state_ != State::Paused)
        return;
    session_.control().stepEpoch();
    setState(State::Paused);
}

void RunDriver::trainOneGrade() {
    if (state_ != State::Running && state_ != State::Paused)
        return;
    session_.control().trainOneGrade();
    setState(State::Running);
}

void RunDriver::finishGrade() {
    if (state_ == State::Running || state_ == State::Paused)
        session_.control().finishGrade();
}

void RunDriver::stop() {
    if (state_ != State::Running && state_ != State::Paused)
        return;
    session_.control().stop();
    setState(State::Stopping);
    timer_.start(0);
}

void RunDriver::discard() {
    if (!active())
        return;
    timer_.stop();
    letGo();
    setState(State::Idle);
}

double RunDriver::secondsTrained() const {
    return active() && !model_.history().empty() ? model_.history().back().seconds : 0.0;
}

Tempo RunDriver::tempoOf(const ExperimentConfig& config) const {
    const auto grades = static_cast<double>(std::max<std::size_t>(1, expandedGrades(config).size()));
    return {tempo_.epochsPerSecond, std::min(tempo_.secondsPerGrade, mostSecondsWatched / grades)};
}

void RunDriver::setTempo(const Tempo& tempo) {
    tempo_ = tempo;
    if (active())
        session_.control().setTempo(tempoOf(model_.config()));
}

void RunDriver::frameDrawn(double milliseconds) {
    if (milliseconds > 0.6 * frameInterval_)
        frameInterval_ = std::min(2 * frameInterval_, longestFrame);
    else if (milliseconds < 0.25 * frameInterval_)
        frameInterval_ = std::max(frameInterval_ / 2, shortestFrame);
}

void RunDriver::takeNews() {
    if (!active())
        return;
    const RunUpdate update = session_.takeNews();
    if (hasNews(update))
        model_.apply(update);
    for (const std::string& remark : update.remarks)
        emit remarked(QString::fromStdString(remark));
    if (!update.ended()) {
        if (state_ == State::Running && session_.control().paused()) // a grade was to be the last for now
            setState(State::Paused);
        timer_.start(frameInterval_);
        return;
    }
    timer_.stop();
    setState(State::Idle);
    if (!update.failure.empty())
        emit failed(tr("The run broke off: %1").arg(QString::fromStdString(update.failure)));
    emit ended();
}

void RunDriver::setState(State state) {
    if (state_ == state)
        return;
    state_ = state;
    emit stateChanged();
}

} // namespace gradewise
