#include "ui/controls/target/gallery_popup.h"

#include "ui/models/number_text.h"
#include "ui/widgets/section.h"

#include <QButtonGroup>
#include <QGridLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QScreen>
#include <QScrollArea>
#include <QToolButton>
#include <QVBoxLayout>

#include <climits>

#include <algorithm>
#include <cstdlib>

namespace gradewise {

namespace {

constexpr int columns = 5;

QString domainText(const Domain& domain) {
    QStringList intervals;
    for (const Interval& interval : domain)
        intervals.append(QStringLiteral("[%1, %2]").arg(numberText(interval.low), numberText(interval.high)));
    return intervals.join(QStringLiteral(" × "));
}

} // namespace

GalleryPopup::GalleryPopup(QWidget* parent)
    : QFrame(parent, Qt::Popup),
      grid_(new QGridLayout),
      gridArea_(new QWidget),
      caption_(makeCaption()),
      filters_(new QButtonGroup(this)) {
    setObjectName(QStringLiteral("galleryPopup"));
    setAccessibleName(tr("All targets"));
    for (const GalleryEntry& entry : gallery()) {
        if (std::find(families_.begin(), families_.end(), entry.family) == families_.end()) {
            families_.push_back(entry.family);
            auto* heading = new QLabel(familyName(entry.family));
            heading->setProperty("caption", true);
            headings_.push_back(heading);
        }
        auto* button = new ThumbnailButton(entry, ThumbnailButton::Caption::Name);
        const QString id = QString::fromStdString(entry.id);
        connect(button, &QAbstractButton::clicked, this, [this, id] {
            emit chosen(id);
            close();
        });
        connect(button, &ThumbnailButton::pointedAt, this, &GalleryPopup::describe);
        buttons_.push_back(button);
    }
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 12, 12, 12);
    column->setSpacing(8);
    addFilters(column);
    grid_->setContentsMargins(0, 0, 0, 0);
    grid_->setSpacing(6);
    auto* gridColumn = new QVBoxLayout(gridArea_);
    gridColumn->setContentsMargins(0, 0, 0, 0);
    gridColumn->addLayout(grid_);
    gridColumn->addStretch(1);
    auto* scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->setWidget(gridArea_);
    column->addWidget(scroll, 1);
    caption_->setMinimumHeight(3 * fontMetrics().height());
    caption_->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    column->addWidget(caption_);
    arrange();
}

void GalleryPopup::addFilters(QVBoxLayout* column) {
    auto* line = new QHBoxLayout;
    line->setSpacing(2);
    const auto add = [&](const QString& text, std::optional<TargetFamily> family) {
        auto* button = new QToolButton;
        button->setText(text);
        button->setCheckable(true);
        button->setProperty("quiet", true);
        button->setAccessibleName(tr("Show: %1").arg(text));
        connect(button, &QToolButton::clicked, this, [this, family] { showFamily(family); });
        filters_->addButton(button, family ? static_cast<int>(*family) : -2);
        line->addWidget(button);
    };
    add(tr("All"), std::nullopt);
    for (const TargetFamily family : families_)
        add(familyName(family), family);
    line->addStretch(1);
    filters_->buttons().constFirst()->setChecked(true);
    column->addLayout(line);
}

void GalleryPopup::showFamily(std::optional<TargetFamily> family) {
    family_ = family;
    filters_->button(family ? static_cast<int>(*family) : -2)->setChecked(true);
    arrange();
}

void GalleryPopup::arrange() {
    int row = 0;
    for (std::size_t f = 0; f < families_.size(); ++f) {
        const bool on = !family_ || *family_ == families_[f];
        headings_[f]->setVisible(on);
        if (on)
            grid_->addWidget(headings_[f], row++, 0, 1, columns);
        int column = 0;
        for (ThumbnailButton* button : buttons_) {
            if (button->entry().family != families_[f])
                continue;
            button->setVisible(on);
            if (!on)
                continue;
            grid_->addWidget(button, row + column / columns, column % columns);
            ++column;
        }
        row += (column + columns - 1) / columns;
    }
    for (int column = 0; column < columns; ++column)
        grid_->setColumnStretch(column, 1);
}

