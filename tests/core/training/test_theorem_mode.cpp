// Theorem mode as a whole: the three properties of the theorem at every grade, on trained runs whose frozen
// blocks are evaluated here afresh, and how many grades it takes.
#include "core/experiment/validate.h"
#include "core/numbers/metrics.h"
#include "core/record/json.h"
#include "tests/core/trained.h"
#include "tests/solver_options.h"
#include "tests/test_case.h"

#include <cmath>
#include <functional>

using namespace gradewise;

namespace {

ExperimentConfig theorem(const std::string& formula, Domain domain, Index samples, Index grades) {
    ExperimentConfig config;
    config.target = {TargetConfig::Kind::Formula, "", {formula}, {}, std::move(domain)};
    config.samples.train = {Layout::Equispaced, samples};
    config.samples.validation.count = 0;
    config.samples.test.count = 10;
    config.grades.resize(1);
    setSolver(config.grades[0], solverOf(ConstructiveOptions{}), inputsOf(config.target));
    config.grades[0].repeat = grades;
    return config;
}

std::string takagi() {
    std::string sum;
    for (int k = 0; k < 6; ++k)
        sum += (k > 0 ? "+" : "") + std::string("2^(-") + std::to_string(k) + ")*abs(" +
               std::to_string(1 << k) + "*x-round(" + std::to_string(1 << k) + "*x))";
    return sum;
}

/// Σ |r|^p, or max |r| for p = 0.
double size(const Matrix& r, int p) {
    return p == 0 ? r.cwiseAbs().maxCoeff() : r.cwiseAbs().array().pow(p).sum();
}

} // namespace

class TestTheoremMode : public QObject {
    Q_OBJECT

private slots:
    void holdsAtEveryGrade_data() {
        QTest::addColumn<QString>("formula");
        QTest::addColumn<Index>("inputs");
        QTest::addColumn<Index>("samples");
        QTest::newRow("wave and kink") << "0.8*sin(2*pi*x)+0.3*abs(x-0.4)" << Index{1} << Index{10001};
        QTest::newRow("fast sine") << "sin(100*x)" << Index{1} << Index{10001};
        QTest::newRow("root") << "sqrt(x)" << Index{1} << Index{10001};
        QTest::newRow("cusp") << "abs(x-0.3)^0.3" << Index{1} << Index{10001};
        QTest::newRow("jump") << "sign(x-0.5)" << Index{1} << Index{1001};
        QTest::newRow("product of waves") << "sin(2*pi*x)*cos(2*pi*y)" << Index{2} << Index{10201};
        QTest::newRow("ring") << "abs(sqrt((x-0.5)^2+(y-0.5)^2)-0.3)" << Index{2} << Index{10201};
    }
    void holdsAtEveryGrade() {
        QFETCH(QString, formula);
        QFETCH(Index, inputs);
        QFETCH(Index, samples);
        const ExperimentConfig config =
            theorem(formula.toStdString(), Domain(static_cast<std::size_t>(inputs), {0.0, 1.0}), samples, 40);
        const RunRecord run = train(config);
        const Target target = std::get<Target>(makeTarget(config.target));
        const Matrix x = grid(target.domain(), pointsPerAxis(samples, target.domain().size()));
        Matrix residual = target(x);
        Matrix features = x;
        for (std::size_t l = 0; l < run.grades.size(); ++l) {
            const Block& block = run.model.grade(l).block;
            QVERIFY(block.shape().hidden == (std::vector<Index>{5 * inputs, inputs + 1}));
            const Matrix next = residual - block.output(features);
            features = block.hidden(features);
            QVERIFY((next.cwiseAbs() - residual.cwiseAbs()).maxCoeff() <= 1e-14);
            if (run.grades[l].reason == StopReason::Constructed)
                for (const int p : {1, 2, 4})
                    QVERIFY(size(next, p) < size(residual, p));
            QVERIFY(size(next, 0) <= size(residual, 0));
            residual = next;
        }
        QVERIFY(size(residual, 0) < 0.5 * size(target(x), 0));
        QVERIFY(std::abs(residual.cwiseAbs().maxCoeff() - run.grades.back().metrics.train.sup) <= 1e-12);
    }

