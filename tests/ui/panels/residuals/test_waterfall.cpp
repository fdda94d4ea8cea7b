#include "tests/test_case.h"
#include "tests/ui/panels/residuals/waterfall_fixture.h"

using namespace gradewise;
using namespace gradewise::waterfall_fixture;

class TestWaterfall : public QObject {
    Q_OBJECT

private slots:
    void init() { begin(); }

    void isChosenByItselfForManyGrades();
    void userChooses();
    void liveIsAsDrawnAfresh();
    void newGradeCostsItsRow();
    void liesOverTheStrips_data();
    void liesOverTheStrips();
    void readsWhatIsPointedAt();
    void keysRead();
    void zoomIsShared();
};

void TestWaterfall::isChosenByItselfForManyGrades() {
    RunModel few;
    fixture::run(few, 32, 32);
    RunModel many;
    fixture::run(many, 33, 33);
    RunModel twoVariables;
    fixture::run(twoVariables, 2, 2, 2);
    QVERIFY(!showsWaterfall(few, {}));
    QVERIFY(showsWaterfall(many, {}));
    QVERIFY(showsWaterfall(few, QStringLiteral("waterfall")));
    QVERIFY(!showsWaterfall(many, QStringLiteral("strips")));
    QVERIFY(!showsWaterfall(twoVariables, QStringLiteral("waterfall")));
    Cursor cursor;
    ResidualsPanel panel(&cursor, Theme::lightTheme(), false);
    panel.resize(800, 500);
    panel.show();
    panel.showRun(few);
    QVERIFY(panel.waterfall().isHidden() && !panel.list().isHidden());
    panel.showRun(many);
    QVERIFY(!panel.waterfall().isHidden() && panel.list().isHidden());
    QVERIFY(panel.findChild<QToolButton*>(QStringLiteral("residuals-waterfall"))->isChecked());
    QCOMPARE(panel.chosenView(), QString());
    panel.showRun(few);
    QVERIFY(panel.waterfall().isHidden());
}

void TestWaterfall::userChooses() {
    Shown shown(40, 40);
    shown.panel.chooseView(QStringLiteral("nonsense"));
    QCOMPARE(shown.panel.chosenView(), QString());
    QVERIFY(!shown.waterfall().isHidden());
    QTest::mouseClick(&shown.button("residuals-strips"), Qt::LeftButton);
    QCOMPARE(shown.panel.chosenView(), QStringLiteral("strips"));
    QVERIFY(shown.waterfall().isHidden());
    QCOMPARE(shown.panel.strip(0).content().grade, std::size_t{0});
    QTest::mouseClick(&shown.button("residuals-strips"), Qt::LeftButton);
    QVERIFY(shown.button("residuals-strips").isChecked() && !shown.button("residuals-waterfall").isChecked());
    QTest::mouseClick(&shown.button("residuals-waterfall"), Qt::LeftButton);
    QVERIFY(!shown.waterfall().isHidden());
    QCOMPARE(shown.panel.chosenView(), QStringLiteral("waterfall"));
}

void TestWaterfall::liveIsAsDrawnAfresh() {
    Shown shown(20, 90);
    shown.waterfall().image();
    for (int frame = 0; frame < 60; ++frame) {
        shown.freezeOneMore(frame < 12 ? 0.3 : 0.02);
        const QImage live = shown.waterfall().image();
        if (frame % 10 == 9)
            QCOMPARE(live, shown.fresh());
    }
    shown.panel.resize(500, 350);
    shown.cursor.zoomTo(0.3, 0.4);
    QCOMPARE(shown.waterfall().image(), shown.fresh());
}

void TestWaterfall::newGradeCostsItsRow() {
    Shown shown(60, 2000);
    for (int frame = 0; frame < 10; ++frame)
        shown.freezeOneMore(0.001);
    shown.waterfall().image();
    shown.waterfall().takePaintedRows();
    for (int frame = 0; frame < 40; ++frame) { // 71 … 110 of the 128 that there is room for
        shown.freezeOneMore(0.001);
        const int height = shown.waterfall().image().height();
        QVERIFY2(shown.waterfall().takePaintedRows() <= 2 * (height / 128 + 2), "only the rows that changed");
    }
    QCOMPARE(shown.waterfall().capacity(), std::size_t{128});
    shown.waterfall().image();
    QCOMPARE(shown.waterfall().takePaintedRows(), 0);
}

void TestWaterfall::liesOverTheStrips_data() {
    QTest::addColumn<int>("grades");
    QTest::addColumn<bool>("paper");
    QTest::newRow("few") << 4 << false;
    QTest::newRow("folded") << 20 << false;
    QTest::newRow("paper") << 4 << true;
}

void TestWaterfall::liesOverTheStrips() {
    QFETCH(int, grades);
    QFETCH(bool, paper);
    RunModel model;
    fixture::run(model, static_cast<std::size_t>(grades), static_cast<std::size_t>(grades));
    Cursor cursor;
    ResidualsPanel panel(&cursor, Theme::lightTheme(), paper);
    panel.resize(800, 500);
    panel.show();
    panel.showRun(model);
    QVERIFY(QTest::qWaitForWindowExposed(&panel));
    CurveView* const view = panel.strip(0).view();
    const QRectF strip = view->plotRect().translated(view->mapTo(&panel, QPoint()));
    panel.chooseView(QStringLiteral("waterfall"));
    QCoreApplication::processEvents();
    const QRectF plot = panel.waterfall().plotRect().translated(panel.waterfall().mapTo(&panel, QPoint()));
    QVERIFY2(std::abs(plot.left() - strip.left()) < 1.0,
             qPrintable(QString::number(plot.left() - strip.left())));
    QVERIFY2(std::abs(plot.right() - strip.right()) < 1.0,
             qPrintable(QString::number(plot.right() - strip.right())));
}

