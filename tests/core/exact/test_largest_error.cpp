// The largest error is proved: no random point has a larger one, and some point nearly attains it.
#include "core/exact/largest_error.h"
#include "core/numbers/random.h"
#include "tests/core/target/formula_target.h"
#include "tests/test_case.h"

#include <QElapsedTimer>

#include <cmath>

using namespace gradewise;
using Kind = LargestError::Kind;

#include "tests/core/exact/largest_error_fixture.h"
#include "tests/test_case.h"

using namespace gradewise;
using namespace gradewise::largest_error_fixture;

class TestLargestError : public QObject {
    Q_OBJECT

private slots:
    void noPointIsWorseThanTheBound_data() {
        QTest::addColumn<int>("index");
        QTest::addColumn<int>("cells");
        QTest::addColumn<double>("shaken");
        for (std::size_t i = 0; i < cases().size(); ++i)
            for (const int cells : {1, 13, 300})
                for (const double shaken : {0.0, 0.01})
                    QTest::addRow("%s, %d cells%s", cases()[i].text, cells, shaken > 0.0 ? ", shaken" : "")
                        << static_cast<int>(i) << cells << shaken;
    }
    void noPointIsWorseThanTheBound() {
        QFETCH(int, index);
        QFETCH(int, cells);
        QFETCH(double, shaken);
        const Case& one = cases()[static_cast<std::size_t>(index)];
        const TargetConfig config = formula(one.text, one.domain);
        const Target target = std::get<Target>(makeTarget(config));
        MultigradeModel model = interpolant(target, cells);
        if (shaken > 0.0)
            shake(model, shaken, static_cast<std::uint64_t>(index) + 1);
        QElapsedTimer clock;
        clock.start();
        const LargestError error = largestError(config, target, model).error;
        const double seconds = static_cast<double>(clock.nsecsElapsed()) * 1e-9;
        const double met = largestOf(target, model, points(), error.at, 5);
        const QString text = QString("%1; %2; bound %3, attained %4, met %5, %6 s")
                                 .arg(QString::fromStdString(describe(error, model.grades())))
                                 .arg(QString::fromStdString(error.reason))
                                 .arg(error.bound.value_or(-1.0), 0, 'g', 17)
                                 .arg(error.attained, 0, 'g', 17)
                                 .arg(met, 0, 'g', 17)
                                 .arg(seconds);
        if (qEnvironmentVariableIsSet("GRADEWISE_SHOW"))
            qInfo("%s", qPrintable(text));
        QCOMPARE(static_cast<int>(error.kind), static_cast<int>(one.kind));
        QVERIFY(error.pieces.has_value());
        const double there = std::abs(target(Matrix::Constant(1, 1, error.at))(0, 0) -
                                      model.evaluate(Matrix::Constant(1, 1, error.at))(0, 0));
        QCOMPARE(error.attained, there);
        QCOMPARE(error.bound.has_value(), one.kind != Kind::Sampled);
        if (error.bound) {
            QVERIFY2(met <= *error.bound, qPrintable(text));
            QVERIFY2(error.attained <= *error.bound, qPrintable(text));
            // An error that is all rounding has no percents.
            if (one.smooth && error.attained > 1e-12)
                QVERIFY2(*error.bound <= 1.05 * error.attained, qPrintable(text));
        }
        QVERIFY2(seconds < 3.0, qPrintable(text));
    }

    void whatIsFarBelowOneIsBoundedToo() {
        // The square of such a number underflows.
        const TargetConfig config = formula("1e-200*sin(6*x)", {0, 1});
        const Target target("tiny", {{0.0, 1.0}}, 1, // which makeTarget() refuses as nothing to learn
                            [](const Matrix& x) { return Matrix(1e-200 * (6.0 * x.array()).sin()); });
        const LargestError error = largestError(config, target, interpolant(target, 3)).error;
        QVERIFY(error.bound.has_value());
        QVERIFY(largestOf(target, interpolant(target, 3), points(), error.at, 5) <= *error.bound);
        QVERIFY(*error.bound <= 1.05 * error.attained);
    }

    void roundingThatIsLargeIsCounted() {
        // x - 2e13 is a multiple of 1/256.
        const TargetConfig config = formula("sin(x - 2e13)", {0, 1.5});
        const Target target = std::get<Target>(makeTarget(config));
        for (const Index cells : {1, 2, 5, 40}) {
            const MultigradeModel model = interpolant(target, cells);
            const LargestError error = largestError(config, target, model).error;
            QVERIFY(error.bound.has_value());
            QVERIFY(largestOf(target, model, points(), error.at, 5) <= *error.bound);
        }
    }

    void aBoundBelowAKnownErrorIsTakenBack() {
        LargestError error;
        error.kind = Kind::Certified;
        error.attained = 0.5;
        error.at = 0.25;
        error.bound = 0.6;
        const LargestError before = error;
        QVERIFY(confront(error, {0.59, 0.75, 0.0}));
        QVERIFY(error == before);
        QVERIFY(confront(error, {0.6 + 1e-14, 0.75, 2e-14})); // rounding
        QVERIFY(error == before);
        QVERIFY(!confront(error, {0.7, 0.75, 2e-14}));
        QCOMPARE(static_cast<int>(error.kind), static_cast<int>(Kind::Sampled));
        QVERIFY(!error.bound && error.attained == 0.7 && error.at == 0.75);
        QVERIFY2(error.reason.find("taken back") != std::string::npos, error.reason.c_str());
        // A sampled error is raised.
        QVERIFY(confront(error, {0.8, 0.1, 0.0}));
        QVERIFY(error.attained == 0.8 && error.at == 0.1);
    }

    void aLittleWorkIsSaidAndStillABound() {
        const TargetConfig config = formula("sin(500*x)*exp(x)");
        const Target target = std::get<Target>(makeTarget(config));
        const MultigradeModel model = interpolant(target, 40);
        ErrorBudget budget;
        budget.operations = 100.0;
        const LargestError hasty = largestError(config, target, model, budget).error;
        const LargestError thorough = largestError(config, target, model).error;
        QCOMPARE(static_cast<int>(hasty.kind), static_cast<int>(Kind::Certified));
        QVERIFY(hasty.reason.find("work") != std::string::npos);
        QVERIFY(thorough.reason.empty());
        QVERIFY(*hasty.bound > *thorough.bound && *thorough.bound >= hasty.attained);
    }

    void theAnswerIsTheSameEveryTime() {
        const TargetConfig config = formula("sin(20*x)");
        const Target target = std::get<Target>(makeTarget(config));
        MultigradeModel model = interpolant(target, 9);
        shake(model, 0.1, 3);
        QVERIFY(largestError(config, target, model).error == largestError(config, target, model).error);
    }
};

GRADEWISE_TEST(TestLargestError)
#include "test_largest_error.moc"
