// Where curves are broken: poles and jumps of all kinds, and steep or rough functions that have none.
#include "core/record/peaks/breaks.h"
#include "core/target/sampling.h"
#include "tests/test_case.h"

#include <cmath>
#include <numbers>

using namespace gradewise;

namespace {

TargetConfig formula(const QString& text, Interval interval) {
    TargetConfig config;
    config.kind = TargetConfig::Kind::Formula;
    config.id.clear();
    config.formulas = {text.toStdString()};
    config.domain = {interval};
    return config;
}

std::vector<Break> breaksIn(const TargetConfig& config, const Matrix& x) {
    const auto target = makeTarget(config);
    return breaksOf(std::get<Target>(target), config, x).front();
}

} // namespace

Q_DECLARE_METATYPE(std::vector<double>)

class TestBreaks : public QObject {
    Q_OBJECT

private slots:
    void breaksAreFoundAtTheirPlaces_data() {
        QTest::addColumn<QString>("text");
        QTest::addColumn<double>("low");
        QTest::addColumn<double>("high");
        QTest::addColumn<std::vector<double>>("places");
        const auto row = [](const char* text, double low, double high, std::vector<double> places) {
            QTest::newRow(text) << QString::fromLatin1(text) << low << high << places;
        };
        constexpr double half = std::numbers::pi / 2.0;
        constexpr double c = 0.30123;
        row("tan(x)", -3.0, 3.0, {-half, half});
        row("tan(3*x)", 0.0, 1.0, {half / 3.0});
        row("1/(x-0.30123)", 0.0, 1.0, {c});
        row("(x-0.30123)^-2", 0.0, 1.0, {c});
        row("1e-12/(x-0.30123)^2", 0.0, 1.0, {c});
        row("1/(x-0.30123)^3", 0.0, 1.0, {c});
        row("abs(x-0.30123)^-0.5", 0.0, 1.0, {c});
        row("log(abs(x-0.30123))", 0.0, 1.0, {c});
        row("cot(x-0.30123)", 0.0, 1.0, {c});
        row("sec(x)", 1.0, 2.0, {half});
        row("cbrt((x-0.30123)^-1)", 0.0, 1.0, {c});
        row("if(x<0.30123,0,1/(x-0.30123))", 0.0, 1.0, {c});
        row("gamma(x)", -0.5, 2.2, {0.0}); // no formula that could be bounded
        row("gamma(x)", -3.77, 2.2, {-3.0, -2.0, -1.0, 0.0});
        row("1/(x-1000000.30123)^2", 1e6, 1e6 + 1.0, {1000000.30123});
        row("sign(x-0.1234)", -1.0, 1.0, {0.1234});
        row("sign(x)", -1.0, 1.0, {0.0, 0.0}); // on both sides of a grid point
        row("step(x-0.30123)", 0.0, 1.0, {c});
        row("if(x<0.30123,0,1)", 0.0, 1.0, {c});
        row("floor(5*x)", 0.0, 1.0, {0.2, 0.4, 0.6, 0.8, 1.0});
        row("round(5*x)", 0.0, 1.0, {0.1, 0.3, 0.5, 0.7, 0.9});
        row("mod(x,0.3)", 0.0, 1.0, {0.3, 0.6, 0.9});
        row("x+1e-3*floor(7*x)", 0.0, 0.5, {1.0 / 7.0, 2.0 / 7.0, 3.0 / 7.0});
        row("1e6*x+sign(x-0.3001)", 0.0, 1.0, {0.3001}); // a small step on a steep slope
        row("atan(tan(x))", 0.0, 3.0, {half});
        row("atan(1/(x-0.30123))", 0.0, 1.0, {c});
        row("tanh(1/(x-0.30123))", 0.0, 1.0, {c});
        row("max(min(tan(x),5),-5)", 0.0, 3.0, {half});
        row("min(tan(x),5)", 0.0, 3.0, {half});
        row("atan2(x-0.30123,-1)", 0.0, 1.0, {c});
    }
    void breaksAreFoundAtTheirPlaces() {
        QFETCH(QString, text);
        QFETCH(double, low);
        QFETCH(double, high);
        QFETCH(std::vector<double>, places);
        const TargetConfig config = formula(text, {low, high});
        const Matrix x = grid(config.domain, 2001);
        const std::vector<Break> found = breaksIn(config, x);
        QCOMPARE(found.size(), places.size());
        for (std::size_t i = 0; i < found.size(); ++i) {
            QVERIFY(std::abs(found[i].x - places[i]) <= 1e-12 * std::max(1.0, std::abs(high)));
            const auto after = static_cast<Index>(found[i].after);
            QVERIFY(x(0, after) <= found[i].x && found[i].x <= x(0, after + 1));
        }
    }

