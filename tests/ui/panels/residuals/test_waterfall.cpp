#include "tests/test_case.h"
#include "tests/ui/panels/run_fixture.h"
#include "ui/charts/cursor.h"
#include "ui/charts/curveview.h"
#include "ui/panels/residuals/residuals_panel.h"
#include "ui/window/panel_area.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QMouseEvent>
#include <QRegularExpression>
#include <QSettings>
#include <QTemporaryDir>
#include <QToolButton>
#include <QWheelEvent>

using namespace gradewise;

namespace {

struct Shown {
    RunModel model;
    Cursor cursor;
    ResidualsPanel panel{&cursor, Theme::lightTheme(), false};

    Shown(std::size_t frozen, std::size_t total, QSize size = {800, 500}) {
        fixture::run(model, frozen, total);
        panel.resize(size);
        panel.chooseView(QStringLiteral("waterfall"));
        panel.show();
        panel.showRun(model);
    }
    Waterfall& waterfall() { return panel.waterfall(); }
    QToolButton& button(const char* name) {
        return *panel.findChild<QToolButton*>(QString::fromLatin1(name));
    }
    void freezeOneMore(double part = 0.3) {
        fixture::freezeOneMore(model, part);
        panel.showRun(model);
    }
    QImage fresh(const Theme& theme = Theme::lightTheme()) {
        Cursor other;
        if (cursor.stretch())
            other.zoomTo(cursor.stretch()->first, cursor.stretch()->second);
        ResidualsPanel again(&other, theme, false);
        again.resize(panel.size());
        again.chooseView(QStringLiteral("waterfall"));
        again.show();
        again.showRun(model);
        return again.waterfall().image();
    }
};

} // namespace

class WaterfallTest : public QObject {
    Q_OBJECT
private slots:
    void init();
    void isChosenByItselfForManyGrades();
    void userChooses();
    void liveIsAsDrawnAfresh();
    void newGradeCostsItsRow();
    void liesOverTheStrips_data();
    void liesOverTheStrips();
    void readsWhatIsPointedAt();
    void keysRead();
    void zoomIsShared();
    void exactZeroIsNamed();
    void severalOutputsShowTheLargest();
    void oneGradeAndTwoThousand();
    void anotherRunBeginsAfresh();
    void themesAreFollowed();
    void buttonsNeverLeaveThePanel();
    void choiceIsRemembered();
};

void WaterfallTest::init() {
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)")));
    QLocale::setDefault(QLocale::c());
}

