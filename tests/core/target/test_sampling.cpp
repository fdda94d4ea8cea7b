#include "core/numbers/random.h"
#include "core/target/sampling.h"
#include "tests/test_case.h"

#include <QtTest>

#include <cmath>

using namespace gradewise;

namespace {

Matrix sampled(const Domain& domain, Layout layout, Index count, std::uint64_t seed = 1) {
    Random random(seed);
    return samplePoints(domain, {layout, count}, random);
}

Target line(Domain domain = {{0, 1}}) {
    return {"line", std::move(domain), 2, [](const Matrix& x) {
                Matrix y(2, x.cols());
                y.row(0) = x.row(0);
                y.row(1) = -3 * x.row(0);
                return y;
            }};
}

} // namespace

Q_DECLARE_METATYPE(gradewise::Layout)

class TestSampling : public QObject {
    Q_OBJECT

private slots:
    void oneVariable_data();
    void oneVariable();
    void hitsTheEndsExactly();
    void grids();
    void evaluationGridsLieApartFromSamples_data();
    void evaluationGridsLieApartFromSamples();
    void evaluationGridsLieApartAxisByAxis();
    void tensorGridsRunAlongXFirst();
    void randomPoints();
    void pointsPerAxis_data();
    void pointsPerAxis();
    void names();
    void samplesOfARun();
    void noiseIsOnTrainingLabelsOnly();
    void setsDoNotDisturbEachOther();
    void emptySets();
};

void TestSampling::oneVariable_data() {
    QTest::addColumn<Layout>("layout");
    QTest::addColumn<int>("count");
    QTest::addColumn<QList<double>>("expected"); // on [-1, 3]
    QTest::newRow("ends") << Layout::Equispaced << 5 << QList<double>{-1, 0, 1, 2, 3};
    QTest::newRow("ends, two") << Layout::Equispaced << 2 << QList<double>{-1, 3};
    QTest::newRow("ends, one") << Layout::Equispaced << 1 << QList<double>{1};
    QTest::newRow("open") << Layout::EquispacedOpen << 4 << QList<double>{-1, 0, 1, 2};
    QTest::newRow("open, one") << Layout::EquispacedOpen << 1 << QList<double>{-1};
    QTest::newRow("midpoints") << Layout::Midpoints << 4 << QList<double>{-0.5, 0.5, 1.5, 2.5};
    QTest::newRow("midpoints, one") << Layout::Midpoints << 1 << QList<double>{1};
    for (const Layout layout : allOf<Layout>()) {
        QTest::newRow(qPrintable(QString("none, %1").arg(name(layout).data())))
            << layout << 0 << QList<double>{};
        QTest::newRow(qPrintable(QString("negative, %1").arg(name(layout).data())))
            << layout << -3 << QList<double>{};
    }
}

void TestSampling::oneVariable() {
    QFETCH(Layout, layout);
    QFETCH(int, count);
    QFETCH(QList<double>, expected);
    const Matrix x = sampled({{-1, 3}}, layout, count);
    QCOMPARE(x.rows(), Index{1});
    QCOMPARE(QList<double>(x.data(), x.data() + x.size()), expected);
}

void TestSampling::hitsTheEndsExactly() {
    for (const Interval interval : {Interval{0, 1}, Interval{-0.1, 0.3}, Interval{1.0 / 3, 1e5 / 7},
                                    Interval{-1e9, 1e-9}, Interval{0.1, 0.7}})
        for (const Index count : {2, 3, 7, 10, 49, 1000, 2001, 6000}) {
            const Matrix x = grid({interval}, count);
            QCOMPARE(x.cols(), count);
            QCOMPARE(x(0, 0), interval.low);
            QCOMPARE(x(0, count - 1), interval.high);
            QVERIFY(x.minCoeff() == interval.low && x.maxCoeff() == interval.high);
            for (Index i = 1; i < count; ++i)
                QVERIFY(x(0, i) > x(0, i - 1));
        }
}

void TestSampling::grids() {
    QCOMPARE(grid({{0, 1}}, defaultGridPerAxis(1)).cols(), Index{2001});
    QCOMPARE(grid({{0, 1}, {0, 1}}, defaultGridPerAxis(2)).cols(), Index{101 * 101});
    QCOMPARE(grid({{0, 1}, {0, 1}, {0, 1}}, defaultGridPerAxis(3)).cols(), Index{31 * 31 * 31});
    QCOMPARE(grid({{0, 1}}, 0).cols(), Index{1});
}

