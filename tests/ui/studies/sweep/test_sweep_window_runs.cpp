// A sweep in its window: live, stopped, refused, written.
#include "tests/test_case.h"
#include "tests/ui/studies/closing.h"
#include "tests/ui/studies/sweep/sweep_window_fixture.h"

using namespace gradewise;
using namespace gradewise::sweep_window_fixture;

class TestSweepWindowRuns : public QObject {
    Q_OBJECT

    OwnSettings settings_;

private slots:
    void showsLiveAndStopsAtOnce() {
        SweepWindow window(Theme::darkTheme());
        window.setExperiment(descending(endlessEpochs));
        window.show();
        QCOMPARE(startButton(window).text(), QStringLiteral("S&tart"));
        startButton(window).click();
        QCOMPARE(startButton(window).text(), QStringLiteral("S&top"));
        QVERIFY(!window.findChild<QLineEdit*>("sweepFrom")->isEnabled());
        QTRY_VERIFY_WITH_TIMEOUT(window.driver().present() && window.driver().present()->last, patience);
        QTRY_VERIFY_WITH_TIMEOUT(window.chart().map().content().present.has_value(), patience);
        QVERIFY(text(window, "sweepState").startsWith("Run 1 of 30"));
        startButton(window).click();
        QTRY_COMPARE_WITH_TIMEOUT(window.driver().state(), State::Idle, patience);
        QVERIFY(text(window, "sweepSaid").startsWith("Stopped after 0 of 10 rates."));
        QVERIFY(!window.findChild<QPushButton*>("sweepExport")->isEnabled());
        QVERIFY(!window.findChild<QPushButton*>("sweepUse")->isEnabled());
        ask(window, "0.01", "0.1", 2, 1);
        finish(window, descending(5)); // and again
        QCOMPARE(window.driver().record().rates.size(), std::size_t{2});
    }

    void closingStops() {
        SweepWindow window(Theme::lightTheme());
        window.setExperiment(descending(endlessEpochs));
        closeInTheMiddle(window, startButton(window), State::Running, State::Idle,
                         [&] { return window.driver().present().has_value(); });
        // The destructor stops and waits; a hang is the failure.
    }

    void refusesWhatCannotBeSwept() {
        SweepWindow window(Theme::lightTheme());
        window.setExperiment(descending(5));
        window.show();
        const auto refuses = [&](const QString& from, const QString& to, int rates, const QString& word) {
            ask(window, from, to, rates, 1);
            return !startButton(window).isEnabled() && text(window, "sweepSaid").contains(word);
        };
        QVERIFY(refuses("fast", "1", 3, "\"fast\" is not a number"));
        QVERIFY(refuses("", "1", 3, "is not a number"));
        QVERIFY(refuses("-1", "1", 3, "above 0"));
        QVERIFY(refuses("1", "0.1", 3, "not above the last"));
        QVERIFY(refuses("0.1", "0.1", 3, "only one learning rate"));
        ask(window, "0,01", "1e-1", 3, 1); // as people write
        QVERIFY(startButton(window).isEnabled());
        QVERIFY(text(window, "sweepSaid").isEmpty());
        ExperimentConfig config = descending(5);
        setSolver(config.grades[0], solverOf(VarProOptions{}), 1);
        window.setExperiment(config);
        QVERIFY(!startButton(window).isEnabled());
        QVERIFY(text(window, "sweepSaid").contains("solvers adam and gd"));
    }

    void failedGradesAreNamedInTheWindow() {
        SweepWindow window(Theme::lightTheme());
        ask(window, "1e6", "1e7", 2, 1);
        finish(window, descending(50));
        for (const SweepCell& cell : window.chart().map().content().cells)
            QVERIFY(cell.marked());
        QVERIFY(window.chart().legend().contains("x  diverged"));
        QVERIFY(text(window, "sweepOutcome").startsWith("In every rate some run diverged."));
        QVERIFY(!window.findChild<QPushButton*>("sweepUse")->isEnabled()); // none is proposed
    }

    void writesWhatTheCommandLineWrites() {
        QTemporaryDir folder;
        SweepWindow window(Theme::darkTheme());
        QVERIFY_THROWS_EXCEPTION(FileError, window.save(folder.filePath("none.csv")));
        ask(window, "0.01", "1", 3, 1);
        finish(window, descending(20));
        const SweepRecord& record = window.driver().record();
        window.save(folder.filePath("sweep.csv"));
        window.save(folder.filePath("sweep.json"));
        QCOMPARE(readFile(folder.filePath("sweep.csv").toStdString()), sweepCsv(record));
        QCOMPARE(readFile(folder.filePath("sweep.json").toStdString()), sweepJson(record));
        window.save(folder.filePath("sweep.png"));
        const QImage image(folder.filePath("sweep.png"));
        QVERIFY(image.width() > 2'000);
        const QRgb colour = window.chart().map().colorOf(window.chart().map().content().cell(0, 0)).rgb();
        int found = 0;
        for (int y = 0; y < image.height(); y += 4)
            for (int x = 0; x < image.width(); x += 4)
                found += image.pixel(x, y) == colour ? 1 : 0;
        QVERIFY(found > 500);
        window.save(folder.filePath("sweep.svg"));
        window.save(folder.filePath("sweep.pdf"));
        QVERIFY(readFile(folder.filePath("sweep.svg").toStdString()).find("learning rate") !=
                std::string::npos);
        QVERIFY(readFile(folder.filePath("sweep.pdf").toStdString()).starts_with("%PDF"));
        QVERIFY_THROWS_EXCEPTION(FileError, window.save(folder.filePath("sweep.txt")));
    }

    void theRateGoesIntoTheExperimentsForm() {
        MainWindow window;
        window.show();
        window.workbench().startWith(descending(5));
        window.findChild<QAction*>("sweep")->trigger();
        auto* sweepWindow = window.findChild<SweepWindow*>();
        QVERIFY(sweepWindow && sweepWindow->isVisible() && !sweepWindow->isModal());
        QCOMPARE(sweepWindow->windowTitle(), QStringLiteral("Learning-rate sweep: Small"));
        ask(*sweepWindow, "0.02", "0.2", 2, 1);
        startButton(*sweepWindow).click();
        QTRY_COMPARE_WITH_TIMEOUT(sweepWindow->driver().state(), State::Idle, patience);
        SweepMap& map = sweepWindow->chart().map();
        QTest::mouseClick(&map, Qt::LeftButton, {}, map.cellRect(0, 0).center().toPoint());
        sweepWindow->findChild<QPushButton*>("sweepUse")->click();
        QCOMPARE(rateOf(window.workbench().config().grades[0].solver).initial, 0.02);
        auto* form = window.findChild<ExperimentForm*>();
        QCOMPARE(form->config(), window.workbench().config());
        QVERIFY(text(*sweepWindow, "sweepSaid").contains("another experiment"));
        form->undoStack()->undo();
        QVERIFY(window.workbench().config() == descending(5));
        QVERIFY(text(*sweepWindow, "sweepSaid").isEmpty());
        // An experiment that has no rate any more says so and stays as it is.
        ExperimentConfig other = descending(5);
        setSolver(other.grades[0], solverOf(VarProOptions{}), 1);
        window.workbench().startWith(other);
        QVERIFY(form->useRate(0.5).contains("solvers adam and gd"));
        QVERIFY(window.workbench().config() == other);
        window.close();
        QVERIFY(!sweepWindow->isVisible());
    }
};

GRADEWISE_TEST(TestSweepWindowRuns)
#include "test_sweep_window_runs.moc"
