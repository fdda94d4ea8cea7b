#include "core/formula/formula.h"
#include "core/formula/special_functions.h"
#include "core/target/gallery.h"
#include "core/target/sampling.h"
#include "tests/test_case.h"

#include <QtTest>

#include <cmath>
#include <numbers>
#include <set>

using namespace gradewise;

namespace {

constexpr double pi = std::numbers::pi;

double valueAt(const char* id, double x) {
    return findInGallery(id)->function(Matrix::Constant(1, 1, x))(0, 0);
}

} // namespace

class TestGallery : public QObject {
    Q_OBJECT

private slots:
    void entriesAreWhole();
    void familiesAreFull();
    void hasThePromisedTargets();
    void everyEntryMakesATarget();
    void editableFormulasMeanTheSame_data();
    void editableFormulasMeanTheSame();
    void values_data();
    void values();
    void phasesOfTwentySines();
    void daubechiesIsRefinable();
    void takagiFolds();
    void cantorClimbs();
};

void TestGallery::entriesAreWhole() {
    std::set<std::string> ids;
    std::set<std::string> names;
    for (const GalleryEntry& entry : gallery()) {
        QVERIFY2(ids.insert(entry.id).second, entry.id.c_str());
        QVERIFY2(names.insert(entry.name).second, entry.name.c_str());
        QVERIFY2(!entry.formula.empty(), entry.id.c_str());
        const QString why = QString::fromStdString(entry.why);
        QVERIFY2(why.size() > 20 && why.endsWith('.') && why.at(0).isUpper(), entry.id.c_str());
        QCOMPARE(findInGallery(entry.id), &entry);
    }
    QCOMPARE(findInGallery("nothing"), nullptr);
    QCOMPARE(findInGallery(""), nullptr);
}

void TestGallery::familiesAreFull() {
    std::vector<TargetFamily> order;
    std::map<TargetFamily, int> oneVariable;
    for (const GalleryEntry& entry : gallery()) {
        if (order.empty() || order.back() != entry.family)
            order.push_back(entry.family);
        oneVariable[entry.family] += entry.domain.size() == 1 ? 1 : 0;
    }
    QCOMPARE(order.size(), std::size_t{6}); // grouped, none twice
    int sum = 0;
    for (const TargetFamily family : order) {
        QVERIFY2(oneVariable[family] >= 3, displayName(family).data());
        sum += oneVariable[family];
    }
    QVERIFY(sum >= 20);
}

void TestGallery::hasThePromisedTargets() {
    const std::pair<const char*, Domain> published[] = {
        {"sine", {{0, 1}}}, {"X1", {{0, 1}}},     {"X2", {{0, 1}}},         {"X3", {{-1, 1}}},
        {"F2q", {{0, 1}}},  {"W1", {{0, 1}}},     {"W2", {{0, 1}}},         {"S1", {{-1, 1}}},
        {"A1", {{-1, 1}}},  {"runge", {{-1, 1}}}, {"daubechies4", {{0, 3}}}};
    for (const auto& [id, domain] : published) {
        QVERIFY2(findInGallery(id) != nullptr, id);
        QCOMPARE(findInGallery(id)->domain, domain);
    }
    for (const char* id : {"kink", "sqrt", "chirp", "takagi", "weierstrass", "step", "franke", "ripple",
                           "absdiff", "smooth2d", "radial2d", "S2", "gaussians"})
        QVERIFY2(findInGallery(id) != nullptr, id);
}

void TestGallery::everyEntryMakesATarget() {
    for (const GalleryEntry& entry : gallery()) {
        TargetConfig config;
        config.id = entry.id;
        const auto result = makeTarget(config);
        const auto* target = std::get_if<Target>(&result);
        QVERIFY2(target != nullptr, entry.id.c_str());
        QCOMPARE(target->outputs(), Index{1});
        const Matrix y = (*target)(grid(target->domain(), 51));
        QVERIFY2(y.maxCoeff() - y.minCoeff() > 0.1, entry.id.c_str()); // worth a picture
        QVERIFY2(y.cwiseAbs().maxCoeff() < 100, entry.id.c_str());
    }
}

