// The certified grade: its optimum against bounds worked out here and against Adam on the same objective, and
// the whole against what a grade must never do.
#include "core/configuration/config.h"
#include "core/experiment/validate.h"
#include "core/numbers/random.h"
#include "core/onevariable/knot_fit.h"
#include "core/onevariable/ramp_network.h"
#include "core/solver/convex/convex.h"
#include "tests/core/solver/noisy_sine.h"
#include "tests/core/trained.h"
#include "tests/solver_options.h"
#include "tests/test_case.h"

#include <cmath>
#include <numbers>

using namespace gradewise;
using namespace gradewise::weightdecay;

namespace {

double dualBoundOf(const Block& block, const Cloud& samples, double regularisation) {
    return dualBoundOf(block.output(samples.x), samples, regularisation);
}

ExperimentConfig experiment() {
    ExperimentConfig config;
    config.target.kind = TargetConfig::Kind::Formula;
    config.target.id.clear();
    config.target.formulas = {"sin(2*pi*x)"};
    config.target.domain = {{0.0, 1.0}};
    config.samples.train.count = 200;
    config.samples.noise = 0.2;
    config.grades.assign(1, GradeConfig{});
    config.grades[0].solver = ConvexOptions{};
    return config;
}

} // namespace

class TestConvex : public QObject {
    Q_OBJECT

private slots:
    void twoHundredNoisyPointsAreProvedOptimal() {
        for (const double regularisation : {1e-5, 1e-4, 1e-3, 1e-2, 0.1}) {
            const Cloud samples = noisy(200);
            const FitResult result = solve(samples, regularisation, 256);
            const Certificate& proof = result.certificate.value();
            QCOMPARE(result.reason, StopReason::Certified);
            QVERIFY(proof.kind == Certificate::Kind::Exact);
            QVERIFY(proof.relativeGap <= 1e-9);
            QVERIFY(!proof.prunedObjective);
            // The block itself, and the bound by its definition.
            const double objective = objectiveOf(result.block, samples, regularisation);
            QVERIFY(std::abs(objective - proof.objective) <= 1e-10 * objective);
            const double below = dualBoundOf(result.block, samples, regularisation);
            QVERIFY(objective - below <= 1e-8 * objective);
            QVERIFY(std::abs(below - proof.dualBound) <= 1e-8 * objective);
        }
    }

    void neverAboveTwentyAdamRuns() {
        const Cloud samples = noisy(200);
        const double certified = solve(samples).certificate->objective;
        double best = 1.0;
        for (std::uint64_t seed = 1; seed <= 20; ++seed)
            best = std::min(best, adam(samples, beta, 32, 4000, seed));
        qInfo("certified %.9f, best of 20 Adam runs %.9f", certified, best);
        QVERIFY(certified <= best);
        QVERIFY(best < 1.1 * certified); // or Adam was no opponent
    }

