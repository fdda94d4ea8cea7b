#include "ui/studies/duel/duel_chart.h"

#include "core/numbers/spread.h"
#include "ui/charts/cursor.h"
#include "ui/charts/curveview.h"
#include "ui/studies/study_file.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace gradewise {

namespace {

constexpr int shares = 200; ///< of what was spent, at which the median is taken
// A frame with the curves of 25 seeds must not keep mouse and keys waiting.
constexpr int mostPoints = 6000; ///< of all thin curves
constexpr int fewestColumns = 50;

double spent(const DuelPoint& point, DuelChart::Axis axis) {
    return axis == DuelChart::Axis::Work ? point.multiplyAdds : point.seconds;
}

double errorOf(const DuelPoint& point, DuelChart::Error error) {
    return error == DuelChart::Error::Test ? point.testMse : point.trainMse;
}

/// A run's errors where they were measured.
struct Measured {
    std::vector<double> x; ///< what had been spent
    std::vector<double> y;

    Measured(const std::vector<DuelPoint>& curve, DuelChart::Axis axis, DuelChart::Error error) {
        for (const DuelPoint& point : curve) {
            const double value = errorOf(point, error);
            if (std::isnan(value))
                continue;
            x.push_back(spent(point, axis));
            y.push_back(value);
        }
    }

    /// As the curve is drawn: straight lines between logarithms.
    double at(double place) const {
        if (y.empty())
            return std::numeric_limits<double>::quiet_NaN();
        const auto after = std::upper_bound(x.begin(), x.end(), place) - x.begin();
        const auto right = static_cast<std::size_t>(after);
        if (right == 0 || right == x.size())
            return right == 0 ? y.front() : y.back();
        const double low = y[right - 1];
        const double high = y[right];
        const double share = (place - x[right - 1]) / (x[right] - x[right - 1]);
        return low > 0.0 && high > 0.0 ? low * std::pow(high / low, share) : low;
    }
};

} // namespace

