#include "ui/panels/spectrum/spectrum_panel.h"

#include "core/numbers/metrics.h"
#include "core/numbers/radial_spectrum.h"
#include "ui/charts/cursor.h"
#include "ui/charts/curveview.h"
#include "ui/charts/number_format.h"
#include "ui/charts/small_font.h"
#include "ui/models/run_model.h"
#include "ui/panels/run_words.h"
#include "ui/panels/spectrum/spectrum_words.h"

#include <QAction>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace gradewise {

namespace {

constexpr std::size_t mostOlder = 4;    // residuals, faint, below the one before
constexpr int columns = 240;            // more would turn the many highest frequencies into a black band
constexpr double decadesBelow = 3.0;    // the strongest wave of the newest residual
constexpr double decadesUnfilled = 1.5; // before the axis is cut shorter again
constexpr double slack = 1e-3;          // of a decade: an amplitude of 1 needs no room above 1
constexpr QLatin1String linearView("linear");

Spectrum spectrumIn(const RunModel& model, const Matrix& values) {
    const Domain& domain = model.domain();
    return domain.size() == 1 ? spectrumOf(values, domain[0].length())
                              : radialSpectrumOf(values, domain[0].length(), domain[1].length());
}

double largest(const Spectrum& spectrum) {
    return spectrum.amplitude.size() < 2
               ? 0.0
               : *std::max_element(spectrum.amplitude.begin() + 1, spectrum.amplitude.end());
}

} // namespace

const PanelTraits SpectrumPanel::traits{
    .kind = PanelKind::Spectrum,
    .id = QLatin1String("spectrum"),
    .title = [] { return tr("Spectrum"); },
    .help = QLatin1String("panels#spectrum"),
    .place = PanelPlace::Shared,
    .switchTip = [] { return tr("Show the spectrum here: which frequencies are learnt."); },
    .inWholeFigure = false,
    .leastSize = [](const RunModel&, const QString&) { return QSize(360, 260); },
    .usualHeight = [](const RunModel&, const QString&) { return 0.6; },
    .make = [](Cursor*, const Theme& theme, bool forPaper) -> std::unique_ptr<Panel> {
        return std::make_unique<SpectrumPanel>(theme, forPaper);
    },
};

SpectrumPanel::SpectrumPanel(const Theme& theme, bool forPaper, QWidget* parent)
    : CardPanel(SpectrumPanel::traits, theme, forPaper, parent),
      // Its x axis counts waves: it reads with a crosshair of its own.
      view_(new CurveView(forPaper ? nullptr : new Cursor(this), theme, this)),
      answer_(new QLabel),
      linear_(new QAction(tr("Linear frequency axis"), this)) {
    body()->addWidget(view_, 1);
    body()->addWidget(answer_);
    view_->setAccessibleName(tr("Spectra of the target, the sum and the residuals"));
    answer_->setObjectName(QStringLiteral("spectrumAnswer"));
    answer_->setWordWrap(true);
    answer_->setTextFormat(Qt::PlainText);
    answer_->setContentsMargins(6, 2, 6, 0);
    linear_->setObjectName(QStringLiteral("linearFrequency"));
    linear_->setCheckable(true);
    linear_->setShortcut(Qt::Key_X);
    linear_->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(linear_);
    connect(linear_, &QAction::toggled, this, [this] {
        view_->followData();
        showAxes();
    });
    setCaption(tr("amplitude"));
    SpectrumPanel::recolour();
}

QString SpectrumPanel::chosenView() const {
    return linear_->isChecked() ? linearView : QString();
}

void SpectrumPanel::chooseView(const QString& view) {
    linear_->setChecked(view == linearView);
}

void SpectrumPanel::followData() {
    lowDecade_.reset();
    view_->followData();
}

void SpectrumPanel::showRun(const RunModel& model) {
    const bool drawn = model.inputs() <= 2;
    setMessage(drawn ? QString()
                     : tr("Spectra are drawn for targets of one and two variables; this one has %1.")
                           .arg(model.inputs()));
    view_->setHint(forPaper() ? QString() : runHint(model));
    shown_.clear();
    total_ = std::max<std::size_t>(1, model.grades().size());
    inputs_ = model.inputs();
    if (!drawn) {
        setLegend({});
        summary_ = tr("No spectrum is drawn of a target of %1 variables.").arg(model.inputs());
        announce();
        return;
    }
    take(model);
    showAxes();
    showCurves();
    describe();
    announce();
}

void SpectrumPanel::take(const RunModel& model) {
    const std::size_t grade = model.gradesWithCurve();
    const auto residual = [&](Role role, std::size_t l) {
        shown_.push_back({role, l, spectrumIn(model, model.residual(l))});
    };
    for (std::size_t l = grade > mostOlder + 2 ? grade - 1 - mostOlder : 1; l + 1 < grade; ++l)
        residual(Role::OlderResidual, l);
    if (grade > 1) // r_0 is f
        residual(Role::ResidualBefore, grade - 1);
    if (grade > 0)
        shown_.push_back({Role::Sum, grade, spectrumIn(model, model.partialSum(grade))});
    shown_.push_back({Role::Target, 0, spectrumIn(model, model.target())});
    if (grade > 0)
        residual(Role::Residual, grade);
}

const SpectrumPanel::Shown* SpectrumPanel::find(Role role) const {
    const auto found = std::ranges::find(shown_, role, &Shown::role);
    return found == shown_.end() ? nullptr : &*found;
}

