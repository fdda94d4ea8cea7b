#include "ui/studies/sweep/sweep_chart.h"

#include "ui/charts/cursor.h"
#include "ui/charts/curveview.h"
#include "ui/studies/study_file.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <limits>

namespace gradewise {

namespace {

constexpr std::size_t mostCurves = 12;

/// All grades, or some of many, the first and the last among them.
std::vector<std::size_t> drawnGrades(std::size_t grades) {
    std::vector<std::size_t> drawn;
    const std::size_t count = std::min(grades, mostCurves);
    for (std::size_t i = 0; i < count; ++i)
        drawn.push_back(count == 1 ? 0 : i * (grades - 1) / (count - 1));
    return drawn;
}

/// The errors of the map's colours and a little room: often less than the two decades that a plot takes.
Range errorsShown(const Range& decades) {
    const double room = 0.08 * decades.span();
    return {std::pow(10.0, decades.low - room), std::pow(10.0, decades.high + room)};
}

} // namespace

SweepChart::SweepChart(const Theme& theme, bool forPaper, QWidget* parent)
    : QWidget(parent),
      theme_(theme),
      title_(new QLabel(tr("Relative L² error on the training samples"))),
      legend_(new QLabel) {
    Cursor* cursor = forPaper ? nullptr : new Cursor(this);
    map_ = new SweepMap(cursor, theme);
    view_ = new CurveView(cursor, theme);
    view_->setObjectName(QStringLiteral("sweepCurves"));
    view_->setAccessibleName(tr("Curves of the error by learning rate, one a grade"));
    legend_->setObjectName(QStringLiteral("sweepLegend"));
    legend_->setProperty("caption", !forPaper); // whose size is the window's
    legend_->setWordWrap(true);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 8, 6);
    layout->setSpacing(4);
    layout->addWidget(title_);
    layout->addWidget(map_, 11);
    layout->addWidget(legend_);
    auto* beneath = new QHBoxLayout; // as the map needs it: names of grades at the left, colours at the right
    beneath->setContentsMargins(36, 0, 40, 0);
    beneath->addWidget(view_);
    layout->addLayout(beneath, 9);
    connect(view_, &CurveView::boundsChanged, this, &SweepChart::align);
    setTheme(theme);
}

void SweepChart::setTheme(const Theme& theme) {
    theme_ = theme;
    map_->setTheme(theme);
    view_->setTheme(theme);
    title_->setStyleSheet(
        QStringLiteral("color: %1; font-weight: 600; background: transparent;").arg(theme.text.name()));
    legend_->setStyleSheet(QStringLiteral("color: %1; background: transparent;").arg(theme.mutedText.name()));
    drawCurves();
}

void SweepChart::startAfresh() {
    view_->startAfresh();
    view_->followData();
}

void SweepChart::show(SweepMapContent content) {
    map_->show(std::move(content));
    legend_->setText(legend());
    layout()->activate(); // the legend may have become higher; on paper nobody else would notice
    drawCurves();
}

QString SweepChart::legend() const {
    const SweepMapContent& content = map_->content();
    QStringList parts;
    for (const SweepMark mark : allSweepMarks())
        if (std::ranges::any_of(content.cells,
                                [mark](const SweepCell& cell) { return cell.count(mark) > 0; }))
            parts
                << tr("%1  %2").arg(QLatin1Char(letter(mark))).arg(QString::fromUtf8(describe(mark).data()));
    if (std::ranges::any_of(content.bounds, [](const auto& bound) { return bound.has_value(); }))
        parts << tr("line  the bound of stability 2/λ_max");
    return parts.join(QStringLiteral("   ·   "));
}

/// Every column of the map has its place on the axis of the curves.
void SweepChart::drawCurves() {
    const SweepMapContent& content = map_->content();
    view_->removeAllCurves();
    if (content.rates.empty())
        return;
    const double step = content.rates.size() < 2
                            ? 10.0
                            : std::pow(content.rates.back() / content.rates.front(),
                                       1.0 / static_cast<double>(content.rates.size() - 1));
    view_->setAxes(
        {.title = tr("learning rate"),
         .scale = Scale::Log,
         .fixed = Range{content.rates.front() / std::sqrt(step), content.rates.back() * std::sqrt(step)},
         .zoomable = false},
        {.scale = Scale::Log, .fixed = errorsShown(map_->decades())});
    for (const std::size_t grade : drawnGrades(content.grades)) {
        std::vector<double> rates;
        std::vector<double> errors;
        for (std::size_t rate = 0; rate < content.rates.size(); ++rate) {
            const SweepCell& cell = content.cell(rate, grade);
            if (!cell.error)
                continue; // not trained yet
            rates.push_back(content.rates[rate]);
            errors.push_back(std::isfinite(cell.error->median) ? cell.error->median
                                                               : std::numeric_limits<double>::quiet_NaN());
        }
        view_->setCurve(QStringLiteral("grade %1").arg(grade + 1), rates, errors,
                        {.name = tr("grade %1").arg(grade + 1),
                         .color = theme_.grade(grade, content.grades),
                         .width = 1.8,
                         .marker = Marker::Circle});
    }
    align();
}

void SweepChart::align() {
    const QRectF plot = view_->plotRect();
    const double shift = view_->x() - map_->x();
    map_->setEdges(plot.left() + shift, plot.right() + shift);
}

void SweepChart::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    align();
}

void SweepChart::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    align();
}

std::unique_ptr<QWidget> makeSweepPage(const SweepRecord& record, const Theme& theme, QSize size) {
    auto* chart = new SweepChart(theme, true);
    auto page = makeStudyPage(chart, theme, size);
    chart->show(mapContent(record));
    return page;
}

} // namespace gradewise
