#include "ui/panels/residuals/strip_list.h"

#include <QEvent>
#include <QFontInfo>
#include <QFontMetrics>
#include <QLabel>
#include <QScrollArea>
#include <QScrollBar>
#include <QShowEvent>

#include <algorithm>
#include <cmath>
#include <utility>

namespace gradewise {

namespace {

constexpr int gapOnScreen = 6;

} // namespace

StripList::StripList(Cursor* cursor, const Theme& theme, bool forPaper, QWidget* parent)
    : QWidget(parent),
      cursor_(cursor),
      theme_(theme),
      forPaper_(forPaper),
      area_(new QScrollArea(this)),
      lines_(new GradeLines(theme)),
      remark_(new QLabel(this)) {
    area_->setFrameShape(QFrame::NoFrame);
    area_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area_->setVerticalScrollBarPolicy(forPaper ? Qt::ScrollBarAlwaysOff : Qt::ScrollBarAsNeeded);
    area_->setFocusPolicy(Qt::NoFocus);
    area_->viewport()->setAutoFillBackground(false);
    area_->setWidget(lines_);
    lines_->setAutoFillBackground(false);
    lines_->lineOf = [this](std::size_t grade) { return lineOf(grade); };
    remark_->setAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    connect(lines_, &GradeLines::toggled, this, &StripList::toggle);
    connect(lines_, &GradeLines::currentChanged, this, &StripList::bringIntoSight);
    connect(area_->verticalScrollBar(), &QScrollBar::valueChanged, this, [this] {
        if (folding_)
            showThoseInSight();
        else
            activateVisible();
    });
    setTheme(theme);
}

int StripList::smallestStrip() const {
    const int line = QFontMetrics(font()).height();
    return forPaper_ ? line * 5 / 2 : std::max(60, line * 7 / 2);
}

ResidualStrip* StripList::makeStrip() {
    auto* const strip = new ResidualStrip(cursor_, theme_, lines_);
    strip->QWidget::show();
    return strip;
}

/// All of them; of very many on paper the target and the newest.
std::vector<std::size_t> StripList::gradesToShow() const {
    std::vector<std::size_t> grades{0};
    const std::size_t first = forPaper_ && known_ > mostOnPaper ? known_ - mostOnPaper + 1 : 1;
    for (std::size_t grade = first; grade <= known_; ++grade)
        grades.push_back(grade);
    return grades;
}

void StripList::clear() {
    for (ResidualStrip* strip : strips_)
        delete strip;
    strips_.clear();
    empty_ = true;
}

void StripList::fill(ResidualStrip& strip, std::size_t grade) {
    if (strip.content().empty() || strip.content().grade != grade || isStale(strip.content()))
        strip.show(contentOf(grade));
}

void StripList::showGrades(std::size_t known) {
    const bool folds = !forPaper_ && known > mostUnfolded;
    const bool more = empty_ || known != known_ || folds != folding_;
    const QScrollBar& bar = *area_->verticalScrollBar();
    const bool wasAtEnd = std::exchange(goesToEnd_, false) || bar.value() == bar.maximum();
    if (folds != folding_)
        clear();
    empty_ = false;
    known_ = known;
    folding_ = folds;
    lines_->setFolding(folds);
    if (folds) {
        fold().setGrades(1, known - 1);
        layOut();
        if (wasAtEnd)
            area_->verticalScrollBar()->setValue(bar.maximum());
        showThoseInSight();
        return;
    }
    const std::vector<std::size_t> grades = gradesToShow();
    while (strips_.size() > grades.size()) {
        delete strips_.back();
        strips_.pop_back();
    }
    while (strips_.size() < grades.size())
        strips_.push_back(makeStrip());
    for (std::size_t i = 0; i < grades.size(); ++i)
        fill(*strips_[i], grades[i]);
    if (more) {
        layOut();
        if (wasAtEnd)
            area_->verticalScrollBar()->setValue(bar.maximum());
    }
}

void StripList::setRemark(const QString& remark) {
    if (remark_->text() != remark) {
        remark_->setText(remark);
        layOut();
    }
}

/// On paper nothing scrolls: where the strips have no room, those after the target give way, and the remark
/// says which.
std::vector<ResidualStrip*> StripList::stripsWithRoom(int room, int gap) {
    std::vector<ResidualStrip*> shown = strips_;
    if (!forPaper_ || strips_.empty())
        return shown;
    const auto fitting = static_cast<std::size_t>(std::max(2, room / (smallestStrip() + gap)));
    if (shown.size() > fitting)
        shown.erase(shown.begin() + 1, shown.end() - static_cast<std::ptrdiff_t>(fitting - 1));
    for (ResidualStrip* strip : strips_)
        strip->setVisible(std::ranges::find(shown, strip) != shown.end());
    const std::size_t next = shown.size() > 1 ? shown[1]->content().grade : 1;
    remark_->setText(next <= 1   ? QString()
                     : next == 2 ? tr("Grade 1 is not shown for want of room.")
                                 : tr("Grades 1 to %1 are not shown for want of room.").arg(next - 1));
    return shown;
}

void StripList::layOut() {
    if (folding_)
        layOutFolding();
    else
        layOutAll();
}

void StripList::layOutAll() {
    area_->setGeometry(rect());
    const int line = QFontMetrics(font()).height();
    const int axis = line + (forPaper_ ? line : 4);
    const int gap = forPaper_ ? 3 : gapOnScreen;
    const std::vector<ResidualStrip*> shown = stripsWithRoom(height() - axis - line - 4, gap);
    const int remark = remark_->text().isEmpty() ? 0 : line + (forPaper_ ? 4 : 8);
    const auto count = static_cast<int>(shown.size());
    const int room = height() - axis - remark;
    const int tallest = count <= 1 ? room : 260;
    const int each = count == 0 ? 0 : std::max(smallestStrip(), std::min(room / count, tallest) - gap);
    const int needed = count * (each + gap) + axis + remark;
    const bool scrolls = needed > height() && !forPaper_;
    const int bar = scrolls ? area_->verticalScrollBar()->sizeHint().width() : 0;
    lines_->setGeometry(0, lines_->y(), width() - bar, std::max(needed, height()));
    int y = 0;
    for (ResidualStrip* strip : shown) {
        const int height = each + (strip == shown.back() ? axis : 0);
        strip->setShowsAxis(strip == shown.back(), forPaper_ ? QStringLiteral("x") : QString());
        strip->setWheelNeedsControl(scrolls);
        strip->setGeometry(0, y, lines_->width(), height);
        y += height + gap;
    }
    remark_->setParent(lines_);
    remark_->setGeometry(20, y, std::max(0, lines_->width() - 24), remark);
    remark_->setVisible(remark > 0);
    activateVisible();
}

/// r_0, the list, the newest with the axis, the remark; and of the list the last grades open that leave a few
/// lines in sight.
void StripList::layOutFolding() {
    constexpr int fewLines = 3;
    const int line = QFontMetrics(font()).height();
    const int axis = line + 4;
    const int remark = remark_->text().isEmpty() ? 0 : line + 4;
    const int listLine = lines_->lineHeight();
    const int room = height() - axis - remark - 2 * gapOnScreen;
    // The ends give way to the list where all three are cramped.
    const int end = std::clamp(room * 17 / 100, std::min(smallestStrip(), std::max(30, room / 3)), 120);
    const int list = std::max(listLine, room - 2 * end);
    stripHeight_ = std::max(smallestStrip(), end) + gapOnScreen;
    fold().setHeights(listLine, stripHeight_);
    fold().setOpenAtEnd(static_cast<std::size_t>(std::max(0, list - fewLines * listLine) / stripHeight_));
    const int total = fold().totalHeight();
    const int bar = area_->verticalScrollBar()->sizeHint().width();
    const int wide = width() - bar; // also without a bar, so that all curves lie one above the other
    area_->setGeometry(0, end + gapOnScreen, width(), list);
    lines_->setGeometry(0, lines_->y(), wide, std::max(total, list));
    if (strips_.size() >= 2) {
        strips_.front()->setGeometry(GradeLines::gutter, 0, wide - GradeLines::gutter, end);
        strips_.back()->setGeometry(GradeLines::gutter, end + list + 2 * gapOnScreen,
                                    wide - GradeLines::gutter, end + axis);
    }
    remark_->setParent(this);
    remark_->setGeometry(GradeLines::gutter + 20, height() - remark,
                         std::max(0, wide - GradeLines::gutter - 24), remark);
    remark_->setVisible(remark > 0);
    lines_->update();
}

void StripList::showThoseInSight() {
    const int top = area_->verticalScrollBar()->value();
    std::vector<std::size_t> wanted = fold().openBetween(top, top + area_->height());
    wanted.insert(wanted.begin(), 0);
    wanted.push_back(known_);
    const bool begins = strips_.size() < 2;
    while (strips_.size() < 2) {
        ResidualStrip* const end = makeStrip();
        end->setParent(this);
        end->QWidget::show();
        end->setWheelNeedsControl(false);
        strips_.push_back(end);
    }
    // A strip that shows a wanted grade stays with it; the others take what is left over.
    std::vector<ResidualStrip*> inList(strips_.begin() + 1, strips_.end() - 1);
    std::vector<ResidualStrip*> placed{strips_.front()};
    for (std::size_t i = 1; i + 1 < wanted.size(); ++i) {
        const auto same = std::ranges::find_if(
            inList, [&](const ResidualStrip* strip) { return strip->content().grade == wanted[i]; });
        placed.push_back(same == inList.end() ? nullptr : *same);
        if (same != inList.end())
            inList.erase(same);
    }
    for (std::size_t i = 1; i < placed.size(); ++i) {
        if (placed[i])
            continue;
        if (inList.empty()) {
            placed[i] = makeStrip();
            placed[i]->setWheelNeedsControl(true);
        } else {
            placed[i] = inList.back();
            inList.pop_back();
        }
    }
    for (ResidualStrip* strip : inList)
        delete strip;
    placed.push_back(strips_.back());
    strips_ = std::move(placed);
    if (begins)
        layOutFolding();
    for (std::size_t i = 0; i < strips_.size(); ++i) {
        const bool atEnd = i + 1 == strips_.size();
        strips_[i]->setShowsAxis(atEnd, QString());
        if (i > 0 && !atEnd)
            strips_[i]->setGeometry(GradeLines::gutter, fold().top(wanted[i]),
                                    lines_->width() - GradeLines::gutter, stripHeight_ - gapOnScreen);
        fill(*strips_[i], wanted[i]);
        strips_[i]->activate();
    }
}

void StripList::toggle(std::size_t grade) {
    fold().toggle(grade);
    layOutFolding();
    bringIntoSight(grade);
    showThoseInSight();
}

void StripList::bringIntoSight(std::size_t grade) {
    QScrollBar& bar = *area_->verticalScrollBar();
    const int top = fold().top(grade);
    const int bottom = top + fold().height(grade);
    if (bottom > bar.value() + area_->height())
        bar.setValue(bottom - area_->height());
    if (top < bar.value())
        bar.setValue(top);
}

void StripList::activateVisible() {
    const int top = area_->verticalScrollBar()->value();
    for (ResidualStrip* strip : strips_)
        if (!strip->isHidden() && strip->y() < top + area_->height() + strip->height() &&
            strip->y() + 2 * strip->height() > top)
            strip->activate();
}

void StripList::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    const QScrollBar& bar = *area_->verticalScrollBar();
    const bool wasAtEnd = bar.value() == bar.maximum();
    layOut();
    if (!folding_)
        return;
    if (wasAtEnd)
        area_->verticalScrollBar()->setValue(bar.maximum());
    showThoseInSight();
}

void StripList::showEvent(QShowEvent* event) {
    QWidget::showEvent(event);
    // What was frozen while this was hidden is followed; where one had scrolled to then, nobody remembers.
    goesToEnd_ = goesToEnd_ || !event->spontaneous();
    layOut();
}

void StripList::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        layOut();
}

void StripList::followData() {
    fold().forgetChoices();
    goesToEnd_ = true;
    for (ResidualStrip* strip : strips_)
        strip->followData();
}

void StripList::redraw() {
    for (ResidualStrip* strip : strips_)
        strip->show(contentOf(strip->content().grade));
    lines_->update();
}

void StripList::setTheme(const Theme& theme) {
    theme_ = theme;
    // The application's style sheet has a say in labels: this one wins.
    remark_->setStyleSheet(QStringLiteral("color: %1; background: transparent; font-size: %2px;")
                               .arg(theme.mutedText.name())
                               .arg(std::lround(0.88 * QFontInfo(font()).pixelSize())));
    lines_->setTheme(theme);
    for (ResidualStrip* strip : strips_)
        strip->setTheme(theme);
}

} // namespace gradewise
