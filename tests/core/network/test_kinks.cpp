// Kinks are counted where they are, through layers and grades.
#include "core/network/initialisation.h"
#include "core/network/kinks.h"
#include "core/numbers/random.h"
#include "tests/core/network/sawtooth.h"
#include "tests/test_case.h"

#include <cmath>

using namespace gradewise;

namespace {

Block randomBlock(const BlockShape& shape, std::uint64_t seed) {
    Random random(seed);
    return initialised(shape, Initialisation::He, random);
}

} // namespace

class TestKinks : public QObject {
    Q_OBJECT

private slots:
    void oneLayerBendsAtItsZeros() {
        Block block({1, {4}, 1, Activation::Relu});
        block.weights(0) << 1.0, -2.0, 1.0, 0.0;
        block.bias(0) << -0.3, 0.5, 4.0, 1.0;
        Kinks kinks(-1.0, 1.0, 100);
        kinks.advance({block});
        QVERIFY((kinks.places() - Eigen::RowVector4d(-1.0, 0.25, 0.3, 1.0)).cwiseAbs().maxCoeff() < 1e-15);
        QCOMPARE(kinks.count(), Index{2});
    }

    void depthDoublesTheKinksOfASawtooth() {
        for (const std::size_t layers : {1, 2, 3, 6}) {
            Kinks kinks(0.0, 1.0, 1000);
            kinks.advance({sawtooth(layers)});
            QCOMPARE(kinks.count(), (Index{1} << layers) - 1);
        }
    }

    void countingEndsAtTheLimit() {
        Kinks kinks(0.0, 1.0, 50);
        kinks.advance({sawtooth(6)});
        QCOMPARE(kinks.count(), Index{50});
        kinks.advance({randomBlock({2, {3}, 1}, 1)});
        QCOMPARE(kinks.count(), Index{50});
    }

    void smoothActivationsHaveNone() {
        Kinks kinks(0.0, 1.0, 50);
        kinks.advance({randomBlock({1, {3}, 1, Activation::Tanh}, 1)});
        QVERIFY(!kinks.known());
    }

    void gradesBendAtThePlacesAndOnlyThere_data() {
        QTest::addColumn<int>("carry");
        for (const Carry carry : allOf<Carry>())
            QTest::newRow(std::string(name(carry)).c_str()) << static_cast<int>(carry);
    }
    void gradesBendAtThePlacesAndOnlyThere() {
        QFETCH(int, carry);
        MultigradeModel model(1, 1);
        Kinks kinks(-2.0, 3.0, 10000);
        for (std::uint64_t grade = 0; grade < 3; ++grade) {
            Block block = randomBlock({model.nextInputs(), {9, 6}, 1}, grade + 2);
            for (Index layer = 0; layer < 2; ++layer) {
                Random random(grade, "bias", static_cast<std::uint64_t>(layer));
                for (double& bias : block.bias(layer))
                    bias = random.normal();
            }
            model.append({std::move(block), static_cast<Carry>(carry)});
            kinks.advance(model.grade(grade));
        }
        QVERIFY(kinks.count() > 12);
        const Matrix& at = kinks.places();
        for (Index gap = 0; gap + 1 < at.cols(); ++gap) {
            const Matrix x = Eigen::RowVectorXd::LinSpaced(4, at(0, gap), at(0, gap + 1));
            const Matrix values = model.evaluate(x);
            const double size = values.cwiseAbs().maxCoeff() + 1.0;
            QVERIFY(std::abs(values(0, 0) - 3.0 * values(0, 1) + 3.0 * values(0, 2) - values(0, 3)) <
                    1e-12 * size);
            QVERIFY(std::abs(values(0, 0) - 2.0 * values(0, 1) + values(0, 2)) < 1e-12 * size);
        }
    }
};

GRADEWISE_TEST(TestKinks)
#include "test_kinks.moc"