QString SpectrumPanel::nameOf(const Shown& shown) const {
    switch (shown.role) {
    case Role::Target:
        return tr("target f");
    case Role::OlderResidual:
        return {};
    case Role::ResidualBefore:
        return QStringLiteral("r") + subscript(shown.grade);
    case Role::Sum:
        return tr("sum s%1").arg(subscript(shown.grade));
    case Role::Residual:
        return tr("residual r%1").arg(subscript(shown.grade));
    }
    return {};
}

CurveStyle SpectrumPanel::styleOf(const Shown& shown) const {
    CurveStyle style{.name = nameOf(shown), .columns = columns, .keep = CurveData::Keep::Highest};
    switch (shown.role) {
    case Role::Target:
        style.color = theme().target;
        style.width = 1.6;
        style.line = shown_.size() > 1 ? Qt::DashLine : Qt::SolidLine;
        break;
    case Role::OlderResidual:
        style.color = mixed(theme().grade(shown.grade - 1, total_), theme().card, 0.65);
        style.width = 0.8;
        break;
    case Role::ResidualBefore:
        style.color = theme().ghost;
        style.width = 1.4;
        break;
    case Role::Sum:
        style.color = theme().accent;
        style.width = 1.2;
        break;
    case Role::Residual:
        style.color = theme().grade(shown.grade - 1, total_);
        style.width = 2.0;
        break;
    }
    return style;
}

void SpectrumPanel::showCurves() {
    view_->removeAllCurves();
    // As everywhere, a difference below the rounding of f's values is no error.
    const double least = shown_.empty() ? 0.0 : unitRoundoff * largest(target());
    for (const Shown& shown : shown_) {
        std::vector<double> x;
        std::vector<double> y;
        for (std::size_t k = 1; k < shown.spectrum.amplitude.size(); ++k) { // the mean is no wave
            x.push_back(shown.spectrum.frequency(k));
            const double amplitude = shown.spectrum.amplitude[k];
            y.push_back(amplitude < least ? least : amplitude);
        }
        view_->setCurve(QStringLiteral("%1 %2").arg(static_cast<int>(shown.role)).arg(shown.grade), x, y,
                        styleOf(shown));
    }
    showLegend();
}

void SpectrumPanel::showLegend() {
    std::vector<LegendEntry> legend;
    for (const Role role : {Role::Target, Role::Sum, Role::Residual, Role::ResidualBefore})
        if (const Shown* const shown = find(role)) {
            const CurveStyle style = styleOf(*shown);
            legend.push_back({.text = style.name, .color = style.color, .line = style.line});
        }
    setLegend(std::move(legend));
}

/// From three decades below the newest residual's strongest wave to the strongest of all; frequencies up to
/// twice the target's highest, or all on a logarithmic axis.
void SpectrumPanel::showAxes() {
    if (shown_.empty())
        return;
    double high = 0.0;
    for (const Shown& shown : shown_)
        high = std::max(high, largest(shown.spectrum));
    const double newest = std::max(largest(shown_.back().spectrum), unitRoundoff * largest(target()));
    AxisSetup up{.scale = Scale::Log};
    if (high > 0.0 && std::isfinite(high) && newest > 0.0) {
        const double wanted = std::log10(newest) - decadesBelow;
        if (!lowDecade_ || wanted < *lowDecade_ || wanted > *lowDecade_ + decadesUnfilled)
            lowDecade_ = std::floor(wanted);
        up.fixed = Range{std::pow(10.0, *lowDecade_), std::pow(10.0, std::ceil(std::log10(high) - slack))};
    }
    AxisSetup across{.title = inputs_ == 1 ? tr("waves per unit of x") : tr("waves per unit of length"),
                     .scale = Scale::Log};
    if (linear_->isChecked()) {
        across.scale = Scale::Linear;
        const auto bands = bandsOf(target(), target());
        const double end = target().frequency(std::max<std::size_t>(1, target().amplitude.size()) - 1);
        across.fixed = Range{0.0, bands.empty() ? end : std::min(end, 2.0 * bands.back().frequency)};
    }
    view_->setAxes(across, up);
}

void SpectrumPanel::describe() {
    const Shown* const residual = find(Role::Residual);
    if (!residual) {
        answer_->setText(targetText(target()));
        summary_ = tr("Before any grade is trained. %1").arg(targetText(target()));
    } else {
        const auto bands = bandsOf(target(), residual->spectrum);
        answer_->setText(learntText(bands));
        QStringList sentences{tr("After grade %1 of %2.").arg(residual->grade).arg(total_), learntText(bands),
                              halvesText(bands), residualText(residual->spectrum), targetText(target())};
        sentences.removeAll(QString());
        summary_ = sentences.join(QLatin1Char(' '));
    }
    answer_->setToolTip(
        tr("Amplitudes with Hann's window, the mean taken off: a wave of amplitude A reads A, "
           "between two frequencies at least 0.85 A. X: linear or logarithmic frequencies."));
}

void SpectrumPanel::recolour() {
    view_->setTheme(theme());
    answer_->setFont(smaller(font(), 0.88));
    answer_->setStyleSheet(
        QStringLiteral("color: %1; background: transparent;").arg(theme().mutedText.name()));
    showCurves();
}

} // namespace gradewise
