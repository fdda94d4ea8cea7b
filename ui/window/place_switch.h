// The names of all panels of one place, where each of them has its title: its own strong, the others a click
// away.
#pragma once

#include "ui/panels/panel_list.h"

namespace gradewise {

class PlaceSwitch : public QWidget {
    Q_OBJECT
public:
    /// For the title row of `own`, one of `kinds`, which share a place.
    PlaceSwitch(std::span<const PanelKind> kinds, PanelKind own, QWidget* parent = nullptr);
    /// Gives the keyboard to the name of the panel itself.
    void takeFocus() { own_->setFocus(Qt::OtherFocusReason); }

signals:
    void chosen(gradewise::PanelKind kind);

private:
    QWidget* own_ = nullptr;
};

} // namespace gradewise
