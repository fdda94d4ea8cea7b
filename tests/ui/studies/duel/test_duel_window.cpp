// The duel's window, driven without a display: what it shows is what was computed, and it obeys.
#include "core/study/duel/duel_report.h"
#include "tests/test_case.h"
#include "tests/ui/window/window_fixture.h"
#include "ui/charts/curveview.h"
#include "ui/charts/number_format.h"
#include "ui/mainwindow.h"
#include "ui/studies/duel/duel_chart.h"
#include "ui/studies/duel/duel_window.h"

#include <QAction>
#include <QComboBox>
#include <QElapsedTimer>
#include <QImage>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>

#include <algorithm>
#include <cmath>

using namespace gradewise;
using State = DuelDriver::State;

#include "tests/test_case.h"
#include "tests/ui/studies/duel/duel_window_fixture.h"

using namespace gradewise;
using namespace gradewise::duel_window_fixture;

class TestDuelWindow : public QObject {
    Q_OBJECT

    OwnSettings settings_;

private slots:
    void theTableIsTheRecord() {
        DuelWindow window(Theme::lightTheme());
        finish(window, DuelBudget::Work, 3);
        const DuelRecord& record = window.driver().record();
        QCOMPARE(record.gradewise.size(), std::size_t{3});
        QCOMPARE(record.endToEnd.size(), std::size_t{3});
        QCOMPARE(record.budget, DuelBudget::Work);
        for (const DuelSide side : {DuelSide::Gradewise, DuelSide::EndToEnd}) {
            const QString id =
                side == DuelSide::Gradewise ? QStringLiteral("gradewise") : QStringLiteral("endToEnd");
            const DuelSummary summary = summaryOf(record.side(side));
            QCOMPARE(text(window, id + "-testMse"), compactNumber(summary.testMse.median, 3));
            QCOMPARE(
                text(window, id + "-testMse-range"),
                QStringLiteral("%1 to %2")
                    .arg(compactNumber(summary.testMse.least, 2), compactNumber(summary.testMse.largest, 2)));
            QCOMPARE(text(window, id + "-testSup"), compactNumber(summary.testSup.median, 3));
            QCOMPARE(text(window, id + "-trainMse"), compactNumber(summary.trainMse.median, 3));
            QCOMPARE(text(window, id + "-multiplyAdds"), compactNumber(summary.multiplyAdds.median, 3));
            QCOMPARE(text(window, id + "-parameters"),
                     QLocale().toString(static_cast<qlonglong>(summary.parameters.median)));
            QCOMPARE(text(window, id + "-seeds"), QStringLiteral("3 seeds"));
        }
        QCOMPARE(text(window, "duelOutcome"), QString::fromStdString(duelVerdict(record)));
        QCOMPARE(text(window, "duelState"), QStringLiteral("Equal: multiply-adds"));
        QVERIFY(window.findChild<QProgressBar*>("duelProgress")->isHidden());
        // The same numbers as without a window.
        RunControl control;
        DuelWatcher nobody;
        const DuelRecord alone =
            duel(prepareOrThrow(smallExperiment()), DuelBudget::Work, 3, control, nobody);
        QCOMPARE(record.endToEnd[2].metrics.test.mse, alone.endToEnd[2].metrics.test.mse);
    }

    void theChartHoldsEverySeedAndTheMedians() {
        DuelWindow window(Theme::lightTheme());
        finish(window, DuelBudget::Parameters, 2);
        const DuelRecord& record = window.driver().record();
        CurveView& view = *window.chart().view();
        window.chart().choose(DuelChart::Axis::Seconds, DuelChart::Error::Train);
        for (const DuelSide side : {DuelSide::Gradewise, DuelSide::EndToEnd}) {
            for (const DuelRun& run : record.side(side))
                QCOMPARE(view.samples(QStringLiteral("%1 %2").arg(sideName(side)).arg(run.seed)),
                         run.curve.size());
            QVERIFY(view.samples(QStringLiteral("median of %1").arg(sideName(side))) > 2);
        }
        QCOMPARE(view.samples(QStringLiteral("present")), std::size_t{0});
        QVERIFY(view.xAxis().title.contains("seconds"));
        QCOMPARE(view.yAxis().scale, Scale::Log);
        const double most = std::max(record.gradewise[0].seconds, record.endToEnd[0].seconds);
        QVERIFY(view.xBounds().high >= 0.999 * most);
        auto* axis = window.findChild<QComboBox*>(QStringLiteral("duelAxis"));
        QCOMPARE(axis->currentIndex(), 1);
        axis->setCurrentIndex(0); // as the user would
        QCOMPARE(window.chart().axis(), DuelChart::Axis::Work);
        QVERIFY(view.xAxis().title.contains("multiply-adds"));
        QVERIFY(view.xBounds().high >= 0.999 * record.endToEnd[0].multiplyAdds);
    }

    void theMedianEndsAtTheTablesNumbers() {
        std::vector<DuelRun> runs(3);
        runs[0].curve = curve({{0.0, 1.0}, {50.0, 0.5}, {100.0, 0.1}});
        runs[1].curve = curve({{0.0, 1.0}, {100.0, 0.7}, {200.0, 0.3}});
        runs[2].curve = curve({{0.0, 1.0}, {10.0, 0.9}, {20.0, 0.2}});
        runs[2].curve.insert(runs[2].curve.begin() + 2,
                             {15.0, 30.0, std::nan(""), std::nan("")}); // not measured
        const DuelMedian median = DuelChart::medianOf(runs, DuelChart::Axis::Work, DuelChart::Error::Test);
        QCOMPARE(median.x.front(), 0.0);
        QCOMPARE(median.y.front(), 1.0);
        QCOMPARE(median.x.back(), 100.0);
        QCOMPARE(median.y.back(), 0.2);
        QCOMPARE(median.y[median.y.size() / 2], 0.7); // 0.5, 0.7, 0.9 at half of what each spends
        QCOMPARE(DuelChart::medianOf(runs, DuelChart::Axis::Seconds, DuelChart::Error::Test).x.back(), 200.0);
        for (std::size_t i = 1; i < median.x.size(); ++i)
            QVERIFY(median.x[i] > median.x[i - 1]);
    }
};

GRADEWISE_TEST(TestDuelWindow)
#include "test_duel_window.moc"
