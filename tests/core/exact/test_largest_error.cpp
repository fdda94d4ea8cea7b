// The largest error is proved: no random point has a larger one, and some point nearly attains it.
#include "core/exact/largest_error.h"
#include "core/numbers/random.h"
#include "tests/core/target/formula_target.h"
#include "tests/test_case.h"

#include <QElapsedTimer>

#include <cmath>

using namespace gradewise;
using Kind = LargestError::Kind;

namespace {

/// A network that interpolates the function linearly at equispaced places, with a few grades on top of random
/// weights where `deep`.
MultigradeModel interpolant(const Target& target, Index cells) {
    const Interval domain = target.domain().front();
    Block block({1, {cells + 1}, 1, Activation::Relu});
    const Matrix x = Eigen::RowVectorXd::LinSpaced(cells + 1, domain.low, domain.high);
    const Matrix y = target(x);
    block.weights(0).setOnes();
    block.bias(0) = -x.row(0).transpose();
    double slope = 0.0;
    block.weights(1).setZero();
    for (Index k = 0; k < cells; ++k) {
        const double next = (y(0, k + 1) - y(0, k)) / (x(0, k + 1) - x(0, k));
        block.weights(1)(0, k) = next - slope;
        slope = next;
    }
    block.bias(1)(0) = y(0, 0);
    MultigradeModel model(1, 1);
    model.append({std::move(block), Carry::All});
    return model;
}

/// Two small random grades more, which bend between the places.
void shake(MultigradeModel& model, double size, std::uint64_t seed) {
    Random random(seed);
    for (int grade = 0; grade < 2; ++grade) {
        Block block({model.nextInputs(), {7, 5}, 1, Activation::Relu});
        for (double& parameter : block.parameters())
            parameter = random.normal() / std::sqrt(static_cast<double>(model.nextInputs()));
        block.scaleReadOut(size);
        model.append({std::move(block), Carry::Hidden});
    }
}

double largestOf(const Target& target, const MultigradeModel& model, Index count, double around,
                 std::uint64_t seed) {
    const Interval domain = target.domain().front();
    Random random(seed);
    double largest = 0.0;
    constexpr Index batch = 4000;
    for (Index done = 0; done < count; done += batch) {
        Matrix x(1, batch);
        for (Index i = 0; i < batch; ++i) {
            // Half of them crowd around the place said to be worst.
            const double anywhere = domain.low + domain.length() * random.uniform();
            const double near =
                around + domain.length() * std::pow(10.0, -1.0 - 14.0 * random.uniform()) * random.normal();
            x(0, i) = std::clamp(i % 2 == 0 ? anywhere : near, domain.low, domain.high);
        }
        largest = std::max(largest, (target(x) - model.evaluate(x)).cwiseAbs().maxCoeff());
    }
    return largest;
}

/// More of them on request: GRADEWISE_POINTS=1000000.
Index points() {
    const int wanted = qEnvironmentVariableIntValue("GRADEWISE_POINTS");
    return wanted > 0 ? wanted : 20000;
}

struct Case {
    const char* text;
    Interval domain;
    Kind kind;
    bool smooth; ///< the bound is within 5 % of what is attained
};

const std::vector<Case>& cases() {
    static const std::vector<Case> all = {
        {"exp(3*x)", {0, 1}, Kind::Certified, true},
        {"sin(2*pi*x) + 0.5*sin(12*pi*x)", {0, 1}, Kind::Certified, true},
        {"sin(500*x)", {0, 1}, Kind::Certified, true},
        {"exp(-1e6*(x-0.123456)^2)", {0, 1}, Kind::Certified, true},
        {"1/(x + 1e-3)", {0, 1}, Kind::Certified, true},
        {"1/(1 + 25*x^2)", {-1, 1}, Kind::Certified, true},
        {"sin(2*pi*(x + 8*x^2))", {0, 1}, Kind::Certified, true},
        {"log(x)*x^2.5 + atan(20*(x - 0.4))", {0.01, 2}, Kind::Certified, true},
        {"tanh(30*(x - 0.31)) + cosh(x)/3", {0, 1}, Kind::Certified, true},
        {"x^x + sinc(9*x)", {0.2, 1.5}, Kind::Certified, true},
        {"0.8*sin(2*pi*x) + 0.3*abs(x - 0.412345)", {0, 1}, Kind::Certified, true},
        {"max(sin(9*x), cos(7*x), x)", {0, 2}, Kind::Certified, true},
        {"sqrt(x)", {0, 1}, Kind::Certified, true},
        {"|x-0.3|^0.3", {0, 1}, Kind::Certified, true},
        {"sqrt(abs(x - 1/3))", {0, 1}, Kind::Certified, true},
        {"x < 1/3 ? sin(9*x) : x^2", {0, 1}, Kind::Certified, true},
        {"if(abs(x) < 1, exp(1 - 1/(1 - x^2)), 0)", {-1.5, 1.5}, Kind::Certified, true},
        {"floor(4.1*x)/3 + x^2", {0, 1}, Kind::Certified, true},
        {"mod(3*x, 0.7)", {0, 1}, Kind::Certified, true},
        {"sign(x - 0.2)*exp(x)", {0, 1}, Kind::Certified, true},
        {"0.6*sin(200*pi*x) + 0.8*cos(160*pi*x^2) + (1 + 8*x^8)/(1 + 10*x^4)*abs(180*x - 2*floor((180*x + "
         "1)/2))",
         {-1, 1},
         Kind::Certified,
         true},
        {"(x+1)*(0.9 - abs(1.3 - abs(abs(cos(2*pi*(abs(cos(15*pi*(x-0.3)) - 0.7) - 0.5)) - 0.5) - 1.3) - "
         "0.9))",
         {-1, 1},
         Kind::Certified,
         true},
        {"abs(x - 0.5)", {0, 1}, Kind::Exact, true},
        {"max(0, min(4.1*x - 1, 1)) - abs(abs(x - 1/3) - 0.217)/3", {0, 1}, Kind::Exact, true},
        {"2*x - 1/3", {0, 1}, Kind::Exact, true},
        {"gamma(x + 1)", {0, 1}, Kind::Sampled, false},
    };
    return all;
}

} // namespace

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
        for (const LargestError::Kind kind : allLargestErrorKinds())
            QCOMPARE(largestErrorKindFromName(name(kind)), std::optional(kind));
    }
};

GRADEWISE_TEST(TestLargestError)
#include "test_largest_error.moc"
