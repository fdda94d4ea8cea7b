#include "ui/plots/residuals_panel.h"

#include "ui/models/run_model.h"
#include "ui/plots/number_format.h"
#include "ui/plots/run_words.h"

#include <QEvent>
#include <QFontMetrics>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace gradewise {

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
        common_->setAutoRaise(true);
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
    setCaption(commonScale_ ? tr("all on the scale of the target · ghost: the grade before")
                            : tr("each on its own scale · ghost: the grade before"));
}

int ResidualsPanel::smallestStrip() const {
    const int line = QFontMetrics(font()).height();
    return forPaper() ? line * 5 / 2 : std::max(64, line * 9 / 2);
}

/// On the screen all of them, in a list that scrolls; on paper the target and the newest that have room.
std::vector<std::size_t> ResidualsPanel::gradesToShow(std::size_t known) const {
    std::size_t room = known + 1;
    if (forPaper()) {
        const int height = std::max(1, area_->height() - QFontMetrics(font()).height() * 5 / 2);
        room = std::min(room, static_cast<std::size_t>(std::max(2, height / smallestStrip())));
    }
    std::vector<std::size_t> grades{0};
    for (std::size_t grade = known + 2 - room; grade <= known; ++grade) {
        grades.push_back(grade);
    }
    return grades;
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
    if (model.inputs() != 1) {
        matchStrips(0);
        summary_ = variablesMessage(model);
        announce();
        return;
    }
    scaleOfTarget_ = symmetricBounds({-model.before().sup, model.before().sup});
    const std::vector<std::size_t> grades = gradesToShow(model.gradesWithCurve());
    omitted_ = model.gradesWithCurve() + 1 - grades.size();
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
    if (omitted_ > 0) {
        remark = tr("Grades 1 to %1 are left out: the figure has no room for them.").arg(omitted_);
    } else if (model.phase() == RunModel::Phase::Preview) {
        remark = forPaper() ? QString()
                            : runHint(model) + QLatin1Char(' ') +
                                  tr("Each grade adds a strip with what it leaves over.");
    } else if (known < total && model.phase() == RunModel::Phase::Running) {
        remark = known + 1 == total ? tr("Grade %1 is still to come.").arg(total)
                                    : tr("Grades %1 to %2 are still to come.").arg(known + 1).arg(total);
    } else if (known < total) {
        remark = tr("The run ended before grade %1 of %2.").arg(known + 1).arg(total);
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

void ResidualsPanel::layOutStrips() {
    const int axis = QFontMetrics(font()).height() + (forPaper() ? QFontMetrics(font()).height() : 4);
    const int remark = remark_->text().isEmpty() ? 0 : QFontMetrics(font()).height() + 8;
    const auto count = static_cast<int>(strips_.size());
    const int room = area_->height() - axis - remark;
    const int gap = forPaper() ? 3 : 6;
    const int each = count == 0 ? 0 : std::max(smallestStrip(), std::min(room / count, 190) - gap);
    const int needed = count * (each + gap) + axis + remark;
    const bool scrolls = needed > area_->height();
    const int bar = scrolls && !forPaper() ? area_->verticalScrollBar()->sizeHint().width() : 0;
    list_->setGeometry(0, list_->y(), area_->width() - bar, std::max(needed, area_->height()));
    int y = 0;
    for (int i = 0; i < count; ++i) {
        const bool last = i == count - 1;
        ResidualStrip* const strip = strips_[static_cast<std::size_t>(i)];
        strip->setShowsAxis(last, forPaper() ? QStringLiteral("x") : QString());
        strip->setWheelNeedsControl(scrolls);
        strip->setGeometry(0, y, list_->width(), each + (last ? axis : 0));
        y += each + gap + (last ? axis : 0);
    }
    remark_->setGeometry(20, y, std::max(0, list_->width() - 24), remark);
    remark_->setVisible(remark > 0);
    activateVisible();
}

void ResidualsPanel::activateVisible() {
    const int top = area_->verticalScrollBar()->value();
    for (ResidualStrip* strip : strips_) {
        if (strip->y() < top + area_->height() + strip->height() && strip->y() + 2 * strip->height() > top) {
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
    QPalette muted = remark_->palette();
    muted.setColor(QPalette::WindowText, theme().mutedText);
    remark_->setPalette(muted);
    if (common_) {
        QPalette button = common_->palette();
        button.setColor(QPalette::ButtonText, theme().text);
        button.setColor(QPalette::Button, theme().card);
        common_->setPalette(button);
    }
    for (ResidualStrip* strip : strips_) {
        strip->setTheme(theme());
    }
}

} // namespace gradewise
