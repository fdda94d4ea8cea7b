#include "ui/window/place_switch.h"

#include <QHBoxLayout>
#include <QToolButton>

namespace gradewise {

namespace {

/// Without the room that a style leaves for arrows and icons: three of them stand in a narrow title row.
class Name : public QToolButton {
public:
    QSize sizeHint() const override {
        return {fontMetrics().horizontalAdvance(text()) + 12, QToolButton::sizeHint().height()};
    }
};

} // namespace

PlaceSwitch::PlaceSwitch(std::span<const PanelKind> kinds, PanelKind own, QWidget* parent) : QWidget(parent) {
    auto* const row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    for (const PanelKind kind : kinds) {
        auto* const button = new Name;
        button->setObjectName(QStringLiteral("switchTo-") + panelId(kind));
        button->setText(panelTitle(kind));
        button->setToolTip(panelTraits(kind).switchTip());
        button->setProperty("tab", true);
        button->setFocusPolicy(Qt::TabFocus);
        row->addWidget(button);
        if (kind == own) {
            own_ = button;
            button->setCheckable(true);
            button->setChecked(true);
            connect(button, &QToolButton::clicked, button, [button] { button->setChecked(true); });
        }
        connect(button, &QToolButton::clicked, this, [this, kind] { emit chosen(kind); });
    }
}

} // namespace gradewise
