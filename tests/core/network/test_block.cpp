// Blocks and models: shapes, views, values against plain loops, hashes, frozen grades.
#include "core/network/initialisation.h"
#include "core/network/multigrade_model.h"
#include "core/numbers/random.h"
#include "tests/test_case.h"

#include <cmath>
#include <type_traits>

using namespace gradewise;

namespace {

/// N(x) by the textbook, one sample at a time.
Vector plainOutput(const Block& block, Vector x, bool readOut) {
    const Index last = block.layers() - 1;
    for (Index layer = 0; layer < last; ++layer) {
        const Vector z = block.weights(layer) * x + block.bias(layer);
        x = z.unaryExpr([&](double entry) { return value(block.shape().activation, entry); });
    }
    return readOut ? Vector(block.weights(last) * x + block.bias(last)) : x;
}

Block randomBlock(const BlockShape& shape, std::uint64_t seed) {
    Random random(seed);
    return initialised(shape, Initialisation::FanIn, random);
}

Matrix randomMatrix(Index rows, Index columns, std::uint64_t seed) {
    Random random(seed);
    Matrix result(rows, columns);
    for (double& entry : result.reshaped())
        entry = random.uniform(-1.0, 1.0);
    return result;
}

} // namespace

class TestBlock : public QObject {
    Q_OBJECT
private slots:
    void countsParameters() {
        QCOMPARE((BlockShape{1, {256, 256}, 1}.parameterCount()), Index{256 * 2 + 257 * 256 + 257});
        QCOMPARE((BlockShape{3, {}, 2}.parameterCount()), Index{8});
        QCOMPARE((BlockShape{3, {}, 2}.features()), Index{3});
    }

    void refusesEmptyLayers() {
        QVERIFY_EXCEPTION_THROWN(Block(BlockShape{1, {4, 0}, 1}), std::invalid_argument);
        QVERIFY_EXCEPTION_THROWN(Block(BlockShape{0, {4}, 1}), std::invalid_argument);
    }

    void viewsAreTheParameters() {
        Block block(BlockShape{2, {3}, 1});
        for (Index i = 0; i < block.parameters().size(); ++i)
            block.parameters()[i] = static_cast<double>(i);
        QCOMPARE(block.weights(0)(2, 1), 5.0);
        QCOMPARE(block.bias(0)[0], 6.0);
        QCOMPARE(block.weights(1)(0, 2), 11.0);
        block.bias(1)[0] = -1.0;
        QCOMPARE(block.parameters()[12], -1.0);
        const Block copy = block;
        block.parameters()[0] = 99.0;
        QCOMPARE(copy.weights(0)(0, 0), 0.0); // a copy has weights of its own
    }

    void matchesPlainLoops_data() {
        QTest::addColumn<int>("activation");
        QTest::addColumn<int>("samples");
        for (const Activation activation : allOf<Activation>())
            for (const int samples : {1, 127, 128, 129, 300})
                QTest::addRow("%s, %d samples", name(activation).data(), samples)
                    << static_cast<int>(activation) << samples;
    }

    void matchesPlainLoops() {
        QFETCH(int, activation);
        QFETCH(int, samples);
        for (const auto& hidden : {std::vector<Index>{5}, {17, 3}, {1, 9, 33}, {}}) {
            for (const Index inputs : {1, 2, 5}) {
                const BlockShape shape{inputs, hidden, 2, static_cast<Activation>(activation)};
                const Block block = randomBlock(shape, 7);
                const Matrix x = randomMatrix(inputs, samples, 8);
                const Matrix output = block.output(x);
                const Matrix features = block.hidden(x);
                for (Index j = 0; j < x.cols(); ++j) {
                    QVERIFY((output.col(j) - plainOutput(block, x.col(j), true)).norm() < 1e-13);
                    QVERIFY((features.col(j) - plainOutput(block, x.col(j), false)).norm() < 1e-13);
                }
            }
        }
    }

    void scalesOnlyTheReadOut() {
        Block block = randomBlock({1, {8}, 1}, 3);
        const Matrix x = randomMatrix(1, 20, 4);
        const Matrix output = block.output(x);
        const Matrix features = block.hidden(x);
        block.scaleReadOut(-0.5);
        QVERIFY((block.output(x) + 0.5 * output).norm() < 1e-14);
        QVERIFY(block.hidden(x) == features);
    }

    void hashSeesEveryBit() {
        Block block = randomBlock({1, {8}, 1}, 3);
        const std::uint64_t hash = block.hash();
        QCOMPARE(Block(block).hash(), hash);
        block.parameters()[5] = std::nextafter(block.parameters()[5], 10.0);
        QVERIFY(block.hash() != hash);
        Block other = randomBlock({1, {8}, 1, Activation::Tanh}, 3);
        QVERIFY(other.hash() != hash);
    }

