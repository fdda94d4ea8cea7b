#include "ui/panels/panel_list.h"

#include "ui/panels/audit/audit_panel.h"
#include "ui/panels/errors/error_panel.h"
#include "ui/panels/loss/loss_panel.h"
#include "ui/panels/network/network_panel.h"
#include "ui/panels/residuals/residuals_panel.h"
#include "ui/panels/spectrum/spectrum_panel.h"
#include "ui/panels/target/target_panel.h"

#include <algorithm>
#include <array>
#include <vector>

namespace gradewise {

std::span<const PanelTraits* const> allPanels() {
    static const std::array all{
        &TargetPanel::traits,  &ResidualsPanel::traits, &ErrorPanel::traits,    &LossPanel::traits,
        &NetworkPanel::traits, &AuditPanel::traits,     &SpectrumPanel::traits,
    };
    return all;
}

std::span<const PanelKind> allPanelKinds() {
    static const std::vector<PanelKind> kinds = [] {
        std::vector<PanelKind> all;
        for (const PanelTraits* panel : allPanels())
            all.push_back(panel->kind);
        return all;
    }();
    return kinds;
}

const PanelTraits& panelTraits(PanelKind kind) {
    return **std::ranges::find(allPanels(), kind, &PanelTraits::kind);
}

QString panelTitle(PanelKind kind) {
    return panelTraits(kind).title();
}

QString panelId(PanelKind kind) {
    return panelTraits(kind).id;
}

std::unique_ptr<Panel> makePanel(PanelKind kind, Cursor* cursor, const Theme& theme, bool forPaper) {
    return panelTraits(kind).make(cursor, theme, forPaper);
}

QString viewOf(const PanelViews& views, PanelKind kind) {
    const auto view = views.find(kind);
    return view == views.end() ? QString() : view->second;
}

} // namespace gradewise
