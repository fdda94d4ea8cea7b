// What is written is read back: experiments to the value, runs to the bit.
#include "core/experiment/validate.h"
#include "core/record/json.h"
#include "tests/core/trained.h"
#include "tests/solver_options.h"
#include "tests/test_case.h"

#include <bit>
#include <cmath>
#include <limits>

using namespace gradewise;

#include "tests/core/record/round_trip_fixture.h"
#include "tests/test_case.h"

using namespace gradewise;
using namespace gradewise::round_trip_fixture;

class TestRoundTrip : public QObject {
    Q_OBJECT

private slots:
    void experimentIsEqual() {
        ExperimentConfig config = experiment();
        config.samples.validation.count = 9;
        config.adaptive = true;
        config.grades[0].stop.patience = 25;
        config.polish = false;
        config.grades[0].smoothing = SmoothingConfig{{0.1, 1.0 / 30.0}, {}};
        config.grades.push_back(config.grades[0]);
        config.grades.back().smoothing = SmoothingConfig{{0.1}, Index{41}};
        QVERIFY(validate(config).empty());
        const std::string text = writeExperiment(config);
        QVERIFY(readBack<Experiment>(text).config() == config);
        QCOMPARE(writeExperiment(readBack<Experiment>(text).config()), text);
        QVERIFY(text.ends_with("}\n"));
    }

    void galleryDomainIsKept() {
        ExperimentConfig config;
        config.target.domain = {{0.25, 0.5}};
        QVERIFY(readBack<Experiment>(writeExperiment(config)).config() == config);
    }

    void everyDoubleComesBack() {
        for (const double number : {0.1, 1.0 / 3.0, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308,
                                    1e22, 123456789012345678.0, 9007199254740993.0}) {
            ExperimentConfig config;
            config.stop.seconds = number;
            QVERIFY(sameBits(*readBack<Experiment>(writeExperiment(config)).config().stop.seconds, number));
        }
    }

    void everyReasonComesBack() {
        RunRecord run = train(experiment());
        for (const StopReason reason : allOf<StopReason>()) {
            run.grades.front().reason = reason;
            QCOMPARE(readBack<RunRecord>(writeRun(run)).grades.front().reason, reason);
        }
    }

    void everySolverAndCarryComesBack() {
        for (const Solver* const solver : allSolvers())
            for (const Carry carry : allOf<Carry>()) {
                ExperimentConfig config;
                config.grades.resize(1);
                setSolver(config.grades.front(), *solver, 1);
                config.grades.front().carry = carry;
                if (!validate(config).empty())
                    continue; // built grades hand on their features only
                QVERIFY(readBack<Experiment>(writeExperiment(config)).config() == config);
            }
    }

    void runIsEqualBitForBit() {
        const RunRecord run = train(experiment());
        const std::string text = writeRun(run);
        const auto back = readBack<RunRecord>(text);
        QVERIFY(back.config == run.config);
        QCOMPARE(back.status, run.status);
        QCOMPARE(back.reason, run.reason);
        QVERIFY(sameBits(back.seconds, run.seconds));
        QVERIFY(back.polish.has_value());
        QVERIFY(same(back.polish->metrics, run.polish->metrics));
        QCOMPARE(back.polish->model.hash(), run.polish->model.hash());
        QVERIFY(run.polish->model.hash() != run.model.hash());
        QCOMPARE(back.version, run.version);
        QCOMPARE(back.build, run.build);
        QVERIFY(same(back.before, run.before));
        QCOMPARE(back.grades.size(), std::size_t{3});
        for (std::size_t i = 0; i < 3; ++i) {
            QVERIFY(back.grades[i].config == run.grades[i].config);
            QCOMPARE(back.grades[i].status, run.grades[i].status);
            QCOMPARE(back.grades[i].reason, run.grades[i].reason);
            QCOMPARE(back.grades[i].epochs, run.grades[i].epochs);
            QCOMPARE(back.grades[i].parameters, run.grades[i].parameters);
            QVERIFY(sameBits(back.grades[i].seconds, run.grades[i].seconds));
            QVERIFY(sameBits(back.grades[i].guardScale, run.grades[i].guardScale));
            QVERIFY(same(back.grades[i].metrics, run.grades[i].metrics));
            QCOMPARE(back.grades[i].kinks, run.grades[i].kinks);
            QCOMPARE(back.grades[i].multiplyAdds, run.grades[i].multiplyAdds);
            QCOMPARE(back.grades[i].warning, run.grades[i].warning);
        }
        QCOMPARE(back.model.hash(), run.model.hash());
        QCOMPARE(back.history.size(), run.history.size());
        for (std::size_t i = 0; i < run.history.size(); ++i)
            QVERIFY(same(back.history[i], run.history[i]));
        QVERIFY(!run.curvature.empty()); // of the grade of gradient descent
        QCOMPARE(run.curvature.front().grade, Index{2});
        QVERIFY(back.curvature == run.curvature);
        QCOMPARE(writeRun(back), text);
        QVERIFY(text.find("\"validation\": null") != std::string::npos); // no samples, no error
    }

