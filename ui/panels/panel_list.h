// The one list of panels: window and export take from it what there is.
#pragma once

#include "ui/panels/panel.h"

#include <map>
#include <span>

namespace gradewise {

/// In the order of menus and figures.
std::span<const PanelTraits* const> allPanels();
std::span<const PanelKind> allPanelKinds(); ///< the same order
const PanelTraits& panelTraits(PanelKind kind);
QString panelTitle(PanelKind kind);
QString panelId(PanelKind kind);

/// Makes a panel. `cursor` is the shared crosshair; null for pictures nobody points at (export).
/// `forPaper`: no buttons, no hints, no card shadow; used with Theme::print().
std::unique_ptr<Panel> makePanel(PanelKind kind, Cursor* cursor, const Theme& theme, bool forPaper);

/// By panel the view that was chosen (Panel::chosenView()); a panel that is not there decides by the run.
using PanelViews = std::map<PanelKind, QString>;
QString viewOf(const PanelViews& views, PanelKind kind); ///< empty: none

} // namespace gradewise
