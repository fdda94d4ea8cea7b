// Published numbers in the window: marks where they belong, a table that is what was computed, no claim about
// another experiment.
#include "core/experiment/presets.h"
#include "tests/core/trained.h"
#include "tests/test_case.h"
#include "tests/ui/window/window_fixture.h"
#include "ui/charts/cursor.h"
#include "ui/charts/curveview.h"
#include "ui/charts/number_format.h"
#include "ui/mainwindow.h"
#include "ui/models/run_model.h"
#include "ui/panels/errors/error_panel.h"
#include "ui/studies/published/published_table.h"
#include "ui/studies/published/published_window.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QImage>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>

#include <cmath>

using namespace gradewise;
using State = SeedsDriver::State;
using Column = PublishedTable::Column;

namespace {

constexpr int patience = 60'000; ///< milliseconds

/// Four grades of 20 epochs: a run takes some hundredths of a second.
ExperimentConfig shortW1() {
    return publishedConfig(*findPublished("W1"), 2e-5);
}

QString cell(const PublishedWindow& window, int row, Column column) {
    return window.table().index(row, static_cast<int>(column)).data().toString();
}

QString words(const PublishedWindow& window, const char* label) {
    return window.findChild<QLabel*>(QString::fromLatin1(label))->text();
}

QPushButton& button(const PublishedWindow& window, const char* name) {
    return *window.findChild<QPushButton*>(QString::fromLatin1(name));
}

void preview(RunModel& model, const ExperimentConfig& config) {
    model.preview(config, std::get<Target>(makeTarget(config.target)));
}

} // namespace

class TestPublishedWindow : public QObject {
    Q_OBJECT

    OwnSettings settings_;

private slots:
    void init() { QLocale::setDefault(QLocale::c()); }

    void marksStandWhereTheyWerePublished() {
        RunModel model;
        const ExperimentConfig x1 = presetConfig(*findPreset("X1"));
        model.begin(1, x1, std::get<Target>(makeTarget(x1.target)));
        const Theme& theme = Theme::lightTheme();
        ErrorPanel panel(theme, false);
        panel.resize(420, 300);
        panel.show(); // for its layout
        panel.showRun(model);
        CurveView& view = *panel.view();
        const std::vector<double> relative{1.0, std::sqrt(0.2912), std::sqrt(1.910e-5), std::sqrt(1.073e-5)};
        QCOMPARE(view.samples(QStringLiteral("published")), relative.size());
        QImage picture(view.size(), QImage::Format_RGB32);
        view.render(&picture);
        for (std::size_t grade = 0; grade < relative.size(); ++grade) {
            panel.findChild<Cursor*>()->moveTo(static_cast<double>(grade));
            const auto readings = view.readings();
            QCOMPARE(readings.back().name, QStringLiteral("published, training samples"));
            QCOMPARE(readings.back().y, relative[grade]);
            if (grade == 0)
                continue; // round a mark of ours
            // Hollow: an edge of the square left and right of the place, nothing at it.
            const QPointF place = view.toPixel(static_cast<double>(grade), relative[grade]);
            const auto darkest = [&](double from, double to) {
                int found = 255;
                for (double x = from; x <= to; x += 0.5)
                    found = std::min(found, picture.pixelColor((place + QPointF(x, 1.5)).toPoint()).green());
                return found;
            };
            QVERIFY(darkest(-7.5, -4.0) < theme.mutedText.green() + 60);
            QVERIFY(darkest(4.0, 7.5) < theme.mutedText.green() + 60);
            QVERIFY(darkest(-2.0, 2.0) > 200);
        }
        QVERIFY2(
            panel.summary().contains("Squares: published errors on the training samples, a relative squared "
                                     "error of 0.2912, 1.910e-5, 1.073e-5 after grades 1 to 3"),
            qPrintable(panel.summary()));
        QVERIFY(panel.toolTip().contains("code of Xu"));
        QVERIFY(!panel.summary().contains("not expected to agree"));
    }

    void anotherLengthIsSaidAndAnotherExperimentGetsNoMarks() {
        RunModel model;
        ErrorPanel panel(Theme::lightTheme(), true);
        preview(model, presetConfig(*findPreset("W1-cut")));
        panel.showRun(model);
        QCOMPARE(panel.view()->samples(QStringLiteral("published")), std::size_t{5});
        QVERIFY(panel.summary().contains("Trained for 0.02 of the published epochs"));
        ExperimentConfig changed = presetConfig(*findPreset("W1-cut"));
        changed.grades[0].hidden = {33};
        preview(model, changed);
        panel.showRun(model);
        QCOMPARE(panel.view()->samples(QStringLiteral("published")), std::size_t{0});
        QVERIFY(!panel.summary().contains("ublished") && !panel.toolTip().contains("ublished"));
        preview(model, presetConfig(*findPreset("X2"))); // of which no numbers were published
        panel.showRun(model);
        QCOMPARE(panel.view()->samples(QStringLiteral("published")), std::size_t{0});
    }

