#include "core/numbers/large_pages.h"
#include "tests/test_case.h"

using namespace gradewise;

class TestLargePages : public QObject {
    Q_OBJECT

private slots:
    void aLargeMatrixIsAMatrixLikeAnyOther_data() {
        QTest::addColumn<Index>("rows");
        QTest::addColumn<Index>("columns");
        QTest::newRow("empty") << Index{0} << Index{5};
        QTest::newRow("less than a page") << Index{3} << Index{4};
        QTest::newRow("one large page and a bit") << Index{513} << Index{512};
        QTest::newRow("many") << Index{64} << Index{40000};
    }

    void aLargeMatrixIsAMatrixLikeAnyOther() {
        QFETCH(Index, rows);
        QFETCH(Index, columns);
        Matrix matrix = largeMatrix(rows, columns);
        QCOMPARE(matrix.rows(), rows);
        QCOMPARE(matrix.cols(), columns);
        for (Index j = 0; j < columns; ++j)
            matrix.col(j).setConstant(static_cast<double>(j));
        const Matrix copy = matrix;
        matrix = Matrix();
        for (Index j = 0; j < columns; ++j)
            QVERIFY((copy.col(j).array() == static_cast<double>(j)).all());
    }
};

GRADEWISE_TEST(TestLargePages)
#include "test_large_pages.moc"
