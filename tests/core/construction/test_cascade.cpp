// Cascades: each grade is the broken line through the function on a grid of half the step, at every x, and
// how far that is from the function is known.
#include "core/construction/textbook.h"
#include "core/experiment/validate.h"
#include "core/target/gallery.h"
#include "tests/core/construction/textbook_run.h"

#include <cmath>
#include <limits>
#include <numbers>
#include <random>

using namespace gradewise;

namespace {

using std::numbers::pi;
using std::numbers::sqrt3;

struct Known {
    Textbook construction;
    const char* formula; ///< or empty: D4 of the gallery
    double (*largestError)(double h);
};

double cubeError(double h) {
    const double a = 1.0 - h;
    const double x = std::sqrt((a * a + a + 1.0) / 3.0);
    return (x - a) * (1.0 - x) * (x + a + 1.0);
}

double sineError(double h) {
    const double slope = (1.0 - std::cos(pi * h)) / h;
    const double z = std::asin(slope / pi) / pi;
    return std::cos(pi * z) - 1.0 + slope * z;
}

double quadraticError(double h) {
    return 0.25 * h * h;
}

double cubicError(double h) {
    const double z = (2.0 - std::sqrt(4.0 - 3.0 * h * (2.0 - h))) / 3.0;
    return 0.5 * z * (h - z) * (2.0 - h - z);
}

const Known everyCascade[] = {
    {Textbook::Cube, "x^3", cubeError},
    {Textbook::Sine, "sin(pi*x)", sineError},
    {Textbook::QuadraticSpline, "(x^2-3*max(x-1,0)^2+3*max(x-2,0)^2-max(x-3,0)^2)/2", quadraticError},
    {Textbook::CubicSpline, "(x^3-4*max(x-1,0)^3+6*max(x-2,0)^3-4*max(x-3,0)^3)/6", cubicError},
    {Textbook::Daubechies4, "", nullptr}};

const Known& knownOf(int row) {
    return everyCascade[row];
}

ExperimentConfig runOf(const Known& known, Index samples, Index grades) {
    ExperimentConfig config = textbookRun(known.construction, known.formula, samples, grades);
    if (std::string_view(known.formula).empty()) {
        config.target = {};
        config.target.id = "daubechies4";
    }
    return config;
}

/// 10 000 random points, and as many at and beside the multiples of powers of two, where digits change.
Matrix pointsOf(double length) {
    std::mt19937_64 random(7);
    Matrix x(1, 20'000);
    for (Index i = 0; i < x.cols(); ++i) {
        const double any = length * std::ldexp(static_cast<double>(random() >> 11), -53);
        const int level = static_cast<int>(random() % 24);
        const double dyadic = std::ldexp(std::floor(std::ldexp(any, level)), -level);
        const double beside = std::ldexp(1.0, -static_cast<int>(20 + random() % 30));
        x(0, i) = i % 2 == 0 ? any : std::min(length, dyadic + (i % 4 == 1 ? beside : 0.0));
    }
    return x;
}

/// I_l f.
Matrix brokenLine(const Target& f, const Matrix& x, int level) {
    const double scale = std::ldexp(1.0, level);
    const Matrix cells = (scale * x).array().floor();
    const Matrix share = scale * x - cells;
    const Matrix low = f(cells / scale);
    const Matrix high = f((cells.array() + 1.0).matrix() / scale);
    return low + share.cwiseProduct(high - low);
}

/// sup|R| at the multiples of 2^-level in [0, 1], R(x) = t(x) + λ R(2x mod 1): of D4's second differences.
double roughestShape(int level) {
    const auto shape = [level](Index place) {
        double sum = 0.0;
        double factor = 1.0;
        const Index end = Index{1} << level;
        for (; place % end != 0; place = 2 * place % end) {
            const bool one = 2 * place >= end;
            sum += factor * 2.0 * static_cast<double>(one ? end - place : place) / static_cast<double>(end);
            factor *= one ? 0.25 * (1.0 - sqrt3) : 0.25 * (1.0 + sqrt3);
        }
        return sum;
    };
    double largest = 0.0;
    for (Index place = 0; place < Index{1} << level; ++place)
        largest = std::max(largest, std::abs(shape(place)));
    return largest;
}

} // namespace

class TestCascade : public QObject {
    Q_OBJECT

