#include "tests/solver_options.h"
#include "tests/test_case.h"
#include "tests/ui/panels/run_fixture.h"
#include "ui/charts/cursor.h"
#include "ui/charts/curveview.h"
#include "ui/panels/errors/error_panel.h"
#include "ui/panels/loss/loss_panel.h"
#include "ui/panels/panel_list.h"
#include "ui/panels/residuals/residuals_panel.h"
#include "ui/panels/target/target_panel.h"

#include <QApplication>
#include <QBuffer>
#include <QElapsedTimer>
#include <QPainter>
#include <QPdfWriter>
#include <QRegularExpression>
#include <QSet>
#include <QSvgGenerator>
#include <QSvgRenderer>
#include <QToolButton>

#include <limits>

using namespace gradewise;

namespace {

QByteArray svgOf(QWidget& panel) {
    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QSvgGenerator generator;
    generator.setOutputDevice(&buffer);
    generator.setSize(panel.size());
    generator.setViewBox(panel.rect());
    QPainter painter(&generator);
    panel.render(&painter, QPoint(), QRegion(), QWidget::DrawChildren);
    painter.end();
    return buffer.data();
}

int different(const QImage& image, const QColor& ground) {
    int count = 0;
    for (int x = 0; x < image.width(); ++x) {
        for (int y = 0; y < image.height(); ++y) {
            count += image.pixelColor(x, y) != ground ? 1 : 0;
        }
    }
    return count;
}

QImage pictureOf(QWidget& panel) {
    QImage image(panel.size(), QImage::Format_RGB32);
    image.fill(Qt::white);
    panel.render(&image);
    return image;
}

} // namespace

class PanelsTest : public QObject {
    Q_OBJECT
private slots:
    void init();
    void everyKindHasTitleIdAndPicture();
    void everyPhaseDraws_data();
    void everyPhaseDraws();
    void summariesSayWhatIsSeen();
    void vectorsStayVectors_data();
    void vectorsStayVectors();
    void paperHasRoom_data();
    void paperHasRoom();
    void fourGradesFitIntoASmallWindow();
    void buttonsLeaveTheTitle_data();
    void buttonsLeaveTheTitle();
    void onlyTheLiveStripChanges();
    void commonScaleShowsTheShrinking();
    void exactAndWorseResidualsAreNamed();
    void twoVariablesAreMaps();
    void noisyLabelsAreDots_data();
    void noisyLabelsAreDots();
    void contributionIsMagnifiedByRoundFactors();
    void crosshairIsShared();
    void lossTakesInOnlyWhatIsNew();
    void lossStartsOverWithAnotherRun();
    void lossShowsTheDualityGap();
    void lossShowsTheEigenvalues();
    void gradesHaveTheirColours();
    void divergenceIsShown();
    void liveFramesAreCheap_data();
    void liveFramesAreCheap();

private:
    static ResidualsPanel& residuals(Panel& panel) { return *qobject_cast<ResidualsPanel*>(&panel); }
};

void PanelsTest::init() {
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)")));
    QLocale::setDefault(QLocale::c());
}

void PanelsTest::everyKindHasTitleIdAndPicture() {
    QSet<QString> ids;
    for (const PanelKind kind : allPanelKinds()) {
        QVERIFY(!panelTitle(kind).isEmpty());
        ids.insert(panelId(kind));
#if !__has_include("ui/panels/network/network_panel.h")
        if (kind == PanelKind::Network) {
            continue;
        }
#endif
        const auto panel = makePanel(kind, nullptr, Theme::lightTheme(), false);
        QCOMPARE(panel->kind(), kind);
        QVERIFY(!panel->accessibleName().isEmpty());
    }
    QCOMPARE(ids.size(), static_cast<qsizetype>(allPanelKinds().size()));
}

void PanelsTest::everyPhaseDraws_data() {
    QTest::addColumn<int>("frozen");
    QTest::addColumn<int>("total");
    QTest::addColumn<int>("inputs");
    QTest::addColumn<int>("outputs");
    QTest::newRow("preview") << -1 << 4 << 1 << 1;
    QTest::newRow("first grade live") << 0 << 4 << 1 << 1;
    QTest::newRow("one grade") << 1 << 1 << 1 << 1;
    QTest::newRow("middle") << 3 << 6 << 1 << 1;
    QTest::newRow("all frozen") << 4 << 4 << 1 << 1;
    QTest::newRow("three outputs") << 2 << 4 << 1 << 3;
    QTest::newRow("two variables") << 2 << 4 << 2 << 1;
    QTest::newRow("fifty grades") << 50 << 50 << 1 << 1;
}

