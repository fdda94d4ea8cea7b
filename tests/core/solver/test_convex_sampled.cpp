// Weight decay over sampled neurons: its parts against brute force, its optimum against the exact solver in
// one variable, against KKT conditions worked out here and Adam on the same objective, and the whole against
// what a grade must never do. SciPy has its say in convex_sampled_reference.py.
#include "core/configuration/config.h"
#include "core/numbers/may_continue.h"
#include "core/sampled/sampled_search.h"
#include "core/solver/convex/convex.h"
#include "core/solver/convex/convex_sampled.h"
#include "tests/core/random_matrix.h"
#include "tests/core/solver/cloud.h"
#include "tests/core/trained.h"
#include "tests/solver_options.h"
#include "tests/test_case.h"

#include <Eigen/Cholesky>

#include <chrono>

using namespace gradewise;
using namespace gradewise::weightdecay;

namespace {

constexpr double beta = 1e-3;

Matrix centred(const Matrix& values) {
    return values.colwise() - values.rowwise().mean();
}

FitResult sampled(const Cloud& samples, double regularisation = beta, Index width = 128) {
    Monitor monitor;
    return solve(samples, regularisation, monitor, width, convexSampled);
}

ExperimentConfig experiment() {
    ExperimentConfig config;
    config.target.kind = TargetConfig::Kind::Formula;
    config.target.id.clear();
    config.target.formulas = {"sin(3*x)*cos(2*y)", "x*y"};
    config.target.domain = {{-1.0, 1.0}, {-1.0, 1.0}};
    config.samples.train.count = 150;
    config.samples.train.layout = Layout::Random;
    config.samples.noise = 0.1;
    config.grades.assign(2, GradeConfig{});
    for (GradeConfig& grade : config.grades)
        grade.solver = ConvexOptions{};
    return config;
}

} // namespace

class TestConvexSampled : public QObject {
    Q_OBJECT

private slots:
    void oneVariableIsTheExactProblem() {
        for (const double regularisation : {1e-4, 1e-3, 1e-2, 0.1, 10.0}) {
            const Cloud samples = cloud(1, 1, 120);
            Monitor monitor;
            const Certificate exact = *solve(samples, regularisation, monitor, 128, convex).certificate;
            const FitResult ours = sampled(samples, regularisation);
            QCOMPARE(ours.reason, StopReason::Certified);
            QVERIFY(ours.certificate->kind == Certificate::Kind::Exact);
            QVERIFY(std::abs(ours.certificate->objective - exact.objective) <= 1e-6 * exact.objective);
            QVERIFY(ours.certificate->dualBound <= exact.objective * (1.0 + 1e-12));
            QVERIFY(std::abs(objectiveOf(ours.block, samples, regularisation) - exact.objective) <=
                    1e-6 * exact.objective);
        }
    }

    void certificatesSpeakOfTheBlock_data() {
        QTest::addColumn<int>("features");
        QTest::addColumn<int>("outputs");
        QTest::addColumn<double>("regularisation");
        QTest::newRow("two features") << 2 << 1 << 1e-3;
        QTest::newRow("two features, little decay") << 2 << 1 << 1e-4;
        QTest::newRow("two features, much decay") << 2 << 1 << 0.1;
        QTest::newRow("six features") << 6 << 1 << 1e-3;
        QTest::newRow("one feature, two outputs") << 1 << 2 << 1e-3;
        QTest::newRow("two features, three outputs") << 2 << 3 << 3e-3;
    }

    void certificatesSpeakOfTheBlock() {
        QFETCH(int, features);
        QFETCH(int, outputs);
        QFETCH(double, regularisation);
        const Cloud samples = cloud(features, outputs, 150);
        Monitor monitor;
        const FitResult result = solve(samples, regularisation, monitor, 200);
        const Certificate& proof = *result.certificate;
        QVERIFY((proof.kind == Certificate::Kind::Exact) == (features == 1));
        QCOMPARE(result.reason, features == 1 ? StopReason::Certified : StopReason::CertifiedSampled);
        QVERIFY(proof.relativeGap <= 1e-6);
        QVERIFY(!proof.prunedObjective);
        QVERIFY(std::abs(objectiveOf(result.block, samples, regularisation) - proof.objective) <=
                1e-9 * proof.objective);
        const double error = (samples.y - result.block.output(samples.x)).norm() / samples.y.norm();
        QVERIFY(std::abs(error - monitor.last.trainRelativeL2) < 1e-12);
        QCOMPARE(monitor.blocks.back().hash(), result.block.hash());
        QCOMPARE(static_cast<Index>(monitor.gaps.size()), result.epochs);
        // KKT: each neuron's ramp, of unit direction, correlates with the residual by β along its
        // coefficients.
        const Matrix residual = samples.y - result.block.output(samples.x);
        const Matrix hidden = result.block.hidden(samples.x);
        for (Index k = 0; k < hidden.rows(); ++k) {
            const Vector outer = result.block.weights(1).col(k);
            const double inner = result.block.weights(0).row(k).norm();
            if (!(inner > 0.0))
                continue;
            const Vector slope = residual * hidden.row(k).transpose() / (inner * 150.0);
            QVERIFY((slope - regularisation * outer.normalized()).norm() < 1e-4 * regularisation);
            QVERIFY(std::abs(inner - outer.norm()) < 1e-10 * inner);
        }
    }

