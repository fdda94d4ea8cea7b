// A spike narrower than the grid's step is seen in every picture of the run, and nowhere else is anything
// added.
#include "tests/test_case.h"
#include "tests/ui/panels/spiked_run.h"
#include "ui/charts/cursor.h"
#include "ui/charts/curveview.h"
#include "ui/charts/maps/waterfall.h"
#include "ui/export/figures.h"
#include "ui/models/run_model.h"
#include "ui/panels/errors/error_panel.h"
#include "ui/panels/residuals/residuals_panel.h"
#include "ui/panels/target/target_panel.h"

#include <algorithm>
#include <cmath>

using namespace gradewise;
using fixture::spikeAt;
using fixture::spikeHeight;

namespace {

constexpr std::size_t gridSize = 2001;

template <class Panel>
void show(Panel& panel, const RunModel& model) {
    panel.resize(700, 480);
    panel.show();
    panel.showRun(model);
}

bool isNear(double value, double expected) {
    return std::abs(value - expected) < 1e-3 * std::abs(expected);
}

} // namespace

class TestSpikes : public QObject {
    Q_OBJECT
private slots:
    void initTestCase() { model_.load(fixture::spikedRun()); }

    void theGridSeesNothing() {
        const Matrix residual = model_.residual(2);
        QVERIFY(residual.cwiseAbs().maxCoeff() < 0.01);
        QCOMPARE(model_.grades()[1].grid.sup, model_.grades()[1].metrics()->grid.sup);
        QVERIFY(isNear(model_.sup(2), spikeHeight));
        QCOMPARE(model_.sup(1), model_.grades()[0].grid.sup);
        QVERIFY(model_.grades()[0].peaks.residual.empty());
        QVERIFY(!model_.peakOfSup(1));
        QVERIFY(std::abs(*model_.peakOfSup(2) - spikeAt) < 1e-6);
    }

    void theStripHasItsTop() {
        Cursor cursor;
        ResidualsPanel panel(&cursor, Theme::lightTheme(), false);
        show(panel, model_);
        QCOMPARE(panel.strip(1).content().curves.front().x.size(), gridSize);
        const StripContent& content = panel.strip(2).content();
        const BrokenCurve& curve = content.curves.front();
        QVERIFY(curve.x.size() > gridSize);
        QVERIFY(curve.x.size() <= gridSize + 8);
        QVERIFY(std::ranges::is_sorted(curve.x));
        QVERIFY(isNear(*std::ranges::min_element(curve.y), -spikeHeight));
        QVERIFY(isNear(content.sup, spikeHeight));
        QVERIFY(panel.strip(2).view()->yBounds().low <= -0.99 * spikeHeight);
        QVERIFY(panel.strip(1).view()->yBounds().low > -0.1);
        QVERIFY2(panel.summary().contains(QStringLiteral("max 40")), qPrintable(panel.summary()));
        QVERIFY2(panel.summary().contains(QStringLiteral("x = 0.35")), qPrintable(panel.summary()));
        cursor.moveTo(spikeAt);
        const auto readings = panel.strip(2).view()->readings();
        QCOMPARE(readings.size(), std::size_t{1});
        QVERIFY(isNear(readings.front().y, -spikeHeight));
    }

    /// Its own scale stays that of what the grid shows: f would be a line otherwise.
    void theTargetPanelDrawsItBeyondItsEdge() {
        Cursor cursor;
        TargetPanel panel(&cursor, Theme::lightTheme(), false);
        show(panel, model_);
        QVERIFY(panel.view()->samples(QStringLiteral("s0")) > gridSize);
        QVERIFY(panel.view()->samples(QStringLiteral("u0")) > gridSize);
        QCOMPARE(panel.view()->samples(QStringLiteral("f0")), gridSize);
        QVERIFY(panel.view()->yBounds().high < 2.0);
        QVERIFY2(panel.summary().contains(QStringLiteral("at most 40")), qPrintable(panel.summary()));
    }

    void theErrorPanelCountsIt() {
        ErrorPanel panel(Theme::lightTheme(), false);
        show(panel, model_);
        QVERIFY2(panel.summary().contains(QStringLiteral("spike between two grid points, at x = 0.35")),
                 qPrintable(panel.summary()));
        QVERIFY(panel.view()->yBounds().high > 0.9 * spikeHeight);
    }

    void theWaterfallHasItsColour() {
        Cursor cursor;
        ResidualsPanel panel(&cursor, Theme::lightTheme(), false);
        panel.chooseView(QStringLiteral("waterfall"));
        show(panel, model_);
        panel.waterfall().image();
        QVERIFY(std::abs(panel.waterfall().decades().high - std::log10(spikeHeight)) < 0.02);
        QTest::mouseMove(&panel.waterfall(),
                         QPoint(static_cast<int>(panel.waterfall().plotRect().center().x()),
                                static_cast<int>(panel.waterfall().plotRect().bottom()) - 4));
        cursor.moveTo(spikeAt);
        const auto reading = panel.waterfall().reading();
        QVERIFY(reading);
        QCOMPARE(reading->grade, std::size_t{2});
        QVERIFY(isNear(reading->magnitude, spikeHeight));
        QVERIFY(std::abs(reading->x - spikeAt) < 1e-6);
    }

    /// What does not show it any more: the run before that grade.
    void theGradeBeforeHasNone() {
        RunModel before;
        before.showUpTo(model_, 1);
        QCOMPARE(before.sup(1), before.grades()[0].grid.sup);
        QVERIFY(before.grades()[1].peaks.sum.empty());
    }

    /// In files, too.
    void figuresShowIt() {
        const auto svg = [](const RunModel& model, PanelKind kind) {
            return figureBytes(model, kind, FigureFormat::Svg, {{178.0, 90.0}, 100.0});
        };
        RunRecord flat = fixture::spikedRun();
        Block none = flat.model.grade(1).block;
        none.scaleReadOut(0.0);
        flat.model.cutTo(1);
        flat.model.append({none, Carry::Hidden});
        RunModel without;
        without.load(flat);
        for (const PanelKind kind : {PanelKind::Target, PanelKind::Residuals, PanelKind::ErrorByGrade})
            QVERIFY(svg(model_, kind) != svg(without, kind));
        QVERIFY(svg(model_, PanelKind::Residuals).contains("40"));
    }

private:
    RunModel model_;
};

GRADEWISE_TEST(TestSpikes)
#include "test_spikes.moc"