    void theTableIsTheComparison() {
        PublishedWindow window;
        ExperimentConfig config = shortW1();
        config.seed = 5;
        std::vector<GradeErrors> alone;
        for (std::uint64_t seed = 5; seed < 8; ++seed) {
            ExperimentConfig each = config;
            each.seed = seed;
            alone.push_back(errorsOf(train(each)));
        }
        window.setRun(config, {alone[0].begin(), alone[0].begin() + 2}); // still training its third grade
        window.show();
        QCOMPARE(window.table().rowCount(), 12);
        QCOMPARE(cell(window, 0, Column::Published), QStringLiteral("0.4403"));
        QCOMPARE(cell(window, 1, Column::ThisRun), compactNumber(alone[0][1].train.halfMse, 4));
        QCOMPARE(cell(window, 2, Column::ThisRun), QStringLiteral("–"));
        QCOMPARE(cell(window, 0, Column::Median), QStringLiteral("–"));
        QVERIFY(words(window, "publishedRemark").contains("halved mean squared error"));
        QVERIFY(words(window, "publishedRemark").contains("2e-05 of the published epochs"));

        window.findChild<QSpinBox*>()->setValue(3);
        button(window, "publishedStart").click();
        QCOMPARE(window.driver().state(), State::Running);
        QTRY_COMPARE_WITH_TIMEOUT(window.driver().state(), State::Idle, patience);
        // The very numbers of runs without a window.
        const auto lines = compare(*findPublished("W1"), alone);
        for (int row = 0; row < 12; ++row) {
            const Spread spread = *lines[static_cast<std::size_t>(row)].spread();
            QCOMPARE(cell(window, row, Column::Median), compactNumber(spread.median, 4));
            QCOMPARE(
                cell(window, row, Column::Range),
                QStringLiteral("%1 to %2").arg(compactNumber(spread.least), compactNumber(spread.largest)));
        }
        QCOMPARE(window.table().headerData(4, Qt::Horizontal).toString(),
                 QStringLiteral("Median of 3 seeds"));
        QVERIFY(words(window, "publishedState").isEmpty());

        const QTemporaryDir folder;
        window.save(folder.filePath("table.csv"));
        QFile file(folder.filePath("table.csv"));
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll().toStdString(), comparisonCsv(lines));
        button(window, "publishedCopy").click();
        QVERIFY(QApplication::clipboard()->text().startsWith(
            "Samples\tGrade\tPublished\tThis run\tMedian of 3 seeds\tRange\tMedian / "
            "published\ntraining\t1\t0.4403\t"));
    }

    void anotherExperimentOnScreenLeavesTheSeedsAlone() {
        PublishedWindow window;
        window.setRun(shortW1(), errorsOf(train(shortW1())));
        window.findChild<QSpinBox*>()->setValue(1);
        button(window, "publishedStart").click();
        QTRY_COMPARE_WITH_TIMEOUT(window.driver().state(), State::Idle, patience);
        const QString median = cell(window, 0, Column::Median);
        QVERIFY(median != QStringLiteral("–"));
        window.setRun(smallExperiment(), {});
        QCOMPARE(cell(window, 0, Column::Median), median);
        QCOMPARE(cell(window, 0, Column::ThisRun), QStringLiteral("–"));
        window.setRun(presetConfig(*findPreset("X1")), {}); // published too: the window turns to it
        QCOMPARE(cell(window, 0, Column::Published), QStringLiteral("0.2912"));
        QCOMPARE(cell(window, 0, Column::Median), QStringLiteral("–"));
        QVERIFY(words(window, "publishedAbout").startsWith("X1: "));
    }

    void trainingStopsWhenAskedAndWhenTheWindowCloses() {
        PublishedWindow window;
        const ExperimentConfig endless = publishedConfig(*findPublished("W1"), 1.0);
        window.setRun(endless, {});
        window.show();
        for (const char* way : {"publishedStart", "publishedClose"}) {
            button(window, "publishedStart").click();
            QTRY_VERIFY(window.driver().runsDone() > 0.0);
            window.setRun(presetConfig(*findPreset("X1")), {}); // keeps its own while it trains
            QCOMPARE(cell(window, 0, Column::Published), QStringLiteral("0.4403"));
            Answer stop(QStringLiteral("Stop")); // asked where the window would close
            button(window, way).click();
            QCOMPARE(stop.asked, QByteArray(way) == "publishedClose" ? 1 : 0);
            QTRY_COMPARE_WITH_TIMEOUT(window.driver().state(), State::Idle, patience);
            QCOMPARE(words(window, "publishedState"), QStringLiteral("Stopped after 0 of 3 seeds"));
            QVERIFY(window.driver().runs().empty());
        }
    }

    void theMenuOffersItForPublishedExperimentsOnly() {
        MainWindow window;
        window.show();
        const auto* action = window.findChild<QAction*>(QStringLiteral("published"));
        const auto offered = [&](const ExperimentConfig& config) {
            window.workbench().startWith(config);
            return action->isEnabled();
        };
        QVERIFY(offered(presetConfig(*findPreset("F2q-cut"))));
        QVERIFY(!offered(presetConfig(*findPreset("X2")))); // no numbers
        QVERIFY(!offered(smallExperiment()));
        QVERIFY(action->toolTip().contains("No numbers were published"));
        QVERIFY(offered(shortW1()));
        window.findChild<QAction*>(QStringLiteral("published"))->trigger();
        auto* table = window.findChild<PublishedWindow*>();
        QVERIFY(table && table->isVisible());
        window.workbench().runAfresh();
        QTRY_VERIFY_WITH_TIMEOUT(window.workbench().model().record() != nullptr, patience);
        QTRY_COMPARE(cell(*table, 3, Column::ThisRun),
                     compactNumber(window.workbench().model().record()->grades[3].metrics.train.halfMse, 4));
        window.workbench().edit(window.workbench().config());
        table->close();
    }
};

GRADEWISE_TEST(TestPublishedWindow)
#include "test_published_window.moc"
