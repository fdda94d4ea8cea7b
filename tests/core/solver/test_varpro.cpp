// Variable projection as a whole: units, depth, and what a grade must never do.
#include "core/configuration/config.h"
#include "core/experiment/validate.h"
#include "core/solver/varpro/varpro.h"
#include "tests/core/random_matrix.h"
#include "tests/core/trained.h"
#include "tests/solver_options.h"
#include "tests/test_case.h"

#include <algorithm>
#include <cmath>
#include <numbers>

using namespace gradewise;

namespace {

ExperimentConfig waves(Index validation, Carry carry, Index grades) {
    ExperimentConfig config;
    config.target.kind = TargetConfig::Kind::Formula;
    config.target.id.clear();
    config.target.formulas = {"sin(2*pi*x) + 0.5*sin(12*pi*x)"};
    config.target.domain = {{0.0, 1.0}};
    config.samples.train.count = 512;
    config.samples.validation.count = validation;
    config.grades.assign(1, GradeConfig{});
    config.grades[0].hidden = {24};
    config.grades[0].solver = VarProOptions{};
    stepsOf(config.grades[0].solver) = 60;
    config.grades[0].carry = carry;
    config.grades[0].repeat = grades;
    return config;
}

/// Remembers, at its end, what each grade was; asks for blocks or not; may end grades early.
class Watcher : public RunObserver {
public:
    explicit Watcher(bool wants) : wants_(wants) {}
    bool wantsBlock() const override { return wants_; }
    void epochDone(const HistoryPoint&, const Block& block) override {
        blocks += block.parameters().size() > 0 ? 1 : 0;
    }
    int blocks = 0;

private:
    const bool wants_;
};

} // namespace

class TestVarPro : public QObject {
    Q_OBJECT

private slots:
    void unitsDoNotMatter_data() {
        QTest::addColumn<QString>("formula");
        QTest::addColumn<double>("unit");
        QTest::addColumn<Carry>("carry");
        QTest::addColumn<bool>("exact"); // a power of 2 changes no digit
        for (const Carry carry : allOf<Carry>()) {
            const std::string label(name(carry));
            QTest::addRow("input 2^-29, %s", label.c_str())
                << "sin(10*(x*536870912))" << 0x1p-29 << carry << true;
            QTest::addRow("input 2^29, %s", label.c_str())
                << "sin(10*(x/536870912))" << 0x1p29 << carry << true;
            QTest::addRow("input 1e9, %s", label.c_str()) << "sin(10*(x/1e9))" << 1e9 << carry << false;
            QTest::addRow("input 1e-9, %s", label.c_str()) << "sin(10*(x*1e9))" << 1e-9 << carry << false;
            QTest::addRow("labels 2^30, %s", label.c_str()) << "1073741824*sin(10*x)" << 1.0 << carry << true;
            QTest::addRow("labels 1e-9, %s", label.c_str()) << "1e-9*sin(10*x)" << 1.0 << carry << false;
        }
    }

    void unitsDoNotMatter() {
        QFETCH(QString, formula);
        QFETCH(double, unit);
        QFETCH(Carry, carry);
        QFETCH(bool, exact);
        const auto errorsOf = [&](const std::string& target, double end) {
            ExperimentConfig config = waves(128, carry, 3);
            config.target.formulas = {target};
            config.target.domain = {{-end, end}};
            config.samples.validation.layout = Layout::Equispaced;
            config.grades[0].hidden = {12};
            std::vector<double> errors;
            const RunRecord run = train(config);
            for (const GradeRecord& grade : run.grades)
                errors.push_back(grade.metrics.train.relativeL2);
            return errors;
        };
        const std::vector<double> usual = errorsOf("sin(10*x)", 1.0);
        const std::vector<double> scaled = errorsOf(formula.toStdString(), unit);
        QCOMPARE(scaled.size(), usual.size());
        for (std::size_t i = 0; i < usual.size(); ++i) {
            const double ratio = scaled[i] / usual[i];
            const auto message = QString("grade %1: %2").arg(i + 1).arg(ratio - 1.0);
            QVERIFY2(exact ? ratio == 1.0 : ratio < 1.7, qPrintable(message));
        }
    }

    void axesMayHaveUnitsOfTheirOwn_data() {
        QTest::addColumn<Carry>("carry");
        for (const Carry carry : allOf<Carry>())
            QTest::newRow(std::string(name(carry)).c_str()) << carry;
    }

    void axesMayHaveUnitsOfTheirOwn() {
        QFETCH(Carry, carry);
        const auto errorsOf = [&](const std::string& target, const Domain& domain) {
            ExperimentConfig config = waves(200, carry, 2);
            config.target.formulas = {target};
            config.target.domain = domain;
            config.samples.train.count = 900;
            config.samples.validation.layout = Layout::Equispaced;
            std::vector<double> errors;
            const RunRecord run = train(config);
            for (const GradeRecord& grade : run.grades)
                errors.push_back(grade.metrics.train.relativeL2);
            return errors;
        };
        const auto usual = errorsOf("sin(3*x)*cos(2*y)", {{-1.0, 1.0}, {0.0, 1.0}});
        const auto scaled =
            errorsOf("sin(3*(x/1048576))*cos(2*(y*1024))", {{-0x1p20, 0x1p20}, {0.0, 0x1p-10}});
        QCOMPARE(scaled.size(), usual.size());
        QVERIFY(scaled == usual);
    }

