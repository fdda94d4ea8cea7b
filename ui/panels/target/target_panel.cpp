#include "ui/panels/target/target_panel.h"

#include "core/exact/linear_pieces.h"
#include "ui/charts/curveview.h"
#include "ui/charts/number_format.h"
#include "ui/models/run_model.h"
#include "ui/panels/run_words.h"
#include "ui/panels/target/plane_target.h"

#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace gradewise {

namespace {

double largest(const std::vector<std::vector<double>>& rows) {
    double result = 0.0;
    for (const std::vector<double>& row : rows) {
        for (const double value : row)
            if (std::isfinite(value))
                result = std::max(result, std::abs(value));
    }
    return result;
}

std::vector<std::vector<double>> rowsOf(const Matrix& matrix) {
    std::vector<std::vector<double>> rows;
    for (Index i = 0; i < matrix.rows(); ++i)
        rows.push_back(rowOf(matrix, i));
    return rows;
}

/// 1, 2, 5, 10, 20 … times larger, so that a small contribution fills a fifth to a half of the picture. The
/// one before is kept while it serves, or the curve would jump from frame to frame.
double magnificationFor(double target, double added, double before) {
    if (!(target > 0.0) || !(added > 0.0))
        return 1.0;
    const double filled = added * before / target;
    if (filled >= 0.15 && filled <= 0.6)
        return before;
    const double wanted = 0.5 * target / added;
    if (wanted < 2.0 || !std::isfinite(wanted))
        return 1.0;
    const double power = std::pow(10.0, std::floor(std::log10(wanted)));
    return power * (wanted >= 5.0 * power ? 5.0 : wanted >= 2.0 * power ? 2.0 : 1.0);
}

/// The rows of values on the grid with their peaks.
std::vector<BrokenCurve> curvesOf(std::span<const double> x, const Matrix& values, const Peaks& peaks) {
    std::vector<BrokenCurve> curves;
    for (Index i = 0; i < values.rows(); ++i)
        curves.push_back(withPeaks(x, rowOf(values, i), {}, peaks, i));
    return curves;
}

std::optional<Range> rangeOf(const std::vector<std::vector<double>>& rows) {
    std::optional<Range> result;
    for (const std::vector<double>& row : rows) {
        for (const double value : row) {
            if (std::isfinite(value)) {
                result = result ? Range{std::min(result->low, value), std::max(result->high, value)}
                                : Range{value, value};
            }
        }
    }
    return result;
}

QString sumFormula(std::size_t grade) {
    const QString name = QStringLiteral("s") + subscript(grade);
    switch (grade) {
    case 1:
        return name + QStringLiteral(" = u₁");
    case 2:
        return name + QStringLiteral(" = u₁ + u₂");
    default:
        return name + QStringLiteral(" = u₁ + … + u") + subscript(grade);
    }
}

QString factorText(double magnification) {
    return magnification == 1.0 ? QString() : QStringLiteral(" ×") + compactNumber(magnification, 1);
}

} // namespace

const PanelTraits TargetPanel::traits{
    .kind = PanelKind::Target,
    .id = QLatin1String("target"),
    .title = [] { return tr("Target and approximation"); },
    .help = QLatin1String("panels#target-and-approximation"),
    .place = PanelPlace::Middle,
    .switchTip = nullptr,
    .inWholeFigure = true,
    .leastSize = [](const RunModel&, const QString&) { return QSize(380, 220); },
    .usualHeight = [](const RunModel&, const QString&) { return 0.45; },
    .make = [](Cursor* cursor, const Theme& theme, bool forPaper) -> std::unique_ptr<Panel> {
        return std::make_unique<TargetPanel>(cursor, theme, forPaper);
    },
};

TargetPanel::TargetPanel(Cursor* cursor, const Theme& theme, bool forPaper, QWidget* parent)
    : CardPanel(TargetPanel::traits, theme, forPaper, parent),
      view_(new CurveView(cursor, theme, this)),
      plane_(new PlaneTarget(cursor, theme, forPaper, this)) {
    body()->addWidget(view_);
    body()->addWidget(plane_);
    plane_->hide();
    view_->setAccessibleName(tr("Curves of the target and its approximation"));
}

void TargetPanel::followData() {
    magnification_ = 1.0;
    view_->followData();
    plane_->followData();
}

void TargetPanel::showRun(const RunModel& model) {
    grades_ = model.gradesWithCurve();
    total_ = model.grades().size();
    notSmoothedYet_ = grades_ > 0 && model.grades()[grades_ - 1].notSmoothedYet();
    const bool curves = model.inputs() == 1;
    const QString hint = forPaper() ? QString() : runHint(model);
    const QString note = curves ? QString() : planeNote(model);
    const QString state = hint.isEmpty() ? runCaption(model) : hint;
    if (note.isEmpty())
        setCaption(state);
    else
        setCaption(state + QStringLiteral(" · ") + note, {note});
    view_->setVisible(curves);
    plane_->setVisible(!curves);
    body()->activate(); // what comes into its place has its size before it is drawn
    curves ? showRunAsCurves(model) : showRunAsMaps(model);
    describe(model);
    announce();
}

