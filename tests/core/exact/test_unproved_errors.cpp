// Where the largest error is not proved: why, and what is said instead.
#include "tests/core/exact/largest_error_fixture.h"
#include "tests/test_case.h"

using namespace gradewise;
using namespace gradewise::largest_error_fixture;

class TestUnprovedErrors : public QObject {
    Q_OBJECT

private slots:
    void whatIsNotProvedIsExplained_data() {
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::addColumn<QString>("reason");
        const auto row = [](const char* text, double low, double high, const char* reason) {
            QTest::newRow(text) << low << high << QString(reason);
        };
        row("1/(x-0.30123)", 0, 1, "f is not bounded near x = 0.30123, where a divisor may be 0");
        row("(x-0.30123)^-2", 0, 1,
            "f is not bounded near x = 0.30123, where 0 may have a negative exponent");
        row("tan(x)", -3, 3, "f is not bounded near x = -1.5708, where tan has a pole");
        row("atan(tan(x))", 0, 3, "f may have no value near x = 1.5708, where tan has a pole");
        row("sin(1/(x-0.30123))", 0, 1,
            "f has no value near x = 0.30123, where the sine or cosine of an infinite number may be taken");
        row("log(abs(x-0.30123))", 0, 1,
            "f is not bounded near x = 0.30123, where the logarithm of 0 may be taken");
        row("sqrt((x-0.30123)^2-1e-12)", 0, 1, "where the root of a negative number may be taken");
        row("(x-0.30123)/(x-0.30123)", 0, 1,
            "f has no value near x = 0.30123, where 0 may be divided by 0, or infinity by infinity");
    }
    void whatIsNotProvedIsExplained() {
        QFETCH(double, low);
        QFETCH(double, high);
        QFETCH(QString, reason);
        const TargetConfig config = formula(QTest::currentDataTag(), {low, high});
        const Target target = std::get<Target>(makeTarget(config));
        const LargestError error = largestError(config, target, interpolant(target, 4)).error;
        QCOMPARE(static_cast<int>(error.kind), static_cast<int>(Kind::Sampled));
        QVERIFY(!error.bound && std::isfinite(error.attained) && error.attained >= 0.0);
        const QString said = QString::fromStdString(error.reason);
        QVERIFY2(said.contains(reason) && said.endsWith("; so nothing is proved."), qPrintable(said));
    }

    void otherActivationsAreSampled() {
        const TargetConfig config = formula("sin(20*x)");
        const Target target = std::get<Target>(makeTarget(config));
        MultigradeModel model(1, 1);
        Block block({1, {4}, 1, Activation::Tanh});
        block.parameters().setLinSpaced(-1.0, 2.0);
        model.append({std::move(block), Carry::Hidden});
        const ErrorOverInterval found = largestError(config, target, model);
        QVERIFY(!found.pieces && !found.error.pieces && !found.error.bound);
        QCOMPARE(static_cast<int>(found.error.kind), static_cast<int>(Kind::Sampled));
        QVERIFY(found.error.reason.find("ReLU") != std::string::npos);
        const double met = largestOf(target, model, 40000, found.error.at, 9);
        QVERIFY(found.error.attained >= met * (1.0 - 1e-9));
    }

    void aNetworkThatOverflowsIsBlamedItself_data() {
        QTest::addColumn<double>("readOut");
        QTest::newRow("rounding is infinite") << 5e307;
        QTest::newRow("values are infinite") << 1.7e308;
    }
    void aNetworkThatOverflowsIsBlamedItself() {
        QFETCH(double, readOut);
        const TargetConfig config = formula("sin(20*x)");
        const Target target = std::get<Target>(makeTarget(config));
        MultigradeModel model(1, 1);
        Block block({1, {4}, 1, Activation::Relu});
        block.parameters().setOnes();
        block.scaleReadOut(readOut);
        model.append({std::move(block), Carry::Hidden});
        const LargestError error = largestError(config, target, model).error;
        QVERIFY(!error.bound);
        QVERIFY2(error.reason.find("The values of the network") == 0, error.reason.c_str());
    }

    void targetsWithoutAFormulaAreSampled() {
        TargetConfig config;
        config.id = "takagi";
        const Target target = std::get<Target>(makeTarget(config));
        const LargestError error = largestError(config, target, interpolant(target, 5)).error;
        QCOMPARE(static_cast<int>(error.kind), static_cast<int>(Kind::Sampled));
        QVERIFY(!error.reason.empty() && error.pieces == Index{5});
    }

    void otherShapesAreRefused() {
        TargetConfig config;
        config.id = "franke";
        const Target target = std::get<Target>(makeTarget(config));
        QVERIFY_EXCEPTION_THROWN(static_cast<void>(largestError(config, target, MultigradeModel(2, 1))),
                                 std::invalid_argument);
    }

    void sentencesRoundToTheSafeSide() {
        LargestError error;
        error.kind = Kind::Certified;
        error.attained = 3.90123e-5;
        error.bound = 3.90501e-5;
        error.at = 0.123;
        QCOMPARE(describe(error, 5),
                 std::string("sup|f − s_5| ≤ 3.906e-05 (certified; attained 3.901e-05 at x = 0.123)"));
        error.bound.reset();
        error.kind = Kind::Sampled;
        error.attained = 0.123456;
        QCOMPARE(describe(error, 1),
                 std::string("sup|f − s_1| ≥ 0.1234 (sampled, at x = 0.123; not a bound)"));
        error.kind = Kind::Exact;
        QCOMPARE(describe(error, 2),
                 std::string("sup|f − s_2| = 0.123456 (exact but for rounding; at x = 0.123)"));
        for (const LargestError::Kind kind : allOf<LargestError::Kind>())
            QCOMPARE(fromName<LargestError::Kind>(name(kind)), std::optional(kind));
    }
};

GRADEWISE_TEST(TestUnprovedErrors)
#include "test_unproved_errors.moc"
