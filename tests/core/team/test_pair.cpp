// Two workers: both halves are done, once each, whoever does them; failures come out and nothing hangs.
#include "core/team/pair.h"
#include "tests/test_case.h"

#include <array>
#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>

using namespace gradewise;
using namespace std::chrono_literals;

namespace {

/// Runs until the helper has done a half; on a busy machine the first attempts may find it asleep.
bool getsHelp(Pair& pair, const Job& half) {
    const std::uint64_t before = pair.helped();
    for (int attempt = 0; attempt < 2000; ++attempt) {
        pair.run(half);
        if (pair.helped() > before)
            return true;
    }
    return false;
}

std::string messageOf(Pair& pair, const Job& half) {
    try {
        pair.run(half);
    } catch (const std::exception& error) {
        return error.what();
    }
    return {};
}

} // namespace

class TestPair : public QObject {
    Q_OBJECT
private slots:
    void bothHalvesAreDoneOnceEach_data() {
        QTest::addColumn<int>("workers");
        QTest::newRow("one") << 1;
        QTest::newRow("two") << 2;
    }

    void bothHalvesAreDoneOnceEach() {
        QFETCH(int, workers);
        Pair pair(workers);
        std::array<long, 2> counts{};
        std::array<long, 2> sums{};
        long step = 0; // read by both halves, written between runs
        const Job half = [&](int which, bool) {
            const auto i = static_cast<std::size_t>(which);
            ++counts[i];
            sums[i] += step;
        };
        for (step = 0; step < 20000; ++step) {
            pair.run(half);
            QCOMPARE(counts[0], step + 1);
            QCOMPARE(counts[1], step + 1);
            if (step % 5000 == 0)
                std::this_thread::sleep_for(2ms); // the helper has fallen asleep
        }
        QCOMPARE(sums[0], 20000L * 19999L / 2L);
        QCOMPARE(sums[1], sums[0]);
        if (workers == 1)
            QCOMPARE(pair.helped(), std::uint64_t{0});
    }

    void theHelperIsAnotherThread() {
        Pair pair(2);
        if (!pair.hasHelper())
            QSKIP("There is one processor only.");
        std::array<std::thread::id, 2> ids;
        const std::thread::id caller = std::this_thread::get_id();
        bool wrong = false;
        QVERIFY(getsHelp(pair, [&](int which, bool helper) {
            if (which == 1)
                wrong = wrong || helper != (std::this_thread::get_id() != caller);
            ids[static_cast<std::size_t>(which)] = std::this_thread::get_id();
            if (which == 0)
                std::this_thread::sleep_for(5ms); // time enough to come
        }));
        QVERIFY(!wrong);
        QVERIFY(ids[0] == std::this_thread::get_id());
        QVERIFY(ids[1] != ids[0]);
    }

    void failuresComeOut_data() {
        QTest::addColumn<int>("workers");
        QTest::addColumn<int>("failing"); // bit mask of halves
        QTest::addColumn<QString>("message");
        for (const int workers : {1, 2}) {
            QTest::addRow("half 0, %d", workers) << workers << 1 << "half 0";
            QTest::addRow("half 1, %d", workers) << workers << 2 << "half 1";
            QTest::addRow("both, %d", workers) << workers << 3 << "half 0";
        }
    }

    void failuresComeOut() {
        QFETCH(int, workers);
        QFETCH(int, failing);
        QFETCH(QString, message);
        Pair pair(workers);
        const Job fails = [&](int which, bool) {
            if (which == 0)
                std::this_thread::sleep_for(1ms); // the helper is there first
            if ((failing >> which & 1) != 0)
                throw std::runtime_error("half " + std::to_string(which));
        };
        if (pair.hasHelper())
            QVERIFY(getsHelp(pair, [](int which, bool) {
                if (which == 0)
                    std::this_thread::sleep_for(1ms);
            }));
        for (int again = 0; again < 20; ++again)
            QCOMPARE(messageOf(pair, fails), message.toStdString());
        // The pair has lost nothing by it.
        int done = 0;
        pair.run([&](int which, bool) {
            if (which == 1)
                done = 1;
        });
        QCOMPARE(done, 1);
    }

    void aHelperInVainIsLeftAlone() {
        Pair pair(2);
        if (!pair.hasHelper())
            QSKIP("There is one processor only.");
        // Done by the helper, the second half takes fifty times as long.
        int slow = 0;
        for (int step = 0; step < 400; ++step)
            pair.run([&](int which, bool helper) {
                if (which == 0)
                    std::this_thread::sleep_for(200us);
                else if (helper) {
                    ++slow;
                    std::this_thread::sleep_for(10ms);
                }
            });
        QVERIFY2(slow <= 100, qPrintable(QString::number(slow)));
        QCOMPARE(pair.helped(), static_cast<std::uint64_t>(slow));
    }

    void endsWithoutARun() {
        for (int i = 0; i < 50; ++i)
            Pair(2).hasHelper();
    }
};

GRADEWISE_TEST(TestPair)
#include "test_pair.moc"
