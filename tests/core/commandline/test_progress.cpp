// The pace of a grade, from which the time left is told.
#include "core/commandline/progress.h"
#include "tests/test_case.h"

using namespace gradewise;

class TestProgress : public QObject {
    Q_OBJECT

private slots:
    void aSlowStartIsForgotten() {
        Pace pace;
        pace.gradeBegun();
        double seconds = 1.0;
        pace.epochDone(1, seconds); // a start of one second
        QCOMPARE(pace.secondsPerEpoch(), 1.0);
        for (Index epoch = 2; epoch <= 100; ++epoch) {
            seconds += 0.01;
            pace.epochDone(epoch, seconds);
            QVERIFY(std::abs(pace.secondsPerEpoch() - 0.01) <= 1e-9);
        }
    }

    void aGradeBeginsAnew() {
        Pace pace;
        pace.gradeBegun();
        pace.epochDone(1, 5.0);
        pace.gradeBegun();
        pace.epochDone(1, 5.5);
        QCOMPARE(pace.secondsPerEpoch(), 0.5);
        pace.epochDone(2, 5.75);
        QCOMPARE(pace.secondsPerEpoch(), 0.25);
    }

    void slowerLaterIsNoticed() {
        Pace pace;
        pace.gradeBegun();
        double seconds = 0.0;
        for (Index epoch = 1; epoch <= 64; ++epoch)
            pace.epochDone(epoch, seconds += 0.001);
        for (Index epoch = 65; epoch <= 256; ++epoch)
            pace.epochDone(epoch, seconds += 0.1);
        QVERIFY(std::abs(pace.secondsPerEpoch() - 0.1) <= 1e-9);
    }
};

GRADEWISE_TEST(TestProgress)
#include "test_progress.moc"
