// A duel in its window: live, stopped, refused, written.
#include "tests/test_case.h"
#include "tests/ui/studies/closing.h"
#include "tests/ui/studies/duel/duel_window_fixture.h"

using namespace gradewise;
using namespace gradewise::duel_window_fixture;

class TestDuelWindowRuns : public QObject {
    Q_OBJECT

    OwnSettings settings_;

private slots:
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
        closeInTheMiddle(window, startButton(window), State::Running, State::Idle,
                         [&] { return !window.driver().present().points.empty(); });
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

GRADEWISE_TEST(TestDuelWindowRuns)
#include "test_duel_window_runs.moc"