    void initialisationsHaveTheirSpread_data() {
        QTest::addColumn<int>("initialisation");
        QTest::addColumn<double>("variance"); // of a weight with fan-in 50 and fan-out 200
        QTest::addRow("fanIn") << static_cast<int>(Initialisation::FanIn) << 1.0 / 50.0 / 3.0;
        QTest::addRow("he") << static_cast<int>(Initialisation::He) << 2.0 / 50.0;
        QTest::addRow("glorot") << static_cast<int>(Initialisation::Glorot) << 6.0 / 250.0 / 3.0;
    }

    void initialisationsHaveTheirSpread() {
        QFETCH(int, initialisation);
        QFETCH(double, variance);
        Random random(11);
        const auto kind = static_cast<Initialisation>(initialisation);
        const Block block = initialised({50, {200}, 1}, kind, random);
        const Matrix weights = block.weights(0);
        QVERIFY(std::abs(weights.mean()) < 4.0 * std::sqrt(variance / 10000.0));
        QVERIFY(std::abs(weights.squaredNorm() / 10000.0 / variance - 1.0) < 0.08);
        QCOMPARE(block.bias(0).isZero(0.0), kind != Initialisation::FanIn);
    }

    void modelSumsItsGrades() {
        const Matrix x = randomMatrix(2, 150, 5);
        MultigradeModel model(2, 3);
        QCOMPARE(model.nextInputs(), Index{2});
        model.append({randomBlock({2, {6, 4}, 3}, 1), Carry::HiddenAndInput});
        QCOMPARE(model.nextInputs(), Index{6});
        model.append({randomBlock({6, {5}, 3, Activation::Gelu}, 2), Carry::Hidden});
        QCOMPARE(model.nextInputs(), Index{5});

        const Block& first = model.grade(0).block;
        const Block& second = model.grade(1).block;
        Matrix seen(6, x.cols());
        seen << first.hidden(x), x;
        const auto contributions = model.contributions(x);
        QVERIFY(contributions[0] == first.output(x));
        QVERIFY(contributions[1] == second.output(seen));
        QVERIFY(model.evaluate(x) == contributions[0] + contributions[1]);
        QVERIFY(model.features(x) == second.hidden(seen));
        QCOMPARE(model.parameterCount(), first.shape().parameterCount() + second.shape().parameterCount());
    }

    void everyCarryHandsOnWhatItSays_data() {
        QTest::addColumn<int>("carry");
        QTest::addColumn<int>("second");
        QTest::addColumn<int>("third");
        const auto add = [](Carry carry, int second, int third) {
            QTest::newRow(std::string(name(carry)).c_str()) << static_cast<int>(carry) << second << third;
        };
        add(Carry::Hidden, 4, 5);
        add(Carry::HiddenAndInput, 6, 7);
        add(Carry::LastTwo, 6, 9);
        add(Carry::All, 6, 11);
    }
    void everyCarryHandsOnWhatItSays() {
        QFETCH(int, carry);
        QFETCH(int, second);
        QFETCH(int, third);
        const auto kind = static_cast<Carry>(carry);
        QVERIFY(fromName<Carry>(name(kind)) == kind);
        const Matrix x = randomMatrix(2, 30, 9);
        MultigradeModel model(2, 1);
        model.append({randomBlock({2, {7, 4}, 1}, 3), kind});
        QCOMPARE(model.nextInputs(), Index{second});
        const Matrix first = model.grade(0).block.hidden(x);
        Matrix seen(second, 30);
        if (kind == Carry::Hidden)
            seen << first;
        else
            seen << first, x;
        QVERIFY(model.features(x) == seen);
        model.append({randomBlock({second, {5}, 1}, 4), kind});
        QCOMPARE(model.nextInputs(), Index{third});
        const Matrix hidden = model.grade(1).block.hidden(seen);
        Matrix last(third, 30);
        switch (kind) {
        case Carry::Hidden:
            last << hidden;
            break;
        case Carry::HiddenAndInput:
            last << hidden, x;
            break;
        case Carry::LastTwo:
            last << hidden, first;
            break;
        case Carry::All:
            last << hidden, first, x;
            break;
        }
        QVERIFY(model.features(x) == last);
    }

    void frozenMeansFrozen() {
        static_assert(std::is_const_v<std::remove_reference_t<decltype(MultigradeModel().grade(0))>>);
        MultigradeModel model(1, 1);
        model.append({randomBlock({1, {4}, 1}, 1)});
        const std::uint64_t hash = model.hash();
        const MultigradeModel before = model;
        model.append({randomBlock({4, {4}, 1}, 2)});
        QCOMPARE(before.hash(), hash);
        QVERIFY(model.hash() != hash);
        QCOMPARE(&before.grade(0), &model.grade(0)); // shared, not copied
        QVERIFY_EXCEPTION_THROWN(model.append({randomBlock({3, {4}, 1}, 3)}), std::invalid_argument);
        QVERIFY_EXCEPTION_THROWN(model.append({randomBlock({4, {4}, 2}, 3)}), std::invalid_argument);
        QCOMPARE(model.grades(), std::size_t{2});
    }
};

GRADEWISE_TEST(TestBlock)
#include "test_block.moc"
