#include "ui/panels/panel.h"

#include "ui/panels/audit/audit_panel.h"
#include "ui/panels/errors/error_panel.h"
#include "ui/panels/loss/loss_panel.h"
#include "ui/panels/network/network_panel.h"
#include "ui/panels/residuals/residuals_panel.h"
#include "ui/panels/spectrum/spectrum_panel.h"
#include "ui/panels/target/target_panel.h"

#include <QContextMenuEvent>
#include <QCoreApplication>
#include <QMenu>

#include <array>

namespace gradewise {

std::span<const PanelKind> allPanelKinds() {
    static constexpr std::array kinds{PanelKind::Target,      PanelKind::Residuals, PanelKind::ErrorByGrade,
                                      PanelKind::LossByEpoch, PanelKind::Network,   PanelKind::Audit,
                                      PanelKind::Spectrum};
    return kinds;
}

QString panelTitle(PanelKind kind) {
    switch (kind) {
    case PanelKind::Target:
        return Panel::tr("Target and approximation");
    case PanelKind::Residuals:
        return Panel::tr("Residuals, grade by grade");
    case PanelKind::ErrorByGrade:
        return Panel::tr("Error by grade");
    case PanelKind::LossByEpoch:
        return Panel::tr("Loss by epoch");
    case PanelKind::Network:
        return Panel::tr("Network");
    case PanelKind::Audit:
        return Panel::tr("Audit");
    case PanelKind::Spectrum:
        return Panel::tr("Spectrum");
    }
    return {};
}

QString panelId(PanelKind kind) {
    switch (kind) {
    case PanelKind::Target:
        return QStringLiteral("target");
    case PanelKind::Residuals:
        return QStringLiteral("residuals");
    case PanelKind::ErrorByGrade:
        return QStringLiteral("error");
    case PanelKind::LossByEpoch:
        return QStringLiteral("loss");
    case PanelKind::Network:
        return QStringLiteral("network");
    case PanelKind::Audit:
        return QStringLiteral("audit");
    case PanelKind::Spectrum:
        return QStringLiteral("spectrum");
    }
    return {};
}

Panel::Panel(PanelKind kind, QWidget* parent) : QWidget(parent), kind_(kind) {}

void Panel::contextMenuEvent(QContextMenuEvent* event) {
    QMenu menu(this);
    menu.addAction(tr("Export this panel…"), this, [this] { emit exportRequested(kind_); });
    menu.addAction(tr("Copy this panel"), this, [this] { emit copyRequested(kind_); });
    menu.addSeparator();
    menu.addActions(actions()); // what the panel itself offers
    menu.addAction(tr("Show everything and follow the data"), this, [this] { followData(); });
    menu.exec(event->globalPos());
    event->accept();
}

std::unique_ptr<Panel> makePanel(PanelKind kind, Cursor* cursor, const Theme& theme, bool forPaper) {
    switch (kind) {
    case PanelKind::Target:
        return std::make_unique<TargetPanel>(cursor, theme, forPaper);
    case PanelKind::Residuals:
        return std::make_unique<ResidualsPanel>(cursor, theme, forPaper);
    case PanelKind::ErrorByGrade:
        return std::make_unique<ErrorPanel>(theme, forPaper);
    case PanelKind::LossByEpoch:
        return std::make_unique<LossPanel>(theme, forPaper);
    case PanelKind::Network:
        return std::make_unique<NetworkPanel>(cursor, theme, forPaper);
    case PanelKind::Audit:
        return std::make_unique<AuditPanel>(theme, forPaper);
    case PanelKind::Spectrum:
        return std::make_unique<SpectrumPanel>(theme, forPaper);
    }
    return nullptr;
}

} // namespace gradewise
