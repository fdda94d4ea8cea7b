#include "ui/panels/target/plane_target.h"

#include "ui/charts/cursor.h"
#include "ui/charts/maps/plane_pointing.h"
#include "ui/charts/number_format.h"
#include "ui/charts/picture_parts.h"
#include "ui/charts/small_font.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace gradewise {

namespace {

constexpr double barGap = 10.0;
constexpr double barWidth = 10.0;
constexpr double between = 24.0;    // maps
constexpr double printPixels = 3.0; ///< a point on paper; the grid is hardly finer

/// Round, and hardly wider than the data: an axis may have room at its ends, but colours are few.
Range closeBounds(const Range& data) {
    if (!(data.span() > 0.0))
        return roundBounds(data);
    const double step = roundStep(data.span() / 20.0);
    return {std::floor(data.low / step) * step, std::ceil(data.high / step) * step};
}

} // namespace

PlaneTarget::PlaneTarget(Cursor* cursor, const Theme& theme, bool forPaper, QWidget* parent)
    : QWidget(parent), cursor_(cursor), theme_(theme), forPaper_(forPaper) {
    setAccessibleName(tr("Maps of the target and its approximation"));
    if (!cursor)
        return;
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    connect(cursor, &Cursor::moved, this, qOverload<>(&QWidget::update));
}

void PlaneTarget::setTheme(const Theme& theme) {
    theme_ = theme;
    update();
}

void PlaneTarget::show(PlaneTargetContent content) {
    const auto kept = [&](std::size_t map, const std::vector<double>& now) {
        if (now != values(map))
            pictures_[map].image = {};
    };
    kept(targetMap, content.target);
    kept(sumMap, content.sum);
    kept(addedMap, content.added);
    content_ = std::move(content);
    takeScales();
    update();
}

void PlaneTarget::followData() {
    shared_.reset();
    takeScales();
    update();
}

void PlaneTarget::takeScales() {
    const auto target = finiteRange(content_.target);
    const auto sum = finiteRange(content_.sum);
    const auto added = finiteRange(content_.added);
    std::optional<Range> both = target ? target : sum;
    if (both && sum)
        both = Range{std::min(both->low, sum->low), std::max(both->high, sum->high)};
    if (both)
        shared_ = steadyBounds(shared_, *both, closeBounds(*both));
    addedScale_ = target ? symmetricBounds(*target).high / content_.magnification : 1.0;
    if (added && std::max(-added->low, added->high) > addedScale_)
        addedScale_ = symmetricBounds(*added).high;
}

const std::vector<double>& PlaneTarget::values(std::size_t map) const {
    return map == targetMap ? content_.target : map == sumMap ? content_.sum : content_.added;
}

QString PlaneTarget::title(std::size_t map) const {
    return map == targetMap ? tr("target f") : map == sumMap ? content_.sumTitle : content_.addedTitle;
}

PlaneColors PlaneTarget::colors(std::size_t map) const {
    return map == addedMap ? divergingColors(addedScale_, theme_)
                           : sequentialColors(shared_.value_or(Range{}), theme_);
}

double PlaneTarget::pixelsPerPoint() const {
    return forPaper_ ? printPixels : devicePixelRatioF();
}

QFont PlaneTarget::smallFont() const {
    return smaller(font(), 0.85);
}

PlaneTarget::Layout PlaneTarget::layOut() const {
    const QFont small = smallFont();
    const QFontMetricsF metrics(small);
    const double top = metrics.height() + 3.0;
    const double high =
        height() - top - planeLabelsHeight(small) - (forPaper_ ? metrics.height() : 0.0) - 2.0;
    const double left = planeLabelsWidth(content_.grid, small) + (forPaper_ ? metrics.height() : 0.0);
    const auto barRoom = [&](std::size_t map) {
        const double after = map == targetMap ? barGap : 0.0;
        return barGap + barWidth + planeBarLabelsWidth(colors(map), small) + after;
    };
    const double shared = barRoom(targetMap);
    const double own = barRoom(addedMap);
    const auto widthFor = [&](std::size_t maps) {
        const double bars = maps < 3 ? shared : shared + own;
        const double gaps = maps == 1 ? 0.0 : between;
        const double each = (width() - left - bars - gaps) / static_cast<double>(maps);
        return std::clamp(std::min(each, high / content_.grid.aspect()), 0.0, 4000.0);
    };
    std::size_t maps = content_.sum.empty() ? 1 : 2;
    constexpr double leastShare = 0.55; // f and s_l are not made smaller than that for the sake of u_l,
    constexpr double leastWidth = 90.0; // nor than that
    if (maps == 2 && widthFor(3) >= std::max(leastShare * widthFor(2), leastWidth))
        maps = 3;
    const double wide = widthFor(maps);
    const double all = left + static_cast<double>(maps) * wide + (maps == 1 ? 0.0 : between) + shared +
                       (maps == 3 ? own : 0.0);
    Layout layout;
    const double tall = wide * content_.grid.aspect();
    double x = left + std::max(0.0, (width() - all) / 2.0);
    const double y = top + std::max(0.0, (high - tall) / 2.0);
    for (std::size_t map = 0; map < maps; ++map) {
        layout.maps[map] = QRectF(x, y, wide, tall);
        x += wide;
        if (map == addedMap || map + 1 == std::min<std::size_t>(maps, 2)) {
            layout.bars[map == addedMap ? 1 : 0] = QRectF(x + barGap, y, barWidth, tall);
            x += shared;
        } else {
            x += between;
        }
    }
    return layout;
}