void WaterfallTest::isChosenByItselfForManyGrades() {
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

void WaterfallTest::userChooses() {
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

void WaterfallTest::liveIsAsDrawnAfresh() {
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

void WaterfallTest::newGradeCostsItsRow() {
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

void WaterfallTest::liesOverTheStrips_data() {
    QTest::addColumn<int>("grades");
    QTest::addColumn<bool>("paper");
    QTest::newRow("few") << 4 << false;
    QTest::newRow("folded") << 20 << false;
    QTest::newRow("paper") << 4 << true;
}

void WaterfallTest::liesOverTheStrips() {
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

void WaterfallTest::readsWhatIsPointedAt() {
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

void WaterfallTest::keysRead() {
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

void WaterfallTest::zoomIsShared() {
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

void WaterfallTest::exactZeroIsNamed() {
    Shown shown(2, 3);
    shown.freezeOneMore(0.3);
    RunUpdate update; // grade 3 leaves nothing over in the left half
    update.id = 1;
    GradeFinished finished;
    finished.grade = 2;
    finished.record.config = shown.model.grades()[2].config;
    finished.record.status = GradeStatus::Finished;
    finished.contribution = shown.model.residual(2);
    finished.contribution.rightCols(1000) *= 0.5;
    finished.record.metrics =
        fixture::metricsOf(shown.model.residual(2) - finished.contribution, shown.model.target());
    finished.block = Block(BlockShape{16, {16}, 1, Activation::Relu});
    update.finishedGrades.push_back(std::move(finished));
    shown.model.apply(update);
    shown.panel.showRun(shown.model);
    const QImage image = shown.waterfall().image();
    QCOMPARE(image.pixel(image.width() / 5, image.height() - 3), Theme::lightTheme().card.rgb());
    QVERIFY(image.pixel(image.width() * 4 / 5, image.height() - 3) != Theme::lightTheme().card.rgb());
}

void WaterfallTest::severalOutputsShowTheLargest() {
    RunModel model;
    fixture::run(model, 2, 2, 1, 3);
    Cursor cursor;
    ResidualsPanel panel(&cursor, Theme::lightTheme(), false);
    panel.resize(800, 500);
    panel.chooseView(QStringLiteral("waterfall"));
    panel.show();
    panel.showRun(model);
    const QRectF plot = panel.waterfall().plotRect();
    QTest::mouseMove(&panel.waterfall(), plot.center().toPoint());
    const auto reading = panel.waterfall().reading();
    QVERIFY(reading);
    const auto sample = static_cast<Index>(std::lround(reading->x * 2000.0));
    QCOMPARE(reading->magnitude, model.residual(reading->grade).col(sample).cwiseAbs().maxCoeff());
}

void WaterfallTest::oneGradeAndTwoThousand() {
    Shown one(1, 1);
    QVERIFY(!one.waterfall().image().isNull());
    QCOMPARE(one.waterfall().capacity(), std::size_t{2});
    RunModel preview;
    preview.preview(fixture::config(1), fixture::target());
    one.panel.showRun(preview);
    QVERIFY(!one.waterfall().image().isNull());

    Shown many(1900, 2000);
    many.waterfall().image();
    QCOMPARE(many.waterfall().capacity(), std::size_t{2001});
    QElapsedTimer timer;
    std::vector<qint64> costs;
    for (int frame = 0; frame < 30; ++frame) {
        timer.start();
        many.freezeOneMore(0.001);
        many.waterfall().grab();
        costs.push_back(timer.elapsed());
    }
    std::ranges::sort(costs);
    qInfo() << "a frame of 1900 grades: median" << costs[15] << "ms, slowest" << costs.back() << "ms";
    QVERIFY2(costs[15] < 60, qPrintable(QString::number(costs[15])));
    timer.start();
    many.panel.resize(900, 600);
    many.waterfall().image();
    qInfo() << "all of it anew:" << timer.elapsed() << "ms";
    // Every grade's peak is on the picture: the brightest pixel is r_0's largest value.
    QCOMPARE(many.waterfall().decades().high, std::log10(many.model.before().sup));
}

void WaterfallTest::anotherRunBeginsAfresh() {
    Shown shown(20, 20);
    shown.waterfall().image();
    fixture::run(shown.model, 3, 20, 1, 1, 5);
    QImage(shown.waterfall().image()); // between two frames: what is asked may be gone already
    shown.panel.followData();
    shown.panel.showRun(shown.model);
    QCOMPARE(shown.waterfall().image(), shown.fresh());
    shown.model.begin(9, fixture::config(3),
                      Target("g", {Interval{0.0, 2.0}}, 1, [](const Matrix& x) { return x; }));
    shown.waterfall().grab();
    shown.panel.showRun(shown.model);
    QCOMPARE(shown.waterfall().image(), shown.fresh());
    fixture::run(shown.model, 2, 3, 2, 1, 10); // two variables
    shown.waterfall().grab();
    shown.panel.showRun(shown.model);
    shown.panel.grab();
}

void WaterfallTest::themesAreFollowed() {
    Shown shown(3, 100);
    const QImage light = shown.waterfall().image();
    QCOMPARE(light.pixel(5, light.height() - 2), Theme::lightTheme().track.rgb());
    shown.panel.setTheme(Theme::darkTheme());
    const QImage dark = shown.waterfall().image();
    QCOMPARE(dark.pixel(5, dark.height() - 2), Theme::darkTheme().track.rgb());
    QCOMPARE(dark, shown.fresh(Theme::darkTheme()));
    QCOMPARE(dark.pixel(5, 2), light.pixel(5, 2)); // the colours mean the same
}

void WaterfallTest::buttonsNeverLeaveThePanel() {
    Shown shown(5, 5);
    for (const char* const view : {"waterfall", "strips"}) {
        shown.panel.chooseView(QString::fromLatin1(view));
        for (const int width : {900, 620, 460, 400, 300, 200, 90, 620}) {
            shown.panel.resize(width, 300);
            shown.panel.showRun(shown.model);
            for (QToolButton* button : shown.panel.findChildren<QToolButton*>())
                if (button->isVisible())
                    QVERIFY2(button->mapTo(&shown.panel, QPoint()).x() > 20,
                             qPrintable(QString::number(width)));
        }
        QVERIFY(shown.button("residuals-strips").isVisible()); // back at the size of a small window
    }
}

void WaterfallTest::choiceIsRemembered() {
    const QTemporaryDir folder;
    QSettings settings(folder.filePath(QStringLiteral("layout.ini")), QSettings::IniFormat);
    PanelArea first(new QWidget, Theme::lightTheme());
    QCOMPARE(first.panel(PanelKind::Residuals).chosenView(), QString());
    first.panel(PanelKind::Residuals).chooseView(QStringLiteral("waterfall"));
    first.save(settings);
    PanelArea second(new QWidget, Theme::lightTheme());
    second.restore(settings);
    QCOMPARE(second.panel(PanelKind::Residuals).chosenView(), QStringLiteral("waterfall"));
    second.reset();
    QCOMPARE(second.panel(PanelKind::Residuals).chosenView(), QString());
}

GRADEWISE_TEST(WaterfallTest)
#include "test_waterfall.moc"
