// The sheet that a figure is drawn on: one panel, or all of them with a title, made afresh for it.
#pragma once

#include "ui/panels/panel_list.h"

#include <QSize>
#include <QWidget>

#include <memory>
#include <optional>

namespace gradewise {

/// A widget of about `size` (in 1/96 inch; larger when the content needs more) that is never shown on screen
/// and shows the run as it stands, in the panels' views of that name (Panel::chooseView()).
std::unique_ptr<QWidget> makeFigurePage(const RunModel& model, std::optional<PanelKind> kind,
                                        const Theme& theme, QSize size, const PanelViews& views = {});
/// The smallest size at which the content of the page is legible and uncrowded.
QSize leastPageSize(const RunModel& model, std::optional<PanelKind> kind, double aspect,
                    const PanelViews& views = {});

/// The page's heading: the experiment's title, or its target.
QString figureTitle(const RunModel& model);
/// "4 grades · relative L² error 1.9e-2 · seed 1", for the line below.
QString figureSubtitle(const RunModel& model);

} // namespace gradewise
