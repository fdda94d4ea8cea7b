#include "ui/charts/maps/waterfall.h"

#include "core/record/peaks/peaks.h"
#include "ui/charts/cursor.h"
#include "ui/charts/maps/waterfall_axes.h"
#include "ui/charts/number_format.h"
#include "ui/charts/picture_parts.h"
#include "ui/charts/small_font.h"

#include <QEvent>
#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace gradewise {

namespace {

// Below the smallest residual's largest value: structure within it shows, noise at its zeros takes no
// colours.
constexpr double decadesBelow = 1.0;
constexpr std::size_t smallestCapacity = 32;
constexpr double printPixels = 4.0; ///< a point on paper: about 400 dots an inch

} // namespace

Waterfall::Waterfall(Cursor* cursor, const Theme& theme, bool forPaper, QWidget* parent)
    : QWidget(parent), cursor_(cursor), theme_(theme), forPaper_(forPaper) {
    setAccessibleName(tr("Waterfall of the residuals"));
    if (!cursor)
        return;
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    connect(cursor, &Cursor::moved, this, qOverload<>(&QWidget::update));
    connect(cursor, &Cursor::zoomed, this, qOverload<>(&QWidget::update));
}

void Waterfall::setTheme(const Theme& theme) {
    theme_ = theme;
    update();
}

void Waterfall::setMargins(int left, int right) {
    if (left_ != left || right_ != right) {
        left_ = left;
        right_ = right;
        update();
    }
}

void Waterfall::showGrades(std::span<const double> x, std::vector<RowStamp> stamps, std::size_t total,
                           bool ended) {
    if (!std::ranges::equal(x, x_)) {
        x_.assign(x.begin(), x.end());
        startOver();
    }
    stamps_ = std::move(stamps);
    std::size_t capacity = std::max<std::size_t>(1, stamps_.size());
    if (!ended) { // room to grow: all that is there moves only when the room doubles
        std::size_t room = smallestCapacity;
        while (room < capacity)
            room *= 2;
        capacity = std::max(capacity, std::min(room, total + 1));
    }
    capacity_ = capacity;
    if (pointed_ && *pointed_ >= stamps_.size())
        pointed_.reset();
    update();
}

void Waterfall::startOver() {
    rows_.keepRows(0);
    drawn_.clear();
    shownInRows_ = {0.0, 0.0};
}

Range Waterfall::full() const {
    return x_.size() < 2 ? Range{0.0, 1.0} : Range{x_.front(), x_.back()};
}

Range Waterfall::shown() const {
    const Range all = full();
    if (!cursor_ || !cursor_->stretch())
        return all;
    const Range part{std::max(all.low, cursor_->stretch()->first),
                     std::min(all.high, cursor_->stretch()->second)};
    return part.span() > 0.0 ? part : all;
}

double Waterfall::pixelsPerPoint() const {
    return forPaper_ ? printPixels : devicePixelRatioF();
}

QFont Waterfall::smallFont() const {
    return smaller(font(), 0.85);
}

QRectF Waterfall::plotRect() const {
    const double line = QFontMetricsF(smallFont()).height();
    const double below = line + 6.0 + (forPaper_ ? line : 0.0);
    return {static_cast<double>(left_), 4.0, std::max(8.0, static_cast<double>(width() - left_ - right_)),
            std::max(8.0, height() - 4.0 - below)};
}

HeatColors Waterfall::colorsNow() const {
    double largest = 0.0;
    double smallest = 0.0;
    for (const RowStamp& stamp : stamps_) {
        if (!(stamp.sup > 0.0) || !std::isfinite(stamp.sup))
            continue;
        largest = std::max(largest, stamp.sup);
        smallest = smallest == 0.0 ? stamp.sup : std::min(smallest, stamp.sup);
    }
    HeatColors colors{-decadesBelow, 0.0, theme_.card.rgb(), theme_.bad.rgb(), theme_.track.rgb()};
    if (largest > 0.0) {
        colors.high = std::log10(largest);
        // Whole decades, so that a picture in which only the floor has moved a little need not be painted
        // anew.
        colors.low = std::max(std::floor(std::log10(smallest) - decadesBelow), colors.high - decadesShown);
    }
    return colors;
}

/// Rows whose stamps have changed, and of the picture what they touch.
void Waterfall::refresh() {
    const QRectF plot = plotRect();
    const int columns = static_cast<int>(std::lround(plot.width() * pixelsPerPoint()));
    const int height = static_cast<int>(std::lround(plot.height() * pixelsPerPoint()));
    std::size_t from = stamps_.size();
    std::size_t to = 0;
    if (const Range range = shown(); rows_.columns() != columns || !(shownInRows_ == range)) {
        rows_.setColumns(x_, range, columns);
        shownInRows_ = range;
        drawn_.clear();
        from = 0;
        to = capacity_;
    }
    if (drawn_.size() > stamps_.size()) {
        from = std::min(from, stamps_.size());
        to = std::max(to, drawn_.size());
        drawn_.resize(stamps_.size());
        rows_.keepRows(stamps_.size());
    }
    std::vector<double> magnitudes;
    for (std::size_t row = 0; row < stamps_.size() && magnitudesOf; ++row) {
        if (row < drawn_.size() && drawn_[row] == stamps_[row])
            continue;
        magnitudesOf(row, magnitudes);
        if (magnitudes.size() != x_.size())
            break; // the model has gone on to another run; what belongs to it comes with the next frame
        addPeaks(row, magnitudes);
        rows_.setRow(row, magnitudes);
        drawn_.resize(std::max(drawn_.size(), row + 1));
        drawn_[row] = stamps_[row];
        from = std::min(from, row);
        to = std::max(to, row + 1);
    }
    colors_ = colorsNow();
    paintedRows_ += picture_.update(rows_, height, capacity_, colors_, from, to);
}

