// From figures to held, violated, does not apply; and the names of what must not pass for converged.
#include "core/audit/checks.h"
#include "tests/test_case.h"

#include <algorithm>
#include <limits>

using namespace gradewise;

#include "tests/core/audit/checks_fixture.h"
#include "tests/test_case.h"

using namespace gradewise;
using namespace gradewise::checks_fixture;

class TestChecks : public QObject {
    Q_OBJECT

private slots:
    void everyCheckIsJudgedInOrder() {
        for (const Solver* const solver : allSolvers()) {
            const auto checks = judge(good(), trained(solver->defaults()));
            QCOMPARE(checks.size(), allOf<CheckId>().size());
            for (std::size_t i = 0; i < checks.size(); ++i) {
                QCOMPARE(checks[i].id, allOf<CheckId>()[i]);
                QVERIFY(!checks[i].alarming);
                QVERIFY(checks[i].state != CheckState::Violated);
                QVERIFY(!checks[i].finding.empty());
                QVERIFY(checks[i].meaning.ends_with('.'));
            }
        }
    }

    void onlyGradientDescentHasAStep() {
        for (const Solver* const solver : allSolvers()) {
            const Check step = of(CheckId::StepSize, judge(good(), trained(solver->defaults())));
            QCOMPARE(step.state, solver == &solverOf(GradientDescentOptions{}) ? CheckState::Held
                                                                               : CheckState::NotApplicable);
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
        QVERIFY(!of(CheckId::Pointwise, judge(audit, trained(ConstructiveOptions{}))).alarming);
        audit.train.growing = 1;
        QVERIFY(of(CheckId::Pointwise, judge(audit, trained(ConstructiveOptions{}))).alarming);
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
        QCOMPARE(of(CheckId::Norms, judge(audit, trained(ConstructiveOptions{}))).state,
                 CheckState::NotApplicable);
        audit.seen = true;
        QCOMPARE(of(CheckId::Norms, judge(audit, trained(ConstructiveOptions{}))).state,
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
        AuditedGrade free = trained(AdamOptions{});
        free.guarded = false;
        QCOMPARE(of(CheckId::Pythagoras, judge(audit, free)).state, CheckState::NotApplicable);
        audit.pythagoras.reset();
        QCOMPARE(of(CheckId::Pythagoras, judge(audit, trained())).state, CheckState::NotApplicable);
    }
};

GRADEWISE_TEST(TestChecks)
#include "test_checks.moc"
