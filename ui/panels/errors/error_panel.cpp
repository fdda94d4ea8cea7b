#include "ui/panels/errors/error_panel.h"

#include "core/target/target_expression.h"
#include "ui/charts/cursor.h"
#include "ui/charts/curveview.h"
#include "ui/charts/number_format.h"
#include "ui/models/run_model.h"
#include "ui/panels/run_words.h"

#include <QVBoxLayout>

#include <cmath>
#include <numeric>

namespace gradewise {

namespace {

constexpr std::size_t mostMarked = 80; // grades; they are then four pixels apart in a usual window

} // namespace

const PanelTraits ErrorPanel::traits{
    .kind = PanelKind::ErrorByGrade,
    .id = QLatin1String("error"),
    .title = [] { return tr("Error by grade"); },
    .help = QLatin1String("panels#error-by-grade"),
    .place = PanelPlace::Right,
    .switchTip = nullptr,
    .inWholeFigure = true,
    .leastSize = [](const RunModel&, const QString&) { return QSize(300, 200); },
    .usualHeight = [](const RunModel&, const QString&) { return 0.55; },
    .make = [](Cursor*, const Theme& theme, bool forPaper) -> std::unique_ptr<Panel> {
        return std::make_unique<ErrorPanel>(theme, forPaper);
    },
};

ErrorPanel::ErrorPanel(const Theme& theme, bool forPaper, QWidget* parent)
    : CardPanel(ErrorPanel::traits, theme, forPaper, parent),
      // Its x axis counts grades: it reads with a crosshair of its own.
      view_(new CurveView(forPaper ? nullptr : new Cursor(this), theme, this)) {
    body()->addWidget(view_);
    view_->setAccessibleName(tr("Curves of the error by grade"));
    setCaption(tr("relative"));
}

void ErrorPanel::followData() {
    view_->followData();
}

void ErrorPanel::showRun(const RunModel& model) {
    total_ = model.grades().size();
    const std::size_t known = model.gradesWithCurve();
    // The zero function: everything is still wrong.
    absolute_ = std::isnan(model.before().relativeL2);
    const auto size = absolute_ ? &Metrics::l2 : &Metrics::relativeL2;
    const auto largest = absolute_ ? &Metrics::sup : &Metrics::relativeSup;
    setCaption(absolute_ ? tr("absolute") : tr("relative"));
    anyPeak_ = false;
    errors_ = {{absolute_ ? model.before().l2 : 1.0}, {model.before().*size}, {model.before().*largest}};
    for (std::size_t i = 0; i < known; ++i) {
        const ShownGrade& grade = model.grades()[i];
        const bool live = !grade.frozen();
        const bool heard = live && !model.history().empty() && !absolute_; // the history is relative
        errors_.train.push_back(live ? (heard ? model.history().back().trainRelativeL2 : errors_.train.back())
                                     : grade.record.metrics.train.*size);
        errors_.grid.push_back(grade.grid.*size);
        const bool peak = model.peakOfSup(i + 1).has_value();
        anyPeak_ = anyPeak_ || peak;
        errors_.sup.push_back(!peak       ? grade.grid.*largest
                              : absolute_ ? model.sup(i + 1)
                                          : model.sup(i + 1) / model.before().sup);
    }
    showYardstick(model);
    showPublished(model);
    // Published marks stand where the sentence would.
    view_->setHint(forPaper() || !published_.errors.empty() ? QString() : runHint(model));
    showCurves();
    describe(model);
    announce();
}

void ErrorPanel::describe(const RunModel& model) {
    const std::size_t known = model.gradesWithCurve();
    if (known == 0) {
        summary_ = (absolute_ ? tr("The target is zero, and errors are absolute; %1 grades are planned.")
                              : tr("Before the first grade the relative error is 1; %1 grades are planned."))
                       .arg(total_);
    } else {
        summary_ =
            (absolute_
                 ? tr("After grade %1 of %2 the absolute error is %3 in L² on the training samples, %4 in L² "
                      "and %5 in the maximum on the grid.")
                 : tr("After grade %1 of %2 the relative error is %3 in L² on the training samples, %4 in L² "
                      "and %5 in the maximum on the grid."))
                .arg(known)
                .arg(total_)
                .arg(compactNumber(errors_.train.back(), 3), compactNumber(errors_.grid.back(), 3),
                     compactNumber(errors_.sup.back(), 3));
    }
    if (model.peakOfSup(known)) {
        summary_ +=
            QStringLiteral(" ") +
            tr("That maximum is a spike between two grid points, at %1.").arg(placeOfSup(model, known));
    }
    if (const LargestError* error = model.largestError())
        summary_ += QStringLiteral(" ") + largestErrorText(*error);
    QStringList tips;
    if (!published_.text.isEmpty()) {
        summary_ += QStringLiteral(" ") + published_.text;
        tips << published_.text;
    }
    tips << (yardstick_.empty() ? noYardstick_
                                : tr("Dotted: a free-knot spline of as many pieces, the best that a single "
                                     "grade could do in the maximum (asymptotic)."));
    tips.removeAll(QString());
    setToolTip(tips.join(QLatin1Char('\n')));
}

void ErrorPanel::showPublished(const RunModel& model) {
    if (publishedOf_ != model.config()) {
        publishedOf_ = model.config();
        published_ = publishedMarks(model.config());
    }
}

/// The mark of a finished run whose pieces are known.
void ErrorPanel::showYardstick(const RunModel& model) {
    yardstick_.clear();
    noYardstick_.clear();
    const RunFindings& findings = model.findings();
    if (!model.largestError() || !(model.before().sup > 0.0))
        return;
    if (!findings.noSpline.empty())
        noYardstick_ =
            tr("No mark of free-knot splines is shown. %1").arg(QString::fromStdString(findings.noSpline));
    for (const GradeRecord& grade : model.record()->grades) {
        if (!(findings.splineSup > 0.0) || !grade.pieces)
            break;
        const auto pieces = static_cast<double>(*grade.pieces);
        yardstick_.push_back(findings.splineSup / (pieces * pieces) / model.before().sup);
    }
}

void ErrorPanel::showCurves() {
    if (errors_.train.empty())
        return;
    const double last = std::max<double>(1.0, static_cast<double>(total_));
    AxisSetup grades{.title = tr("grade"), .integers = true};
    grades.fixed = Range{-0.02 * last, 1.02 * last};
    view_->setAxes(grades, {.scale = Scale::Log});
    view_->setTheme(theme());
    // Marks that overlap say nothing, and thousands of them take long to paint.
    const bool marked = errors_.train.size() <= mostMarked;
    const Marker circle = marked ? Marker::Circle : Marker::None;
    const Marker diamond = marked ? Marker::Diamond : Marker::None;
    std::vector<double> x;
    std::vector<QColor> colors;
    for (std::size_t i = 0; i < errors_.train.size(); ++i) {
        x.push_back(static_cast<double>(i));
        if (!marked)
            continue;
        colors.push_back(i == 0 ? theme().target : theme().grade(i - 1, std::max<std::size_t>(1, total_)));
    }
    if (yardstick_.empty()) {
        view_->removeCurve(QStringLiteral("yardstick"));
    } else {
        const CurveStyle dotted{.name = tr("free-knot spline, sup"),
                                .color = theme().mutedText,
                                .width = 1.2,
                                .line = Qt::DotLine,
                                .marker = yardstick_.size() == 1 ? Marker::Diamond : Marker::None,
                                .markerHollow = true};
        view_->setCurve(QStringLiteral("yardstick"), std::span(x).subspan(1, yardstick_.size()), yardstick_,
                        dotted);
    }
    CurveStyle style{.name = supName(), .color = theme().target, .width = 1.2};
    style.marker = diamond;
    style.markerColors = colors;
    style.markerHollow = true;
    view_->setCurve(QStringLiteral("sup"), x, errors_.sup, style);
    style.name = tr("L², grid");
    style.line = Qt::DashLine;
    style.marker = circle;
    view_->setCurve(QStringLiteral("grid"), x, errors_.grid, style);
    style.name = tr("L², training samples");
    style.color = theme().accent;
    style.width = 1.8;
    style.line = Qt::SolidLine;
    style.markerHollow = false;
    view_->setCurve(QStringLiteral("train"), x, errors_.train, style);
    showMarks();
    showLegend(circle, diamond);
}

/// Without lines: between two grades nobody published anything.
void ErrorPanel::showMarks() {
    view_->removeCurve(QStringLiteral("published"));
    if (published_.errors.empty())
        return;
    std::vector<double> grades(published_.errors.size());
    std::iota(grades.begin(), grades.end(), 0.0);
    view_->setCurve(QStringLiteral("published"), grades, published_.errors,
                    {.name = tr("published, training samples"),
                     .color = theme().mutedText,
                     .line = Qt::NoPen,
                     .marker = Marker::Square,
                     .markerHollow = true});
}

void ErrorPanel::showLegend(Marker circle, Marker diamond) {
    std::vector<LegendEntry> legend{
        {.text = tr("L², training samples"), .color = theme().accent, .marker = circle},
        {.text = tr("L², grid"),
         .color = theme().target,
         .line = Qt::DashLine,
         .marker = circle,
         .hollow = true},
        {.text = supName(), .color = theme().target, .marker = diamond, .hollow = true}};
    if (!yardstick_.empty())
        legend.push_back({.text = tr("free-knot spline"), .color = theme().mutedText, .line = Qt::DotLine});
    if (!published_.errors.empty()) {
        legend.push_back({.text = tr("published"),
                          .color = theme().mutedText,
                          .line = Qt::NoPen,
                          .marker = Marker::Square,
                          .hollow = true});
    }
    setLegend(std::move(legend));
}

QString ErrorPanel::supName() const {
    return anyPeak_ ? tr("sup, grid and spikes") : tr("sup, grid");
}

void ErrorPanel::recolour() {
    view_->setTheme(theme());
    showCurves();
}

} // namespace gradewise
