// Textbook constructions: their errors are known exactly, and a strict multigrade run must show just these.
#include "core/construction/textbook.h"
#include "core/training/trainer.h"
#include "tests/test_case.h"

#include <cmath>

using namespace gradewise;

namespace {

ExperimentConfig runOf(Textbook construction, const std::string& formula, Index samples, Index grades) {
    ExperimentConfig config;
    const auto inputs = static_cast<std::size_t>(inputsOf(construction));
    config.target = {TargetConfig::Kind::Formula, "", {formula}, {}, Domain(inputs, {0.0, 1.0})};
    config.samples.train = {Layout::Equispaced, samples};
    config.samples.validation.count = 0;
    config.samples.test.count = 10;
    config.grades.resize(1);
    config.grades[0].solver.construction = construction;
    setSolver(config.grades[0], SolverKind::Textbook, inputsOf(construction));
    config.grades[0].repeat = grades;
    return config;
}

/// y - s_l at dyadic points, where every operation is exact.
std::vector<Matrix> residualsOf(const RunRecord& run, const Matrix& x) {
    std::vector<Matrix> residuals = {std::get<Target>(makeTarget(run.config.target))(x)};
    Matrix features = x;
    for (std::size_t l = 0; l < run.grades.size(); ++l) {
        const Block& block = run.model.grade(l).block;
        residuals.push_back(residuals.back() - block.output(features));
        features = block.hidden(features);
    }
    return residuals;
}

} // namespace

class TestTextbook : public QObject {
    Q_OBJECT

private slots:
    void theSquareQuartersItsErrorToTheLastBit() {
        const RunRecord run = train(runOf(Textbook::Square, "x^2", 4097, 10));
        const Matrix x = Vector::LinSpaced(4097, 0.0, 1.0).transpose();
        const std::vector<Matrix> residuals = residualsOf(run, x);
        for (std::size_t l = 1; l <= 10; ++l) {
            QVERIFY(run.model.grade(l - 1).block.shape().hidden == std::vector<Index>{3});
            QCOMPARE(residuals[l].cwiseAbs().maxCoeff(), std::ldexp(1.0, -2 * static_cast<int>(l + 1)));
            QCOMPARE(run.grades[l - 1].metrics.train.sup, std::ldexp(1.0, -2 * static_cast<int>(l + 1)));
            QVERIFY(run.grades[l - 1].reason == StopReason::Constructed);
            if (l > 1)
                QVERIFY(((residuals[l - 1].cwiseAbs() - residuals[l].cwiseAbs()).array() >= 0.0).all());
        }
        // The first step raises the error where 0 < x < 1/4, and nowhere else.
        for (Index j = 0; j < x.cols(); ++j)
            QCOMPARE(std::abs(residuals[1](0, j)) > std::abs(residuals[0](0, j)),
                     x(0, j) > 0.0 && x(0, j) < 0.25);
    }

    void theProductIsThreeSquares() {
        const RunRecord run = train(runOf(Textbook::Product, "x*y", 65 * 65, 6));
        double before = 1.0;
        for (std::size_t l = 1; l <= 6; ++l) {
            const double sup = run.grades[l - 1].metrics.train.sup;
            // 2 e((x + y)/2) - e(x)/2 - e(y)/2 with 0 <= -e <= 4^-(l + 1)
            QVERIFY(sup <= 2.0 * std::ldexp(1.0, -2 * static_cast<int>(l + 1)));
            QVERIFY(sup <= before / 3.9);
            before = sup;
        }
    }

    void takagisFunctionEndsWithItsTerms() {
        std::string formula;
        for (int k = 0; k < 5; ++k)
            formula += (k > 0 ? "+" : "") + std::string("2^(-") + std::to_string(k) + ")*abs(" +
                       std::to_string(1 << k) + "*x-round(" + std::to_string(1 << k) + "*x))";
        const RunRecord run = train(runOf(Textbook::Takagi, formula, 1025, 5));
        QVERIFY(run.grades[3].metrics.train.sup == std::ldexp(1.0, -5)); // one term is left: 2⁻⁴ · ½
        QCOMPARE(run.grades[4].metrics.train.sup, 0.0);
    }

    void isRefusedWhereItDoesNotBelong() {
        ExperimentConfig config = runOf(Textbook::Square, "x^2", 65, 3);
        QVERIFY(validate(config).empty());
        config.target.domain = {{-1.0, 1.0}};
        QCOMPARE(validate(config).front().path, std::string("grades[0].solver.construction"));
        config = runOf(Textbook::Square, "x^2", 65, 3);
        config.grades.push_back(config.grades[0]);
        config.grades[1].solver.construction = Textbook::Takagi;
        QCOMPARE(validate(config).front().path, std::string("grades[1].solver.name"));
        config = runOf(Textbook::Product, "x*y", 65, 3);
        config.target.formulas = {"x"};
        config.target.domain = {{0.0, 1.0}};
        QCOMPARE(validate(config).front().path, std::string("grades[0].solver.construction"));
    }
};

GRADEWISE_TEST(TestTextbook)
#include "test_textbook.moc"