    void takesNoMoreGradesThanTheTrials_data() {
        QTest::addColumn<QString>("formula");
        QTest::addColumn<QList<int>>("grades"); // until sup <= 1/8, 1/32, 1/128, 1/512 of the start
        QTest::newRow("wave and kink") << "0.8*sin(2*pi*x)+0.3*abs(x-0.4)" << QList<int>{5, 15, 37, 91};
        QTest::newRow("root") << "sqrt(x)" << QList<int>{3, 5, 10, 21};
        QTest::newRow("takagi") << QString::fromStdString(takagi()) << QList<int>{5, 21, 52, 103};
        QTest::newRow("fast sine") << "sin(100*x)" << QList<int>{88, 271};
    }
    void takesNoMoreGradesThanTheTrials() {
        QFETCH(QString, formula);
        QFETCH(QList<int>, grades);
        const RunRecord run =
            train(theorem(formula.toStdString(), {{0.0, 1.0}}, theoremSamples(1), grades.back()));
        double share = 1.0 / 8.0;
        for (const int count : grades) {
            const GradeRecord& grade = run.grades.at(static_cast<std::size_t>(count) - 1);
            QVERIFY2(grade.metrics.train.sup <= share * run.before.train.sup,
                     qPrintable(QString::number(count)));
            share /= 4.0;
        }
    }

    void aWholeGradeIsItsSolver() {
        const auto read = readDocument(R"({"format": "gradewise-experiment", "version": 1,
            "target": {"kind": "formula", "formula": "x*y", "domain": [[-1, 1], [0, 2]]},
            "grades": [{"solver": {"name": "constructive"}, "repeat": 3}]})");
        QVERIFY(read.index() == 0);
        const auto config = std::get<Experiment>(std::get<Document>(read)).config();
        QVERIFY(config.grades[0].hidden == (std::vector<Index>{10, 3}));
        QVERIFY(config.grades[0].carry == Carry::Hidden);
        QCOMPARE(config.samples.train.count, Index{401 * 401});
        ExperimentConfig small = config; // below zero the variables are shifted
        small.samples.train.count = 441;
        const RunRecord run = train(small);
        for (const GradeRecord& grade : run.grades)
            QVERIFY(grade.reason == StopReason::Constructed);
        QVERIFY(run.grades[2].metrics.train.sup < run.before.train.sup);
        const Matrix x = grid({{-1.0, 1.0}, {0.0, 2.0}}, 11);
        const Matrix features =
            run.model.grade(2).block.shape().inputs == 3 ? run.model.hiddenFeatures(x) : x;
        QVERIFY((features.bottomRows(1) - x.row(1)).cwiseAbs().maxCoeff() <= 1e-15);
    }

    void endsWhenNothingIsLeft() {
        const RunRecord run = train(theorem("2", {{0.0, 1.0}}, 101, 50));
        QVERIFY(run.grades.size() < 10);
        QVERIFY(run.grades.back().reason == StopReason::Plateau);
        QVERIFY(run.status == RunStatus::Finished);
        QVERIFY(!run.reason.empty());
    }

    void isRefusedWhereItCannotBe() {
        ExperimentConfig config = theorem("x", {{0.0, 1.0}}, 101, 2);
        config.grades.insert(config.grades.begin(), GradeConfig{});
        QCOMPARE(validate(config).front().path, std::string("grades[1].solver.name"));
        config = theorem("x", {{0.0, 1.0}}, 101, 2);
        config.grades[0].carry = Carry::All;
        QCOMPARE(validate(config).front().path, std::string("grades[0].carry"));
        config = theorem("x", {{0.0, 1.0}}, 101, 2);
        config.grades[0].hidden = {7};
        QCOMPARE(validate(config).front().path, std::string("grades[0].hidden"));
        config = theorem("x*y*z", {{0.0, 1.0}, {0.0, 1.0}, {0.0, 1.0}}, 101, 2);
        QCOMPARE(validate(config).front().path, std::string("grades[0].solver.name"));
        config = theorem("x", {{0.0, 1.0}}, 101, 2);
        config.target.formulas = {"x", "x^2"};
        QCOMPARE(validate(config).front().path, std::string("grades[0].solver.name"));
    }
};

GRADEWISE_TEST(TestTheoremMode)
#include "test_theorem_mode.moc"
