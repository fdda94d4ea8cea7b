// The audit panel: the newest grade, one of choice, the worst of the run; what it says and where it shades.
#include "tests/core/trained.h"
#include "tests/solver_options.h"
#include "tests/test_case.h"
#include "tests/ui/panels/run_fixture.h"
#include "ui/panels/audit/audit_panel.h"
#include "ui/panels/residuals/residual_strip.h"
#include "ui/panels/run_words.h"

#include <QComboBox>

using namespace gradewise;

namespace {

RunRecord square() {
    ExperimentConfig config;
    config.target = {TargetConfig::Kind::Formula, "", {"x^2"}, {}, {{0, 1}}};
    config.samples.train = {Layout::Equispaced, 513};
    config.samples.validation.count = 0;
    config.samples.test.count = 0;
    config.grades.resize(1);
    setSolver(config.grades[0], solverOf(TextbookOptions{}), 1);
    config.grades[0].repeat = 3;
    return train(config);
}

} // namespace

class TestAuditPanel : public QObject {
    Q_OBJECT

private slots:
    void newestChosenAndWorst() {
        RunModel model;
        model.load(square());
        AuditPanel panel(Theme::lightTheme(), false);
        panel.resize(330, 250);
        panel.showRun(model);
        QCOMPARE(panel.choice()->count(), 2 + 3);
        QCOMPARE(panel.list()->rows().size(), allOf<CheckId>().size());
        QVERIFY(panel.list()->headline().startsWith("Grade 3 of 3"));
        QVERIFY(panel.list()->rows()[0].light == AuditRow::Light::Good);
        QCOMPARE(panel.list()->rows()[1].figure, QString("L2 ÷4.000"));

        panel.choice()->setCurrentIndex(2); // grade 1
        const AuditRow& first = panel.list()->rows()[0];
        QVERIFY(first.light == AuditRow::Light::Warning);
        QCOMPARE(first.figure, QString("at 25 %"));
        QVERIFY2(first.finding.contains("; x from 2.5e-4 to 0.24975"), qPrintable(first.finding));
        QVERIFY(panel.summary().contains("violated"));
        QVERIFY(panel.list()->tipAt(panel.list()->height() / 8 + 2).contains("violated"));

        panel.choice()->setCurrentIndex(1);
        QVERIFY(panel.list()->headline().startsWith("Worst of 3 grades"));
        QVERIFY(panel.list()->rows()[0].figure.contains("grade 1"));
        panel.followData();
        QCOMPARE(panel.choice()->currentIndex(), 1);
    }

    void aTamperedWeightIsRed() {
        RunRecord run = square();
        run.grades[1].audit->hash ^= 1;
        RunModel model;
        model.load(run);
        AuditPanel panel(Theme::lightTheme(), true);
        panel.chooseView(QStringLiteral("worst"));
        panel.showRun(model);
        QCOMPARE(panel.chosenView(), QStringLiteral("worst"));
        const AuditRow& frozen = panel.list()->rows()[static_cast<std::size_t>(CheckId::Frozen)];
        QVERIFY(frozen.light == AuditRow::Light::Bad);
        QVERIFY(frozen.finding.startsWith("grade 2"));
    }

    void withoutAnAuditItSaysSo() {
        RunRecord run = square();
        for (GradeRecord& grade : run.grades)
            grade.audit.reset();
        RunModel model;
        model.load(run);
        AuditPanel panel(Theme::lightTheme(), false);
        panel.showRun(model);
        QVERIFY(panel.summary().contains("gradewise-cli audit"));
    }

    void liveRunsShowEachFrozenGrade() {
        RunModel model;
        AuditPanel panel(Theme::darkTheme(), false);
        fixture::run(model, 2, 4);
        panel.showRun(model);
        QVERIFY(panel.list()->headline().startsWith("Grade 2 of 2"));
        QCOMPARE(panel.choice()->count(), 2 + 2);
    }

    void shadedIntervals() {
        RunModel model;
        model.load(square());
        const std::vector<Range> intervals = growingIntervals(model, 1);
        QCOMPARE(intervals.size(), std::size_t{1});
        QCOMPARE(intervals[0].low, 0.00025);
        QCOMPARE(intervals[0].high, 0.24975);
        QVERIFY(growingIntervals(model, 2).empty());
    }
};

GRADEWISE_TEST(TestAuditPanel)
#include "test_audit_panel.moc"