void TargetPanel::showRunAsCurves(const RunModel& model) {
    labels_ = thinned(model.noisyLabels());
    const std::span<const double> x = abscissae(model);
    x_.assign(x.begin(), x.end());
    target_ = rowsOf(model.target());
    breaks_ = model.breaks();
    sum_.clear();
    added_.clear();
    sumOnGrid_.reset();
    addedOnGrid_.reset();
    double largestAdded = 0.0;
    if (grades_ > 0) {
        const ShownGrade& newest = model.grades()[grades_ - 1];
        const Matrix& sum = model.partialSum(grades_);
        sum_ = curvesOf(x_, sum, newest.peaks.sum);
        added_ = curvesOf(x_, newest.contribution, newest.peaks.contribution);
        if (!newest.peaks.sum.empty())
            sumOnGrid_ = rangeOf(rowsOf(sum));
        if (!newest.peaks.contribution.empty())
            addedOnGrid_ = rangeOf(rowsOf(newest.contribution));
        largestAdded = largest(rowsOf(newest.contribution));
    }
    magnification_ = magnificationFor(largest(target_), largestAdded, magnification_);
    AxisSetup across{.title = forPaper() ? QStringLiteral("x") : QString()};
    if (!x_.empty())
        across.fixed = Range{x_.front(), x_.back()};
    view_->setAxes(across, {});
    showCurves();
    showLegend();
    showKinks(model);
}

void TargetPanel::showRunAsMaps(const RunModel& model) {
    target_.clear();
    setLegend({});
    PlaneTargetContent content;
    content.grid = planeGrid(model);
    content.target = planeValues(model, model.target());
    content.grades = grades_;
    if (grades_ > 0) {
        content.sum = planeValues(model, model.partialSum(grades_));
        content.added = planeValues(model, model.grades()[grades_ - 1].contribution);
        magnification_ =
            magnificationFor(largest({content.target}), largest({content.added}), magnification_);
        content.sumTitle = sumFormula(grades_);
        content.addedTitle = addedText();
        content.magnification = magnification_;
    }
    plane_->show(std::move(content));
}

void TargetPanel::describe(const RunModel& model) {
    if (grades_ == 0) {
        summary_ = tr("The target, before any grade is trained: its largest size is %1.")
                       .arg(compactNumber(model.before().sup, 3));
    } else {
        const Metrics& errors = model.grades()[grades_ - 1].grid;
        summary_ =
            tr("Target and approximation after grade %1 of %2: they differ by at most %3, by %4 in L².")
                .arg(grades_)
                .arg(total_)
                .arg(compactNumber(model.sup(grades_), 3), compactNumber(errors.l2, 3));
    }
    if (model.inputs() > 2) {
        summary_ +=
            QLatin1Char(' ') + tr("This target has three variables: the maps are its %1, and the numbers "
                                  "are those of the whole box.")
                                   .arg(planeNote(model));
    }
}

/// The kink map: where the sum of a finished run bends.
void TargetPanel::showKinks(const RunModel& model) {
    if (kinksOf_ == model.record())
        return;
    kinksOf_ = model.record();
    view_->setTicksBelow(model.findings().kinks);
}

void TargetPanel::showCurves() {
    static const BrokenCurve nothing;
    view_->setTheme(theme());
    // The first output last, on top; curves that are not known yet keep their place in the stack.
    view_->removeAllCurves();
    drawLabels(*view_, labels_, theme());
    for (std::size_t k = target_.size(); k-- > 0;) {
        const bool first = k == 0;
        const QString suffix = target_.size() > 1 ? subscript(k + 1) : QString();
        const double width = first ? 2.0 : 1.1;
        CurveStyle added{
            .name =
                grades_ == 0 ? QString() : QStringLiteral("u%1 %2").arg(subscript(grades_), suffix).trimmed(),
            .color = theme().grade(grades_ == 0 ? 0 : grades_ - 1, std::max<std::size_t>(1, total_)),
            .width = first ? 1.4 : 0.9,
            .drawnScale = magnification_,
            .bounds = addedOnGrid_};
        CurveStyle sum{.name = grades_ == 0
                                   ? QString()
                                   : QStringLiteral("s%1 %2").arg(subscript(grades_), suffix).trimmed(),
                       .color = theme().accent,
                       .width = width,
                       .bounds = sumOnGrid_};
        CurveStyle target{.name = QStringLiteral("f%1").arg(suffix),
                          .color = theme().target,
                          .width = first ? 1.6 : 1.0,
                          .line = grades_ == 0 ? Qt::SolidLine : Qt::DashLine};
        BrokenCurve drawn = brokenCurve(x_, target_[k], breaks_[k]);
        target.brokenAfter = std::move(drawn.brokenAfter);
        const QString id = QString::number(k);
        const BrokenCurve& addedCurve = added_.empty() ? nothing : added_[k];
        const BrokenCurve& sumCurve = sum_.empty() ? nothing : sum_[k];
        view_->setCurve(QStringLiteral("u") + id, addedCurve.x, addedCurve.y, added);
        view_->setCurve(QStringLiteral("s") + id, sumCurve.x, sumCurve.y, sum);
        view_->setCurve(QStringLiteral("f") + id, drawn.x, drawn.y, target);
    }
}

QString TargetPanel::addedText() const {
    return (notSmoothedYet_ ? tr("new contribution u%1, not smoothed yet%2") : tr("new contribution u%1%2"))
        .arg(subscript(grades_), factorText(magnification_));
}

void TargetPanel::showLegend() {
    std::vector<LegendEntry> legend{
        {.text = target_.size() > 1 ? tr("target f, %1 outputs").arg(target_.size()) : tr("target f"),
         .color = theme().target,
         .line = grades_ == 0 ? Qt::SolidLine : Qt::DashLine}};
    if (grades_ > 0) {
        legend.push_back({.text = sumFormula(grades_), .color = theme().accent});
        legend.push_back(
            {.text = addedText(), .color = theme().grade(grades_ - 1, std::max<std::size_t>(1, total_))});
    }
    if (!labels_.x.empty())
        legend.push_back(legendEntry(labels_, theme()));
    setLegend(std::move(legend));
}

void TargetPanel::recolour() {
    view_->setTheme(theme());
    plane_->setTheme(theme());
    if (!target_.empty()) {
        showCurves();
        showLegend();
    }
}

} // namespace gradewise
