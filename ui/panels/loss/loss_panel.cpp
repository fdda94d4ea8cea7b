#include "ui/panels/loss/loss_panel.h"

#include "core/solver/solver.h"
#include "ui/charts/cursor.h"
#include "ui/charts/curveview.h"
#include "ui/charts/number_format.h"
#include "ui/models/run_model.h"
#include "ui/panels/loss/curvature_curves.h"
#include "ui/panels/run_words.h"

#include <QLocale>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <limits>

namespace gradewise {

namespace {

constexpr QLatin1String eigenvalueView("eigenvalues");

/// History points taken in before the event loop has its turn: some 10 ms. A run from a file may have
/// millions.
constexpr std::size_t pointsATurn = 50'000;

/// What the duality gap's curve is called; empty where no grade has one.
QString gapNameOf(const RunModel& model) {
    const std::vector<ShownGrade>& grades = model.grades();
    const auto proves = [](const ShownGrade& grade) { return solverOf(grade.record.config.solver).proves(); };
    if (std::none_of(grades.begin(), grades.end(), proves))
        return {};
    const auto sampled = std::find_if(grades.begin(), grades.end(), [&](const ShownGrade& grade) {
        return proves(grade) && grade.sampled;
    });
    if (sampled == grades.end())
        return LossPanel::tr("duality gap");
    const auto before = sampled - grades.begin();
    return std::none_of(grades.begin(), sampled, proves)
               ? LossPanel::tr("duality gap (sampled)")
               : LossPanel::tr("duality gap (sampled from grade %1 on)").arg(before + 1);
}

} // namespace

const PanelTraits LossPanel::traits{
    .kind = PanelKind::LossByEpoch,
    .id = QLatin1String("loss"),
    .title = [] { return tr("Loss by epoch"); },
    .help = QLatin1String("panels#loss-by-epoch"),
    .place = PanelPlace::Right,
    .switchTip = nullptr,
    .inWholeFigure = true,
    .leastSize = [](const RunModel&, const QString&) { return QSize(300, 200); },
    .usualHeight = [](const RunModel&, const QString&) { return 0.55; },
    .make = [](Cursor*, const Theme& theme, bool forPaper) -> std::unique_ptr<Panel> {
        return std::make_unique<LossPanel>(theme, forPaper);
    },
};

LossPanel::LossPanel(const Theme& theme, bool forPaper, QWidget* parent)
    : CardPanel(LossPanel::traits, theme, forPaper, parent),
      // Its x axis counts epochs: it reads with a crosshair of its own.
      view_(new CurveView(forPaper ? nullptr : new Cursor(this), theme, this)),
      eigenvalues_(new CurveView(forPaper ? nullptr : new Cursor(this), theme, this)) {
    body()->addWidget(view_);
    body()->addWidget(eigenvalues_);
    eigenvalues_->hide();
    eigenvalues_->setAccessibleName(tr("1 − η λ of the Hessian's extreme eigenvalues by epoch"));
    if (!forPaper) {
        switch_ = new QToolButton;
        switch_->setObjectName(QStringLiteral("loss-eigenvalues"));
        switch_->setText(tr("Eigenvalues"));
        switch_->setToolTip(
            tr("1 − η λ of the Hessian's extreme eigenvalues instead of the loss: gradient descent is "
               "stable while both stay between −1 and 1."));
        switch_->setCheckable(true);
        switch_->setStyleSheet(QStringLiteral("padding: 1px 8px; min-height: 0;"));
        connect(switch_, &QToolButton::clicked, this,
                [this](bool on) { chooseView(on ? QString(eigenvalueView) : QString()); });
        setCorner(switch_);
        setCornerVisible(false);
    }
    more_.setSingleShot(true);
    connect(&more_, &QTimer::timeout, this, [this] {
        if (model_)
            showRun(*model_);
    });
    view_->setAccessibleName(tr("Curves of the loss by epoch"));
    view_->setAxes({.title = tr("epoch"), .integers = true}, {.scale = Scale::Log});
    startOver();
}

void LossPanel::followData() {
    view_->followData();
    eigenvalues_->followData();
}

void LossPanel::chooseView(const QString& view) {
    chosenView_ = view == eigenvalueView ? view : QString();
    if (model_)
        showRun(*model_);
}

void LossPanel::startOver() {
    view_->removeAllCurves();
    taken_ = 0;
    lastTaken_.reset();
    epochsBefore_ = 0.0;
    stretches_.clear();
    recolour();
    eigenvalues_->removeAllCurves(); // they need the stretches, which are to come
    drawnEigenvalues_ = 0;
}

void LossPanel::recolour() {
    view_->setTheme(theme());
    eigenvalues_->setTheme(theme());
    if (model_)
        showEigenvalues(*model_);
    // Appending nothing sets the colours.
    view_->appendToCurve(QStringLiteral("validation"), {}, {},
                         {.name = validates_ ? tr("validation") : QString(),
                          .color = theme().target,
                          .width = 1.2,
                          .line = Qt::DashLine});
    view_->appendToCurve(QStringLiteral("train"), {}, {},
                         {.name = tr("training"), .color = theme().accent, .width = 1.8});
    if (!gapName_.isEmpty())
        view_->appendToCurve(QStringLiteral("gap"), {}, {}, gapStyle());
    applyBands();
    showLegend();
}

CurveStyle LossPanel::gapStyle() const {
    return {.name = gapName_, .color = theme().good, .width = 1.0, .line = Qt::DashLine, .inPlaces = true};
}

void LossPanel::showLegend() {
    if (eigenvalues_->isVisibleTo(this)) {
        setCaption({});
        setLegend(curvatureLegend(theme()));
        return;
    }
    setCaption(tr("relative L²"));
    std::vector<LegendEntry> legend{{.text = tr("training samples"), .color = theme().accent}};
    if (validates_)
        legend.push_back({.text = tr("validation"), .color = theme().target, .line = Qt::DashLine});
    if (!gapName_.isEmpty())
        legend.push_back({.text = gapName_, .color = theme().good, .line = Qt::DashLine});
    setLegend(std::move(legend));
}

void LossPanel::takeIn(const std::vector<HistoryPoint>& history) {
    std::vector<double> x;
    std::vector<double> train;
    std::vector<double> validation;
    std::vector<double> gap;
    const std::size_t end = forPaper() ? history.size() : std::min(history.size(), taken_ + pointsATurn);
    for (; taken_ < end; ++taken_) {
        const HistoryPoint& point = history[taken_];
        if (lastTaken_ && lastTaken_->grade != point.grade)
            epochsBefore_ += static_cast<double>(lastTaken_->epoch);
        const auto grade = static_cast<std::size_t>(point.grade);
        const double epoch = epochsBefore_ + static_cast<double>(point.epoch);
        if (stretches_.empty() || stretches_.back().grade != grade)
            stretches_.push_back({epochsBefore_, epoch, grade});
        stretches_.back().high = epoch;
        lastTaken_ = point;
        x.push_back(epoch);
        train.push_back(point.trainRelativeL2);
        validation.push_back(point.validationRelativeL2);
        // No gap at all has no place on a logarithmic axis.
        gap.push_back(point.gap > 0.0 ? point.gap : std::numeric_limits<double>::quiet_NaN());
    }
    if (x.empty())
        return;
    if (validates_) {
        view_->appendToCurve(
            QStringLiteral("validation"), x, validation,
            {.name = tr("validation"), .color = theme().target, .width = 1.2, .line = Qt::DashLine});
    }
    if (!gapName_.isEmpty())
        view_->appendToCurve(QStringLiteral("gap"), x, gap, gapStyle());
    view_->appendToCurve(QStringLiteral("train"), x, train,
                         {.name = tr("training"), .color = theme().accent, .width = 1.8});
}

/// The planned epochs while they are near, else the first power of two of the first grade's plan that holds
/// what is there: the axis grows in few steps.
double LossPanel::shownEpochs(const RunModel& model) const {
    const double done = stretches_.empty() ? 0.0 : stretches_.back().high;
    if (model.phase() == RunModel::Phase::Ended)
        return std::max(1.0, done);
    double planned = 0.0;
    for (const ShownGrade& grade : model.grades()) {
        const bool ended =
            grade.record.status != GradeStatus::Pending && grade.record.status != GradeStatus::Running;
        planned += static_cast<double>(
            ended ? grade.record.epochs : std::max(grade.record.epochs, mostEpochs(grade.record.config)));
    }
    const double first =
        model.grades().empty() ? 1.0 : static_cast<double>(mostEpochs(model.grades().front().record.config));
    double shown = std::max(1.0, std::min(first, 1000.0));
    while (shown < done)
        shown *= 2.0;
    return planned <= 4.0 * std::max(first, done) ? std::max(planned, done)
                                                  : std::min(shown, std::max(planned, done));
}

void LossPanel::showBands(const RunModel& model) {
    total_ = model.grades().size();
    applyBands();
    const AxisSetup epochs{.title = tr("epoch"), .fixed = Range{0.0, shownEpochs(model)}, .integers = true};
    view_->setAxes(epochs, {.scale = Scale::Log});
    eigenvalues_->setAxes(epochs, {});
}

void LossPanel::applyBands() {
    std::vector<Band> bands;
    for (const Stretch& stretch : stretches_) {
        // Not transparent: neighbours overlap a little.
        const QColor shade =
            mixed(theme().card, theme().grade(stretch.grade, std::max<std::size_t>(1, total_)),
                  theme().dark ? 0.14 : 0.09);
        bands.push_back({stretch.low, stretch.high, shade, tr("grade %1").arg(stretch.grade + 1)});
    }
    eigenvalues_->setBands(bands);
    view_->setBands(std::move(bands));
}

void LossPanel::showEigenvalues(const RunModel& model) {
    std::vector<double> before(model.grades().size(), 0.0);
    for (const Stretch& stretch : stretches_)
        if (stretch.grade < before.size())
            before[stretch.grade] = stretch.low;
    drawCurvature(*eigenvalues_, model.curvature(), before, theme());
    drawnEigenvalues_ = model.curvature().size();
}

void LossPanel::showView(bool eigenvalues) {
    if (switch_)
        switch_->setChecked(eigenvalues);
    if (eigenvalues_->isVisibleTo(this) == eigenvalues)
        return;
    view_->setVisible(!eigenvalues);
    eigenvalues_->setVisible(eigenvalues);
    showLegend();
}

void LossPanel::showRun(const RunModel& model) {
    model_ = &model;
    const std::vector<HistoryPoint>& history = model.history();
    const bool validates = model.config().samples.validation.count > 0;
    const QString gapName = gapNameOf(model);
    const bool other = taken_ > history.size() || validates != validates_ || gapName != gapName_ ||
                       (taken_ > 0 && (history[taken_ - 1].seconds != lastTaken_->seconds ||
                                       history[taken_ - 1].epoch != lastTaken_->epoch ||
                                       history[taken_ - 1].grade != lastTaken_->grade));
    if (other) {
        validates_ = validates;
        gapName_ = gapName;
        startOver();
    }
    takeIn(history);
    if (taken_ < history.size())
        more_.start(0);
    showBands(model);
    view_->setHint(forPaper() ? QString() : runHint(model));
    const bool known = !model.curvature().empty();
    setCornerVisible(known);
    if (model.curvature().size() != drawnEigenvalues_)
        showEigenvalues(model);
    showView(known && chosenView_ == eigenvalueView);
    describe(model);
    announce();
}

void LossPanel::describe(const RunModel& model) {
    const std::vector<HistoryPoint>& history = model.history();
    if (history.empty()) {
        summary_ = tr("No epoch has been trained yet.");
    } else {
        const HistoryPoint& last = history.back();
        summary_ =
            tr("After %1 epochs, in grade %2 of %3, the relative L² error on the training samples is %4.")
                .arg(QLocale().toString(static_cast<qulonglong>(history.size())))
                .arg(last.grade + 1)
                .arg(total_)
                .arg(compactNumber(last.trainRelativeL2, 3));
    }
    if (!model.curvature().empty())
        summary_ += QLatin1Char(' ') + curvatureInWords(model.curvature().back());
}

} // namespace gradewise
