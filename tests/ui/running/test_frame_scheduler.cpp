#include "tests/test_case.h"
#include "ui/running/frame_scheduler.h"

#include <QSignalSpy>
#include <QWidget>

using namespace gradewise;

class TestFrameScheduler : public QObject {
    Q_OBJECT

private slots:
    void drawsOneViewATurn() {
        QWidget first;
        QWidget second;
        first.show();
        second.show();
        FrameScheduler scheduler;
        QStringList drawn;
        scheduler.add(&first, [&] {
            drawn << QStringLiteral("first");
            // Comes between the two only if the second view waits for another turn.
            QMetaObject::invokeMethod(
                &scheduler, [&] { drawn << QStringLiteral("event"); }, Qt::QueuedConnection);
        });
        scheduler.add(&second, [&] { drawn << QStringLiteral("second"); });
        QSignalSpy frames(&scheduler, &FrameScheduler::drawn);
        scheduler.request();
        QVERIFY(drawn.isEmpty());
        QTRY_COMPARE(frames.count(), 1);
        QCOMPARE(drawn, QStringList({"first", "event", "second"}));
        QVERIFY(frames[0][0].toDouble() >= 0.0);
    }

    void hiddenViewsWaitUntilTheyAreShown() {
        QWidget hidden;
        FrameScheduler scheduler;
        int drawn = 0;
        scheduler.add(&hidden, [&] { ++drawn; });
        QSignalSpy frames(&scheduler, &FrameScheduler::drawn);
        scheduler.request();
        QTRY_COMPARE(frames.count(), 1);
        QCOMPARE(drawn, 0);
        hidden.show();
        QTRY_COMPARE(drawn, 1);
        QTest::qWait(50); // and not again without a request
        QCOMPARE(drawn, 1);
    }

    void requestsDuringAFrameAreNotLost() {
        QWidget first;
        QWidget second;
        first.show();
        second.show();
        FrameScheduler scheduler;
        int firstDrawn = 0;
        int secondDrawn = 0;
        scheduler.add(&first, [&] { ++firstDrawn; });
        scheduler.add(&second, [&] {
            if (++secondDrawn == 1)
                scheduler.request();
        });
        scheduler.request();
        QTRY_COMPARE(secondDrawn, 2);
        QTRY_COMPARE(firstDrawn, 2);
    }
};

GRADEWISE_TEST(TestFrameScheduler)
#include "test_frame_scheduler.moc"