void TestGallery::editableFormulasMeanTheSame_data() {
    QTest::addColumn<QString>("id");
    for (const GalleryEntry& entry : gallery())
        if (!entry.editableFormula.empty())
            QTest::newRow(entry.id.c_str()) << QString::fromStdString(entry.id);
}

void TestGallery::editableFormulasMeanTheSame() {
    QFETCH(QString, id);
    const GalleryEntry& entry = *findInGallery(id.toStdString());
    const auto result = Formula::parse(entry.editableFormula, entry.domain.size());
    const auto* formula = std::get_if<Formula>(&result);
    QVERIFY2(formula != nullptr, std::holds_alternative<FormulaError>(result)
                                     ? std::get<FormulaError>(result).sentence.c_str()
                                     : "");
    QVERIFY(formula->parameters().empty());
    const Matrix x = grid(entry.domain, entry.domain.size() == 1 ? 4001 : 101);
    const Matrix expected = entry.function(x);
    const double difference = (formula->evaluate(x, {}) - expected).cwiseAbs().maxCoeff();
    QVERIFY2(difference <= 1e-12 * expected.cwiseAbs().maxCoeff(), qPrintable(QString::number(difference)));
}

void TestGallery::values_data() {
    QTest::addColumn<QString>("id");
    QTest::addColumn<double>("x");
    QTest::addColumn<double>("expected");
    const auto row = [](const char* id, double x, double expected) {
        QTest::newRow(qPrintable(QString("%1 at %2").arg(id).arg(x))) << id << x << expected;
    };
    row("sine", 0.25, 1);
    row("smooth", 0.125, std::sqrt(0.5) - 0.5);
    row("runge", 0.2, 0.5);
    row("exponential", 1, std::exp(3));
    row("bump", 0, 1);
    row("bump", 1, 0);
    row("bump", -1.2, 0);
    row("kink", 0.25, 0.25);
    row("sqrt", 0.25, 0.5);
    row("sqrtkink", 0.25, 0.5);
    row("X2", 0.5, 0.5 * std::sin(50));
    row("chirp", 0.5, std::sin(5 * pi));
    row("S1", 0.5, -0.5 * std::cos(4 * pi));
    row("multifrequency", 1.0 / 64, std::sin(pi / 32) + 0.5 * std::sin(pi / 8) + 0.25);
    row("W1", 0, std::sin(6.0652933) + std::sin(1.9772031) + std::sin(3.9774444));
    row("W2", 0,
        std::sin(3.6096928) + std::sin(0.6263458) + std::sin(2.4702985) + std::sin(5.618288) +
            std::sin(3.7483382));
    row("osc50", 0, std::sin(0.6) + std::sin(3) + std::sin(7.5) + std::sin(15));
    row("A1", 0, 0.8); // the zigzag is 0 at 0
    row("A1", 1.0 / 180,
        0.6 * std::sin(200 * pi / 180) + 0.8 * std::cos(160 * pi / 32400) +
            (1 + 8 * std::pow(180., -8)) / (1 + 10 * std::pow(180., -4)));
    row("weierstrass", 0, 63.0 / 32);
    row("weierstrass", 1, -63.0 / 32);
    row("step", 0.5, 1);
    row("step", 0.4999999, 0);
    row("square", 0.1, 1);
    row("square", 0.2, -1);
    row("pieces", 0.125, 1);
    row("pieces", 0.5, 0);
    row("pieces", 1, 1);
}

void TestGallery::values() {
    QFETCH(QString, id);
    QFETCH(double, x);
    QFETCH(double, expected);
    const double value = valueAt(qPrintable(id), x);
    QVERIFY2(std::abs(value - expected) <= 1e-12, qPrintable(QString::number(value, 'g', 17)));
}

