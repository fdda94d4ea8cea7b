// Smoothed grades in a run: what is used, summed, kept and claimed is the smoothed contribution, and nothing
// of it reaches features and losses.
#include "core/experiment/smoothing_rules.h"
#include "core/record/grade_checks.h"
#include "core/record/json.h"
#include "core/session/session.h"
#include "core/training/grade_auditor.h"
#include "tests/core/trained.h"
#include "tests/test_case.h"

#include <cmath>
#include <thread>

using namespace gradewise;

namespace {

/// Noisy labels, two grades of Adam, the first one smoothed.
ExperimentConfig smoothed() {
    ExperimentConfig config;
    config.target = {TargetConfig::Kind::Formula, "", {"sin(6*x)"}, {}, {{-1.0, 1.0}}};
    config.samples.train.count = 120;
    config.samples.validation.count = 50;
    config.samples.test.count = 40;
    config.samples.noise = 0.2;
    GradeConfig grade;
    grade.hidden = {12, 10};
    rateOf(grade.solver).initial = 0.01;
    grade.stop.epochs = 60;
    config.grades = {grade, grade};
    config.grades[0].smoothing = SmoothingConfig{{0.05}, {}};
    config.guard = false;
    return config;
}

Samples samplesOf(const ExperimentConfig& config) {
    return drawSamples(std::get<Target>(makeTarget(config.target)), config.samples, config.seed);
}

/// S_σ of the first grade of `model`, from its weights and the definition: nodes of smoothed().
Matrix smoothedDirectly(const MultigradeModel& model, const Matrix& x, double sigma) {
    constexpr Index nodes = 2049;
    const Eigen::RowVectorXd s = Eigen::RowVectorXd::LinSpaced(nodes, -1.0, 1.0);
    const Matrix u = model.grade(0).block.output(s);
    Matrix result(1, x.cols());
    for (Index k = 0; k < x.cols(); ++k) {
        Eigen::RowVectorXd weights = (-0.5 * ((s.array() - x(0, k)) / sigma).square()).exp().matrix();
        for (Index j = 0; j < nodes; ++j)
            weights(j) *= j % 2 == 1 ? 32.0 : j == 0 || j == nodes - 1 ? 7.0 : j % 4 == 2 ? 12.0 : 14.0;
        result(0, k) = weights.dot(u.row(0)) / weights.sum();
    }
    return result;
}

RunRecord readBack(const std::string& text) {
    auto read = readDocument(text);
    if (const auto* issues = std::get_if<std::vector<Issue>>(&read))
        qFatal("%s", describe(*issues).c_str());
    return std::get<RunRecord>(std::get<Document>(std::move(read)));
}

Check check(const RunRecord& run, std::size_t grade, CheckId id) {
    const GradeRecord& record = run.grades[grade];
    const auto audited = auditedGrade(record, run.config.guard, grade, run.model.grade(grade).block.hash());
    return judge(*record.audit, audited)[static_cast<std::size_t>(id)];
}

RunUpdate watched(const ExperimentConfig& config, const Matrix& points) {
    TrainingSession session;
    session.start(prepareOrThrow(config), points);
    std::vector<GradeFinished> finished;
    for (;;) {
        RunUpdate update = session.takeNews();
        for (GradeFinished& grade : update.finishedGrades)
            finished.push_back(std::move(grade));
        if (update.ended()) {
            update.finishedGrades = std::move(finished);
            return update;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
}

} // namespace

class TestSmoothedRuns : public QObject {
    Q_OBJECT

private slots:
    void nothingButTheContributionChanges() {
        ExperimentConfig plain = smoothed();
        plain.grades[0].smoothing.reset();
        const RunRecord with = train(smoothed());
        const RunRecord without = train(plain);
        QVERIFY(with.model.grade(0).block.parameters() == without.model.grade(0).block.parameters());
        for (std::size_t i = 0; i < 60; ++i)
            QCOMPARE(with.history[i].trainRelativeL2, without.history[i].trainRelativeL2);
        const Matrix x = samplesOf(plain).train.x;
        MultigradeModel first(1, 1);
        first.append(with.model.grade(0));
        QVERIFY(first.features(x) == without.model.grade(0).block.hidden(x));
        QVERIFY(with.grades[0].metrics.train.l2 != without.grades[0].metrics.train.l2);
        QVERIFY(with.model.grade(1).block.parameters() != without.model.grade(1).block.parameters());
    }

    void theNextGradeLearnsWhatIsLeft() {
        ExperimentConfig config = smoothed();
        // A rate that moves no weight: the loss of the second grade is that of its initial weights.
        rateOf(config.grades[1].solver).initial = 1e-300;
        config.grades[1].stop.epochs = 1;
        const RunRecord run = train(config);
        const Samples samples = samplesOf(config);
        const Matrix left = samples.train.y - smoothedDirectly(run.model, samples.train.x, 0.05);
        const double size = samples.train.y.norm();
        QVERIFY(std::abs(run.grades[0].metrics.train.relativeL2 - left.norm() / size) < 1e-12);
        const Block& second = run.model.grade(1).block;
        const Matrix seen = run.model.grade(0).block.hidden(samples.train.x);
        const double loss = (left - second.output(seen)).norm() / size;
        QVERIFY(std::abs(run.history.back().trainRelativeL2 - loss) < 1e-12);
        // On all other sets too.
        const Matrix after = samples.test.y - smoothedDirectly(run.model, samples.test.x, 0.05) -
                             second.output(run.model.grade(0).block.hidden(samples.test.x));
        QVERIFY(std::abs(run.grades[1].metrics.test.relativeL2 - after.norm() / samples.test.y.norm()) <
                1e-12);
    }

    void theGuardScalesWhatIsUsed() {
        ExperimentConfig config = smoothed();
        config.guard = true;
        const RunRecord run = train(config);
        const Samples samples = samplesOf(config);
        const Matrix used = smoothedDirectly(run.model, samples.train.x, 0.05);
        const Matrix left = samples.train.y - used;
        QVERIFY(run.grades[0].guardScale != 1.0);
        QVERIFY(std::abs(left.cwiseProduct(used).sum()) < 1e-12 * used.squaredNorm());
        QCOMPARE(check(run, 0, CheckId::Pythagoras).state, CheckState::Held);
    }

    void watchedOrNotAndReopened() {
        ExperimentConfig config = smoothed();
        config.grades[1].smoothing = SmoothingConfig{{0.01}, Index{1601}};
        const Matrix points = grid({{-1.0, 1.0}}, 301);
        const RunRecord alone = train(config);
        const RunUpdate seen = watched(config, points);
        QCOMPARE(seen.record->model.hash(), alone.model.hash());
        const RunRecord back = readBack(writeRun(alone));
        QVERIFY(back.config == config);
        const auto contributions = alone.model.contributions(points);
        const auto reopened = back.model.contributions(points);
        for (std::size_t l = 0; l < 2; ++l) {
            QVERIFY(seen.finishedGrades[l].contribution == contributions[l]); // to the bit
            QVERIFY(reopened[l] == contributions[l]);
            QCOMPARE(seen.record->grades[l].metrics.grid.l2, alone.grades[l].metrics.grid.l2);
        }
        QVERIFY(back.model.evaluate(points) == alone.model.evaluate(points));
    }

    void theAuditAddsUpTheSmoothedSum() {
        ExperimentConfig config = smoothed();
        config.grades[1].smoothing = SmoothingConfig{{0.02}, {}};
        RunRecord run = train(config);
        for (std::size_t l = 0; l < 2; ++l) {
            QCOMPARE(check(run, l, CheckId::Frozen).state, CheckState::Held);
            QVERIFY(run.grades[l].audit->sumDefect < 1e-12);
            QCOMPARE(check(run, l, CheckId::Pythagoras).state, CheckState::NotApplicable);
            QVERIFY(check(run, l, CheckId::Pointwise).meaning.find("smoothed") != std::string::npos);
        }
        const auto again = auditRun(run, AuditEffort::Full, [](std::size_t) { return true; });
        QCOMPARE(again[1].sumDefect, run.grades[1].audit->sumDefect);
        QCOMPARE(again[1].after.l2, run.grades[1].audit->after.l2);
    }

    void nothingIsProvedOfASmoothedSum() {
        ExperimentConfig config = smoothed();
        const RunRecord run = train(config);
        QCOMPARE(run.largestError->kind, LargestError::Kind::Sampled);
        QVERIFY2(run.largestError->reason.find("smoothed") != std::string::npos,
                 run.largestError->reason.c_str());
        QVERIFY(!run.grades[1].pieces && !run.largestError->pieces);
        QVERIFY(run.grades[1].kinks); // of the features, which are ReLU's
        config.grades[0].smoothing.reset();
        QVERIFY(train(config).largestError->kind != LargestError::Kind::Sampled);
    }

    void theAdaptiveRuleJudgesWhatIsUsed() {
        ExperimentConfig config = smoothed();
        config.adaptive = true;
        config.samples.noise = 2.0; // the second grade learns little else
        config.grades[0].smoothing.reset();
        rateOf(config.grades[0].solver).initial = 1e-300;
        config.grades[1].hidden = {64, 64};
        config.grades[1].stop.epochs = 300;
        QCOMPARE(train(config).grades.size(), std::size_t{1});
        config.grades[1].smoothing = SmoothingConfig{{0.1}, {}};
        QCOMPARE(train(config).grades.size(), std::size_t{2});
    }

    void severalVariablesAndOutputs() {
        ExperimentConfig config;
        config.target = {
            TargetConfig::Kind::Formula, "", {"sin(3*x)*y", "x-y"}, {}, {{-1.0, 1.0}, {0.0, 1.0}}};
        config.samples.train.count = 100;
        config.samples.validation.count = 0;
        config.samples.test.count = 25;
        config.grades.resize(1);
        config.grades[0].hidden = {8};
        config.grades[0].stop.epochs = 20;
        config.grades[0].smoothing = SmoothingConfig{{0.1, 0.05}, {}};
        const RunRecord run = train(config);
        QVERIFY(run.grades[0].audit->sumDefect < 1e-12);
        const auto& axes = run.model.grade(0).smoothing->axes();
        QCOMPARE(axes[0], (SmoothingAxis{-1.0, 1.0, 0.1, 129}));
        QCOMPARE(axes[1], (SmoothingAxis{0.0, 1.0, 0.05, 129}));
        QVERIFY(readBack(writeRun(run)).model.evaluate(samplesOf(config).test.x) ==
                run.model.evaluate(samplesOf(config).test.x));
    }

    void defaultNodesResolveSigma() {
        QCOMPARE(defaultNodes(2.0, 0.1, 1), Index{2049});
        QCOMPARE(defaultNodes(2.0, 1e-3, 1), Index{8001});
        QCOMPARE(defaultNodes(2.0, 4e-3, 2), Index{1001});
        QCOMPARE(defaultNodes(1.0, 0.5, 3), Index{33});
        for (double sigma = 1e-5; sigma < 1.0; sigma *= 1.37)
            for (std::size_t variables = 1; variables <= maximumInputs; ++variables)
                QVERIFY((SmoothingAxis{-0.3, 1.7, sigma, defaultNodes(2.0, sigma, variables)}.resolved()));
    }
};

GRADEWISE_TEST(TestSmoothedRuns)
#include "test_smoothed_runs.moc"
