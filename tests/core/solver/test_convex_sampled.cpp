// Weight decay over sampled neurons: its parts against brute force, its optimum against the exact solver in
// one variable, against KKT conditions worked out here and Adam on the same objective, and the whole against
// what a grade must never do. SciPy has its say in convex_sampled_reference.py.
#include "core/configuration/config.h"
#include "core/numbers/may_continue.h"
#include "core/numerics/nonnegative.h"
#include "core/sampled/ascent.h"
#include "core/sampled/group_lasso.h"
#include "core/sampled/sampled_search.h"
#include "core/solver/convex/convex.h"
#include "core/solver/convex/convex_sampled.h"
#include "core/training/trainer.h"
#include "tests/core/solver/weight_decay_fixture.h"
#include "tests/solver_options.h"
#include "tests/test_case.h"

#include <Eigen/Cholesky>

#include <chrono>

using namespace gradewise;
using namespace gradewise::weightdecay;

namespace {

constexpr double beta = 1e-3;

Cloud cloud(Index m, Index t, Index n, double noise = 0.1, std::uint64_t seed = 5) {
    Random random(seed);
    Cloud samples{Matrix(m, n), Matrix(t, n)};
    for (Index i = 0; i < n; ++i) {
        for (double& x : samples.x.col(i))
            x = random.uniform(-1.0, 1.0);
        for (Index c = 0; c < t; ++c)
            samples.y(c, i) = std::sin(3.0 * samples.x(0, i) + static_cast<double>(c)) *
                                  std::cos(2.0 * samples.x(m - 1, i)) +
                              noise * random.normal();
    }
    return samples;
}

Matrix centred(const Matrix& values) {
    return values.colwise() - values.rowwise().mean();
}

Matrix randomMatrix(Index rows, Index columns, std::uint64_t seed) {
    Random random(seed);
    return Matrix::NullaryExpr(rows, columns, [&] { return random.normal(); });
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
    void quadraticsOverTheOrthantMeetTheirConditions() {
        for (std::uint64_t seed = 1; seed <= 20; ++seed) {
            const Matrix a = randomMatrix(12, 20, seed); // more columns than rows: singular
            const Matrix quadratic = a.transpose() * a;
            const Vector linear = a.transpose() * randomMatrix(12, 1, seed + 100).array().abs().matrix() -
                                  Vector::Constant(20, 0.5);
            Vector x = Vector::Zero(20);
            QVERIFY(minimiseNonNegative(quadratic, linear, 1e-12, x, alwaysContinue));
            const Vector slope = quadratic * x - linear;
            QVERIFY(x.minCoeff() >= 0.0);
            QVERIFY(slope.minCoeff() > -1e-9);
            QVERIFY(std::abs(slope.dot(x)) < 1e-9);
            QVERIFY((x.array() > 0.0).count() <= 12);
        }
    }

    void theCentralPathLeadsToTheGroupLasso() {
        const Matrix atoms = randomMatrix(15, 40, 3);
        const Matrix wanted = randomMatrix(3, 40, 4);
        const GroupLasso problem{atoms * atoms.transpose() / 40.0, wanted * atoms.transpose() / 40.0, 0.15};
        Matrix c = Matrix::Zero(3, 15);
        for (const double smoothing : {1e-1, 1e-3, 1e-5, 1e-7, 1e-9})
            QVERIFY(centre(problem, smoothing, c, alwaysContinue));
        const Matrix slopes = problem.linear - c * problem.gram;
        Index needed = 0;
        for (Index k = 0; k < 15; ++k) {
            const double size = c.col(k).norm();
            QVERIFY(slopes.col(k).norm() <= problem.price * (1.0 + 1e-6));
            if (size > 1e-4) {
                ++needed;
                QVERIFY((slopes.col(k) - problem.price / size * c.col(k)).norm() < 1e-6 * problem.price);
            }
        }
        QVERIFY(needed > 3 && needed < 15);
    }

    void pricesAreThoseOfTheDefinition() {
        const Cloud samples = cloud(3, 2, 40);
        const Matrix residual = centred(samples.y);
        const Matrix directions = randomMatrix(3, 5, 7).colwise().normalized();
        SampledRamps ramps(samples.x);
        QVERIFY(ramps.add(directions, alwaysContinue));
        SampledRamps::Prices prices;
        QVERIFY(ramps.price(residual, 0, 0.0, 1000, prices, alwaysContinue));
        double largest = 0.0;
        for (Index k = 0; k < 5; ++k)
            for (Index i = 0; i < 40; ++i)
                for (const double side : {1.0, -1.0}) {
                    const auto along =
                        (directions.col(k).transpose() * (samples.x.colwise() - samples.x.col(i)));
                    const Vector ramp = (side * along.array()).max(0.0).matrix().transpose();
                    largest = std::max(largest, (residual * ramp).norm() / 40.0);
                }
        QVERIFY(std::abs(prices.largest - largest) < 1e-13);
        QCOMPARE(prices.peaks.front().size, prices.largest);
        for (const Peak& peak : prices.peaks) {
            const Vector values = ramps.values(peak.ramp);
            QVERIFY(std::abs((residual * values).norm() / 40.0 - peak.size) < 1e-13);
            QVERIFY(std::abs(values.mean()) < 1e-13);
        }
    }

    void searchesClimb() {
        const Cloud samples = cloud(4, 1, 300);
        const Matrix residual = centred(samples.y);
        int climbed = 0;
        for (std::uint64_t seed = 1; seed <= 10; ++seed) {
            const Vector start = randomMatrix(4, 1, seed).normalized();
            const auto found = ascend(samples.x, residual, start, alwaysContinue);
            SampledRamps both(samples.x);
            Matrix directions(4, 2);
            directions << start, found->direction;
            QVERIFY(both.add(directions, alwaysContinue));
            SampledRamps::Prices first;
            SampledRamps::Prices second;
            QVERIFY(both.price(residual, 0, 0.0, 1, first, alwaysContinue) &&
                    both.price(residual, 1, 0.0, 1, second, alwaysContinue));
            QVERIFY(std::abs(found->direction.norm() - 1.0) < 1e-12);
            QVERIFY(std::abs(found->size - second.largest) < 1e-12);
            QVERIFY(found->gain >= 1.0);
            climbed += found->gain > 1.05;
        }
        QVERIFY(climbed >= 8);
    }

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
