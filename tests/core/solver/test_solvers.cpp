// What every solver answers, and what a grade keeps of its settings while the solver changes.
#include "tests/solver_options.h"
#include "tests/test_case.h"

#include <set>

using namespace gradewise;

namespace {

const Solver& adam = solverOf(AdamOptions{});
const Solver& descent = solverOf(GradientDescentOptions{});
const Solver& varpro = solverOf(VarProOptions{});
const Solver& convex = solverOf(ConvexOptions{});
const Solver& textbook = solverOf(TextbookOptions{});

/// A grade that is given these solvers one after the other.
void take(GradeConfig& grade, std::initializer_list<const Solver*> solvers) {
    for (const Solver* const solver : solvers)
        setSolver(grade, *solver, 1);
}

} // namespace

class TestSolvers : public QObject {
    Q_OBJECT

private slots:
    void everySolverHasNamesOfItsOwn() {
        std::set<std::string_view> names;
        for (const Solver* const solver : allSolvers()) {
            QVERIFY(names.insert(solver->name()).second);
            QVERIFY(!solver->displayName().empty() && !solver->shortName().empty());
            QCOMPARE(findSolver(solver->name()), solver);
            QCOMPARE(&solverOf(solver->defaults()), solver);
        }
        QCOMPARE(findSolver("nonsense"), nullptr);
        QCOMPARE(&solverOf(GradeConfig{}.solver), allSolvers().front());
    }

    void whatASolverSaysOfItselfAgrees() {
        for (const Solver* const solver : allSolvers()) {
            const SolverOptions options = solver->defaults();
            QCOMPARE(descentOf(options) != nullptr, solver->descends());
            QCOMPARE(solver->builtWidths(options, 1).empty(), !solver->isBuilt());
            QVERIFY(!solver->hasStepSize() || solver->descends());
            QVERIFY(!(solver->isBuilt() && solver->stopsAtZero()));
            GradeConfig once;
            once.solver = options;
            once.stop.epochs = 1;
            QCOMPARE(mostEpochs(once), Index{1});
            QVERIFY(solver->epochMultiplyAdds({1, {4}, 1, Activation::Relu}) >= 8.0);
        }
    }

    void settingsAreFoundByTheirKey() {
        SolverOptions options = GradientDescentOptions{};
        QCOMPARE(setting<double>(options, "learningRate"), &rateOf(options).initial);
        QCOMPARE(setting<Index>(options, "learningRate"), nullptr); // of another type
        QCOMPARE(setting<Index>(options, "steps"), nullptr);
        QVERIFY(hasSetting(options, "precision") && !hasSetting(options, "steps"));
        QVERIFY_EXCEPTION_THROWN(rateOf(SolverOptions(VarProOptions{})), std::invalid_argument);
        QCOMPARE(batchOf(options, 50), Index{50});
        descentOf(options)->batchSize = 32;
        QCOMPARE(batchOf(options, 50), Index{32});
        QCOMPARE(batchOf(options, 20), Index{20});
    }

    void aSolverThatComesBackHasItsSettings() {
        GradeConfig grade;
        rateOf(grade.solver) = {0.01, 1e-4, std::nullopt, 1};
        descentOf(grade.solver)->batchSize = 32;
        const SolverOptions chosen = grade.solver;
        take(grade, {&varpro});
        stepsOf(grade.solver) = 70;
        take(grade, {&textbook, &adam});
        QVERIFY(grade.solver == chosen);
        take(grade, {&convex}); // has the setting of that name too
        QCOMPARE(stepsOf(grade.solver), Index{70});
        stepsOf(grade.solver) = 50;
        convexOf(grade.solver).regularisation = 0.02;
        take(grade, {&varpro});
        QCOMPARE(stepsOf(grade.solver), Index{50}); // the one that was chosen last
        take(grade, {&adam, &convex});
        QVERIFY(grade.solver == SolverOptions(ConvexOptions{0.02, 50}));
        take(grade, {&descent});
        QVERIFY(*descentOf(grade.solver) == *descentOf(chosen));
    }

    void nothingIsKeptOfWhatNobodyChose() {
        GradeConfig grade;
        const GradeConfig untouched = grade;
        take(grade, {&varpro});
        QVERIFY(grade.setAside.empty());
        take(grade, {&convex, &descent, &adam});
        QVERIFY(grade == untouched);
        rateOf(grade.solver).initial = 0.5;
        take(grade, {&descent, &adam}); // which have the same settings
        QVERIFY(grade.setAside.empty());
        take(grade, {&varpro, &descent});
        rateOf(grade.solver) = rateOf(untouched.solver);
        take(grade, {&varpro});
        QVERIFY(grade.setAside.empty()); // was set back to what it is anyway
    }
};

GRADEWISE_TEST(TestSolvers)
#include "test_solvers.moc"
