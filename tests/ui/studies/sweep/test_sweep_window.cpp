// The sweep's window, driven without a display: what it shows is what was computed, and it obeys.
#include "core/study/sweep/sweep_files.h"
#include "tests/solver_options.h"
#include "tests/test_case.h"
#include "tests/ui/window/window_fixture.h"
#include "ui/charts/curveview.h"
#include "ui/charts/number_format.h"
#include "ui/controls/experiment_form.h"
#include "ui/mainwindow.h"
#include "ui/studies/sweep/sweep_chart.h"
#include "ui/studies/sweep/sweep_window.h"

#include <QAction>
#include <QImage>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>
#include <QToolButton>
#include <QUndoStack>

#include <cmath>

using namespace gradewise;
using State = SweepDriver::State;

namespace {

constexpr int patience = 60'000; ///< milliseconds

ExperimentConfig descending(Index epochs) {
    ExperimentConfig config = experimentOf(epochs);
    config.grades[0].solver = GradientDescentOptions{};
    return config;
}

QString text(const QWidget& window, const QString& label) {
    const auto* found = window.findChild<QLabel*>(label);
    return found ? found->text() : QStringLiteral("there is no %1").arg(label);
}

QPushButton& startButton(const SweepWindow& window) {
    return *window.findChild<QPushButton*>(QStringLiteral("sweepStart"));
}

void ask(SweepWindow& window, const QString& from, const QString& to, int rates, int seeds) {
    window.findChild<QLineEdit*>(QStringLiteral("sweepFrom"))->setText(from);
    window.findChild<QLineEdit*>(QStringLiteral("sweepTo"))->setText(to);
    window.findChild<QSpinBox*>(QStringLiteral("sweepRates"))->setValue(rates);
    window.findChild<QSpinBox*>(QStringLiteral("sweepSeeds"))->setValue(seeds);
}

void finish(SweepWindow& window, const ExperimentConfig& config) {
    window.setExperiment(config);
    window.show();
    startButton(window).click();
    QTRY_COMPARE_WITH_TIMEOUT(window.driver().state(), State::Idle, patience);
}

SweptGrade gradeOf(double error, GradeProgress progress, double rate, double product) {
    SweptGrade grade;
    grade.train = error;
    grade.progress = progress;
    grade.curvature = Curvature{};
    grade.curvature->rate = rate;
    grade.curvature->largest = product / rate;
    return grade;
}

/// Three rates, two grades, one seed: fine; fine, then dead beyond the bound; diverged in its first grade.
SweepRecord constructed() {
    SweepRecord record;
    record.config = descending(10);
    for (const double rate : {0.01, 0.1, 1.0})
        record.rates.push_back({rate, std::vector<SweptRun>(1)});
    record.rates[0].runs[0].grades = {gradeOf(0.1, GradeProgress::Improved, 0.01, 0.2),
                                      gradeOf(0.01, GradeProgress::Improved, 0.01, 0.5)};
    record.rates[1].runs[0].grades = {gradeOf(0.05, GradeProgress::Improved, 0.1, 1.0),
                                      gradeOf(0.05, GradeProgress::Dead, 0.1, 8.0)};
    record.rates[2].runs[0].status = RunStatus::Diverged;
    record.rates[2].runs[0].grades = {gradeOf(1.0, GradeProgress::Improved, 1.0, 4.0)};
    record.rates[2].runs[0].grades[0].diverged = true;
    return record;
}

QImage pictureOf(SweepMap& map) {
    QImage image(map.size(), QImage::Format_RGB32);
    map.render(&image);
    return image;
}

/// How many pixels within a cell have another colour than its corner, beside which nothing is drawn.
int inkIn(const QImage& image, const QRectF& cell, const QColor& ground) {
    int count = 0;
    const QRect area = cell.adjusted(3, 3, -3, -3).toRect();
    for (int y = area.top(); y <= area.bottom(); ++y)
        for (int x = area.left(); x <= area.right(); ++x)
            count += image.pixelColor(x, y).rgb() == ground.rgb() ? 0 : 1;
    return count;
}

} // namespace

class TestSweepWindow : public QObject {
    Q_OBJECT

