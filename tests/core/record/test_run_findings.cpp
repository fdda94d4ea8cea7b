// What is worked out of a finished run for its pictures.
#include "core/exact/linear_pieces.h"
#include "core/record/run_findings.h"
#include "tests/core/trained.h"
#include "tests/test_case.h"

using namespace gradewise;

namespace {

RunRecord trained(const std::string& formula, Activation activation = Activation::Relu) {
    ExperimentConfig config;
    config.target = {TargetConfig::Kind::Formula, "", {formula}, {}, {{0.0, 1.0}}};
    config.samples.train.count = 64;
    config.grades = {GradeConfig{}, GradeConfig{}};
    for (GradeConfig& grade : config.grades) {
        grade.hidden = {4};
        grade.activation = activation;
        grade.stop.epochs = 20;
    }
    return train(config);
}

} // namespace

class TestRunFindings : public QObject {
    Q_OBJECT

private slots:
    void kinksAreThoseOfTheWholeSum() {
        const RunRecord record = trained("x^2");
        const auto pieces = linearPieces(record.model, {0.0, 1.0}, PiecesLimits{});
        const RunFindings findings = findingsOf(record);
        QVERIFY(pieces.has_value());
        QVERIFY(!findings.kinks.empty());
        QCOMPARE(findings.kinks.size(), static_cast<std::size_t>(pieces->kinks.size()));
        QVERIFY(std::ranges::is_sorted(findings.kinks));
        QVERIFY(findingsOf(trained("x^2", Activation::Tanh)).kinks.empty());
    }

    void theSplineOfAParabolaIsKnown() {
        // |f''| = 2: (1/16) (∫ √2)² = 1/8.
        QVERIFY(std::abs(findingsOf(trained("x^2")).splineSup - 0.125) < 1e-12);
    }

    void aMissingSplineHasAReason() {
        const RunFindings kink = findingsOf(trained("abs(x - 1/3)"));
        QCOMPARE(kink.splineSup, 0.0);
        QVERIFY(!kink.noSpline.empty());
        const RunFindings line = findingsOf(trained("2*x"));
        QVERIFY(line.noSpline.find("straight line") != std::string::npos);
    }

    void aChangedWeightIsFound() {
        RunRecord record = trained("x^2");
        QCOMPARE(findingsOf(record).changedGrade, std::size_t{0});
        record.grades[1].audit->hash ^= 1U;
        QCOMPARE(findingsOf(record).changedGrade, std::size_t{2});
        QVERIFY(findingsOf(record).noSpline.empty() && findingsOf(record).splineSup == 0.0);
    }
};

GRADEWISE_TEST(TestRunFindings)
#include "test_run_findings.moc"
