// What is written is read back: experiments to the value, runs to the bit.
#include "core/record/json.h"
#include "core/training/trainer.h"
#include "tests/test_case.h"

#include <bit>
#include <cmath>
#include <limits>

using namespace gradewise;

namespace {

bool sameBits(double a, double b) {
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b) ||
           (std::isnan(a) && std::isnan(b));
}

bool same(const Metrics& a, const Metrics& b) {
    return sameBits(a.l1, b.l1) && sameBits(a.l2, b.l2) && sameBits(a.sup, b.sup) &&
           sameBits(a.relativeL1, b.relativeL1) && sameBits(a.relativeL2, b.relativeL2) &&
           sameBits(a.relativeSup, b.relativeSup) && sameBits(a.rse, b.rse) && sameBits(a.mse, b.mse) &&
           sameBits(a.halfMse, b.halfMse) && a.worst == b.worst;
}

bool same(const GradeMetrics& a, const GradeMetrics& b) {
    return same(a.train, b.train) && same(a.validation, b.validation) && same(a.test, b.test) &&
           same(a.grid, b.grid);
}

bool same(const HistoryPoint& a, const HistoryPoint& b) {
    return a.grade == b.grade && a.epoch == b.epoch && sameBits(a.seconds, b.seconds) &&
           sameBits(a.trainRelativeL2, b.trainRelativeL2) &&
           sameBits(a.validationRelativeL2, b.validationRelativeL2) && sameBits(a.rate, b.rate) &&
           sameBits(a.gap, b.gap);
}

ExperimentConfig experiment() {
    ExperimentConfig config;
    config.title = "Résidus « à \"plusieurs\" \\ niveaux »";
    config.notes = "first line\nsecond line\ttab";
    config.target = {TargetConfig::Kind::Formula, "", {"a*x + y", "x*y"}, {{"a", 0.1}}, {{-1, 1}, {0, 0.3}}};
    config.samples.train = {Layout::Midpoints, 64};
    config.samples.validation.count = 0;
    config.samples.test = {Layout::Random, 30};
    config.samples.noise = 1e-3;
    config.grades.resize(2);
    config.grades[0].hidden = {5, 3};
    config.grades[0].activation = Activation::Gelu;
    config.grades[0].carry = Carry::HiddenAndInput;
    config.grades[0].stop = {7, 3600.0, 1e-12, Plateau{3, 1e-9}, {}};
    config.grades[0].solver.rate = {0.01, 1e-5, std::nullopt, 1};
    config.grades[0].solver.batchSize = 16;
    config.grades[0].solver.precision = Precision::Float;
    config.grades[0].repeat = 2;
    config.grades[1].hidden = {4};
    config.grades[1].initialisation = Initialisation::Glorot;
    config.grades[1].solver = {SolverKind::GradientDescent, {0.01, std::nullopt, 0.5, 2}, 0};
    config.grades[1].stop.epochs = 4;
    config.grades[1].readOut = ReadOutRule::Balanced;
    config.grades[1].carry = Carry::LastTwo;
    config.guard = false;
    config.seed = 18446744073709551557ULL;
    config.polish = true;
    config.stop = {1e-14, std::nullopt, 7200.0};
    return config;
}

template <class T>
T readBack(const std::string& text) {
    auto read = readDocument(text);
    if (const auto* issues = std::get_if<std::vector<Issue>>(&read))
        qFatal("%s", describe(*issues).c_str());
    return std::get<T>(std::get<Document>(std::move(read)));
}

std::vector<Issue> issuesOf(const std::string& text) {
    auto read = readDocument(text);
    const auto* issues = std::get_if<std::vector<Issue>>(&read);
    return issues == nullptr ? std::vector<Issue>{} : *issues;
}