const QImage& PlaneTarget::image(std::size_t map) {
    Picture& picture = pictures_[map];
    const QSize size = (mapRect(map).size() * pixelsPerPoint()).toSize();
    const PlaneColors wanted = colors(map);
    if (picture.image.size() != size || picture.colors != wanted)
        picture = {planeImage(content_.grid, values(map), wanted, size), wanted};
    return picture.image;
}

void PlaneTarget::paintEvent(QPaintEvent*) {
    if (content_.target.empty())
        return;
    QPainter painter(this);
    const Layout layout = layOut();
    for (std::size_t map = 0; map < layout.maps.size(); ++map)
        if (!layout.maps[map].isEmpty())
            paintMap(painter, map, layout);
    paintPlaneBar(painter, layout.bars[0], colors(targetMap), theme_, smallFont());
    if (!layout.bars[1].isEmpty())
        paintPlaneBar(painter, layout.bars[1], colors(addedMap), theme_, smallFont());
    paintCrosshair(painter, layout);
    if (focus_.isShown())
        paintKeyboardFrame(painter, rect(), theme_);
}

void PlaneTarget::paintMap(QPainter& painter, std::size_t map, const Layout& layout) {
    const QRectF& area = layout.maps[map];
    const QFont small = smallFont();
    const QFontMetricsF metrics(small);
    painter.drawImage(area, image(map));
    painter.setRenderHint(QPainter::Antialiasing);
    paintPlaneAxes(painter, area, content_.grid, {.below = true, .left = map == targetMap}, theme_, small);
    painter.setFont(small);
    painter.setPen(theme_.mutedText);
    const double room = area.width() + (map == targetMap ? between : barGap + barWidth);
    painter.drawText(QRectF(area.left(), area.top() - metrics.height() - 3.0, room, metrics.height()),
                     Qt::AlignLeft | Qt::AlignVCenter, metrics.elidedText(title(map), Qt::ElideRight, room));
    if (!forPaper_)
        return;
    painter.drawText(
        QRectF(area.left(), area.bottom() + planeLabelsHeight(small), area.width(), metrics.height()),
        Qt::AlignCenter, QStringLiteral("x"));
    if (map == targetMap)
        painter.drawText(QRectF(area.left() - planeLabelsWidth(content_.grid, small) - metrics.height(),
                                area.top(), metrics.height(), area.height()),
                         Qt::AlignCenter, QStringLiteral("y"));
}

QStringList PlaneTarget::readings() const {
    const auto point = pointOf(cursor_, content_.grid);
    if (!point || content_.target.empty())
        return {};
    const std::size_t at = content_.grid.index(point->column, point->row);
    const auto row = [](const QString& name, double value) {
        return QStringLiteral("%1 = %2").arg(name, readingNumber(value));
    };
    QStringList rows{row(QStringLiteral("x"), content_.grid.x[point->column]),
                     row(QStringLiteral("y"), content_.grid.y[point->row]),
                     row(QStringLiteral("f"), content_.target[at])};
    if (!content_.sum.empty()) {
        const QString grade = subscript(content_.grades);
        rows << row(QStringLiteral("s") + grade, content_.sum[at])
             << row(QStringLiteral("u") + grade, content_.added[at])
             << row(QStringLiteral("r") + grade, content_.target[at] - content_.sum[at]);
    }
    return rows;
}

void PlaneTarget::paintCrosshair(QPainter& painter, const Layout& layout) const {
    const auto point = pointOf(cursor_, content_.grid);
    if (!point)
        return;
    for (const QRectF& map : layout.maps)
        if (!map.isEmpty())
            paintPlaneCross(painter, map, content_.grid, *point, theme_);
    if (!underMouse() && !focus_.isShown())
        return; // another panel reads
    const QRectF& map = layout.maps[layout.maps[pointed_].isEmpty() ? targetMap : pointed_];
    // A box as high as a map may hang below it.
    const QRectF room(map.left(), map.top(), map.width(), height() - map.top());
    paintReadout(painter, placeOf(map, content_.grid, *point), room, size(), readings(), theme_, smallFont());
}

void PlaneTarget::mouseMoveEvent(QMouseEvent* event) {
    if (!cursor_ || content_.target.empty())
        return;
    const Layout layout = layOut();
    for (std::size_t map = 0; map < layout.maps.size(); ++map)
        if (layout.maps[map].contains(event->position())) {
            pointed_ = map;
            pointAt(*cursor_, content_.grid, layout.maps[map], event->position());
            update();
            return;
        }
    cursor_->leave();
}

void PlaneTarget::leaveEvent(QEvent* event) {
    if (cursor_)
        cursor_->leave();
    QWidget::leaveEvent(event);
}

void PlaneTarget::keyPressEvent(QKeyEvent* event) {
    if (!cursor_ || !moveByKey(*cursor_, content_.grid, *event)) {
        QWidget::keyPressEvent(event);
        return;
    }
    setAccessibleDescription(readings().join(QStringLiteral(", ")));
}

void PlaneTarget::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        update();
}

} // namespace gradewise
