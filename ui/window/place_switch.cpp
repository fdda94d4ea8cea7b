#include "ui/window/place_switch.h"

#include <QHBoxLayout>
#include <QToolButton>

namespace gradewise {

namespace {

QString tipOf(PanelKind kind) {
    switch (kind) {
    case PanelKind::Network:
        return PlaceSwitch::tr("Show the network here.");
    case PanelKind::Audit:
        return PlaceSwitch::tr("Show the audit here: what holds for each grade and what does not.");
    case PanelKind::Spectrum:
        return PlaceSwitch::tr("Show the spectrum here: which frequencies are learnt.");
    case PanelKind::Target:
    case PanelKind::Residuals:
    case PanelKind::ErrorByGrade:
    case PanelKind::LossByEpoch:
        break; // each in a place of its own
    }
    return {};
}

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
        button->setToolTip(tipOf(kind));
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
