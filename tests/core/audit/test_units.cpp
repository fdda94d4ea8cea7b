// Dead, always active and repeated units, and the rank of the features.
#include "core/audit/units.h"
#include "core/network/initialisation.h"
#include "core/numbers/random.h"
#include "tests/test_case.h"

#include <Eigen/SVD>

using namespace gradewise;

namespace {

constexpr double noLimit = 1e300;

Matrix line(Index n) {
    Matrix x(1, n);
    for (Index j = 0; j < n; ++j)
        x(0, j) = static_cast<double>(j) / static_cast<double>(n - 1);
    return x;
}

/// One layer of ReLUs w x + b on a line.
Block ramps(const std::vector<std::pair<double, double>>& units) {
    Block block({1, {static_cast<Index>(units.size())}, 1, Activation::Relu});
    for (std::size_t i = 0; i < units.size(); ++i) {
        block.weights(0)(static_cast<Index>(i), 0) = units[i].first;
        block.bias(0)(static_cast<Index>(i)) = units[i].second;
    }
    return block;
}

Block randomBlock(const std::vector<Index>& hidden, Activation activation, std::uint64_t seed) {
    Random random(seed, "units");
    return initialised({2, hidden, 1, activation}, Initialisation::Glorot, random);
}

Matrix cloud(Index n) {
    Random random(5, "cloud");
    Matrix x(2, n);
    for (Index i = 0; i < x.size(); ++i)
        x.data()[i] = random.uniform(-2.0, 2.0);
    return x;
}

} // namespace

class TestUnits : public QObject {
    Q_OBJECT

private slots:
    void eachKindIsCounted() {
        // A kink inside; dead; always active; twice the first; at the border only.
        const UnitAudit audit =
            auditUnits(ramps({{1, -0.5}, {1, -2}, {1, 1}, {2, -1}, {1, -1}}), line(101), noLimit);
        QCOMPARE(audit.units, Index{5});
        QCOMPARE(audit.dead, Index{2});
        QCOMPARE(audit.always, Index{1});
        QVERIFY(!audit.lifeless);
        QCOMPARE(audit.features, Index{5});
        QCOMPARE(*audit.rank, Index{2});
        QCOMPARE(*audit.duplicates, Index{1});
        QCOMPARE(audit.samples, Index{101});
    }

    void aLifelessGradeIsFound() {
        const UnitAudit audit = auditUnits(ramps({{1, -2}, {-1, -1}, {0, 0}}), line(50), noLimit);
        QCOMPARE(audit.dead, Index{3});
        QVERIFY(audit.lifeless);
        QCOMPARE(*audit.rank, Index{0});
    }

    void oneDeadLayerIsEnough() {
        Block block({1, {3, 4}, 1, Activation::Relu});
        block.weights(0).setOnes();
        block.weights(1).setConstant(-1.0);
        const UnitAudit audit = auditUnits(block, line(50), noLimit);
        QCOMPARE(audit.units, Index{7});
        QCOMPARE(audit.dead, Index{4});
        QVERIFY(audit.lifeless);
    }

    void aNarrowUnitIsNotCalledDead() {
        // Active on three of 20001 samples, between those that are watched first.
        const Matrix x = line(20001);
        const double at = x(0, 10010);
        Block block({1, {2, 1}, 1, Activation::Relu});
        block.weights(0) << 1, 1;
        block.bias(0) << -(at - 1e-4), -at;
        block.weights(1) << 1, -2;
        QCOMPARE(auditUnits(block, x, noLimit).dead, Index{0});
        QCOMPARE(auditUnits(block, x, noLimit).samples, Index{20001});
        QCOMPARE(auditUnits(block, x, 0.0).samples, Index{512});
        QVERIFY(!auditUnits(block, x, 0.0).rank);
    }

    void smoothUnitsAreDeadWhereConstant() {
        Block block = randomBlock({6}, Activation::Tanh, 1);
        block.weights(0).row(2).setZero();
        const UnitAudit audit = auditUnits(block, cloud(300), noLimit);
        QCOMPARE(audit.dead, Index{1});
        QCOMPARE(audit.always, Index{0});
        QCOMPARE(*audit.rank, Index{5});
    }

    void rankAgreesWithSingularValues() {
        for (const Activation activation : allOf<Activation>()) {
            Block block = randomBlock({5, 24}, activation, 3);
            // Units 20 … 23 repeat others: one the same, three combinations that need their slopes' signs.
            block.weights(1).row(20) = block.weights(1).row(4);
            block.bias(1)(20) = block.bias(1)(4);
            block.weights(1).row(21) = block.weights(1).row(5);
            block.bias(1)(21) = block.bias(1)(5);
            const Matrix x = cloud(400);
            const UnitAudit audit = auditUnits(block, x, noLimit);
            const Matrix features = block.hidden(x);
            Matrix centred = features.colwise() - features.rowwise().mean();
            for (Index i = 0; i < centred.rows(); ++i)
                if (centred.row(i).norm() > 1e-12)
                    centred.row(i).normalize();
            const Eigen::JacobiSVD<Matrix> svd(centred);
            const auto rank = (svd.singularValues().array() > 1e-7).count();
            QVERIFY2(std::abs(*audit.rank - rank) <= 1,
                     qPrintable(QString("%1 and %2").arg(*audit.rank).arg(rank)));
            QVERIFY(*audit.duplicates >= 2);
            QVERIFY(*audit.rank <= 22);
        }
    }

    void nothingToWatch() {
        QCOMPARE(auditUnits(Block({1, {}, 1, Activation::Relu}), line(5), noLimit).units, Index{0});
        QCOMPARE(auditUnits(ramps({{1, 0}}), Matrix(1, 0), noLimit).units, Index{0});
    }
};

GRADEWISE_TEST(TestUnits)
#include "test_units.moc"
