// What the tests of duel window share.
#pragma once

#include "core/study/duel/duel_report.h"
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

namespace gradewise::duel_window_fixture {

using State = DuelDriver::State;

inline constexpr int patience = 60'000; ///< milliseconds

inline QString text(const QWidget& window, const QString& label) {
    const auto* found = window.findChild<QLabel*>(label);
    return found ? found->text() : QStringLiteral("there is no %1").arg(label);
}

inline void chooseSeeds(DuelWindow& window, int seeds) {
    window.findChild<QSpinBox*>(QStringLiteral("duelSeeds"))->setValue(seeds);
}

inline void chooseBudget(DuelWindow& window, DuelBudget budget) {
    auto* box = window.findChild<QComboBox*>(QStringLiteral("duelBudget"));
    box->setCurrentIndex(box->findData(static_cast<int>(budget)));
}

inline QPushButton& startButton(const DuelWindow& window) {
    return *window.findChild<QPushButton*>(QStringLiteral("duelStart"));
}

/// A finished duel of the small experiment.
inline void finish(DuelWindow& window, DuelBudget budget, int seeds) {
    window.setExperiment(smallExperiment());
    chooseSeeds(window, seeds);
    chooseBudget(window, budget);
    window.show();
    startButton(window).click();
    QTRY_COMPARE_WITH_TIMEOUT(window.driver().state(), State::Idle, patience);
}

inline std::vector<DuelPoint> curve(std::initializer_list<std::pair<double, double>> points) {
    std::vector<DuelPoint> result;
    for (const auto& [x, y] : points)
        result.push_back({x, 2.0 * x, y, y});
    return result;
}

} // namespace gradewise::duel_window_fixture
