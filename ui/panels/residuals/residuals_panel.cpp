#include "ui/panels/residuals/residuals_panel.h"

#include "ui/charts/number_format.h"
#include "ui/models/run_model.h"
#include "ui/panels/residuals/residual_values.h"
#include "ui/panels/run_words.h"

#include <QHBoxLayout>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>

namespace gradewise {

namespace {

constexpr QLatin1String stripsView("strips");
constexpr QLatin1String waterfallView("waterfall");
constexpr std::size_t mostAsStrips = 32; // grades; beyond, even folded to lines they do not fit into a window

} // namespace

bool showsWaterfall(const RunModel& model, const QString& chosenView) {
    if (model.inputs() != 1)
        return false;
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
    if (!forPaper)
        makeCorner();
    recolour();
    showCaption();
}

/// What the views ask for, of those grades that they show.
void ResidualsPanel::connectViews() {
    list_->contentOf = [this](std::size_t grade) {
        StripContent nothing;
        nothing.grade = grade;
        return isKnown(grade) && model_->inputs() == 1
                   ? stripOf(*model_, grade, commonScale_ ? scaleOfTarget_ : std::nullopt)
                   : nothing;
    };
    list_->isStale = [this](const StripContent& shown) {
        return isKnown(shown.grade) && isStale(*model_, shown);
    };
    list_->lineOf = [this](std::size_t grade) {
        return isKnown(grade) ? gradeLineOf(*model_, grade, theme()) : GradeLine();
    };
    waterfall_->magnitudesOf = [this](std::size_t grade, std::vector<double>& into) {
        isKnown(grade) ? magnitudesOf(*model_, grade, into) : into.clear();
    };
    waterfall_->peaksOf = [this](std::size_t grade) {
        return isKnown(grade) ? &residualPeaks(*model_, grade) : nullptr;
    };
    planes_->valuesOf = [this](std::size_t grade) {
        if (!isKnown(grade) || model_->inputs() == 1) {
            return std::vector<double>();
        }
        return planeValues(*model_, model_->residual(grade));
    };
    planes_->lineOf = [this](std::size_t grade) {
        return isKnown(grade) ? gradeLineOf(*model_, grade, theme()) : GradeLine();
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
    if (!common_)
        return;
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
    if (model_)
        showRun(*model_);
    if (asStrips_) { // a second click on the one that is down leaves it down
        asStrips_->setChecked(!showsWaterfall_);
        asWaterfall_->setChecked(showsWaterfall_);
    }
}

void ResidualsPanel::setCommonScale(bool common) {
    if (commonScale_ == common)
        return;
    commonScale_ = common;
    if (common_)
        common_->setChecked(common);
    applyCommonScale();
    showCaption();
}

void ResidualsPanel::applyCommonScale() {
    planes_->setCommonScale(commonScale_ && scaleOfTarget_ ? std::optional(scaleOfTarget_->high)
                                                           : std::nullopt);
    if (model_ && !showsPlanes_)
        list_->redraw();
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

/// The list also asks when the user scrolls, and by then the model may have begun another run.
bool ResidualsPanel::isKnown(std::size_t grade) const {
    return model_ && grade <= model_->gradesWithCurve();
}

void ResidualsPanel::showRun(const RunModel& model) {
    model_ = &model;
    scaleOfTarget_ = symmetricBounds({-model.before().sup, model.before().sup});
    const bool planes = model.inputs() != 1;
    const bool waterfall = showsWaterfall(model, chosenView_);
    if (planes && !showsPlanes_)
        list_->clear();
    else if (!planes)
        planes_->clear();
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
    summary_ = residualInWords(model);
    announce();
}

void ResidualsPanel::showStrips(const RunModel& model) {
    list_->setRemark(remark(model));
    list_->showGrades(model.gradesWithCurve());
}

void ResidualsPanel::showWaterfall(const RunModel& model) {
    placeWaterfall();
    waterfall_->showGrades(abscissae(model), stampsOf(model), model.grades().size(),
                           model.phase() == RunModel::Phase::Ended);
}

void ResidualsPanel::showPlanes(const RunModel& model) {
    const std::optional<std::size_t> live = model.liveGrade();
    planes_->setRemark(remark(model));
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

QString ResidualsPanel::remark(const RunModel& model) const {
    return forPaper() ? QString() : remarkOnMissing(model, showsPlanes_);
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
