// How a window of a study is closed while it trains.
#pragma once

#include "tests/ui/window/window_fixture.h"

#include <QAbstractButton>

namespace gradewise {

/// Closes a window whose study never ends: it asks, and stays when told to go on; else the study stops. Then
/// begins again, so that whoever destroys the window does so in the middle of a run. `begun` says whether
/// training has shown something.
template <class Window, class State, class Begun>
void closeInTheMiddle(Window& window, QAbstractButton& start, State running, State idle, const Begun& begun) {
    constexpr int patience = 60'000; // milliseconds
    window.show();
    start.click();
    QTRY_VERIFY_WITH_TIMEOUT(begun(), patience);
    {
        Answer goOn(QStringLiteral("Go On"));
        window.close();
        QTest::keyClick(&window, Qt::Key_Escape);
        QCOMPARE(goOn.asked, 2);
        QVERIFY(window.isVisible());
        QVERIFY(window.driver().state() == running);
    }
    Answer stop(QStringLiteral("Stop"));
    window.close();
    QCOMPARE(stop.asked, 1);
    QVERIFY(!window.isVisible());
    QTRY_COMPARE_WITH_TIMEOUT(window.driver().state(), idle, patience);
    window.show();
    window.close(); // nothing is in training: nothing is asked
    QCOMPARE(stop.asked, 1);
    window.show();
    start.click();
    QTRY_VERIFY_WITH_TIMEOUT(begun(), patience);
}

} // namespace gradewise
