// The loss by epoch: what is added, the gap, the eigenvalues, divergence.
#include "tests/test_case.h"
#include "tests/ui/panels/panels_fixture.h"

using namespace gradewise;
using namespace gradewise::panels_fixture;

class TestLossPanel : public QObject {
    Q_OBJECT

private slots:
    void init() { begin(); }

    void lossTakesInOnlyWhatIsNew();
    void lossStartsOverWithAnotherRun();
    void lossShowsTheEigenvalues();
    void lossShowsTheDualityGap();
    void divergenceIsShown();

private:
    static ResidualsPanel& residuals(Panel& panel) { return *qobject_cast<ResidualsPanel*>(&panel); }
};

void TestLossPanel::lossTakesInOnlyWhatIsNew() {
    RunModel model;
    model.begin(1, fixture::config(2, 1'000'000), fixture::target());
    LossPanel panel(Theme::lightTheme(), false);
    panel.resize(400, 250);
    panel.show();
    QElapsedTimer timer;
    qint64 worst = 0;
    const Index each = 50'000;
    for (Index begin = 0; begin < 1'000'000; begin += each) {
        RunUpdate update;
        update.id = 1;
        for (Index epoch = begin + 1; epoch <= begin + each; ++epoch)
            update.history.push_back(fixture::epochOf(0, epoch, 1'000'000, 1));
        model.apply(update);
        timer.start();
        panel.showRun(model);
        panel.view()->refresh();
        worst = std::max(worst, timer.elapsed());
    }
    QVERIFY(panel.summary().contains(QStringLiteral("1000000")));
    QCOMPARE(panel.view()->xBounds().high >= 1e6, true);
    qInfo() << "a frame that takes in" << each << "epochs costs at most" << worst << "ms";
    timer.start();
    for (int frame = 0; frame < 20; ++frame) {
        panel.showRun(model); // nothing is new
        panel.view()->refresh();
    }
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
    QCOMPARE(panel.findChild<CurveView*>()->notes(), QStringList());
}

void TestLossPanel::lossStartsOverWithAnotherRun() {
    LossPanel panel(Theme::lightTheme(), false);
    panel.resize(400, 250);
    RunModel model;
    fixture::run(model, 4, 4, 1, 1, 1);
    panel.showRun(model);
    QCOMPARE(panel.view()->samples(QStringLiteral("train")), std::size_t{800});
    fixture::run(model, 4, 4, 1, 1, 2); // as many epochs, other numbers
    panel.showRun(model);
    QCOMPARE(panel.view()->samples(QStringLiteral("train")), std::size_t{800});
    fixture::run(model, 1, 4, 1, 1, 3);
    panel.showRun(model);
    QCOMPARE(panel.view()->samples(QStringLiteral("train")), std::size_t{300});
    model.preview(fixture::config(4), fixture::target());
    panel.showRun(model);
    QCOMPARE(panel.view()->samples(QStringLiteral("train")), std::size_t{0});
}

void TestLossPanel::lossShowsTheEigenvalues() {
    RunModel model;
    fixture::run(model, 1, 3);
    LossPanel panel(Theme::lightTheme(), false);
    panel.resize(420, 260);
    panel.show();
    panel.showRun(model);
    auto* const button = panel.findChild<QToolButton*>(QStringLiteral("loss-eigenvalues"));
    QVERIFY(button->isHidden());                     // nothing to show
    panel.chooseView(QStringLiteral("eigenvalues")); // as the settings may say
    QVERIFY(panel.view()->isVisible() && !panel.eigenvalues()->isVisible());
    panel.chooseView({});

    RunUpdate update;
    update.id = 1;
    update.curvature = {{0, 1, Curvature{5.0, -1.0, 0.0, 0.0, 12, 0.1}},
                        {0, 150, Curvature{15.0, -2.0, 0.0, 0.0, 12, 0.1}},
                        {1, 50, Curvature{25.0, -4.0, 0.0, 0.0, 12, 0.1}}};
    model.apply(update);
    panel.showRun(model);
    QVERIFY(!button->isHidden());
    QVERIFY(panel.view()->isVisible()); // nobody asked for it
    button->click();
    QVERIFY(panel.eigenvalues()->isVisible() && !panel.view()->isVisible());
    QCOMPARE(panel.chosenView(), QStringLiteral("eigenvalues"));
    QVERIFY(button->isChecked());
    CurveView& view = *panel.eigenvalues();
    QCOMPARE(view.samples(QStringLiteral("largest")), std::size_t{3});
    QCOMPARE(view.samples(QStringLiteral("least")), std::size_t{3});
    // The band of stability is always in sight, and what leaves it too.
    QVERIFY(view.yBounds().low <= -1.5 && view.yBounds().high >= 1.4);
    QVERIFY(view.xBounds().high >= 250.0);
    const QImage picture = pictureOf(view);
    const auto colour = [&](double y) {
        const QPointF at = view.toPixel(100.0, y);
        return picture.pixelColor(at.toPoint());
    };
    QVERIFY(colour(0.2) != colour(1.3)); // within and above
    QVERIFY(colour(0.2) == colour(-0.3));
    QVERIFY2(panel.summary().contains(QStringLiteral("η λ_max is 2.50: at or beyond the bound")),
             qPrintable(panel.summary()));
    // A grade's epochs begin where those of the grades before end, also when all comes at once.
    LossPanel fresh(Theme::lightTheme(), false);
    fresh.resize(420, 260);
    fresh.chooseView(QStringLiteral("eigenvalues"));
    fresh.show();
    fresh.showRun(model);
    QCOMPARE(fresh.eigenvalues()->samples(QStringLiteral("largest")), std::size_t{3});
    const QPointF last = fresh.eigenvalues()->toPixel(250.0, -1.5);
    QCOMPARE(pictureOf(*fresh.eigenvalues()).pixelColor(last.toPoint()).rgb(),
             Theme::lightTheme().accent.rgb());
    // As a figure, and back.
    LossPanel paper(Theme::printTheme(), true);
    paper.resize(420, 260);
    paper.chooseView(QStringLiteral("eigenvalues"));
    paper.showRun(model);
    QVERIFY(paper.eigenvalues()->isVisibleTo(&paper));
    button->click();
    QVERIFY(panel.view()->isVisible());
    // Another run without them: the button goes.
    panel.chooseView(QStringLiteral("eigenvalues"));
    fixture::run(model, 1, 3, 1, 1, 2);
    panel.showRun(model);
    QVERIFY(panel.view()->isVisible() && button->isHidden());
}