    void manyPointsToo() {
        const FitResult result = solve(noisy(10'000), beta, 64);
        QCOMPARE(result.reason, StopReason::Certified);
        QVERIFY(result.epochs <= 40);
    }

    void manyPointsDoNotMeanManyNeurons() {
        // Of these the interior point's own line, with a kink at every sample, is the best by rounding.
        Random random(2);
        Cloud samples{Matrix(1, 100'000), Matrix(1, 100'000)};
        for (Index i = 0; i < samples.x.cols(); ++i) {
            samples.x(0, i) = random.uniform();
            samples.y(0, i) = std::sin(2.0 * std::numbers::pi * samples.x(0, i)) + 0.2 * random.normal();
        }
        const FitResult result = solve(samples);
        QCOMPARE(result.reason, StopReason::Certified);
        QVERIFY(result.certificate->neurons < 40);
    }

    void gapsAndBlocksAreThoseOfTheSteps() {
        const Cloud samples = noisy(200);
        Monitor monitor;
        const FitResult result = solve(samples, beta, monitor);
        QCOMPARE(static_cast<Index>(monitor.gaps.size()), result.epochs);
        QVERIFY(std::is_sorted(monitor.gaps.rbegin(), monitor.gaps.rend()));
        const double error = (samples.y - result.block.output(samples.x)).norm() / samples.y.norm();
        QVERIFY(std::abs(error - monitor.last.trainRelativeL2) < 1e-12);
        QCOMPARE(monitor.blocks.back().hash(), result.block.hash());
    }

    void littleRegularisationRecoversABrokenLine() {
        Cloud samples = noisy(150, 0.0);
        const auto line = [](double x) {
            return 0.4 + 0.5 * x + 2.0 * std::max(x - 0.25, 0.0) - 3.0 * std::max(x - 1.0, 0.0);
        };
        samples.x(0, 0) = 0.25; // so that the kinks are among the samples
        samples.x(0, 1) = 1.0;
        samples.y = samples.x.unaryExpr(line);
        const FitResult result = solve(samples, 1e-9);
        QVERIFY((result.block.output(samples.x) - samples.y).cwiseAbs().maxCoeff() < 1e-6);
        QVERIFY(result.certificate->neurons <= 4);
    }

    void strongRegularisationLeavesTheMean() {
        const Cloud samples = noisy(80);
        const FitResult result = solve(samples, 100.0);
        QCOMPARE(result.reason, StopReason::Certified);
        QCOMPARE(result.certificate->neurons, Index{0});
        QVERIFY((result.block.output(samples.x).array() - samples.y.mean()).abs().maxCoeff() < 1e-12);
    }

    void orderAndCopiesOfSamplesChangeNothing() {
        const Cloud samples = noisy(70);
        const double objective = solve(samples).certificate->objective;
        Cloud twice{samples.x.replicate(1, 2), samples.y.replicate(1, 2)};
        QVERIFY(std::abs(solve(twice).certificate->objective - objective) < 1e-10 * objective);
        const Cloud reversed{samples.x.rowwise().reverse(), samples.y.rowwise().reverse()};
        QVERIFY(std::abs(solve(reversed).certificate->objective - objective) < 1e-10 * objective);
    }

    void equalPositionsWithSeveralLabels() {
        Cloud samples = noisy(120);
        samples.x = (samples.x * 8.0).array().round() / 8.0;
        const FitResult result = solve(samples);
        const double objective = objectiveOf(result.block, samples, beta);
        QCOMPARE(result.reason, StopReason::Certified);
        QVERIFY(std::abs(objective - result.certificate->objective) < 1e-10 * objective);
        QVERIFY(objective - dualBoundOf(result.block, samples, beta) < 1e-8 * objective);
    }

    void oneAndTwoAndThreePositions() {
        for (const Index n : {Index{1}, Index{2}, Index{3}}) {
            Cloud samples = noisy(3);
            for (Index i = 0; i < 3; ++i)
                samples.x(0, i) = 0.7 + static_cast<double>(std::min(i, n - 1));
            const FitResult result = solve(samples);
            const double objective = objectiveOf(result.block, samples, beta);
            QCOMPARE(result.reason, StopReason::Certified);
            QVERIFY(std::abs(objective - result.certificate->objective) < 1e-10 * objective);
            if (n > 1)
                QVERIFY(objective - dualBoundOf(result.block, samples, beta) < 1e-8 * objective);
        }
    }

    void aNarrowBlockIsPrunedAndPaysForIt() {
        const Cloud samples = noisy(200);
        const FitResult wide = solve(samples);
        const Index needed = wide.certificate->neurons;
        QVERIFY(needed > 4);
        QVERIFY(!wide.certificate->prunedObjective);
        QVERIFY(!solve(samples, beta, needed).certificate->prunedObjective);
        double before = wide.certificate->objective;
        for (Index width = needed - 1; width >= 1; --width) {
            const FitResult narrow = solve(samples, beta, width);
            QCOMPARE(narrow.certificate->objective, wide.certificate->objective);
            QCOMPARE(narrow.certificate->neurons, needed);
            const double pruned = narrow.certificate->prunedObjective.value();
            QVERIFY(pruned > wide.certificate->objective);
            QVERIFY(pruned > 0.98 * before);
            QVERIFY(std::abs(objectiveOf(narrow.block, samples, beta) - pruned) < 1e-10 * pruned);
            before = pruned;
        }
        QVERIFY(before > 1.1 * wide.certificate->objective);
    }

    void neuronsThatAreNotNeededAreZero() {
        const FitResult result = solve(noisy(200), beta, 40);
        const Vector sizes =
            result.block.weights(0).cwiseAbs() + result.block.weights(1).transpose().cwiseAbs();
        QCOMPARE((sizes.array() > 0.0).count(), result.certificate->neurons);
    }

    void interruptedFitsAreSoundNetworks() {
        const Cloud samples = noisy(20'000);
        for (const int checkpoints : {0, 1, 7, 40}) {
            Monitor stopping(checkpoints, Decision::StopRun);
            const FitResult stopped = solve(samples, beta, stopping);
            QCOMPARE(stopped.reason, StopReason::StoppedByUser);
            QVERIFY(stopped.status == GradeStatus::Stopped);
            QVERIFY((samples.y - stopped.block.output(samples.x)).norm() <= samples.y.norm());
            QVERIFY(stopped.certificate->dualBound <= stopped.certificate->objective);
            Monitor finishing(checkpoints, Decision::FinishGrade);
            QCOMPARE(solve(samples, beta, finishing).reason, StopReason::FinishedNow);
        }
    }

    void stepsAreLimited() {
        ExperimentConfig config = experiment();
        stepsOf(config.grades[0].solver) = 3;
        const RunRecord run = train(config);
        QCOMPARE(run.grades[0].reason, StopReason::Epochs);
        QCOMPARE(run.history.size(), std::size_t{3});
        QVERIFY(run.grades[0].certificate->relativeGap > 1e-9);
    }

    void numbersDoNotDependOnWhoLooks() {
        class Watcher : public RunObserver {
        public:
            bool wantsBlock() const override { return true; }
        } watching;
        RunControl control;
        const RunRecord seen = train(experiment(), control, watching);
        const RunRecord unseen = train(experiment());
        QCOMPARE(seen.model.hash(), unseen.model.hash());
        QCOMPARE(seen.grades[0].certificate, unseen.grades[0].certificate);
    }

    void theGuardLeavesAProvedMinimumAlone() {
        const RunRecord run = train(experiment());
        QCOMPARE(run.grades[0].guardScale, 1.0);
        QCOMPARE(run.grades[0].reason, StopReason::Certified);
        QVERIFY(run.grades[0].metrics.train.relativeL2 < 1.0);
    }

    void aGradeThatWouldHarmIsLeftOut() {
        ExperimentConfig config = experiment();
        config.target.formulas = {"0.01*x"};
        config.samples.train.count = 30;
        config.samples.noise = 1.0;
        convexOf(config.grades[0].solver).regularisation = 1e-7;
        const RunRecord run = train(config);
        QCOMPARE(run.grades[0].reason, StopReason::Rejected);
        QCOMPARE(run.grades[0].metrics.validation.relativeL2, 1.0);
        QVERIFY(run.grades[0].certificate.has_value());
    }

    void unsuitableExperimentsAreRefusedInWords() {
        const auto paths = [](const ExperimentConfig& config) {
            std::vector<std::string> result;
            for (const Issue& issue : validate(config))
                result.push_back(issue.path);
            return result;
        };
        ExperimentConfig config = experiment();
        QVERIFY(validate(config).empty());
        config.samples.train.count = limits::maximumConvexSampled + 1;
        config.grades[0].hidden = {1};
        config.grades[0].repeat = 3; // one feature, one number
        QVERIFY(validate(config).empty());
        config.grades[0].carry = Carry::HiddenAndInput;
        QCOMPARE(paths(config), std::vector<std::string>{"grades[0].solver.name"});
        config = experiment();
        config.grades.push_back(config.grades[0]);
        QVERIFY(validate(config).empty());
        config.samples.train.count = limits::maximumConvexSampled + 1;
        QCOMPARE(paths(config), std::vector<std::string>{"grades[1].solver.name"});
        config = experiment();
        config.target.formulas = {"x", "x^2"};
        QVERIFY(validate(config).empty());
        config.samples.train.count = limits::maximumConvexSampled + 1;
        QCOMPARE(paths(config), std::vector<std::string>{"grades[0].solver.name"});
        config = experiment();
        convexOf(config.grades[0].solver).regularisation = 0.0;
        stepsOf(config.grades[0].solver) = 0;
        config.grades[0].hidden = {4, 4};
        config.samples.train.count = limits::maximumConvexSamples + 1;
        QCOMPARE(paths(config),
                 (std::vector<std::string>{"grades[0].solver.regularisation", "grades[0].solver.steps",
                                           "grades[0].hidden", "grades[0].solver.name"}));
    }
};

GRADEWISE_TEST(TestConvex)
#include "test_convex.moc"
