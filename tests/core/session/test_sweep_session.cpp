// A sweep on its own thread: nothing lost, the same numbers, and it obeys.
#include "core/session/sweep_session.h"
#include "tests/core/session/take_until.h"
#include "tests/test_case.h"

#include <chrono>

using namespace gradewise;

namespace {

ExperimentConfig experiment(Index epochs) {
    ExperimentConfig config;
    config.samples.train.count = 64;
    config.samples.test.count = 0;
    GradeConfig grade;
    grade.hidden = {8};
    grade.solver = GradientDescentOptions{};
    grade.stop.epochs = epochs;
    grade.repeat = 2;
    config.grades = {grade};
    return config;
}

constexpr Index endless = 20'000'000;

/// Everything that a session has told.
struct Heard {
    std::vector<SweptRun> runs;
    std::size_t grades = 0;
    Index epochs = 0;
    SweepUpdate last;

    void add(SweepUpdate update) {
        for (SweptRunNews& news : update.runs) {
            grades += news.grades.size();
            if (news.last)
                epochs = std::max(epochs, news.last->epoch);
            if (news.finished)
                runs.push_back(*std::move(news.finished));
        }
        update.runs.clear();
        last = std::move(update);
    }
};

bool ended(const Heard& heard) {
    return heard.last.ended();
}

bool begun(const Heard& heard) {
    return heard.epochs > 3;
}

} // namespace

class TestSweepSession : public QObject {
    Q_OBJECT

private slots:
    void everyRunArrivesOnceWithTheNumbersOfASweepWithoutAThread() {
        SweepSession session;
        QVERIFY(!session.active());
        const SweepPlan plan{0.01, 0.1, 3, 2};
        const std::uint64_t id = session.start(experiment(20), plan);
        const Heard heard = takeUntil<Heard>(session, ended);
        QVERIFY(!session.active());
        QCOMPARE(heard.last.id, id);
        QVERIFY(heard.last.record && heard.last.failure.empty());
        QCOMPARE(heard.runs.size(), std::size_t{6});
        QCOMPARE(heard.grades, std::size_t{12});
        RunControl control;
        SweepWatcher nobody;
        const SweepRecord alone = sweep(experiment(20), plan, control, nobody);
        for (std::size_t i = 0; i < 6; ++i)
            for (std::size_t l = 0; l < 2; ++l) {
                QCOMPARE(heard.runs[i].grades[l].train, alone.rates[i / 2].runs[i % 2].grades[l].train);
                QCOMPARE(heard.last.record->rates[i / 2].runs[i % 2].grades[l].train,
                         heard.runs[i].grades[l].train);
            }
    }

    void stopsAtOnce() {
        SweepSession session;
        session.start(experiment(endless), {});
        takeUntil<Heard>(session, begun);
        const auto asked = std::chrono::steady_clock::now();
        session.stop();
        const Heard heard = takeUntil<Heard>(session, ended);
        QVERIFY(std::chrono::steady_clock::now() - asked < std::chrono::seconds(2));
        QVERIFY(heard.last.record && heard.last.record->stopped && heard.last.record->rates.empty());
        session.stop(); // nothing to stop any more
    }

    void aNewSweepReplacesTheOld() {
        SweepSession session;
        const std::uint64_t first = session.start(experiment(endless), {});
        takeUntil<Heard>(session, begun);
        const std::uint64_t second = session.start(experiment(5), {0.01, 0.02, 2, 1});
        QVERIFY(second != first);
        const Heard heard = takeUntil<Heard>(session, ended);
        QCOMPARE(heard.last.id, second);
        QCOMPARE(heard.runs.size(), std::size_t{2});
        session.start(experiment(endless), {});
        takeUntil<Heard>(session, begun);
        // The destructor stops and waits; a hang is the failure.
    }

    void aFailureBecomesASentence() {
        SweepSession session;
        session.start(experiment(5), {0.5, 0.1, 3, 1});
        const Heard heard = takeUntil<Heard>(session, ended);
        QVERIFY(!heard.last.record);
        QVERIFY(heard.last.failure.find("not above the last") != std::string::npos);
    }
};

GRADEWISE_TEST(TestSweepSession)
#include "test_sweep_session.moc"
