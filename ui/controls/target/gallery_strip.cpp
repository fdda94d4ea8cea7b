#include "ui/controls/target/gallery_strip.h"

#include <QHBoxLayout>
#include <QKeyEvent>

#include <algorithm>

namespace gradewise {

namespace {

constexpr std::size_t shownEntries = 4;

/// The first entry of each family, then the next ones, until there are enough.
std::vector<const GalleryEntry*> featured() {
    std::vector<const GalleryEntry*> result;
    const auto takeFamily = [&](const GalleryEntry& entry) {
        return std::none_of(result.begin(), result.end(),
                            [&](const GalleryEntry* taken) { return taken->family == entry.family; });
    };
    for (const GalleryEntry& entry : gallery())
        if (result.size() < shownEntries && takeFamily(entry))
            result.push_back(&entry);
    for (const GalleryEntry& entry : gallery())
        if (result.size() < shownEntries && std::find(result.begin(), result.end(), &entry) == result.end())
            result.push_back(&entry);
    return result;
}

} // namespace

GalleryStrip::GalleryStrip(QWidget* parent) : QWidget(parent) {
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(5);
    for (const GalleryEntry* entry : featured()) {
        auto* button = new ThumbnailButton(*entry, ThumbnailButton::Caption::None);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        connect(button, &QAbstractButton::clicked, this, [this, button] {
            button->setChecked(true);
            emit chosen(QString::fromStdString(button->entry().id));
        });
        line->addWidget(button, 1);
        buttons_.push_back(button);
    }
}

void GalleryStrip::setChosen(const QString& id) {
    const GalleryEntry* entry = findInGallery(id.toStdString());
    const bool there = std::any_of(buttons_.begin(), buttons_.end(),
                                   [&](const ThumbnailButton* button) { return &button->entry() == entry; });
    if (entry != nullptr && !there && !buttons_.empty())
        buttons_.back()->setEntry(*entry);
    for (ThumbnailButton* button : buttons_)
        button->setChecked(&button->entry() == entry);
}

void GalleryStrip::setTheme(const Theme& theme) {
    for (ThumbnailButton* button : buttons_)
        button->setTheme(theme);
}

void GalleryStrip::keyPressEvent(QKeyEvent* event) {
    const int step = event->key() == Qt::Key_Right ? 1 : event->key() == Qt::Key_Left ? -1 : 0;
    const auto focused = std::find_if(buttons_.begin(), buttons_.end(),
                                      [](const ThumbnailButton* button) { return button->hasFocus(); });
    if (step == 0 || focused == buttons_.end()) {
        QWidget::keyPressEvent(event);
        return;
    }
    const auto next = (focused - buttons_.begin()) + step;
    if (next >= 0 && next < static_cast<std::ptrdiff_t>(buttons_.size()))
        buttons_[static_cast<std::size_t>(next)]->setFocus(Qt::TabFocusReason);
}

} // namespace gradewise
