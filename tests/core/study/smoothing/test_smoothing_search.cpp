// The search for sigma: every trial is the run that its experiment gives, and the best of them is kept.
#include "core/experiment/validate.h"
#include "core/study/smoothing/smoothing_search.h"
#include "tests/core/trained.h"
#include "tests/solver_options.h"
#include "tests/test_case.h"

#include <cmath>

using namespace gradewise;

namespace {

ExperimentConfig noisy() {
    ExperimentConfig config;
    config.target = {TargetConfig::Kind::Formula, "", {"sin(3*x)"}, {}, {{0.0, 4.0}}};
    config.samples.train.count = 60;
    config.samples.validation.count = 40;
    config.samples.test.count = 40;
    config.samples.noise = 0.3;
    GradeConfig grade;
    grade.hidden = {24};
    setSolver(grade, solverOf(VarProOptions{}), 1);
    stepsOf(grade.solver) = 15;
    grade.repeat = 2;
    config.grades = {grade};
    return config;
}

struct StopAfter : RunControl {
    explicit StopAfter(const std::size_t& told) : told_(told) {}
    Decision checkpoint() override { return told_ >= 3 ? Decision::StopRun : Decision::Continue; }
    const std::size_t& told_;
};

} // namespace

class TestSmoothingSearch : public QObject {
    Q_OBJECT

private slots:
    void everyTrialIsARunAndTheBestIsKept() {
        RunControl control;
        std::size_t told = 0;
        SmoothingSearchOptions options;
        options.iterations = 3;
        options.high = 0.5;
        const auto search = searchSmoothing(prepareOrThrow(noisy()), options, control,
                                            [&told](const SmoothingTrial&) { ++told; });
        QVERIFY(search && !search->stopped);
        QCOMPARE(search->trials.size(), std::size_t{10}); // two grades, 3 + 2 runs each
        QCOMPARE(told, std::size_t{11});

        const Domain domain{{0.0, 4.0}};
        const RunRecord plain = train(noisy());
        QCOMPARE(search->plain.validation, plain.grades.back().metrics.validation.mse);
        const SmoothingTrial& first = search->trials.front();
        const RunRecord again = train(withSigma(noisy(), {0, 1}, domain, *first.sigma));
        QCOMPARE(first.validation, again.grades.back().metrics.validation.mse);
        QCOMPARE(first.test, again.grades.back().metrics.test.mse);

        double best = search->plain.validation;
        for (const SmoothingTrial& trial : search->trials)
            best = std::min(best, trial.validation);
        QVERIFY(best < search->plain.validation); // noise on a smooth target: smoothing helps
        QCOMPARE(search->best.validation, best);
        const RunRecord found = train(search->config);
        QCOMPARE(found.grades.back().metrics.validation.mse, best);
        QCOMPARE(found.grades.back().metrics.test.mse, search->best.test);
    }

    void oneSigmaForAllGrades() {
        RunControl control;
        SmoothingSearchOptions options;
        options.common = true;
        options.iterations = 2;
        options.high = 0.3;
        const auto search =
            searchSmoothing(prepareOrThrow(noisy()), options, control, [](const SmoothingTrial&) {});
        QCOMPARE(search->trials.size(), std::size_t{4});
        QVERIFY(search->best.validation < search->plain.validation);
        QVERIFY(search->config.grades[0].smoothing);
        QVERIFY(search->config.grades[0].smoothing == search->config.grades[1].smoothing);
        QCOMPARE(train(search->config).grades.back().metrics.validation.mse, search->best.validation);
    }

    void whatDoesNotHelpIsLeftOut() {
        ExperimentConfig config = noisy();
        config.samples.noise = 0.0;
        config.target.formulas = {"sin(20*x)"};
        config.grades[0].hidden = {100};
        RunControl control;
        SmoothingSearchOptions options;
        options.grades = 1;
        options.iterations = 1;
        options.low = 0.5; // wider than a wave
        options.high = 1.0;
        const auto search =
            searchSmoothing(prepareOrThrow(config), options, control, [](const SmoothingTrial&) {});
        QCOMPARE(search->trials.size(), std::size_t{3});
        for (const GradeConfig& grade : search->config.grades)
            QVERIFY(!grade.smoothing);
        QCOMPARE(search->best.validation, search->plain.validation);
    }

    void stopsAndKeepsWhatWasFound() {
        std::size_t told = 0;
        StopAfter control(told);
        const auto search =
            searchSmoothing(prepareOrThrow(noisy()), {}, control, [&told](const SmoothingTrial&) { ++told; });
        QVERIFY(search && search->stopped);
        QCOMPARE(search->trials.size(), std::size_t{2});
        QVERIFY(validate(search->config).empty());
        told = 3;
        QVERIFY(!searchSmoothing(prepareOrThrow(noisy()), {}, control, [](const SmoothingTrial&) {}));
    }

    void publishedIntervals() {
        const Domain domain{{-1.0, 1.0}};
        const std::vector<double> high{1e-2, 7e-3, 4e-3, 6e-4, 6e-4};
        for (std::size_t grade = 0; grade < high.size(); ++grade)
            QCOMPARE(searchInterval(grade, domain), (Interval{1e-5, high[grade]}));
        QCOMPARE(searchInterval(0, {{0.0, 1.0}}).high, 5e-3);
        const auto changed = withSigma(noisy(), {1, 1}, {{0.0, 4.0}, {0.0, 1.0}}, 0.2);
        QCOMPARE(changed.grades.size(), std::size_t{2});
        QVERIFY(!changed.grades[0].smoothing);
        QCOMPARE(changed.grades[1].smoothing->sigma, (std::vector<double>{0.2, 0.05}));
    }

    void whatCannotBeSearchedIsSaid_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("word");
        QTest::newRow("no validation samples") << 0 << "validation";
        QTest::newRow("wrong way round") << 1 << "below the last";
        QTest::newRow("joint read-out") << 2 << "joint read-out";
        QTest::newRow("built") << 3 << "constructive";
        QTest::newRow("sigma too large") << 4 << "length";
    }
    void whatCannotBeSearchedIsSaid() {
        QFETCH(int, kind);
        QFETCH(QString, word);
        ExperimentConfig config = noisy();
        SmoothingSearchOptions options;
        if (kind == 0)
            config.samples.validation.count = 0;
        if (kind == 1)
            options.low = 1.0;
        if (kind == 2)
            config.polish = true;
        if (kind == 3)
            setSolver(config.grades[0], solverOf(ConstructiveOptions{}), 1);
        if (kind == 4)
            options.high = 5.0;
        const std::string problem = smoothingSearchProblem(prepareOrThrow(config), options);
        QVERIFY2(problem.find(word.toStdString()) != std::string::npos, problem.c_str());
        RunControl control;
        QVERIFY_EXCEPTION_THROWN(
            searchSmoothing(prepareOrThrow(config), options, control, [](const SmoothingTrial&) {}),
            std::invalid_argument);
    }
};

GRADEWISE_TEST(TestSmoothingSearch)
#include "test_smoothing_search.moc"