    void continuousCurvesAreWhole_data() {
        QTest::addColumn<QString>("text");
        for (const char* text : {"sin(20*x)",
                                 "abs(x-0.30123)",
                                 "sqrt(x)",
                                 "cbrt(x-0.30123)",
                                 "abs(x-0.30123)^0.1",
                                 "1-abs(x-0.30123)^0.1",
                                 "1-sqrt(abs(x-0.3001))",
                                 "atan(1e6*(x-0.3001))",
                                 "tanh(1e6*(x-0.3001))",
                                 "sin(x)^2+cos(x)^2",
                                 "3+0*x",
                                 "x^x",
                                 "exp(-1/(x-0.30123)^2)",
                                 "sin(x-0.30123)/(x-0.30123)",
                                 "asin(x)",
                                 "acos(x)",
                                 "sin(2000*pi*x)",
                                 "sin(2000*pi*x)+gamma(x+1)",
                                 "gamma(x+1)",
                                 "min(x,0.3)*floor(1.5)"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }
    void continuousCurvesAreWhole() {
        QFETCH(QString, text);
        const TargetConfig config = formula(text, {0.0, 1.0});
        QVERIFY(breaksIn(config, grid(config.domain, 2001)).empty());
        // Nor does it depend on the points, which need not be equally far apart.
        QVERIFY(breaksIn(config, (Matrix(1, 6) << 0.0, 0.1, 0.29, 0.302, 0.77, 1.0).finished()).empty());
    }

    void sidesOfAJumpAreTheirLimits() {
        const TargetConfig config = formula(QStringLiteral("x+2*sign(x-0.1234)"), {-1.0, 1.0});
        const Break jump = breaksIn(config, grid(config.domain, 2001)).front();
        QVERIFY(jump.isJump());
        QVERIFY(std::abs(jump.left - (0.1234 - 2.0)) < 1e-9);
        QVERIFY(std::abs(jump.right - (0.1234 + 2.0)) < 1e-9);
        const TargetConfig pole = formula(QStringLiteral("1/(x-0.1234)"), {-1.0, 1.0});
        QVERIFY(!breaksIn(pole, grid(pole.domain, 2001)).front().isJump());
    }

    void galleryTargetsBreakWhereTheyJump() {
        for (const GalleryEntry& entry : gallery()) {
            if (entry.domain.size() != 1)
                continue;
            for (const Index points : {Index{2001}, Index{241}}) {
                std::size_t count = 0;
                for (const std::vector<Break>& breaks : breaksOf(entry, grid(entry.domain, points)))
                    count += breaks.size();
                QVERIFY2((count > 0) == (entry.family == TargetFamily::Jump), entry.id.c_str());
            }
        }
    }

    void ofSeveralOutputsEachHasItsOwn() {
        TargetConfig config = formula(QStringLiteral("sin(x)"), {0.0, 1.0});
        config.formulas.emplace_back("floor(2*x+0.5)");
        const auto target = makeTarget(config);
        const auto breaks = breaksOf(std::get<Target>(target), config, grid(config.domain, 2001));
        QCOMPARE(breaks.size(), std::size_t{2});
        QVERIFY(breaks[0].empty());
        QCOMPARE(breaks[1].size(), std::size_t{2});
    }

    void severalVariablesHaveNone() {
        TargetConfig config = formula(QStringLiteral("sign(x-y)"), {0.0, 1.0});
        config.domain = {{0.0, 1.0}, {0.0, 1.0}};
        const auto target = makeTarget(config);
        const auto breaks = breaksOf(std::get<Target>(target), config, grid(config.domain, 101));
        QCOMPARE(breaks.size(), std::size_t{1});
        QVERIFY(breaks.front().empty());
    }

    void jumpsAreDrawnToTheirEnds() {
        Break jump{1, 0.15};
        jump.left = 5.0;
        jump.right = 7.0;
        const std::vector<double> x{0.0, 0.1, 0.2, 0.3};
        const std::vector<double> y{4.0, 5.0, 7.0, 8.0};
        const BrokenCurve steps = brokenCurve(x, y, {jump});
        QCOMPARE(steps.x, (std::vector<double>{0.0, 0.1, 0.15, 0.15, 0.2, 0.3}));
        QCOMPARE(steps.y, (std::vector<double>{4.0, 5.0, 5.0, 7.0, 7.0, 8.0}));
        QCOMPARE(steps.brokenAfter, std::vector<std::size_t>{2});
        const BrokenCurve pole = brokenCurve(x, y, {Break{1, 0.15}});
        QCOMPARE(pole.x, x);
        QCOMPARE(pole.brokenAfter, std::vector<std::size_t>{1});
        QCOMPARE(brokenCurve(x, y, {}).y, y);
    }
};

GRADEWISE_TEST(TestBreaks)
#include "test_breaks.moc"