const QImage& Waterfall::image() {
    refresh();
    return picture_.image();
}

void Waterfall::paintEvent(QPaintEvent*) {
    refresh();
    QPainter painter(this);
    const QRectF plot = plotRect();
    if (picture_.image().isNull())
        painter.fillRect(plot, theme_.track);
    else
        painter.drawImage(plot, picture_.image());
    painter.setPen(QPen(theme_.zeroLine, 1.0));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(plot.adjusted(-0.5, -0.5, 0.5, 0.5));
    painter.setRenderHint(QPainter::Antialiasing);
    const WaterfallFrame frame{plot, size(), static_cast<double>(left_), smallFont(), theme_};
    paintGradeAxis(painter, frame, capacity_);
    paintPlaceAxis(painter, frame, shown(), forPaper_);
    paintMagnitudeBar(painter, frame, colors_);
    paintCrosshair(painter, plot);
    if (focus_.isShown())
        paintKeyboardFrame(painter, rect(), theme_);
}

std::optional<Waterfall::Reading> Waterfall::reading() const {
    if (!cursor_ || !cursor_->position() || !pointed_ || *pointed_ >= stamps_.size() || x_.empty() ||
        !magnitudesOf)
        return std::nullopt;
    std::vector<double> magnitudes;
    magnitudesOf(*pointed_, magnitudes);
    if (magnitudes.size() != x_.size())
        return std::nullopt;
    const std::size_t at = nearest(*cursor_->position());
    Reading found{*pointed_, x_[at], magnitudes[at]};
    const Peaks* const peaks = peaksOf ? peaksOf(*pointed_) : nullptr;
    for (std::size_t i = 0; peaks && i < peaks->x.size(); ++i)
        if (std::abs(peaks->x[i] - *cursor_->position()) < std::abs(found.x - *cursor_->position()))
            found = {*pointed_, peaks->x[i], peaks->y.col(static_cast<Index>(i)).cwiseAbs().maxCoeff()};
    return found;
}

/// Each to the grid point nearest to it: the grid is finer than the pixels, or there is but one point a
/// pixel.
void Waterfall::addPeaks(std::size_t grade, std::vector<double>& magnitudes) const {
    const Peaks* const peaks = peaksOf ? peaksOf(grade) : nullptr;
    for (std::size_t i = 0; peaks && i < peaks->x.size(); ++i) {
        double& magnitude = magnitudes[nearest(peaks->x[i])];
        const double peak = peaks->y.col(static_cast<Index>(i)).cwiseAbs().maxCoeff();
        magnitude = peak > magnitude ? peak : magnitude; // what is not a number stays
    }
}

void Waterfall::paintCrosshair(QPainter& painter, const QRectF& plot) const {
    if (!cursor_ || !cursor_->position() || x_.empty())
        return;
    const Range range = shown();
    const double at = x_[nearest(*cursor_->position())];
    const double x = plot.left() + (at - range.low) / range.span() * plot.width();
    if (x < plot.left() - 0.5 || x > plot.right() + 0.5)
        return;
    paintCrossLine(painter, QLineF(x, plot.top(), x, plot.bottom()), theme_);
    const auto found = reading();
    if (!found)
        return;
    const double y = plot.top() + (static_cast<double>(found->grade) + 0.5) * plot.height() /
                                      static_cast<double>(capacity_);
    paintCrossLine(painter, QLineF(plot.left(), y, plot.right(), y), theme_);
    const QString value = found->magnitude == 0.0 ? tr("exactly 0") : readingNumber(found->magnitude);
    paintReadout(painter, {x, y}, plot, size(),
                 {tr("grade %1").arg(found->grade), QStringLiteral("x = %1").arg(readingNumber(found->x)),
                  QStringLiteral("|r%1| = %2").arg(subscript(found->grade), value)},
                 theme_, smallFont());
}

std::size_t Waterfall::nearest(double x) const {
    const auto right = static_cast<std::size_t>(std::ranges::lower_bound(x_, x) - x_.begin());
    if (right == 0)
        return 0;
    if (right == x_.size())
        return right - 1;
    return x - x_[right - 1] <= x_[right] - x ? right - 1 : right;
}

void Waterfall::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    update();
}

void Waterfall::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        update();
}

} // namespace gradewise
