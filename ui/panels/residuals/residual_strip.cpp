#include "ui/panels/residuals/residual_strip.h"

#include "ui/charts/curveview.h"
#include "ui/charts/number_format.h"
#include "ui/charts/small_font.h"
#include "ui/panels/residuals/grade_lines.h"

#include <QFontMetricsF>
#include <QPainter>

#include <algorithm>
#include <cmath>

namespace gradewise {

namespace {

int labelWidth(const QWidget& strip) {
    return stripMargins(strip.font(), strip.width()).left;
}

int scaleWidth(const QWidget& strip) {
    return stripMargins(strip.font(), strip.width()).right;
}

bool haveSameEnds(const BrokenCurve& a, const BrokenCurve& b) {
    return a.x.size() == b.x.size() && a.x.front() == b.x.front() && a.x.back() == b.x.back() &&
           a.y.front() == b.y.front();
}

} // namespace

bool StripContent::looksLike(const StripContent& other) const {
    // Errors of all digits and the curve's ends stand for the curve: nothing that trains keeps them.
    return grade == other.grade && total == other.total && sup == other.sup && l2 == other.l2 &&
           l2Before == other.l2Before && live == other.live && commonScale == other.commonScale &&
           curves.size() == other.curves.size() && empty() == other.empty() &&
           (empty() || haveSameEnds(curves.front(), other.curves.front()));
}

StripMargins stripMargins(const QFont& font, int width) {
    const QFontMetricsF metrics(smaller(font, 0.85));
    const auto wanted =
        static_cast<int>(metrics.horizontalAdvance(QStringLiteral("L² ×99.99 smaller  "))) + textLeft;
    return {std::min(wanted, width * 2 / 5),
            static_cast<int>(metrics.horizontalAdvance(QStringLiteral("+8.0e-12"))) + 8};
}

StripLine shrinkageOf(std::size_t grade, double l2Before, double l2, const Theme& theme) {
    if (grade == 0)
        return {ResidualStrip::tr("the target itself"), theme.mutedText};
    if (l2 == 0.0)
        return {ResidualStrip::tr("exactly zero"), theme.good};
    const double factor = l2Before / l2;
    if (!std::isfinite(factor))
        return {ResidualStrip::tr("not finite"), theme.bad};
    if (factorNumber(std::max(factor, 1.0 / factor)) == factorNumber(1.0)) {
        return {factor == 1.0 ? ResidualStrip::tr("unchanged") : ResidualStrip::tr("hardly changed"),
                theme.warning};
    }
    return factor > 1.0
               ? StripLine{ResidualStrip::tr("L² ×%1 smaller").arg(factorNumber(factor)), theme.good}
               : StripLine{ResidualStrip::tr("L² ×%1 larger").arg(factorNumber(1.0 / factor)), theme.warning};
}

ResidualStrip::ResidualStrip(Cursor* cursor, const Theme& theme, QWidget* parent)
    : QWidget(parent), cursor_(cursor), theme_(theme) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
}

void ResidualStrip::activate() {
    if (view_)
        return;
    view_ = new CurveView(cursor_, theme_, this);
    view_->setStrip(true);
    view_->setWheelNeedsControl(wheelNeedsControl_);
    view_->setHint(hint_);
    connect(view_, &CurveView::boundsChanged, this, qOverload<>(&QWidget::update));
    placeView();
    showCurves();
    view_->QWidget::show();
}

void ResidualStrip::show(StripContent content) {
    if (content.looksLike(content_))
        return;
    if (view_ && content.grade != content_.grade)
        view_->startAfresh(); // the scale of another grade is none of this one's
    content_ = std::move(content);
    showCurves();
    update();
}

void ResidualStrip::showCurves() {
    if (!view_ || content_.empty())
        return;
    const std::vector<double>& x = content_.curves.front().x;
    AxisSetup across{.title = axisTitle_, .fixed = Range{x.front(), x.back()}};
    across.labels = showsAxis_;
    AxisSetup up{.labels = false, .symmetric = true, .zoomable = false};
    up.fixed = content_.commonScale;
    view_->setAxes(across, up);
    view_->setAccessibleName(tr("Curve of residual %1").arg(content_.grade));
    const BrokenCurve& ghost = content_.ghost;
    view_->setCurve(
        QStringLiteral("ghost"), ghost.x, ghost.y,
        {.color = theme_.ghost, .width = 1.0, .decidesBounds = false, .brokenAfter = ghost.brokenAfter});
    std::vector<Band> worse;
    for (const Range& range : content_.growing)
        worse.push_back({range.low, range.high, mixed(theme_.card, theme_.warning, 0.22), {}});
    view_->setBands(std::move(worse));
    view_->removeCurve(QStringLiteral("r0"));
    for (std::size_t k = content_.curves.size(); k-- > 0;) {
        const BrokenCurve& curve = content_.curves[k];
        const QString suffix = content_.curves.size() > 1 ? subscript(k + 1) : QString();
        const QString name = QStringLiteral("r%1 %2").arg(subscript(content_.grade), suffix).trimmed();
        view_->removeCurve(QStringLiteral("r%1").arg(k));
        view_->setCurve(
            QStringLiteral("r%1").arg(k), curve.x, curve.y,
            {.name = name, .color = color(), .width = k == 0 ? 1.5 : 0.9, .brokenAfter = curve.brokenAfter});
    }
}

