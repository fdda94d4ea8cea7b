// From figures to held, violated, does not apply; and the names of what must not pass for converged.
#include "core/audit/checks.h"
#include "tests/test_case.h"

#include <algorithm>
#include <limits>

using namespace gradewise;

namespace {

/// A grade of which everything holds.
GradeAudit good() {
    GradeAudit audit;
    audit.grid = {2001, 0, 0.0, 0};
    audit.train = {1024, 0, 0.0, 0};
    audit.before = {0.4, 0.5, 0.6, 1.0};
    audit.after = {0.1, 0.125, 0.15, 0.25};
    audit.rounding = 1e-14;
    audit.hash = 77;
    audit.sumDefect = 1e-15;
    audit.trainRatio = 0.25;
    audit.pythagoras = 1e-15;
    audit.units = {512, 32, 0, 1, false, 32, 32, 0};
    audit.curvature = Curvature{10.0, -1.0, 1e-6, 1e-6, 30, 0.1};
    return audit;
}

AuditedGrade trained(SolverKind solver = SolverKind::GradientDescent) {
    AuditedGrade grade;
    grade.solver = solver;
    grade.guarded = !isBuilt(solver);
    grade.hashNow = 77;
    return grade;
}

const Check& of(CheckId id, const std::vector<Check>& checks) {
    return *std::ranges::find(checks, id, &Check::id);
}

} // namespace

class TestChecks : public QObject {
    Q_OBJECT

private slots:
    void everyCheckIsJudgedInOrder() {
        for (const SolverKind solver : allSolverKinds()) {
            const auto checks = judge(good(), trained(solver));
            QCOMPARE(checks.size(), allChecks().size());
            for (std::size_t i = 0; i < checks.size(); ++i) {
                QCOMPARE(checks[i].id, allChecks()[i]);
                QVERIFY(!checks[i].alarming);
                QVERIFY(checks[i].state != CheckState::Violated);
                QVERIFY(!checks[i].finding.empty());
                QVERIFY(checks[i].meaning.ends_with('.'));
            }
        }
    }

    void onlyGradientDescentHasAStep() {
        for (const SolverKind solver : allSolverKinds()) {
            const Check step = of(CheckId::StepSize, judge(good(), trained(solver)));
            QCOMPARE(step.state,
                     solver == SolverKind::GradientDescent ? CheckState::Held : CheckState::NotApplicable);
        }
        GradeAudit audit = good();
        audit.curvature->rate = 0.3; // 0.3 · 10 > 2
        QCOMPARE(of(CheckId::StepSize, judge(audit, trained())).state, CheckState::Violated);
        audit.curvature.reset();
        QCOMPARE(of(CheckId::StepSize, judge(audit, trained())).state, CheckState::NotApplicable);
    }

    void numbersAreWrittenAsInTheWindow() {
        GradeAudit audit = good();
        audit.grid = {2001, 500, 3.2e-5, 7};
        audit.after.sup = 5.9e-4;
        audit.pythagoras = 2e-12;
        const auto checks = judge(audit, trained());
        QCOMPARE(of(CheckId::Uniform, checks).figure, std::string("5.9e-4"));
        QVERIFY(of(CheckId::Uniform, checks).finding.ends_with("5.900e-4"));
        QVERIFY(of(CheckId::Pointwise, checks).finding.find("3.2e-5") != std::string::npos);
        QCOMPARE(of(CheckId::Pythagoras, checks).figure, std::string("2.0e-12"));
    }

    void growthIsViolatedWhoeverPromisedIt() {
        GradeAudit audit = good();
        audit.grid = {2001, 500, 0.1, 7};
        const Check ofTrained = of(CheckId::Pointwise, judge(audit, trained()));
        QCOMPARE(ofTrained.state, CheckState::Violated);
        QVERIFY(!ofTrained.alarming);
        QVERIFY(ofTrained.finding.find("25 %") != std::string::npos);
        QVERIFY(!of(CheckId::Pointwise, judge(audit, trained(SolverKind::Constructive))).alarming);
        audit.train.growing = 1;
        QVERIFY(of(CheckId::Pointwise, judge(audit, trained(SolverKind::Constructive))).alarming);
    }

