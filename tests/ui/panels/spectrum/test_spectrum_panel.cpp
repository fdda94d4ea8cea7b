// The spectrum panel: what it shows and says of waves that are known.
#include "tests/test_case.h"
#include "tests/ui/panels/run_fixture.h"
#include "ui/charts/cursor.h"
#include "ui/charts/curveview.h"
#include "ui/panels/spectrum/spectrum_panel.h"
#include "ui/panels/spectrum/spectrum_words.h"

#include <QAction>
#include <QLabel>

using namespace gradewise;

namespace {

constexpr double turn = 2.0 * std::numbers::pi;

/// sin 2π2x + low · … : two waves, of which parts are left.
Matrix waves(const Matrix& x, double low, double high) {
    return (low * (turn * 2.0 * x.array()).sin() + 0.5 * high * (turn * 30.0 * x.array() + 0.4).sin())
        .matrix();
}

Target twoWaves() {
    return {"two waves", {{0.0, 1.0}}, 1, [](const Matrix& x) { return waves(x, 1.0, 1.0); }};
}

/// Freezes a grade that leaves those shares of both waves.
void freeze(RunModel& model, double low, double high) {
    const std::size_t grade = model.gradesWithCurve();
    GradeFinished finished;
    finished.grade = grade;
    finished.record.config = model.grades()[grade].record.config;
    finished.record.status = GradeStatus::Finished;
    finished.contribution = model.residual(grade) - waves(model.gridPoints(), low, high);
    finished.block = Block(BlockShape{1, {16}, 1, Activation::Relu});
    RunUpdate update;
    update.id = 1;
    update.finishedGrades.push_back(std::move(finished));
    model.apply(update);
}

/// Of the crosshair at a frequency, by the curve's name.
std::map<QString, double> readAt(SpectrumPanel& panel, double frequency) {
    panel.findChild<Cursor*>()->moveTo(frequency);
    std::map<QString, double> values;
    for (const CurveView::Reading& reading : panel.view()->readings())
        values[reading.name] = reading.y;
    return values;
}

/// Without the spaces at which no line breaks.
QString plain(QString text) {
    return text.replace(QChar::Nbsp, QLatin1Char(' '));
}

bool near(double value, double expected) {
    return std::abs(value - expected) < 1e-12;
}

} // namespace

class TestSpectrumPanel : public QObject {
    Q_OBJECT

private slots:
    void init() { QLocale::setDefault(QLocale::c()); }

    void amplitudesAreReadExactly() {
        RunModel model;
        model.begin(1, fixture::config(3), twoWaves());
        SpectrumPanel panel(Theme::lightTheme(), false);
        panel.resize(460, 300);
        panel.showRun(model);
        QCOMPARE(readAt(panel, 30.0).size(), std::size_t{1});
        QVERIFY(near(readAt(panel, 30.0)["target f"], 0.5));
        QVERIFY(panel.answer()->text().contains("strongest wave is 1.00 at frequency 2.00; above 30"));
        freeze(model, 0.1, 1.0);
        freeze(model, 0.004, 0.98);
        panel.showRun(model);
        auto read = readAt(panel, 30.0);
        QVERIFY(near(read["target f"], 0.5) && near(read["residual r₂"], 0.49) && near(read["r₁"], 0.5) &&
                near(read["sum s₂"], 0.01));
        read = readAt(panel, 2.0);
        QVERIFY(near(read["target f"], 1.0) && near(read["residual r₂"], 0.004) && near(read["r₁"], 0.1));
        QCOMPARE(
            plain(panel.answer()->text()),
            QStringLiteral("Low frequencies first. Up to frequency 2 less than 1 % of the target is left, "
                           "from 30 on nothing is learnt yet."));
        QVERIFY2(plain(panel.summary())
                     .contains("up to frequency 2, the residual has 0.40 % in L², of the upper half "
                               "98 %"),
                 qPrintable(panel.summary()));
        QVERIFY(panel.summary().contains("strongest wave of the residual is 0.490 at frequency 30.0"));
    }

    void olderResidualsStayFaintAndFew() {
        RunModel model;
        model.begin(1, fixture::config(12), twoWaves());
        SpectrumPanel panel(Theme::lightTheme(), false);
        panel.showRun(model);
        for (int grade = 1; grade <= 12; ++grade) {
            freeze(model, std::pow(0.5, grade), 1.0);
            panel.showRun(model);
        }
        const auto samples = [&](const char* id) { return panel.view()->samples(QString::fromLatin1(id)); };
        QCOMPARE(samples("0 6"), std::size_t{0}); // r₆ and before
        QCOMPARE(samples("0 7"), std::size_t{999});
        QCOMPARE(samples("0 10"), std::size_t{999});
        QCOMPARE(samples("1 11"), std::size_t{999});
        QCOMPARE(samples("4 12"), std::size_t{999});
        QCOMPARE(readAt(panel, 2.0).size(), std::size_t{4}); // the crosshair leaves them out
    }

    void thePointerFindsPeaks() {
        RunModel model;
        model.begin(1, fixture::config(3), twoWaves());
        SpectrumPanel panel(Theme::lightTheme(), false);
        panel.resize(460, 300);
        panel.show();
        panel.showRun(model);
        CurveView& view = *panel.view();
        const auto pointAt = [&](double frequency) {
            QTest::mouseMove(&view, view.toPixel(frequency, 0.5).toPoint());
            return panel.findChild<Cursor*>()->position().value_or(0.0);
        };
        QTRY_COMPARE(pointAt(30.4), 30.0);
        QTRY_COMPARE(pointAt(2.1), 2.0);
        // The keyboard goes on frequency by frequency.
        QTest::keyClick(&view, Qt::Key_Right);
        QCOMPARE(panel.findChild<Cursor*>()->position(), std::optional(3.0));
    }

