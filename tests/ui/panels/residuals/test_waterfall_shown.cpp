// What the waterfall shows of a run.
#include "tests/test_case.h"
#include "tests/ui/panels/residuals/waterfall_fixture.h"

using namespace gradewise;
using namespace gradewise::waterfall_fixture;

class TestWaterfallShown : public QObject {
    Q_OBJECT

private slots:
    void init() { begin(); }

    void exactZeroIsNamed();
    void severalOutputsShowTheLargest();
    void oneGradeAndTwoThousand();
    void anotherRunBeginsAfresh();
    void themesAreFollowed();
    void buttonsNeverLeaveThePanel();
    void choiceIsRemembered();
};

void TestWaterfallShown::exactZeroIsNamed() {
    Shown shown(2, 3);
    shown.freezeOneMore(0.3);
    RunUpdate update; // grade 3 leaves nothing over in the left half
    update.id = 1;
    GradeFinished finished;
    finished.grade = 2;
    finished.record.config = shown.model.grades()[2].record.config;
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

void TestWaterfallShown::severalOutputsShowTheLargest() {
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

void TestWaterfallShown::oneGradeAndTwoThousand() {
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

void TestWaterfallShown::anotherRunBeginsAfresh() {
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

void TestWaterfallShown::themesAreFollowed() {
    Shown shown(3, 100);
    const QImage light = shown.waterfall().image();
    QCOMPARE(light.pixel(5, light.height() - 2), Theme::lightTheme().track.rgb());
    shown.panel.setTheme(Theme::darkTheme());
    const QImage dark = shown.waterfall().image();
    QCOMPARE(dark.pixel(5, dark.height() - 2), Theme::darkTheme().track.rgb());
    QCOMPARE(dark, shown.fresh(Theme::darkTheme()));
    QCOMPARE(dark.pixel(5, 2), light.pixel(5, 2)); // the colours mean the same
}

void TestWaterfallShown::buttonsNeverLeaveThePanel() {
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

void TestWaterfallShown::choiceIsRemembered() {
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

GRADEWISE_TEST(TestWaterfallShown)
#include "test_waterfall_shown.moc"
