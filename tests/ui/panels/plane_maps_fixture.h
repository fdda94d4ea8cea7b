// What the tests of plane maps share.
#pragma once

#include "tests/ui/panels/run_fixture.h"
#include "ui/charts/cursor.h"
#include "ui/charts/maps/color_map.h"
#include "ui/charts/maps/plane_cells.h"
#include "ui/charts/number_format.h"
#include "ui/export/figures.h"
#include "ui/panels/residuals/residuals_panel.h"
#include "ui/panels/run_words.h"
#include "ui/panels/target/plane_target.h"
#include "ui/panels/target/target_panel.h"

#include <QPainter>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSvgRenderer>
#include <QToolButton>

#include <limits>

namespace gradewise::plane_maps_fixture {

inline PlaneGrid square(std::size_t side) {
    PlaneGrid grid;
    for (std::size_t i = 0; i < side; ++i)
        grid.x.push_back(static_cast<double>(i) / static_cast<double>(side - 1));
    grid.y = grid.x;
    return grid;
}

/// A target that tells x from y and both from their mirror images.
inline Target slanted(const Domain& domain = {Interval{0.0, 1.0}, Interval{0.0, 1.0}}) {
    return {"f", domain, 1, [](const Matrix& x) -> Matrix { return x.row(0) + 3.0 * x.row(1); }};
}

inline double lightness(QRgb color) {
    return 0.2126 * qRed(color) + 0.7152 * qGreen(color) + 0.0722 * qBlue(color);
}

struct Shown {
    RunModel model;
    Cursor cursor;
    TargetPanel target{&cursor, Theme::lightTheme(), false};
    ResidualsPanel residuals{&cursor, Theme::lightTheme(), false};

    Shown(std::size_t frozen, std::size_t total, QSize size = {700, 400}, Index inputs = 2,
          Index outputs = 1) {
        fixture::run(model, frozen, total, inputs, outputs);
        for (CardPanel* panel : panels()) {
            panel->resize(size);
            panel->show();
        }
        residuals.move(0, size.height()); // not under the other: both follow the mouse
        draw();
    }
    std::array<CardPanel*, 2> panels() { return {&target, &residuals}; }
    void draw() {
        for (CardPanel* panel : panels()) {
            panel->showRun(model);
            panel->grab();
        }
    }
    PlaneTarget& plane() { return *target.plane(); }
    PlaneList& list() { return residuals.planes(); }
};

/// Before each test: no warning passes, and numbers are written as in C.
inline void begin() {
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)")));
    QLocale::setDefault(QLocale::c());
}

} // namespace gradewise::plane_maps_fixture
