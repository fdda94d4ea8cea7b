// A panel: one picture of a run in a card with a title. Panels display only; they do not know each other.
#pragma once

#include "ui/theme.h"

#include <QWidget>

#include <memory>
#include <span>

namespace gradewise {

class Cursor;
class RunModel;

enum class PanelKind { Target, Residuals, ErrorByGrade, LossByEpoch, Network, Audit, Spectrum };
std::span<const PanelKind> allPanelKinds();
QString panelTitle(PanelKind kind); ///< "Target and approximation" …
/// "target", "residuals", "error", "loss", "network", "audit", "spectrum": file names
QString panelId(PanelKind kind);

class Panel : public QWidget {
    Q_OBJECT
public:
    Panel(PanelKind kind, QWidget* parent);
    PanelKind kind() const { return kind_; }

    /// Draws the model as it stands. Called at most once a frame; a hidden panel may skip the work until
    /// shown.
    virtual void showRun(const RunModel& model) = 0;
    /// Another target or run: forget zoom, follow the data.
    virtual void followData() {}
    /// Of panels with several views the one that the user chose; empty: none, the panel decides by the run.
    virtual QString chosenView() const { return {}; }
    /// As chosenView() said it; anything else counts as empty.
    virtual void chooseView(const QString&) {}
    virtual void setTheme(const Theme& theme) = 0;
    /// Takes what names all panels of its place into its title row, instead of the title.
    virtual void setSwitch(QWidget* names) = 0;
    /// What the picture says, in words, for screen readers and tool tips.
    virtual QString summary() const = 0;

signals:
    void exportRequested(gradewise::PanelKind kind); ///< "Export this panel…" in the context menu
    void copyRequested(gradewise::PanelKind kind);   ///< "Copy this panel"

protected:
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    PanelKind kind_;
};

/// Makes a panel. `cursor` is the shared crosshair; null for pictures nobody points at (export).
/// `forPaper`: no buttons, no hints, no card shadow; used with Theme::print().
std::unique_ptr<Panel> makePanel(PanelKind kind, Cursor* cursor, const Theme& theme, bool forPaper);

} // namespace gradewise