    void filesWithoutCurvatureAreRead() {
        RunRecord run = train(experiment());
        run.curvature.clear();
        const std::string text = writeRun(run);
        QVERIFY(text.find("largestError\": [") == std::string::npos);
        QVERIFY(readBack<RunRecord>(text).curvature.empty());
        // A number that was not finite has no place in JSON and comes back as none.
        run.curvature = {{0, 3, Curvature{std::nan(""), -1.5, 0.25, 0.125, 12, 0.5}}};
        const auto back = readBack<RunRecord>(writeRun(run));
        QVERIFY(std::isnan(back.curvature.at(0).curvature.largest));
        QCOMPARE(back.curvature.at(0).curvature.least, -1.5);
        QCOMPARE(back.curvature.at(0).epoch, Index{3});
    }

    void certificatesComeBack() {
        ExperimentConfig config;
        config.samples.train.count = 60;
        config.samples.noise = 0.3;
        config.grades.resize(2);
        for (GradeConfig& grade : config.grades)
            grade.hidden = {1};
        config.grades[0].solver = ConvexOptions{};
        convexOf(config.grades[0].solver).regularisation = 1e-4;
        stepsOf(config.grades[0].solver) = 77;
        config.grades[1].stop.epochs = 3;
        const RunRecord run = train(config);
        const auto back = readBack<RunRecord>(writeRun(run));
        QVERIFY(back.config == config);
        QVERIFY(run.grades[0].certificate->prunedObjective.has_value());
        QVERIFY(back.grades[0].certificate == run.grades[0].certificate);
        QCOMPARE(back.grades[0].reason, StopReason::Certified);
        QVERIFY(!back.grades[1].certificate);
        QVERIFY(!std::isnan(run.history.front().gap) && std::isnan(run.history.back().gap));
        for (std::size_t i = 0; i < run.history.size(); ++i)
            QVERIFY(same(back.history[i], run.history[i]));
    }

    void largestErrorsComeBack() {
        ExperimentConfig config;
        config.target = {TargetConfig::Kind::Formula, "", {"sin(3*x)"}, {}, {{0, 1}}};
        config.samples.train.count = 60;
        config.polish = true;
        config.grades.resize(2);
        for (GradeConfig& grade : config.grades) {
            grade.hidden = {4};
            grade.stop.epochs = 3;
        }
        RunRecord run = train(config);
        QVERIFY(run.largestError && run.largestError->bound && run.polish->largestError);
        QVERIFY(run.largestError->attained >= run.grades[1].metrics.grid.sup);
        QCOMPARE(run.largestError->pieces, run.grades[1].pieces);
        run.largestError->reason = "A reason.";
        auto back = readBack<RunRecord>(writeRun(run));
        QVERIFY(back.largestError == run.largestError);
        QVERIFY(back.polish->largestError == run.polish->largestError);
        QCOMPARE(back.grades[0].pieces, run.grades[0].pieces);
        // Files from before have none, and are read as ever.
        run.largestError.reset();
        run.polish->largestError.reset();
        run.grades[0].pieces.reset();
        const std::string old = writeRun(run);
        QVERIFY(old.find("largestError") == std::string::npos);
        back = readBack<RunRecord>(old);
        QVERIFY(!back.largestError && !back.polish->largestError && !back.grades[0].pieces);
    }

    void signedZerosAndTinyWeightsSurvive() {
        RunRecord run = train(experiment());
        MultigradeModel model(2, 2);
        for (std::size_t i = 0; i < run.model.grades(); ++i) {
            FrozenGrade grade = run.model.grade(i);
            grade.block.parameters()(0) = -0.0;
            grade.block.parameters()(1) = 5e-324;
            grade.block.parameters()(2) = -std::numeric_limits<double>::max();
            model.append(std::move(grade));
        }
        run.model = model;
        QCOMPARE(readBack<RunRecord>(writeRun(run)).model.hash(), model.hash());
    }

    void notANumberBecomesNull() {
        RunRecord run = train(experiment());
        run.grades[0].metrics.grid.relativeL2 = std::numeric_limits<double>::quiet_NaN();
        run.history[0].trainRelativeL2 = std::numeric_limits<double>::infinity();
        const std::string text = writeRun(run);
        QVERIFY(text.find("nan") == std::string::npos && text.find("inf") == std::string::npos);
        const auto back = readBack<RunRecord>(text);
        QVERIFY(std::isnan(back.grades[0].metrics.grid.relativeL2));
        QVERIFY(std::isnan(back.history[0].trainRelativeL2));
    }

    void theExperimentOfARunIsAFileOfItsOwn() {
        const std::string text = writeRun(train(experiment()));
        const std::size_t begin = text.find("\"experiment\": ") + 14;
        const std::size_t end = text.find("\n  },\n", begin) + 4;
        QVERIFY(readBack<Experiment>(text.substr(begin, end - begin)).config() == experiment());
    }
};

GRADEWISE_TEST(TestRoundTrip)
#include "test_round_trip.moc"
