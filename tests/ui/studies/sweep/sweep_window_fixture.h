// What the tests of sweep window share.
#pragma once

#include "core/study/sweep/sweep_files.h"
#include "tests/solver_options.h"
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

namespace gradewise::sweep_window_fixture {

using State = SweepDriver::State;

inline constexpr int patience = 60'000; ///< milliseconds

inline ExperimentConfig descending(Index epochs) {
    ExperimentConfig config = experimentOf(epochs);
    config.grades[0].solver = GradientDescentOptions{};
    return config;
}

inline QString text(const QWidget& window, const QString& label) {
    const auto* found = window.findChild<QLabel*>(label);
    return found ? found->text() : QStringLiteral("there is no %1").arg(label);
}

inline QPushButton& startButton(const SweepWindow& window) {
    return *window.findChild<QPushButton*>(QStringLiteral("sweepStart"));
}

inline void ask(SweepWindow& window, const QString& from, const QString& to, int rates, int seeds) {
    window.findChild<QLineEdit*>(QStringLiteral("sweepFrom"))->setText(from);
    window.findChild<QLineEdit*>(QStringLiteral("sweepTo"))->setText(to);
    window.findChild<QSpinBox*>(QStringLiteral("sweepRates"))->setValue(rates);
    window.findChild<QSpinBox*>(QStringLiteral("sweepSeeds"))->setValue(seeds);
}

inline void finish(SweepWindow& window, const ExperimentConfig& config) {
    window.setExperiment(config);
    window.show();
    startButton(window).click();
    QTRY_COMPARE_WITH_TIMEOUT(window.driver().state(), State::Idle, patience);
}

inline SweptGrade gradeOf(double error, GradeProgress progress, double rate, double product) {
    SweptGrade grade;
    grade.train = error;
    grade.progress = progress;
    grade.curvature = Curvature{};
    grade.curvature->rate = rate;
    grade.curvature->largest = product / rate;
    return grade;
}

/// Three rates, two grades, one seed: fine; fine, then dead beyond the bound; diverged in its first grade.
inline SweepRecord constructed() {
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

inline QImage pictureOf(SweepMap& map) {
    QImage image(map.size(), QImage::Format_RGB32);
    map.render(&image);
    return image;
}

/// How many pixels within a cell have another colour than its corner, beside which nothing is drawn.
inline int inkIn(const QImage& image, const QRectF& cell, const QColor& ground) {
    int count = 0;
    const QRect area = cell.adjusted(3, 3, -3, -3).toRect();
    for (int y = area.top(); y <= area.bottom(); ++y)
        for (int x = area.left(); x <= area.right(); ++x)
            count += image.pixelColor(x, y).rgb() == ground.rgb() ? 0 : 1;
    return count;
}

} // namespace gradewise::sweep_window_fixture
