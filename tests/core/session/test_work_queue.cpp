// Work beside the window: in order, on a thread of its own, given up when asked, and never lost.
#include "core/files/watch.h"
#include "core/session/work_queue.h"
#include "tests/test_case.h"

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>
#include <vector>

using namespace gradewise;

namespace {

void waitFor(const std::atomic<bool>& done) {
    const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(30);
    while (!done && std::chrono::steady_clock::now() < limit)
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

/// Notes on which thread it is destroyed.
struct Large {
    explicit Large(std::thread::id& place) : destroyedOn(&place) {}
    Large(Large&& other) noexcept : destroyedOn(std::exchange(other.destroyedOn, nullptr)) {}
    Large(const Large&) = delete;
    Large& operator=(const Large&) = delete;
    Large& operator=(Large&&) = delete;
    ~Large() {
        if (destroyedOn)
            *destroyedOn = std::this_thread::get_id();
    }
    std::thread::id* destroyedOn;
};

} // namespace

class TestWorkQueue : public QObject {
    Q_OBJECT

private slots:
    void worksInOrderOnAnotherThread() {
        std::vector<int> done;
        std::thread::id thread;
        {
            WorkQueue queue;
            for (int i = 0; i < 50; ++i)
                queue.add([&, i](WorkProgress&) {
                    done.push_back(i);
                    thread = std::this_thread::get_id();
                });
        } // waits for all of them
        QCOMPARE(done.size(), std::size_t{50});
        QVERIFY(std::is_sorted(done.begin(), done.end()));
        QVERIFY(thread != std::this_thread::get_id());
    }

    void givesUpWhatIsCancelled() {
        WorkQueue queue;
        std::atomic<bool> begun = false;
        std::atomic<bool> ended = false;
        bool leftBehind = false;
        const auto progress = queue.add([&](WorkProgress& work) {
            struct Ended {
                std::atomic<bool>& flag;
                ~Ended() { flag = true; }
            } const atTheEnd{ended};
            for (int i = 0;; ++i) {
                work.reached(0.5);
                begun = true;
            }
            leftBehind = true;
        });
        waitFor(begun);
        QCOMPARE(progress->share(), 0.5);
        progress->cancel();
        waitFor(ended);
        QVERIFY(ended && !leftBehind);
        QVERIFY(progress->cancelled());
    }

    void whatFailsDoesNotStopTheRest() {
        bool done = false;
        {
            WorkQueue queue;
            queue.add([](WorkProgress&) { throw std::runtime_error("broken"); });
            queue.add([&](WorkProgress&) { done = true; });
        }
        QVERIFY(done);
    }

    void destroysThere() {
        std::thread::id place;
        {
            WorkQueue queue;
            queue.discard(Large(place));
        }
        QVERIFY(place != std::thread::id());
        QVERIFY(place != std::this_thread::get_id());
    }
};

GRADEWISE_TEST(TestWorkQueue)
#include "test_work_queue.moc"