    static void cascades() {
        QTest::addColumn<int>("row");
        for (int row = 0; row < static_cast<int>(std::size(everyCascade)); ++row)
            QTest::newRow(name(everyCascade[row].construction).data()) << row;
    }

private slots:
    void everyGradeIsABrokenLineThroughTheFunction_data() { cascades(); }
    void everyGradeIsABrokenLineThroughTheFunction() {
        QFETCH(int, row);
        const Known& known = knownOf(row);
        const RunRecord run = train(runOf(known, 65, 24));
        QCOMPARE(run.grades.size(), std::size_t{24});
        const Target f = std::get<Target>(makeTarget(run.config.target));
        const Matrix x = pointsOf(lengthOf(known.construction));
        Matrix sum = Matrix::Zero(1, x.cols());
        Matrix features = x;
        for (std::size_t l = 1; l <= 24; ++l) {
            const Block& block = run.model.grade(l - 1).block;
            QVERIFY(block.shape().hidden == (std::vector<Index>{29, 15}));
            QCOMPARE(block.shape().inputs, l == 1 ? Index{1} : Index{15});
            sum += block.output(features);
            features = block.hidden(features);
            const double wrong = (sum - brokenLine(f, x, static_cast<int>(l))).cwiseAbs().maxCoeff();
            QVERIFY2(wrong <= 1e-12, qPrintable(QString("grade %1: %2").arg(l).arg(wrong)));
        }
        QVERIFY((run.model.evaluate(x) - sum).cwiseAbs().maxCoeff() <= 1e-12);
    }

    void largestErrorsAreKnown_data() { cascades(); }
    void largestErrorsAreKnown() {
        QFETCH(int, row);
        const Known& known = knownOf(row);
        constexpr int levels = 14;
        const Index cells = static_cast<Index>(lengthOf(known.construction)) << levels;
        const RunRecord run = train(runOf(known, cells + 1, 8));
        for (int l = 1; l <= 8; ++l) {
            const double h = std::ldexp(1.0, -l);
            const double expected = known.largestError != nullptr
                                        ? known.largestError(h)
                                        : 0.5 * std::pow(0.25 * (1.0 + sqrt3), l) * roughestShape(levels - l);
            const double sup = run.grades[static_cast<std::size_t>(l) - 1].metrics.train.sup;
            const double missed = known.largestError != nullptr ? std::ldexp(1.0, -2 * levels) : 1e-13;
            QVERIFY2(sup <= expected * (1.0 + 1e-10) && sup >= expected - missed,
                     qPrintable(QString("grade %1: %2, not %3").arg(l).arg(sup).arg(expected)));
        }
    }

    void daubechiesFactorIsItsRoughness() {
        const RunRecord run = train(runOf(knownOf(4), (3 << 14) + 1, 8));
        for (std::size_t l = 1; l < 8; ++l) {
            const double factor = run.grades[l - 1].metrics.train.sup / run.grades[l].metrics.train.sup;
            QVERIFY(std::abs(factor - 4.0 / (1.0 + sqrt3)) < 1e-3);
            const double mean = run.grades[l - 1].metrics.train.l2 / run.grades[l].metrics.train.l2;
            QVERIFY2(std::abs(mean - 2.0) < 1e-2, qPrintable(QString::number(mean)));
        }
    }

    void theCubeMakesNoRoundingError() {
        const RunRecord run = train(textbookRun(Textbook::Cube, "x^3", 257, 8));
        const Matrix x = Vector::LinSpaced(257, 0.0, 1.0).transpose();
        QCOMPARE(run.model.evaluate(x), Matrix(x.array().cube())); // the line passes through these points
    }

    void isRefusedBeyondItsGradesAndItsDomain() {
        ExperimentConfig config = textbookRun(Textbook::Cube, "x^3", 65, 24);
        QVERIFY(validate(config).empty());
        config.grades[0].repeat = 25;
        QCOMPARE(validate(config).front().path, std::string("grades[0].repeat"));
        config = runOf(knownOf(4), 65, 3);
        QVERIFY(validate(config).empty());
        config.target.domain = {{0.0, 3.5}};
        QCOMPARE(validate(config).front().path, std::string("grades[0].solver.construction"));
        QVERIFY(validate(config).front().sentence.find("holds on [0, 3]") != std::string::npos);
        config = textbookRun(Textbook::CubicSpline, "x*y", 81, 3);
        config.target.domain = {{0.0, 1.0}, {0.0, 1.0}};
        QCOMPARE(validate(config).front().path, std::string("grades[0].solver.construction"));
    }
};

GRADEWISE_TEST(TestCascade)
#include "test_cascade.moc"
