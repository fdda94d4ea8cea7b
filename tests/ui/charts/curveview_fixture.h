// What the tests of curveview share.
#pragma once

#include "ui/charts/cursor.h"
#include "ui/charts/curveview.h"

#include <QChartView>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QWheelEvent>

#include <cmath>
#include <limits>

namespace gradewise::curveview_fixture {

inline constexpr double notANumber = std::numeric_limits<double>::quiet_NaN();
const QColor ink(255, 0, 255); // no theme has it

inline std::vector<double> counting(std::size_t count, double step = 1.0) {
    std::vector<double> x(count);
    for (std::size_t i = 0; i < count; ++i)
        x[i] = step * static_cast<double>(i);
    return x;
}

inline CurveStyle style(const QString& name = QStringLiteral("y")) {
    CurveStyle result;
    result.name = name;
    result.color = ink;
    result.width = 2.0;
    return result;
}

inline bool isInk(const QImage& image, int x, int y) {
    if (!image.rect().contains(x, y))
        return false;
    const QColor color = image.pixelColor(x, y);
    return color.red() > 190 && color.blue() > 190 && color.green() < 150;
}

/// Ink within `reach` pixels of a place.
inline bool inkAt(const QImage& image, const QPointF& at, int reach = 2) {
    for (int dx = -reach; dx <= reach; ++dx) {
        for (int dy = -reach; dy <= reach; ++dy)
            if (isInk(image, static_cast<int>(at.x()) + dx, static_cast<int>(at.y()) + dy))
                return true;
    }
    return false;
}

inline int inkIn(const QImage& image, const QRect& area) {
    int count = 0;
    for (int x = area.left(); x <= area.right(); ++x)
        for (int y = area.top(); y <= area.bottom(); ++y)
            count += isInk(image, x, y) ? 1 : 0;
    return count;
}

inline void hover(CurveView& view, const QPointF& at, Qt::MouseButtons buttons = Qt::NoButton) {
    QMouseEvent move(QEvent::MouseMove, at, view.mapToGlobal(at), Qt::NoButton, buttons, Qt::NoModifier);
    QCoreApplication::sendEvent(&view, &move);
}

inline bool near(const QColor& one, const QColor& other) {
    return std::abs(one.red() - other.red()) + std::abs(one.green() - other.green()) +
               std::abs(one.blue() - other.blue()) <
           48;
}

inline AxisSetup logarithmic() {
    AxisSetup axis;
    axis.scale = Scale::Log;
    return axis;
}

/// Tests of a curve view on the screen derive from it; their init() calls begin(), their cleanup() end().
class CurveViewOnScreen : public QObject {
protected:
    void begin() {
        QTest::failOnWarning(QRegularExpression(QStringLiteral("^(?!This plugin does not support)")));
        QLocale::setDefault(QLocale::c());
        cursor_ = std::make_unique<Cursor>();
        view_ = std::make_unique<CurveView>(cursor_.get(), Theme::lightTheme());
        view_->resize(400, 240);
        view_->show();
        QVERIFY(QTest::qWaitForWindowExposed(view_.get()));
    }
    void end() {
        view_.reset();
        cursor_.reset();
    }
    QImage picture() {
        QPalette palette = view_->palette();
        palette.setColor(QPalette::Window, Qt::white);
        view_->setPalette(palette);
        return view_->grab().toImage();
    }

    std::unique_ptr<Cursor> cursor_;
    std::unique_ptr<CurveView> view_;
};

} // namespace gradewise::curveview_fixture
