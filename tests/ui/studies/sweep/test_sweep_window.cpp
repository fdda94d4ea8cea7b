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

#include "tests/test_case.h"
#include "tests/ui/studies/sweep/sweep_window_fixture.h"

using namespace gradewise;
using namespace gradewise::sweep_window_fixture;

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
};

GRADEWISE_TEST(TestSweepWindow)
#include "test_sweep_window.moc"
