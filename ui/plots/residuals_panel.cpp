#include "ui/plots/residuals_panel.h"

#include "ui/models/run_model.h"
#include "ui/plots/number_format.h"
#include "ui/plots/run_words.h"

#include <QToolButton>
#include <QVBoxLayout>

#include <cmath>

namespace gradewise {

namespace {

const Metrics& errorsOf(const RunModel& model, std::size_t grade) {
    return grade == 0 ? model.before() : model.grades()[grade - 1].grid;
}

} // namespace

ResidualsPanel::ResidualsPanel(Cursor* cursor, const Theme& theme, bool forPaper, QWidget* parent)
    : CardPanel(PanelKind::Residuals, theme, forPaper, parent),
      list_(new StripList(cursor, theme, forPaper, this)) {
    list_->contentOf = [this](std::size_t grade) {
        StripContent nothing;
        nothing.grade = grade;
        return isKnown(grade) ? contentOf(*model_, grade) : nothing;
    };
    list_->isStale = [this](const StripContent& shown) {
        return isKnown(shown.grade) && isStale(*model_, shown);
    };
    list_->lineOf = [this](std::size_t grade) {
        return isKnown(grade) ? lineOf(*model_, grade) : GradeLine();
    };
    body()->addWidget(list_);
    if (!forPaper) {
        common_ = new QToolButton(this);
        common_->setText(tr("Common scale"));
        common_->setCheckable(true);
        common_->setStyleSheet(QStringLiteral("padding: 1px 8px; min-height: 0;"));
        common_->setToolTip(
            tr("Draw every residual on the scale of the target, so that the shrinking shows."));
        connect(common_, &QToolButton::toggled, this, &ResidualsPanel::setCommonScale);
        setCorner(common_);
    }
    recolour();
    showCaption();
}

void ResidualsPanel::setCommonScale(bool common) {
    if (commonScale_ == common) {
        return;
    }
    commonScale_ = common;
    if (common_) {
        common_->setChecked(common);
    }
    if (model_) {
        list_->redraw();
    }
    showCaption();
}

void ResidualsPanel::showCaption() {
    if (commonScale_) {
        setCaption(tr("all on the scale of the target · ghost: the grade before"), tr("on one scale"));
    } else {
        setCaption(tr("each on its own scale · ghost: the grade before"), tr("on their own scales"));
    }
}

/// What the strips would show, for targets whose curves are not drawn.
QString ResidualsPanel::errorsInWords(const RunModel& model) {
    QStringList lines;
    const std::size_t known = model.gradesWithCurve();
    for (std::size_t grade = known > 8 ? known - 7 : 0; grade <= known; ++grade) {
        const Metrics& errors = errorsOf(model, grade);
        lines << tr("r%1: max %2, L² %3")
                     .arg(subscript(grade), compactNumber(errors.sup), compactNumber(errors.l2));
    }
    return QLatin1Char('\n') + lines.join(QLatin1Char('\n'));
}

StripContent ResidualsPanel::contentOf(const RunModel& model, std::size_t grade) const {
    StripContent content;
    content.grade = grade;
    content.total = model.grades().size();
    content.sup = errorsOf(model, grade).sup;
    content.l2 = errorsOf(model, grade).l2;
    content.live = grade > 0 && model.grades()[grade - 1].status == GradeStatus::Running;
    const std::span<const double> x = abscissae(model);
    content.x.assign(x.begin(), x.end());
    const Matrix residual = model.residual(grade);
    for (Index k = 0; k < residual.rows(); ++k) {
        content.values.push_back(rowOf(residual, k));
    }
    if (grade > 0) {
        content.l2Before = errorsOf(model, grade - 1).l2;
        content.ghost = rowOf(model.residual(grade - 1), 0);
    }
    content.commonScale = commonScale_ ? scaleOfTarget_ : std::nullopt;
    return content;
}

/// The list also asks when the user scrolls, and by then the model may have begun another run.
bool ResidualsPanel::isKnown(std::size_t grade) const {
    return model_ && model_->inputs() == 1 && grade <= model_->gradesWithCurve();
}

/// Frozen grades never change: only a look at their numbers, not their curves.
bool ResidualsPanel::isStale(const RunModel& model, const StripContent& shown) const {
    const std::size_t grade = shown.grade;
    if (grade == 0 || !model.grades()[grade - 1].block || shown.live) {
        return true;
    }
    const Metrics& errors = errorsOf(model, grade);
    return shown.sup != errors.sup || shown.l2 != errors.l2 || shown.total != model.grades().size();
}

GradeLine ResidualsPanel::lineOf(const RunModel& model, std::size_t grade) const {
    GradeLine line;
    const Metrics& errors = errorsOf(model, grade);
    const StripLine verdict = shrinkageOf(grade, errorsOf(model, grade - 1).l2, errors.l2, theme());
    line.name = QStringLiteral("r") + subscript(grade);
    line.numbers = {tr("max %1").arg(compactNumber(errors.sup)), tr("L² %1").arg(compactNumber(errors.l2))};
    line.verdict = verdict.text;
    line.verdictColor = verdict.color;
    line.color = theme().grade(grade - 1, model.grades().size());
    return line;
}

void ResidualsPanel::showRun(const RunModel& model) {
    model_ = &model;
    setMessage(variablesMessage(model));
    setCornerVisible(model.inputs() == 1);
    if (model.inputs() != 1) {
        list_->clear();
        summary_ = variablesMessage(model);
        setMessage(summary_ + QLatin1Char('\n') + errorsInWords(model));
        announce();
        return;
    }
    scaleOfTarget_ = symmetricBounds({-model.before().sup, model.before().sup});
    list_->setRemark(remarkOn(model));
    list_->showGrades(model.gradesWithCurve());
    describe(model);
    announce();
}

/// Which grades are missing, and why.
QString ResidualsPanel::remarkOn(const RunModel& model) const {
    const std::size_t known = model.gradesWithCurve();
    const std::size_t total = model.grades().size();
    if (forPaper()) {
        return {};
    }
    if (model.phase() == RunModel::Phase::Preview) {
        return runHint(model) + QLatin1Char(' ') + tr("Each grade adds a strip with what it leaves over.");
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
    const double place = model.gridPoints()(0, static_cast<Index>(errors.worst));
    summary_ = tr("Residual after grade %1: max %2 at x = %3, L² %4, %5 by %6 %.")
                   .arg(known)
                   .arg(compactNumber(errors.sup, 3), compactNumber(place, 3), compactNumber(errors.l2, 3),
                        percent >= 0.0 ? tr("down") : tr("up"), compactNumber(std::abs(percent), 2));
}

void ResidualsPanel::followData() {
    list_->followData();
}

void ResidualsPanel::recolour() {
    list_->setTheme(theme());
}

} // namespace gradewise