void PanelsTest::everyPhaseDraws() {
    QFETCH(int, frozen);
    QFETCH(int, total);
    QFETCH(int, inputs);
    QFETCH(int, outputs);
    RunModel model;
    if (frozen < 0) {
        model.preview(fixture::config(static_cast<std::size_t>(total)), fixture::target(inputs, outputs));
    } else {
        fixture::run(model, static_cast<std::size_t>(frozen), static_cast<std::size_t>(total), inputs,
                     outputs);
    }
    Cursor cursor;
    for (const PanelKind kind : allPanelKinds()) {
        for (const bool paper : {false, true}) {
            const auto panel = makePanel(kind, paper ? nullptr : &cursor,
                                         paper ? Theme::printTheme() : Theme::lightTheme(), paper);
            for (const QSize size : {QSize(700, 400), QSize(325, 227), QSize(90, 60)}) {
                panel->resize(size);
                panel->showRun(model);
                panel->followData();
                const QImage image = pictureOf(*panel);
                if (size.width() > 200) {
                    QVERIFY2(different(image, Theme::lightTheme().card) > 500, qPrintable(panelId(kind)));
                }
                QVERIFY(!panel->summary().isEmpty());
            }
        }
    }
}

void PanelsTest::summariesSayWhatIsSeen() {
    RunModel model;
    fixture::run(model, 3, 6);
    const auto panel = makePanel(PanelKind::Residuals, nullptr, Theme::lightTheme(), false);
    panel->resize(600, 400);
    panel->showRun(model);
    static const QRegularExpression shape(QStringLiteral(
        "^Residual after grade 4: max [0-9.e-]+ at x = [0-9.e-]+, L² [0-9.e-]+, down by [0-9.]+ %\\.$"));
    QVERIFY2(shape.match(panel->summary()).hasMatch(), qPrintable(panel->summary()));
    QCOMPARE(panel->accessibleDescription(), panel->summary());
}

void PanelsTest::vectorsStayVectors_data() {
    QTest::addColumn<PanelKind>("kind");
    for (const PanelKind kind : allPanelKinds()) {
        QTest::newRow(panelId(kind).toUtf8().constData()) << kind;
    }
}