void TestWaterfall::readsWhatIsPointedAt() {
    Shown shown(12, 12);
    QVERIFY(!shown.waterfall().reading());
    const QRectF plot = shown.waterfall().plotRect();
    for (const std::size_t grade : {std::size_t{0}, std::size_t{5}, std::size_t{12}}) {
        const double y = plot.top() + plot.height() * (static_cast<double>(grade) + 0.5) / 13.0;
        QTest::mouseMove(&shown.waterfall(), QPointF(plot.left() + 0.37 * plot.width(), y).toPoint());
        const auto reading = shown.waterfall().reading();
        QVERIFY(reading);
        QCOMPARE(reading->grade, grade);
        QVERIFY(std::abs(reading->x - 0.37) < 0.002);
        const auto sample = static_cast<Index>(std::lround(reading->x * 2000.0));
        QCOMPARE(shown.model.gridPoints()(0, sample), reading->x);
        QCOMPARE(reading->magnitude, std::abs(shown.model.residual(grade)(0, sample)));
        QCOMPARE(*shown.cursor.position(), reading->x); // the other panels read there too
    }
    QEvent leave(QEvent::Leave);
    QApplication::sendEvent(&shown.waterfall(), &leave);
    QVERIFY(!shown.waterfall().reading());
    QVERIFY(!shown.cursor.position());
    // While there is room for more grades, the empty part reads the newest.
    Shown early(3, 100);
    QVERIFY(QTest::qWaitForWindowExposed(&early.panel));
    const QPointF low = early.waterfall().plotRect().bottomRight() - QPointF(5.0, 5.0);
    QMouseEvent move(QEvent::MouseMove, low, early.waterfall().mapToGlobal(low), Qt::NoButton, Qt::NoButton,
                     Qt::NoModifier);
    QApplication::sendEvent(&early.waterfall(), &move);
    QVERIFY(early.waterfall().reading());
    QCOMPARE(early.waterfall().reading()->grade, std::size_t{4});
}

void TestWaterfall::keysRead() {
    Shown shown(12, 12);
    Waterfall& waterfall = shown.waterfall();
    QVERIFY(waterfall.focusPolicy() & Qt::TabFocus);
    QTest::keyClick(&waterfall, Qt::Key_Up);
    QCOMPARE(waterfall.reading()->grade, std::size_t{12});
    QCOMPARE(waterfall.reading()->x, 0.5);
    QTest::keyClick(&waterfall, Qt::Key_Up);
    QTest::keyClick(&waterfall, Qt::Key_Right);
    QCOMPARE(waterfall.reading()->grade, std::size_t{11});
    QCOMPARE(waterfall.reading()->x, shown.model.gridPoints()(0, 1001));
    QTest::keyClick(&waterfall, Qt::Key_Up, Qt::ShiftModifier);
    QTest::keyClick(&waterfall, Qt::Key_Up, Qt::ShiftModifier);
    QCOMPARE(waterfall.reading()->grade, std::size_t{0});
    QVERIFY(waterfall.accessibleDescription().startsWith(QStringLiteral("grade 0, x = 0.5")));
    QTest::keyClick(&waterfall, Qt::Key_Escape);
    QVERIFY(!waterfall.reading());
}

void TestWaterfall::zoomIsShared() {
    Shown shown(12, 12);
    Waterfall& waterfall = shown.waterfall();
    const QRectF plot = waterfall.plotRect();
    const QImage before = waterfall.image();
    const QPointF at(plot.left() + 0.25 * plot.width(), plot.center().y());
    QWheelEvent wheel(at, waterfall.mapToGlobal(at), {}, {0, 240}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QApplication::sendEvent(&waterfall, &wheel);
    const auto stretch = shown.cursor.stretch();
    QVERIFY(stretch);
    QVERIFY(std::abs(stretch->second - stretch->first - 0.64) < 1e-9);
    QVERIFY(std::abs(stretch->first + 0.25 * 0.64 - 0.25) < 1e-3); // the place under the pointer stays
    QVERIFY(waterfall.image() != before);
    QCOMPARE(waterfall.image(), shown.fresh());
    QTest::mouseDClick(&waterfall, Qt::LeftButton, {}, at.toPoint());
    QVERIFY(!shown.cursor.stretch());
    QCOMPARE(waterfall.image(), before);
    // A rectangle.
    QTest::mousePress(&waterfall, Qt::LeftButton, {}, at.toPoint());
    QTest::mouseMove(&waterfall, at.toPoint() + QPoint(100, 10));
    QTest::mouseRelease(&waterfall, Qt::LeftButton, {}, at.toPoint() + QPoint(100, 10));
    QVERIFY(shown.cursor.stretch());
    QVERIFY(std::abs(shown.cursor.stretch()->second - shown.cursor.stretch()->first - 100.0 / plot.width()) <
            0.02);
    shown.cursor.showAll(); // from another panel
    QCOMPARE(waterfall.image(), before);
    for (int i = 0; i < 200; ++i)
        QApplication::sendEvent(&waterfall, &wheel);
    QVERIFY(!waterfall.image().isNull());
}

GRADEWISE_TEST(TestWaterfall)
#include "test_waterfall.moc"