    void constantFeaturesLeaveOnlyTheMean() {
        const Matrix features = Matrix::Constant(3, 50, 2.0);
        const Matrix wanted = randomMatrix(2, 50, 15);
        const Matrix none(3, 0);
        const Matrix noLabels(2, 0);
        class Quiet : public FitMonitor {
        public:
            Decision checkpoint() override { return Decision::Continue; }
            Decision epochDone(const EpochReport&, const Block&) override { return Decision::Continue; }
            double trainingSeconds() const override { return 0.0; }
        } monitor;
        FitTask task;
        task.shape = {3, {6}, 2, Activation::Relu};
        task.solver = VarProOptions{};
        const FitResult result = fit(task, {features, wanted, none, noLabels, wanted.norm(), 0.0}, monitor);
        const Vector mean = wanted.rowwise().mean();
        QVERIFY(result.status == GradeStatus::Finished);
        QVERIFY((result.block.output(features).colwise() - mean).cwiseAbs().maxCoeff() < 1e-12);
    }

    void gradesGoDeepAndAreOrdinaryBlocks() {
        const RunRecord run = train(waves(0, Carry::Hidden, 3));
        QVERIFY(run.grades[0].metrics.train.relativeL2 < 0.05);
        QVERIFY(run.grades[1].metrics.train.relativeL2 < 0.1 * run.grades[0].metrics.train.relativeL2);
        QVERIFY(run.grades[2].metrics.train.relativeL2 < run.grades[1].metrics.train.relativeL2);
        QCOMPARE(run.model.grade(1).block.shape().parameterCount(), Index{24 * 25 + 25});
    }

    void allFeaturesLeadToRoundingLevel() {
        ExperimentConfig config = waves(0, Carry::All, 8);
        config.guard = false; // which would hold back what strays between the samples
        const RunRecord run = train(config);
        QCOMPARE(run.model.grade(7).block.shape().inputs, Index{7 * 24 + 1});
        QVERIFY(run.grades[7].metrics.train.relativeL2 < 1e-9);
    }

    void outOfPatienceIsTheBestOnValidation() {
        ExperimentConfig config = waves(200, Carry::Hidden, 2);
        config.samples.train.count = 100;
        config.samples.noise = 0.3;
        stepsOf(config.grades.back().solver) = 400;
        config.grades.back().repeat = 2;
        config.grades.back().stop.patience = 15;
        config.guard = false;
        const RunRecord run = train(config);
        for (std::size_t i = 0; i < run.grades.size(); ++i) {
            const GradeRecord& grade = run.grades[i];
            QVERIFY(grade.epochs < 400);
            QVERIFY(grade.reason == StopReason::Validation || grade.reason == StopReason::Rejected);
            double best = i == 0 ? 1.0 : run.grades[i - 1].metrics.validation.relativeL2;
            for (const HistoryPoint& point : run.history)
                if (point.grade == static_cast<Index>(i))
                    best = std::min(best, point.validationRelativeL2);
            QVERIFY(grade.metrics.validation.relativeL2 <= best * (1.0 + 1e-6));
        }
    }

    void validationErrorNeverRises() {
        ExperimentConfig config = waves(256, Carry::All, 8);
        config.samples.train.count = 96; // few and noisy ones: some grade harms whatever the last bits are
        config.samples.noise = 0.05;
        const RunRecord run = train(config);
        double before = 1.0;
        for (const GradeRecord& grade : run.grades) {
            QVERIFY(grade.metrics.validation.relativeL2 <= before * (1.0 + 1e-9));
            before = grade.metrics.validation.relativeL2;
        }
        const auto harmed = [](const GradeRecord& g) {
            return g.reason == StopReason::Validation || g.reason == StopReason::Rejected;
        };
        QVERIFY(std::any_of(run.grades.begin(), run.grades.end(), harmed));
    }

    void numbersDoNotDependOnWhoLooks() {
        const ExperimentConfig config = waves(64, Carry::HiddenAndInput, 2);
        RunControl control;
        Watcher watching(true);
        Watcher absent(false);
        const RunRecord seen = train(config, control, watching);
        const RunRecord unseen = train(config, control, absent);
        QVERIFY(watching.blocks > 2);
        QCOMPARE(absent.blocks, 0);
        QCOMPARE(seen.model.hash(), unseen.model.hash());
    }

    void goalEndsTheGrade() {
        ExperimentConfig config = waves(0, Carry::Hidden, 1);
        config.grades[0].stop.goal = 0.3;
        const RunRecord run = train(config);
        QVERIFY(run.grades[0].reason == StopReason::Goal);
        QVERIFY(run.grades[0].metrics.train.relativeL2 <= 0.3);
    }

    void anInterruptedStartStillLeavesFeatures() {
        class Finishing : public RunControl {
        public:
            Decision checkpoint() override { return Decision::FinishGrade; }
        } control;
        RunObserver nobody;
        const RunRecord run = train(waves(32, Carry::Hidden, 2), control, nobody);
        QVERIFY(run.grades[0].reason == StopReason::FinishedNow);
        QVERIFY(run.grades[0].metrics.train.relativeL2 <= 1.0);
        QVERIFY(run.model.grade(0).block.weights(0).norm() > 0.0);
    }

    void unsuitableGradesAreRefusedInWords() {
        ExperimentConfig config = waves(32, Carry::Hidden, 1);
        config.grades[0].hidden = {8, 8};
        config.grades[0].activation = Activation::Sin;
        stepsOf(config.grades[0].solver) = 0;
        const auto issues = validate(config);
        QCOMPARE(issues.size(), std::size_t{3});
        QCOMPARE(issues[0].path, std::string("grades[0].solver.steps"));
        QCOMPARE(issues[1].path, std::string("grades[0].hidden"));
        QCOMPARE(issues[2].path, std::string("grades[0].activation"));
    }
};

GRADEWISE_TEST(TestVarPro)
#include "test_varpro.moc"
