#include "core/session/work_queue.h"

#include "core/files/watch.h"

#include <exception>
#include <system_error>

namespace gradewise {

void WorkProgress::reached(double share) {
    if (cancelled())
        throw GivenUp();
    share_.store(share, std::memory_order_relaxed);
}

WorkQueue::~WorkQueue() {
    {
        const std::scoped_lock lock(mutex_);
        ending_ = true;
    }
    wake_.notify_all();
}

std::shared_ptr<WorkProgress> WorkQueue::add(Work work) {
    Piece piece{std::move(work), std::make_shared<WorkProgress>()};
    std::shared_ptr<WorkProgress> progress = piece.progress;
    if (!startThread()) {
        doPiece(std::move(piece));
        return progress;
    }
    {
        const std::scoped_lock lock(mutex_);
        pieces_.push_back(std::move(piece));
    }
    wake_.notify_all();
    return progress;
}

bool WorkQueue::startThread() {
    if (thread_.joinable())
        return true;
    try {
        thread_ = std::jthread([this] { run(); });
        return true;
    } catch (const std::system_error&) {
        return false;
    }
}

void WorkQueue::doPiece(const Piece& piece) {
    try {
        piece.work(*piece.progress);
    } catch (const std::exception&) {
        // The work says what went wrong; what comes out here is that it was given up.
    }
}

void WorkQueue::run() {
    std::unique_lock lock(mutex_);
    for (;;) {
        wake_.wait(lock, [this] { return ending_ || !pieces_.empty(); });
        if (pieces_.empty())
            return;
        Piece piece = std::move(pieces_.front());
        pieces_.pop_front();
        lock.unlock();
        doPiece(std::move(piece));
        lock.lock();
    }
}

} // namespace gradewise
