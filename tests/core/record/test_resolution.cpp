// How fine the samples are beside the kinks of a sum: the warning, and what finer means.
#include "core/record/resolution.h"
#include "tests/test_case.h"

#include <optional>
#include <string>

using namespace gradewise;

class TestResolution : public QObject {
    Q_OBJECT

private slots:
    void finerMeansFourTimesTheSamples() {
        ExperimentConfig config;
        config.samples.train.count = 300;
        ExperimentConfig finer = resampledFiner(config);
        QCOMPARE(finer.samples.train.count, Index{1200});
        finer.samples.train.count = 300;
        QVERIFY(finer == config);
        config.samples.train.count = limits::maximumSamples - 1;
        QVERIFY(resampledFiner(config).samples.train.count <= limits::maximumSamples);
    }

    void warningSaysHowManySamplesItTakes() {
        ExperimentConfig config;
        config.samples.train.count = 400;
        QVERIFY(!kinkWarning(config.samples, Index{100}));
        QVERIFY(!kinkWarning(config.samples, std::nullopt));
        const auto warning = kinkWarning(config.samples, Index{101});
        QVERIFY(warning.has_value());
        QVERIFY(warning->find("at least 404 samples") != std::string::npos);
    }
};

GRADEWISE_TEST(TestResolution)
#include "test_resolution.moc"