    void theFrequencyAxisIsChosenAndRemembered() {
        RunModel model;
        model.begin(1, fixture::config(3), twoWaves());
        SpectrumPanel panel(Theme::lightTheme(), false);
        panel.resize(460, 300);
        panel.showRun(model);
        QCOMPARE(panel.view()->xAxis().scale, Scale::Log);
        QCOMPARE(panel.view()->xBounds().high, 999.0);
        QVERIFY(panel.chosenView().isEmpty());
        panel.findChild<QAction*>(QStringLiteral("linearFrequency"))->trigger();
        QCOMPARE(panel.view()->xAxis().scale, Scale::Linear);
        QCOMPARE(panel.view()->xBounds().high, 60.0); // twice the highest of the target's bands
        SpectrumPanel other(Theme::lightTheme(), false);
        other.chooseView(panel.chosenView());
        other.showRun(model);
        QCOMPARE(other.view()->xAxis().scale, Scale::Linear);
        other.chooseView(QStringLiteral("nonsense"));
        QCOMPARE(other.view()->xAxis().scale, Scale::Log);
    }

    void theLowerEndFollowsTheResidual() {
        RunModel model;
        model.begin(1, fixture::config(8), twoWaves());
        SpectrumPanel panel(Theme::lightTheme(), false);
        panel.resize(460, 300);
        const auto lowest = [&](double left) {
            freeze(model, left, left);
            panel.showRun(model);
            return panel.view()->yBounds().low;
        };
        QCOMPARE(lowest(0.9), 1e-4);
        QCOMPARE(lowest(0.12), 1e-4); // steady
        QCOMPARE(lowest(1e-3), 1e-6);
        QVERIFY(lowest(0.0) < 1e-18); // not below rounding, where nothing is left at all
        QVERIFY(std::isfinite(panel.view()->yBounds().low) && panel.view()->notes().isEmpty());
    }

    void twoVariablesAreDrawnAndThreeSaySo() {
        RunModel model;
        fixture::run(model, 2, 3, 2);
        SpectrumPanel panel(Theme::darkTheme(), false);
        panel.showRun(model);
        QCOMPARE(panel.view()->samples(QStringLiteral("3 0")), std::size_t{49});
        QVERIFY(panel.answer()->text().contains("left"));
        fixture::run(model, 1, 3, 3, 1, 2);
        panel.showRun(model);
        QVERIFY(panel.summary().contains("3 variables"));
    }

    void constantTargetsHaveNoWaves() {
        RunModel model;
        model.preview(fixture::config(1), {"constant", {{0.0, 1.0}}, 1, [](const Matrix& x) {
                                               return Matrix::Ones(1, x.cols());
                                           }});
        SpectrumPanel panel(Theme::lightTheme(), false);
        panel.resize(460, 300);
        panel.showRun(model);
        QVERIFY2(panel.answer()->text().contains("constant"), qPrintable(panel.answer()->text()));
    }

    void words_data() {
        QTest::addColumn<QString>("words");
        QTest::addColumn<QVector<double>>("left");
        QTest::newRow("all") << "At all frequencies of the target, up to 4, at most 0.50 % of it is left."
                             << QVector<double>{0.001, 0.005, 0.0002};
        QTest::newRow("far below a percent")
            << "At all frequencies of the target, up to 4, at most 4.7e-6 of it is left."
            << QVector<double>{1e-7, 4.7e-6, 2e-8};
        QTest::newRow("nothing")
            << "Nothing is learnt yet: at every frequency 90 % of the target or more is left."
            << QVector<double>{0.95, 1.0, 1.1};
        QTest::newRow("some")
            << "Low frequencies first. Up to frequency 2 less than 10 % of the target is left, "
               "at 4 it is 60 %."
            << QVector<double>{0.05, 0.08, 0.6};
        QTest::newRow("high")
            << "High frequencies first. At the lowest frequency, 1, 80 % of the target is left, "
               "at the highest, 4, 1.0 %."
            << QVector<double>{0.8, 0.1, 0.01};
        QTest::newRow("diverged") << "The residual is not finite: there is nothing to compare."
                                  << QVector<double>{std::nan(""), std::nan("")};
        QTest::newRow("in no order")
            << "At the lowest frequency, 1, 80 % of the target is left, at the highest, 4, 85 %."
            << QVector<double>{0.8, 0.7, 0.85};
    }
    void frequenciesHaveThreeDigits() {
        const QString text = learntText({{1.0 / 3.0, 1.0, 0.001}});
        QVERIFY2(text.contains("up to 0.333,"), qPrintable(text));
    }

    void words() {
        QFETCH(QVector<double>, left);
        std::vector<SpectralBand> bands;
        for (qsizetype i = 0; i < left.size(); ++i)
            bands.push_back({std::pow(2.0, i), 1.0, left[i]});
        QTEST(plain(learntText(bands)), "words");
    }
};

GRADEWISE_TEST(TestSpectrumPanel)
#include "test_spectrum_panel.moc"
