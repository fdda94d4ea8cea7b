// The published experiments: what they refer to is there, and scaling changes the length alone.
#include "core/experiment/presets.h"
#include "core/study/published/published.h"
#include "tests/test_case.h"

#include <functional>
#include <limits>
#include <set>
#include <stdexcept>

using namespace gradewise;

class TestPublished : public QObject {
    Q_OBJECT

private slots:
    void everyOneHasAPresetAndAsManyNumbersAsGrades() {
        std::set<std::string_view> ids;
        for (const PublishedExperiment& each : publishedExperiments()) {
            QVERIFY2(ids.insert(each.id).second, each.id.data());
            QVERIFY2(findPreset(each.preset) != nullptr, each.id.data());
            QVERIFY(findPublished(each.id) == &each);
            QVERIFY(publishedOfPreset(each.preset) == &each);
            QVERIFY(!each.source.empty());
            const ExperimentConfig config = publishedConfig(each, 1.0 / each.fullLength);
            QVERIFY2(config == presetConfig(*findPreset(each.preset)), each.id.data());
            for (const std::vector<double>* numbers : {&each.train, &each.validation, &each.test})
                QVERIFY(numbers->empty() || numbers->size() == expandedGrades(config).size());
        }
        QVERIFY(findPublished("x1") == nullptr);
    }

    void numbersStandInTheNotesToo() {
        // Where people read them: the last error of each list, as the notes write it.
        QVERIFY(presetConfig(*findPreset("X1")).notes.find("1.073e-5") != std::string::npos);
        QCOMPARE(findPublished("X1")->train.back(), 1.073e-5);
        QVERIFY(presetConfig(*findPreset("F2q-cut")).notes.find("0.6827") != std::string::npos);
        QCOMPARE(findPublished("F2q")->train.back(), 0.6827);
        QVERIFY(presetConfig(*findPreset("W1-cut")).notes.find("8.389e-5") != std::string::npos);
        QCOMPARE(findPublished("W1")->train.back(), 8.389e-5);
    }

    void scaleIsOfThePublishedLength() {
        const PublishedExperiment& s1 = *findPublished("S1");
        const ExperimentConfig whole = publishedConfig(s1, 1.0);
        QCOMPARE(whole.grades[0].stop.epochs, Index{750});
        QCOMPARE(whole.grades[3].stop.epochs, Index{6750});
        QCOMPARE(rateOf(whole.grades[0].solver).decayEvery, Index{400});
        const ExperimentConfig little = publishedConfig(s1, 1e-9);
        QCOMPARE(little.grades[3].stop.epochs, Index{1});
        QCOMPARE(rateOf(little.grades[3].solver).decayEvery, Index{1});
        QCOMPARE(publishedConfig(*findPublished("W1"), 1.0).grades[0].stop.epochs, Index{1'000'000});
    }

    void presetsAreRecognisedWhateverTheirSeed() {
        for (const PublishedExperiment& each : publishedExperiments()) {
            ExperimentConfig config = presetConfig(*findPreset(each.preset));
            config.seed = 17;
            config.title = "Mine";
            config.notes.clear();
            const auto run = publishedRun(config);
            QVERIFY2(run && run->experiment == &each, each.id.data());
            QCOMPARE(run->scale, 1.0 / each.fullLength);
            config.grades = expandedGrades(config); // the same, written out
            QVERIFY(publishedRun(config) == run);
        }
    }

    void lengthsAreRecognised() {
        for (const char* id : {"X1", "F2q", "W1", "S1"})
            for (const double scale : {1.0, 0.37, 0.013, 2.5}) {
                const ExperimentConfig config = publishedConfig(*findPublished(id), scale);
                const auto run = publishedRun(config);
                QVERIFY2(run && run->experiment == findPublished(id), id);
                // The scale itself only as nearly as whole epochs tell.
                QVERIFY(publishedConfig(*run->experiment, run->scale) == config);
            }
        QCOMPARE(publishedRun(publishedConfig(*findPublished("W1"), 0.37))->scale, 0.37);
    }

    void nothingIsClaimedOfAnotherExperiment_data() {
        QTest::addColumn<int>("change");
        QTest::newRow("width") << 0;
        QTest::newRow("one grade longer") << 1;
        QTest::newRow("rate") << 2;
        QTest::newRow("noise") << 3;
        QTest::newRow("samples") << 4;
        QTest::newRow("guard") << 5;
        QTest::newRow("a grade less") << 6;
        QTest::newRow("target") << 7;
    }
    void nothingIsClaimedOfAnotherExperiment() {
        QFETCH(int, change);
        ExperimentConfig config = presetConfig(*findPreset("X1"));
        QVERIFY(publishedRun(config).has_value());
        const std::function<void()> changes[] = {[&] { config.grades[1].hidden[0] = 255; },
                                                 [&] { config.grades[1].stop.epochs = 21; },
                                                 [&] { rateOf(config.grades[2].solver).initial = 0.02; },
                                                 [&] { config.samples.noise = 0.01; },
                                                 [&] { config.samples.test.count = 999; },
                                                 [&] { config.guard = false; },
                                                 [&] { config.grades.pop_back(); },
                                                 [&] { config.target.id = "sine"; }};
        changes[change]();
        QVERIFY(!publishedRun(config));
    }

    void absurdScalesAreRefused() {
        const PublishedExperiment& w1 = *findPublished("W1");
        for (const double scale : {0.0, -1.0, 1e300, std::numeric_limits<double>::quiet_NaN(),
                                   std::numeric_limits<double>::infinity()})
            QVERIFY_EXCEPTION_THROWN(publishedConfig(w1, scale), std::invalid_argument);
    }

    void valuesAreOfTheNamedError() {
        Metrics metrics;
        metrics.rse = 3.0;
        metrics.mse = 4.0;
        metrics.halfMse = 2.0;
        QCOMPARE(valueOf(PublishedError::Rse, metrics), 3.0);
        QCOMPARE(valueOf(PublishedError::Mse, metrics), 4.0);
        QCOMPARE(valueOf(PublishedError::HalfMse, metrics), 2.0);
    }
};

GRADEWISE_TEST(TestPublished)
#include "test_published.moc"