/// A piece of a side's line, for the legend.
class DuelChart::Swatch : public QWidget {
public:
    Swatch() { setFixedSize(22, 12); }
    void setColor(const QColor& color) {
        color_ = color;
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(color_, 2.6, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(QPointF(2.0, 0.5 * height()), QPointF(width() - 2.0, 0.5 * height()));
    }

private:
    QColor color_;
};

QColor sideColor(DuelSide side, const Theme& theme) {
    return side == DuelSide::Gradewise ? theme.accent : theme.rival;
}

QString sideName(DuelSide side) {
    switch (side) {
    case DuelSide::Gradewise:
        return DuelChart::tr("grade by grade");
    case DuelSide::EndToEnd:
        return DuelChart::tr("end to end");
    }
    return {};
}

DuelChart::DuelChart(const Theme& theme, bool forPaper, QWidget* parent)
    : QWidget(parent),
      theme_(theme),
      view_(new CurveView(forPaper ? nullptr : new Cursor(this), theme, this)),
      title_(new QLabel) {
    view_->setAccessibleName(tr("Curves of the mean squared error of both sides"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 8, 6);
    layout->setSpacing(4);
    layout->addWidget(makeHeader(forPaper));
    layout->addWidget(view_, 1);
    relabel();
    setTheme(theme);
}

QWidget* DuelChart::makeHeader(bool forPaper) {
    auto* header = new QWidget;
    auto* row = new QHBoxLayout(header);
    row->setContentsMargins(2, 0, 4, 0);
    row->setSpacing(6);
    title_->setObjectName(QStringLiteral("duelChartTitle"));
    row->addWidget(title_);
    row->addSpacing(12);
    for (const DuelSide side : duelSides) {
        const auto k = static_cast<std::size_t>(side);
        swatch_[k] = new Swatch;
        legend_[k] = new QLabel(sideName(side));
        row->addWidget(swatch_[k]);
        row->addWidget(legend_[k]);
        row->addSpacing(8);
    }
    row->addStretch(1);
    if (forPaper)
        return header;
    errorChoice_ = new QComboBox;
    errorChoice_->setObjectName(QStringLiteral("duelError"));
    errorChoice_->addItems({tr("Test samples"), tr("Training samples")});
    errorChoice_->setAccessibleName(tr("Samples on which the error is measured"));
    axisChoice_ = new QComboBox;
    axisChoice_->setObjectName(QStringLiteral("duelAxis"));
    axisChoice_->addItems({tr("By multiply-adds"), tr("By seconds")});
    axisChoice_->setAccessibleName(tr("What the error is drawn against"));
    row->addWidget(errorChoice_);
    row->addWidget(axisChoice_);
    const auto chosen = [this] {
        choose(static_cast<Axis>(axisChoice_->currentIndex()),
               static_cast<Error>(errorChoice_->currentIndex()));
    };
    connect(errorChoice_, &QComboBox::currentIndexChanged, this, chosen);
    connect(axisChoice_, &QComboBox::currentIndexChanged, this, chosen);
    return header;
}

void DuelChart::setTheme(const Theme& theme) {
    theme_ = theme;
    view_->setTheme(theme);
    title_->setStyleSheet(
        QStringLiteral("color: %1; font-weight: 600; background: transparent;").arg(theme.text.name()));
    for (const DuelSide side : duelSides) {
        const auto k = static_cast<std::size_t>(side);
        swatch_[k]->setColor(sideColor(side, theme));
        legend_[k]->setStyleSheet(
            QStringLiteral("color: %1; background: transparent;").arg(theme.mutedText.name()));
    }
    drawFinished();
}

void DuelChart::setHint(const QString& hint) {
    view_->setHint(hint);
}

void DuelChart::startAfresh() {
    view_->startAfresh();
    view_->followData();
}

void DuelChart::choose(Axis axis, Error error) {
    if (axis == axis_ && error == error_)
        return;
    axis_ = axis;
    error_ = error;
    if (errorChoice_) {
        errorChoice_->setCurrentIndex(static_cast<int>(error));
        axisChoice_->setCurrentIndex(static_cast<int>(axis));
    }
    relabel();
    startAfresh();
    drawFinished();
}

void DuelChart::relabel() {
    title_->setText(error_ == Error::Test ? tr("Mean squared error on the test samples")
                                          : tr("Mean squared error on the training samples"));
    view_->setAxes(
        {.title = axis_ == Axis::Work ? tr("multiply-adds of training") : tr("seconds of training")},
        {.scale = Scale::Log});
}

void DuelChart::show(const DuelRecord& finished, DuelSide presentSide,
                     const std::vector<DuelPoint>& present) {
    const bool same = finished.gradewise.size() == finished_.gradewise.size() &&
                      finished.endToEnd.size() == finished_.endToEnd.size() && presentSide == presentSide_;
    present_ = present;
    presentSide_ = presentSide;
    if (same) {
        drawPresent();
        return;
    }
    finished_ = finished;
    drawFinished();
}

/// Everything anew, in the order in which runs end: what is drawn already keeps its place, and the medians
/// lie on top.
void DuelChart::drawFinished() {
    view_->removeAllCurves();
    const std::size_t runs = finished_.gradewise.size() + finished_.endToEnd.size();
    const int columns = runs > 0 ? std::max(fewestColumns, mostPoints / (2 * static_cast<int>(runs))) : 0;
    for (std::size_t seed = 0; seed < finished_.gradewise.size(); ++seed)
        for (const DuelSide side : duelSides)
            if (seed < finished_.side(side).size())
                drawRun(side, finished_.side(side)[seed], columns);
    drawPresent();
    for (const DuelSide side : duelSides) {
        if (finished_.side(side).empty())
            continue;
        const DuelMedian median = medianOf(finished_.side(side), axis_, error_);
        view_->setCurve(QStringLiteral("median of %1").arg(sideName(side)), median.x, median.y,
                        {.name = sideName(side), .color = sideColor(side, theme_), .width = 2.6});
    }
}

void DuelChart::drawRun(DuelSide side, const DuelRun& run, int columns) {
    const Measured measured(run.curve, axis_, error_);
    view_->setCurve(
        QStringLiteral("%1 %2").arg(sideName(side)).arg(run.seed), measured.x, measured.y,
        {.color = mixed(sideColor(side, theme_), theme_.card, 0.5), .width = 1.0, .columns = columns});
}

void DuelChart::drawPresent() {
    const Measured measured(present_, axis_, error_);
    view_->setCurve(QStringLiteral("present"), measured.x, measured.y,
                    {.color = sideColor(presentSide_, theme_), .width = 1.2});
}

DuelMedian DuelChart::medianOf(const std::vector<DuelRun>& runs, Axis axis, Error error) {
    DuelMedian median;
    std::vector<Measured> curves;
    std::vector<double> totals;
    for (const DuelRun& run : runs) {
        curves.emplace_back(run.curve, axis, error);
        totals.push_back(spent(run.curve.back(), axis));
    }
    const double total = spreadOf(totals).median;
    for (int i = 0; i <= shares; ++i) {
        const double share = static_cast<double>(i) / shares;
        std::vector<double> errors;
        for (std::size_t k = 0; k < curves.size(); ++k)
            errors.push_back(curves[k].at(share * totals[k]));
        median.x.push_back(share * total);
        median.y.push_back(spreadOf(errors).median);
    }
    return median;
}

std::unique_ptr<QWidget> makeDuelPage(const DuelRecord& record, DuelChart::Axis axis, DuelChart::Error error,
                                      const Theme& theme, QSize size) {
    auto* chart = new DuelChart(theme, true);
    auto page = makeStudyPage(chart, theme, size);
    chart->choose(axis, error);
    chart->show(record, DuelSide::Gradewise, {});
    return page;
}

} // namespace gradewise
