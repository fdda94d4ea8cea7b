// What the tests of waterfall share.
#pragma once

#include "tests/ui/panels/run_fixture.h"
#include "ui/charts/cursor.h"
#include "ui/charts/curveview.h"
#include "ui/panels/residuals/residuals_panel.h"
#include "ui/window/panel_area.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QMouseEvent>
#include <QRegularExpression>
#include <QSettings>
#include <QTemporaryDir>
#include <QToolButton>
#include <QWheelEvent>

namespace gradewise::waterfall_fixture {

struct Shown {
    RunModel model;
    Cursor cursor;
    ResidualsPanel panel{&cursor, Theme::lightTheme(), false};

    Shown(std::size_t frozen, std::size_t total, QSize size = {800, 500}) {
        fixture::run(model, frozen, total);
        panel.resize(size);
        panel.chooseView(QStringLiteral("waterfall"));
        panel.show();
        panel.showRun(model);
    }
    Waterfall& waterfall() { return panel.waterfall(); }
    QToolButton& button(const char* name) {
        return *panel.findChild<QToolButton*>(QString::fromLatin1(name));
    }
    void freezeOneMore(double part = 0.3) {
        fixture::freezeOneMore(model, part);
        panel.showRun(model);
    }
    QImage fresh(const Theme& theme = Theme::lightTheme()) {
        Cursor other;
        if (cursor.stretch())
            other.zoomTo(cursor.stretch()->first, cursor.stretch()->second);
        ResidualsPanel again(&other, theme, false);
        again.resize(panel.size());
        again.chooseView(QStringLiteral("waterfall"));
        again.show();
        again.showRun(model);
        return again.waterfall().image();
    }
};

/// Before each test: no warning passes, and numbers are written as in C.
inline void begin() {
    QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)")));
    QLocale::setDefault(QLocale::c());
}

} // namespace gradewise::waterfall_fixture