    OwnSettings settings_;

private slots:
    void theMapShowsColoursAndNamesWhatFailed() {
        SweepMap map(nullptr, Theme::lightTheme());
        map.resize(600, 200);
        map.setEdges(60.0, 540.0);
        const SweepMapContent content = mapContent(constructed());
        map.show(content);
        QVERIFY(std::abs(map.decades().low + 2.0) < 1e-12 && map.decades().high == 0.0);
        const QImage image = pictureOf(map);
        // The colour of the error where the cell is free of marks; darker is smaller.
        const auto corner = [&](std::size_t rate, std::size_t grade) {
            const QRectF cell = map.cellRect(rate, grade);
            return image.pixelColor((cell.topLeft() + QPointF(4, 4)).toPoint());
        };
        QCOMPARE(corner(0, 0).rgb(), map.colorOf(content.cell(0, 0)).rgb());
        QCOMPARE(corner(0, 1).rgb(), map.colorOf(content.cell(0, 1)).rgb());
        QVERIFY(corner(0, 1).lightness() < corner(0, 0).lightness());
        QCOMPARE(map.colorOf(content.cell(2, 1)), Theme::lightTheme().track); // no error, no colour
        // Marks are drawn, not only colours: none where all is well, ink where not.
        QCOMPARE(inkIn(image, map.cellRect(0, 0), map.colorOf(content.cell(0, 0))), 0);
        for (const auto& [rate, grade] : {std::pair(1, 1), std::pair(2, 0), std::pair(2, 1)}) {
            const SweepCell& cell =
                content.cell(static_cast<std::size_t>(rate), static_cast<std::size_t>(grade));
            QVERIFY(inkIn(image,
                          map.cellRect(static_cast<std::size_t>(rate), static_cast<std::size_t>(grade)),
                          map.colorOf(cell)) > 100);
        }
        QCOMPARE(QString::fromStdString(letters(content.cell(1, 1))), QStringLiteral("d!"));
        QCOMPARE(QString::fromStdString(letters(content.cell(2, 1))), QStringLiteral("x"));
        const QString read = readingOf(content, 1, 1).join('|');
        QVERIFY2(read.contains("learning rate 0.1, grade 2|error 0.05|dead|beyond the bound of stability|"),
                 qPrintable(read));
        QVERIFY2(read.contains("bound 2/λ_max = 0.0250"), qPrintable(read));
        QVERIFY(readingOf(content, 2, 1).join('|').contains("error none|diverged"));
    }

    void theBoundIsDrawnWhereItIs() {
        SweepMap map(nullptr, Theme::lightTheme());
        map.resize(600, 200);
        map.setEdges(60.0, 540.0);
        const SweepMapContent content = mapContent(constructed());
        map.show(content);
        // Of grade 1 the largest product of a run in which it learned is 1 at 0.1, of grade 2 0.5 at 0.01.
        QVERIFY(std::abs(*content.bounds[0] - 0.2) < 1e-12);
        QVERIFY(std::abs(*content.bounds[1] - 0.04) < 1e-12);
        const QImage image = pictureOf(map);
        const auto lightness = [&map](const QImage& picture, double bound, std::size_t grade) {
            const QRectF first = map.cellRect(0, grade);
            const double x = first.center().x() + std::log10(bound / 0.01) * first.width();
            return picture.pixelColor(static_cast<int>(x), static_cast<int>(first.bottom() - 8.0))
                .lightness();
        };
        QVERIFY(lightness(image, 0.2, 0) < 80 && lightness(image, 0.04, 1) < 80); // the text's colour
        SweepMapContent without = content;
        without.bounds.assign(2, std::nullopt);
        map.show(without);
        const QImage bare = pictureOf(map);
        QVERIFY(lightness(bare, 0.2, 0) > 80 && lightness(bare, 0.04, 1) > 80);
        // Beyond the rates that were tried there is no line.
        without.bounds = {50.0, std::nullopt};
        map.show(without);
        QCOMPARE(pictureOf(map), bare);
    }

    void onPaperTheLegendHasRoom() {
        const auto page = makeSweepPage(constructed(), Theme::printTheme(), {420, 500});
        const auto* legend = page->findChild<QLabel*>("sweepLegend");
        QVERIFY(legend->text().contains("!  beyond the bound of stability"));
        QVERIFY(legend->height() >= legend->heightForWidth(legend->width()));
        const auto* map = page->findChild<SweepMap*>();
        const auto* curves = page->findChild<CurveView*>("sweepCurves");
        QVERIFY(map->geometry().bottom() < legend->geometry().top());
        QVERIFY(legend->geometry().bottom() < curves->geometry().top());
    }

