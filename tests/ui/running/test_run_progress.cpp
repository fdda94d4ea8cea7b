#include "tests/test_case.h"
#include "tests/ui/window/window_fixture.h"
#include "ui/charts/number_format.h"
#include "ui/models/run_model.h"
#include "ui/running/run_progress.h"
#include "ui/window/status_line.h"
#include "ui/window/toolbar/tempo_control.h"

using namespace gradewise;

namespace {

Target targetOf(const ExperimentConfig& config) {
    return std::get<Target>(makeTarget(config.target));
}

void trainFirstGrade(RunModel& model, Index epochs, double secondsPerEpoch) {
    RunUpdate update;
    update.id = 1;
    update.begunGrade = 0;
    for (Index epoch = 1; epoch <= epochs; ++epoch)
        update.history.push_back({0, epoch, secondsPerEpoch * static_cast<double>(epoch), 0.5, 0.5, 1e-3});
    model.apply(update);
}

/// A run of one grade of 100 epochs begins; returns its first news.
RunUpdate begun(RunModel& model) {
    const ExperimentConfig config = experimentOf(100, 1);
    model.begin(1, config, targetOf(config));
    RunUpdate update;
    update.id = 1;
    update.begunGrade = 0;
    return update;
}

} // namespace

class TestRunProgress : public QObject {
    Q_OBJECT

private slots:
    void fractionAndRemainingTimeFollowTheEpochs() {
        const ExperimentConfig config = experimentOf(100, 1);
        RunModel model;
        model.begin(1, config, targetOf(config));
        QCOMPARE(progressOf(model, 0.0).fraction, 0.0);
        QVERIFY(!progressOf(model, 0.0).secondsLeft);
        trainFirstGrade(model, 25, 0.1);
        const RunProgress progress = progressOf(model, 0.0);
        QCOMPARE(progress.fraction, 0.25);
        QCOMPARE(progress.seconds, 2.5);
        QVERIFY(std::abs(progress.secondsLeft.value() - 7.5) < 1e-9);
        // Slowed down to 5 epochs a second, the 75 left take longer.
        QCOMPARE(progressOf(model, 5.0).secondsLeft.value(), 15.0);
    }

    void aLongFirstEpochIsNoMeasureForTheOthers() {
        RunModel model;
        RunUpdate update = begun(model);
        update.history = {{0, 1, 5.0, 0.5, 0.5, 0.0}}; // with the search for a start
        model.apply(update);
        QVERIFY(!progressOf(model, 0.0).secondsLeft);
        update.history = {{0, 2, 5.1, 0.5, 0.5, 0.0}, {0, 3, 5.2, 0.5, 0.5, 0.0}};
        model.apply(update);
        QVERIFY(std::abs(progressOf(model, 0.0).secondsLeft.value() - 9.7) < 1e-9);
    }

    void aLongSecondEpochIsNoMeasureEither() {
        RunModel model;
        RunUpdate update = begun(model);
        update.history = {{0, 1, 0.1, 0.5, 0.5, 0.0},
                          {0, 2, 5.0, 0.5, 0.5, 0.0}}; // VarPro compares its starts
        for (const Index epoch : {3, 4})
            update.history.push_back({0, epoch, 5.0 + 0.1 * static_cast<double>(epoch - 2), 0.5, 0.5, 0.0});
        model.apply(update);
        QVERIFY(std::abs(progressOf(model, 0.0).secondsLeft.value() - 9.6) < 1e-9);
    }

    void anEndedRunHasNothingLeft() {
        const ExperimentConfig config = experimentOf(100, 1);
        RunModel model;
        model.begin(1, config, targetOf(config));
        trainFirstGrade(model, 25, 0.1);
        RunUpdate last;
        last.id = 1;
        auto record = std::make_shared<RunRecord>();
        record->config = config;
        record->status = RunStatus::Finished; // by its goal, say
        last.record = record;
        model.apply(last);
        QCOMPARE(progressOf(model, 0.0).fraction, 1.0);
        QVERIFY(!progressOf(model, 0.0).secondsLeft);
        QCOMPARE(stateText(model, RunDriver::State::Idle), QStringLiteral("Finished"));
    }

    void statesHaveWords() {
        const ExperimentConfig config = experimentOf(100, 3);
        RunModel model;
        model.preview(config, targetOf(config));
        QCOMPARE(stateText(model, RunDriver::State::Idle), QStringLiteral("Ready"));
        model.begin(1, config, targetOf(config));
        trainFirstGrade(model, 1, 0.1);
        QCOMPARE(stateText(model, RunDriver::State::Running), QStringLiteral("Training grade 1 of 3"));
        QCOMPARE(stateText(model, RunDriver::State::Paused), QStringLiteral("Paused in grade 1 of 3"));
    }

    void theRateIsOfTheLastSecond() {
        RateMeter meter;
        QVERIFY(!meter.perSecond());
        for (int i = 0; i <= 100; ++i) // 10 s at 100 epochs a second, then 5 s at 10
            meter.note(0.1 * i, static_cast<std::size_t>(10 * i));
        QVERIFY(std::abs(meter.perSecond().value() - 100.0) < 1.0);
        for (int i = 1; i <= 50; ++i)
            meter.note(10.0 + 0.1 * i, static_cast<std::size_t>(1000 + i));
        QVERIFY(std::abs(meter.perSecond().value() - 10.0) < 1.0);
    }

    void times_data() {
        QTest::addColumn<double>("seconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("tenths") << 1.84 << "1.8 s";
        QTest::newRow("seconds") << 12.4 << "12 s";
        QTest::newRow("almost a minute") << 59.97 << "1 min 0 s";
        QTest::newRow("minutes") << 125.0 << "2 min 5 s";
        QTest::newRow("hours") << 3725.0 << "1 h 2 min";
    }
    void times() {
        QFETCH(double, seconds);
        QFETCH(QString, text);
        QCOMPARE(timeText(seconds), text);
    }

    void counts_data() {
        QTest::addColumn<double>("value");
        QTest::addColumn<QString>("text");
        QTest::newRow("few") << 1.24 << "1.2";
        QTest::newRow("tens") << 42.4 << "42";
        QTest::newRow("thousands") << 4312.0
                                   << QStringLiteral("4_310").replace(QLatin1Char('_'), QChar(0x2009));
        QTest::newRow("millions") << 1234567.0
                                  << QStringLiteral("1_230_000").replace(QLatin1Char('_'), QChar(0x2009));
    }
    void counts() {
        QFETCH(double, value);
        QFETCH(QString, text);
        QCOMPARE(countText(value), text);
    }

    void temposGoFromSlowToFast() {
        for (int position = 1; position < 10; ++position) {
            QVERIFY(TempoControl::tempoAt(false, position).epochsPerSecond >
                    TempoControl::tempoAt(false, position - 1).epochsPerSecond);
            QVERIFY(TempoControl::tempoAt(true, position).secondsPerGrade <
                    TempoControl::tempoAt(true, position - 1).secondsPerGrade);
        }
        QVERIFY(TempoControl::tempoAt(false, 10) == Tempo{});
        QCOMPARE(TempoControl::textOf(TempoControl::tempoAt(false, 10)), QString("no limit"));
        QCOMPARE(TempoControl::textOf(TempoControl::tempoAt(false, 6)), QString("100 steps/s"));
        QCOMPARE(TempoControl::textOf(TempoControl::tempoAt(true, 7)), QString("2.5 s/grade"));
    }
};

GRADEWISE_TEST(TestRunProgress)
#include "test_run_progress.moc"
