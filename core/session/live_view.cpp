#include "core/session/live_view.h"

#include <utility>

namespace gradewise {

LiveView::LiveView(const Target& target, Matrix gridPoints, SnapshotMailbox& mailbox)
    : gridPoints_(std::move(gridPoints)),
      target_(target(gridPoints_)),
      fed_(gridPoints_),
      sum_(Matrix::Zero(target_.rows(), target_.cols())),
      peaks_(target, gridPoints_),
      mailbox_(mailbox),
      thread_([this] { run(); }) {}

LiveView::~LiveView() {
    {
        const std::scoped_lock lock(mutex_);
        quit_ = true;
    }
    wake_.notify_one();
    thread_.join();
}

void LiveView::show(std::size_t grade, Index epoch, const Block& block) {
    const auto present = std::chrono::steady_clock::now();
    if (present < nextPicture_ || block.parameters().size() == 0)
        return;
    nextPicture_ = present + std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                                 std::chrono::duration<double>(1.0 / picturesPerSecond));
    {
        const std::scoped_lock lock(mutex_);
        newest_ = block;
        newestGrade_ = grade;
        newestEpoch_ = epoch;
        hasNewest_ = true;
    }
    wake_.notify_one();
}

void LiveView::freeze(std::size_t grade, const GradeRecord& record, const FrozenGrade& frozen) {
    {
        const std::scoped_lock lock(mutex_);
        frozen_.push_back({grade, record, frozen});
        hasNewest_ = false;
    }
    nextPicture_ = {};
    wake_.notify_one();
}

void LiveView::drain() {
    std::unique_lock lock(mutex_);
    idle_.wait(lock, [this] { return frozen_.empty() && !busy_; });
}

void LiveView::run() {
    std::unique_lock lock(mutex_);
    for (;;) {
        busy_ = false;
        idle_.notify_all();
        wake_.wait(lock, [this] { return quit_ || !frozen_.empty() || hasNewest_; });
        busy_ = true;
        if (!frozen_.empty()) {
            Frozen next = std::move(frozen_.front());
            frozen_.pop_front();
            lock.unlock();
            post(std::move(next));
        } else if (quit_) {
            return;
        } else {
            const Block block = newest_;
            const std::size_t grade = newestGrade_;
            const Index epoch = newestEpoch_;
            hasNewest_ = false;
            lock.unlock();
            post(grade, epoch, block);
        }
        lock.lock();
    }
}

void LiveView::post(Frozen next) {
    GradePeaks peaks = peaks_.pass(next.frozen);
    Matrix hidden = next.frozen.block.hidden(fed_.seen());
    Matrix contribution = next.frozen.contribution(hidden, gridPoints_);
    sum_ += contribution;
    fed_.advance(next.frozen.carry, std::move(hidden), gridPoints_);
    ++grades_;
    mailbox_.gradeFinished({next.grade, std::move(next.record), std::move(contribution),
                            std::move(next.frozen.block), std::move(peaks)});
}

void LiveView::post(std::size_t grade, Index epoch, const Block& block) {
    auto snapshot = std::make_shared<GradeSnapshot>();
    snapshot->grade = grade;
    snapshot->epoch = epoch;
    snapshot->contribution = block.output(fed_.seen());
    snapshot->grid = measure(target_ - sum_ - snapshot->contribution, target_);
    mailbox_.live(std::move(snapshot));
}

} // namespace gradewise
