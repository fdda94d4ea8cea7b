// Published numbers beside ours, computed from numbers that are known.
#include "core/experiment/presets.h"
#include "core/study/published/comparison.h"
#include "tests/test_case.h"

#include <cmath>

using namespace gradewise;

namespace {

GradeErrors run(std::initializer_list<double> errors) {
    GradeErrors grades;
    for (const double error : errors) {
        GradeMetrics metrics;
        metrics.train.rse = error;
        metrics.validation.rse = 2.0 * error;
        metrics.test.rse = 3.0 * error;
        grades.push_back(metrics);
    }
    return grades;
}

} // namespace

class TestComparison : public QObject {
    Q_OBJECT

private slots:
    void everyGradeOnEverySet() {
        const PublishedExperiment& x1 = *findPublished("X1");
        const auto lines = compare(x1, {run({0.5, 0.1}), run({0.3}), run({0.4, 0.2})});
        QCOMPARE(lines.size(), std::size_t{9}); // three were published, two are here
        QCOMPARE(lines[0].samples, std::string_view("train"));
        QCOMPARE(lines[0].published, std::optional(0.2912));
        QCOMPARE(lines[0].spread()->median, 0.4);
        QCOMPARE(lines[0].spread()->least, 0.3);
        QCOMPARE(lines[0].spread()->largest, 0.5);
        QCOMPARE(lines[1].here.size(), std::size_t{2});
        QVERIFY(!lines[2].spread()); // no run has a third grade
        QCOMPARE(lines[2].published, std::optional(1.073e-5));
        QCOMPARE(lines[3].samples, std::string_view("validation"));
        QVERIFY(!lines[3].published);
        QCOMPARE(lines[8].samples, std::string_view("test"));
        QCOMPARE(lines[6].spread()->median, 3.0 * 0.4);
        const std::string csv = comparisonCsv(lines);
        QVERIFY(
            csv.starts_with("samples,grade,published,median,least,largest\ntrain,1,0.2912,0.4,0.3,0.5\n"));
        QVERIFY(csv.find("train,3,1.073e-05,,,\nvalidation,1,,0.8,0.6,1\n") != std::string::npos);
    }

    void aTrainedGradeThatWasNotPublishedIsALineToo() {
        QCOMPARE(compare(*findPublished("X2"), {run({0.5, 0.1})}).size(), std::size_t{6});
        QVERIFY(compare(*findPublished("X2"), {}).empty());
    }

    void otherLengthsAreSaid() {
        QVERIFY(lengthRemark(1.0).empty());
        QVERIFY(lengthRemark(0.02).starts_with("Trained for 0.02 of the published epochs"));
    }

    void relativeErrorsFollowFromThePublishedOnes() {
        const auto x1 = publishedRelativeL2(*findPublished("X1"), presetConfig(*findPreset("X1")));
        QCOMPARE(x1.size(), std::size_t{3});
        QCOMPARE(x1[0], std::sqrt(0.2912));
        const ExperimentConfig w1 = presetConfig(*findPreset("W1-cut"));
        const auto relative = publishedRelativeL2(*findPublished("W1"), w1);
        const auto made = makeTarget(w1.target);
        const Matrix labels = drawSamples(std::get<Target>(made), w1.samples, 99).train.y;
        const double meanSquare = labels.squaredNorm() / static_cast<double>(labels.cols());
        QVERIFY(meanSquare > 1.0 && meanSquare < 2.0); // three sines of amplitude 1
        QCOMPARE(relative[3], std::sqrt(2.0 * 8.389e-5 / meanSquare));
        QVERIFY(publishedRelativeL2(*findPublished("X2"), presetConfig(*findPreset("X2"))).empty());
    }
};

GRADEWISE_TEST(TestComparison)
#include "test_comparison.moc"