/// `text` with the first `from` after `anchor` replaced.
std::string changed(std::string text, const std::string& anchor, const std::string& from,
                    const std::string& to) {
    const std::size_t begin = text.find(anchor);
    const std::size_t at = begin == std::string::npos ? begin : text.find(from, begin);
    if (at == std::string::npos)
        qFatal("'%s' … '%s' is not in the record", anchor.c_str(), from.c_str());
    return text.replace(at, from.size(), to);
}

} // namespace

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
        QVERIFY(readBack<ExperimentConfig>(text) == config);
        QCOMPARE(writeExperiment(readBack<ExperimentConfig>(text)), text);
        QVERIFY(text.ends_with("}\n"));
    }

    void galleryDomainIsKept() {
        ExperimentConfig config;
        config.target.domain = {{0.25, 0.5}};
        QVERIFY(readBack<ExperimentConfig>(writeExperiment(config)) == config);
    }

    void everyDoubleComesBack() {
        for (const double number : {0.1, 1.0 / 3.0, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308,
                                    1e22, 123456789012345678.0, 9007199254740993.0}) {
            ExperimentConfig config;
            config.stop.seconds = number;
            QVERIFY(sameBits(*readBack<ExperimentConfig>(writeExperiment(config)).stop.seconds, number));
        }
    }

    void everyReasonComesBack() {
        RunRecord run = train(experiment());
        for (const StopReason reason : allStopReasons()) {
            run.grades.front().reason = reason;
            QCOMPARE(readBack<RunRecord>(writeRun(run)).grades.front().reason, reason);
        }
    }

    void everySolverAndCarryComesBack() {
        for (const SolverKind kind : allSolverKinds())
            for (const Carry carry : allCarries()) {
                ExperimentConfig config;
                config.grades.resize(1);
                setSolver(config.grades.front(), kind, 1);
                config.grades.front().carry = carry;
                if (!validate(config).empty())
                    continue; // built grades hand on their features only
                QVERIFY(readBack<ExperimentConfig>(writeExperiment(config)) == config);
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
        config.grades[0].solver.kind = SolverKind::Convex;
        config.grades[0].solver.regularisation = 1e-4;
        config.grades[0].solver.steps = 77;
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
        QVERIFY(readBack<ExperimentConfig>(text.substr(begin, end - begin)) == experiment());
    }

    void damagedRun_data() {
        QTest::addColumn<QString>("anchor");
        QTest::addColumn<QString>("from");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("path");
        const auto add = [](const char* row, const char* anchor, const char* from, const char* to,
                            const char* path) { QTest::newRow(row) << anchor << from << to << path; };
        add("a row too few", "\"layers\"", "\"weights\": [\n            [",
            "\"weights\": [\n            [0, 0], [", "grades[0].layers[0].weights");
        add("a number too many", "\"layers\"", "\"bias\": [", "\"bias\": [0, ", "grades[0].layers[0].bias");
        add("a weight that is null", "\"layers\"", "\"bias\": [", "\"bias\": [null, 0, 0, 0, 0], \"x\": [",
            "grades[0].layers[0].bias");
        add("a weight that is text", "\"layers\"", "\"bias\": [", "\"bias\": [0, 0, 0, 0, \"a\"], \"x\": [",
            "grades[0].layers[0].bias");
        add("a layer without bias", "\"layers\"", "\"bias\"", "\"biases\"", "grades[0].layers[0].bias");
        add("layers missing", "\"grades\": [\n    {\n      \"status\"", "\"layers\"", "\"layer\"",
            "grades[0].layers");
        add("wrong number of parameters", "\"grades\": [\n    {\n      \"status\"",
            "\"parameters\": ", "\"parameters\": 1", "grades[0].parameters");
        add("another width", "\"hidden\": [5", "5", "6", "grades[0].layers[0].weights");
        add("a grade fewer planned", "\"repeat\": 2", "2", "1", "grades");
        add("a history of unequal lists", "\"history\"", "\"epoch\": [", "\"epoch\": [1, ", "history");
        add("history of grade 0", "\"history\"", "\"grade\": [1", "\"grade\": [0", "history");
        add("history of a grade too many", "\"history\"", "\"grade\": [1", "\"grade\": [4", "history");
        add("curvature of unequal lists", "\"history\"", "\"largest\": [", "\"largest\": [1, ", "curvature");
        add("curvature without a list", "\"history\"", "\"leastError\"", "\"last\"", "curvature.leastError");
        add("curvature of a grade too many", "\"curvature\": {\n    \"grade\"", "[3", "[4", "curvature");
        add("status unknown", "\"status\"", "\"finished\"", "\"done\"", "status");
        add("a grade still running", "\"grades\": [\n    {\n      \"status\"", "\"finished\"", "\"running\"",
            "grades[0].status");
        add("negative epochs", "\"grades\": [\n    {\n      \"status\"", "\"epochs\": ", "\"epochs\": -",
            "grades[0].epochs");
        add("negative norm", "\"before\"", "\"l2\": ", "\"l2\": -", "before.metrics.train.l2");
        add("negative norm in the audit", "\"audit\"", "\"l4\": ", "\"l4\": -", "grades[0].audit.before.l4");
        add("negative pieces", "\"grades\": [\n    {\n      \"status\"",
            "\"epochs\": ", "\"pieces\": -3, \"epochs\": ", "grades[0].pieces");
        add("negative bound", "{\n  \"format\"", "\"format\"",
            "\"largestError\": {\"kind\": \"certified\", \"attained\": 0.5, \"at\": 0, \"bound\": -1}, "
            "\"format\"",
            "largestError.bound");
        add("metrics missing", "\"before\"", "\"grid\"", "\"raster\"", "before.metrics.grid");
        add("experiment invalid", "\"experiment\"", "\"hidden\": [5", "\"hidden\": [0",
            "experiment.grades[0].hidden[0]");
        add("experiment missing", "\"experiment\"", "\"experiment\"", "\"experiments\"", "experiment");
        add("another target", "\"formula\"", "x*y", "x*", "experiment.target.formula[1]");
        add("one output fewer", "\"formula\"", ", \"x*y\"", "", "grades[0].layers[2].weights");
        add("history missing", "\"history\"", "\"history\"", "\"histories\"", "history");
    }
    void damagedRun() {
        QFETCH(QString, anchor);
        QFETCH(QString, from);
        QFETCH(QString, to);
        QFETCH(QString, path);
        static const std::string whole = writeRun(train(experiment()));
        const auto issues =
            issuesOf(changed(whole, anchor.toStdString(), from.toStdString(), to.toStdString()));
        QVERIFY(!issues.empty());
        const bool named = std::any_of(issues.begin(), issues.end(), [&](const Issue& issue) {
            return issue.path == path.toStdString() && issue.line >= 1 && !issue.sentence.empty();
        });
        QVERIFY2(named, describe(issues).c_str());
    }

    void everyCutOfARunIsRefused() {
        const std::string whole = writeRun(train(experiment()));
        for (std::size_t length = 0; length + 2 < whole.size(); length += 97)
            QVERIFY(!issuesOf(whole.substr(0, length)).empty());
    }
};

GRADEWISE_TEST(TestRoundTrip)
#include "test_round_trip.moc"