    void neverAboveTwentyAdamRuns_data() {
        QTest::addColumn<int>("features");
        QTest::addColumn<int>("outputs");
        QTest::newRow("two features") << 2 << 1;
        QTest::newRow("two features, two outputs") << 2 << 2;
        QTest::newRow("five features") << 5 << 1;
    }

    void neverAboveTwentyAdamRuns() {
        QFETCH(int, features);
        QFETCH(int, outputs);
        const Cloud samples = cloud(features, outputs, 100);
        const auto begun = std::chrono::steady_clock::now();
        const double ours = sampled(samples).certificate->objective;
        const std::chrono::duration<double> time = std::chrono::steady_clock::now() - begun;
        double best = 1e9;
        for (std::uint64_t seed = 1; seed <= 20; ++seed)
            best = std::min(best, adam(samples, beta, 32, 2500, seed));
        qInfo("sampled %.9f in %.3f s, best of 20 Adam runs %.9f", ours, time.count(), best);
        QVERIFY(ours <= best);
        QVERIFY(best < 1.2 * ours); // or Adam was no opponent
    }

    void aNarrowBlockIsPrunedAndPaysForIt() {
        const Cloud samples = cloud(2, 1, 150);
        const FitResult wide = sampled(samples);
        const FitResult narrow = sampled(samples, beta, 8);
        QCOMPARE(narrow.certificate->objective, wide.certificate->objective);
        QVERIFY(narrow.certificate->neurons > 8);
        const double pruned = narrow.certificate->prunedObjective.value();
        QVERIFY(pruned > wide.certificate->objective);
        QVERIFY(std::abs(objectiveOf(narrow.block, samples, beta) - pruned) < 1e-9 * pruned);
        QVERIFY(pruned < 3.0 * wide.certificate->objective);
    }

    void constantFeaturesAndLabelsLeaveTheMean() {
        Cloud samples = cloud(3, 2, 40);
        samples.x.setConstant(0.5);
        FitResult result = sampled(samples);
        QCOMPARE(result.certificate->neurons, Index{0});
        QVERIFY((centred(samples.y) - (samples.y - result.block.output(samples.x))).norm() < 1e-12);
        samples = cloud(3, 2, 40);
        samples.y.setConstant(2.0);
        result = sampled(samples);
        QVERIFY((result.block.output(samples.x) - samples.y).norm() < 1e-12);
        samples.x(1, 7) = std::numeric_limits<double>::infinity();
        QCOMPARE(sampled(samples).reason, StopReason::NotFinite);
    }

    void interruptedFitsAreSoundNetworks() {
        const Cloud samples = cloud(3, 1, 200);
        for (const int checkpoints : {0, 1, 300, 1'500, 4'000, 10'000}) {
            Monitor stopping(checkpoints, Decision::StopRun);
            const FitResult stopped = solve(samples, beta, stopping);
            QCOMPARE(stopped.reason, StopReason::StoppedByUser);
            QVERIFY(stopped.status == GradeStatus::Stopped);
            QVERIFY((samples.y - stopped.block.output(samples.x)).norm() <= samples.y.norm());
            QVERIFY(stopped.certificate->dualBound >= 0.0);
            QVERIFY(stopped.certificate->dualBound <= stopped.certificate->objective);
            QVERIFY(stopped.certificate->relativeGap <= 1.0);
            Monitor finishing(checkpoints, Decision::FinishGrade);
            QCOMPARE(solve(samples, beta, finishing).reason, StopReason::FinishedNow);
        }
    }

    void gradesOfSeveralFeaturesAndOutputsTrain() {
        const RunRecord run = train(experiment());
        const RunRecord again = train(experiment());
        QCOMPARE(run.model.hash(), again.model.hash());
        QCOMPARE(run.grades[0].reason, StopReason::CertifiedSampled);
        QCOMPARE(run.grades[0].guardScale, 1.0);
        QVERIFY(run.grades[0].certificate->kind == Certificate::Kind::Sampled);
        QVERIFY(run.grades[0].metrics.train.relativeL2 < 0.3);
        QVERIFY(run.grades[1].certificate.has_value());
        QVERIFY(run.grades[1].metrics.validation.relativeL2 <= run.grades[0].metrics.validation.relativeL2);
        ExperimentConfig other = experiment();
        other.seed = 2;
        QVERIFY(train(other).grades[0].certificate != run.grades[0].certificate);
    }

    void aGradeThatWouldHarmIsLeftOut() {
        ExperimentConfig config = experiment();
        config.target.formulas = {"0.01*x+0.01*y"};
        config.samples.train.count = 30;
        config.samples.noise = 1.0;
        config.grades.resize(1);
        convexOf(config.grades[0].solver).regularisation = 1e-5;
        const RunRecord run = train(config);
        QCOMPARE(run.grades[0].reason, StopReason::Rejected);
        QCOMPARE(run.grades[0].metrics.validation.relativeL2, 1.0);
        QVERIFY(run.grades[0].certificate.has_value());
    }
};

GRADEWISE_TEST(TestConvexSampled)
#include "test_convex_sampled.moc"
