// What the panels show of the largest error, the pieces and the kinks of a finished run.
#include "tests/core/trained.h"
#include "tests/solver_options.h"
#include "tests/test_case.h"
#include "ui/charts/cursor.h"
#include "ui/charts/curveview.h"
#include "ui/models/run_model.h"
#include "ui/panels/errors/error_panel.h"
#include "ui/panels/run_words.h"
#include "ui/panels/target/target_panel.h"

using namespace gradewise;

namespace {

RunRecord trained(const std::string& formula) {
    ExperimentConfig config;
    config.target = {TargetConfig::Kind::Formula, "", {formula}, {}, {{0, 1}}};
    config.samples.train.count = 200;
    config.grades.resize(2);
    for (GradeConfig& grade : config.grades) {
        grade.hidden = {6};
        grade.solver = VarProOptions{};
        stepsOf(grade.solver) = 20;
        grade.carry = Carry::All;
    }
    return train(config);
}

} // namespace

class TestLargestErrorOnScreen : public QObject {
    Q_OBJECT

private slots:
    void aFinishedRunHasAYardstickAndAKinkMap() {
        const RunRecord record = trained("exp(3*x)");
        RunModel model;
        model.load(record);
        Cursor cursor;
        TargetPanel target(&cursor, Theme::lightTheme(), false);
        target.showRun(model);
        const std::vector<double>& ticks = target.view()->ticksBelow();
        QCOMPARE(static_cast<Index>(ticks.size()), record.grades.back().pieces.value() - 1);
        QVERIFY(std::ranges::is_sorted(ticks) && ticks.front() > 0.0 && ticks.back() < 1.0);

        ErrorPanel errors(Theme::lightTheme(), false);
        errors.resize(500, 260);
        errors.showRun(model);
        QCOMPARE(errors.view()->samples("yardstick"), std::size_t{2});
        QVERIFY(errors.toolTip().contains("free-knot spline of as many pieces"));
        QVERIFY(errors.summary().contains("certified"));

        // Another run begins: nothing of the old one is left.
        const Target f = std::get<Target>(makeTarget(record.config.target));
        model.begin(7, record.config, f);
        target.showRun(model);
        errors.showRun(model);
        QVERIFY(target.view()->ticksBelow().empty());
        QCOMPARE(errors.view()->samples("yardstick"), std::size_t{0});
    }

    void whereThereIsNoYardstickTheReasonIsSaid() {
        const RunRecord record = trained("sqrt(x)");
        RunModel model;
        model.load(record);
        ErrorPanel errors(Theme::lightTheme(), false);
        errors.showRun(model);
        QCOMPARE(errors.view()->samples("yardstick"), std::size_t{0});
        QVERIFY2(errors.toolTip().contains("second derivative"), qPrintable(errors.toolTip()));
    }

    void wordsSayTheKind() {
        LargestError error;
        error.kind = LargestError::Kind::Certified;
        error.attained = 0.03121;
        error.bound = 0.03130001;
        error.pieces = 181;
        QCOMPARE(largestErrorText(error), QString("sup |f − s| ≤ 0.03131 (certified), 181 linear pieces"));
        error.kind = LargestError::Kind::Sampled;
        error.bound.reset();
        error.pieces.reset();
        QCOMPARE(largestErrorText(error), QString("sup |f − s| ≥ 0.03121 (sampled)"));
        error.kind = LargestError::Kind::Exact;
        error.pieces = 1;
        QCOMPARE(largestErrorText(error), QString("sup |f − s| = 0.03121 (exact), one linear piece"));
    }
};

GRADEWISE_TEST(TestLargestErrorOnScreen)
#include "test_largest_error.moc"
