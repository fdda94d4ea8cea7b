#include "ui/export/paper_style.h"

#include <QChildEvent>
#include <QWidget>

namespace gradewise {

QFont paperFont() {
    // In pixels, since points are as large as the screen says; figures have 96 pixels an inch.
    constexpr int size = 13;
    QFont font(typeface());
    font.setPixelSize(size);
    font.setWeight(QFont::Normal);
    font.setStyle(QFont::StyleNormal);
    font.setHintingPreference(QFont::PreferNoHinting);
    font.setStyleStrategy(QFont::NoSubpixelAntialias);
    return font;
}

PaperStyle::PaperStyle(QWidget& page, const Theme& theme)
    : QObject(&page), font_(paperFont()), palette_(paletteOf(theme)) {
    apply(page);
}

bool PaperStyle::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::ChildPolished)
        if (auto* child = qobject_cast<QWidget*>(static_cast<QChildEvent*>(event)->child()))
            apply(*child);
    return QObject::eventFilter(watched, event);
}

void PaperStyle::apply(QWidget& widget) {
    widget.installEventFilter(this);
    widget.setFont(font_);
    widget.setPalette(palette_);
    for (QWidget* child : widget.findChildren<QWidget*>(QString(), Qt::FindDirectChildrenOnly))
        apply(*child);
}

PaperNumbers::PaperNumbers() {
    QLocale::setDefault(QLocale::c());
}

PaperNumbers::~PaperNumbers() {
    QLocale::setDefault(before_);
}

} // namespace gradewise
