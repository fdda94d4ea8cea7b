// What a sweep comes to: marks, the bound of stability, the best rate.
#include "core/cost/expected_time.h"
#include "core/experiment/validate.h"
#include "core/study/sweep/sweep_files.h"
#include "core/study/sweep/sweep_report.h"
#include "tests/core/trained.h"
#include "tests/solver_options.h"
#include "tests/test_case.h"

#include <cmath>

using namespace gradewise;

namespace {

SweptGrade gradeOf(double error, GradeProgress progress, std::optional<double> product = std::nullopt,
                   double rate = 0.1) {
    SweptGrade grade;
    grade.train = error;
    grade.progress = progress;
    if (product) {
        grade.curvature = Curvature{};
        grade.curvature->rate = rate;
        grade.curvature->largest = *product / rate;
    }
    return grade;
}

} // namespace

class TestSweepReport : public QObject {
    Q_OBJECT

private slots:
    void aCellSaysWhatHappened() {
        std::vector<SweptRun> runs(3);
        runs[0].grades = {gradeOf(0.5, GradeProgress::Improved, 1.0),
                          gradeOf(0.1, GradeProgress::Improved, 3.0)};
        runs[1].grades = {gradeOf(0.7, GradeProgress::Dead, 0.5), gradeOf(0.7, GradeProgress::Stagnated)};
        runs[2].status = RunStatus::Diverged;
        runs[2].grades = {gradeOf(0.9, GradeProgress::Improved)};
        runs[2].grades[0].diverged = true;
        const SweepCell first = cellOf(runs, 0);
        QCOMPARE(first.reached, std::size_t{3});
        QCOMPARE(first.error->median, 0.7);
        QCOMPARE(letters(first), std::string("xd"));
        QCOMPARE(first.count(SweepMark::Dead), std::size_t{1});
        QCOMPARE(*first.bound, 2.0 * 0.5 * (0.1 / 1.0 + 0.1 / 0.5)); // the median of two
        // What diverged before counts as larger than any.
        const SweepCell second = cellOf(runs, 1);
        QCOMPARE(second.reached, std::size_t{2});
        QCOMPARE(second.error->median, 0.7);
        QVERIFY(std::isinf(second.error->largest));
        QCOMPARE(letters(second), std::string("xs!"));
        QCOMPARE(*second.stepCurvature, 3.0);
        // What ended well without the grade needs no error there.
        runs[2].status = RunStatus::Finished;
        runs[2].grades[0].diverged = false;
        QCOMPARE(cellOf(runs, 1).error->largest, 0.7);
        QVERIFY(!cellOf(runs, 2).error && !cellOf(runs, 2).marked());
    }

    void theBoundIsWhereTheProductReachesTwo() {
        const auto rateOf = [](double rate, std::optional<double> product) {
            SweptRate swept{rate, std::vector<SweptRun>(1)};
            swept.runs[0].grades = {gradeOf(0.1, GradeProgress::Improved, product, rate)};
            return swept;
        };
        std::vector<SweptRate> rates{rateOf(0.01, 0.5), rateOf(0.1, std::nullopt), rateOf(1.0, 8.0),
                                     rateOf(10.0, 0.1)};
        // From 0.5 to 8 is twice from 0.5 to 2 in logarithms.
        QVERIFY(std::abs(*stabilityBound(rates, 0) - 0.1) < 1e-12);
        QVERIFY(!stabilityBound(rates, 1));
        // Where it is never reached, it is where the largest product would: 2 / λ_max.
        rates[2] = rateOf(1.0, 1.9);
        QVERIFY(std::abs(*stabilityBound(rates, 0) - 2.0 / 1.9) < 1e-12);
        // A dead grade's Hessian says nothing.
        rates[3].runs[0].grades[0] = gradeOf(0.1, GradeProgress::Dead, 30.0, 10.0);
        QVERIFY(std::abs(*stabilityBound(rates, 0) - 2.0 / 1.9) < 1e-12);
        rates[0] = rateOf(0.01, 4.0);
        QVERIFY(std::abs(*stabilityBound(rates, 0) - 0.005) < 1e-15);
    }

    void theBestRateIsOneThatHoldsOut() {
        const auto rateOf = [](double rate, double error, RunStatus status, GradeProgress progress) {
            SweptRate swept{rate, std::vector<SweptRun>(1)};
            swept.runs[0].status = status;
            swept.runs[0].grades = {gradeOf(error, progress)};
            swept.runs[0].grades[0].diverged = status == RunStatus::Diverged;
            return swept;
        };
        using enum RunStatus;
        const std::vector<SweptRate> rates{rateOf(0.1, 0.3, Finished, GradeProgress::Improved),
                                           rateOf(0.2, 0.2, Finished, GradeProgress::Improved),
                                           rateOf(0.3, 0.9, Finished, GradeProgress::Dead),
                                           rateOf(0.4, 0.1, Diverged, GradeProgress::Improved)};
        QCOMPARE(*bestRate(rates), std::size_t{1});
        QCOMPARE(
            sweepOutcome(rates),
            std::string("The smallest error at the end, 0.2, comes with the learning rate 0.2. At 2 of 4 "
                        "rates some grade died, stagnated, got worse, was left out or diverged."));
        QVERIFY(sweepJson({{}, rates, false}).find("\"best\": {") != std::string::npos);
        // At an edge the best may lie beyond it; among equals there is no edge.
        const std::vector<SweptRate> lowest{rates[1], rates[2]};
        QVERIFY(sweepOutcome(lowest).find("smallest rate tried; a smaller one may be better") !=
                std::string::npos);
        QVERIFY(choiceOf(lowest)->smallest && !choiceOf(lowest)->largest);
        const std::vector<SweptRate> highest{rates[0], rates[1]};
        QVERIFY(sweepOutcome(highest).find("largest rate tried; a larger one may be better") !=
                std::string::npos);
        QVERIFY(sweepJson({{}, highest, false}).find("\"edge\": \"largest\"") != std::string::npos);
        const std::vector<SweptRate> tied{rates[0], rates[1],
                                          rateOf(0.25, 0.2, Finished, GradeProgress::Improved)};
        QCOMPARE(choiceOf(tied)->best, std::size_t{1});
        QCOMPARE(choiceOf(tied)->equal, std::vector<std::size_t>{2});
        QVERIFY(sweepOutcome(tied).find("0.2, and as well with 0.25. At no rate") != std::string::npos);
        const std::vector<SweptRate> one{rates[0]};
        QVERIFY(sweepOutcome(one).find("may be better") == std::string::npos);
        const double undefined = std::numeric_limits<double>::quiet_NaN();
        const std::vector<SweptRate> none{rateOf(0.1, undefined, Finished, GradeProgress::AtRounding)};
        QVERIFY(sweepOutcome(none).find("diverged") == std::string::npos);
        QVERIFY(sweepJson({{}, none, false}).find("\"best\": null") != std::string::npos);
        const std::vector<SweptRate> wild{rates[3]};
        QVERIFY(!bestRate(wild));
        QVERIFY(sweepOutcome(wild).starts_with("In every rate some run diverged."));
        QCOMPARE(sweepOutcome({}), std::string());
    }
};

GRADEWISE_TEST(TestSweepReport)
#include "test_sweep_report.moc"