    void normsMustFallStrictly_data() {
        QTest::addColumn<double>("l1");
        QTest::addColumn<double>("l2");
        QTest::addColumn<double>("l4");
        QTest::addColumn<double>("sup");
        QTest::addColumn<bool>("held");
        QTest::newRow("all smaller") << 0.3 << 0.4 << 0.5 << 0.9 << true;
        QTest::newRow("sup the same") << 0.3 << 0.4 << 0.5 << 1.0 << true;
        QTest::newRow("sup larger") << 0.3 << 0.4 << 0.5 << 1.01 << false;
        QTest::newRow("L1 the same") << 0.4 << 0.4 << 0.5 << 0.9 << false;
        QTest::newRow("L2 larger") << 0.3 << 0.51 << 0.5 << 0.9 << false;
        QTest::newRow("L4 larger") << 0.3 << 0.4 << 0.61 << 0.9 << false;
        QTest::newRow("no number") << 0.3 << std::numeric_limits<double>::quiet_NaN() << 0.5 << 0.9 << false;
    }
    void normsMustFallStrictly() {
        QFETCH(double, l1);
        QFETCH(double, l2);
        QFETCH(double, l4);
        QFETCH(double, sup);
        QFETCH(bool, held);
        GradeAudit audit = good();
        audit.after = {l1, l2, l4, sup};
        QCOMPARE(of(CheckId::Norms, judge(audit, trained())).state,
                 held ? CheckState::Held : CheckState::Violated);
    }

    void roundingIsNotJudged() {
        GradeAudit audit = good();
        audit.before = audit.after = {1e-16, 1e-16, 1e-16, 1e-15};
        audit.grid.growing = 300;
        const auto checks = judge(audit, trained());
        QCOMPARE(of(CheckId::Pointwise, checks).state, CheckState::NotApplicable);
        QCOMPARE(of(CheckId::Norms, checks).state, CheckState::NotApplicable);
        QCOMPARE(progressOf(audit, trained()), GradeProgress::AtRounding);
        // Who makes more of it than rounding has done harm, and is judged.
        audit.after = {1e-3, 1e-3, 1e-3, 538.0};
        QCOMPARE(of(CheckId::Pointwise, judge(audit, trained())).state, CheckState::Violated);
        QCOMPARE(of(CheckId::Norms, judge(audit, trained())).state, CheckState::Violated);
        QVERIFY(progressOf(audit, trained()) != GradeProgress::AtRounding);
    }

    /// A rounding error more at some point is no growth; what is allowed is said.
    void growthWithinRoundingIsNone() {
        const Matrix target = Matrix::Constant(1, 5, 3.0);
        const double slack = roundingSlack(target);
        const double ulp = 4.440892098500626e-16; // of 3
        QVERIFY(slack >= 2.0 * ulp && slack <= 64.0 * ulp);
        const Matrix before = Matrix::Constant(1, 5, 1e-3);
        QCOMPARE(growthOf(before, (before.array() + 2.0 * ulp).matrix(), slack).growing, Index{0});
        QCOMPARE(growthOf(before, (before.array() + 100.0 * ulp).matrix(), slack).growing, Index{5});
        const Check check = of(CheckId::Pointwise, judge(good(), trained()));
        QVERIFY2(check.meaning.ends_with("Growth of up to 1e-14 counts as rounding."), check.meaning.c_str());
    }

    void whatTheGridDoesNotSeeIsNotJudged() {
        GradeAudit audit = good();
        audit.after = audit.before;
        audit.seen = false;
        QCOMPARE(of(CheckId::Norms, judge(audit, trained(SolverKind::Constructive))).state,
                 CheckState::NotApplicable);
        audit.seen = true;
        QCOMPARE(of(CheckId::Norms, judge(audit, trained(SolverKind::Constructive))).state,
                 CheckState::Violated);
    }