void TestGallery::phasesOfTwentySines() {
    // numpy's RandomState(0).uniform(0, 2π): two words of the 32-bit Mersenne Twister a number.
    std::mt19937 engine(0); // NOLINT: the published seed
    const Matrix x = grid({{0, 1}}, 501);
    Matrix expected = Matrix::Zero(1, x.cols());
    for (int j = 1; j <= 20; ++j) {
        const double high = static_cast<double>(engine() >> 5U);
        const double low = static_cast<double>(engine() >> 6U);
        const double phase = 2 * pi * ((high * 67108864.0 + low) / 9007199254740992.0);
        const double amplitude = 1.0 + (0.05 - 1.0) * (j - 1) / 19.0;
        expected.array() += amplitude * (2 * pi * 10 * j * x.array() + phase).sin();
        if (j == 1)
            QVERIFY(std::abs(phase - 3.448297) < 1e-6);
    }
    QVERIFY((findInGallery("F2q")->function(x) - expected).cwiseAbs().maxCoeff() < 1e-11);
}

void TestGallery::daubechiesIsRefinable() {
    const double root = std::sqrt(3.0);
    QCOMPARE(daubechies4(0), 0.0);
    QCOMPARE(daubechies4(1), (1 + root) / 2);
    QCOMPARE(daubechies4(2), (1 - root) / 2);
    QCOMPARE(daubechies4(3), 0.0);
    QCOMPARE(daubechies4(0.5), (2 + root) / 4);
    QCOMPARE(daubechies4(-1), 0.0);
    QCOMPARE(daubechies4(3.5), 0.0);
    const double c[] = {(1 + root) / 4, (3 + root) / 4, (3 - root) / 4, (1 - root) / 4};
    for (int i = 0; i <= 1000; ++i) {
        const double x = 3.0 * i / 1000.0;
        double refined = 0.0;
        for (int k = 0; k < 4; ++k)
            refined += c[k] * daubechies4(2 * x - k);
        QVERIFY2(std::abs(daubechies4(x) - refined) < 1e-14, qPrintable(QString::number(x)));
        const double t = x - std::floor(x);
        QVERIFY(std::abs(daubechies4(t) + daubechies4(t + 1) + daubechies4(t + 2) - 1) < 1e-14);
    }
    QVERIFY(std::abs(daubechies4(1e-300)) < 1e-12);
    QVERIFY(std::isnan(daubechies4(std::nan(""))));
}

void TestGallery::takagiFolds() {
    QCOMPARE(takagi(0), 0.0);
    QCOMPARE(takagi(0.5), 0.5);
    QCOMPARE(takagi(0.25), 0.5);
    QVERIFY(std::abs(takagi(1.0 / 3) - 2.0 / 3) < 1e-14); // its maximum
    for (int i = 0; i <= 1024; ++i) {
        const double x = i / 1024.0;
        QCOMPARE(takagi(x), takagi(1 - x));
        QCOMPARE(takagi(x / 2), x / 2 + takagi(x) / 2);
        QCOMPARE(takagi(x + 3), takagi(x));
    }
}

void TestGallery::cantorClimbs() {
    QCOMPARE(cantor(-1), 0.0);
    QCOMPARE(cantor(0), 0.0);
    QCOMPARE(cantor(1), 1.0);
    QCOMPARE(cantor(2), 1.0);
    QCOMPARE(cantor(0.5), 0.5);
    QCOMPARE(cantor(0.4), 0.5);
    QCOMPARE(cantor(0.15), 0.25);
    QCOMPARE(cantor(0.85), 0.75);
    QVERIFY(std::abs(cantor(0.25) - 1.0 / 3) < 1e-9);
    double before = 0.0;
    for (int i = 0; i <= 5000; ++i) {
        const double value = cantor(i / 5000.0);
        QVERIFY(value >= before);
        QVERIFY(std::abs(value + cantor(1 - i / 5000.0) - 1) < 1e-9);
        before = value;
    }
}

GRADEWISE_TEST(TestGallery)
#include "test_gallery.moc"
