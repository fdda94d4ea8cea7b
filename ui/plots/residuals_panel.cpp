#include "ui/plots/residuals_panel.h"

#include "ui/models/run_model.h"
#include "ui/plots/number_format.h"
#include "ui/plots/run_words.h"

#include <QEvent>
#include <QFontInfo>
#include <QFontMetrics>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace gradewise {

namespace {

constexpr std::size_t mostOnPaper = 60; // No figure has room for more.

} // namespace

ResidualsPanel::ResidualsPanel(Cursor* cursor, const Theme& theme, bool forPaper, QWidget* parent)
    : CardPanel(PanelKind::Residuals, theme, forPaper, parent),
      cursor_(cursor),
      area_(new QScrollArea(this)),
      list_(new QWidget),
      remark_(new QLabel(list_)) {
    area_->setFrameShape(QFrame::NoFrame);
    area_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area_->setVerticalScrollBarPolicy(forPaper ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    area_->setFocusPolicy(Qt::NoFocus);
    area_->viewport()->setAutoFillBackground(false);
    area_->setWidget(list_);
    list_->setAutoFillBackground(false);
    remark_->setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    area_->viewport()->installEventFilter(this);
    connect(area_->verticalScrollBar(), &QScrollBar::valueChanged, this, &ResidualsPanel::activateVisible);
    body()->addWidget(area_);
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
    for (ResidualStrip* each : strips_) {
        StripContent content = each->content();
        content.commonScale = common ? scaleOfTarget_ : std::nullopt;
        each->show(std::move(content));
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

int ResidualsPanel::smallestStrip() const {
    const int line = QFontMetrics(font()).height();
    return forPaper() ? line * 5 / 2 : std::max(60, line * 7 / 2);
}

/// All of them; of very many on paper the target and the newest.
std::vector<std::size_t> ResidualsPanel::gradesToShow(std::size_t known) const {
    std::vector<std::size_t> grades{0};
    const std::size_t first = forPaper() && known > mostOnPaper ? known - mostOnPaper + 1 : 1;
    for (std::size_t grade = first; grade <= known; ++grade) {
        grades.push_back(grade);
    }
    return grades;
}

/// What the strips would show, for targets whose curves are not drawn.
QString ResidualsPanel::errorsInWords(const RunModel& model) {
    QStringList lines;
    const std::size_t known = model.gradesWithCurve();
    for (std::size_t grade = known > 8 ? known - 7 : 0; grade <= known; ++grade) {
        const Metrics& errors = grade == 0 ? model.before() : model.grades()[grade - 1].grid;
        lines << tr("r%1: max %2, L² %3")
                     .arg(subscript(grade), compactNumber(errors.sup), compactNumber(errors.l2));
    }
    return QLatin1Char('\n') + lines.join(QLatin1Char('\n'));
}

StripContent ResidualsPanel::contentOf(const RunModel& model, std::size_t grade) const {
    StripContent content;
    content.grade = grade;
    content.total = model.grades().size();
    const auto errors = [&](std::size_t of) {
        return of == 0 ? model.before() : model.grades()[of - 1].grid;
    };
    content.sup = errors(grade).sup;
    content.l2 = errors(grade).l2;
    content.live = grade > 0 && model.grades()[grade - 1].status == GradeStatus::Running;
    const std::span<const double> x = abscissae(model);
    content.x.assign(x.begin(), x.end());
    const Matrix residual = model.residual(grade);
    for (Index k = 0; k < residual.rows(); ++k) {
        content.values.push_back(rowOf(residual, k));
    }
    if (grade > 0) {
        content.l2Before = errors(grade - 1).l2;
        content.ghost = rowOf(model.residual(grade - 1), 0);
    }
    content.commonScale = commonScale_ ? scaleOfTarget_ : std::nullopt;
    return content;
}

void ResidualsPanel::matchStrips(std::size_t count) {
    while (strips_.size() > count) {
        delete strips_.back();
        strips_.pop_back();
    }
    while (strips_.size() < count) {
        auto* const strip = new ResidualStrip(cursor_, theme(), list_);
        strip->QWidget::show();
        strips_.push_back(strip);
    }
}

void ResidualsPanel::showRun(const RunModel& model) {
    setMessage(variablesMessage(model));
    setCornerVisible(model.inputs() == 1);
    if (model.inputs() != 1) {
        matchStrips(0);
        summary_ = variablesMessage(model);
        setMessage(summary_ + QLatin1Char('\n') + errorsInWords(model));
        announce();
        return;
    }
    scaleOfTarget_ = symmetricBounds({-model.before().sup, model.before().sup});
    const std::vector<std::size_t> grades = gradesToShow(model.gradesWithCurve());
    const bool wasAtEnd = area_->verticalScrollBar()->value() == area_->verticalScrollBar()->maximum();
    const bool more = grades.size() != strips_.size();
    matchStrips(grades.size());
    for (std::size_t i = 0; i < grades.size(); ++i) {
        // Frozen grades never change: only a look at their numbers, not their curves.
        const bool frozen = grades[i] > 0 && model.grades()[grades[i] - 1].block.has_value();
        const StripContent& shown = strips_[i]->content();
        const Metrics& errors = grades[i] == 0 ? model.before() : model.grades()[grades[i] - 1].grid;
        if (frozen && !shown.live && shown.grade == grades[i] && shown.sup == errors.sup &&
            shown.l2 == errors.l2 && shown.total == model.grades().size()) {
            continue;
        }
        strips_[i]->show(contentOf(model, grades[i]));
    }
    describe(model);
    if (more) {
        layOutStrips();
        if (wasAtEnd) {
            area_->verticalScrollBar()->setValue(area_->verticalScrollBar()->maximum());
        }
    }
    announce();
}

void ResidualsPanel::describe(const RunModel& model) {
    const std::size_t known = model.gradesWithCurve();
    const std::size_t total = model.grades().size();
    QString remark;
    if (model.phase() == RunModel::Phase::Preview) {
        remark = forPaper() ? QString()
                            : runHint(model) + QLatin1Char(' ') +
                                  tr("Each grade adds a strip with what it leaves over.");
    } else if (known < total && model.phase() == RunModel::Phase::Running) {
        remark = known + 1 == total   ? tr("Grade %1 is still to come.").arg(total)
                 : known + 2 == total ? tr("Grades %1 and %2 are still to come.").arg(known + 1).arg(total)
                                      : tr("Grades %1 to %2 are still to come.").arg(known + 1).arg(total);
    } else if (known < total) {
        remark = tr("The run ended before grade %1 of %2.").arg(known + 1).arg(total);
    }
    if (forPaper()) {
        remark.clear();
    }
    if (remark_->text() != remark) {
        remark_->setText(remark);
        layOutStrips();
    }
    if (known == 0) {
        summary_ = tr("The first residual is the target itself: max %1, L² %2.")
                       .arg(compactNumber(model.before().sup, 3), compactNumber(model.before().l2, 3));
        return;
    }
    const Metrics& errors = model.grades()[known - 1].grid;
    const Metrics& before = known == 1 ? model.before() : model.grades()[known - 2].grid;
    const double percent = 100.0 * (1.0 - errors.l2 / before.l2);
    const double place = model.gridPoints()(0, static_cast<Index>(errors.worst));
    summary_ = tr("Residual after grade %1: max %2 at x = %3, L² %4, %5 by %6 %.")
                   .arg(known)
                   .arg(compactNumber(errors.sup, 3), compactNumber(place, 3), compactNumber(errors.l2, 3),
                        percent >= 0.0 ? tr("down") : tr("up"), compactNumber(std::abs(percent), 2));
}

/// On paper nothing scrolls: where the strips have no room, those after the target give way, and the remark
/// says which.
std::vector<ResidualStrip*> ResidualsPanel::stripsWithRoom(int room, int gap) {
    std::vector<ResidualStrip*> shown = strips_;
    if (!forPaper() || strips_.empty()) {
        return shown;
    }
    const auto fitting = static_cast<std::size_t>(std::max(2, room / (smallestStrip() + gap)));
    if (shown.size() > fitting) {
        shown.erase(shown.begin() + 1, shown.end() - static_cast<std::ptrdiff_t>(fitting - 1));
    }
    for (ResidualStrip* strip : strips_) {
        strip->setVisible(std::ranges::find(shown, strip) != shown.end());
    }
    const std::size_t next = shown.size() > 1 ? shown[1]->content().grade : 1;
    remark_->setText(next <= 1   ? QString()
                     : next == 2 ? tr("Grade 1 is not shown for want of room.")
                                 : tr("Grades 1 to %1 are not shown for want of room.").arg(next - 1));
    return shown;
}

void ResidualsPanel::layOutStrips() {
    const int line = QFontMetrics(font()).height();
    const int axis = line + (forPaper() ? line : 4);
    const int gap = forPaper() ? 3 : 6;
    const std::vector<ResidualStrip*> shown = stripsWithRoom(area_->height() - axis - line - 4, gap);
    const int remark = remark_->text().isEmpty() ? 0 : line + (forPaper() ? 4 : 8);
    const auto count = static_cast<int>(shown.size());
    const int room = area_->height() - axis - remark;
    const int tallest = count <= 1 ? room : 260;
    const int each = count == 0 ? 0 : std::max(smallestStrip(), std::min(room / count, tallest) - gap);
    const int needed = count * (each + gap) + axis + remark;
    const bool scrolls = needed > area_->height() && !forPaper();
    const int bar = scrolls ? area_->verticalScrollBar()->sizeHint().width() : 0;
    list_->setGeometry(0, list_->y(), area_->width() - bar, std::max(needed, area_->height()));
    int y = 0;
    for (ResidualStrip* strip : shown) {
        const int height = each + (strip == shown.back() ? axis : 0);
        strip->setShowsAxis(strip == shown.back(), forPaper() ? QStringLiteral("x") : QString());
        strip->setWheelNeedsControl(scrolls);
        strip->setGeometry(0, y, list_->width(), height);
        y += height + gap;
    }
    remark_->setGeometry(20, y, std::max(0, list_->width() - 24), remark);
    remark_->setVisible(remark > 0);
    activateVisible();
}

void ResidualsPanel::activateVisible() {
    const int top = area_->verticalScrollBar()->value();
    for (ResidualStrip* strip : strips_) {
        if (!strip->isHidden() && strip->y() < top + area_->height() + strip->height() &&
            strip->y() + 2 * strip->height() > top) {
            strip->activate();
        }
    }
}

bool ResidualsPanel::eventFilter(QObject* watched, QEvent* event) {
    if (watched == area_->viewport() && event->type() == QEvent::Resize) {
        layOutStrips();
    }
    return CardPanel::eventFilter(watched, event);
}

void ResidualsPanel::resizeEvent(QResizeEvent* event) {
    CardPanel::resizeEvent(event);
    layOutStrips();
}

void ResidualsPanel::showEvent(QShowEvent* event) {
    CardPanel::showEvent(event);
    layOutStrips();
}

void ResidualsPanel::followData() {
    for (ResidualStrip* strip : strips_) {
        strip->followData();
    }
}

void ResidualsPanel::recolour() {
    // The application's style sheet has a say in labels: this one wins.
    remark_->setStyleSheet(QStringLiteral("color: %1; background: transparent; font-size: %2px;")
                               .arg(theme().mutedText.name())
                               .arg(std::lround(0.88 * QFontInfo(font()).pixelSize())));
    for (ResidualStrip* strip : strips_) {
        strip->setTheme(theme());
    }
}

} // namespace gradewise
