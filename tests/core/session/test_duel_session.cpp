// A duel on its own thread: nothing lost, the same numbers, and it obeys.
#include "core/session/duel_session.h"
#include "tests/core/session/take_until.h"
#include "tests/test_case.h"

#include <chrono>

using namespace gradewise;

namespace {

ExperimentConfig experiment(Index epochs) {
    ExperimentConfig config;
    config.target.kind = TargetConfig::Kind::Formula;
    config.target.formulas = {"sin(2*pi*x)"};
    config.target.domain = {{0.0, 1.0}};
    config.samples.train.count = 100;
    config.samples.validation.count = 0;
    config.samples.test.count = 20;
    GradeConfig grade;
    grade.hidden = {8};
    grade.stop.epochs = epochs;
    grade.repeat = 2;
    config.grades = {grade};
    return config;
}

constexpr Index endless = 20'000'000;

/// Everything that a session told so far.
struct Heard {
    std::vector<DuelRunNews> runs; ///< each once, its points joined
    std::shared_ptr<const DuelRecord> record;
    std::string failure;
    bool ended = false;
    std::uint64_t duel = 0;

    void add(DuelUpdate update) {
        for (DuelRunNews& news : update.runs) {
            const bool sameRun =
                !runs.empty() && runs.back().seed == news.seed && runs.back().side == news.side;
            if (!sameRun) {
                runs.push_back(std::move(news));
                continue;
            }
            DuelRunNews& run = runs.back();
            run.points.insert(run.points.end(), news.points.begin(), news.points.end());
            if (news.finished)
                run.finished = std::move(news.finished);
        }
        ended = update.ended();
        record = update.record;
        failure = update.failure;
        duel = update.id;
    }
};

bool ended(const Heard& heard) {
    return heard.ended;
}

bool begun(const Heard& heard) {
    return !heard.runs.empty() && heard.runs.back().points.size() > 3;
}

} // namespace

class TestDuelSession : public QObject {
    Q_OBJECT
private slots:
    void tellsEverythingOnceAndInOrder() {
        DuelSession session;
        QVERIFY(!session.active());
        const std::uint64_t id = session.start(experiment(300), DuelBudget::Work, 2);
        QVERIFY(session.active());
        const Heard heard = takeUntil<Heard>(session, ended);
        QVERIFY(!session.active());
        QVERIFY(heard.record && heard.failure.empty());
        QCOMPARE(heard.duel, id);
        QCOMPARE(heard.runs.size(), std::size_t{4});
        for (std::size_t i = 0; i < 4; ++i) {
            const DuelRunNews& run = heard.runs[i];
            QCOMPARE(run.seed, i / 2);
            QCOMPARE(run.side, i % 2 == 0 ? DuelSide::Gradewise : DuelSide::EndToEnd);
            QVERIFY(run.finished.has_value());
            QVERIFY(run.points.size() >= run.finished->curve.size());
            for (std::size_t k = 1; k < run.points.size(); ++k)
                QVERIFY(run.points[k].multiplyAdds > run.points[k - 1].multiplyAdds);
            QCOMPARE(run.points.back().testMse, run.finished->metrics.test.mse);
        }
    }

    void sameNumbersAsWithoutAThread() {
        DuelSession session;
        session.start(experiment(50), DuelBudget::Parameters, 2);
        const Heard heard = takeUntil<Heard>(session, ended);
        RunControl control;
        DuelWatcher nobody;
        const DuelRecord alone =
            duel(prepareOrThrow(experiment(50)), DuelBudget::Parameters, 2, control, nobody);
        QVERIFY(heard.record);
        for (const DuelSide side : {DuelSide::Gradewise, DuelSide::EndToEnd})
            for (std::size_t k = 0; k < 2; ++k)
                QCOMPARE(heard.record->side(side).at(k).metrics.test.mse,
                         alone.side(side).at(k).metrics.test.mse);
    }

    void stopsAtOnceAndKeepsWholePairs() {
        DuelSession session;
        session.start(experiment(20'000), DuelBudget::Work, 1'000);
        takeUntil<Heard>(session, [](const Heard& h) {
            return h.runs.size() >= 3 && h.runs[1].finished && h.runs.back().points.size() > 1;
        });
        const auto asked = std::chrono::steady_clock::now();
        session.stop();
        const Heard heard = takeUntil<Heard>(session, ended);
        QVERIFY(std::chrono::steady_clock::now() - asked < std::chrono::seconds(2));
        QVERIFY(heard.record);
        QVERIFY(heard.record->stopped);
        QVERIFY(!heard.record->gradewise.empty());
        QCOMPARE(heard.record->gradewise.size(), heard.record->endToEnd.size());
        QVERIFY(!session.active());
        session.stop(); // nothing to stop any more
    }

    void aNewDuelReplacesTheOld() {
        DuelSession session;
        const std::uint64_t first = session.start(experiment(endless), DuelBudget::Work, 1);
        takeUntil<Heard>(session, begun);
        const std::uint64_t second = session.start(experiment(5), DuelBudget::Work, 1);
        QVERIFY(second != first);
        const Heard heard = takeUntil<Heard>(session, ended);
        QCOMPARE(heard.duel, second);
        QCOMPARE(heard.runs.size(), std::size_t{2});
        QVERIFY(heard.record && !heard.record->stopped);
    }

    void endsCleanlyMidRun() {
        DuelSession session;
        session.start(experiment(endless), DuelBudget::Time, 1);
        takeUntil<Heard>(session, begun);
        // The destructor stops and waits; a hang is the failure.
    }

    void aFailureBecomesASentence() {
        DuelSession session;
        ExperimentConfig config = experiment(5);
        config.samples.test.count = 0;
        session.start(config, DuelBudget::Work, 1);
        Heard heard = takeUntil<Heard>(session, ended);
        QVERIFY(!heard.record);
        QVERIFY(heard.failure.find("test samples") != std::string::npos);
        config = experiment(1);
        config.grades[0].repeat = 33;
        config.stop.sup = 1e-9; // it might end earlier, but does not
        session.start(config, DuelBudget::Work, 1);
        heard = takeUntil<Heard>(session, ended);
        QVERIFY(!heard.record);
        QVERIFY(heard.failure.find("33 hidden layers") != std::string::npos);
        QVERIFY(!session.active());
    }
};

GRADEWISE_TEST(TestDuelSession)
#include "test_duel_session.moc"