QColor ResidualStrip::color() const {
    return content_.grade == 0 ? theme_.target
                               : theme_.grade(content_.grade - 1, std::max<std::size_t>(1, content_.total));
}

void ResidualStrip::setTheme(const Theme& theme) {
    theme_ = theme;
    if (view_) {
        view_->setTheme(theme);
        showCurves();
    }
    update();
}

void ResidualStrip::setShowsAxis(bool shows, const QString& title) {
    if (showsAxis_ == shows && axisTitle_ == title)
        return;
    showsAxis_ = shows;
    axisTitle_ = title;
    showCurves();
    update();
}

void ResidualStrip::setWheelNeedsControl(bool needed) {
    wheelNeedsControl_ = needed;
    if (view_)
        view_->setWheelNeedsControl(needed);
}

void ResidualStrip::setHint(const QString& hint) {
    hint_ = hint;
    if (view_)
        view_->setHint(hint);
}

void ResidualStrip::followData() {
    if (view_)
        view_->followData();
}

void ResidualStrip::placeView() {
    if (view_) {
        const int left = labelWidth(*this);
        view_->setGeometry(left, 0, std::max(10, width() - left - scaleWidth(*this)), height());
    }
}

void ResidualStrip::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    placeView();
}

StripLine ResidualStrip::shrinkage() const {
    return shrinkageOf(content_.grade, content_.l2Before, content_.l2, theme_);
}

std::vector<StripLine> ResidualStrip::lines() const {
    return {{tr("max %1").arg(compactNumber(content_.sup)), theme_.mutedText},
            {tr("L² %1").arg(compactNumber(content_.l2)), theme_.mutedText},
            shrinkage()};
}

void ResidualStrip::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF plot = view_ ? view_->plotRect().translated(view_->pos()) : QRectF(rect());
    painter.setPen(Qt::NoPen);
    painter.setBrush(color());
    painter.drawRoundedRect(QRectF(barLeft, plot.top(), barWidth, plot.height()), 2.0, 2.0);

    QFont name = font();
    name.setWeight(QFont::DemiBold);
    const QFont small = smaller(font(), 0.85);
    const double nameHeight = QFontMetricsF(name).height();
    // A little tighter than prose: these are labels.
    const double lineHeight = 0.92 * QFontMetricsF(small).height();
    const double room = labelWidth(*this) - textLeft - 4.0;
    std::vector<StripLine> texts = lines();
    const auto needed = [&] { return nameHeight + static_cast<double>(texts.size()) * lineHeight; };
    // Where little fits, the name and how much smaller say most.
    while (!texts.empty() && needed() > plot.height() + 3.0)
        texts.erase(texts.begin());
    double y = std::max(0.0, plot.top() - 2.0);
    if (needed() > plot.height())
        y = std::max(0.0, plot.center().y() - needed() / 2.0);
    painter.setFont(name);
    painter.setPen(theme_.text);
    const QString title =
        content_.grade == 0 ? QStringLiteral("r₀ = f") : QStringLiteral("r") + subscript(content_.grade);
    painter.drawText(QRectF(textLeft, y, room, nameHeight), Qt::AlignLeft | Qt::AlignVCenter, title);
    y += nameHeight;
    painter.setFont(small);
    for (const StripLine& line : texts) {
        painter.setPen(line.color);
        painter.drawText(QRectF(textLeft, y, room, lineHeight), Qt::AlignLeft | Qt::AlignVCenter,
                         QFontMetricsF(small).elidedText(line.text, Qt::ElideRight, room));
        y += lineHeight;
    }
    if (!view_)
        return;
    const Range scale = view_->yBounds();
    const QRectF right(width() - scaleWidth(*this) + 4.0, plot.top(), scaleWidth(*this) - 4.0, plot.height());
    painter.setPen(theme_.axisText);
    painter.drawText(right, Qt::AlignLeft | Qt::AlignTop, QStringLiteral("+") + compactNumber(scale.high));
    painter.drawText(right, Qt::AlignLeft | Qt::AlignBottom, compactNumber(scale.low));
    if (content_.live && plot.height() > 2.6 * lineHeight) {
        painter.setPen(theme_.accent);
        painter.drawText(right, Qt::AlignLeft | Qt::AlignVCenter, tr("live"));
    }
}

} // namespace gradewise
