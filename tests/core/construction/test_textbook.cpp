// Textbook constructions: their errors are known exactly, and a strict multigrade run must show just these.
#include "core/construction/textbook.h"
#include "core/experiment/presets.h"
#include "core/experiment/validate.h"
#include "core/record/json.h"
#include "core/solver/textbook/textbook_target.h"
#include "tests/core/construction/textbook_run.h"
#include "tests/solver_options.h"

#include <cmath>
#include <limits>
#include <numbers>

using namespace gradewise;

namespace {

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
        const RunRecord run = train(textbookRun(Textbook::Square, "x^2", 4097, 10));
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
        const RunRecord run = train(textbookRun(Textbook::Product, "x*y", 65 * 65, 6));
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
        const RunRecord run = train(textbookRun(Textbook::Takagi, formula, 1025, 5));
        QVERIFY(run.grades[3].metrics.train.sup == std::ldexp(1.0, -5)); // one term is left: 2⁻⁴ · ½
        QCOMPARE(run.grades[4].metrics.train.sup, 0.0);
    }

    void aSumLeavesItsRatioOfTheError_data() {
        QTest::addColumn<double>("ratio");
        for (const double ratio : {0.7, 0.25, -0.5})
            QTest::newRow(qPrintable(QString::number(ratio))) << ratio;
    }
    void aSumLeavesItsRatioOfTheError() {
        QFETCH(double, ratio);
        std::string fold = "abs(2*x-1)"; // the sum of 10 terms, inside out
        std::vector<std::string> folds = {fold};
        while (folds.size() < 10)
            folds.push_back("abs(2*" + folds.back() + "-1)");
        std::string sum = "1-" + folds.back();
        for (std::size_t k = 9; k-- > 0;)
            sum = "1-" + folds[k] + "+c*(" + sum + ")";
        ExperimentConfig config = textbookRun(Textbook::Takagi, "(" + sum + ")/2", 6145, 10);
        config.target.parameters = {{"c", ratio}};
        textbookOf(config.grades[0].solver).ratio = ratio;
        const RunRecord run = train(config);
        // r_l is c^l times a sum of 10 - l terms at a folded x.
        const Target whole = std::get<Target>(makeTarget(config.target));
        const Matrix x = Vector::LinSpaced(1025, 0.0, 1.0).transpose();
        const std::vector<Matrix> residuals = residualsOf(run, x);
        Matrix folded = x;
        Matrix terms = whole(x);
        for (std::size_t l = 1; l <= 10; ++l) {
            const Matrix distance = folded.cwiseMin((1.0 - folded.array()).matrix());
            terms = (terms - distance) / ratio;
            folded = 2.0 * distance;
            const double power = std::pow(ratio, static_cast<double>(l));
            QVERIFY((residuals[l] - power * terms).cwiseAbs().maxCoeff() <= 1e-14);
        }
        QVERIFY(residuals[10].cwiseAbs().maxCoeff() <= 1e-15);
        for (std::size_t l = 1; l < 4; ++l) { // ten terms are nearly all
            const double factor = run.grades[l].metrics.train.sup / run.grades[l - 1].metrics.train.sup;
            QVERIFY(std::abs(factor - std::abs(ratio)) < 0.04);
        }
    }

    void aQuarterMakesTheParabola() {
        ExperimentConfig config = textbookRun(Textbook::Takagi, "2*x*(1-x)", 4097, 8);
        textbookOf(config.grades[0].solver).ratio = 0.25;
        const RunRecord run = train(config);
        for (std::size_t l = 1; l <= 8; ++l)
            QCOMPARE(run.grades[l - 1].metrics.train.sup, std::ldexp(0.5, -2 * static_cast<int>(l)));
    }

    void takagisFunctionHalvesItsError() {
        ExperimentConfig config = textbookRun(Textbook::Takagi, "x", 6145, 8); // a third is among them
        config.target = {};
        config.target.id = "takagi";
        const RunRecord run = train(config);
        for (std::size_t l = 1; l <= 8; ++l)
            QVERIFY(std::abs(run.grades[l - 1].metrics.train.sup -
                             std::ldexp(2.0 / 3, -static_cast<int>(l))) < 1e-12);
    }

    void weierstrassLeavesTheWavesToCome() {
        ExperimentConfig config = textbookRun(Textbook::Weierstrass, "x", 65, 6);
        config.target = {};
        config.target.id = "weierstrass";
        const RunRecord run = train(config);
        const Matrix x = Vector::LinSpaced(10'000, 0.0, 1.0).transpose();
        const std::vector<Matrix> residuals = residualsOf(run, x);
        double heights = 0.0;
        double largest = 0.0;
        for (std::size_t l = 1; l <= 6; ++l) {
            QVERIFY(run.model.grade(l - 1).block.shape().hidden == std::vector<Index>{48});
            heights += std::ldexp(1.0, 1 - static_cast<int>(l));
            Matrix left = residuals[l];
            for (int k = static_cast<int>(l); k < 6; ++k)
                left.array() -= std::ldexp(1.0, -k) * (std::pow(3.0, k) * std::numbers::pi * x.array()).cos();
            QVERIFY(left.cwiseAbs().maxCoeff() <= 5.4e-4 * heights);
            largest = left.cwiseAbs().maxCoeff();
        }
        QVERIFY(largest > 1e-4); // a floor, not rounding
        QVERIFY((run.model.evaluate(x) - (residuals[0] - residuals[6])).cwiseAbs().maxCoeff() <= 1e-12);
    }

    void aRatioIsBetweenMinusOneAndOne() {
        ExperimentConfig config = textbookRun(Textbook::Takagi, "x", 65, 2);
        for (const double ratio : {0.0, 1.0, -1.5, std::numeric_limits<double>::quiet_NaN()}) {
            textbookOf(config.grades[0].solver).ratio = ratio;
            QCOMPARE(validate(config).front().path, std::string("grades[0].solver.ratio"));
        }
        textbookOf(config.grades[0].solver).ratio = 0.3;
        const auto read = readDocument(writeExperiment(config));
        QVERIFY(std::get<Experiment>(std::get<Document>(read)).config() == config);
        config.grades.push_back(config.grades[0]); // another ratio is another construction
        textbookOf(config.grades[1].solver).ratio = 0.4;
        QCOMPARE(validate(config).front().path, std::string("grades[1].solver.name"));
    }

    void everyConstructionKnowsItsTarget_data() {
        QTest::addColumn<int>("place");
        QTest::addColumn<double>("ratio");
        for (const Textbook construction : allOf<Textbook>())
            for (const double ratio : {0.5, 0.4})
                if (ratio == 0.5 || hasRatio(construction))
                    QTest::addRow("%s, %g", name(construction).data(), ratio)
                        << static_cast<int>(construction) << ratio;
    }
    void everyConstructionKnowsItsTarget() {
        QFETCH(int, place);
        QFETCH(double, ratio);
        const Textbook construction = allOf<Textbook>()[static_cast<std::size_t>(place)];
        ExperimentConfig config = textbookRun(construction, "x", 4097, 6);
        config.target = textbookTarget(construction, ratio);
        textbookOf(config.grades[0].solver).ratio = ratio;
        QVERIFY2(validate(config).empty(), describe(validate(config)).c_str());
        const RunRecord run = train(config);
        for (std::size_t l = 1; l < 6; ++l)
            QVERIFY(run.grades[l].metrics.train.sup < 0.7 * run.grades[l - 1].metrics.train.sup);
        for (const Preset& preset : presets()) // which show these very functions
            if (const ExperimentConfig shown = presetConfig(preset);
                std::holds_alternative<TextbookOptions>(shown.grades[0].solver) &&
                textbookOf(shown.grades[0].solver).construction == construction)
                QVERIFY(shown.target ==
                        textbookTarget(construction, textbookOf(shown.grades[0].solver).ratio));
    }

    void isRefusedWhereItDoesNotBelong() {
        ExperimentConfig config = textbookRun(Textbook::Square, "x^2", 65, 3);
        QVERIFY(validate(config).empty());
        config.target.domain = {{-1.0, 1.0}};
        QCOMPARE(validate(config).front().path, std::string("grades[0].solver.construction"));
        config = textbookRun(Textbook::Square, "x^2", 65, 3);
        config.grades.push_back(config.grades[0]);
        textbookOf(config.grades[1].solver).construction = Textbook::Takagi;
        QCOMPARE(validate(config).front().path, std::string("grades[1].solver.name"));
        config = textbookRun(Textbook::Product, "x*y", 65, 3);
        config.target.formulas = {"x"};
        config.target.domain = {{0.0, 1.0}};
        QCOMPARE(validate(config).front().path, std::string("grades[0].solver.construction"));
    }
};

GRADEWISE_TEST(TestTextbook)
#include "test_textbook.moc"
