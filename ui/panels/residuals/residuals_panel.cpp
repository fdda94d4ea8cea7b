#include "ui/panels/residuals/residuals_panel.h"

#include "ui/charts/number_format.h"
#include "ui/models/run_model.h"
#include "ui/panels/run_words.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>

namespace gradewise {

namespace {

const Metrics& errorsOf(const RunModel& model, std::size_t grade) {
    return grade == 0 ? model.before() : model.grades()[grade - 1].grid;
}

/// What tells r_0, r_1, … of a run from those before.
std::vector<RowStamp> stampsOf(const RunModel& model) {
    std::vector<RowStamp> stamps;
    stamps.reserve(model.gradesWithCurve() + 1);
    for (std::size_t grade = 0; grade <= model.gradesWithCurve(); ++grade) {
        const Metrics& errors = errorsOf(model, grade);
        stamps.push_back(
            {model.sup(grade), errors.l2, grade > 0 && model.grades()[grade - 1].block.has_value()});
    }
    return stamps;
}

const Peaks& peaksOf(const RunModel& model, std::size_t grade) {
    static const Peaks none;
    return grade == 0 ? none : model.grades()[grade - 1].peaks.residual;
}

/// One output of r_l.
BrokenCurve residualCurve(const RunModel& model, std::size_t grade, Index output) {
    const std::vector<double> values =
        rowOf(model.target().row(output) - model.partialSum(grade).row(output), 0);
    return withPeaks(abscissae(model), values, model.breaks()[static_cast<std::size_t>(output)],
                     peaksOf(model, grade), output);
}

constexpr QLatin1String stripsView("strips");
constexpr QLatin1String waterfallView("waterfall");
constexpr std::size_t mostAsStrips = 32; // grades; beyond, even folded to lines they do not fit into a window

} // namespace

bool showsWaterfall(const RunModel& model, const QString& chosenView) {
    if (model.inputs() != 1) {
        return false;
    }
    return chosenView.isEmpty() ? model.gradesWithCurve() > mostAsStrips : chosenView == waterfallView;
}

double roomInStrips(const RunModel& model, const QString& chosenView) {
    const auto residuals = static_cast<double>(model.gradesWithCurve() + 1);
    if (model.inputs() != 1) {
        // Four maps in a row that is as high as four strips; what has no room in five rows is named there.
        return 4.0 * std::clamp(std::ceil(residuals / 4.0), 1.0, 5.0);
    }
    return showsWaterfall(model, chosenView) ? 6.0 : residuals; // however many grades a waterfall shows
}

const PanelTraits ResidualsPanel::traits{
    .kind = PanelKind::Residuals,
    .id = QLatin1String("residuals"),
    .title = [] { return tr("Residuals, grade by grade"); },
    .help = QLatin1String("panels#residuals"),
    .place = PanelPlace::Middle,
    .switchTip = nullptr,
    .inWholeFigure = true,
    .leastSize =
        [](const RunModel& model, const QString& view) {
            // The older ones of more strips are left out: at more of them its words would be below five
            // points.
            const int strips = static_cast<int>(std::min(roomInStrips(model, view), 25.0));
            return QSize(model.inputs() == 1 ? 420 : 640, std::max(48 * strips + 50, 160));
        },
    .usualHeight =
        [](const RunModel& model, const QString& view) {
            return std::clamp(0.12 + 0.1 * roomInStrips(model, view), 0.3, 1.4);
        },
    .make = [](Cursor* cursor, const Theme& theme, bool forPaper) -> std::unique_ptr<Panel> {
        return std::make_unique<ResidualsPanel>(cursor, theme, forPaper);
    },
};

ResidualsPanel::ResidualsPanel(Cursor* cursor, const Theme& theme, bool forPaper, QWidget* parent)
    : CardPanel(ResidualsPanel::traits, theme, forPaper, parent),
      list_(new StripList(cursor, theme, forPaper, this)),
      waterfall_(new Waterfall(cursor, theme, forPaper, this)),
      planes_(new PlaneList(cursor, theme, forPaper, this)) {
    connectViews();
    body()->addWidget(list_);
    body()->addWidget(waterfall_);
    body()->addWidget(planes_);
    waterfall_->hide();
    planes_->hide();
    if (!forPaper) {
        makeCorner();
    }
    recolour();
    showCaption();
}

/// What the views ask for, of those grades that they show.
void ResidualsPanel::connectViews() {
    list_->contentOf = [this](std::size_t grade) {
        StripContent nothing;
        nothing.grade = grade;
        return isKnown(grade) && model_->inputs() == 1 ? contentOf(*model_, grade) : nothing;
    };
    list_->isStale = [this](const StripContent& shown) {
        return isKnown(shown.grade) && isStale(*model_, shown);
    };
    list_->lineOf = [this](std::size_t grade) {
        return isKnown(grade) ? lineOf(*model_, grade) : GradeLine();
    };
    waterfall_->magnitudesOf = [this](std::size_t grade, std::vector<double>& into) {
        into.clear();
        if (!isKnown(grade)) {
            return;
        }
        const Matrix& sum = model_->partialSum(grade);
        const Matrix& target = model_->target();
        into.resize(static_cast<std::size_t>(target.cols()));
        Eigen::Map<Eigen::RowVectorXd> sizes(into.data(), target.cols());
        sizes = (target.row(0) - sum.row(0)).cwiseAbs();
        for (Index k = 1; k < target.rows(); ++k) {
            for (Index i = 0; i < target.cols(); ++i) {
                const double size = std::abs(target(k, i) - sum(k, i));
                sizes[i] = size > sizes[i] || std::isnan(size) ? size : sizes[i];
            }
        }
    };
    waterfall_->peaksOf = [this](std::size_t grade) {
        return isKnown(grade) ? &peaksOf(*model_, grade) : nullptr;
    };
    planes_->valuesOf = [this](std::size_t grade) {
        if (!isKnown(grade) || model_->inputs() == 1) {
            return std::vector<double>();
        }
        return planeValues(*model_, model_->residual(grade));
    };
    planes_->lineOf = [this](std::size_t grade) {
        return isKnown(grade) ? lineOf(*model_, grade) : GradeLine();
    };
}

void ResidualsPanel::makeCorner() {
    auto* const corner = new QWidget(this);
    auto* const row = new QHBoxLayout(corner);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(4);
    common_ = addChoice(*row, {}, tr("Common scale"),
                        tr("Draw every residual on the scale of the target, so that the shrinking shows."));
    common_->setObjectName(QStringLiteral("residuals-common"));
    common_->setChecked(false);
    connect(common_, &QToolButton::toggled, this, &ResidualsPanel::setCommonScale);
    asStrips_ = addChoice(*row, stripsView, tr("Strips"), tr("One curve a grade."));
    asWaterfall_ = addChoice(*row, waterfallView, tr("Waterfall"),
                             tr("All grades in one picture: the grade downwards, |r| as a colour."));
    asStrips_->setChecked(true);
    setCorner(corner);
}

/// The buttons that there is room for beside the title, of the views beside a few letters of it.
void ResidualsPanel::fitCorner() {
    constexpr int leastTitle = 90;
    if (!common_) {
        return;
    }
    const int views = showsPlanes_ ? 0 : asStrips_->sizeHint().width() + asWaterfall_->sizeHint().width() + 4;
    const int all = views + 4 + common_->sizeHint().width();
    const bool room = all <= roomBesideTitle();
    const bool common = room && !showsWaterfall_;
    const bool any = showsPlanes_ ? room : leastTitle + views < width();
    if (common_->isHidden() == common || asStrips_->isHidden() != showsPlanes_) {
        common_->setVisible(common);
        asStrips_->setVisible(!showsPlanes_);
        asWaterfall_->setVisible(!showsPlanes_);
        common_->parentWidget()->layout()->activate();
        setCorner(common_->parentWidget());
    }
    setCornerVisible(any);
}

QToolButton* ResidualsPanel::addChoice(QHBoxLayout& row, const QString& view, const QString& text,
                                       const QString& tip) {
    auto* const button = new QToolButton;
    button->setText(text);
    button->setToolTip(tip);
    button->setCheckable(true);
    button->setStyleSheet(QStringLiteral("padding: 1px 8px; min-height: 0;"));
    if (!view.isEmpty()) {
        button->setObjectName(QStringLiteral("residuals-") + view);
        connect(button, &QToolButton::clicked, this, [this, view] { chooseView(view); });
    }
    row.addWidget(button);
    return button;
}

void ResidualsPanel::chooseView(const QString& view) {
    chosenView_ = view == stripsView || view == waterfallView ? view : QString();
    if (model_) {
        showRun(*model_);
    }
    if (asStrips_) { // a second click on the one that is down leaves it down
        asStrips_->setChecked(!showsWaterfall_);
        asWaterfall_->setChecked(showsWaterfall_);
    }
}

void ResidualsPanel::setCommonScale(bool common) {
    if (commonScale_ == common) {
        return;
    }
    commonScale_ = common;
    if (common_) {
        common_->setChecked(common);
    }
    applyCommonScale();
    showCaption();
}

void ResidualsPanel::applyCommonScale() {
    planes_->setCommonScale(commonScale_ && scaleOfTarget_ ? std::optional(scaleOfTarget_->high)
                                                           : std::nullopt);
    if (model_ && !showsPlanes_) {
        list_->redraw();
    }
}

void ResidualsPanel::showCaption() {
    if (showsPlanes_ && model_) {
        const QString scale = commonScale_ ? tr("all on the scale of the target · zero has no colour")
                                           : tr("each on its own scale · zero has no colour");
        if (const QString note = planeNote(*model_); note.isEmpty())
            setCaption(scale);
        else
            setCaption(scale + QStringLiteral(" · ") + note, {note});
    } else if (showsWaterfall_) {
        setCaption(tr("largest |r| in every pixel"), {tr("largest |r|")});
    } else if (commonScale_) {
        setCaption(tr("all on the scale of the target · ghost: the grade before · shaded: got worse"),
                   {tr("shaded: got worse")});
    } else {
        setCaption(tr("each on its own scale · ghost: the grade before · shaded: got worse"),
                   {tr("shaded: got worse")});
    }
}

StripContent ResidualsPanel::contentOf(const RunModel& model, std::size_t grade) const {
    StripContent content;
    content.grade = grade;
    content.total = model.grades().size();
    content.sup = model.sup(grade);
    content.l2 = errorsOf(model, grade).l2;
    content.live = grade > 0 && model.grades()[grade - 1].record.status == GradeStatus::Running;
    for (Index k = 0; k < model.outputs(); ++k) {
        content.curves.push_back(residualCurve(model, grade, k));
    }
    if (grade > 0) {
        content.l2Before = errorsOf(model, grade - 1).l2;
        content.ghost = residualCurve(model, grade - 1, 0);
        content.growing = growingIntervals(model, grade);
    }
    content.commonScale = commonScale_ ? scaleOfTarget_ : std::nullopt;
    return content;
}

/// The list also asks when the user scrolls, and by then the model may have begun another run.
bool ResidualsPanel::isKnown(std::size_t grade) const {
    return model_ && grade <= model_->gradesWithCurve();
}

/// Frozen grades never change: only a look at their numbers, not their curves.
bool ResidualsPanel::isStale(const RunModel& model, const StripContent& shown) const {
    const std::size_t grade = shown.grade;
    if (grade == 0 || !model.grades()[grade - 1].block || shown.live) {
        return true;
    }
    const Metrics& errors = errorsOf(model, grade);
    return shown.sup != model.sup(grade) || shown.l2 != errors.l2 || shown.total != model.grades().size();
}

GradeLine ResidualsPanel::lineOf(const RunModel& model, std::size_t grade) const {
    GradeLine line;
    const Metrics& errors = errorsOf(model, grade);
    const double before = errorsOf(model, grade == 0 ? 0 : grade - 1).l2;
    const StripLine verdict = shrinkageOf(grade, before, errors.l2, theme());
    line.name = grade == 0 ? QStringLiteral("r₀ = f") : QStringLiteral("r") + subscript(grade);
    line.numbers = {tr("max %1").arg(compactNumber(model.sup(grade))),
                    tr("L² %1").arg(compactNumber(errors.l2))};
    line.verdict = verdict.text;
    line.verdictColor = verdict.color;
    line.color = grade == 0 ? theme().target : theme().grade(grade - 1, model.grades().size());
    return line;
}

void ResidualsPanel::showRun(const RunModel& model) {
    model_ = &model;
    scaleOfTarget_ = symmetricBounds({-model.before().sup, model.before().sup});
    const bool planes = model.inputs() != 1;
    const bool waterfall = showsWaterfall(model, chosenView_);
    if (planes && !showsPlanes_) {
        list_->clear();
    } else if (!planes) {
        planes_->clear();
    }
    showsPlanes_ = planes;
    showsWaterfall_ = waterfall;
    if (asStrips_) {
        asStrips_->setChecked(!waterfall);
        asWaterfall_->setChecked(waterfall);
    }
    showCaption();
    fitCorner();
    list_->setVisible(!waterfall && !planes);
    waterfall_->setVisible(waterfall);
    planes_->setVisible(planes);
    if (planes) {
        applyCommonScale();
        showPlanes(model);
    } else {
        waterfall ? showWaterfall(model) : showStrips(model);
    }
    describe(model);
    announce();
}

void ResidualsPanel::showStrips(const RunModel& model) {
    list_->setRemark(remarkOn(model));
    list_->showGrades(model.gradesWithCurve());
}

void ResidualsPanel::showWaterfall(const RunModel& model) {
    placeWaterfall();
    waterfall_->showGrades(abscissae(model), stampsOf(model), model.grades().size(),
                           model.phase() == RunModel::Phase::Ended);
}

void ResidualsPanel::showPlanes(const RunModel& model) {
    const std::optional<std::size_t> live = model.liveGrade();
    planes_->setRemark(remarkOn(model));
    planes_->showGrades(planeGrid(model), stampsOf(model), live ? std::optional(*live + 1) : std::nullopt);
}

/// Under and over the curves of the strips, so that nothing moves sideways from one view to the other.
void ResidualsPanel::placeWaterfall() {
    constexpr int plotMargin = 2; // of a curve within its strip
    const bool folds = !forPaper() && model_ && model_->gradesWithCurve() > StripList::mostUnfolded;
    const int gutter = folds ? GradeLines::gutter : 0;
    const int bar = folds ? list_->area()->verticalScrollBar()->sizeHint().width() : 0;
    const StripMargins margins = stripMargins(font(), waterfall_->width() - gutter - bar);
    waterfall_->setMargins(gutter + margins.left + plotMargin, bar + margins.right + plotMargin);
}

void ResidualsPanel::resizeEvent(QResizeEvent* event) {
    CardPanel::resizeEvent(event);
    fitCorner();
    placeWaterfall();
}

/// Which grades are missing, and why.
QString ResidualsPanel::remarkOn(const RunModel& model) const {
    const std::size_t known = model.gradesWithCurve();
    const std::size_t total = model.grades().size();
    if (forPaper()) {
        return {};
    }
    if (model.phase() == RunModel::Phase::Preview) {
        return runHint(model) + QLatin1Char(' ') +
               (showsPlanes_ ? tr("Each grade adds a map of what it leaves over.")
                             : tr("Each grade adds a strip with what it leaves over."));
    }
    if (known > 0 && model.grades()[known - 1].notSmoothedYet()) {
        return tr("Grade %1 is drawn as it is trained; its contribution is smoothed when it is frozen.")
            .arg(known);
    }
    if (known == total) {
        return {};
    }
    if (model.phase() != RunModel::Phase::Running) {
        return tr("The run ended before grade %1 of %2.").arg(known + 1).arg(total);
    }
    return known + 1 == total   ? tr("Grade %1 is still to come.").arg(total)
           : known + 2 == total ? tr("Grades %1 and %2 are still to come.").arg(known + 1).arg(total)
                                : tr("Grades %1 to %2 are still to come.").arg(known + 1).arg(total);
}

void ResidualsPanel::describe(const RunModel& model) {
    const std::size_t known = model.gradesWithCurve();
    if (known == 0) {
        summary_ = tr("The first residual is the target itself: max %1, L² %2.")
                       .arg(compactNumber(model.before().sup, 3), compactNumber(model.before().l2, 3));
        return;
    }
    const Metrics& errors = errorsOf(model, known);
    const Metrics& before = errorsOf(model, known - 1);
    const double percent = 100.0 * (1.0 - errors.l2 / before.l2);
    summary_ =
        tr("Residual after grade %1: max %2 at %3, L² %4, %5 by %6 %.")
            .arg(known)
            .arg(compactNumber(model.sup(known), 3), placeOfSup(model, known), compactNumber(errors.l2, 3),
                 percent >= 0.0 ? tr("down") : tr("up"), compactNumber(std::abs(percent), 2));
}

void ResidualsPanel::followData() {
    list_->followData();
    planes_->followData();
}

void ResidualsPanel::recolour() {
    list_->setTheme(theme());
    waterfall_->setTheme(theme());
    planes_->setTheme(theme());
}

} // namespace gradewise