void GalleryPopup::open(const QWidget& anchor, const QString& chosenId) {
    for (ThumbnailButton* button : buttons_)
        button->setChecked(QString::fromStdString(button->entry().id) == chosenId);
    const QRect screen = anchor.screen()->availableGeometry();
    gridArea_->adjustSize();
    const int wanted = gridArea_->sizeHint().height() + 120;
    resize(std::min(660, screen.width()), std::min(wanted, std::min(680, screen.height() - 40)));
    QPoint place = anchor.mapToGlobal(QPoint(0, anchor.height() + 4));
    place.setX(std::clamp(place.x(), screen.left(), std::max(screen.left(), screen.right() - width())));
    place.setY(std::clamp(place.y(), screen.top(), std::max(screen.top(), screen.bottom() - height())));
    move(place);
    show();
    const auto shown = shownButtons();
    const auto chosenButton =
        std::find_if(shown.begin(), shown.end(), [](const auto* button) { return button->isChecked(); });
    if (!shown.empty())
        (chosenButton == shown.end() ? shown.front() : *chosenButton)->setFocus(Qt::PopupFocusReason);
}

void GalleryPopup::setTheme(const Theme& theme) {
    for (ThumbnailButton* button : buttons_)
        button->setTheme(theme);
    setStyleSheet(QStringLiteral("QFrame#galleryPopup { background: %1; border: 1px solid %2; }")
                      .arg(theme.card.name(), theme.controlBorder.name()));
}

std::vector<ThumbnailButton*> GalleryPopup::shownButtons() const {
    std::vector<ThumbnailButton*> result;
    for (const TargetFamily family : families_)
        for (ThumbnailButton* button : buttons_)
            if (button->entry().family == family && !button->isHidden())
                result.push_back(button);
    return result;
}

void GalleryPopup::describe(const QString& id) {
    const GalleryEntry* entry = findInGallery(id.toStdString());
    if (entry == nullptr)
        return;
    caption_->setText(tr("%1 on %2. %3")
                          .arg(QString::fromStdString(entry->formula), domainText(entry->domain),
                               QString::fromStdString(entry->why)));
}

void GalleryPopup::keyPressEvent(QKeyEvent* event) {
    switch (event->key()) {
    case Qt::Key_Left:
        moveFocus(-1, 0);
        break;
    case Qt::Key_Right:
        moveFocus(1, 0);
        break;
    case Qt::Key_Up:
        moveFocus(0, -1);
        break;
    case Qt::Key_Down:
        moveFocus(0, 1);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (auto* button = qobject_cast<QAbstractButton*>(focusWidget()))
            button->click();
        break;
    case Qt::Key_Escape:
        close();
        break;
    default:
        QFrame::keyPressEvent(event);
    }
}

/// To the neighbour in reading order, or to the nearest thumbnail above or below.
void GalleryPopup::moveFocus(int right, int down) {
    const auto shown = shownButtons();
    const auto here = std::find(shown.begin(), shown.end(), focusWidget());
    if (here == shown.end()) {
        if (!shown.empty())
            shown.front()->setFocus(Qt::TabFocusReason);
        return;
    }
    auto next = here;
    if (right != 0) {
        if ((right < 0 && here != shown.begin()) || (right > 0 && here + 1 != shown.end()))
            next = here + right;
    } else {
        int best = INT_MAX;
        for (auto other = shown.begin(); other != shown.end(); ++other) {
            const QPoint way = (*other)->pos() - (*here)->pos();
            const int distance = 4 * std::abs(way.y()) + std::abs(way.x());
            if (way.y() * down > 0 && distance < best) {
                best = distance;
                next = other;
            }
        }
    }
    (*next)->setFocus(Qt::TabFocusReason);
}

} // namespace gradewise