void TestSampling::evaluationGridsLieApartFromSamples_data() {
    QTest::addColumn<Layout>("layout");
    QTest::addColumn<int>("count");
    QTest::addColumn<bool>("moved");
    for (const int count : {2001, 4001, 6001, 40001})
        QTest::addRow("equispaced %d", count) << Layout::Equispaced << count << true;
    QTest::newRow("open 2000") << Layout::EquispacedOpen << 2000 << true;
    QTest::newRow("open 4000") << Layout::EquispacedOpen << 4000 << true;
    QTest::newRow("default") << Layout::Equispaced << 1024 << false;
    QTest::newRow("half of them") << Layout::Equispaced << 1001 << false;
    QTest::newRow("midpoints") << Layout::Midpoints << 1000 << false;
    QTest::newRow("random") << Layout::Random << 2001 << false;
    QTest::newRow("one") << Layout::Equispaced << 1 << false;
}

void TestSampling::evaluationGridsLieApartFromSamples() {
    QFETCH(Layout, layout);
    QFETCH(int, count);
    QFETCH(bool, moved);
    const Domain domain{{-1, 2}};
    const Matrix usual = grid(domain, 2001);
    const Matrix x = evaluationGrid(domain, {layout, count});
    QCOMPARE(x.cols(), Index{2001});
    QCOMPARE(x == usual, !moved);
    if (!moved)
        return;
    QCOMPARE(x(0, 0), -1.0);
    QCOMPARE(x(0, 2000), 2.0);
    const Matrix samples = sampled(domain, layout, count);
    const double gap = samples(0, 1) - samples(0, 0);
    for (Index i = 1; i < 2000; ++i) {
        QVERIFY(x(0, i) > x(0, i - 1) && x(0, i) < x(0, i + 1));
        QVERIFY((samples.array() - x(0, i)).abs().minCoeff() > 0.24 * gap);
    }
}

void TestSampling::evaluationGridsLieApartAxisByAxis() {
    const Domain domain{{0, 1}, {0, 2}};
    QVERIFY(evaluationGrid(domain, {Layout::Equispaced, 100 * 100}) == grid(domain, 101));
    const Matrix x = evaluationGrid(domain, {Layout::Equispaced, 201 * 201});
    QCOMPARE(x.cols(), Index{101 * 101});
    QCOMPARE(x(0, 1), 0.01 + 0.0025);
    QCOMPARE(x(1, 101), 0.02 + 0.005);
    QCOMPARE(evaluationGrid({{0, 1}}, {Layout::Equispaced, 11}, 6).cols(), Index{6});
    QCOMPARE(evaluationGrid({{0, 1}}, {Layout::Equispaced, 11}, 6)(0, 1), 0.25);
}

void TestSampling::tensorGridsRunAlongXFirst() {
    const Matrix x = grid({{0, 2}, {10, 20}, {5, 6}}, 3);
    QCOMPARE(x.cols(), Index{27});
    for (Index i = 0; i < 27; ++i) {
        QCOMPARE(x(0, i), 1.0 * static_cast<double>(i % 3));
        QCOMPARE(x(1, i), 10 + 5.0 * static_cast<double>(i / 3 % 3));
        QCOMPARE(x(2, i), 5 + 0.5 * static_cast<double>(i / 9));
    }
    QCOMPARE(sampled({{0, 1}, {0, 1}}, Layout::Midpoints, 17),
             sampled({{0, 1}, {0, 1}}, Layout::Midpoints, 16));
}

void TestSampling::randomPoints() {
    const Domain domain = {{-1, 1}, {10, 14}};
    const Matrix x = sampled(domain, Layout::Random, 20001);
    QCOMPARE(x.cols(), Index{20001}); // exactly, though no square
    for (Index k = 0; k < 2; ++k) {
        const Interval& interval = domain[static_cast<std::size_t>(k)];
        QVERIFY(x.row(k).minCoeff() >= interval.low && x.row(k).maxCoeff() < interval.high);
        QVERIFY(std::abs(x.row(k).mean() - 0.5 * (interval.low + interval.high)) < 0.02 * interval.length());
    }
    const double covariance = ((x.row(0).array()) * (x.row(1).array() - 12)).mean();
    QVERIFY(std::abs(covariance) < 0.03);
    QVERIFY(x == sampled(domain, Layout::Random, 20001));
    QVERIFY(x != sampled(domain, Layout::Random, 20001, 2));
    // More points continue the same sequence.
    QVERIFY(x.leftCols(100) == sampled(domain, Layout::Random, 100));
}