    void anotherHashAlarms() {
        AuditedGrade grade = trained();
        grade.hashNow = 78;
        const Check frozen = of(CheckId::Frozen, judge(good(), grade));
        QCOMPARE(frozen.state, CheckState::Violated);
        QVERIFY(frozen.alarming);
        GradeAudit audit = good();
        audit.changedAfter = 4;
        QVERIFY(of(CheckId::Frozen, judge(audit, trained())).finding.find("grade 4") != std::string::npos);
        audit = good();
        audit.sumDefect = 1e-6;
        QVERIFY(of(CheckId::Frozen, judge(audit, trained())).alarming);
        audit.sumDefect = std::numeric_limits<double>::quiet_NaN();
        QVERIFY(of(CheckId::Frozen, judge(audit, trained())).alarming);
    }

    void pythagorasWhereItMustHold() {
        GradeAudit audit = good();
        audit.pythagoras = 1e-3;
        QVERIFY(of(CheckId::Pythagoras, judge(audit, trained())).alarming);
        AuditedGrade free = trained(SolverKind::Adam);
        free.guarded = false;
        QCOMPARE(of(CheckId::Pythagoras, judge(audit, free)).state, CheckState::NotApplicable);
        audit.pythagoras.reset();
        QCOMPARE(of(CheckId::Pythagoras, judge(audit, trained())).state, CheckState::NotApplicable);
    }

    void progress_data() {
        QTest::addColumn<double>("ratio");
        QTest::addColumn<bool>("lifeless");
        QTest::addColumn<int>("solver");
        QTest::addColumn<int>("progress");
        const auto add = [](const char* row, double ratio, bool lifeless, SolverKind solver,
                            GradeProgress progress) {
            QTest::newRow(row) << ratio << lifeless << static_cast<int>(solver) << static_cast<int>(progress);
        };
        add("a quarter", 0.25, false, SolverKind::Adam, GradeProgress::Improved);
        add("two per cent", 0.98, false, SolverKind::Adam, GradeProgress::Improved);
        add("less than one per cent", 0.995, false, SolverKind::Adam, GradeProgress::Stagnated);
        add("nothing at all", 1.0, false, SolverKind::VarPro, GradeProgress::Stagnated);
        add("worse", 1.1, false, SolverKind::Adam, GradeProgress::Worse);
        add("dead", 0.9, true, SolverKind::GradientDescent, GradeProgress::Dead);
        add("a small bump", 0.9999, false, SolverKind::Constructive, GradeProgress::Improved);
        add("no bump", 1.0, true, SolverKind::Constructive, GradeProgress::LeftOut);
        add("no number", std::numeric_limits<double>::quiet_NaN(), false, SolverKind::Adam,
            GradeProgress::Worse);
    }
    void progress() {
        QFETCH(double, ratio);
        QFETCH(bool, lifeless);
        QFETCH(int, solver);
        QFETCH(int, progress);
        GradeAudit audit = good();
        audit.trainRatio = ratio;
        audit.units.lifeless = lifeless;
        const GradeProgress found = progressOf(audit, trained(static_cast<SolverKind>(solver)));
        QCOMPARE(static_cast<int>(found), progress);
        QCOMPARE(describe(found).empty(), found == GradeProgress::Improved);
        QVERIFY(!name(found).empty());
    }

    void endsThatAreNoProgress() {
        AuditedGrade grade = trained(SolverKind::Adam);
        GradeAudit audit = good();
        audit.units.lifeless = true;
        grade.activation = Activation::Tanh; // whose units do not die
        QCOMPARE(progressOf(audit, grade), GradeProgress::Constant);
        QVERIFY(describe(GradeProgress::Constant).find("dead") == std::string::npos);
        grade.diverged = true;
        QCOMPARE(progressOf(audit, grade), GradeProgress::Diverged);
        grade = trained(SolverKind::Adam);
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
            for (const SolverKind solver : allSolverKinds()) {
                const std::string help = advice(progress, solver);
                QVERIFY(help.ends_with('.'));
                QCOMPARE(help.find("learning rate") != std::string::npos, descends(solver));
            }
        QVERIFY(advice(GradeProgress::Improved, SolverKind::Adam).empty());
        QVERIFY(advice(GradeProgress::AtRounding, SolverKind::VarPro).empty());
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
        QCOMPARE(worst.size(), allChecks().size());
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

GRADEWISE_TEST(TestChecks)
#include "test_checks.moc"
