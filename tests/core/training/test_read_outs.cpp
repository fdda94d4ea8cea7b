// What settles a read-out before its grade is frozen: the guard, and balance.
#include "core/solver/read_out/balanced_read_out.h"
#include "tests/core/trained.h"
#include "tests/core/training/watched_runs.h"
#include "tests/solver_options.h"
#include "tests/test_case.h"

#include <cmath>
#include <limits>

using namespace gradewise;

class TestReadOuts : public QObject {
    Q_OBJECT
private slots:
    void theGuardNeverLetsTheResidualGrow_data() {
        QTest::addColumn<quint64>("seed");
        for (quint64 seed = 1; seed <= 8; ++seed)
            QTest::addRow("seed %llu", seed) << seed;
    }

    void theGuardNeverLetsTheResidualGrow() {
        QFETCH(quint64, seed);
        ExperimentConfig config = smallExperiment();
        config.seed = seed;
        config.grades[0].repeat = 8;
        config.grades[0].stop.epochs = 2;
        rateOf(config.grades[0].solver).initial = 0.3; // so wild that grades do harm
        const RunRecord guarded = train(config);
        double before = guarded.before.train.l2;
        for (const GradeRecord& grade : guarded.grades) {
            QVERIFY(grade.metrics.train.l2 <= before * (1.0 + 1e-15));
            before = grade.metrics.train.l2;
        }
        config.guard = false;
        const RunRecord free = train(config);
        QCOMPARE(free.grades[0].guardScale, 1.0);
        bool grew = false;
        before = free.before.train.l2;
        for (const GradeRecord& grade : free.grades) {
            grew = grew || grade.metrics.train.l2 > before;
            before = grade.metrics.train.l2;
        }
        QVERIFY(grew); // without it the same settings do harm
    }

    void aBalancedReadOutLetsNoSampleGetWorse_data() {
        QTest::addColumn<SolverOptions>("solver");
        for (const Solver* const solver : allSolvers())
            if (!solver->isBuilt())
                QTest::newRow(std::string(solver->name()).c_str()) << solver->defaults();
    }

    void aBalancedReadOutLetsNoSampleGetWorse() {
        QFETCH(SolverOptions, solver);
        ExperimentConfig config = smallExperiment();
        for (GradeConfig& grade : config.grades) {
            setSolver(grade, solverOf(solver), 1);
            grade.solver = withRateAndSteps(solver, 0.05, 200);
            grade.hidden = {24};
        }
        const RunRecord trained = train(config);
        for (GradeConfig& grade : config.grades)
            grade.readOut = ReadOutRule::Balanced;
        const RunRecord run = train(config);
        const Target target = std::get<Target>(makeTarget(config.target));
        const Samples samples = drawSamples(target, config.samples, config.seed);
        Matrix residual = samples.train.y;
        const double slack = balanceRounding * residual.cwiseAbs().maxCoeff(); // as it is promised
        bool smaller = false;
        QCOMPARE(run.grades.size(), trained.grades.size());
        for (std::size_t l = 0; l < run.grades.size(); ++l) {
            const GradeRecord& grade = run.grades[l];
            const Matrix next = residual - run.model.contributions(samples.train.x)[l];
            QVERIFY((next.cwiseAbs() - residual.cwiseAbs()).maxCoeff() <= slack);
            QVERIFY(grade.balance && grade.balance->found);
            QVERIFY(grade.balance->gap <= 1e-8);
            QCOMPARE(grade.guardScale, 1.0);
            QVERIFY(grade.audit && grade.audit->train.growing == 0);
            QVERIFY(!grade.certificate); // it would be about another read-out
            smaller = smaller || next.norm() < 0.99 * residual.norm();
            residual = next;
        }
        QVERIFY(smaller);
        // The first grade is trained alike: what is said of its trained read-out is what the other run had.
        if (trained.grades[0].guardScale == 1.0)
            QVERIFY(std::abs(run.grades[0].balance->trainedRelativeL2 -
                             trained.grades[0].metrics.train.relativeL2) < 1e-12);
        bool anySampleWorse = false;
        for (const GradeRecord& grade : trained.grades)
            anySampleWorse = anySampleWorse || grade.audit->train.growing > 0;
        QVERIFY(anySampleWorse); // as trained it is not so
    }

    void pythagorasHoldsWithTheGuard() {
        const ExperimentConfig config = smallExperiment();
        const RunRecord run = train(config);
        const Target target = std::get<Target>(makeTarget(config.target));
        const Samples samples = drawSamples(target, config.samples, config.seed);
        const auto contributions = run.model.contributions(samples.train.x);
        Matrix residual = samples.train.y;
        for (const Matrix& u : contributions) {
            const Matrix next = residual - u;
            QVERIFY(std::abs(next.squaredNorm() + u.squaredNorm() - residual.squaredNorm()) <
                    1e-12 * residual.squaredNorm());
            residual = next;
        }
    }
};

GRADEWISE_TEST(TestReadOuts)
#include "test_read_outs.moc"