void PanelsTest::vectorsStayVectors() {
    QFETCH(PanelKind, kind);
    RunModel model;
    fixture::run(model, 4, 4);
    const auto panel = makePanel(kind, nullptr, Theme::printTheme(), true);
    panel->resize(673, 416);
    panel->showRun(model);
    const QByteArray svg = svgOf(*panel);
    QVERIFY2(!svg.contains("<image"), "a panel must not be rastered");
    // The audit is words and seven lights.
    QVERIFY(svg.count("<path") + svg.count("<polyline") + svg.count("<circle") >
            (kind == PanelKind::Audit ? 10 : 20));
    QVERIFY(svg.contains("<text"));
    QVERIFY2(svg.size() < 3'000'000, qPrintable(QString::number(svg.size())));
    QSvgRenderer renderer(svg);
    QVERIFY(renderer.isValid());
    QImage image(panel->size(), QImage::Format_RGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    renderer.render(&painter);
    painter.end();
    QVERIFY(different(image, Qt::white) > 2000);

    QBuffer buffer;
    buffer.open(QIODevice::WriteOnly);
    QPdfWriter pdf(&buffer);
    QPainter onPdf(&pdf);
    onPdf.scale(5.0, 5.0);
    panel->render(&onPdf, QPoint(), QRegion(), QWidget::DrawChildren);
    onPdf.end();
    QVERIFY2(!buffer.data().contains("/Subtype /Image"), "a panel must not be rastered");
    QVERIFY(buffer.data().contains("/FontDescriptor"));
}

void PanelsTest::paperHasRoom_data() {
    QTest::addColumn<QSize>("size");
    QTest::newRow("86 x 60 mm") << QSize(325, 227);
    QTest::newRow("178 x 110 mm") << QSize(673, 416);
}

void PanelsTest::paperHasRoom() {
    QFETCH(QSize, size);
    RunModel model;
    fixture::run(model, 12, 12);
    const auto panel = makePanel(PanelKind::Residuals, nullptr, Theme::printTheme(), true);
    panel->resize(size);
    panel->showRun(model);
    pictureOf(*panel);
    ResidualsPanel& strips = residuals(*panel);
    std::vector<std::size_t> shown;
    for (std::size_t i = 0; i < strips.strips(); ++i) {
        ResidualStrip& strip = strips.strip(i);
        if (strip.isHidden()) {
            continue;
        }
        shown.push_back(strip.content().grade);
        const QPoint bottom = strip.mapTo(panel.get(), QPoint(0, strip.height()));
        QVERIFY2(bottom.y() <= size.height(), qPrintable(QString::number(bottom.y())));
        QVERIFY(strip.height() >= 20);
    }
    QVERIFY(shown.size() >= 3);
    QVERIFY(shown.size() < 13);
    QCOMPARE(shown.front(), std::size_t{0});
    QCOMPARE(shown.back(), std::size_t{12});
    QVERIFY(panel->findChild<QToolButton*>() == nullptr);
}

void PanelsTest::fourGradesFitIntoASmallWindow() {
    RunModel model;
    fixture::run(model, 4, 4);
    Cursor cursor;
    const auto panel = makePanel(PanelKind::Residuals, &cursor, Theme::lightTheme(), false);
    panel->resize(620, 395); // what a window of 1280 by 800 leaves
    panel->show();
    panel->showRun(model);
    QCOMPARE(residuals(*panel).strips(), std::size_t{5});
    for (std::size_t i = 0; i < 5; ++i) {
        const ResidualStrip& strip = residuals(*panel).strip(i);
        QTRY_COMPARE(strip.visibleRegion().boundingRect().height(), strip.height());
    }
}

void PanelsTest::buttonsLeaveTheTitle_data() {
    QTest::addColumn<int>("width");
    for (const int width : {620, 372, 310, 260})
        QTest::addRow("%d wide", width) << width;
}

void PanelsTest::buttonsLeaveTheTitle() {
    QFETCH(int, width);
    class Panel : public ResidualsPanel {
    public:
        using CardPanel::shownTitle;
        using ResidualsPanel::ResidualsPanel;
    } panel(nullptr, Theme::lightTheme(), false);
    RunModel model;
    fixture::run(model, 4, 4);
    panel.resize(width, 395);
    panel.showRun(model);
    panel.show();
    int left = width;
    for (const QToolButton* button : panel.findChildren<QToolButton*>())
        if (button->isVisible())
            left = std::min(left, button->mapTo(&panel, QPoint()).x());
    QFont bold = panel.font();
    bold.setWeight(QFont::DemiBold);
    const double title = QFontMetricsF(bold).horizontalAdvance(panel.shownTitle());
    QVERIFY2(14.0 + title < left, qPrintable(panel.shownTitle()));
    QVERIFY2(panel.shownTitle().startsWith(QStringLiteral("Resid")), qPrintable(panel.shownTitle()));
}

void PanelsTest::onlyTheLiveStripChanges() {
    RunModel model;
    fixture::run(model, 3, 6);
    Cursor cursor;
    const auto panel = makePanel(PanelKind::Residuals, &cursor, Theme::lightTheme(), false);
    panel->resize(700, 500);
    panel->show();
    panel->showRun(model);
    ResidualsPanel& strips = residuals(*panel);
    QVERIFY(strips.strip(4).content().live);
    QVERIFY(!strips.strip(3).content().live);
    const std::vector<double> before = strips.strip(4).content().curves.front().y;
    RunUpdate update;
    update.id = 1;
    const Matrix added = fixture::contribution(model, 3, 0.6);
    update.live = std::make_shared<GradeSnapshot>(
        GradeSnapshot{3, 150, added, measure(model.residual(3) - added, model.target())});
    model.apply(update);
    panel->showRun(model);
    QVERIFY(strips.strip(4).content().curves.front().y != before);
    QCOMPARE(strips.strip(4).content().curves.front().y[700], model.residual(4)(0, 700));
    QCOMPARE(strips.strip(4).content().ghost.y[700], model.residual(3)(0, 700));
    // Another run with another target: every strip is drawn again.
    model.begin(2, fixture::config(3),
                Target("g", {Interval{0.0, 2.0}}, 1, [](const Matrix& x) { return x; }));
    panel->followData();
    panel->showRun(model);
    QCOMPARE(strips.strips(), std::size_t{1});
    QCOMPARE(strips.strip(0).view()->xBounds(), (Range{0.0, 2.0}));
    QCOMPARE(strips.strip(0).content().sup, 2.0);
}

void PanelsTest::commonScaleShowsTheShrinking() {
    RunModel model;
    fixture::run(model, 4, 4);
    Cursor cursor;
    const auto panel = makePanel(PanelKind::Residuals, &cursor, Theme::lightTheme(), false);
    panel->resize(700, 500);
    panel->show();
    panel->showRun(model);
    ResidualsPanel& strips = residuals(*panel);
    const auto high = [&](std::size_t i) { return strips.strip(i).view()->yBounds().high; };
    QVERIFY(high(4) < 0.2 * high(0));
    QVERIFY(high(4) >= model.grades()[3].grid.sup);
    auto* const common = panel->findChild<QToolButton*>(QStringLiteral("residuals-common"));
    common->click();
    QCOMPARE(high(4), high(0));
    common->click();
    QVERIFY(high(4) < 0.2 * high(0));
}

void PanelsTest::exactAndWorseResidualsAreNamed() {
    const Theme& theme = Theme::lightTheme();
    ResidualStrip strip(nullptr, theme, nullptr);
    strip.resize(500, 80);
    const auto lastLine = [&](double before, double now) {
        StripContent content;
        content.grade = 1;
        content.l2Before = before;
        content.l2 = now;
        content.curves = {{{0.0, 1.0}, {now, now}, {}}};
        strip.show(std::move(content));
        return strip.shrinkage();
    };
    QCOMPARE(lastLine(10.1, 1.0).text, QStringLiteral("L² ×10.1 smaller"));
    QCOMPARE(lastLine(10.1, 1.0).color, theme.good);
    QCOMPARE(lastLine(1.0, 2.5).text, QStringLiteral("L² ×2.50 larger"));
    QCOMPARE(lastLine(1.0, 2.5).color, theme.warning);
    QCOMPARE(lastLine(1.0, 0.0).text, QStringLiteral("exactly zero"));
    QCOMPARE(lastLine(1.0, 1.0).text, QStringLiteral("unchanged"));
    for (const double before : {1.0 + 1e-9, 1.0 - 1e-9}) { // "×1.00 smaller" would praise it
        QCOMPARE(lastLine(before, 1.0).text, QStringLiteral("hardly changed"));
        QCOMPARE(lastLine(before, 1.0).color, theme.warning);
    }
    QCOMPARE(lastLine(3.41e6, 1.0).text, QStringLiteral("L² ×3.4e6 smaller"));
    QCOMPARE(lastLine(1.01, 1.0).text, QStringLiteral("L² ×1.01 smaller"));
    QCOMPARE(lastLine(1.0, std::numeric_limits<double>::quiet_NaN()).color, theme.bad);
}

void PanelsTest::twoVariablesAreMaps() {
    RunModel model;
    fixture::run(model, 2, 4, 2);
    for (const PanelKind kind : {PanelKind::Target, PanelKind::Residuals}) {
        const auto panel = makePanel(kind, nullptr, Theme::lightTheme(), false);
        panel->resize(600, 300);
        panel->showRun(model);
        QVERIFY(panel->summary().contains(QStringLiteral("after grade 3")));
        QVERIFY(!panel->summary().contains(QStringLiteral("still to come")));
        QVERIFY(different(pictureOf(*panel), Theme::lightTheme().card) > 30'000); // maps, no sentence
        // Back to one variable: the curves are there again.
        RunModel one;
        fixture::run(one, 2, 4);
        panel->showRun(one);
        QVERIFY(panel->findChild<CurveView*>());
        QVERIFY(!panel->findChild<CurveView*>()->isHidden());
    }
    const auto errors = makePanel(PanelKind::ErrorByGrade, nullptr, Theme::lightTheme(), false);
    errors->showRun(model);
    QVERIFY(errors->summary().contains(QStringLiteral("After grade 3 of 4")));
}

void PanelsTest::noisyLabelsAreDots_data() {
    QTest::addColumn<int>("samples");
    QTest::addColumn<int>("dots");
    QTest::addColumn<QString>("words");
    QTest::newRow("few") << 200 << 200 << QStringLiteral("training labels");
    QTest::newRow("many") << 4000 << 400 << QStringLiteral("training labels, one in 10");
}

void PanelsTest::noisyLabelsAreDots() {
    QFETCH(int, samples);
    QFETCH(int, dots);
    QFETCH(QString, words);
    class Panel : public TargetPanel {
    public:
        using TargetPanel::legend;
        using TargetPanel::TargetPanel;
    };
    ExperimentConfig config = fixture::config(2);
    config.samples.train.count = samples;
    RunModel model;
    for (const bool forPaper : {false, true}) {
        Panel panel(nullptr, Theme::printTheme(), forPaper);
        panel.resize(700, 300);
        config.samples.noise = 0.3;
        model.preview(config, fixture::target());
        panel.showRun(model);
        QCOMPARE(panel.view()->picture().marksBelow.size(), static_cast<std::size_t>(dots));
        QCOMPARE(panel.legend().back().text, words);
        // Dots lie off the target by the noise, all along the axis.
        const QRectF plot = panel.view()->plotRect();
        int off = 0;
        int right = 0;
        for (const PlotPicture::Mark& mark : panel.view()->picture().marksBelow) {
            const double x = (mark.centre.x() - plot.left()) / plot.width();
            const double f = fixture::target()(Matrix::Constant(1, 1, x))(0, 0);
            off += std::abs(panel.view()->toPixel(x, f).y() - mark.centre.y()) > 3.0 ? 1 : 0;
            right += x > 0.75 ? 1 : 0;
        }
        QVERIFY2(off > dots / 2, qPrintable(QString::number(off)));
        QCOMPARE(right, dots / 4);
        config.samples.noise = 0.0;
        model.preview(config, fixture::target());
        panel.showRun(model);
        QVERIFY(panel.view()->picture().marksBelow.empty());
        QVERIFY(panel.legend().size() == 1);
    }
}

void PanelsTest::contributionIsMagnifiedByRoundFactors() {
    RunModel model;
    fixture::run(model, 3, 6);
    Cursor cursor;
    TargetPanel panel(&cursor, Theme::lightTheme(), false);
    panel.resize(700, 300);
    panel.showRun(model);
    cursor.moveTo(model.gridPoints()(0, 400));
    double factor = 0.0;
    for (const CurveView::Reading& reading : panel.view()->readings()) {
        if (reading.name == QStringLiteral("u₄")) {
            QCOMPARE(reading.y, model.grades()[3].contribution(0, 400));
            factor = reading.drawnY / reading.y;
        } else if (reading.name == QStringLiteral("s₄")) {
            QCOMPARE(reading.y, model.partialSum(4)(0, 400));
        } else {
            QCOMPARE(reading.name, QStringLiteral("f"));
            QCOMPARE(reading.y, model.target()(0, 400));
        }
    }
    QVERIFY(factor > 1.5);
    const double power = std::pow(10.0, std::floor(std::log10(factor) + 1e-9));
    const double digit = factor / power;
    QVERIFY(std::abs(digit - 1.0) < 1e-9 || std::abs(digit - 2.0) < 1e-9 || std::abs(digit - 5.0) < 1e-9);
}

void PanelsTest::crosshairIsShared() {
    RunModel model;
    fixture::run(model, 2, 4);
    Cursor cursor;
    TargetPanel target(&cursor, Theme::lightTheme(), false);
    ResidualsPanel strips(&cursor, Theme::lightTheme(), false);
    for (CardPanel* panel : {static_cast<CardPanel*>(&target), static_cast<CardPanel*>(&strips)}) {
        panel->resize(700, 400);
        panel->show();
        panel->showRun(model);
    }
    QTest::keyClick(target.view(), Qt::Key_Right);
    QVERIFY(cursor.position().has_value());
    for (std::size_t i = 0; i < strips.strips(); ++i) {
        const auto readings = strips.strip(i).view()->readings();
        QCOMPARE(readings.size(), std::size_t{1});
        QCOMPARE(readings[0].x, target.view()->readings()[0].x);
    }
}

void PanelsTest::lossTakesInOnlyWhatIsNew() {
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
        for (Index epoch = begin + 1; epoch <= begin + each; ++epoch) {
            update.history.push_back(fixture::epochOf(0, epoch, 1'000'000, 1));
        }
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

void PanelsTest::lossStartsOverWithAnotherRun() {
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

void PanelsTest::lossShowsTheEigenvalues() {
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

void PanelsTest::lossShowsTheDualityGap() {
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

void PanelsTest::gradesHaveTheirColours() {
    RunModel model;
    fixture::run(model, 3, 3);
    const auto panel = makePanel(PanelKind::Residuals, nullptr, Theme::lightTheme(), true);
    panel->resize(700, 500);
    panel->showRun(model);
    for (const Theme* theme : {&Theme::lightTheme(), &Theme::darkTheme()}) {
        panel->setTheme(*theme);
        const QImage image = pictureOf(*panel);
        for (std::size_t grade = 0; grade < 3; ++grade) {
            int count = 0;
            for (int x = 0; x < image.width(); ++x) {
                for (int y = 0; y < image.height(); ++y) {
                    count += image.pixelColor(x, y) == theme->grade(grade, 3) ? 1 : 0;
                }
            }
            QVERIFY2(count > 60, qPrintable(QString::number(grade)));
        }
    }
}

void PanelsTest::divergenceIsShown() {
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

void PanelsTest::liveFramesAreCheap_data() {
    QTest::addColumn<int>("inputs");
    QTest::newRow("curves") << 1;
    QTest::newRow("maps") << 2;
    QTest::newRow("slices") << 3;
}

void PanelsTest::liveFramesAreCheap() {
    QFETCH(int, inputs);
    RunModel model;
    fixture::run(model, 5, 6, inputs);
    Cursor cursor;
    QWidget window;
    window.resize(1270, 870);
    std::vector<std::unique_ptr<Panel>> panels;
    const QRect places[] = {{10, 10, 836, 300},   {10, 320, 836, 540},  {856, 10, 404, 270},
                            {856, 290, 404, 250}, {856, 550, 404, 310}, {430, 550, 404, 310},
                            {10, 550, 404, 310}};
    for (const PanelKind kind : allPanelKinds()) {
        panels.push_back(makePanel(kind, &cursor, Theme::lightTheme(), false));
        panels.back()->setParent(&window);
        panels.back()->setGeometry(places[static_cast<int>(kind)]);
        panels.back()->showRun(model);
    }
    window.show();
    QVERIFY(QTest::qWaitForWindowExposed(&window));
    QElapsedTimer timer;
    std::vector<qint64> costs;
    for (int frame = 0; frame < 60; ++frame) {
        RunUpdate update;
        update.id = 1;
        const Matrix added = fixture::contribution(model, 5, 0.3 + 0.008 * frame);
        update.live = std::make_shared<GradeSnapshot>(
            GradeSnapshot{5, 100 + frame, added, measure(model.residual(5) - added, model.target())});
        for (Index epoch = 0; epoch < 100; ++epoch) {
            update.history.push_back(fixture::epochOf(5, 100 + 100 * frame + epoch, 10000, 1));
        }
        timer.start();
        model.apply(update);
        for (const auto& panel : panels) {
            panel->showRun(model);
        }
        QCoreApplication::processEvents(); // refreshes
        QCoreApplication::processEvents(); // paints
        costs.push_back(timer.elapsed());
    }
    std::ranges::sort(costs);
    qInfo() << "a live frame of all panels: median" << costs[30] << "ms, slowest" << costs.back() << "ms";
    // Far above what it costs; one chart library that lays out labels in every frame would be above it.
    QVERIFY2(costs[30] < 400, qPrintable(QString::number(costs[30])));
}

GRADEWISE_TEST(PanelsTest)
#include "test_panels.moc"
