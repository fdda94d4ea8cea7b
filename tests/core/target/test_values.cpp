// The values of targets: too large, too small, not finite, and those that leave nothing to learn.
#include "core/target/sampling.h"
#include "core/target/values.h"
#include "tests/test_case.h"

using namespace gradewise;

class TestValues : public QObject {
    Q_OBJECT

private slots:
    void natures_data() {
        QTest::addColumn<QString>("formula");
        QTest::addColumn<int>("variables");
        QTest::addColumn<int>("nature");
        const auto row = [](const char* formula, int variables, Nature nature) {
            QTest::addRow("%s, %d", formula, variables) << formula << variables << static_cast<int>(nature);
        };
        row("0*x", 1, Nature::Zero);
        row("x - x", 1, Nature::Zero);
        row("floor(x/4)", 1, Nature::Zero);
        row("3 + 0*x", 1, Nature::Constant);
        row("sin(x)^2 + cos(x)^2", 1, Nature::Constant);
        row("1e-90", 1, Nature::Constant);
        row("15 + 5*x", 1, Nature::Linear);
        row("(x + 1)^2 - x^2", 1, Nature::Linear);
        row("1e8 + 1e-7*x", 1, Nature::Constant); // up to rounding
        row("x*x", 1, Nature::Other);
        row("x + 1e-9*x^2", 1, Nature::Other);
        row("abs(x - 0.5)", 1, Nature::Other);
        row("x - 2*y", 2, Nature::Linear);
        row("x*y", 2, Nature::Other);
        row("0*x*y", 2, Nature::Zero);
        row("1 + x - 2*y + z/3", 3, Nature::Linear);
        row("x + y + max(0, z - 0.9)", 3, Nature::Other);
    }
    void natures() {
        QFETCH(QString, formula);
        QFETCH(int, variables);
        QFETCH(int, nature);
        TargetConfig config{TargetConfig::Kind::Formula, "", {formula.toStdString()}, {}, {}};
        config.domain.assign(static_cast<std::size_t>(variables), {0.0, 1.5});
        const Target target = std::get<Target>(makeTarget(config));
        const Nature found = natureOf(target);
        QCOMPARE(static_cast<int>(found), nature);
        QCOMPARE(describe(found).empty(), found == Nature::Other);
    }

    void anOutputOfAnotherNatureCounts() {
        const TargetConfig config{TargetConfig::Kind::Formula, "", {"0*x", "x^2"}, {}, {{0.0, 1.0}}};
        QCOMPARE(natureOf(std::get<Target>(makeTarget(config))), Nature::Other);
    }

    /// The squares of errors in 1e-160 are 0, as those in 1e160 are infinite: both are refused alike.
    void sizes_data() {
        QTest::addColumn<QStringList>("formulas");
        QTest::addColumn<QString>("says");
        const auto row = [](const QStringList& formulas, const char* says) {
            QTest::addRow("%s", qPrintable(formulas.join(QStringLiteral("; ")))) << formulas << says;
        };
        row({"1e-160*sin(2*pi*x)"}, "nowhere larger than 1e-160");
        row({"1e-300"}, "below 1e-100");
        row({"a*x"}, "with a = 1e-150");
        row({"1e-101", "1e-150*x"}, "Multiply it by a factor");
        row({"1e160*sin(2*pi*x)"}, "values beyond 1e100");
        row({"1e-99*x"}, "");
        row({"1e99*x"}, "");
        row({"0*x"}, "");
        row({"1e-160*x", "x"}, ""); // rounding beside the other
    }
    void sizes() {
        QFETCH(QStringList, formulas);
        QFETCH(QString, says);
        TargetConfig config{TargetConfig::Kind::Formula, "", {}, {}, {{0.0, 1.0}}};
        for (const QString& formula : formulas)
            config.formulas.push_back(formula.toStdString());
        if (formulas[0] == QStringLiteral("a*x"))
            config.parameters["a"] = 1e-150;
        const auto made = makeTarget(config);
        const auto* const errors = std::get_if<std::vector<TargetError>>(&made);
        QCOMPARE(errors == nullptr, says.isEmpty());
        if (errors != nullptr)
            QVERIFY2(errors->front().sentence.find(says.toStdString()) != std::string::npos,
                     errors->front().sentence.c_str());
    }

    void countsOfGrids_data() {
        QTest::addColumn<int>("layout");
        QTest::addColumn<Index>("count");
        QTest::addColumn<int>("variables");
        QTest::addColumn<Index>("points");
        const auto row = [](Layout layout, Index count, int variables, Index points) {
            QTest::addRow("%d of layout %d in %d", static_cast<int>(count), static_cast<int>(layout),
                          variables)
                << static_cast<int>(layout) << count << variables << points;
        };
        row(Layout::Equispaced, 1000, 1, 1000);
        row(Layout::Equispaced, 1000, 2, 1024);
        row(Layout::Midpoints, 961, 2, 961);
        row(Layout::EquispacedOpen, 1000, 3, 1000);
        row(Layout::EquispacedOpen, 1100, 3, 1000);
        row(Layout::Random, 1000, 2, 1000);
        row(Layout::Equispaced, 0, 2, 0);
        row(Layout::Random, 0, 1, 0);
    }
    void countsOfGrids() {
        QFETCH(int, layout);
        QFETCH(Index, count);
        QFETCH(int, variables);
        QFETCH(Index, points);
        SamplesConfig samples;
        samples.train = {static_cast<Layout>(layout), count};
        QCOMPARE(pointCount(samples.train, static_cast<std::size_t>(variables)), points);
        QCOMPARE(asDrawn(samples, static_cast<std::size_t>(variables)).train.count, points);
        const Domain domain(static_cast<std::size_t>(variables), {0.0, 1.0});
        QCOMPARE(drawPoints(domain, allSets()[0], samples, 1).cols(), points);
    }
};

GRADEWISE_TEST(TestValues)
#include "test_values.moc"