void TestSampling::pointsPerAxis_data() {
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("variables");
    QTest::addColumn<int>("expected");
    QTest::newRow("line") << 1000 << 1 << 1000;
    QTest::newRow("square") << 10000 << 2 << 100;
    QTest::newRow("not a square, down") << 10200 << 2 << 101;
    QTest::newRow("not a square, near") << 10050 << 2 << 100;
    QTest::newRow("cube") << 1000000 << 3 << 100;
    QTest::newRow("cube of 13") << 2197 << 3 << 13;
    QTest::newRow("one") << 1 << 2 << 1;
    QTest::newRow("two") << 2 << 2 << 1;
    QTest::newRow("three") << 3 << 2 << 2;
    QTest::newRow("zero") << 0 << 2 << 1;
    QTest::newRow("negative") << -5 << 1 << 1;
}

void TestSampling::pointsPerAxis() {
    QFETCH(int, count);
    QFETCH(int, variables);
    QFETCH(int, expected);
    QCOMPARE(gradewise::pointsPerAxis(count, static_cast<std::size_t>(variables)), Index{expected});
}

void TestSampling::names() {
    QCOMPARE(allOf<Layout>().size(), std::size_t{4});
    for (const Layout layout : allOf<Layout>()) {
        QCOMPARE(fromName<Layout>(name(layout)), std::optional(layout));
        QVERIFY(!displayName(layout).empty());
    }
    QCOMPARE(name(Layout::EquispacedOpen), std::string_view("equispacedOpen"));
    QVERIFY(!fromName<Layout>("Equispaced"));
    QVERIFY(!fromName<Layout>(""));
}

void TestSampling::samplesOfARun() {
    SamplesConfig config;
    config.train = {Layout::Equispaced, 11};
    config.validation = {Layout::Random, 5};
    config.test = {Layout::Midpoints, 10};
    const Samples samples = drawSamples(line(), config, 3);
    QVERIFY(samples.train.x == grid({{0, 1}}, 11));
    QCOMPARE(samples.validation.x.cols(), Index{5});
    QCOMPARE(samples.test.x.cols(), Index{10});
    QCOMPARE(samples.test.x(0, 0), 0.05);
    for (const Dataset* data : {&samples.train, &samples.validation, &samples.test}) {
        QCOMPARE(data->y.rows(), Index{2});
        QVERIFY(data->y == line()(data->x));
    }
    const Samples again = drawSamples(line(), config, 3);
    QVERIFY(samples.validation.x == again.validation.x);
    QVERIFY(samples.validation.x != drawSamples(line(), config, 4).validation.x);
}

void TestSampling::noiseIsOnTrainingLabelsOnly() {
    SamplesConfig config;
    config.train.count = 20000;
    const Samples clean = drawSamples(line(), config, 5);
    config.noise = 0.25;
    const Samples noisy = drawSamples(line(), config, 5);
    QVERIFY(noisy.train.x == clean.train.x);
    QVERIFY(noisy.validation.x == clean.validation.x && noisy.validation.y == clean.validation.y);
    QVERIFY(noisy.test.x == clean.test.x && noisy.test.y == clean.test.y);
    const Matrix noise = noisy.train.y - clean.train.y;
    QVERIFY(std::abs(noise.mean()) < 0.01);
    QVERIFY(std::abs(std::sqrt(noise.squaredNorm() / static_cast<double>(noise.size())) - 0.25) < 0.01);
    QVERIFY(std::abs(noise.row(0).dot(noise.row(1)) / 20000) < 0.002); // each output its own
    config.noise = 0.5;
    const Matrix twice = drawSamples(line(), config, 5).train.y - clean.train.y;
    QVERIFY((twice - 2 * noise).cwiseAbs().maxCoeff() < 1e-14); // the same draws, scaled
}

void TestSampling::setsDoNotDisturbEachOther() {
    SamplesConfig config;
    config.train = {Layout::Random, 100};
    config.validation = {Layout::Random, 100};
    config.test = {Layout::Random, 100};
    config.noise = 0.1;
    const Samples samples = drawSamples(line(), config, 6);
    QVERIFY(samples.train.x != samples.validation.x);
    QVERIFY(samples.train.x != samples.test.x);
    QVERIFY(samples.validation.x != samples.test.x);
    config.validation.count = 7;
    config.noise = 0.0;
    const Samples other = drawSamples(line(), config, 6);
    QVERIFY(other.train.x == samples.train.x);
    QVERIFY(other.test.x == samples.test.x);
}

void TestSampling::emptySets() {
    SamplesConfig config;
    config.validation.count = 0;
    const Samples samples = drawSamples(line({{0, 1}, {0, 1}}), config, 1);
    QCOMPARE(samples.validation.x.rows(), Index{2});
    QCOMPARE(samples.validation.x.cols(), Index{0});
    QCOMPARE(samples.validation.y.rows(), Index{2});
    QCOMPARE(samples.validation.y.cols(), Index{0});
}

GRADEWISE_TEST(TestSampling)
#include "test_sampling.moc"
