// Plateau bumps: their block is the formula, they are zero outside their box to the last bit, and the search
// never raises a residual.
#include "core/construction/plateau_bump.h"
#include "core/numbers/random.h"
#include "tests/test_case.h"

#include <cmath>

using namespace gradewise;

namespace {

bool on() {
    return true;
}

PlateauBump someBump(Random& random, Index inputs) {
    PlateauBump bump{Vector(inputs), Vector(inputs), Vector(inputs), Vector(inputs)};
    for (Index i = 0; i < inputs; ++i) {
        bump.a[i] = random.uniform(0.0, 0.3);
        bump.b[i] = bump.a[i] + std::pow(10.0, random.uniform(-5.0, -1.0));
        bump.c[i] = bump.b[i] + random.uniform(0.0, 0.2);
        bump.d[i] = bump.c[i] + std::pow(10.0, random.uniform(-5.0, -1.0));
    }
    bump.height = random.uniform(-2.0, 2.0);
    return bump;
}

Matrix randomPoints(Random& random, Index inputs, Index count) {
    Matrix x(inputs, count);
    for (double& number : x.reshaped())
        number = random.uniform();
    return x;
}

Vector residualAt(const Matrix& x) {
    Vector result(x.cols());
    for (Index j = 0; j < x.cols(); ++j)
        result[j] = std::sin(9.0 * x.col(j).sum()) - 0.3 * x(0, j);
    return result;
}

} // namespace

class TestPlateauBump : public QObject {
    Q_OBJECT

private slots:
    void theBlockIsTheFormula_data() {
        QTest::addColumn<Index>("inputs");
        QTest::newRow("one variable") << Index{1};
        QTest::newRow("two variables") << Index{2};
    }
    void theBlockIsTheFormula() {
        QFETCH(Index, inputs);
        Random random(5);
        for (int trial = 0; trial < 50; ++trial) {
            const PlateauBump bump = someBump(random, inputs);
            const Block block =
                bumpBlock({inputs, bumpWidths(inputs), 1, Activation::Relu}, bump, Vector::Zero(inputs), 1.0);
            const Matrix x = randomPoints(random, inputs, 500);
            const Matrix u = block.output(x);
            const Matrix features = block.hidden(x);
            QVERIFY(features.bottomRows(inputs) == x); // handed on to the last bit
            for (Index j = 0; j < x.cols(); ++j) {
                const double wanted = bump.height * bump.shape(x.col(j).data(), bump.slack(1.0));
                QVERIFY(std::abs(u(0, j) - wanted) <= 1e-10);
                const bool outside =
                    (x.col(j).array() <= bump.a.array()).any() || (x.col(j).array() >= bump.d.array()).any();
                const bool inside =
                    (x.col(j).array() >= bump.b.array()).all() && (x.col(j).array() <= bump.c.array()).all();
                QVERIFY(!outside || u(0, j) == 0.0);
                QVERIFY(!inside || std::abs(u(0, j) - bump.height) <= 1e-8);
            }
        }
    }

    void noSampleIsRaised_data() { theBlockIsTheFormula_data(); }
    void noSampleIsRaised() {
        QFETCH(Index, inputs);
        Random random(6);
        const Matrix x = randomPoints(random, inputs, 2000);
        Vector residual = residualAt(x);
        const BlockShape shape{inputs, bumpWidths(inputs), 1, Activation::Relu};
        for (int grade = 0; grade < 40; ++grade) {
            const auto bump = findBump(x, residual, on);
            QVERIFY(bump.has_value());
            const Vector u = bumpBlock(shape, *bump, Vector::Zero(inputs), 2.0).output(x).row(0).transpose();
            const Vector next = residual - u;
            QVERIFY((next.cwiseAbs() - residual.cwiseAbs()).maxCoeff() <= 1e-15);
            QVERIFY(next.squaredNorm() < residual.squaredNorm());
            residual = next;
        }
    }

    void aConstantIsTakenAwayAtOnce() {
        const Matrix x = Vector::LinSpaced(101, 0.0, 1.0).transpose();
        const auto bump = findBump(x, Vector::Constant(101, -3.0), on);
        QVERIFY(bump.has_value());
        const Matrix u =
            bumpBlock({1, bumpWidths(1), 1, Activation::Relu}, *bump, Vector::Ones(1), 2.0).output(x);
        QVERIFY((u.array() + 3.0).abs().maxCoeff() <= 1e-12);
    }

    void nothingIsLeftOfNothing() {
        const Matrix x = Vector::LinSpaced(11, 0.0, 1.0).transpose();
        QVERIFY(!findBump(x, Vector::Zero(11), on).has_value());
        QVERIFY(!findBump(Matrix::Constant(1, 4, 0.5), Vector::Ones(4), on)
                     .has_value()); // one place only: no edge fits
    }

    void isAskedWhetherToGoOn() {
        const Matrix x = Vector::LinSpaced(11, 0.0, 1.0).transpose();
        QVERIFY(!findBump(x, Vector::Ones(11), [] { return false; }).has_value());
    }
};

GRADEWISE_TEST(TestPlateauBump)
#include "test_plateau_bump.moc"
