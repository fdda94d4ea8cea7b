// The published experiments: what they refer to is there, and scaling changes the length alone.
#include "core/experiment/presets.h"
#include "core/experiment/published.h"
#include "tests/test_case.h"

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
        QCOMPARE(whole.grades[0].solver.rate.decayEvery, Index{400});
        const ExperimentConfig little = publishedConfig(s1, 1e-9);
        QCOMPARE(little.grades[3].stop.epochs, Index{1});
        QCOMPARE(little.grades[3].solver.rate.decayEvery, Index{1});
        QCOMPARE(publishedConfig(*findPublished("W1"), 1.0).grades[0].stop.epochs, Index{1'000'000});
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
