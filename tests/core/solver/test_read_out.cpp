// The least-squares read-out by summed normal equations.
#include "core/numbers/random.h"
#include "core/solver/read_out/read_out.h"
#include "tests/test_case.h"

using namespace gradewise;

class TestReadOut : public QObject {
    Q_OBJECT
private slots:
    void aWeightCountsASampleSoManyTimes() {
        Random random(3);
        Matrix hidden(4, 30);
        Matrix wanted(2, 30);
        for (Matrix* const values : {&hidden, &wanted})
            for (double& value : values->reshaped())
                value = random.uniform(-1.0, 1.0);
        ReadOut often(4, 2);
        ReadOut weighted(4, 2);
        for (ReadOut* const readOut : {&often, &weighted})
            readOut->add(hidden.data(), wanted.data(), 29);
        for (int i = 0; i < 7; ++i)
            often.add(hidden.col(29).data(), wanted.col(29).data(), 1);
        weighted.addWeighted(hidden.col(29), wanted.col(29), 7.0);
        QVERIFY(often.solve() && weighted.solve());
        QVERIFY((often.coefficients() - weighted.coefficients()).cwiseAbs().maxCoeff() < 1e-13);
        QVERIFY((often.offset() - weighted.offset()).cwiseAbs().maxCoeff() < 1e-13);
        ReadOut once(4, 2);
        once.add(hidden.data(), wanted.data(), 30);
        QVERIFY(once.solve());
        QVERIFY((often.coefficients() - once.coefficients()).cwiseAbs().maxCoeff() > 1e-4);
    }
};

GRADEWISE_TEST(TestReadOut)
#include "test_read_out.moc"