    void showsTheRecordAsMapCurvesAndTable() {
        SweepWindow window(Theme::lightTheme());
        ask(window, "0.01", "1", 3, 2);
        finish(window, descending(20));
        const SweepRecord& record = window.driver().record();
        QCOMPARE(record.rates.size(), std::size_t{3});
        const SweepMapContent& content = window.chart().map().content();
        const auto* table = window.findChild<QTableWidget*>("sweepTable");
        QCOMPARE(table->rowCount(), 3);
        QCOMPARE(table->columnCount(), 3);
        for (std::size_t rate = 0; rate < 3; ++rate)
            for (std::size_t grade = 0; grade < 2; ++grade) {
                const SweepCell cell = cellOf(record.rates[rate].runs, grade);
                QCOMPARE(content.cell(rate, grade).error->median, cell.error->median);
                QVERIFY(table->item(static_cast<int>(rate), static_cast<int>(grade) + 1)
                            ->text()
                            .startsWith(compactNumber(cell.error->median, 3)));
            }
        QCOMPARE(window.chart().curves().samples("grade 2"), std::size_t{3});
        // A column of the map stands over its samples.
        const QPointF sample =
            window.chart().curves().mapTo(&window, window.chart().curves().toPixel(0.1, 1.0).toPoint());
        const QPoint column =
            window.chart().map().mapTo(&window, window.chart().map().cellRect(1, 0).center().toPoint());
        QVERIFY(std::abs(sample.x() - column.x()) <= 2.0);
        QCOMPARE(text(window, "sweepOutcome"), QString::fromStdString(sweepOutcome(record.rates)));
        QVERIFY(text(window, "sweepState").startsWith("6 runs, about "));
        window.findChild<QToolButton*>("sweepAsTable")->click();
        QVERIFY(table->isVisible() && !window.chart().isVisible());
        // The same numbers as without a window.
        RunControl control;
        SweepWatcher nobody;
        const SweepRecord alone = sweep(descending(20), {0.01, 1.0, 3, 2}, control, nobody);
        QCOMPARE(record.rates[2].runs[1].grades[1].train, alone.rates[2].runs[1].grades[1].train);
    }

    void readsWithTheKeyboardAndChooses() {
        SweepWindow window(Theme::darkTheme());
        ask(window, "0.01", "1", 3, 1);
        finish(window, descending(20));
        SweepMap& map = window.chart().map();
        QTest::keyClick(&map, Qt::Key_Left); // the first key shows where one is
        QVERIFY(map.reading().has_value());
        for (int i = 0; i < 3; ++i)
            QTest::keyClick(&map, Qt::Key_Left);
        QTest::keyClick(&map, Qt::Key_Up);
        QCOMPARE(*map.reading(), std::pair(std::size_t{0}, std::size_t{0}));
        QVERIFY(map.accessibleDescription().contains("learning rate 0.01, grade 1"));
        QTest::keyClick(&map, Qt::Key_Return);
        auto* use = window.findChild<QPushButton*>("sweepUse");
        QVERIFY2(use->text().contains("0.01"), qPrintable(use->text()));
        QCOMPARE(window.findChild<QTableWidget*>("sweepTable")->currentRow(), 0);
        QTest::mouseClick(&map, Qt::LeftButton, {}, map.cellRect(2, 1).center().toPoint());
        QVERIFY(use->text().contains("1.0"));
        QTest::keyClick(&map, Qt::Key_Escape);
        QVERIFY(!map.reading());
        double wanted = 0.0;
        connect(&window, &SweepWindow::rateWanted, this, [&wanted](double rate) { wanted = rate; });
        use->click();
        QCOMPARE(wanted, 1.0);
    }

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
        window.show();
        startButton(window).click();
        QTRY_VERIFY_WITH_TIMEOUT(window.driver().present().has_value(), patience);
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
        QTRY_VERIFY_WITH_TIMEOUT(window.driver().present().has_value(), patience);
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

GRADEWISE_TEST(TestSweepWindow)
#include "test_sweep_window.moc"
