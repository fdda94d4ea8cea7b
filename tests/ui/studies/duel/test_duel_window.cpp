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

namespace {

constexpr int patience = 60'000; ///< milliseconds

QString text(const QWidget& window, const QString& label) {
    const auto* found = window.findChild<QLabel*>(label);
    return found ? found->text() : QStringLiteral("there is no %1").arg(label);
}

void chooseSeeds(DuelWindow& window, int seeds) {
    window.findChild<QSpinBox*>(QStringLiteral("duelSeeds"))->setValue(seeds);
}

void chooseBudget(DuelWindow& window, DuelBudget budget) {
    auto* box = window.findChild<QComboBox*>(QStringLiteral("duelBudget"));
    box->setCurrentIndex(box->findData(static_cast<int>(budget)));
}

QPushButton& startButton(const DuelWindow& window) {
    return *window.findChild<QPushButton*>(QStringLiteral("duelStart"));
}

/// A finished duel of the small experiment.
void finish(DuelWindow& window, DuelBudget budget, int seeds) {
    window.setExperiment(smallExperiment());
    chooseSeeds(window, seeds);
    chooseBudget(window, budget);
    window.show();
    startButton(window).click();
    QTRY_COMPARE_WITH_TIMEOUT(window.driver().state(), State::Idle, patience);
}

std::vector<DuelPoint> curve(std::initializer_list<std::pair<double, double>> points) {
    std::vector<DuelPoint> result;
    for (const auto& [x, y] : points)
        result.push_back({x, 2.0 * x, y, y});
    return result;
}

} // namespace

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

    void showsLiveAndStopsAtOnce() {
        DuelWindow window(Theme::darkTheme());
        window.setExperiment(endlessExperiment());
        chooseSeeds(window, 1);
        window.show();
        QCOMPARE(startButton(window).text(), QStringLiteral("S&tart"));
        startButton(window).click();
        QCOMPARE(startButton(window).text(), QStringLiteral("S&top"));
        QVERIFY(!window.findChild<QSpinBox*>("duelSeeds")->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(window.chart().view()->samples("present") > 10, patience);
        QVERIFY(text(window, "duelState").startsWith("Seed 1 of 1, grade by grade · "));
        window.setExperiment(smallExperiment()); // the one in progress keeps its own
        QElapsedTimer clock;
        clock.start();
        startButton(window).click();
        QTRY_COMPARE_WITH_TIMEOUT(window.driver().state(), State::Idle, patience);
        QVERIFY(clock.elapsed() < 2'000);
        QCOMPARE(window.chart().view()->samples("present"), std::size_t{0});
        QCOMPARE(text(window, "gradewise-seeds"), QStringLiteral("no run yet"));
        QVERIFY(text(window, "duelState").startsWith("Stopped after 0 of 1 seeds"));
        QVERIFY(!window.findChild<QPushButton*>("duelExport")->isEnabled());
        finish(window, DuelBudget::Time, 1); // and again
        QCOMPARE(window.driver().record().endToEnd.size(), std::size_t{1});
    }

    void closingStops() {
        DuelWindow window(Theme::lightTheme());
        window.setExperiment(endlessExperiment());
        window.show();
        startButton(window).click();
        QTRY_VERIFY_WITH_TIMEOUT(!window.driver().present().points.empty(), patience);
        {
            Answer goOn(QStringLiteral("Go On"));
            window.close();
            QTest::keyClick(&window, Qt::Key_Escape);
            QCOMPARE(goOn.asked, 2);
            QVERIFY(window.isVisible());
            QVERIFY(window.driver().state() == State::Running);
        }
        Answer stop(QStringLiteral("Stop"));
        window.close();
        QCOMPARE(stop.asked, 1);
        QVERIFY(!window.isVisible());
        QTRY_COMPARE_WITH_TIMEOUT(window.driver().state(), State::Idle, patience);
        window.show();
        window.close(); // nothing is in training: nothing is asked
        QCOMPARE(stop.asked, 1);
        window.show();
        startButton(window).click();
        QTRY_VERIFY_WITH_TIMEOUT(!window.driver().present().points.empty(), patience);
        // The destructor stops and waits; a hang is the failure.
    }

    void saysWhyNot() {
        DuelWindow window(Theme::lightTheme());
        ExperimentConfig config = smallExperiment();
        config.samples.test.count = 0;
        window.setExperiment(config);
        window.show();
        QVERIFY(text(window, "duelSaid").contains("test samples"));
        QVERIFY(!startButton(window).isEnabled());
        config = experimentOf(5, 40);
        window.setExperiment(config);
        QVERIFY(text(window, "duelSaid").contains("40 hidden layers"));
        config.grades[0].hidden = {0};
        window.setExperiment(config);
        QVERIFY(text(window, "duelSaid").contains("hidden[0]"));
        // What nobody can know before the grades are trained.
        config = experimentOf(1, 40);
        config.stop.sup = 1e-12;
        window.setExperiment(config);
        QVERIFY(startButton(window).isEnabled());
        startButton(window).click();
        QTRY_COMPARE_WITH_TIMEOUT(window.driver().state(), State::Idle, patience);
        QVERIFY(text(window, "duelSaid").contains("40 hidden layers"));
        window.setExperiment(config); // nothing has changed
        QVERIFY(text(window, "duelSaid").contains("40 hidden layers"));
        QVERIFY(startButton(window).isEnabled());
        window.setExperiment(smallExperiment());
        QVERIFY(startButton(window).isEnabled());
        QVERIFY(text(window, "duelSaid").isEmpty());
    }

    void namesDivergedRuns() {
        DuelWindow window(Theme::lightTheme());
        ExperimentConfig config = experimentOf(200);
        config.grades[0].solver = GradientDescentOptions{};
        rateOf(config.grades[0].solver).initial = 1e6;
        window.setExperiment(config);
        chooseSeeds(window, 1);
        window.show();
        startButton(window).click();
        QTRY_COMPARE_WITH_TIMEOUT(window.driver().state(), State::Idle, patience);
        const DuelRecord& record = window.driver().record();
        QVERIFY(record.gradewise.at(0).diverged);
        QVERIFY(text(window, "duelOutcome").contains("Diverged: grade by grade with the seed 1"));
        QCOMPARE(text(window, "gradewise-seeds"), QStringLiteral("1 seed, 1 diverged"));
    }

    void theTabKeyGoesFromTheFieldsToTheButton() {
        DuelWindow window(Theme::lightTheme());
        std::vector<QWidget*> order;
        const std::vector<QWidget*> expected = {window.findChild<QComboBox*>("duelBudget"),
                                                window.findChild<QSpinBox*>("duelSeeds"),
                                                &startButton(window)};
        for (QWidget* at = window.nextInFocusChain(); at != &window; at = at->nextInFocusChain())
            if (std::ranges::find(expected, at) != expected.end())
                order.push_back(at);
        QCOMPARE(order, expected);
    }

    void writesWhatTheCommandLineWrites() {
        QTemporaryDir folder;
        DuelWindow window(Theme::darkTheme());
        QVERIFY_THROWS_EXCEPTION(FileError, window.save(folder.filePath("none.csv")));
        finish(window, DuelBudget::Work, 2);
        const DuelRecord& record = window.driver().record();
        window.save(folder.filePath("duel.csv"));
        window.save(folder.filePath("duel.json"));
        QCOMPARE(readFile(folder.filePath("duel.csv").toStdString()), duelCsv(record));
        QCOMPARE(readFile(folder.filePath("duel.json").toStdString()), duelJson(record));
        window.save(folder.filePath("duel.png"));
        const QImage image(folder.filePath("duel.png"));
        QVERIFY(image.width() > 2'000);
        const auto share = [&image](const QColor& color) { // of the curves, whose lines are smoothed
            int count = 0;
            for (int y = 0; y < image.height(); y += 2)
                for (int x = 0; x < image.width(); x += 2)
                    count += image.pixelColor(x, y).rgb() == color.rgb() ? 1 : 0;
            return count;
        };
        QVERIFY(share(Theme::printTheme().accent) > 100);
        QVERIFY(share(Theme::printTheme().rival) > 100);
        window.save(folder.filePath("duel.svg"));
        window.save(folder.filePath("duel.pdf"));
        QVERIFY(readFile(folder.filePath("duel.svg").toStdString()).find("end to end") != std::string::npos);
        QVERIFY(readFile(folder.filePath("duel.pdf").toStdString()).starts_with("%PDF"));
        QVERIFY_THROWS_EXCEPTION(FileError, window.save(folder.filePath("duel.txt")));
    }

    void opensFromTheMenuForTheExperimentOnScreen() {
        MainWindow window;
        window.show();
        window.workbench().startWith(smallExperiment());
        window.findChild<QAction*>("duel")->trigger();
        auto* duelWindow = window.findChild<DuelWindow*>();
        QVERIFY(duelWindow && duelWindow->isVisible());
        QVERIFY(!duelWindow->isModal());
        QCOMPARE(duelWindow->windowTitle(), QStringLiteral("Duel: Small"));
        ExperimentConfig config = smallExperiment();
        config.title = "Another";
        window.workbench().startWith(config);
        QCOMPARE(duelWindow->windowTitle(), QStringLiteral("Duel: Another"));
        startButton(*duelWindow).click();
        QTRY_COMPARE_WITH_TIMEOUT(duelWindow->driver().state(), State::Idle, patience);
        QVERIFY(duelWindow->driver().record().config == config);
        QVERIFY(text(*duelWindow, "duelSaid").isEmpty());
        window.workbench().startWith(smallExperiment());
        QVERIFY(text(*duelWindow, "duelSaid").contains("another experiment"));
        QCOMPARE(duelWindow->windowTitle(),
                 QStringLiteral("Duel: Another")); // the one whose numbers are shown
        const auto warns = [&] { return text(*duelWindow, "duelSaid").contains("seconds are not"); };
        QVERIFY(!warns());
        window.workbench().startWith(endlessExperiment());
        window.workbench().runAfresh();
        startButton(*duelWindow).click();
        QTRY_VERIFY_WITH_TIMEOUT(warns(), patience);
        window.workbench().driver().stop();
        QTRY_VERIFY_WITH_TIMEOUT(!warns(), patience);
        window.workbench().startWith(config);          // to close without a question
        window.findChild<QAction*>("duel")->trigger(); // the same one again
        QCOMPARE(window.findChildren<DuelWindow*>().size(), 1);
        {
            Answer goOn(QStringLiteral("Go On"));
            QVERIFY(!window.close());
            QCOMPARE(goOn.asked, 1);
            QVERIFY(duelWindow->driver().state() == State::Running);
        }
        Answer stop(QStringLiteral("Stop"));
        QVERIFY(window.close());
        QCOMPARE(stop.asked, 1);
        QVERIFY(!duelWindow->isVisible());
    }
};

GRADEWISE_TEST(TestDuelWindow)
#include "test_duel_window.moc"
