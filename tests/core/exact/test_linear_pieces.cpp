// A ReLU network of one variable is found to be the broken line that it is.
#include "core/exact/linear_pieces.h"
#include "core/network/initialisation.h"
#include "core/numbers/random.h"
#include "core/target/sampling.h"
#include "tests/core/network/sawtooth.h"
#include "tests/test_case.h"

#include <cmath>

using namespace gradewise;

namespace {

Block randomBlock(const BlockShape& shape, std::uint64_t seed) {
    Random random(seed);
    Block block = initialised(shape, Initialisation::He, random);
    for (Index layer = 0; layer < block.layers(); ++layer)
        for (double& bias : block.bias(layer))
            bias = random.normal();
    return block;
}

double onLine(const LinearPieces& pieces, double x) {
    const double* const begin = pieces.places.data();
    const Index k = std::upper_bound(begin + 1, begin + pieces.places.size() - 1, x) - begin - 1;
    const double share = (x - pieces.places(k)) / (pieces.places(k + 1) - pieces.places(k));
    return pieces.values(k) + share * (pieces.values(k + 1) - pieces.values(k));
}

} // namespace

class TestLinearPieces : public QObject {
    Q_OBJECT

private slots:
    void teethOfASawtoothAreCountedExactly_data() {
        QTest::addColumn<int>("layers");
        for (const int layers : {1, 2, 3, 7, 10, 12, 14, 15})
            QTest::addRow("2^%d pieces", layers) << layers;
    }
    void teethOfASawtoothAreCountedExactly() {
        QFETCH(int, layers);
        MultigradeModel model(1, 1);
        model.append({sawtooth(static_cast<std::size_t>(layers)), Carry::Hidden});
        const auto pieces = linearPieces(model, {0.0, 1.0});
        QVERIFY(pieces.has_value());
        const Index count = Index{1} << layers;
        QCOMPARE(pieces->counts, std::vector<Index>{count});
        QCOMPARE(pieces->kinks.size(), count - 1);
        for (Index k = 0; k < pieces->kinks.size(); ++k)
            QCOMPARE(pieces->kinks(k), std::ldexp(static_cast<double>(k + 1), -layers));
    }

    void theLineIsTheNetworkWithinItsSlack_data() {
        QTest::addColumn<int>("carry");
        QTest::addColumn<int>("depth");
        for (const Carry carry : allOf<Carry>())
            for (const int depth : {1, 2, 4})
                QTest::addRow("%s, %d layers", std::string(name(carry)).c_str(), depth)
                    << static_cast<int>(carry) << depth;
    }
    void theLineIsTheNetworkWithinItsSlack() {
        QFETCH(int, carry);
        QFETCH(int, depth);
        for (const double scale : {1.0, 1e3}) {
            MultigradeModel model(1, 1);
            for (std::uint64_t grade = 0; grade < 3; ++grade) {
                Block block = randomBlock(
                    {model.nextInputs(), std::vector<Index>(static_cast<std::size_t>(depth), 12), 1},
                    grade + 7);
                block.parameters().head(4) *= scale;
                model.append({std::move(block), static_cast<Carry>(carry)});
            }
            const Interval domain{-2.0, 3.0};
            const auto pieces = linearPieces(model, domain);
            QVERIFY(pieces.has_value());
            QVERIFY(pieces->counts.back() > 12);
            QVERIFY(pieces->counts[0] <= pieces->counts[2]);
            Random random(3);
            Matrix x(1, 20000);
            for (double& one : x.reshaped())
                one = domain.low + domain.length() * random.uniform();
            const Matrix s = model.evaluate(x);
            double worst = 0.0;
            for (Index i = 0; i < x.cols(); ++i)
                worst = std::max(worst, std::abs(s(0, i) - onLine(*pieces, x(0, i))));
            QVERIFY2(worst <= pieces->slack, qPrintable(QString("%1 > %2").arg(worst).arg(pieces->slack)));
            QVERIFY2(pieces->slack < 1e-9 * s.cwiseAbs().maxCoeff(),
                     qPrintable(QString::number(pieces->slack)));
        }
    }

    void aWideLayerNeedsNoTable() {
        MultigradeModel model(1, 1);
        Block block({1, {9000}, 1, Activation::Relu});
        block.weights(0).setOnes();
        block.bias(0).setLinSpaced(-0.99995, -0.00005);
        block.weights(1).setConstant(1e-3);
        model.append({std::move(block), Carry::Hidden});
        QVERIFY(!linearPieces(model, {0.0, 1.0}).has_value()); // too much work right after a run
        PiecesLimits patient;
        patient.multiplications = 2e10;
        const auto pieces = linearPieces(model, {0.0, 1.0}, patient);
        QVERIFY(pieces.has_value());
        QCOMPARE(pieces->counts, std::vector<Index>{9001});
    }

    void otherNetworksHaveNone() {
        MultigradeModel smooth(1, 1);
        smooth.append({randomBlock({1, {3}, 1, Activation::Tanh}, 1), Carry::Hidden});
        QVERIFY(!linearPieces(smooth, {0.0, 1.0}).has_value());
        QVERIFY(whyNoPieces(smooth).find("ReLU") != std::string::npos);
        MultigradeModel plane(2, 1);
        QVERIFY(!linearPieces(plane, {0.0, 1.0}).has_value());
        MultigradeModel teeth(1, 1);
        teeth.append({sawtooth(12), Carry::Hidden});
        PiecesLimits limits;
        limits.places = 4000;
        QVERIFY(!linearPieces(teeth, {0.0, 1.0}, limits).has_value());
    }

    void withoutGradesThereIsOnePieceOfZero() {
        const auto pieces = linearPieces(MultigradeModel(1, 1), {-1.0, 1.0});
        QVERIFY(pieces.has_value());
        QCOMPARE(pieces->places.size(), Index{2});
        QCOMPARE(pieces->values(0), 0.0);
        QVERIFY(pieces->counts.empty());
    }
};

GRADEWISE_TEST(TestLinearPieces)
#include "test_linear_pieces.moc"
