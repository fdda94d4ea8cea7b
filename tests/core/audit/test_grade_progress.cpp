// How far a grade came, and which grade is the worst.
#include "tests/core/audit/checks_fixture.h"
#include "tests/test_case.h"

using namespace gradewise;
using namespace gradewise::checks_fixture;

class TestGradeProgress : public QObject {
    Q_OBJECT

private slots:
    void progress_data() {
        QTest::addColumn<double>("ratio");
        QTest::addColumn<bool>("lifeless");
        QTest::addColumn<SolverOptions>("solver");
        QTest::addColumn<int>("progress");
        const auto add = [](const char* row, double ratio, bool lifeless, const SolverOptions& solver,
                            GradeProgress progress) {
            QTest::newRow(row) << ratio << lifeless << solver << static_cast<int>(progress);
        };
        add("a quarter", 0.25, false, AdamOptions{}, GradeProgress::Improved);
        add("two per cent", 0.98, false, AdamOptions{}, GradeProgress::Improved);
        add("less than one per cent", 0.995, false, AdamOptions{}, GradeProgress::Stagnated);
        add("nothing at all", 1.0, false, VarProOptions{}, GradeProgress::Stagnated);
        add("worse", 1.1, false, AdamOptions{}, GradeProgress::Worse);
        add("dead", 0.9, true, GradientDescentOptions{}, GradeProgress::Dead);
        add("a small bump", 0.9999, false, ConstructiveOptions{}, GradeProgress::Improved);
        add("no bump", 1.0, true, ConstructiveOptions{}, GradeProgress::LeftOut);
        add("no number", std::numeric_limits<double>::quiet_NaN(), false, AdamOptions{},
            GradeProgress::Worse);
    }
    void progress() {
        QFETCH(double, ratio);
        QFETCH(bool, lifeless);
        QFETCH(SolverOptions, solver);
        QFETCH(int, progress);
        GradeAudit audit = good();
        audit.trainRatio = ratio;
        audit.units.lifeless = lifeless;
        const GradeProgress found = progressOf(audit, trained(solver));
        QCOMPARE(static_cast<int>(found), progress);
        QCOMPARE(describe(found).empty(), found == GradeProgress::Improved);
        QVERIFY(!name(found).empty());
    }

    void endsThatAreNoProgress() {
        AuditedGrade grade = trained(AdamOptions{});
        GradeAudit audit = good();
        audit.units.lifeless = true;
        grade.activation = Activation::Tanh; // whose units do not die
        QCOMPARE(progressOf(audit, grade), GradeProgress::Constant);
        QVERIFY(describe(GradeProgress::Constant).find("dead") == std::string::npos);
        grade.diverged = true;
        QCOMPARE(progressOf(audit, grade), GradeProgress::Diverged);
        grade = trained(AdamOptions{});
        grade.epochs = 0;
        audit = good();
        audit.trainRatio = 1.0;
        QCOMPARE(progressOf(audit, grade), GradeProgress::Untrained);
        audit.trainRatio.reset(); // nothing to train for
        QCOMPARE(progressOf(audit, grade), GradeProgress::AtRounding);
    }

    void whatFailedSaysWhatMayHelp() {
        for (const GradeProgress progress :
             {GradeProgress::Stagnated, GradeProgress::Dead, GradeProgress::Constant, GradeProgress::Worse,
              GradeProgress::Diverged})
            for (const Solver* const solver : allSolvers()) {
                const std::string help = advice(progress, solver->defaults());
                QVERIFY(help.ends_with('.'));
                QCOMPARE(help.find("learning rate") != std::string::npos, solver->descends());
            }
        QVERIFY(advice(GradeProgress::Improved, AdamOptions{}).empty());
        QVERIFY(advice(GradeProgress::AtRounding, VarProOptions{}).empty());
    }

    void theWorstOfEveryCheckIsTheWorst() {
        const auto worst = [](CheckId id, const std::vector<GradeAudit>& audits) {
            std::vector<std::vector<Check>> grades;
            for (const GradeAudit& audit : audits)
                grades.push_back(judge(audit, trained()));
            return worstOf(grades)[static_cast<std::size_t>(id)];
        };
        GradeAudit a = good();
        GradeAudit b = good();
        GradeAudit c = good();
        a.after = {0.5, 0.6, 0.7, 1.1}; // by a fifth
        b.after = {4.0, 5.0, 6.0, 10.0};
        c.after = {0.41, 0.5, 0.6, 1.0};
        QCOMPARE(worst(CheckId::Norms, {a, b, c}), std::size_t{1});
        b.after.l4 = std::numeric_limits<double>::quiet_NaN();
        a.after.sup = 1e9;
        QCOMPARE(worst(CheckId::Norms, {a, b, c}), std::size_t{1}); // no number is worse than a large one
        a = b = c = good();
        a.units = {512, 10, 4, 0, false, 10, 6, 0}; // the dead ones are those that the rank does without
        b.units = {512, 10, 0, 0, false, 10, 4, 0};
        QCOMPARE(worst(CheckId::Units, {a, b, c}), std::size_t{1});
        a = b = c = good();
        a.after.sup = 5.0;
        b.after.sup = std::numeric_limits<double>::quiet_NaN();
        QCOMPARE(worst(CheckId::Uniform, {a, b, c}), std::size_t{1});
    }

    void theWorstGradeIsFound() {
        std::vector<std::vector<Check>> grades;
        GradeAudit audit = good();
        grades.push_back(judge(audit, trained()));
        audit.grid = {2001, 5, 0.1, 7};
        audit.sumDefect = 1e-14;
        grades.push_back(judge(audit, trained()));
        audit.grid = {2001, 900, 0.1, 7};
        audit.sumDefect = 1e-16;
        grades.push_back(judge(audit, trained()));
        audit.curvature.reset();
        audit.sumDefect = 1e-3;
        grades.push_back(judge(audit, trained()));
        const auto worst = worstOf(grades);
        QCOMPARE(worst.size(), allOf<CheckId>().size());
        QCOMPARE(worst[static_cast<std::size_t>(CheckId::Pointwise)], std::size_t{2});
        QCOMPARE(worst[static_cast<std::size_t>(CheckId::Frozen)], std::size_t{3});
        QCOMPARE(worst[static_cast<std::size_t>(CheckId::StepSize)], std::size_t{0});
        grades.pop_back();
        QCOMPARE(worstOf(grades)[static_cast<std::size_t>(CheckId::Frozen)], std::size_t{1});
    }

    void deadUnitsShow() {
        GradeAudit audit = good();
        audit.units.dead = 3;
        const Check some = of(CheckId::Units, judge(audit, trained()));
        QCOMPARE(some.state, CheckState::Violated);
        QVERIFY(!some.alarming);
        audit.units.lifeless = true;
        QVERIFY(of(CheckId::Units, judge(audit, trained())).alarming);
        audit = good();
        audit.units.rank = 30;
        QCOMPARE(of(CheckId::Units, judge(audit, trained())).state, CheckState::Violated);
        audit.units.rank.reset();
        QCOMPARE(of(CheckId::Units, judge(audit, trained())).state, CheckState::Held);
    }
};

GRADEWISE_TEST(TestGradeProgress)
#include "test_grade_progress.moc"
