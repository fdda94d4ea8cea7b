#include "ui/panels/residuals/plane_list.h"

#include "ui/charts/cursor.h"
#include "ui/charts/maps/plane_pointing.h"
#include "ui/charts/number_format.h"
#include "ui/charts/picture_parts.h"
#include "ui/charts/small_font.h"

#include <QFontMetricsF>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>

#include <algorithm>
#include <cmath>

namespace gradewise {

namespace {

constexpr double printPixels = 3.0; ///< a point on paper; the grid is hardly finer

} // namespace

PlaneList::PlaneList(Cursor* cursor, const Theme& theme, bool forPaper, QWidget* parent)
    : QAbstractScrollArea(parent), cursor_(cursor), theme_(theme), forPaper_(forPaper) {
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollBarPolicy(forPaper ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    viewport()->setAutoFillBackground(false);
    setAccessibleName(tr("Maps of the residuals"));
    if (!cursor) {
        setFocusPolicy(Qt::NoFocus);
        return;
    }
    viewport()->setMouseTracking(true);
    connect(cursor, &Cursor::moved, viewport(), qOverload<>(&QWidget::update));
}

void PlaneList::showGrades(PlaneGrid grid, std::vector<RowStamp> stamps, std::optional<std::size_t> live) {
    // Two targets may have the same errors, mirrored for instance.
    std::vector<double> target = valuesOf(0);
    if (grid != grid_ || target != target_)
        pictures_.clear();
    grid_ = std::move(grid);
    target_ = std::move(target);
    stamps_ = std::move(stamps);
    live_ = live;
    if (pointed_ && *pointed_ >= stamps_.size())
        pointed_.reset();
    layOut();
    viewport()->update();
}

void PlaneList::clear() {
    grid_ = {};
    stamps_.clear();
    pictures_.clear();
    target_.clear();
    layOut();
}

void PlaneList::setCommonScale(std::optional<double> largest) {
    common_ = largest;
    viewport()->update();
}

void PlaneList::setRemark(const QString& remark) {
    if (remark_ != remark) {
        remark_ = remark;
        layOut();
    }
}

void PlaneList::setTheme(const Theme& theme) {
    theme_ = theme;
    viewport()->update();
}

void PlaneList::followData() {
    goesToEnd_ = true;
    layOut();
}

QFont PlaneList::smallFont() const {
    return smaller(font(), 0.85);
}

PlaneCellNeeds PlaneList::needs() const {
    const QFont small = smallFont();
    const QFontMetricsF metrics(small);
    const double line = metrics.height();
    return {.above = QFontMetricsF(font()).height() + line + 4.0,
            .below = line + 6.0,
            .leastWidth = metrics.horizontalAdvance(QStringLiteral("L² ×99.9 smaller")) +
                          QFontMetricsF(font()).horizontalAdvance(QStringLiteral("r₀₀")) + 20.0,
            .left = planeLabelsWidth(grid_, small),
            .right = metrics.horizontalAdvance(QStringLiteral("0.00")) / 2.0,
            .axis = line + 2.0};
}

/// All of them; on paper the target and the newest that there is room for.
void PlaneList::chooseGrades(const QSizeF& room) {
    grades_.clear();
    for (std::size_t grade = 0; grade < stamps_.size(); ++grade)
        grades_.push_back(grade);
    if (!forPaper_ || grades_.empty())
        return;
    const auto keep = [&](std::size_t count) {
        grades_.erase(grades_.begin() + 1, grades_.end() - static_cast<std::ptrdiff_t>(count - 1));
    };
    if (grades_.size() > mostOnPaper)
        keep(mostOnPaper);
    while (grades_.size() > 2 &&
           layOutPlanes(grades_.size(), room, grid_.aspect(), needs()).height() > room.height() + 0.5)
        keep(grades_.size() - 1);
}

QString PlaneList::remark() const {
    const std::size_t next = grades_.size() > 1 ? grades_[1] : 1;
    if (next > 1)
        return next == 2 ? tr("Grade 1 is not shown for want of room.")
                         : tr("Grades 1 to %1 are not shown for want of room.").arg(next - 1);
    return remark_;
}

void PlaneList::layOut() {
    QScrollBar& bar = *verticalScrollBar();
    const bool wasAtEnd = std::exchange(goesToEnd_, false) || bar.value() == bar.maximum();
    const double line = QFontMetricsF(smallFont()).height();
    const auto roomIn = [&](double width, bool withRemark) {
        return QSizeF(width, height() - (withRemark ? line + 6.0 : 0.0));
    };
    if (grid_.x.size() < 2) {
        grades_.clear();
        cells_ = {};
        bar.setRange(0, 0);
        return;
    }
    const bool remarks = forPaper_ || !remark_.isEmpty();
    chooseGrades(roomIn(width(), remarks));
    cells_ = layOutPlanes(grades_.size(), roomIn(width(), remarks), grid_.aspect(), needs());
    if (cells_.height() > roomIn(width(), remarks).height() + 0.5 && !forPaper_)
        cells_ = layOutPlanes(grades_.size(), roomIn(width() - bar.sizeHint().width(), remarks),
                              grid_.aspect(), needs());
    const double needed = cells_.height() + (remarks ? line + 6.0 : 0.0);
    bar.setPageStep(height());
    bar.setSingleStep(static_cast<int>(cells_.cell.height() / 3.0));
    bar.setRange(0, forPaper_ ? 0 : std::max(0, static_cast<int>(std::ceil(needed - height() - 0.5))));
    if (wasAtEnd)
        bar.setValue(bar.maximum());
}

QRectF PlaneList::mapRect(std::size_t place) const {
    return cells_.mapRect(place).translated(0.0, -verticalScrollBar()->value());
}

PlaneColors PlaneList::colors(std::size_t grade) {
    return pictures_.colors(pictureOf(grade), common_, theme_);
}

const QImage& PlaneList::image(std::size_t grade) {
    const QSize size = (cells_.map * (forPaper_ ? printPixels : devicePixelRatioF())).toSize();
    return pictures_.image(pictureOf(grade), grid_, colors(grade), size);
}

/// Null when the model has gone on to another run; what belongs to it comes with the next frame.
PlanePicture* PlaneList::pictureOf(std::size_t grade) {
    return pictures_.find(grade, stamps_[grade], grid_.size(), valuesOf);
}

void PlaneList::paintEvent(QPaintEvent*) {
    if (grades_.empty())
        return;
    QPainter painter(viewport());
    painter.setRenderHint(QPainter::Antialiasing);
    const int scrolled = verticalScrollBar()->value();
    const auto [first, last] = cells_.between(scrolled, scrolled + height());
    pictures_.forgetFar(grades_, first, last);
    painter.save();
    painter.translate(0.0, -scrolled);
    for (std::size_t place = first; place < last; ++place)
        paintCell(painter, place);
    if (const QString words = remark(); !words.isEmpty()) {
        painter.setFont(smallFont());
        painter.setPen(theme_.mutedText);
        painter.drawText(QRectF(cells_.left, cells_.height() + 3.0, width() - cells_.left,
                                QFontMetricsF(smallFont()).height()),
                         Qt::AlignLeft | Qt::AlignVCenter, words);
    }
    paintCrosshair(painter, first, last);
    painter.restore();
    if (focus_.isShown())
        paintKeyboardFrame(painter, viewport()->rect(), theme_);
}

void PlaneList::paintCell(QPainter& painter, std::size_t place) {
    const std::size_t grade = grades_[place];
    const QRectF map = cells_.mapRect(place);
    const QFont small = smallFont();
    const double line = QFontMetricsF(small).height();
    paintPlaneWords(painter, cells_.cellRect(place), lineOf(grade),
                    {font(), smallFont(), grade == 0, live_ == grade}, theme_);
    painter.setRenderHint(QPainter::Antialiasing, false);
    if (const QImage& picture = image(grade); !picture.isNull())
        painter.drawImage(map, picture);
    painter.setRenderHint(QPainter::Antialiasing, true);
    const bool lowest = place / cells_.columns + 1 == cells_.rows();
    paintPlaneAxes(painter, map, grid_, {.below = lowest, .left = place % cells_.columns == 0}, theme_,
                   small);
    const double below = map.bottom() + (lowest ? planeLabelsHeight(small) : 4.0);
    paintPlaneScale(painter, {map.left(), below, map.width(), line}, colors(grade), theme_, small);
}

std::optional<PlaneList::Reading> PlaneList::reading() {
    const auto point = pointOf(cursor_, grid_);
    if (!point || !pointed_)
        return std::nullopt;
    const PlanePicture* const picture = pictureOf(*pointed_);
    if (!picture)
        return std::nullopt;
    return Reading{*pointed_, grid_.x[point->column], grid_.y[point->row],
                   picture->values[grid_.index(point->column, point->row)]};
}

void PlaneList::paintCrosshair(QPainter& painter, std::size_t first, std::size_t last) {
    const auto point = pointOf(cursor_, grid_);
    if (!point)
        return;
    for (std::size_t place = first; place < last; ++place)
        paintPlaneCross(painter, cells_.mapRect(place), grid_, *point, theme_);
    const auto read = reading();
    if (!read)
        return;
    const auto place = static_cast<std::size_t>(std::ranges::find(grades_, read->grade) - grades_.begin());
    const QRectF map = cells_.mapRect(place);
    paintReadout(painter, placeOf(map, grid_, *point), cells_.cellRect(place),
                 {static_cast<double>(viewport()->width()), cells_.height()},
                 {QStringLiteral("x = ") + readingNumber(read->x),
                  QStringLiteral("y = ") + readingNumber(read->y),
                  QStringLiteral("r%1 = %2").arg(subscript(read->grade), readingNumber(read->value))},
                 theme_, smallFont());
}

void PlaneList::mouseMoveEvent(QMouseEvent* event) {
    if (!cursor_ || grades_.empty())
        return;
    const int scrolled = verticalScrollBar()->value();
    const auto [first, last] = cells_.between(scrolled, scrolled + height());
    for (std::size_t place = first; place < last; ++place)
        if (mapRect(place).contains(event->position())) {
            pointed_ = grades_[place];
            pointAt(*cursor_, grid_, mapRect(place), event->position());
            viewport()->update();
            return;
        }
    pointed_.reset();
    cursor_->leave();
}

bool PlaneList::viewportEvent(QEvent* event) {
    if (event->type() == QEvent::Leave && cursor_) {
        pointed_.reset();
        cursor_->leave();
    }
    return QAbstractScrollArea::viewportEvent(event);
}

void PlaneList::keyPressEvent(QKeyEvent* event) {
    if (!cursor_ || grades_.empty() || !moveByKey(*cursor_, grid_, *event)) {
        QAbstractScrollArea::keyPressEvent(event);
        return;
    }
    if (!pointed_)
        pointed_ = grades_.back();
    if (const auto read = reading())
        setAccessibleDescription(
            tr("grade %1, x = %2, y = %3, r = %4")
                .arg(read->grade)
                .arg(readingNumber(read->x), readingNumber(read->y), readingNumber(read->value)));
    viewport()->update();
}

void PlaneList::resizeEvent(QResizeEvent* event) {
    QAbstractScrollArea::resizeEvent(event);
    layOut();
}

void PlaneList::changeEvent(QEvent* event) {
    QAbstractScrollArea::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        layOut();
}

} // namespace gradewise