void TestLossPanel::lossShowsTheDualityGap() {
    class Panel : public LossPanel {
    public:
        using LossPanel::legend;
        using LossPanel::LossPanel;
    } panel(Theme::lightTheme(), true);
    panel.resize(600, 300);
    const QString id = QStringLiteral("gap");
    RunModel model;
    fixture::run(model, 2, 2);
    panel.showRun(model);
    QCOMPARE(panel.view()->samples(id), std::size_t{0}); // no grade has one
    ExperimentConfig config = fixture::config(2, 20);
    config.grades[1].solver = ConvexOptions{};
    stepsOf(config.grades[1].solver) = 20;
    for (const bool several : {false, true}) { // the second grade sees several features
        config.grades[0].hidden = {several ? 4 : 1};
        model.begin(several ? 3 : 2, config, fixture::target());
        RunUpdate update;
        update.id = several ? 3 : 2;
        for (Index step = 1; step <= 40; ++step) {
            update.history.push_back(
                fixture::epochOf(step > 20 ? 1 : 0, step > 20 ? step - 20 : step, 20, 1));
            if (step > 20) {
                update.history.back().gap =
                    step == 40 ? 0.0 : std::pow(10.0, -0.4 * static_cast<double>(step - 20));
            }
        }
        model.apply(update);
        panel.showRun(model);
        QCOMPARE(panel.view()->samples(id), std::size_t{40});
        QCOMPARE(panel.view()->notes(), QStringList()); // a grade without a gap lacks nothing
        const auto legend = panel.legend();
        QCOMPARE(legend.back().text,
                 several ? QStringLiteral("duality gap (sampled)") : QStringLiteral("duality gap"));
        QCOMPARE(legend.back().line, Qt::DashLine);
        QVERIFY(panel.view()->yBounds().low < 1e-7); // the axis has room for it
        // It lies in the second grade's half only.
        const QImage image = pictureOf(panel);
        int left = 0;
        int right = 0;
        const QPoint origin = panel.view()->mapTo(&panel, QPoint());
        const QPointF from = panel.view()->toPixel(21.0, std::pow(10.0, -0.4)) + origin;
        const QPointF to = panel.view()->toPixel(39.0, std::pow(10.0, -7.6)) + origin;
        for (double share = 0.0; share <= 1.0; share += 0.002) {
            const QPoint at = (from + share * (to - from)).toPoint();
            right += image.pixelColor(at) != image.pixelColor(at + QPoint(-6, 6)) ? 1 : 0;
            left += image.pixelColor(at - QPoint(200, 0)) == Theme::lightTheme().good ? 1 : 0;
        }
        QVERIFY2(right > 150, qPrintable(QString::number(right)));
        QCOMPARE(left, 0);
    }
}

void TestLossPanel::divergenceIsShown() {
    RunModel model;
    model.begin(1, fixture::config(2), fixture::target());
    RunUpdate update;
    update.id = 1;
    update.begunGrade = 0;
    for (Index epoch = 1; epoch <= 20; ++epoch) {
        HistoryPoint point = fixture::epochOf(0, epoch, 20, 1);
        point.trainRelativeL2 = epoch < 10 ? std::pow(10.0, 3.0 * static_cast<double>(epoch))
                                           : std::numeric_limits<double>::infinity();
        update.history.push_back(point);
    }
    Matrix added = Matrix::Constant(1, model.target().cols(), std::numeric_limits<double>::quiet_NaN());
    update.live = std::make_shared<GradeSnapshot>(
        GradeSnapshot{0, 20, added, measure(model.target() - added, model.target())});
    model.apply(update);
    for (const PanelKind kind : allPanelKinds()) {
        const auto panel = makePanel(kind, nullptr, Theme::lightTheme(), false);
        panel->resize(500, 300);
        panel->showRun(model);
        QVERIFY(different(pictureOf(*panel), Theme::lightTheme().card) > 500);
    }
}

GRADEWISE_TEST(TestLossPanel)
#include "test_loss_panel.moc"
