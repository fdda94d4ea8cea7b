#include "ui/studies/study_driver.h"

namespace gradewise {

namespace {
constexpr int frame = 50; ///< milliseconds
} // namespace

StudyDriver::StudyDriver(QObject* parent) : QObject(parent) {
    timer_.setInterval(frame);
    connect(&timer_, &QTimer::timeout, this, &StudyDriver::takeNews);
}

void StudyDriver::begin() {
    timer_.start();
    clock_.start();
    setState(State::Running);
    emit updated();
}

void StudyDriver::stop() {
    if (state_ != State::Running)
        return;
    askToStop();
    setState(State::Stopping);
}

double StudyDriver::seconds() const {
    return state_ == State::Idle ? seconds_ : static_cast<double>(clock_.elapsed()) * 1e-3;
}

void StudyDriver::takeNews() {
    const News news = takeIn();
    if (news.any || news.ended)
        emit updated();
    if (!news.ended)
        return;
    timer_.stop();
    seconds_ = seconds();
    setState(State::Idle);
    if (!news.failure.isEmpty())
        emit failed(news.failure);
}

void StudyDriver::setState(State state) {
    if (state_ == state)
        return;
    state_ = state;
    emit stateChanged();
}

} // namespace gradewise
